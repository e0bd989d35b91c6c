"""The deal file as a form: every question with its reason, made from the models, so that the two never disagree."""

from __future__ import annotations

import json
import re
import textwrap
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from contractkit.deal import Deal

OPEN = "TBC"

_PLAIN = re.compile(r"[A-Za-zÀ-ÿ][\w ,.()/'&%+-]*\w|[A-Za-zÀ-ÿ]")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_ANSWERERS = {"customer": "Customer answers", "vendor": "Vendor answers", "both": "both parties agree"}
_WIDTH = 100


@dataclass(frozen=True)
class FieldShape:
    """What a field of a deal holds: a model or plain values, one or many; ``choices`` when only these may stand."""

    model: type[BaseModel] | None
    many: bool
    choices: tuple[str, ...]


def blank_deal(answers: Mapping[str, Any] | None = None) -> str:
    """Return a deal file as YAML: the answers given, "TBC" for the rest, and each question with its reason."""
    head = (
        "# A deal file: the answers from which contractkit drafts a contract.\n"
        f'# Replace every {OPEN}. "contractkit draft FILE --missing" lists what is left, by the party that can answer.\n'
        "# What is not marked so is a usual value that you may change.\n"
    )
    return head + "\n".join(_model_lines(Deal, answers or {}, 0)) + "\n"


def shape_of(field: FieldInfo) -> FieldShape:
    """Return what a field holds."""
    kind = field.annotation
    many = typing.get_origin(kind) is list
    if many:
        kind = typing.get_args(kind)[0]
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        kind = next((option for option in typing.get_args(kind) if option is not type(None)), kind)
    if typing.get_origin(kind) is typing.Annotated:
        kind = typing.get_args(kind)[0]
    choices = tuple(map(str, typing.get_args(kind))) if typing.get_origin(kind) is Literal else ()
    model = kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
    return FieldShape(model, many, choices)


def allowed(field: FieldInfo) -> str:
    """Return what a field allows, in words, or nothing: "5 to 50", "one of: B1, B2"."""
    shape = shape_of(field)
    if shape.choices and len(shape.choices) > 1:
        return f"one of: {', '.join(shape.choices)}"
    low = next(
        (rule.ge if isinstance(rule, Ge) else rule.gt for rule in field.metadata if isinstance(rule, (Ge, Gt))), None
    )
    high = next(
        (rule.le if isinstance(rule, Le) else rule.lt for rule in field.metadata if isinstance(rule, (Le, Lt))), None
    )
    if low is not None and high is not None:
        return f"{low} to {high}"
    above = any(isinstance(rule, Gt) for rule in field.metadata)
    return "" if low is None else f"{'above' if above else 'at least'} {low}"


def _model_lines(model: type[BaseModel], answers: Mapping[str, Any], level: int) -> Iterator[str]:
    pad = "  " * level
    for name, field in model.model_fields.items():
        key = field.alias or name
        if level == 0:
            yield ""
        for line in _comment(field):
            yield f"{pad}# {line}"
        yield from _field_lines(key, field, answers.get(key), level)


def _comment(field: FieldInfo) -> Iterator[str]:
    """Yield the question, who answers it, the reason, and what is allowed."""
    shape = shape_of(field)
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    if field.title:
        who = _ANSWERERS.get(str(extra.get("answered_by")), "")
        yield f"{field.title} ({who})" if who else field.title
        yield from textwrap.wrap(field.description or "", _WIDTH)
    elif shape.model is not None and shape.model.__doc__:
        yield from textwrap.wrap(" ".join(shape.model.__doc__.replace("``", "").split()), _WIDTH)
    limits = allowed(field)
    if limits:
        yield from textwrap.wrap(f"{limits[0].upper()}{limits[1:]}.", _WIDTH)


def _field_lines(key: str, field: FieldInfo, value: Any, level: int) -> Iterator[str]:
    pad = "  " * level
    shape = shape_of(field)
    if shape.model is not None and not shape.many:
        given = value if isinstance(value, Mapping) else {}
        yield f"{pad}{key}:"
        yield from _model_lines(shape.model, given, level + 1)
        return
    if shape.model is not None and field.is_required():
        yield f"{pad}{key}:"
        for item in value if isinstance(value, list) and value else [{}]:
            yield from _item_lines(shape.model, item if isinstance(item, Mapping) else {}, level)
        return
    yield from _value_lines(key, _given_or_default(field, value, shape), level)


def _item_lines(model: type[BaseModel], item: Mapping[str, Any], level: int) -> Iterator[str]:
    """Yield one list item: "- " before its first line that is not a comment."""
    pad = "  " * level
    for at, (name, field) in enumerate(model.model_fields.items()):
        limits = f"  # {allowed(field)}" if allowed(field) and not item else ""
        value = _given_or_default(field, item.get(name), shape_of(field))
        yield f"{pad}  {'- ' if at == 0 else '  '}{name}: {_flow(value)}{limits}"


def _given_or_default(field: FieldInfo, value: Any, shape: FieldShape) -> Any:
    if value is not None:
        return value
    if field.is_required():
        return [OPEN] if shape.many else OPEN
    default = field.get_default(call_default_factory=True)
    return None if default is PydanticUndefined else default


def _value_lines(key: str, value: Any, level: int) -> Iterator[str]:
    pad = "  " * level
    if isinstance(value, list) and value and not isinstance(value[0], Mapping):
        yield f"{pad}{key}:"
        for item in value:
            yield f"{pad}  - {_flow(item)}"
    else:
        yield f"{pad}{key}: {_flow(value)}"


def _flow(value: Any) -> str:
    """Return a value as YAML on one line; text in quotes unless it can be nothing but text."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    text = str(value)
    if not isinstance(value, str) or (_PLAIN.fullmatch(text) and "," not in text and text.lower() not in _RESERVED):
        return text
    return json.dumps(text, ensure_ascii=False)
