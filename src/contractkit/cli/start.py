"""A quick start: the regular expressions of our modules are kept compiled, as Python keeps the modules themselves.

Python compiles the expressions of a module anew in each process; a check needs some hundreds, which took a tenth of a
second. ``re`` looks into a cache of its own before it compiles: that cache is filled here before modules are imported,
and what they compiled while they were imported is kept; never what was made from a document. The file only saves time:
without it, or with a Python that works otherwise, expressions are compiled as always. ``CONTRACTKIT_CACHE=off`` turns
it off.
"""

from __future__ import annotations

import marshal
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from contractkit.expressions import OTHER_PYTHON, Steps, restored, steps_of
from contractkit.library.cache import cache_file, read_kept, write_kept

Key = tuple[str, int]  # an expression and its flags
_UNUSABLE = (*OTHER_PYTHON, EOFError)


class KeptExpressions:
    """The expressions that the modules of one command compile when they are imported."""

    def __init__(self, command: str) -> None:
        folder = cache_file()
        self._path: Path | None = folder and folder.with_name(f"start-{command}.bin")
        self._kept: dict[Key, Steps] = {}
        self._fresh: set[Key] = set()
        with suppress(*_UNUSABLE):
            body = read_kept(self._path, sys.version)
            self._kept = marshal.loads(body) if body else {}  # noqa: S302 - our own file, as read_kept makes sure
            cache = _cache()
            for (source, flags), steps in self._kept.items():
                cache[str, source, flags] = restored(source, steps)

    @contextmanager
    def importing(self) -> Iterator[None]:
        """Watch the import of modules: what it compiles is kept."""
        before = _known()
        yield
        self._fresh |= _known() - before

    def save(self) -> None:
        """Write what is new, if the cache can be written."""
        if self._path is not None and self._fresh:
            with suppress(*_UNUSABLE):
                kept = self._kept | {key: steps_of(*key) for key in self._fresh}
                write_kept(self._path, marshal.dumps(kept), sys.version)
        self._fresh = set()


def _known() -> set[Key]:
    """The expressions in the cache of ``re``; none in a Python that has no such cache."""
    with suppress(*OTHER_PYTHON):
        return {(source, flags) for kind, source, flags in list(_cache()) if kind is str}
    return set()


def _cache() -> dict[Any, re.Pattern[Any]]:
    """The cache of ``re``, by type of text, expression and flags. Raises AttributeError in a Python without one."""
    found: dict[Any, re.Pattern[Any]] = re._cache  # type: ignore[attr-defined]
    return found
