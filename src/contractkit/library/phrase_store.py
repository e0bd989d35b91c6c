"""Compiled phrases kept between runs, as Python keeps its modules: one small database in the user's cache folder.

Compiling the expressions of a whole library takes seconds; loading what one document needs takes milliseconds. The
store only saves time. Whatever is wrong with it (absent, damaged, of another version, written by somebody else) means
that phrases are compiled again, never an error. ``CONTRACTKIT_CACHE=off`` turns it off.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import zlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from contractkit import alternatives, phrase_compiler, phrase_needs, phrase_words, text
from contractkit.alternatives import Alternatives
from contractkit.expressions import OTHER_PYTHON, restored, steps_of
from contractkit.library.cache import cache_file, remove_old, stamp, written_by_us
from contractkit.library.kept_needs import KeptNeeds
from contractkit.phrases import Phrase

_FORMAT = 9
_MOST_STORES = 2  # of some ten megabytes each: one for each library and version in use; older ones go
_MOST_PHRASES = 40_000  # three libraries; a store that holds more, of rules as they were once, begins anew
_MOST_MAPPED = 1 << 28  # bytes; thousands of small reads are faster without a call to the system for each
_TABLES = (
    "CREATE TABLE IF NOT EXISTS phrases (source TEXT PRIMARY KEY, code BLOB, regex BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS needs (place INTEGER PRIMARY KEY, kept BLOB NOT NULL)",
)
_PUT = (
    "INSERT INTO phrases (source, regex, code) VALUES (?, ?, ?) "
    "ON CONFLICT (source) DO UPDATE SET code = coalesce(excluded.code, code)"
)
_UNUSABLE = (sqlite3.Error, OSError, ValueError, EOFError, TypeError, IndexError, zlib.error)

Row = tuple[str, bytes | None]  # the expression, and what Python's compiler made of it


class PhraseStore:
    """The compiled phrases of one vocabulary; ``save`` writes what this run compiled.

    ``recompiled`` gives the expression of a phrase that the store has lost.
    """

    def __init__(self, vocabulary: Mapping[str, Sequence[str]], recompiled: Callable[[str], str]) -> None:
        self._path = _path(vocabulary)
        self._recompiled = recompiled
        self._database = _opened(self._path)
        self._needs = KeptNeeds()
        with suppress(*_UNUSABLE):
            (kept,) = self._database.execute("SELECT kept FROM needs").fetchone()
            self._needs = KeptNeeds(kept)
        self._fresh: dict[str, Row] = {}
        self._fresh_phrases: list[Phrase] = []
        self._alternatives: dict[str, Phrase] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing was kept."""
        return not len(self._needs)

    def get(self, source: str) -> Phrase | None:
        """Return the kept phrase, or None."""
        if source not in self._needs:
            return None
        needed, names = self._needs.get(source), self._needs.alternatives(source)
        if names:
            return Alternatives(source, None, *needed, None, names, self._alternative)
        return Phrase(source, None, *needed, self)

    def put(self, phrase: Phrase) -> Phrase:
        """Remember a phrase that was compiled in this run, and return it with the store as its keeper."""
        self._fresh_phrases.append(phrase)
        if isinstance(phrase, Alternatives):
            for part in phrase.parts:
                if part.source in self._alternatives or part.source in self._needs:
                    self._fresh_phrases.append(part)  # needs that begin anew must hold it as well
                else:
                    self._alternatives[part.source] = self.put(part)
            return replace(phrase, look_up=self._alternative)
        self._fresh[phrase.source] = (phrase.regex, None)
        return replace(phrase, keeper=self)

    def _alternative(self, name: str) -> Phrase:
        """The alternative of this name: one object for all phrases, so that it is looked for once in a sentence."""
        found = self._alternatives.get(name)
        if found is None:
            found = self._alternatives[name] = Phrase(name, None, *self._needs.get(name), self)
        return found

    def save(self) -> None:
        """Write what is new, if the cache can be written."""
        if self._path is not None and self._fresh:
            with suppress(*_UNUSABLE):
                anew = self.empty or len(self._needs) > _MOST_PHRASES
                needs = KeptNeeds() if anew else self._needs
                self._database.close()  # some systems replace no file that is open
                _write(self._path, self._fresh, needs.with_phrases(self._fresh_phrases), anew=anew)
            self._database = _opened(self._path)
        self._fresh = {}

    def regex(self, source: str) -> str:
        """Return the expression of a phrase that ``get`` gave."""
        with suppress(*_UNUSABLE):
            row = self._database.execute("SELECT regex FROM phrases WHERE source = ?", (source,)).fetchone()
            if row:
                return zlib.decompress(row[0]).decode()
        return self._recompiled(source)

    def pattern(self, phrase: Phrase) -> re.Pattern[str]:
        """Return the phrase's compiled expression: kept, or compiled now and remembered."""
        with suppress(*_UNUSABLE, *OTHER_PYTHON):
            code = self._fresh.get(phrase.source, ("", None))[1] or self._kept_code(phrase.source)
            if code:
                return _restored(phrase.source, code)
        with suppress(*OTHER_PYTHON):
            code = _compiled(phrase.regex)
            pattern = _restored(phrase.source, code)
            self._fresh[phrase.source] = (phrase.regex, code)
            return pattern
        return re.compile(phrase.regex)

    def _kept_code(self, source: str) -> bytes | None:
        row = self._database.execute("SELECT code FROM phrases WHERE source = ?", (source,)).fetchone()
        code: bytes | None = row[0] if row else None
        return code


