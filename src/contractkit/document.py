"""A contract as read: immutable, with every visible character in its place.

Offsets are counted in characters of ``Paragraph.text`` (Python string indices), never in bytes or runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Origin = Literal["body", "table", "header", "footer", "footnote", "endnote", "textbox"]
RevisionKind = Literal["inserted", "deleted", "moved"]
ConcealmentKind = Literal["hidden", "white", "tiny", "zero-width", "homoglyph", "ligature"]
View = Literal["accepted", "original"]


@dataclass(frozen=True, slots=True)
class Revision:
    """Who changed a stretch of a paragraph with track changes on. ``date`` is ISO 8601 as stored, or None.

    ``text`` holds the words that the view leaves out (deleted ones when changes are accepted); then ``start`` equals
    ``end``, the place where they stood.
    """

    kind: RevisionKind
    author: str
    date: str | None
    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Concealment:
    """A stretch of text that a reader of the page cannot see, or sees as something else, or cannot search for."""

    kind: ConcealmentKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CellPosition:
    """Where a paragraph stands in a table: indices from zero; ``table`` indexes ``Document.tables``."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its whole visible text.

    ``number`` is the label as Word shows it ("7.2", "(b)", "Schedule 2"), automatic or typed, or "".
    ``section`` is the full address of the nearest numbered ancestor or itself ("7.2(b)", "Schedule 2, 1.1").
    ``level`` is the depth in the outline (0 = top), None for a paragraph with no number and no heading.
    ``heading`` is the text of the heading when this paragraph is one or starts with one (run-in), else "".
    ``text`` holds typed numbers but never automatic ones.
    """

    index: int
    text: str
    origin: Origin
    part: str
    number: str = ""
    section: str = ""
    level: int | None = None
    heading: str = ""
    style: str = ""
    cell: CellPosition | None = None
    revisions: tuple[Revision, ...] = ()
    concealed: tuple[Concealment, ...] = ()


class _NewParagraph:
    """A paragraph while it is made, with the same slots: filling them here takes a third of the time."""

    __slots__ = Paragraph.__slots__

    def __init__(  # noqa: PLR0917  # one for each field, by place because that is faster
        self, index: int, text: str, origin: Origin, part: str, number: str, section: str, level: int | None,
        heading: str, style: str, cell: CellPosition | None, revisions: tuple[Revision, ...],
        concealed: tuple[Concealment, ...],
    ) -> None:  # fmt: skip
        self.index = index
        self.text = text
        self.origin = origin
        self.part = part
        self.number = number
        self.section = section
        self.level = level
        self.heading = heading
        self.style = style
        self.cell = cell
        self.revisions = revisions
        self.concealed = concealed
        self.__class__ = Paragraph  # type: ignore[assignment]  # the slots are the same


# Makes a Paragraph from its fields in their order.
new_paragraph: Callable[..., Paragraph] = _NewParagraph  # type: ignore[assignment]  # it becomes one


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered or headed part of the document: paragraphs ``first`` to ``last`` inclusive, children too.

    ``parent`` indexes ``Document.sections``; None for a top-level section.
    """

    index: int
    number: str
    address: str
    title: str
    level: int
    first: int
    last: int
    parent: int | None


class _NewSection:
    """A section while it is made, as ``_NewParagraph`` is for a paragraph."""

    __slots__ = Section.__slots__

    def __init__(  # noqa: PLR0917  # one for each field, by place because that is faster
        self, index: int, number: str, address: str, title: str, level: int, first: int, last: int, parent: int | None
    ) -> None:
        self.index = index
        self.number = number
        self.address = address
        self.title = title
        self.level = level
        self.first = first
        self.last = last
        self.parent = parent
        self.__class__ = Section  # type: ignore[assignment]  # the slots are the same


# Makes a Section from its fields in their order.
new_section: Callable[..., Section] = _NewSection  # type: ignore[assignment]  # it becomes one


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, merged cells once: ``column`` is the first grid column that it covers."""

    row: int
    column: int
    column_span: int
    row_span: int
    text: str
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid. ``header_rows`` counts rows marked, or recognised, as header (0 or more)."""

    index: int
    header_rows: int
    columns: int
    rows: tuple[tuple[Cell, ...], ...]
    parent: CellPosition | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An external target that the file names and that is never fetched."""

    kind: Literal["hyperlink", "template", "image", "object", "other"]
    target: str
    part: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A margin note that the file already holds: metadata, not contract text."""

    author: str
    date: str | None
    text: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Unread:
    """Text that exists in the file and was not read, with its place and the reason.

    ``characters`` is its length, or 1 where nobody can know it.
    """

    part: str
    place: str
    reason: str
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which characters of the file were read: ``characters`` in all, ``read`` of them, by origin.

    ``set_aside`` accounts for what is no contract text in this view, with the reason: words deleted by a tracked
    change, the second copy of a text box, field codes, placeholders, comments.
    """

    characters: int
    read: int
    by_origin: dict[str, int] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    set_aside: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A contract as read. ``language`` is a BCP 47 primary tag ("en"); ``sha256`` is of the file's bytes."""

    name: str
    sha256: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    links: tuple[Link, ...]
    comments: tuple[Comment, ...]
    coverage: Coverage
    view: View = "accepted"

    @property
    def words(self) -> int:
        """Number of whitespace-separated words in all paragraphs."""
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs)
