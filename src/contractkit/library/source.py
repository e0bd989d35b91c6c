"""Library folders as parsed raw data: the one place that reads the library's files.

A compiled form of the library, or another store, would come in here: whatever returns the same
``SourceFile`` values serves all that comes after.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from contractkit.errors import LibraryError
from contractkit.library.cache import Entries, load_entries, settled, stamp, store_entries
from contractkit.yamltext import Problem, YamlText

Kind = Literal["family", "wording", "rule", "terms", "vocabulary", "kpi", "law", "playbook", "template"]

FOLDERS = ("families", "definitions", "vocabulary", "kpis", "law", "playbooks", "templates")
_SLUG = r"[^/]+"
_PLACES: dict[Kind, str] = {
    "family": rf"families/{_SLUG}/{_SLUG}/family\.yaml",
    "wording": rf"(?:families/{_SLUG}|templates/{_SLUG}/clauses)/{_SLUG}/[a-z]{{2}}\.{_SLUG}\.md",
    "rule": rf"families/{_SLUG}/{_SLUG}/rules/{_SLUG}\.yaml",
    "terms": r"definitions/[a-z]{2}\.yaml",
    "vocabulary": r"vocabulary/[a-z]{2}\.yaml",
    "kpi": rf"kpis/{_SLUG}\.yaml",
    "law": rf"law/{_SLUG}\.yaml",
    "playbook": rf"playbooks/{_SLUG}\.yaml",
    "template": rf"templates/{_SLUG}/template\.yaml",
}
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
    sources = [_source(place, kept, fresh) for folder in folders for place in _listed(folder)]
    if fresh:
        store_entries({**kept, **fresh})
    return sources


def holds_library_files(folder: Path) -> bool:
    """Return whether the folder holds at least one file that a library folder can hold."""
    return any(_kind(place.parts) for place in _listed(folder))


class _Place(NamedTuple):
    """A file and its path within a library folder."""

    path: Path
    folder: Path
    parts: tuple[str, ...]


def _listed(folder: Path) -> Iterator[_Place]:
    """Yield the files of a folder that could be library files; a folder named "templates" holds templates alone."""
    if folder.name == "templates":
        yield from (_Place(path, folder, ("templates", *path.relative_to(folder).parts)) for path in _files(folder))
        return
    for name in FOLDERS:
        for path in _files(folder / name):
            yield _Place(path, folder, path.relative_to(folder).parts)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder, and the wordings, by name."""
    for parent, folders, names in os.walk(folder, onerror=_unreadable):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")) or (name.endswith(".md") and name.upper() != "README.MD"):
                yield Path(parent, name)


def _unreadable(error: OSError) -> None:
    """A folder that is not there holds nothing; one that may not be read must not pass for empty."""
    if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
        raise LibraryError(f"{error.filename}: {error.strerror}; make the folder readable") from error


def _kind(parts: Sequence[str]) -> Kind | None:
    joined = "/".join(parts)
    return next((kind for kind, place in _PLACES.items() if re.fullmatch(place, joined)), None)


def _source(place: _Place, kept: Entries, fresh: Entries) -> SourceFile:
    """The file as kept from an earlier run when it has not changed, or else parsed and put into ``fresh``."""
    kind = _kind(place.parts)
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


def _parsed(place: _Place, kind: Kind, text: str) -> SourceFile:
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


def _failed(place: _Place, kind: Kind, *problems: Problem) -> SourceFile:
    return SourceFile(place.path, place.folder, kind, place.parts, None, problems=problems)


_FRONT_MATTER = 'Start the file with a line "---", the keys, and a line "---"; the wording follows.'
_FENCED = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)(.*)", re.DOTALL)


def _front_matter(path: Path, text: str) -> tuple[YamlText, str]:
    """Return the front matter (empty when there is none) and the Markdown below it."""
    match = _FENCED.match(text)
    if match is None:
        return YamlText(path, ""), text
    return YamlText(path, match.group(1), first_line=2), match.group(2).strip() + "\n"
