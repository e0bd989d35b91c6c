"""What is written into, and read from, a Word file that two sides negotiate: margin comments and tracked changes.

``Document.paragraphs[paragraph].text`` of the file read with ``view="accepted"`` is what every offset counts in.

The verbs: ``redline.mark_up(data, notes, edits, author) -> Marked`` writes; ``read_marks.read_marks(data) -> Marks``
reads; ``resolve.accept_all(data, authors=None) -> bytes`` and ``resolve.reject_all(data, authors=None) -> bytes``
settle; ``canonical.equal_but_for_marks(one, other, authors=None) -> bool`` compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal["inserted", "deleted", "replaced", "moved", "formatted"]
SentKind = Literal["comment", "replacement", "insertion"]
Fate = Literal["open", "accepted", "rejected", "edited", "gone"]


@dataclass(frozen=True, slots=True)
class Author:
    """Who comments and changes. ``date`` is ISO 8601 in UTC ("2026-03-01T09:00:00Z"), given so that output repeats."""

    name: str
    initials: str
    date: str


@dataclass(frozen=True, slots=True)
class Note:
    """A margin comment on characters ``start`` to ``end`` of a paragraph; ``text`` has one item per line of it.

    ``key`` comes back when the file is read again; it stands in the file, so it should tell an outsider nothing.
    """

    paragraph: int
    start: int
    end: int
    text: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Characters ``start`` to ``end`` become ``text``, tracked, in the fewest words; "" deletes.

    A tab in ``text`` is a tab, a line feed a line break. When "" replaces a whole paragraph, the paragraph goes too.
    """

    paragraph: int
    start: int
    end: int
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Insertion:
    """New tracked paragraphs after paragraph ``after``, without their numbers.

    Each gets the style and the numbering of paragraph ``like`` (``after`` when None). ``likes``, when given, names one
    paragraph for each new one: a heading first, then its sub-clauses. Where the file types its numbers, the next ones
    are typed.
    """

    after: int
    paragraphs: tuple[str, ...]
    like: int | None = None
    key: str = ""
    likes: tuple[int, ...] = ()


Edit = Replacement | Insertion


@dataclass(frozen=True, slots=True)
class Refused:
    """An edit or note that was left out, and why, as words for the reader of the memo."""

    edit: Replacement | Insertion | Note
    reason: str


@dataclass(frozen=True, slots=True)
class Marked:
    """The bytes of the marked file, and what could not be written into it."""

    data: bytes
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class MarkedComment:
    """A comment found in a file. ``parent`` is the ``id`` of the comment that it answers, None when it answers none.

    ``quote`` holds the commented words (a line feed between paragraphs). They begin at ``start`` of ``paragraph`` and
    end at ``end`` of ``last_paragraph``; both are None when the comment hangs on nothing that is read.
    """

    id: str
    author: str
    initials: str
    date: str | None
    text: str
    resolved: bool
    parent: str | None
    quote: str
    paragraph: int | None
    start: int
    last_paragraph: int | None
    end: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class MarkedChange:
    """A tracked change found in a file, within one paragraph; neighbours by one author at one time are one change.

    ``before`` and ``after`` are its words when it is rejected and accepted. ``start`` to ``end`` is where ``after``
    stands in the paragraph. ``whole`` says that the paragraph itself (its mark, or its table row) comes or goes.
    """

    kind: ChangeKind
    author: str
    date: str | None
    before: str
    after: str
    paragraph: int | None
    start: int
    end: int
    whole: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A mark that ``mark_up`` once wrote into this file, and what became of it.

    ``open``: still a mark, unchanged. ``accepted`` and ``rejected``: its place reads as promised, or as before.
    ``edited``: somebody changed its words. ``gone``: a comment that was removed, or a place that cannot be found.
    ``before`` and ``after`` are the words of its paragraph (of a comment: "" and the comment).
    """

    key: str
    kind: SentKind
    fate: Fate
    before: str
    after: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks in a file, in the order of the text."""

    comments: tuple[MarkedComment, ...]
    changes: tuple[MarkedChange, ...]
    sent: tuple[Sent, ...] = ()
