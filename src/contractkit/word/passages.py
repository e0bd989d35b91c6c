"""What the walker yields: passages (paragraphs with their place in the XML), grids, the ledger of text nodes."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from contractkit.document import (
    CellPosition,
    Comment,
    Concealment,
    ConcealmentKind,
    Link,
    Origin,
    Revision,
    Unread,
    View,
)
from contractkit.outline import ListLabel
from contractkit.word.names import M_STRICT, W_STRICT, M, W, qualified
from contractkit.word.numbering import Numbering
from contractkit.word.styles import Style, Styles

TEXT_TAGS = tuple(qualified(("t", "delText"), W, W_STRICT) | qualified(("t",), M, M_STRICT))

_NO_STYLE = Style()
KINDS: dict[Origin, str] = {
    "body": "body", "table": "cell", "textbox": "cell", "header": "apart", "footer": "apart", "footnote": "apart",
    "endnote": "apart",
}  # fmt: skip


class Passage:
    """One paragraph as it stands in the file. ``element`` is its w:p; with merged paragraph marks, the last one.

    ``chunks`` joined are the text; ``nodes`` are the text nodes that they come from, None where a chunk stands for
    something else: a tab, a break, a box that is ticked. ``lead`` counts the leading bold or underlined characters.
    ``anchor`` is the index of the passage that a note belongs to.

    The survey begins a passage for every paragraph, and the walker finishes those that are shown. Defaults stand on the
    class, because a contract has thousands of passages and most of them keep most defaults.
    """

    part = ""
    origin: Origin = "body"
    text = ""
    lead = 0
    label: ListLabel | None = None
    style = _NO_STYLE
    cell: CellPosition | None = None
    revisions: tuple[Revision, ...] = ()
    concealed: tuple[Concealment, ...] = ()
    outline_level: int | None = None
    anchor: int | None = None
    # Whether it may open sections ("body"), only carries a label ("cell"), or stands apart from their order.
    kind = "body"

    # What the survey saw: whether the paragraph is nothing but runs of text, tabs and breaks (plain), and whether its
    # properties name a style and perhaps a list, as written here, and nothing else that counts (simple).
    plain = True
    simple = True
    style_id = ""
    list_id: str | None = None
    list_level: str | None = None
    notes: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()

    def __init__(self, element: etree._Element | None) -> None:
        self.element = element
        self.chunks: list[str] = []
        self.nodes: list[etree._Element | None] = []


def text_passage(part: str, origin: Origin, text: str) -> Passage:
    """Return a passage whose characters have no place in WordprocessingML: charts, imported web pages."""
    passage = Passage(None)
    passage.part, passage.origin, passage.text, passage.kind = part, origin, text, KINDS[origin]
    passage.chunks, passage.nodes = [text], [None]
    return passage


@dataclass(slots=True)
class GridCell:
    """A cell of a grid while it is walked; ``shaded`` says that it has a background of its own."""

    row: int
    column: int
    column_span: int
    row_span: int = 1
    shaded: bool = False
    passages: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table while it is walked. ``marked`` counts the leading rows that repeat on every page."""

    parent: CellPosition | None
    rows: list[list[GridCell]] = field(default_factory=list)
    columns: int = 0
    marked: int = 0


class Ledger:
    """Accounts for every text node: read, set aside with a reason, or unread with a reason."""

    def __init__(self) -> None:
        self.aside: dict[tuple[str, str], int] = {}
        self.aside_nodes: dict[str, set[etree._Element]] = {}
        self.unread: list[Unread] = []

    def set_aside(self, part: str, reason: str, node: etree._Element) -> None:
        """Note a text node that is no contract text in this view."""
        length = len(node.text or "")
        if length:
            key = (part, reason)
            self.aside[key] = self.aside.get(key, 0) + length
            self.aside_nodes.setdefault(part, set()).add(node)

    def known_nodes(self, part: str, element: etree._Element) -> None:
        """Note that the text under ``element`` is already listed as unread."""
        nodes = (node for node in element.iter(*TEXT_TAGS) if node.text)
        self.aside_nodes.setdefault(part, set()).update(nodes)

    def miss(self, part: str, place: str, reason: str, characters: int = 1) -> None:
        """Note text that exists and was not read; of unknown length it counts as one character, never as none."""
        self.unread.append(Unread(part, place, reason, characters))

    def set_aside_under(self, part: str, reason: str, element: etree._Element) -> None:
        """Note every text node under ``element``."""
        for node in element.iter(*TEXT_TAGS):
            self.set_aside(part, reason, node)


@dataclass(slots=True)
class Walked:
    """Everything that one pass over the file found."""

    view: View
    styles: Styles
    numbering: Numbering
    passages: list[Passage] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    links: list[Link] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    # Index of the passage at which each comment, by id, begins.
    comment_anchors: dict[str, int] = field(default_factory=dict)
    # (reference type, relationship id) of headers and footers, in the order of the sections that use them.
    header_references: list[tuple[str, str, str]] = field(default_factory=list)
    note_references: list[tuple[str, str, int]] = field(default_factory=list)


class Draft:
    """The paragraph that is being walked."""

    __slots__ = ("chunks", "comments", "concealed", "lead", "leading", "length", "nodes", "notes", "revisions")

    def __init__(self) -> None:
        self.chunks: list[str] = []
        self.nodes: list[etree._Element | None] = []
        self.length = 0
        self.lead = 0
        self.leading = True
        self.revisions: list[Revision] = []
        self.concealed: list[Concealment] = []
        self.notes: list[tuple[str, str]] = []
        self.comments: list[str] = []

    def conceal(self, kind: ConcealmentKind, start: int) -> None:
        """Note that the text from ``start`` to here is concealed, joined to what was concealed just before."""
        last = self.concealed[-1] if self.concealed else None
        if last is not None and last.kind == kind and last.end == start:
            self.concealed[-1] = Concealment(kind, last.start, self.length)
        else:
            self.concealed.append(Concealment(kind, start, self.length))
