"""Lists that are announced with a number and hold another number of items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractkit import text as t
from contractkit.document import Document
from contractkit.terms.defect import Defect

_NUMBER = r"(?P<number>two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)(?: ?\(\d+\))?"
# "the following three reports:", "in one of these four cases:"; an "or" between numbers is no count.
_ANNOUNCED = re.compile(
    rf"\b(?:following|these|has|have|of|are|comprises?|gives?"
    rf"|in) (?:the )?(?:following )?{_NUMBER}(?: following)? (?P<noun>[a-z-]+(?: [a-z-]+)?s)"
    r"(?P<tail>[^.;:]{0,60}):",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"(?:days|weeks|months|years|hours|minutes|seconds|times|quarters|per cent|percent|euros|pounds|dollars)\b"
)
_INLINE_ITEM = re.compile(r"(?<![\w)])\((?P<label>[a-j])\)\s")
_ITEM = re.compile(r"\W*\((?P<label>[a-j]|i|ii|iii|iv|v|vi|vii|viii|ix|x)\)|(?P<letter>[a-j])[.)]\s")


def find_wrong_counts(document: Document) -> Iterator[Defect]:
    """Yield "the following three reports:" where two or four labelled items follow, in the sentence or below it."""
    for paragraph in document.paragraphs:
        if paragraph.cell is not None or ":" not in paragraph.text:
            continue
        for match in _ANNOUNCED.finditer(paragraph.text):
            if _UNITS.match(match["noun"].split()[0]):
                continue
            announced = int(t.parse_number(match["number"].lower()))
            rest = paragraph.text[match.end() :]
            items = _inline_items(rest) if rest.strip() else _items_below(document, paragraph.index)
            if items > 1 and items != announced:
                detail = f"{announced} announced, {items} listed"
                yield Defect(paragraph.index, match.start(), match.end() - 1, detail)


def _inline_items(text: str) -> int:
    """How many items "(a) …; (b) …" follow in order from (a); 0 when they do not start there."""
    count = 0
    for match in _INLINE_ITEM.finditer(text):
        if match["label"] != "abcdefghij"[count]:
            break
        count += 1
    return count


def _items_below(document: Document, index: int) -> int:
    """How many labelled paragraphs of one level follow directly; 0 when none do."""
    label = ""
    level = None
    count = 0
    for paragraph in document.paragraphs[index + 1 :]:
        if paragraph.cell is not None or not paragraph.text.strip():
            break
        label = paragraph.number if paragraph.number.startswith("(") else ""
        match = _ITEM.match(label or paragraph.text)
        if match is None:
            break
        if count == 0:
            level = paragraph.level
            if (match["label"] or match["letter"]) not in ("a", "i"):
                return 0
        if paragraph.level == level:
            count += 1
        elif level is not None and paragraph.level is not None and paragraph.level < level:
            break
    return count
