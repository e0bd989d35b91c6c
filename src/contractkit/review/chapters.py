"""The chapters of a document: the numbered top section around a clause, and the chapter that does a family's job."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from contractkit.document import Document, Section

_WORD = re.compile(r"[a-z]{4,}")


def chapter_of(document: Document, address: str) -> Section | None:
    """Return the numbered top section around an address: 16 for 16.2, Schedule 4's 2 for "Schedule 4, 2.1"."""
    section = next((item for item in document.sections if item.address == address), None)
    if section is None:
        return None
    while section.parent is not None:
        parent = document.sections[section.parent]
        if not parent.number or is_part(parent):
            break
        section = parent
    return section


def is_part(section: Section) -> bool:
    """Return whether a section is a schedule, annex or part as a whole."""
    return re.match(r"(?i)(schedule|annex|appendix|exhibit|attachment|part)\b", section.address) is not None and (
        "," not in section.address
    )


def defines_terms(section: Section) -> bool:
    """Return whether a section is the one that defines terms."""
    return re.search(r"(?i)\b(definition|interpretation)", section.title) is not None


def home_of(document: Document, addresses: Iterable[str], title: str) -> str:
    """Return the address to refer to for a family that stands at ``addresses``, "" when none of them has a number.

    The chapter named like the family (``title``), else the one with most of its places; one place alone is named
    itself. Where a term is only defined is no place to refer to.
    """
    places = [address for address in addresses if _numbered(document, address)]
    chapters = {address: chapter_of(document, address) for address in places}
    outside = [address for address in places if (found := chapters[address]) is None or not defines_terms(found)]
    counts: Counter[int] = Counter(found.index for address in outside if (found := chapters[address]) is not None)
    if not counts:
        return ""
    named = set(_WORD.findall(title.lower()))
    best = document.sections[max(counts, key=lambda at: (bool(named & _words(document.sections[at])), counts[at], -at))]
    inside = [address for address in outside if chapters[address] == best]
    return inside[0] if len(inside) == 1 else best.address


def _words(section: Section) -> set[str]:
    return set(_WORD.findall(section.title.lower()))


def _numbered(document: Document, address: str) -> bool:
    return not address.startswith("(") and any(item.number and item.address == address for item in document.sections)
