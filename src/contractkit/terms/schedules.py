"""Schedules, annexes and exhibits that the text refers to and that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractkit.document import Document
from contractkit.evidence import Known
from contractkit.terms.defect import Defect
from contractkit.terms.references import points_elsewhere
from contractkit.terms.scans import matches_in

_KIND = r"Schedule|Annex(?:ure|e)?|Exhibit|Appendix|Attachment|SCHEDULE|ANNEX(?:URE|E)?|EXHIBIT|APPENDIX|ATTACHMENT"
_LABEL = r"(?:\d{1,2}|[A-H]|[IVX]{1,5})"
_REFERENCE = re.compile(
    rf"\b(?P<kind>{_KIND})(?:\s+|\s?[-–]\s?)[“\"‘']?(?P<number>{_LABEL})(?![\w-])(?=(?P<rest>.{{0,80}}))"
)
_HEADING = re.compile(rf"^\W*(?P<kind>{_KIND})(?:\s+|\s?[-–]\s?)[“\"‘']?(?P<number>{_LABEL})\b")
_STANDS_IN = re.compile(
    r"\b(?:set out|set forth|listed|described|stated|named|given|contained|attached|specified|defined|shown|laid down)"
    r" (?:in|as) $"
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_LONGEST_HEADING = 120


def find_missing_schedules(document: Document, known: Known) -> Iterator[Defect]:
    """Yield the first reference to each schedule that the document lacks, when it has others of that kind.

    A kind of which it has none counts when the text says that something stands in it ("listed in Schedule B"): it may
    be in another file, which a reader must see as well.
    """
    present = _present(document, known)
    kinds = {kind for kind, _ in present}
    told = set()
    for paragraph, match in matches_in(document, _REFERENCE, known):
        name = (_kind(match["kind"]), match["number"])
        here = name[0] in kinds or _STANDS_IN.search(paragraph.text[: match.start()])
        if not here or name in told or _is_there(name, present) or points_elsewhere(paragraph, match):
            continue
        told.add(name)
        yield Defect(paragraph.index, match.start(), match.end("number"), f"{name[0]} {name[1]}")


def _kind(word: str) -> str:
    return "Annex" if word.lower().startswith("annex") else word.capitalize()


def _present(document: Document, known: Known) -> set[tuple[str, str]]:
    found = set()
    for paragraph in document.paragraphs:
        if paragraph.number or paragraph.heading or len(paragraph.text) < _LONGEST_HEADING:
            for text in (paragraph.number, paragraph.section, paragraph.text[:_LONGEST_HEADING]):
                named = known.once(_named, text)
                if named:
                    found.add(named)
    return found


def _named(text: str) -> tuple[str, str] | None:
    """The schedule that a text begins with: its kind and its number."""
    heading = _HEADING.match(text)
    return (_kind(heading["kind"]), heading["number"]) if heading else None


def _is_there(name: tuple[str, str], present: set[tuple[str, str]]) -> bool:
    """Whether the schedule is there, under its own label or the same one in the other figures ("2" and "II")."""
    kind, number = name
    return name in present or any(
        kind == other and str(_ROMAN.get(label, label)) == str(_ROMAN.get(number, number)) for other, label in present
    )
