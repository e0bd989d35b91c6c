"""A paragraph before it has a place in the outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol


class ListLabel(NamedTuple):
    """An automatic number: ``shown`` as Word shows it, its format, the list that counts it and the level in it."""

    shown: str
    number_format: str
    list_id: int
    level: int


class Readable(Protocol):
    """What the tree needs to know of a paragraph; ``Line`` is the plain form of it."""

    text: str
    kind: str
    label: ListLabel | None
    outline_level: int | None
    lead: int


@dataclass(slots=True)
class Line:
    """A paragraph before it has a place in the tree.

    ``outline_level`` comes from a heading style (0 = top), ``lead`` counts the leading bold or underlined characters.
    ``kind`` is "body" for text that may open sections, "cell" for table and text box text, which carries labels but
    opens none, and "apart" for notes, headers and footers, which stand outside the order of sections.
    """

    text: str
    kind: str = "body"
    label: ListLabel | None = None
    outline_level: int | None = None
    lead: int = 0
