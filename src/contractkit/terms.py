"""The text against itself: placeholders, references to parts that do not exist, numbers that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contractkit import text as t
from contractkit.document import Document, Paragraph

_PLACEHOLDER = re.compile(
    r"\[\s*(?:●|•|\*+|_+|\.{2,}|…|TBD|TBC|insert[^\]]{0,60}"
    r"|to be (?:agreed|confirmed|completed|inserted)[^\]]{0,40}|date|name|amount|address|xx+)\s*\]"
    r"|\bTB[DC]\b|_{4,}(?=[\s,;)]\S)|\{\{[^}]*\}\}|\bXX+\b|<insert[^>]*>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?P<kind>[Ss]ections?|[Cc]lauses?|SECTIONS?|CLAUSES?)\s+(?P<number>\d+(?:\.\d+)*)(?P<sub>(?:\s?\([a-z]{1,4}\))*)(?P<rest>.{0,60})"
)
# Behind a reference these say that it points into another text: a law, the SCCs, another agreement.
_ELSEWHERE = re.compile(
    r"^\W*(?:of|in|under|to)\s+(?:the\s+|that\s+|an?\s+|such\s+|any\s+)?"
    r"(?!this\b|these\b|agreement\b|main (?:body|agreement)|schedule|terms\b|contract\b|sla\b)(?:\w+\W+){0,6}?"
    r"(?:act|code|regulation|directive|law|statute|gdpr|sccs?|clauses|rules?|agreement|addendum|msa|dpa|policy"
    r"|standard|ordinance|constitution|ucc|terms|contract|lease|plan|order|sow|exhibit|annex|appendix|\d{4})\b",
    re.IGNORECASE,
)
_BEFORE_ELSEWHERE = re.compile(
    r"(?:act|code|gdpr|regulation|directive|sccs?|u\.s\.c\.|c\.f\.r\.|law)\W*(?:\d{4}\W*)?$", re.IGNORECASE
)
_NUMBER_PAIR = re.compile(
    rf"(?<!\w)(?P<words>{t.NUMBER_WORDS})\s*\(\s*(?P<figure>{t.FIGURE})\s*(?:%|days?|months?|hours?|years?)?\s*\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Defect:
    """A drafting defect at a place; ``detail`` completes the message."""

    paragraph: int
    start: int
    end: int
    detail: str


def find_placeholders(document: Document) -> Iterator[Defect]:
    """Yield blanks left in the text: "[●]", "TBD", "[insert date]", "{{ name }}"."""
    for paragraph in document.paragraphs:
        for match in _PLACEHOLDER.finditer(paragraph.text):
            yield Defect(paragraph.index, match.start(), match.end(), match.group())


def find_dangling_references(document: Document) -> Iterator[Defect]:
    """Yield "Section 9.4" and "clause 12" where this document, being numbered, has no such part."""
    known = _known_numbers(document)
    if len(known) < 5:
        return
    chapters = {number.split(".")[0] for number in known}
    for paragraph in document.paragraphs:
        for match in _REFERENCE.finditer(paragraph.text):
            number = match["number"]
            if number in known or _points_elsewhere(paragraph, match):
                continue
            if number.split(".")[0] in chapters and "." not in number:
                continue
            yield Defect(paragraph.index, match.start(), match.start("rest"), f"{match['kind']} {number}")


def _known_numbers(document: Document) -> set[str]:
    known: set[str] = set()
    for paragraph in document.paragraphs:
        for text in (paragraph.section, paragraph.number):
            for number in re.findall(r"\d+(?:\.\d+)*", text):
                pieces = number.split(".")
                known.update(".".join(pieces[:depth]) for depth in range(1, len(pieces) + 1))
    return known


def _points_elsewhere(paragraph: Paragraph, match: re.Match[str]) -> bool:
    before = paragraph.text[max(0, match.start() - 40) : match.start()]
    return bool(_ELSEWHERE.match(match["rest"]) or _BEFORE_ELSEWHERE.search(before))


def find_number_disagreements(document: Document) -> Iterator[Defect]:
    """Yield "thirty (60) days": words and figures that write two numbers."""
    for paragraph in document.paragraphs:
        folded = t.fold(paragraph.text)
        for match in _NUMBER_PAIR.finditer(folded):
            words, figure = t.parse_number_words(match["words"]), t.parse_figure(match["figure"])
            if words != figure:
                yield Defect(paragraph.index, match.start(), match.end(), f"{words:g} in words, {figure:g} in figures")


def find_concealed_text(document: Document) -> Iterator[Defect]:
    """Yield stretches that a reader of the page cannot see, or sees as something else."""
    for paragraph in document.paragraphs:
        for stretch in paragraph.concealed:
            yield Defect(paragraph.index, stretch.start, stretch.end, stretch.kind)
