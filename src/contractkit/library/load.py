"""Load the clause library: find its folders, read them, merge them by id, refuse what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import entry_points
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from contractkit.errors import LibraryError
from contractkit.library import models as m
from contractkit.library.builtin import data_folder
from contractkit.library.catalogue import Library
from contractkit.library.complaints import located
from contractkit.library.references import reference_complaints
from contractkit.library.source import Kind, SourceFile, holds_library_files, read_sources
from contractkit.validation import validate
from contractkit.yamltext import Location, Problem, join_problems, shown_path

ENTRY_POINT_GROUP = "contractkit.libraries"
PROJECT_FOLDER = "contractkit"

_ADAPTERS: dict[Kind, TypeAdapter[Any]] = {
    "family": TypeAdapter(m.Family),
    "wording": TypeAdapter(m.Wording),
    "rule": TypeAdapter(m.Rule),
    "terms": TypeAdapter(m.TermsFile),
    "vocabulary": TypeAdapter(m.VocabularyFile),
    "kpi": TypeAdapter(m.KpiDefinition),
    "law": TypeAdapter(m.LawFile),
    "playbook": TypeAdapter(m.Playbook),
    "template": TypeAdapter(m.Template),
}


_FROM_PLACE = ("language", "position", "family", "template", "body")


def load_library(overlays: Sequence[Path] = ()) -> Library:
    """Return the library: built in, then installed packages, then ``./contractkit/``, then ``overlays``; later wins.

    Raises LibraryError that lists every problem of every file at once.
    """
    return load_folders(library_folders(overlays))


def library_folders(overlays: Sequence[Path] = ()) -> list[Path]:
    """Return all folders in order, later ones winning. Raises LibraryError for an overlay that holds no library."""
    for folder in overlays:
        if not holds_library_files(folder):
            raise LibraryError(f"{folder}: this folder holds no clause library; docs/library.md shows the layout")
    return list(dict.fromkeys(folder.resolve() for folder in [*default_folders(), *overlays]))


def default_folders() -> list[Path]:
    """Return the folders that are always used, in order: built in, installed packages, the project's own."""
    data = data_folder()
    project = Path.cwd() / PROJECT_FOLDER
    own = [project] if holds_library_files(project) else []
    return [data / "clause_library", data / "templates", *_installed(), *own]


def load_folders(folders: Sequence[Path]) -> Library:
    """Return the library made of these folders alone, later ones winning. Raises LibraryError like load_library."""
    library, problems = gather(folders)
    problems = problems or located(reference_complaints(library))
    if problems:
        raise LibraryError(join_problems(problems))
    return library


def gather(folders: Sequence[Path]) -> tuple[Library, list[Problem]]:
    """Return the library made of all files that are right by themselves, and the problems of the others.

    Whether what they name exists is not looked at here.
    """
    merge = _Merge()
    for _, sources in groupby(read_sources(folders), key=attrgetter("folder")):
        merge.add(list(sources))
    return merge.library(), merge.problems


def _installed() -> Iterable[Path]:
    """The folders that installed packages offer: an entry point gives a path or a function that returns one."""
    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda point: point.name):
        try:
            given = point.load()
            folder = Path(given() if callable(given) else given)
        except Exception as error:  # whatever somebody else's package does, the message names it
            raise LibraryError(
                f'the entry "{point.name}" of an installed package in {ENTRY_POINT_GROUP} fails: {error!r}; '
                "update or remove that package"
            ) from error
        if not holds_library_files(folder):
            raise LibraryError(f'the installed package\'s entry "{point.name}" in {ENTRY_POINT_GROUP} gives {folder}, '
                               "which holds no clause library")  # fmt: skip
        yield folder


class _Item(NamedTuple):
    """One item of a file, and the path of keys to its name."""

    kind: str
    key: Any
    model: Any
    location: Location


