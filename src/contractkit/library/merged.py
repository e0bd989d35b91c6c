"""The whole merged library kept between runs, so that a command need not validate hundreds of unchanged files.

It only saves time: with another version, another Python, a file added, removed or changed, or a cache that somebody
else could have written, the library is loaded from its files. ``CONTRACTKIT_CACHE=off`` turns it off.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import pydantic

from contractkit import __version__, findings
from contractkit.library import models
from contractkit.library.cache import cache_file, settled, stamp, written_by_us
from contractkit.library.catalogue import Library

_FORMAT = 1
_MOST_KEPT = 4  # one for each set of folders in use; older ones are removed
_UNUSABLE = (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError)


class KeptLibrary:
    """The place in the cache of the library that is made of these files."""

    def __init__(self, folders: Sequence[Path], files: Iterable[Path]) -> None:
        self._statuses = [(path, path.stat()) for path in files]
        where = cache_file()
        digest = hashlib.sha256(json.dumps([str(folder) for folder in folders]).encode()).hexdigest()
        self._path = where and where.with_name(f"library-{digest[:16]}.bin")

    def load(self) -> Library | None:
        """Return the kept library when nothing has changed since."""
        if self._path is None or not written_by_us(self._path):
            return None
        with suppress(*_UNUSABLE):
            head, _, body = self._path.read_bytes().partition(b"\n")
            if head == self._head():
                found = pickle.loads(body)  # noqa: S301 - our own file, as written_by_us makes sure
                return found if isinstance(found, Library) else None
        return None

    def store(self, library: Library) -> None:
        """Keep the library, if the cache can be written and no file changed so recently that it may change unseen."""
        if self._path is None or not all(settled(status) for _, status in self._statuses):
            return
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=self._path.name, dir=self._path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(self._head() + b"\n" + pickle.dumps(library, pickle.HIGHEST_PROTOCOL))
            Path(temporary).replace(self._path)
            _remove_old(self._path)

    def _head(self) -> bytes:
        code = [stamp(Path(str(module.__file__)).stat()) for module in (models, findings)]
        files = [(str(path), stamp(status)) for path, status in self._statuses]
        state = json.dumps([_FORMAT, __version__, sys.version, pydantic.VERSION, code, files])
        return hashlib.sha256(state.encode()).hexdigest().encode()


def _remove_old(newest: Path) -> None:
    others = [path for path in newest.parent.glob("library-*.bin") if path != newest]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[_MOST_KEPT - 1 :]:
        path.unlink(missing_ok=True)
