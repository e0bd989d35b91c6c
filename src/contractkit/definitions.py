"""The terms that a contract defines: where, and what they mean.

Four ways are read: '"Term" means ...', a run-in 'Term means ...', a short form in brackets ('(the "Term")'), and the
rows of a table of definitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from contractkit.document import Document, Paragraph, Table

_TERM = r"[A-Z][\w&'’./-]*(?:[ \u00a0](?:[A-Z0-9][\w&'’./-]*|of|and|the|in|for|to|or|per|at|on|by))*"
_OPEN, _CLOSE = r"[\"“„«]", r"[\"”“»]"
_MEANS = (
    r"(?:,? (?:in (?:this|these|the) [\w ]{3,40}|when used[\w ]{0,40}|as used[\w ]{0,40}),?)?(?:,?\s*"
    r"(?:(?:shall|will) (?:mean|have the meaning|include|refer to)|means?\b|ha(?:s|ve) the (?:same )?meanings?"
    r"|refers? to|includes?\b|is (?:any|the|an?|each|every)\b|are (?:the|all|any)\b|comprises?\b|denotes?\b"
    r"|stands? for|is understood|is to be understood|:\s))"
)
_MARK = re.compile(_OPEN)
_QUOTED_TERM = re.compile(rf"{_OPEN}(?:the |The )?(?P<term>{_TERM})[,.]?{_CLOSE}")
_LABEL = (
    r"(?:(?:(?:Section|Clause|Article|SECTION|CLAUSE|ARTICLE|§)\s*)?[A-Z]?[\d.]+\s+|\([A-Za-z0-9]{1,4}\)\s*"
    r"|[A-Za-z][.)]\s+)?"
)
_OWN = re.compile(
    rf"(?:^{_LABEL}|(?<=[.;:)]\s)|(?<=[.;:] [Tt]he )|(?<=\bor )|(?<=\band )"
    r"|(?<=greement )|(?<=greement, )"
    r"|(?<=ontract )|(?<=ontract, )|(?<=lause )|(?<=lause, )|(?<=ection )|(?<=chedule )|(?<=[Tt]erms ))"
    rf"(?:[Tt]he |[Aa]n? )?{_OPEN}(?P<term>{_TERM}){_CLOSE}"
    rf"(?:\s(?:or|and)\s{_OPEN}(?P<also>{_TERM}){_CLOSE})?(?={_MEANS})"
)
_BARE = re.compile(rf"^{_LABEL}(?P<term>{_TERM})(?=\s+(?:(?:shall )?means?\b|has the meaning|shall have the meaning))")
_BY = re.compile(rf"\bBy {_OPEN}(?P<term>{_TERM}){_CLOSE}(?= is (?:understood|meant))")
_SHORT = re.compile(rf"\((?P<inner>[^()]{{0,60}}{_OPEN}[^()]{{1,120}}{_CLOSE}[^()]{{0,40}})\)")
_HEREAFTER = re.compile(
    rf"(?:hereinafter|hereafter|referred to as|called|defined as),?\s+(?:the )?{_OPEN}(?P<term>{_TERM}){_CLOSE}",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    r"\bin this (?:schedule|annex|exhibit|appendix|clause|section|article|part|paragraph)\b", re.IGNORECASE
)
_TERM_HEADER = re.compile(r"^(?:defined )?(?:term|word|expression|definition|wort)s?$", re.IGNORECASE)
_MEANING_HEADER = re.compile(r"mean|definition|explanation|what (?:it|we) ", re.IGNORECASE)
_WHOLE_TERM = re.compile(rf"{_OPEN}?(?P<term>{_TERM}){_CLOSE}?")

_WORD_LIST = re.compile(r"\b(?:definitions?|defined terms|words|terms|meanings?|glossary)\b", re.IGNORECASE)
_LISTED = re.compile(rf"^{_LABEL}(?P<term>{_TERM}):\s+(?P<meaning>\S.*)")
_FEWEST_LISTED = 3

Manner = Literal["sentence", "short form", "table"]


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term: the paragraph that defines it, where the term stands there, and what it means.

    ``start`` and ``end`` are offsets of the term in the paragraph; ``meaning`` is the rest of the sentence, or the
    cell beside it; "" for a short form in brackets. ``local`` when it holds for one schedule or clause alone.
    """

    term: str
    paragraph: int
    start: int
    end: int
    meaning: str
    manner: Manner
    local: bool = False


