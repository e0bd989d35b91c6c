"""The deal file as a form: every question with its reason, made from the models, so that the two never disagree."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from contractkit.deal import Deal
from contractkit.deal.questions import question_of
from contractkit.deal.shape import FieldShape, allowed, shape_of

OPEN = "TBC"

_PLAIN = re.compile(r"[A-Za-zÀ-ÿ][\w ,.()/'&%+-]*\w|[A-Za-zÀ-ÿ]")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_ANSWERERS = {"customer": "Customer answers", "vendor": "Vendor answers", "both": "both parties agree"}
_WIDTH = 100


def blank_deal(answers: Mapping[str, Any] | None = None) -> str:
    """Return a deal file as YAML: the answers given, "TBC" for the rest, and each question with its reason."""
    head = (
        "# A deal file: the answers from which contractkit drafts a contract.\n"
        f'# Replace every {OPEN}. "contractkit draft FILE --missing" lists what is left, by who can answer.\n'
        "# What is not marked so is a usual value that you may change.\n"
    )
    return head + "\n".join(_model_lines(Deal, answers or {}, "")) + "\n"


def _model_lines(model: type[BaseModel], answers: Mapping[str, Any], path: str) -> Iterator[str]:
    pad = _pad(path)
    for name, field in model.model_fields.items():
        key = field.alias or name
        place = f"{path}.{key}" if path else key
        if not path:
            yield ""
        for line in _comment(field, place):
            yield f"{pad}# {line}"
        yield from _field_lines(key, field, answers.get(key), place)


def _pad(path: str) -> str:
    return "  " * (path.count(".") + 1) if path else ""


def _comment(field: FieldInfo, place: str) -> Iterator[str]:
    """Yield the question, who answers it, the reason, and what is allowed."""
    model = shape_of(field).model
    limits = allowed(field)
    if field.title:
        question = question_of(field, place)
        yield f"{question.text} ({_ANSWERERS[question.answered_by]})"
        yield from textwrap.wrap(question.why, _WIDTH)
    elif model is not None and model.__doc__:
        yield from textwrap.wrap(" ".join(model.__doc__.replace("``", "").split()), _WIDTH)
    if limits:
        yield from textwrap.wrap(f"{limits[0].upper()}{limits[1:]}.", _WIDTH)


def _field_lines(key: str, field: FieldInfo, value: Any, place: str) -> Iterator[str]:
    pad = "  " * place.count(".")
    shape = shape_of(field)
    if shape.model is not None and not shape.many:
        given = value if isinstance(value, Mapping) else {}
        yield f"{pad}{key}:"
        yield from _model_lines(shape.model, given, place)
        return
    if shape.model is not None and field.is_required():
        yield f"{pad}{key}:"
        for item in value if isinstance(value, list) and value else [{}]:
            yield from _item_lines(shape.model, item if isinstance(item, Mapping) else {}, pad)
        return
    yield from _value_lines(key, _given_or_default(field, value, shape), pad)


def _item_lines(model: type[BaseModel], item: Mapping[str, Any], pad: str) -> Iterator[str]:
    """Yield one list item over several lines; a blank one says what each field allows."""
    for at, (name, field) in enumerate(model.model_fields.items()):
        limits = f"  # {allowed(field)}" if allowed(field) and not item else ""
        value = _given_or_default(field, item.get(name), shape_of(field))
        yield f"{pad}  {'- ' if at == 0 else '  '}{name}: {flow(value)}{limits}"


def _given_or_default(field: FieldInfo, value: Any, shape: FieldShape) -> Any:
    if value is not None:
        return value
    if field.is_required():
        return [OPEN] if shape.many else OPEN
    default = field.get_default(call_default_factory=True)
    return None if default is PydanticUndefined else default


def _value_lines(key: str, value: Any, pad: str) -> Iterator[str]:
    if isinstance(value, list) and value and not isinstance(value[0], Mapping):
        yield f"{pad}{key}:"
        for item in value:
            yield f"{pad}  - {flow(item)}"
    else:
        yield f"{pad}{key}: {flow(value)}"


def flow(value: Any) -> str:
    """Return a value as YAML on one line; text in quotes unless it can be nothing but text."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    text = str(value)
    if not isinstance(value, str) or (_PLAIN.fullmatch(text) and "," not in text and text.lower() not in _RESERVED):
        return text
    return json.dumps(text, ensure_ascii=False)
