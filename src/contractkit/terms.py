"""The text against itself: placeholders, references to parts that do not exist, numbers that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contractkit import text as t
from contractkit.document import Document, Paragraph

_PLACEHOLDER = re.compile(
    r"\[\s*(?:●|•|\*|_+|\.{2,}|…|TBD|TBC|insert[^\]]{0,60}"
    r"|to be (?:agreed|confirmed|completed|inserted)[^\]]{0,40}|date|name|amount|address|xx+)\s*\]"
    r"|\b(?-i:TB[DC]|(?<!\()X{3,})\b|_{4,}(?=[\s,;)]\S)|\{\{[^}]*\}\}|<insert[^>]*>",
    re.IGNORECASE,
)
# Lines to sign on, and rules across the page, are no blanks of the contract's text.
_SIGNING = re.compile(
    r"(?:^|\b(?:by|name|title|date|dated|signed|signature|sign|witness|attest|its|for and on behalf of)\W*|_\s*)$",
    re.IGNORECASE,
)
_SIGNED_BELOW = re.compile(
    r"\W*(?:\(?print|\(?signature|\(?name|\(?title|authori[sz]ed sign|please type)", re.IGNORECASE
)
# In a published file "[*]" marks what was left out for confidentiality, not what is still open.
_REDACTED = re.compile(
    r"confidential treatment|redacted|\[\s*\*\s?\*[\s*]*\]|omitted (?:and filed|portions|information)"
)
_REDACTION = re.compile(r"\[\s*\*\s*\]")

_PART = r"\d+(?:\.\d+)*"
_REFERENCE = re.compile(
    rf"\b(?P<kind>[Ss]ections?|[Cc]lauses?|SECTIONS?|CLAUSES?)\s+(?P<number>{_PART})(?![\w-])"
    rf"(?P<sub>(?:\s?\((?:[A-Za-z]{{1,5}}|\d{{1,3}}[A-Z]?)\))*(?:,?\s(?:and|or|to|through)\s{_PART}(?:\([\w]+\))*)*)"
    r"(?=(?P<rest>.{0,80}))"
)
# Behind a reference these say that it points into another text: a law, the SCCs, another agreement.
_OURS = r"this\b|these\b|schedule|(?:main |standard |general )?(?:body|agreement|terms|contract|sla|dpa|conditions)\b"
_ELSEWHERE = re.compile(
    rf"^\W*(?:(?:respectively|inclusive)\W+)?(?:thereof\b|thereunder\b|of\s+(?:the|that|such|an?|each|any)\s+(?!{_OURS})"
    rf"|(?:of|in|under|to)\s+(?:the\s+|that\s+|an?\s+|such\s+|any\s+)?(?!{_OURS})(?:\w+\W+){{0,6}}?"
    r"(?:act|code|regulations?|directive|law|laws|statute|gdpr|sccs?|clauses|rules?|agreements?|addendum|msa|dpa|policy"
    r"|standard|ordinance|constitution|ucc|terms|contract|lease|plan|order|sow|exhibit|annex|appendix|attachment"
    r"|supplement|\d{4})\b)",
    re.IGNORECASE,
)
_BEFORE_ELSEWHERE = re.compile(
    r"(?:act|code|gdpr|regulation|directive|sccs?|u\.s\.c\.|c\.f\.r\.|law|far|dfar|title \d+,?(?: \w+\W+){0,2})"
    r"\W*(?:\d{4}\W*)?$|\b(?:that|such)\s$|\bsub\W$",
    re.IGNORECASE,
)
# "3.2 Term." or "13. PAYMENT" inside a paragraph whose line breaks were lost; "Section 2.1 Scope" as a heading.
_INLINE_LABEL = re.compile(
    rf"(?:^|(?<=[.;:)\]”\"]\s)|(?<=\s\d\s)|(?<=\s\d\d\s)|(?<=[A-Z][A-Z]\s))"
    rf"(?:(?:Section|SECTION|Clause|CLAUSE)\s+)?(?P<number>{_PART})\.?\s+(?=[A-Z“\"(])"
)
_LAWS_BEGIN_AT = 100  # no contract has a hundredth section; statutes do
_MOST = 0.4  # when more of the references than this lead nowhere, we misread the numbers, not the other side

_NUMBER_PAIR = re.compile(
    rf"(?<!\w)(?P<words>{t.NUMBER_WORDS})\s*\(\s*(?P<figure>{t.FIGURE})\s*(?:%|days?|months?|hours?|years?)?\s*\)",
    re.IGNORECASE,
)
# Behind these the words are the end of another number, or a name.
_NO_PAIR = re.compile(r"\b(?:point|part|schedule|annex|exhibit|appendix|article|section|phase|tier|level)\s+$")


_INSIDE_A_WORD = re.compile(r"\w[\u200b-\u200d\u2060-\u2064\ufeff\u180e\u034f\u202a-\u202e\u2066-\u2069]+\w")


@dataclass(frozen=True, slots=True)
class Defect:
    """A drafting defect at a place; ``detail`` completes the message."""

    paragraph: int
    start: int
    end: int
    detail: str


def find_placeholders(document: Document) -> Iterator[Defect]:
    """Yield blanks left in the text: "[●]", "TBD", "[insert date]", "{{ name }}"; lines to sign on are none."""
    published = any(_REDACTED.search(paragraph.text.lower()) for paragraph in document.paragraphs)
    for paragraph in document.paragraphs:
        for match in _PLACEHOLDER.finditer(paragraph.text):
            if published and _REDACTION.fullmatch(match.group()):
                continue
            if match.group().startswith("_") and _is_for_signing(paragraph.text, match):
                continue
            yield Defect(paragraph.index, match.start(), match.end(), match.group())


def _is_for_signing(text: str, blank: re.Match[str]) -> bool:
    return bool(_SIGNING.search(text[: blank.start()]) or _SIGNED_BELOW.match(text, blank.end()))


def find_dangling_references(document: Document) -> Iterator[Defect]:
    """Yield "Section 9.4" and "clause 12" where this document, being numbered, has no such part.

    Nothing when most references lead nowhere: then the numbers were not read, or there are none.
    """
    known = _known_numbers(document)
    if len(known) < 5:
        return
    ours = [
        (paragraph, match)
        for paragraph in document.paragraphs
        for match in _REFERENCE.finditer(paragraph.text)
        if not _points_elsewhere(paragraph, match)
    ]
    dangling = [(paragraph, match) for paragraph, match in ours if match["number"] not in known]
    if len(dangling) > max(3, _MOST * len(ours)):
        return
    for paragraph, match in dangling:
        end = match.end() if match["sub"] and not re.search(r"\s\w", match["sub"]) else match.end("number")
        yield Defect(paragraph.index, match.start(), end, f"{match['kind']} {match['number']}")


def _known_numbers(document: Document) -> set[str]:
    """Every number that a part of the document has, and those of the parts around it: "3.2" makes "3" known."""
    known: set[str] = set()
    for paragraph in document.paragraphs:
        labels = [number for text in (paragraph.section, paragraph.number) for number in re.findall(_PART, text)]
        labels += [match["number"] for match in _INLINE_LABEL.finditer(paragraph.text)]
        for number in labels:
            pieces = number.split(".")
            known.update(".".join(pieces[:depth]) for depth in range(1, len(pieces) + 1))
    return known


def _points_elsewhere(paragraph: Paragraph, match: re.Match[str]) -> bool:
    if any(int(piece) >= _LAWS_BEGIN_AT for piece in match["number"].split(".")):
        return True
    before = paragraph.text[max(0, match.start() - 40) : match.start()]
    return bool(_ELSEWHERE.match(match["rest"]) or _BEFORE_ELSEWHERE.search(before))


def find_number_disagreements(document: Document) -> Iterator[Defect]:
    """Yield "thirty (60) days": words and figures that write two numbers."""
    for paragraph in document.paragraphs:
        folded = t.fold(paragraph.text)
        for match in _NUMBER_PAIR.finditer(folded):
            words, figure = t.parse_number_words(match["words"]), t.parse_figure(match["figure"])
            if words != figure and not _NO_PAIR.search(folded, 0, match.start()):
                yield Defect(paragraph.index, match.start(), match.end(), f"{words:g} in words, {figure:g} in figures")


def find_concealed_text(document: Document) -> Iterator[Defect]:
    """Yield stretches that a reader of the page cannot see, or sees as something else, where that hides a word."""
    for paragraph in document.paragraphs:
        for stretch in paragraph.concealed:
            if stretch.kind == "zero-width" and not _INSIDE_A_WORD.match(paragraph.text, max(stretch.start - 1, 0)):
                continue  # left by an editor between words, it hides nothing
            yield Defect(paragraph.index, stretch.start, stretch.end, stretch.kind)