def find_definitions(document: Document) -> list[Definition]:
    """Return every definition in the document's order."""
    found = [definition for paragraph in document.paragraphs for definition in _of_paragraph(paragraph)]
    found += [definition for table in document.tables for definition in _of_table(document, table)]
    found += _of_lists(document)
    return sorted(found, key=lambda item: (item.paragraph, item.start))


def _of_paragraph(paragraph: Paragraph) -> Iterator[Definition]:
    text = paragraph.text
    taken: set[int] = set()
    quoted = _MARK.search(text) is not None  # most paragraphs quote nothing, and without that few forms can occur
    for pattern in (_OWN, _BY, _BARE) if quoted else (_BARE,):
        for match in pattern.finditer(text):
            for group in ("term", "also"):
                if group in match.groupdict() and match[group] and match.start(group) not in taken:
                    taken.add(match.start(group))
                    yield _sentence(paragraph, match.start(group), match.end(group), match.end())
    if not quoted:
        return
    for bracket in _SHORT.finditer(text):
        for match in _QUOTED_TERM.finditer(text, bracket.start(), bracket.end()):
            taken.add(match.start("term"))
            yield _short_form(paragraph, match)
    for match in _HEREAFTER.finditer(text):
        if match.start("term") not in taken:
            yield _short_form(paragraph, match)


def _sentence(paragraph: Paragraph, start: int, end: int, after: int) -> Definition:
    text = paragraph.text
    stop = re.search(r"[.;](?=\s+[\"“„«A-Z(]|\s*$)", text[after:])
    meaning = text[after : after + stop.start() if stop else len(text)].strip(' "”:,')
    local = bool(_LOCAL.search(text[max(0, start - 60) : after + 40]))
    return Definition(text[start:end], paragraph.index, start, end, meaning, "sentence", local)


def _short_form(paragraph: Paragraph, match: re.Match[str]) -> Definition:
    return Definition(match["term"], paragraph.index, match.start("term"), match.end("term"), "", "short form")


def _of_lists(document: Document) -> Iterator[Definition]:
    """Lines "Term: what it means" below a heading that announces them."""
    for section in document.sections:
        if not _WORD_LIST.search(section.title):
            continue
        lines = [p for p in document.paragraphs[section.first : section.last + 1] if p.cell is None]
        matches = [(line, match) for line in lines if (match := _LISTED.match(line.text))]
        if len(matches) >= _FEWEST_LISTED:
            for line, match in matches:
                yield Definition(
                    match["term"], line.index, match.start("term"), match.end("term"), match["meaning"], "sentence"
                )


def _of_table(document: Document, table: Table) -> Iterator[Definition]:
    """The rows of a table whose header says that it defines words, or whose first cells are quoted and bold terms."""
    if not table.rows or len(table.rows[0]) < 2:
        return
    first, second = table.rows[0][0].text.strip(), table.rows[0][1].text.strip()
    headed = _TERM_HEADER.match(first) and (_MEANING_HEADER.search(second) or not second)
    if not headed and not all(_QUOTED_TERM.fullmatch(row[0].text.strip()) for row in table.rows):
        return
    for row in table.rows[1:] if headed else table.rows:
        match = _WHOLE_TERM.fullmatch(row[0].text.strip()) if len(row) > 1 and row[0].paragraphs else None
        if match:
            index = row[0].paragraphs[0]
            start = document.paragraphs[index].text.find(match["term"])
            if start >= 0:
                meaning = row[1].text.strip()
                yield Definition(match["term"], index, start, start + len(match["term"]), meaning, "table")