def _path(vocabulary: Mapping[str, Sequence[str]]) -> Path | None:
    """The store's file: another one for each vocabulary, Python and state of the code that compiles phrases."""
    folder = cache_file()
    if folder is None:
        return None
    modules = [
        stamp(Path(str(module.__file__)).stat())
        for module in (alternatives, phrase_compiler, phrase_needs, phrase_words, text)
    ]
    state = json.dumps([_FORMAT, sys.version, modules, vocabulary], sort_keys=True, default=list)
    return folder.with_name(f"phrases-{hashlib.sha256(state.encode()).hexdigest()[:16]}.db")


def _opened(path: Path | None) -> sqlite3.Connection:
    """The database of the file, or an empty one in memory when there is no file that only we can have written."""
    if path is not None and written_by_us(path):
        with suppress(sqlite3.Error):
            # Nobody changes a store, another one takes its place: so no reading needs a lock, which thousands of small
            # ones would feel.
            database = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True, check_same_thread=False)
            database.execute(f"PRAGMA mmap_size = {_MOST_MAPPED}")
            return database
    return sqlite3.connect(":memory:")


def _write(path: Path, rows: Mapping[str, Row], needs: bytes, *, anew: bool) -> None:
    """Put a store with these rows in the place of one without them; ``anew`` with no others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=path.name, dir=path.parent)  # only we can read and write it
    os.close(handle)
    try:
        if not anew:
            shutil.copyfile(path, temporary)
        with closing(sqlite3.connect(temporary)) as database, database:
            database.execute("PRAGMA journal_mode = OFF")  # what is not whole takes nothing's place
            for table in _TABLES:
                database.execute(table)
            database.executemany(
                _PUT, ((source, zlib.compress(regex.encode(), 1), code) for source, (regex, code) in rows.items())
            )
            database.execute("INSERT OR REPLACE INTO needs VALUES (1, ?)", (needs,))
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    remove_old(path, "phrases-*.db", _MOST_STORES)


def _compiled(regex: str) -> bytes:
    """What Python's compiler makes of an expression. Raises when this Python works otherwise."""
    flags, steps, groups, names = steps_of(regex)
    return marshal.dumps((flags, array("I", steps).tobytes(), groups, names))  # to pack it costs more than to read it


def _restored(source: str, code: bytes) -> re.Pattern[str]:
    """The expression; Python's own engine refuses code that is not well formed."""
    flags, steps, groups, names = marshal.loads(code)  # noqa: S302 - our own file, see _opened
    return restored(source, (flags, array("I", steps).tolist(), groups, names))
