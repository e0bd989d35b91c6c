"""The whole merged library kept between runs, so that a command need not validate hundreds of unchanged files.

It only saves time: with another version, another Python, a file added, removed or changed, or a cache that somebody
else could have written, the library is loaded from its files. ``CONTRACTKIT_CACHE=off`` turns it off.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import pydantic

from contractkit import __version__, findings
from contractkit.library import models
from contractkit.library.cache import cache_file, read_kept, remove_old, settled, stamp, write_kept
from contractkit.library.catalogue import Library

_FORMAT = 1
_MOST_KEPT = 4  # one for each library in use; older ones are removed
_UNUSABLE = (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError)


class KeptLibrary:
    """The place in the cache of the library that is made of these files."""

    def __init__(self, folders: Sequence[Path], files: Iterable[Path]) -> None:
        self._statuses = [(path, path.stat()) for path in files]
        where = cache_file()
        digest = hashlib.sha256(json.dumps([str(folder) for folder in folders]).encode()).hexdigest()
        self._path = where and where.with_name(f"library-{digest[:16]}.bin")

    def load(self) -> Library | None:
        """Return the kept library when nothing has changed since."""
        body = read_kept(self._path, self._state())
        with suppress(*_UNUSABLE):
            found = pickle.loads(body) if body else None  # noqa: S301 - our own file, as read_kept makes sure
            return found if isinstance(found, Library) else None
        return None

    def store(self, library: Library) -> None:
        """Keep the library, if the cache can be written and no file changed so recently that it may change unseen."""
        if self._path is not None and all(settled(status) for _, status in self._statuses):
            write_kept(self._path, pickle.dumps(library, pickle.HIGHEST_PROTOCOL), self._state())
            remove_old(self._path, "library-*.bin", _MOST_KEPT)

    def _state(self) -> str:
        code = [stamp(Path(str(module.__file__)).stat()) for module in (models, findings)]
        files = [(str(path), stamp(status)) for path, status in self._statuses]
        return json.dumps([_FORMAT, __version__, sys.version, pydantic.VERSION, code, files])
