"""Library folders as parsed raw data: the one place that reads the library's files.

A compiled form of the library, or another store, would come in here: whatever returns the same
``SourceFile`` values serves all that comes after.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contractkit.library.cache import Entries, load_entries, settled, stamp, store_entries
from contractkit.library.places import Kind, Place, kind_of, listed
from contractkit.yamltext import Problem, YamlText

_LAYOUT = "The layout is described in docs/library.md; rules, for example, stand in families/<group>/<family>/rules/."


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the library folder ``folder``. ``parts`` is its path within it; ``body`` a wording's Markdown.

    ``sha256`` is over the parsed content, so that comments and line endings do not change it. With ``problems``
    there is no data.
    """

    path: Path
    folder: Path
    kind: Kind
    parts: tuple[str, ...]
    data: Any
    body: str = ""
    sha256: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.parts[-1].rsplit(".", 1)[0]

    def yaml_text(self) -> YamlText:
        """Read the file again for its text, to show a problem in it."""
        return yaml_text(self.path)


def yaml_text(path: Path) -> YamlText:
    """Return the YAML of a library file: all of it, or the front matter of a wording."""
    text = path.read_text(encoding="utf-8-sig")
    return _front_matter(path, text)[0] if path.suffix == ".md" else YamlText(path, text)


def read_sources(folders: Iterable[Path]) -> list[SourceFile]:
    """Return every library file of the folders, in their order and by name within one, problems included."""
    kept = load_entries()
    fresh: Entries = {}
    sources = [_source(place, kept, fresh) for folder in folders for place in listed(folder)]
    if fresh:
        store_entries({**kept, **fresh})
    return sources


def _source(place: Place, kept: Entries, fresh: Entries) -> SourceFile:
    """The file as kept from an earlier run when it has not changed, or else parsed and put into ``fresh``."""
    kind = kind_of(place.parts)
    if kind is None:
        return _failed(place, "rule", Problem(place.path, 0, 0, "no library file stands in this place", "", _LAYOUT))
    try:
        status = place.path.stat()
        entry = kept.get(str(place.path))
        if entry is not None and entry["stamp"] == stamp(status):
            return SourceFile(*place[:2], kind, place.parts, entry["data"], entry["body"], entry["sha256"])
        text = place.path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Save the file as UTF-8 text."
        return _failed(place, kind, Problem(place.path, 0, 0, f"cannot be read: {error}", "", remedy))
    source = _parsed(place, kind, text)
    if not source.problems and settled(status):
        kept_data = {"data": source.data, "body": source.body, "sha256": source.sha256}
        fresh[str(place.path)] = {"stamp": stamp(status), **kept_data}
    return source


def _parsed(place: Place, kind: Kind, text: str) -> SourceFile:
    source, body = YamlText(place.path, text), ""
    if kind == "wording":
        source, body = _front_matter(place.path, text)
        if not source.text:
            return _failed(place, kind, Problem(place.path, 1, 1, "the front matter is missing", "", _FRONT_MATTER))
    data, problems = source.parse()
    if not problems and not isinstance(data, dict):
        problems = [source.problem(0, 0, "expected key: value lines", "See docs/library.md for the keys.")]
    if problems:
        return _failed(place, kind, *problems)
    digest = hashlib.sha256(json.dumps([data, body], sort_keys=True).encode()).hexdigest()
    return SourceFile(place.path, place.folder, kind, place.parts, data, body, digest)


def _failed(place: Place, kind: Kind, *problems: Problem) -> SourceFile:
    return SourceFile(place.path, place.folder, kind, place.parts, None, problems=problems)


_FRONT_MATTER = 'Start the file with a line "---", the keys, and a line "---"; the wording follows.'
_FENCED = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)(.*)", re.DOTALL)


def _front_matter(path: Path, text: str) -> tuple[YamlText, str]:
    """Return the front matter (empty when there is none) and the Markdown below it."""
    match = _FENCED.match(text)
    if match is None:
        return YamlText(path, ""), text
    return YamlText(path, match.group(1), first_line=2), match.group(2).strip() + "\n"
