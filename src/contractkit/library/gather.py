"""Read the files of library folders, validate them and merge them by id; what is wrong is told with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from contractkit.library import models as m
from contractkit.library.catalogue import Library
from contractkit.library.places import Kind
from contractkit.library.source import SourceFile, read_sources
from contractkit.validation import validate
from contractkit.yamltext import Location, Problem, shown_path

_MODELS: dict[Kind, Any] = {
    "family": m.Family,
    "wording": m.Wording,
    "rule": m.Rule,
    "terms": m.TermsFile,
    "vocabulary": m.VocabularyFile,
    "kpi": m.KpiDefinition,
    "law": m.LawFile,
    "playbook": m.Playbook,
    "template": m.Template,
    "leanings": m.LeaningsFile,
}


@cache
def _adapter(kind: Kind) -> TypeAdapter[Any]:
    return TypeAdapter(_MODELS[kind])


_FROM_PLACE = ("language", "position", "family", "template", "body")


def gather(folders: Sequence[Path]) -> tuple[Library, list[Problem]]:
    """Return the library made of all files that are right by themselves, and the problems of the others.

    Whether what they name exists is not looked at here.
    """
    merge = _Merge()
    for _, sources in groupby(read_sources(folders), key=attrgetter("folder")):
        merge.add(list(sources))
    return merge.library(), merge.problems


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
            model, problems = validate(_adapter(source.kind), _with_place(source), source.yaml_text)
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
            leanings=named.get("leaning", {}),
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
    if source.kind == "leanings":
        return [_Item("leaning", item.id, item, ["leanings", at, "id"]) for at, item in enumerate(model.leanings)]
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
