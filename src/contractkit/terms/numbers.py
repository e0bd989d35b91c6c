"""Numbers that their words contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractkit import text as t
from contractkit.document import Document
from contractkit.evidence import Known
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
    r"|(?:us |australian |canadian )?dollars?|swiss francs?|rupees?|kron(?:or|er|a|e))"
)
_WITH_UNIT = re.compile(
    rf"(?<![\w-])(?P<words>{t.NUMBER_WORDS})[\s-](?P<unit>{_UNIT})\s*"
    rf"\(\s*(?:{t.CURRENCY}\s*)?(?P<figure>{t.FIGURE})"
    rf"(?:[\s-]*(?P<again>{_UNIT}))?\s*(?:{t.CURRENCY})?\s*\)"
)
# A sum in figures with its words in brackets: EUR 5,000 (six thousand euros).
_MONEY_FIRST = re.compile(
    rf"{t.CURRENCY}\s*(?P<figure>{t.FIGURE})(?:/-)?\s*\(\s*(?P<words>{t.NUMBER_WORDS})\s+{_UNIT}\s*(?:only\s*)?\)",
    re.IGNORECASE,
)
_PATTERNS = (_NUMBER_PAIR, _FIGURE_FIRST, _WITH_UNIT, _MONEY_FIRST)
# Behind these the words are the end of another number, or a name.
_NO_PAIR = re.compile(r"\b(?:point|part|schedule|annex|exhibit|appendix|article|section|phase|tier|level)\s+$")

# "Rupees Five Lakh only (Rs. 50,000/-)", either first.
_RUPEES = r"(?:rupees|rs\.?|inr)"
_LAKHS = re.compile(
    rf"{_RUPEES}\s+(?P<words>[a-z -]{{3,80}}?)(?:\s+only)?\s*\(\s*{_RUPEES}\s*(?P<figure>[\d,]+)(?:/-)?\s*\)"
    rf"|{_RUPEES}\s*(?P<first>[\d,]+)(?:/-)?\s*\(\s*{_RUPEES}\s+(?P<behind>[a-z -]{{3,80}}?)(?:\s+only)?\s*\)"
)
_SCALES = re.compile(r"(?P<count>.*?)\b(?P<scale>crores?|lakhs?|lacs?)\b")
# Years with the months that they are: three (3) years, i.e. 24 months.
_CONVERTED = re.compile(
    r"(?<![\w.,])(?P<years>\d{1,2})\)? years?[,;]? \(?(?:i\.e\.,?|that is,?|being|or) (?:[a-z-]+ \()?"
    r"(?P<months>\d{1,3})\)? months"
)
_Stretch = tuple[int, int, str]  # where numbers disagree, and what is told of them


def find_number_disagreements(document: Document, known: Known) -> Iterator[Defect]:
    """Yield "thirty (60) days": words and figures that write two numbers."""
    for paragraph in document.paragraphs:
        for start, end, detail in known.once(_disagreements, paragraph.text):
            yield Defect(paragraph.index, start, end, detail)


def _disagreements(text: str) -> tuple[_Stretch, ...]:
    folded = t.fold(text)
    in_brackets = _in_brackets(folded) if "(" in folded else ()
    return (*_in_two_units(folded), *in_brackets)


def _in_brackets(folded: str) -> Iterator[_Stretch]:
    if "rupees" in folded:
        yield from _in_rupees(folded)
    for match in (match for pattern in _PATTERNS for match in pattern.finditer(folded)):
        words, figure = t.parse_number_words(match["words"]), t.parse_figure(match["figure"])
        if words != figure and not _NO_PAIR.search(folded, 0, match.start()) and _one_unit(match):
            yield *match.span(), f"{words:g} in words, {figure:g} in figures"


def _in_two_units(folded: str) -> Iterator[_Stretch]:
    """ "three (3) years, i.e. 24 months": years and months that are not the same time."""
    for match in _CONVERTED.finditer(folded) if "year" in folded else ():
        if int(match["years"]) * 12 != int(match["months"]):
            yield *match.span(), f"{match['years']} years here, {match['months']} months there"


def _in_rupees(folded: str) -> Iterator[_Stretch]:
    for match in _LAKHS.finditer(folded):
        words = _rupees(match["words"] or match["behind"])
        figure = float((match["figure"] or match["first"]).replace(",", "") or 0)
        if words and figure and words != figure:
            yield *match.span(), f"{words:g} in words, {figure:g} in figures"


def _rupees(words: str) -> float:
    """The sum that words write in crore, lakh and thousand."""
    total, rest = 0.0, words
    while scale := _SCALES.match(rest):
        factor = 10_000_000 if scale["scale"].startswith("crore") else 100_000
        total += (t.parse_number_words(scale["count"]) or 1) * factor
        rest = rest[scale.end() :]
    return total + t.parse_number_words(rest)


def _one_unit(match: re.Match[str]) -> bool:
    """Whether words and figure count the same thing: "two years (24 months)" is no contradiction."""
    pair = match.groupdict()
    again = pair.get("again")
    return again is None or _plain_unit(pair["unit"]) == _plain_unit(again)


def _plain_unit(unit: str) -> str:
    return "%" if unit.startswith("per") else unit.rsplit(" ", 1)[-1].rstrip("s")
