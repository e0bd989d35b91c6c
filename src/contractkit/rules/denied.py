"""A clause that states nothing of what it must and denies what it speaks of is turned round."""

from __future__ import annotations

from dataclasses import dataclass, replace

from contractkit.document import Document, Paragraph
from contractkit.evidence import Evidence, Passage
from contractkit.identify import Scope
from contractkit.library.models import Element

# How many sentences a clause may have to each one that denies: where it says useful things besides, and where not.
_AMONG_USEFUL, _AMONG = 2, 4


@dataclass(frozen=True, slots=True)
class Found:
    """Every passage that says an element, every one that says the opposite, and the first that does so openly.

    ``refused`` when one refuses it in so many words, wherever it stands. ``denials`` are the passages of the clause's
    own place that refuse what they speak of, whatever it is, ``taken_back`` those that take back a promise.
    """

    element: Element
    places: tuple[Passage, ...]
    defeats: tuple[Passage, ...]
    open_defeat: Passage | None = None
    refused: bool = False
    denials: tuple[Passage, ...] = ()
    taken_back: tuple[Passage, ...] = ()


def found_in_clause(found: list[Found], scope: Scope, evidence: Evidence) -> list[Found]:
    """What was found, where the clause does not state what it must first of all and denies what it speaks of.

    A heading, a label of a table and a sentence that itself denies something state nothing. A clause that is long
    beside its denials is not about them.
    """
    document = evidence.document
    denied = {passage.number for item in found for passage in item.denials}
    firm = [{place.number for place in item.places if _states(place, denied, document)} for item in found]
    useful = set().union(*(said for said, item in zip(firm, found, strict=True) if item.element.need == "should"))
    sentences = sum(_states(p, set(), document) for i in scope.own for p in evidence.by_paragraph.get(i, ()))
    crux = sentences <= len(denied) * (_AMONG_USEFUL if useful else _AMONG)
    return [
        _turned(item, item.taken_back or (item.denials if crux and not said else ()))
        for said, item in zip(firm, found, strict=True)
    ]


def _turned(item: Found, denials: tuple[Passage, ...]) -> Found:
    if not denials:
        return item
    return replace(item, places=(), defeats=(*denials, *item.defeats), refused=True)


def _states(passage: Passage, denied: set[int], document: Document) -> bool:
    paragraph = document.paragraphs[passage.paragraph]
    labels = paragraph.cell is not None and 0 in {paragraph.cell.row, paragraph.cell.column}
    return passage.number not in denied and not labels and not is_heading(paragraph, passage.end)


def is_heading(paragraph: Paragraph, end: int) -> bool:
    """Return whether the words of a paragraph up to ``end`` are its heading alone."""
    return bool(paragraph.heading) and paragraph.text[:end].rstrip(" .:").endswith(paragraph.heading.rstrip(" .:"))
