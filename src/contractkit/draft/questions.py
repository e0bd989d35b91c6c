"""What is still to be answered before a contract can be drafted: by the deal file, and by the clauses chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from contractkit.deal.needed import adapter_for, needed_answers, without_open
from contractkit.deal.questions import Question, is_open
from contractkit.draft.selection import select_parts
from contractkit.library.catalogue import Library
from contractkit.library.models import Template, Wording


def missing_answers(
    answers: Mapping[str, Any], library: Library | None = None, template: str = "agreement"
) -> list[Question]:
    """Return every open question, in the order of the deal file.

    With a library, also the values that the template's clauses need and that have no usual answer.
    """
    needs = library.template(template).needs if library is not None else []
    _, questions = needed_answers(answers, needs)
    if library is not None:
        questions.extend(_clause_questions(answers, library, library.template(template)))
    return questions


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
        needed, _ = needed_answers(answers, template.needs)
        deal = adapter_for(tuple(template.needs)).validate_python(without_open(needed))
    except ValidationError:
        found = (library.clause(template.id, choice.id) for part in template.parts for choice in part.choices)
        yield from (wording for wording in found if wording is not None)
        return
    for part in select_parts(template, deal, library, {}):
        yield from part.wordings
