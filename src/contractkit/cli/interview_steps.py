"""What an interview asks, in order: made anew after each answer, so that it can go back and go on later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from contractkit.deal import Deal
from contractkit.deal.questions import is_open
from contractkit.deal.shape import shape_of

Path = tuple[str | int, ...]
Kind = Literal["value", "more", "kpis", "usual"]
_NOT_ASKED = ("schema_id", "terms", "positions", "confirmed")


@dataclass(frozen=True)
class Step:
    """One question: a value; whether a list goes on; the usual service levels; whether to look at usual answers."""

    kind: Kind
    path: Path
    field: FieldInfo
    group: type[BaseModel] | None = None

    @property
    def key(self) -> tuple[Kind, Path]:
        """What tells the question from all others."""
        return self.kind, self.path

    @property
    def name(self) -> str:
        """The place in the deal file, as people write it."""
        return ".".join(str(step) for step in self.path)


def steps(decided: Mapping[tuple[Kind, Path], bool]) -> Iterator[Step]:
    """Yield every question: first what must be answered; then, when wanted, what has a usual answer."""
    fields = Deal.model_fields
    for name, field in fields.items():
        if name == "kpis":
            yield Step("kpis", (name,), field)
            if not decided.get(("kpis", (name,)), True):
                yield from _list(field, (name,), decided)
        elif field.is_required():
            yield from _field(field, (name,), decided, usual=False)
    yield Step("usual", ("usual",), fields["kpis"])
    if decided.get(("usual", ("usual",)), False):
        for name, field in fields.items():
            if name not in _NOT_ASKED:
                yield from _field(field, (name,), decided, usual=True)


def _field(field: FieldInfo, path: Path, decided: Mapping[tuple[Kind, Path], bool], *, usual: bool) -> Iterator[Step]:
    shape = shape_of(field)
    if shape.model is None:
        if field.is_required() != usual:
            yield Step("value", path, field)
    elif not shape.many:
        for name, inner in shape.model.model_fields.items():
            for step in _field(inner, (*path, name), decided, usual=usual):
                grouped = step.group or (shape.model if step.kind == "value" else None)
                yield Step(step.kind, step.path, step.field, grouped)
    elif not usual:
        yield from _list(field, path, decided)


def _list(field: FieldInfo, path: Path, decided: Mapping[tuple[Kind, Path], bool]) -> Iterator[Step]:
    """Yield the questions of each item, and after each whether there is another."""
    model = shape_of(field).model
    at = 0
    while model is not None:
        yield Step("more", (*path, at), field)
        if not decided.get(("more", (*path, at)), False):
            return
        for name, inner in model.model_fields.items():
            if inner.is_required():
                yield Step("value", (*path, at, name), inner, model)
        at += 1


def answered(answers: Mapping[str, Any]) -> dict[tuple[Kind, Path], bool]:
    """Return what a file has decided already: lists that are there are taken as complete."""
    decided: dict[tuple[Kind, Path], bool] = {}
    lists: list[tuple[Path, list[Any]]] = []
    _find_lists(Deal, answers, (), lists)
    for path, items in lists:
        if path == ("kpis",):
            decided["kpis", path] = True
            continue
        decided.update({("more", (*path, at)): True for at in range(len(items))})
        decided["more", (*path, len(items))] = False
    return decided


def _find_lists(model: type[BaseModel], answers: Any, path: Path, found: list[tuple[Path, list[Any]]]) -> None:
    given = answers if isinstance(answers, Mapping) else {}
    for name, field in model.model_fields.items():
        shape, value = shape_of(field), given.get(name)
        if shape.model is not None and shape.many:
            items = value if isinstance(value, list) else []
            needed = [key for key, inner in shape.model.model_fields.items() if inner.is_required()]
            none_needed = value == [] and not any(getattr(rule, "min_length", 0) for rule in field.metadata)
            if none_needed or any(
                not is_open(item.get(key)) for item in items if isinstance(item, Mapping) for key in needed
            ):
                found.append(((*path, name), items))
        elif shape.model is not None:
            _find_lists(shape.model, value, (*path, name), found)


def at(answers: Any, path: Path) -> Any:
    """Return the answer at a place, or None."""
    for step in path:
        if isinstance(step, int):
            answers = answers[step] if isinstance(answers, list) and step < len(answers) else None
        else:
            answers = answers.get(step) if isinstance(answers, Mapping) else None
    return answers


def put(answers: dict[str, Any], path: Path, value: Any) -> None:
    """Put an answer in its place; groups and list items on the way are made."""
    here: Any = answers
    for step, following in pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int):
            while len(here) <= step:
                here.append({})
            here = here[step]
        else:
            if not isinstance(here.get(step), type(empty)):
                here[step] = empty
            here = here[step]
    here[path[-1]] = value