@dataclass
class _Merge:
    """Items gathered so far, by kind and id, each with its file."""

    items: dict[str, dict[Any, tuple[Any, SourceFile]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, sources: list[SourceFile]) -> None:
        """Add one folder's files over what earlier folders gave."""
        within: dict[tuple[str, Any], SourceFile] = {}
        for source in sources:
            if source.problems:
                self.problems.extend(source.problems)
                continue
            model, problems = validate(_ADAPTERS[source.kind], _with_place(source), source.yaml_text)
            self.problems.extend(problems)
            if model is None:
                continue
            self.problems.extend(_misplaced(source))
            for item in _items(source, model):
                self._put(item, source, within)

    def _put(self, item: _Item, source: SourceFile, within: dict[tuple[str, Any], SourceFile]) -> None:
        earlier = within.get((item.kind, item.key))
        if earlier is not None:
            where = "here twice" if earlier is source else f"also in {shown_path(earlier.path)}"
            message = f'the {item.kind} "{_name(item.key)}" stands {where}'
            remedy = "Give one of them another name, or remove it."
            self.problems.append(source.yaml_text().problem_at(item.location, message, remedy))
        within[item.kind, item.key] = source
        self.items.setdefault(item.kind, {})[item.key] = (item.model, source)

    def library(self) -> Library:
        """Return the merged library."""
        named = {kind: {key: item for key, (item, _) in found.items()} for kind, found in self.items.items()}
        entries = [(kind, _name(key), src) for kind, found in self.items.items() for key, (_, src) in found.items()]
        entries.sort(key=lambda entry: entry[:2])
        digest = hashlib.sha256()
        for kind, name, source in entries:
            digest.update(f"{kind} {name} {source.sha256}\n".encode())
        return Library(
            families=named.get("family", {}),
            rules=named.get("rule", {}),
            wordings=named.get("wording", {}),
            kpis=named.get("kpi", {}),
            playbooks=named.get("playbook", {}),
            law=named.get("law", {}),
            terms=named.get("term", {}),
            vocabulary=named.get("vocabulary", {}),
            templates=named.get("template", {}),
            origins={(kind, name): source.path for kind, name, source in entries},
            sha256=digest.hexdigest(),
        )


def _name(key: Any) -> str:
    """The id under which an item stands in ``origins``; a wording is "family/language.position"."""
    return key if isinstance(key, str) else f"{key[0]}/{key[1]}.{key[2]}"


def _with_place(source: SourceFile) -> Any:
    """The file's data, with what a wording's place says about it."""
    if source.kind != "wording":
        return source.data
    language, position = source.name.split(".", 1)
    place = {"language": language, "position": position, "family": source.parts[-2], "body": source.body}
    template = source.parts[1] if source.parts[0] == "templates" else ""
    return {**source.data, **place, "template": template}


def _items(source: SourceFile, model: Any) -> list[_Item]:
    """Everything that a file holds."""
    if source.kind == "wording":
        return [_Item("wording", (model.owner_id, model.language, model.position), model, [])]
    if source.kind == "terms":
        return [_Item("term", term.term, term, ["terms", at, "term"]) for at, term in enumerate(model.terms)]
    if source.kind == "vocabulary":
        return [_Item("vocabulary", name, list(found), ["names", name]) for name, found in model.names.items()]
    if source.kind == "law":
        return [_Item("law", item.id, item, ["items", at, "id"]) for at, item in enumerate(model.items)]
    return [_Item(source.kind, model.id, model, ["id"])]


def _misplaced(source: SourceFile) -> list[Problem]:
    """Problems of a file whose folder or name says something else than its content."""
    expected: dict[str, dict[str, Callable[[], str]]] = {
        "family": {"id": partial(source.parts.__getitem__, 2), "group": partial(source.parts.__getitem__, 1)},
        "rule": {"id": lambda: source.name, "family": partial(source.parts.__getitem__, 2)},
        "kpi": {"id": lambda: source.name},
        "playbook": {"id": lambda: source.name},
        "template": {"id": partial(source.parts.__getitem__, 1)},
    }
    problems = [
        source.yaml_text().problem_at([key], f'unknown key "{key}"', "The file's place and body say it.", key=True)
        for key in _FROM_PLACE
        if source.kind == "wording" and key in source.data
    ]
    for key, place in expected.get(source.kind, {}).items():
        if source.data[key] != place():
            problems.append(
                source.yaml_text().problem_at(
                    [key],
                    f'the {key} is "{source.data[key]}", but the file stands under "{place()}"',
                    "Rename the file or folder, or change the key, so that both say the same.",
                )
            )
    return problems
