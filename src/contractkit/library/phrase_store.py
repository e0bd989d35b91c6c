"""Compiled phrases kept between runs, as Python keeps its modules: one small database in the user's cache folder.

Compiling the expressions of a whole library takes seconds; loading what one document needs takes milliseconds. The
store only saves time. Whatever is wrong with it (absent, damaged, of another version, written by somebody else) means
that phrases are compiled again, never an error. ``CONTRACTKIT_CACHE=off`` turns it off.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import re
import sqlite3
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from contractkit import phrase_anchors, phrases, text
from contractkit.library.cache import cache_file, stamp, written_by_us
from contractkit.phrases import Phrase

_FORMAT = 2
_MOST_STORES = 4  # one for each library and version in use; older ones are removed
_TABLE = (
    "CREATE TABLE IF NOT EXISTS phrases "
    "(source TEXT PRIMARY KEY, regex TEXT NOT NULL, anchors BLOB NOT NULL, code BLOB) WITHOUT ROWID"
)
_PUT = "INSERT INTO phrases VALUES (?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET code = coalesce(excluded.code, code)"
_UNUSABLE = (sqlite3.Error, OSError, ValueError, EOFError, TypeError, zlib.error)
_OTHER_PYTHON = (ImportError, AttributeError, TypeError, ValueError, RuntimeError)  # whose compiler works otherwise

Row = tuple[str, bytes, bytes | None]  # the expression, anchors and firsts, and what Python's compiler made of it


class PhraseStore:
    """The compiled phrases of one vocabulary; ``save`` writes what this run compiled."""

    def __init__(self, vocabulary: Mapping[str, Sequence[str]]) -> None:
        self._path = _path(vocabulary)
        self._database = _opened(self._path)
        self._rows: dict[str, tuple[str, bytes]] = {}
        with suppress(*_UNUSABLE):
            rows = self._database.execute("SELECT source, regex, anchors FROM phrases")
            self._rows = {source: (regex, anchors) for source, regex, anchors in rows}
        self._fresh: dict[str, Row] = {}

    def get(self, source: str) -> Phrase | None:
        """Return the kept phrase, or None."""
        row = self._rows.get(source)
        if row is None:
            return None
        with suppress(*_UNUSABLE):
            groups, firsts = marshal.loads(row[1])  # noqa: S302 - our own file, see _opened
            anchors = tuple(map(frozenset, groups))
            return Phrase(source, row[0], anchors, self._pattern, None if firsts is None else frozenset(firsts))
        return None

    def put(self, phrase: Phrase) -> Phrase:
        """Remember a phrase that was compiled in this run, and return it with the store as its compiler."""
        self._fresh[phrase.source] = (phrase.regex, _words_of(phrase), None)
        return replace(phrase, compiler=self._pattern)

    def save(self) -> None:
        """Write what is new, if the cache can be written."""
        if self._path is not None and self._fresh:
            with suppress(*_UNUSABLE):
                _write(self._path, self._fresh)
        self._fresh = {}

    def _pattern(self, phrase: Phrase) -> re.Pattern[str]:
        """The phrase's expression: kept, or compiled now and remembered."""
        with suppress(*_UNUSABLE, *_OTHER_PYTHON):
            row = self._database.execute("SELECT code FROM phrases WHERE source = ?", (phrase.source,)).fetchone()
            if row and row[0]:
                return _restored(phrase.source, row[0])
        with suppress(*_OTHER_PYTHON):
            code = _compiled(phrase.regex)
            pattern = _restored(phrase.source, code)
            self._fresh[phrase.source] = (phrase.regex, _words_of(phrase), code)
            return pattern
        return re.compile(phrase.regex)


def _words_of(phrase: Phrase) -> bytes:
    firsts = None if phrase.firsts is None else sorted(phrase.firsts)
    return marshal.dumps(([sorted(group) for group in phrase.anchors], firsts))


def _path(vocabulary: Mapping[str, Sequence[str]]) -> Path | None:
    """The store's file: another one for each vocabulary, Python and state of the code that compiles phrases."""
    folder = cache_file()
    if folder is None:
        return None
    modules = [stamp(Path(str(module.__file__)).stat()) for module in (phrases, phrase_anchors, text)]
    state = json.dumps([_FORMAT, sys.version, modules, vocabulary], sort_keys=True, default=list)
    return folder.with_name(f"phrases-{hashlib.sha256(state.encode()).hexdigest()[:16]}.db")


def _opened(path: Path | None) -> sqlite3.Connection:
    """The database of the file, or an empty one in memory when there is no file that only we can have written."""
    if path is not None and written_by_us(path):
        with suppress(sqlite3.Error):
            return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
    return sqlite3.connect(":memory:")


def _write(path: Path, rows: Mapping[str, Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        _remove_old(path)
    elif not written_by_us(path):
        return
    database = sqlite3.connect(path, timeout=1)
    try:
        with database:
            database.execute(_TABLE)
            database.executemany(_PUT, ((source, *row) for source, row in rows.items()))
    finally:
        database.close()


def _remove_old(newest: Path) -> None:
    others = [path for path in newest.parent.glob("phrases-*.db") if path != newest]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[_MOST_STORES - 1 :]:
        path.unlink(missing_ok=True)


def _compiled(regex: str) -> bytes:
    """The steps of re._compiler.compile but for its last, which _restored does. Raises when Python works otherwise."""
    parsed = import_module("re._parser").parse(regex, 0)
    steps = array("I", import_module("re._compiler")._code(parsed, 0)).tobytes()
    state = parsed.state
    return zlib.compress(marshal.dumps((state.flags, steps, state.groups - 1, dict(state.groupdict))), 1)


def _restored(source: str, code: bytes) -> re.Pattern[str]:
    """The expression; Python's own engine refuses code that is not well formed."""
    flags, steps, groups, names = marshal.loads(zlib.decompress(code))  # noqa: S302 - our own file, see _opened
    by_index = {index: name for name, index in names.items()}
    ordered = tuple(by_index.get(index) for index in range(groups + 1))
    engine: Any = import_module("_sre")
    pattern: re.Pattern[str] = engine.compile(source, flags, array("I", steps).tolist(), groups, names, ordered)
    return pattern
