"""Defined terms that stand for a value: "Initial Term" means 36 months; "(the Notice Period)" behind 30 days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from contractkit.document import Document, Paragraph
from contractkit.evidence import Evidence, Passage
from contractkit.facts.values import Value, scan_values
from contractkit.facts.views import sum_values
from contractkit.phrases import separated
from contractkit.text import fold

_NAME = r"(?P<name>[A-Z][\w&/-]*(?:[ \u00a0](?:of|to|for|and|in|on|[A-Z][\w&/-]*)){0,5})"
_MEANS = re.compile(
    rf"""["“'‘]{_NAME}["”'’](?:\s*\([^)]*\))?\s*,?\s*(?:means|shall mean|equals|amounts to|is|are|refers to|shall be"""
    rf"""|has the meaning of|:|=)"""
)
_BEHIND = re.compile(rf"""\(\s*(?:(?:hereinafter|together|each)[ ,]+)?(?:the |an? )?["“'‘]{_NAME}[.,]?["”'’]\s*\)""")
_LABEL = re.compile(rf"^(?:\d+(?:\.\d+)*\.?\s+)?{_NAME}\s*:?\s*$")
# These name units, parties and days, not a value that a clause may take over.
_NO_VALUE = re.compile(
    r"(?:year|years|month|quarter|week|day|days|hours?|date|services?|agreement|party|parties|data|staff|agents?|contacts?|tickets?|cases?|interactions?|enquir(?:y|ies)|calls?|conversations?|seats?|fees?|charges?|prices?|rates?)$"
)
_REACH = 120  # characters between a value and the name given to it


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term, in lower case, with its value and the stretch of the paragraph that defines it.

    A share of fees has two values: the sum, then the share.
    """

    term: str
    values: tuple[Value, ...]
    paragraph: int
    start: int
    end: int


def find_definitions(evidence: Evidence) -> Mapping[str, Definition]:
    """Return the defined terms that stand for one value, by term; the first definition of a term counts."""
    found: dict[str, Definition] = {}
    for definition in _definitions(evidence):
        if definition.values and not _NO_VALUE.search(definition.term):
            found.setdefault(definition.term, definition)
    return found


def _definitions(evidence: Evidence) -> Iterator[Definition]:
    for paragraph in evidence.document.paragraphs:
        passages = evidence.by_paragraph.get(paragraph.index, ())
        text = paragraph.text
        if paragraph.cell is not None:
            yield from _of_cell(evidence.document, paragraph, passages)
        elif any(mark in text for mark in "\"“'‘"):
            for passage in passages:
                yield from _of_sentence(paragraph, passage)


def _of_sentence(paragraph: Paragraph, passage: Passage) -> Iterator[Definition]:
    sentence = paragraph.text[passage.start : passage.end]
    means = _MEANS.search(sentence)
    if means:
        yield _definition(means["name"], sentence[means.end() :], passage)
    for behind in _BEHIND.finditer(sentence):
        before = sentence[max(0, behind.start() - _REACH) : behind.start()]
        canonical = separated(fold(before))
        values = scan_values(canonical)
        yield Definition(
            _term(behind["name"]),
            _meant(sum_values(canonical, values)[-1:], values[-1:]),
            passage.paragraph,
            passage.start,
            passage.end,
        )


def _of_cell(document: Document, paragraph: Paragraph, passages: Iterable[Passage]) -> Iterator[Definition]:
    """A row of two cells defines its first by its second."""
    cell = paragraph.cell
    row = (
        document.tables[cell.table].rows[cell.row] if cell and cell.row < len(document.tables[cell.table].rows) else ()
    )
    if cell is None or len(row) != 2 or cell.column != row[1].column:
        return
    name = _LABEL.match(row[0].text.strip().strip("\"“”'‘’"))
    if name:
        for passage in passages:
            yield _definition(name["name"], paragraph.text[passage.start : passage.end], passage)


def _definition(name: str, meaning: str, passage: Passage) -> Definition:
    canonical = separated(fold(meaning))
    values = scan_values(canonical)
    sums = sum_values(canonical, values)
    return Definition(_term(name), _meant(sums[:1], values), passage.paragraph, passage.start, passage.end)


def _meant(sums: tuple[Value, ...], values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The value of a definition; of a share of fees the sum and the share, which a cap on credits is told as."""
    return (*sums, *(value for value in values[:1] if value.kind == "percent")) if sums else values[:1]


def _term(name: str) -> str:
    return separated(fold(" ".join(name.split())))


def defined_values(
    passage: Passage, text: str, definitions: Mapping[str, Definition], pattern: re.Pattern[str]
) -> Iterator[Value]:
    """Yield the values of the defined terms that the passage's own words use with capital letters."""
    for match in pattern.finditer(passage.canonical, passage.own):
        definition = definitions[match.group()]
        here = (passage.paragraph, passage.start) == (definition.paragraph, definition.start)
        span = passage.span(*match.span())
        alone = match.group() == passage.canonical[passage.own :].strip(" .")  # a label
        if here or alone or span is None or not text[span[0] : span[1]][:1].isupper():
            continue
        start = match.start()
        for value in definition.values:
            yield Value(value.kind, value.quantity, start, match.end(), definition.term)
            start = match.end()


def term_pattern(definitions: Mapping[str, Definition]) -> re.Pattern[str] | None:
    """Return a pattern that finds the terms in canonical text, or None when nothing is defined."""
    longest_first = sorted(definitions, key=lambda term: (-len(term), term))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if longest_first else None
