"""The exact words of a place."""

from __future__ import annotations

from contractkit.document import Document
from contractkit.evidence import Place

_LONGEST = 400


def quoted(document: Document, place: Place) -> tuple[int, int]:
    """Return (start, end) of the words to quote: the place, cut at a word's end when longer than 400 characters."""
    if place.end - place.start <= _LONGEST:
        return place.start, place.end
    text = document.paragraphs[place.paragraph].text
    cut = text.rfind(" ", place.start, place.start + _LONGEST)
    return place.start, cut if cut > place.start else place.start + _LONGEST


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
