"""References that name a clause by number and title, where the number belongs to a clause of another title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractkit.document import Document
from contractkit.evidence import Known
from contractkit.terms.defect import Defect
from contractkit.terms.scans import matches_in

_TITLED = re.compile(
    r"\b(?:[Cc]lauses?|[Ss]ections?|[Aa]rticles?|CLAUSE|SECTION|ARTICLE)\s+(?P<number>\d+(?:\.\d+)*)\s?"
    r"\((?P<title>[A-Z][A-Za-z,&’' -]{3,60})\)(?P<rest>.{0,40})"
)
_ELSEWHERE = re.compile(
    r"\s*(?:of|to|in|under) (?:the|that|such|its|Schedule|Annex|Exhibit|Part)\b(?! (?:Agreement|Contract)\b)"
)
_WORD = re.compile(r"[a-z]{4,}")
_STEM = 5  # letters by which words of two titles are compared: "terminate", "termination"


def find_other_titles(document: Document, known: Known) -> Iterator[Defect]:
    """Yield "clause 12 (Confidentiality)" where clause 12 has another title and a clause of that title is elsewhere."""
    titles: dict[str, set[str]] = {}
    for section in document.sections:
        number = re.search(r"\d+(?:\.\d+)*$", section.number.rstrip("."))
        if number and section.title:
            titles.setdefault(number.group(), set()).add(section.title)
    single = {number: next(iter(found)) for number, found in titles.items() if len(found) == 1}
    for paragraph, match in matches_in(document, _TITLED, known):
        actual = single.get(match["number"])
        if actual is None or _alike(actual, match["title"]) or _ELSEWHERE.match(match["rest"]):
            continue
        right = [number for number, title in single.items() if _stems(title) == _stems(match["title"])]
        if right:
            detail = f"{match['number']} is “{actual}”; “{match['title']}” is {right[0]}"
            yield Defect(paragraph.index, match.start(), match.end("title") + 1, detail)


def _alike(one: str, other: str) -> bool:
    return bool(_stems(one) & _stems(other)) or not _stems(one) or not _stems(other)


def _stems(title: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(title.lower()))
