"""What a field of a deal holds and allows, read from its model."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from typing import Any, Literal

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel
from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class FieldShape:
    """What a field holds: a model (None: plain values), one or many; ``choices`` when only these may stand."""

    model: type[BaseModel] | None
    many: bool
    choices: tuple[str, ...]


def shape_of(field: FieldInfo) -> FieldShape:
    """Return what a field holds."""
    kind: Any = field.annotation
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
    if len(shape.choices) > 1:
        return f"one of: {', '.join(shape.choices)}"
    low: Any = None
    high: Any = None
    above = False
    for rule in field.metadata:
        if isinstance(rule, Ge):
            low = rule.ge
        elif isinstance(rule, Gt):
            low, above = rule.gt, True
        elif isinstance(rule, Le):
            high = rule.le
        elif isinstance(rule, Lt):
            high = rule.lt
    if low is not None and high is not None:
        return f"{'above ' if above else ''}{low} {'up ' if above else ''}to {high}"
    return "" if low is None else f"{'above' if above else 'at least'} {low}"
