"""The exact words of a place."""

from __future__ import annotations

from contractkit.document import Document
from contractkit.evidence import Place
from contractkit.findings import LeftOut

_LONGEST = 400
# How much of a long sentence is quoted before the words that matter, so that they are understood.
_LEAD = 120


def quoted(document: Document, place: Place, matter: Place | None = None) -> tuple[int, int]:
    """Return (start, end) of the words to quote: the place, cut at words' ends when longer than 400 characters.

    It begins where the place does, unless the words that ``matter`` would be cut off.
    """
    if place.end - place.start <= _LONGEST:
        return place.start, place.end
    text = document.paragraphs[place.paragraph].text
    start = place.start
    if matter and matter.paragraph == place.paragraph and matter.end > start + _LONGEST:
        start = _near(text, place, matter)
    if place.end - start <= _LONGEST:
        return start, place.end
    cut = text.rfind(" ", start, start + _LONGEST)
    return start, cut if cut > start else start + _LONGEST


def _near(text: str, place: Place, matter: Place) -> int:
    """The beginning of the word that stands a little before the words that matter."""
    lead = min(_LEAD, max(_LONGEST - (matter.end - matter.start), 0))
    start = max(place.start, min(matter.start - lead, place.end - _LONGEST))
    space = text.find(" ", start, matter.start)
    return space + 1 if space >= 0 else matter.start


def left_out(place: Place, start: int, end: int) -> LeftOut:
    """Return on which sides of a quote its sentence goes on."""
    before, after = start > place.start, end < place.end
    return "both" if before and after else "before" if before else "after" if after else ""


def words(document: Document, place: Place | None) -> str | None:
    """Return the words of ``place``, or None for no place."""
    if place is None:
        return None
    start, end = quoted(document, place)
    return document.paragraphs[place.paragraph].text[start:end]


def overlap(one: Place | None, other: Place | None) -> bool:
    """Return True when two places share a character."""
    if one is None or other is None:
        return False
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end
