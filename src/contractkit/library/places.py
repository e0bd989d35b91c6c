"""Where library files stand: the layout of a library folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from contractkit.errors import LibraryError

Kind = Literal["family", "wording", "rule", "terms", "vocabulary", "kpi", "law", "playbook", "template", "leanings"]

FOLDERS = ("families", "definitions", "vocabulary", "kpis", "law", "playbooks", "templates", "leanings")
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
    "leanings": r"leanings/[a-z]{2}\.yaml",
}


class Place(NamedTuple):
    """A file and its path within a library folder."""

    path: Path
    folder: Path
    parts: tuple[str, ...]


def listed(folder: Path) -> Iterator[Place]:
    """Yield the files of a folder that could be library files; a folder named "templates" holds templates alone."""
    if folder.name == "templates":
        yield from (Place(path, folder, ("templates", *path.relative_to(folder).parts)) for path in _files(folder))
        return
    for name in FOLDERS:
        for path in _files(folder / name):
            yield Place(path, folder, path.relative_to(folder).parts)


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


def kind_of(parts: Sequence[str]) -> Kind | None:
    """Return what a file at this path within a library folder holds; None for nothing that we know."""
    joined = "/".join(parts)
    return next((kind for kind, place in _PLACES.items() if re.fullmatch(place, joined)), None)


def library_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield every file of the folders that could be a library file, in their order and by name within one."""
    return (place.path for folder in folders for place in listed(folder))


def holds_library_files(folder: Path) -> bool:
    """Return whether the folder holds at least one file that a library folder can hold."""
    return any(kind_of(place.parts) for place in listed(folder))
