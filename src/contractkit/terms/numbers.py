"""Numbers that their words contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractkit import text as t
from contractkit.document import Document
from contractkit.terms.defect import Defect

_NUMBER_PAIR = re.compile(
    rf"(?<!\w)(?P<words>{t.NUMBER_WORDS})\s*\(\s*(?P<figure>{t.FIGURE})\s*(?:%|days?|months?|hours?|years?)?\s*\)",
    re.IGNORECASE,
)
# "60 (thirty) days", and "thirty days (60 days)", "fifty thousand euros (EUR 500,000)": with the unit in between.
_FIGURE_FIRST = re.compile(
    rf"(?<![\w.,/-])(?P<figure>{t.FIGURE})\s*(?P<unit>%)?\s*"
    rf"\(\s*(?P<words>{t.NUMBER_WORDS})\s*(?:per ?cent|percent)?\s*\)"
)
_UNIT = (
    r"(?:business |working |calendar )?(?:days?|weeks?|months?|hours?|years?|per ?cent|percent|%|euros?|pounds?"
    r"|dollars?)"
)
_WITH_UNIT = re.compile(
    rf"(?<![\w-])(?P<words>{t.NUMBER_WORDS})[\s-](?P<unit>{_UNIT})\s*"
    rf"\(\s*(?:{t.CURRENCY}\s*)?(?P<figure>{t.FIGURE})"
    rf"(?:[\s-]*(?P<again>{_UNIT}))?\s*(?:{t.CURRENCY})?\s*\)"
)
_PATTERNS = (_NUMBER_PAIR, _FIGURE_FIRST, _WITH_UNIT)
# Behind these the words are the end of another number, or a name.
_NO_PAIR = re.compile(r"\b(?:point|part|schedule|annex|exhibit|appendix|article|section|phase|tier|level)\s+$")


def find_number_disagreements(document: Document) -> Iterator[Defect]:
    """Yield "thirty (60) days": words and figures that write two numbers."""
    for paragraph in document.paragraphs:
        folded = t.fold(paragraph.text)
        if "(" not in folded:
            continue
        for match in (match for pattern in _PATTERNS for match in pattern.finditer(folded)):
            words, figure = t.parse_number_words(match["words"]), t.parse_figure(match["figure"])
            if words != figure and not _NO_PAIR.search(folded, 0, match.start()) and _one_unit(match):
                yield Defect(paragraph.index, match.start(), match.end(), f"{words:g} in words, {figure:g} in figures")


def _one_unit(match: re.Match[str]) -> bool:
    """Whether words and figure count the same thing: "two years (24 months)" is no contradiction."""
    pair = match.groupdict()
    again = pair.get("again")
    return again is None or _plain_unit(pair["unit"]) == _plain_unit(again)


def _plain_unit(unit: str) -> str:
    return "%" if unit.startswith("per") else unit.rsplit(" ", 1)[-1].rstrip("s")
