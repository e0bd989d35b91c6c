"""Build the section tree of a document from its paragraphs, labels and headings in one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from contractkit.document import Section
from contractkit.outline.headings import MOST_WORDS, title_after_label, unlabelled_title
from contractkit.outline.labels import Label, automatic_label, typed_label
from contractkit.outline.stack import Entry, Stack

_CONTENTS_LINE = re.compile(r"(?:\.{4,}|…{2,}|\t)\s*(?:\d{1,3}|[ivxl]{1,5})\s*$|\.[. ]{6,}\d{1,3}\s*$")
_EXHIBIT_OF_FILING = re.compile(r"(?:exhibit|ex-)\s*\d{1,2}\.\d{1,2}", re.IGNORECASE)


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


class Place(NamedTuple):
    """Where a line stands: see the fields of the same names in ``contractkit.document.Paragraph``."""

    number: str
    section: str
    level: int | None
    heading: str


class Outline(NamedTuple):
    """One place per line, and the sections in document order."""

    places: tuple[Place, ...]
    sections: tuple[Section, ...]


def outline(lines: Sequence[Readable]) -> Outline:
    """Return the places and sections of ``lines``, which are in document order."""
    stack = Stack()
    places: list[Place] = []
    before = ""
    last_body = -1
    for index, line in enumerate(lines):
        kind = line.kind
        if kind == "body":
            places.append(_body_place(stack, index, line, before))
            last_body = index
            if line.text:
                before = line.text
        elif kind == "cell":
            places.append(_cell_place(stack, line))
            last_body = index
        else:
            places.append(Place(_own_number(line), "", None, ""))
    return Outline(tuple(places), stack.finish(last_body))


def _own_number(line: Readable) -> str:
    return automatic_label(line.label.shown, line.label.number_format).shown if line.label else ""


def _cell_place(stack: Stack, line: Readable) -> Place:
    if line.label is not None:
        return Place(_own_number(line), stack.address, None, "")
    label = typed_label(line.text)
    sure = label is not None and not label.weak and label.end < len(line.text) and label.kind in ("decimal", "item")
    return Place(label.shown if label and sure else "", stack.address, None, "")


def _body_place(stack: Stack, index: int, line: Readable, before: str) -> Place:
    text = line.text
    label: Label | None
    if line.label is not None:
        if line.label.number_format == "bullet":
            return Place(line.label.shown, stack.address, None, "")
        label = automatic_label(line.label.shown, line.label.number_format)
    else:
        label = typed_label(text)
        if label is not None and _CONTENTS_LINE.search(text, max(0, len(text) - 40)):
            return Place(label.shown, stack.address, None, "")
    if label is not None:
        place = _labelled_place(stack, index, line, label, before)
        if place is not None:
            return place
    return _unlabelled_place(stack, index, line)


def _labelled_place(stack: Stack, index: int, line: Readable, label: Label, before: str) -> Place | None:
    heading, whole = title_after_label(line.text, label.end, line.lead)
    automatic = line.label is not None
    if (
        label.kind in ("part", "subpart", "article", "ordinal")
        and not automatic
        and not _names_a_part(line, label, whole)
    ):
        return None
    if label.kind == "part" and _EXHIBIT_OF_FILING.match(label.shown):
        return None
    if label.weak and label.kind == "decimal" and not (whole or line.outline_level is not None):
        return None
    if line.outline_level is not None and not heading and len(line.text) <= 200:
        heading = " ".join(line.text[label.end :].split())
    list_key = (line.label.list_id, line.label.level) if line.label else None
    entry = stack.number(index, label, list_key, line.outline_level, nested=before.rstrip().endswith(":"))
    if entry is None:
        return None
    entry.title = heading
    return Place(label.shown, entry.address, entry.level, heading)


def _names_a_part(line: Readable, label: Label, whole: bool) -> bool:
    """Whether "Schedule 2 ..." titles a part here, or merely mentions it in a sentence."""
    text = line.text
    rest = text[label.end :].lstrip(" \t\u00a0")
    if line.outline_level is not None or whole or not rest:
        return True
    separator = text[: label.end].rstrip()[-1:] in ".:-–—" or rest[0] in ".:-–—("
    if label.kind in ("part", "subpart"):
        short = len(rest.split()) <= MOST_WORDS and rest.rstrip()[-1] not in ".;,"
        return short and (separator or rest.isupper() or "\n" in text[: label.end])
    return separator or rest[0].isupper()


def _unlabelled_place(stack: Stack, index: int, line: Readable) -> Place:
    level = line.outline_level
    text = line.text
    if level is not None and text.strip():
        title = " ".join(text.split())[:200]
        entry = stack.title(index, title, level, whole=True)
        return Place("", entry.cited, entry.level, title)
    title, whole = unlabelled_title(text, line.lead) if text else ("", False)
    if not title:
        return Place("", stack.address, None, "")
    entry = stack.title(index, title, None, whole=whole)
    return Place("", entry.cited, entry.level, title)
