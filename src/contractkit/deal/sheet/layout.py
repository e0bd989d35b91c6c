"""Which sheets and columns a workbook of deals has, read from the deal's models, so that the two never disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from contractkit.deal import Deal
from contractkit.deal.questions import question_of
from contractkit.deal.shape import shape_of

DEALS = "Deals"
REFERENCE, TEMPLATE = "reference", "template"
ANY_DEAL = "*"
REFERENCE_QUESTION = "Reference of the deal, or * for all deals without rows of their own here"
_SPECIAL = ("schema_id", "terms", "positions")


@dataclass(frozen=True)
class Column:
    """One column: ``key`` stands in its head; ``path`` is the place in a deal, or in an item of a list."""

    key: str
    path: tuple[str, ...]
    field: FieldInfo

    @property
    def many(self) -> bool:
        """Whether a cell holds several values, separated by semicolons."""
        return shape_of(self.field).many

    @property
    def question(self) -> str:
        """The question that the column answers."""
        return question_of(self.field, ".".join(self.path)).text

    @property
    def is_text(self) -> bool:
        """Whether the values are text, so that a number in a cell is meant as its digits."""
        kind = self.field.annotation
        while getattr(kind, "__metadata__", None) or getattr(kind, "__origin__", None) is list:
            kind = kind.__args__[0] if getattr(kind, "__origin__", None) is list else kind.__origin__  # type: ignore[union-attr]
        return kind is str


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the place of its list in a deal (nothing for the deals themselves), and its columns."""

    name: str
    path: tuple[str, ...]
    columns: tuple[Column, ...]


class _Given(BaseModel):
    """The columns that no model of a deal has."""

    template: str = Field(title="Which kind of document?", description="contractkit template list shows them.")
    family: str = Field(title="Which clause?", description="contractkit library list shows them.")
    name: str = Field(title="Which value of the clause?", description="contractkit library show FAMILY lists them.")
    value: Any = Field(title="The answer?", description="Instead of the usual value of the clause.")
    position: Annotated[str, Field()] = Field(title="Which position?", description="Such as fallback-1.")


@lru_cache(maxsize=1)
def sheets() -> tuple[Sheet, ...]:
    """Return all sheets, the deals first."""
    columns = list(_columns(Deal, ()))
    given = _Given.model_fields
    template = Column(TEMPLATE, (TEMPLATE,), given[TEMPLATE])
    deals = Sheet(DEALS, (), (columns[0], template, *columns[1:]))
    plain = {name: Column(name, (name,), field) for name, field in given.items()}
    answers = Sheet("terms", ("terms",), (plain["family"], plain["name"], plain["value"]))
    positions = Sheet("positions", ("positions",), (plain["family"], plain["position"]))
    return (deals, *_lists(Deal, ()), answers, positions)


def _columns(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[Column]:
    """Yield a column for each single value, and for each list of plain values."""
    for name, field in model.model_fields.items():
        shape = shape_of(field)
        place = (*path, name)
        if name in _SPECIAL:
            continue
        if shape.model is None:
            yield Column(".".join(place), place, field)
        elif not shape.many:
            yield from _columns(shape.model, place)


def _lists(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[Sheet]:
    """Yield a sheet for each list of groups of answers."""
    for name, field in model.model_fields.items():
        shape = shape_of(field)
        place = (*path, name)
        if shape.model is None:
            continue
        if shape.many:
            yield Sheet(name, place, tuple(_columns(shape.model, ())))
        else:
            yield from _lists(shape.model, place)
