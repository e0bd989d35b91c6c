"""What is still to be answered in a deal file, who can answer it, and why it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from contractkit.deal import Deal
from contractkit.deal.fields import Who
from contractkit.deal.shape import shape_of

OPEN_ANSWERS = frozenset({"tbc", "tbd", "tba", "?", "??", "???", "...", "…", "to be confirmed", "to be defined"})


@dataclass(frozen=True)
class Question:
    """One open question: ``path`` is its place in the deal file, ``answered_by`` who can answer it."""

    path: str
    text: str
    why: str
    answered_by: Who


def open_questions(answers: Mapping[str, Any]) -> list[Question]:
    """Return what a deal file has to answer still, in its order: absent, null, or a word such as "TBC"."""
    return list(_model_questions(Deal, answers, ""))


def is_open(value: Any) -> bool:
    """Return whether an answer is still to be given: absent, null, empty, or a word such as "TBC"."""
    if isinstance(value, str):
        return not value.strip() or value.strip().lower().rstrip(".") in OPEN_ANSWERS or value.strip() in OPEN_ANSWERS
    return value is None


def question_of(field: FieldInfo, path: str) -> Question:
    """Return the question of a field at a place; what concerns one party alone is that party's to answer."""
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    side = path.split(".", maxsplit=1)[0]
    who = side if side in ("customer", "vendor") else extra.get("answered_by", "customer")
    return Question(path, field.title or path, field.description or "", cast(Who, who))


def _model_questions(model: type[BaseModel], answers: Any, path: str) -> Iterator[Question]:
    """Yield the questions of a model whose answers are given, partly given or absent."""
    given = answers if isinstance(answers, Mapping) else {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        value = given.get(key)
        place = f"{path}.{key}" if path else key
        shape = shape_of(field)
        if shape.model is not None and not shape.many:
            if field.is_required() or not is_open(value):
                yield from _model_questions(shape.model, value, place)
        elif _unanswered(field, value):
            yield question_of(field, place)
        elif shape.model is not None and isinstance(value, list):
            for at, item in enumerate(value):
                yield from _model_questions(shape.model, item, f"{place}[{at}]")


def _unanswered(field: FieldInfo, value: Any) -> bool:
    """Whether nobody has given an answer; a word such as "TBC" asks for one even where a usual answer exists."""
    if is_open(value):
        return field.is_required() or (isinstance(value, str) and value.strip() != "")
    if isinstance(value, list):
        empty = not value and any(getattr(rule, "min_length", 0) for rule in field.metadata)
        return empty or any(isinstance(item, str) and is_open(item) for item in value)
    return False
