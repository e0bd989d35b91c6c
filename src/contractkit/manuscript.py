"""A contract to be written: blocks with resolved text, before they become a Word file.

Numbers are already computed here, so that the cached text of every cross-reference is right when the file opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Emphasis = Literal["bold", "italic", "term", "confirm"]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text; "term" marks the place where a term is defined, "confirm" a fact that nobody has confirmed."""

    text: str
    emphasis: Emphasis | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A live cross-reference: ``anchor`` is the target block's anchor, ``text`` the number it shows ("7.2(b)")."""

    anchor: str
    text: str


Inline = Text | Reference
BlockKind = Literal[
    "part-heading",  # "Schedule 1 Service levels": starts on a new page, restarts clause numbering
    "signature-heading",  # the same without number, but it stays on the page of the text before it
    "clause-heading",  # "7. Lock period"; without number in the parties block and on the signature page
    "clause",  # "7.1 text", "(a) text", "(i) text": depth 1, 2, 3
    "recital",  # "(A) text"
    "party",  # "(1) text": a party in the parties block
    "definition",  # unnumbered, sorted
    "paragraph",  # unnumbered text, indented like the clause of its depth
    "title",  # unnumbered heading that is not listed in the contents
]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. ``number`` is the label that Word will show; ``clause`` is the wording's id or "".

    ``part`` is 0 for the main body, n for Schedule n: body and schedules are numbered in their own ways.
    """

    kind: BlockKind
    inlines: tuple[Inline, ...]
    depth: int = 0
    number: str = ""
    anchor: str = ""
    clause: str = ""
    part: int = 0


Cell = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with one header row; ``caption`` also serves as its description for screen readers.

    ``widths`` are the columns' shares of the text width, in any unit.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    clause: str = ""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """One party's place to sign: party name and (label, value) lines, an empty value being a line to fill in."""

    party: str
    lines: tuple[tuple[str, str], ...]


AnyBlock = Block | TableBlock | SignatureBlock


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A fact that a person must confirm before the contract goes out: its path in the deal file, and why."""

    path: str
    what: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a draft was made from: the template "id@version", and SHA-256 of the deal's answers and of the library."""

    template: str
    deal: str
    library: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole contract, ready to be rendered. ``created`` is an ISO date fixed by the deal, not by the clock.

    ``parties`` are the legal names, the customer first. ``status`` and ``version`` are shown in the header ("Draft 1").
    ``confirm`` is listed on page one.
    """

    title: str
    subtitle: str
    parties: tuple[str, ...]
    reference: str
    status: str
    created: str
    date_text: str
    language: str
    blocks: tuple[AnyBlock, ...]
    confirm: tuple[Confirmation, ...] = ()
    version: str = "1"
    provenance: Provenance | None = None
