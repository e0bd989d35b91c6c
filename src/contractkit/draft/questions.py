"""What is still to be answered in a deal file, who can answer it, and why it is asked."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from contractkit.deal import Deal, Who
from contractkit.deal.file import is_open
from contractkit.draft.selection import select_parts
from contractkit.library.catalogue import Library
from contractkit.library.models import Template, Wording


@dataclass(frozen=True)
class Question:
    """One open question: ``path`` is its place in the deal file, ``answered_by`` who can answer it."""

    path: str
    text: str
    why: str
    answered_by: Who


def missing_answers(
    answers: Mapping[str, Any], library: Library | None = None, template: str = "agreement"
) -> list[Question]:
    """Return what a deal file still has to answer, in the order of the file: absent, null, or a word such as "TBC".

    With a library, also the values that the template's clauses need and that have no default.
    """
    questions = list(_model_questions(Deal, answers, ""))
    if library is not None:
        questions.extend(_clause_questions(answers, library, library.template(template)))
    return questions


def _model_questions(model: type[BaseModel], answers: Any, path: str) -> Iterator[Question]:
    """Yield the questions of a model whose answers are given, partly given or absent."""
    given = answers if isinstance(answers, Mapping) else {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        value = given.get(key)
        place = f"{path}.{key}" if path else key
        inner, many = _inner_model(field)
        if inner is not None and not many:
            if field.is_required() or not is_open(value):
                yield from _party_questions(place, _model_questions(inner, value, place))
        elif _unanswered(field, value):
            yield _question(field, place, name)
        elif inner is not None and isinstance(value, list):
            for at, item in enumerate(value):
                yield from _model_questions(inner, item, f"{place}[{at}]")
        elif isinstance(value, list) and any(is_open(item) for item in value):
            yield _question(field, place, name)


def _unanswered(field: FieldInfo, value: Any) -> bool:
    if is_open(value):
        return field.is_required() or (isinstance(value, str) and value.strip() != "")
    return field.is_required() and value == [] and any(getattr(rule, "min_length", 0) for rule in field.metadata)


def _question(field: FieldInfo, path: str, name: str) -> Question:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    asked = field.title or f"{name.replace('_', ' ').capitalize()}?"
    return Question(path, asked, field.description or "", typing.cast(Who, extra.get("answered_by", "customer")))


def _party_questions(place: str, questions: Iterator[Question]) -> Iterator[Question]:
    """The questions about a party itself are that party's to answer."""
    side: Who | None = "customer" if place == "customer" else "vendor" if place == "vendor" else None
    for question in questions:
        yield Question(question.path, question.text, question.why, side or question.answered_by)


def _inner_model(field: FieldInfo) -> tuple[type[BaseModel] | None, bool]:
    """Return the model that a field holds, and whether it holds a list of them."""
    kind = field.annotation
    many = typing.get_origin(kind) is list
    if many:
        kind = typing.get_args(kind)[0]
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return None, False
    return (kind, many) if isinstance(kind, type) and issubclass(kind, BaseModel) else (None, many)


def _clause_questions(answers: Mapping[str, Any], library: Library, template: Template) -> Iterator[Question]:
    terms = answers.get("terms")
    given = terms if isinstance(terms, Mapping) else {}
    for wording in _wordings(answers, library, template):
        values = given.get(wording.family)
        values = values if isinstance(values, Mapping) else {}
        for name, variable in wording.variables.items():
            if variable.default is None and is_open(values.get(name)):
                yield Question(f"terms.{wording.family}.{name}", variable.ask, variable.why, "customer")


def _wordings(answers: Mapping[str, Any], library: Library, template: Template) -> Iterator[Wording]:
    """Yield the wordings that will be used; while the deal is incomplete, all that the template may use."""
    try:
        deal = Deal.model_validate(answers)
    except ValidationError:
        for part in template.parts:
            for choice in part.choices:
                wording = library.wording(choice.id)
                if wording is not None:
                    yield wording
        return
    for part in select_parts(template, deal, library, {}):
        yield from part.wordings
