"""A deal for a short document: it holds what that document needs, and what else is answered already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, create_model

from contractkit.deal import Deal
from contractkit.deal.questions import Question, is_open, open_questions

_ALWAYS = frozenset({"schema", "reference", "date"})


@lru_cache(maxsize=32)
def adapter_for(needs: tuple[str, ...] = ()) -> TypeAdapter[Deal]:
    """Return what validates a deal of which only ``needs`` must be answered (empty: everything)."""
    fields: dict[str, Any] = {}
    for name, field in Deal.model_fields.items():
        if needs and field.is_required() and name not in (*needs, *_ALWAYS):
            kind: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
            fields[name] = (kind | None, Field(default=None, title=field.title, description=field.description))
    return TypeAdapter(create_model("Deal", __base__=Deal, **fields) if fields else Deal)


def needed_answers(answers: Mapping[str, Any], needs: Sequence[str] = ()) -> tuple[dict[str, Any], list[Question]]:
    """Return the answers without those that are not needed and not complete, and the questions still open."""
    questions = open_questions(answers)
    if not needs:
        return dict(answers), questions
    needed = {*needs, *_ALWAYS}
    unfinished = {_top(question) for question in questions} - needed
    kept = {key: value for key, value in answers.items() if key not in unfinished}
    return kept, [question for question in questions if _top(question) in needed]


def without_open(value: Any) -> Any:
    """Return the answers without those still open, so that usual answers stand in for them."""
    if isinstance(value, dict):
        return {key: without_open(inner) for key, inner in value.items() if not is_open(inner) or inner == ""}
    return [without_open(inner) for inner in value] if isinstance(value, list) else value


def _top(question: Question) -> str:
    return question.path.split(".")[0].split("[")[0]
