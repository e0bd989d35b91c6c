"""References to parts that the document does not have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from contractkit.document import Document, Paragraph
from contractkit.evidence import Known
from contractkit.terms.defect import Defect
from contractkit.terms.scans import matches_in

_PART = r"(?:[A-Z]\.)?\d+(?:\.\d+)*"
_SUB = r"(?:\s?\((?:[A-Za-z]{1,5}|\d{1,3}[A-Z]?)\))*"
_REFERENCE = re.compile(
    r"(?:\b(?P<kind>[Ss]ections?|[Cc]lauses?|SECTIONS?|CLAUSES?|[Pp]aragraphs?|[Aa]rticles?|ARTICLES?)|(?P<sign>§§?))\s+"
    rf"(?P<number>{_PART})(?![\w-])(?P<sub>{_SUB})(?P<more>(?:(?:,|,?\s(?:and|or|to|through))\s{_PART}(?![\w-]){_SUB})*)"
    r"(?=(?P<rest>.{0,80}))"
)
# What every reference holds one of: letters that stand together in few other words are found fast.
_PERHAPS = re.compile(r"ection|lause|aragraph|rticle|ECTION|LAUSE|RTICLE|§")
# Behind a reference these say that it points into another text: a law, the SCCs, another agreement.
_OURS = r"this\b|these\b|schedule|(?:main |standard |general )?(?:body|agreement|terms|contract|sla|dpa|conditions)\b"
_ELSEWHERE = re.compile(
    rf"^\W*(?:(?:respectively|inclusive)\W+)?(?:thereof\b|thereunder\b"
    rf"|(?:uk |eu )?gdpr\b|(?:ccpa|cpra|dcc|bgb|hgb|bdsg)\b|of\s+(?:the|that|such|an?|each|any)\s+(?!{_OURS})"
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
_INLINE_LABEL = re.compile(r"(\d+(?:\.\d+)*)\.?\s+(?=[A-Z“\"(])")
_BEFORE_LABEL = re.compile(
    r"(?:^|[.;:)\]”\"]\s|\s\d\d?\s|[A-Z][A-Z]\s)(?:(?:Section|SECTION|Clause|CLAUSE)\s+)?(?P<letter>[A-Z]\.)?$"
)
_ONE_LETTER = re.compile(r"\(([a-h])\)")
_INLINE_LETTER = re.compile(r"(?<![\w)])\(([a-h])\)(?=\s)")
_FAR_ENOUGH = 24  # characters before a label
_FEWEST_NUMBERS = 4
_OWN_ARTICLE = re.compile(r"\bArticle \d", re.IGNORECASE)
# Beside the GDPR an article of these numbers alone is one of the GDPR: rights, processors, security, breaches.
_ARTICLES_OF_GDPR = frozenset(map(str, (*range(5, 10), *range(12, 23), 28, 30, *range(32, 37), *range(44, 50), 82, 83)))
_SPEAKS_OF_GDPR = re.compile(r"\b(?:GDPR|2016/679|[Pp]ersonal (?:[Dd]ata|[Ii]nformation))\b")
_FEWEST_ITEMS = 2
_LETTERS = "abcdefgh"
_LAWS_BEGIN_AT = 100  # no contract has a hundredth section; statutes do
_MOST = 0.4  # when more of the references than this lead nowhere, we misread the numbers, not the other side


def find_dangling_references(document: Document, known: Known) -> Iterator[Defect]:
    """Yield "Section 9.4", "clause 12" and "paragraph D.9" where this document, being numbered, has no such part.

    Nothing when most references lead nowhere: then the numbers were not read, or there are none.
    """
    numbers = _known_numbers(document, known)
    if len(numbers) < _FEWEST_NUMBERS:
        return
    has_articles = any(map(_OWN_ARTICLE.match, {paragraph.section for paragraph in document.paragraphs}))
    ours = [
        (paragraph, match)
        for paragraph, match in matches_in(document, _REFERENCE, known, perhaps=_PERHAPS.search)
        if _is_ours(match, has_articles)
        and not points_elsewhere(paragraph, match)
        and not _is_of_gdpr(match, numbers, paragraph)
    ]
    dangling = [
        Defect(paragraph.index, start, end, f"{match['kind'] or match['sign']} {number}")
        for paragraph, match in ours
        for number, start, end in _numbers(match)
        if number not in numbers
    ]
    if len(dangling) <= max(3, _MOST * len(ours)):
        yield from dangling
        yield from _missing_items(document, ours)


def _is_of_gdpr(match: re.Match[str], known: set[str], paragraph: Paragraph) -> bool:
    """Whether an article that the contract lacks is one of the GDPR, of which the paragraph speaks without its name."""
    number = match["number"]
    is_article = (match["kind"] or "").lower().startswith("article")
    return bool(
        is_article and number not in known and number in _ARTICLES_OF_GDPR and _SPEAKS_OF_GDPR.search(paragraph.text)
    )


def _missing_items(document: Document, ours: Sequence[tuple[Paragraph, re.Match[str]]]) -> Iterator[Defect]:
    """Yield "clause 4(d)" where the list of clause 4, which begins with (a), ends with (c)."""
    lettered = [
        (paragraph, match, found[1])
        for paragraph, match in ours
        if not match["more"] and (found := _ONE_LETTER.fullmatch(match["sub"].strip()))
    ]
    lists = _last_letters(document) if lettered else {}
    for paragraph, match, letter in lettered:
        last = lists.get(match["number"])
        if last is not None and letter > last:
            detail = f"{match['kind'] or match['sign']} {match['number']} ends with ({last})"
            yield Defect(paragraph.index, match.start(), match.end("sub"), detail)


def _last_letters(document: Document) -> dict[str, str]:
    """The last letter of the one list from (a) on that each numbered part holds; nothing for parts with two lists."""
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for paragraph in document.paragraphs:
        number = re.search(rf"{_PART}(?=(?:\W*\([a-z]+\))*\W*$)", paragraph.section)
        if number:
            own = _ONE_LETTER.fullmatch(paragraph.number.strip())
            inline = [match[1] for match in _INLINE_LETTER.finditer(paragraph.text)]
            letters[number.group()] += [own[1], *inline[1:]] if own else inline
    return {
        number: items[-1]
        for number, items in letters.items()
        if len(items) >= _FEWEST_ITEMS and "".join(items) == _LETTERS[: len(items)]
    }


def _is_ours(match: re.Match[str], has_articles: bool) -> bool:
    """Whether references of this kind can be to a part of this document: laws have articles and paragraphs too."""
    kind = (match["kind"] or "").lower().rstrip("s")
    if kind == "article":
        return has_articles
    return kind != "paragraph" or "." in match["number"]


def _numbers(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """Every number of a reference with the words to quote: the whole reference, or one number of a list."""
    if not match["more"]:
        yield match["number"], match.start(), match.end("sub")
        return
    yield match["number"], match.start(), match.end("number")
    for other in re.finditer(_PART, match["more"]):
        if other.group()[0].isupper() or "(" not in match["more"][max(0, other.start() - 1) : other.start()]:
            yield other.group(), match.start("more") + other.start(), match.start("more") + other.end()


def _known_numbers(document: Document, known: Known) -> set[str]:
    """Every number that a part of the document has, and those of the parts around it: "3.2" makes "3" known."""
    labels = {text for paragraph in document.paragraphs for text in (paragraph.section, paragraph.number)}
    numbers = {number for label in labels for number in known.once(_numbers_in, label)}
    for paragraph in document.paragraphs:
        numbers.update(known.once(_inline_labels, paragraph.text))
    pieces = (number.split(".") for number in numbers)
    return {".".join(parts[:depth]) for parts in pieces for depth in range(1, len(parts) + 1)}


def _numbers_in(label: str) -> list[str]:
    return re.findall(_PART, label)


def _inline_labels(text: str) -> list[str]:
    found = []
    for match in _INLINE_LABEL.finditer(text):
        before = _BEFORE_LABEL.search(text, max(0, match.start() - _FAR_ENOUGH), match.start())
        if before:
            found.append(f"{before['letter'] or ''}{match[1]}")
    return found


def points_elsewhere(paragraph: Paragraph, match: re.Match[str]) -> bool:
    """Return whether a reference (groups ``number`` and ``rest``) points into a law or another agreement."""
    if any(piece.isdigit() and int(piece) >= _LAWS_BEGIN_AT for piece in match["number"].split(".")):
        return True
    before = paragraph.text[max(0, match.start() - 40) : match.start()]
    return bool(_ELSEWHERE.match(match["rest"]) or _BEFORE_ELSEWHERE.search(before))
