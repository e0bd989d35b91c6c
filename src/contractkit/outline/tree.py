"""Build the section tree of a document from its paragraphs, labels and headings in one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from contractkit.document import Section
from contractkit.outline.automatic import automatic_label
from contractkit.outline.bare_titles import bare_titles
from contractkit.outline.contents import (
    CONTENTS_BEGINNINGS,
    Contents,
    is_contents_line,
    may_title_contents,
    untitled_contents,
)
from contractkit.outline.headings import (
    MOST_WORDS,
    RUN_IN_WITHIN,
    SHORTEST_RUN_IN,
    may_break,
    title_after_label,
    unlabelled_title,
)
from contractkit.outline.labels import LABEL_BEGINNINGS, LONGEST_LETTERED, Label, typed_label
from contractkit.outline.line import Readable
from contractkit.outline.stack import Stack

_LONG_ENOUGH = 60  # characters that make "D. The Distributor ..." a clause and not a name with an initial
_WORDED = frozenset({"part", "subpart", "article", "ordinal"})
_TO_WHAT = frozenset({"to", "al", "a", "zu", "of"})
_EXHIBIT_OF_FILING = re.compile(r"(?:exhibit|ex-)\s*\d{1,2}\.\d{1,2}", re.IGNORECASE)


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
    stack, contents = Stack(), Contents()
    here = Place("", "", None, "")
    untitled, bare = untitled_contents(lines), bare_titles(lines)
    places: list[Place] = []
    before = ""
    last_body = -1
    for index, line in enumerate(lines):
        kind = line.kind
        place = None
        if kind == "body":
            last_body = index
            if index in bare:
                place = _titled_place(stack, index, line.text.strip(), whole=True)
                before = line.text
            elif contents.open or not _is_sentence(line):
                if index not in untitled:
                    place = _body_place(stack, contents, index, line, before)
                    before = line.text or before
            else:
                before = line.text
        elif kind == "cell":
            last_body = index
            place = _cell_place(stack, line)
        elif kind == "contents":
            last_body = index
        else:
            places.append(Place(_own_number(line), "", None, ""))
            continue
        if place is None:
            # Most paragraphs just stand where the one before them stands.
            if here.section != (section := stack.address):
                here = Place("", section, None, "")
            place = here
        places.append(place)
    sections = stack.finish(last_body)
    for entry in stack.moved:
        _move_into_parent(places, sections[entry.index], entry.title)
    return Outline(tuple(places), sections)


def _move_into_parent(places: list[Place], section: Section, title: str) -> None:
    """A heading turned out to stand inside a numbered section: what follows it stands there too."""
    for index in range(section.first, section.last + 1):
        place = places[index]
        if place.section == title:
            level = section.level if index == section.first else place.level
            places[index] = place._replace(section=section.address, level=level)


def _own_number(line: Readable) -> str:
    return automatic_label(line.label.shown, line.label.number_format).shown if line.label else ""


def _cell_place(stack: Stack, line: Readable) -> Place | None:
    if line.label is not None:
        return Place(_own_number(line), stack.address, None, "")
    label = typed_label(line.text)
    if label is None or label.weak or label.end >= len(line.text) or label.kind not in ("decimal", "item"):
        return None
    return Place(label.shown, stack.address, None, "")


_REMARKABLE = LABEL_BEGINNINGS | CONTENTS_BEGINNINGS


def _is_sentence(line: Readable) -> bool:
    """A quick look that settles most paragraphs: plain words without a label, a heading or a title of contents."""
    text = line.text
    if line.label is not None or line.outline_level is not None or line.lead or not text[:1].isalpha():
        return False
    opening = text[:RUN_IN_WITHIN]
    if opening[:3].lower() in _REMARKABLE or opening.isupper() or not opening[:LONGEST_LETTERED].isascii():
        return False
    dot = opening.find(".", 0, LONGEST_LETTERED)
    if dot >= 0 or opening.find(")", 0, LONGEST_LETTERED) >= 0:
        return False
    return len(text) <= SHORTEST_RUN_IN or not (opening[0].isupper() and may_break(opening))


def _body_place(stack: Stack, contents: Contents, index: int, line: Readable, before: str) -> Place | None:
    text = line.text
    label: Label | None
    if line.label is not None:
        if line.label.number_format == "bullet":
            return Place(line.label.shown, stack.address, None, "")
        label = automatic_label(line.label.shown, line.label.number_format)
    else:
        label = typed_label(text) if text else None
        if contents.open or (label is None and may_title_contents(text)) or text[-1:].isdigit() or "..." in text:
            in_contents = contents.holds(text, label)
            if in_contents or (label is not None and is_contents_line(text)):
                return Place("" if label is None else label.shown, stack.address, None, "")
    if label is not None:
        place = _labelled_place(stack, index, line, label, before)
        if place is not None:
            return place
    return _unlabelled_place(stack, index, line)


def _labelled_place(stack: Stack, index: int, line: Readable, label: Label, before: str) -> Place | None:
    heading, whole = title_after_label(line.text, label.end, line.lead)
    automatic = line.label
    if automatic is None:
        checked = _checked(line, label, heading, whole)
        if checked is None:
            return None
        label = checked
    outline_level = line.outline_level
    if outline_level is not None and not heading and len(line.text) <= 200:
        heading = " ".join(line.text[label.end :].split())
    list_key = (automatic.list_id, automatic.level) if automatic is not None else None
    entry = stack.number(index, label, list_key, outline_level, nested=before[-1:] == ":")
    if entry is None:
        return None
    entry.title = heading
    return Place(label.shown, entry.address, entry.level, heading)


def _checked(line: Readable, label: Label, heading: str, whole: bool) -> Label | None:
    """Return a typed label that is one, or None for a mere mention, an exhibit of a filing, an initial."""
    if label.kind in _WORDED:
        if not _names_a_part(line, label, whole):
            return None
        return None if label.kind == "part" and _EXHIBIT_OF_FILING.match(label.shown) else label
    if label.weak:
        if not _plausible(line, label, whole):
            return None
        if label.kind == "item" and (heading or len(line.text) > _LONG_ENOUGH):
            return label._replace(weak=False)
    return label


def _plausible(line: Readable, label: Label, whole: bool) -> bool:
    """Whether a weak label ("7", "D.") stands before something that reads like a heading or a sentence."""
    rest = line.text[label.end :]
    if label.kind == "item" and label.display[0][:1].islower():
        return True
    if label.kind == "decimal":
        return (whole or line.outline_level is not None) and typed_label(rest) is None
    return rest[:1].isupper() or rest[:1] in '"“‘«([' or not rest


def _names_a_part(line: Readable, label: Label, whole: bool) -> bool:
    """Whether "Schedule 2 ..." titles a part here, or merely mentions it in a sentence."""
    text = line.text
    rest = text[label.end :].lstrip(" \t\u00a0")
    if line.outline_level is not None or whole or not rest:
        return True
    separator = text[: label.end].rstrip()[-1:] in ".:-–—" or rest[0] in ".:-–—(["
    if label.kind not in ("part", "subpart"):
        return separator or rest[0].isupper()
    words = rest.split(None, MOST_WORDS)
    short = len(words) <= MOST_WORDS and rest.rstrip()[-1] not in ".;,"
    if short and (separator or rest.isupper() or "\n" in text[: label.end]):
        return True
    # "APPENDIX B to" with its title on the next line, or a whole exhibit that a converter put into one paragraph.
    capitals = label.shown.split()[0].isupper() and len(label.shown.split()[0]) > 2
    return capitals and (rest[0].isupper() or (short and words[0].lower() in _TO_WHAT))


def _unlabelled_place(stack: Stack, index: int, line: Readable) -> Place | None:
    level = line.outline_level
    text = line.text
    if level is not None and text.strip():
        title = " ".join(text.split())[:200]
        entry = stack.title(index, title, level, whole=True)
        return Place("", entry.cited, entry.level, title)
    title, whole = unlabelled_title(text, line.lead) if text else ("", False)
    return _titled_place(stack, index, title, whole=whole) if title else None


def _titled_place(stack: Stack, index: int, title: str, *, whole: bool) -> Place:
    entry = stack.title(index, title, None, whole=whole)
    return Place("", entry.cited, entry.level, title)
