"""Blanks left in the text, and words that a reader of the page cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from contractkit.document import Concealment, Document
from contractkit.evidence import Known
from contractkit.terms.defect import Defect
from contractkit.terms.scans import matches_in

_MONEY = r"(?:EUR|GBP|USD|CHF|SEK|NOK|DKK|INR|Rs\.?|[€£$])"
_WHO = r"(?:party|client|customer|vendor|supplier|provider|company|contractor|agency|buyer|seller)"
_PLACEHOLDER = re.compile(
    r"\[\s*(?:●|•|\*|_+|\.{2,}|…|\?+|TBD|TBC|(?:insert|link|url|hyperlink)\b[^\]]{0,60}"
    r"|[^\]\[]{0,40}\bto be (?:agreed|confirmed|completed|inserted|added|supplied|filled in|determined|advised"
    r"|named|decided|specified|provided|finali[sz]ed)\b[^\]\[]{0,60}"
    r"|[^\]\[]{0,40}\bto (?:confirm|complete|insert|advise|fill in|supply|specify)\b[^\]\[]{0,40}"
    rf"|{_WHO} (?:[A-Z]|\d|name)|(?:full |legal |company )*(?:date|name|amount|address|number)|xx+)\s*\]"
    r"|(?:(?<=[€£$])|(?<=[€£$] )|(?<=(?:EUR|GBP|USD|CHF|INR|Rs\.) ))_{2,}"
    rf"|{_MONEY}\s?(?:\[\s*\]|\.{{3,}}|…|\?+|x{{2,}}\b)|\[\s*\]\s?(?:%|per cent|days|months|EUR)"
    r"|\bx{2,}(?=\s?(?:%|(?:business |working |calendar )?(?:days|months|hours|weeks|years)|euros?|agents)\b)"
    r"|(?:^|(?<=: ))to be (?:agreed|confirmed|advised|completed|determined|decided|supplied|inserted|named)(?=\s*\.?$)"
    r"|\b(?-i:TB[DC]|TBA|(?<!\()(?<!-)X{3,}(?!-))\b|_{4,}(?=[\s,;)]\S)|\?{3,}|\{\{[^}]*\}\}"
    r"|\b(?-i:DD[./-]MM[./-]YY(?:YY)?|MM[./-]DD[./-]YY(?:YY)?|YYYY-MM-DD)\b"
    r"|(?<![/=\w])<(?:insert|(?:full |legal )?name|date|number|amount|address|title|e-?mail|phone"
    rf"|{_WHO} name)\b[^<>]*>",
    re.IGNORECASE,
)
# What every placeholder holds one of; most paragraphs hold none.
_PERHAPS = re.compile(r"[\[{<]|__|\?\?|…|\.\.\.|XX|xx|TB[ADC]|YY|to be |To be |[€£$]\s?\?")
# A pattern that agents or programs are to follow: "in the format DD/MM/YYYY", "Dear {{name}}" in a quoted reply.
_OF_A_FORM = re.compile(r"\b(?:formats?|formatted|written|pattern|form)\b[^.;]{0,20}$|[\"“][^\"”]*$", re.IGNORECASE)
# Lines to sign on, and rules across the page, are no blanks of the contract's text.
_SIGNING = re.compile(
    r"(?:^|\b(?:by|name|title|date|dated|signed|signature|sign|witness|attest|its|for and on behalf of)\W*|_[\s/.-]*)$",
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


def find_placeholders(document: Document, known: Known) -> Iterator[Defect]:
    """Yield blanks left in the text: "[●]", "TBD", "[insert date]", "{{ name }}"; lines to sign on are none."""
    published = cache(partial(_is_published, document))
    for paragraph, match in matches_in(document, _PLACEHOLDER, known, perhaps=_PERHAPS.search):
        if _REDACTION.fullmatch(match.group()) and published():
            continue
        if match.group().startswith("_") and _is_for_signing(paragraph.text, match):
            continue
        if match.group()[:1] in "{DMY" and _OF_A_FORM.search(paragraph.text, 0, match.start()):
            continue
        yield Defect(paragraph.index, match.start(), match.end(), match.group())


def _is_published(document: Document) -> bool:
    return any(_REDACTED.search(paragraph.text.lower()) for paragraph in document.paragraphs)


def _is_for_signing(text: str, blank: re.Match[str]) -> bool:
    return bool(_SIGNING.search(text[: blank.start()]) or _SIGNED_BELOW.match(text, blank.end()))


def find_concealed_text(document: Document) -> Iterator[Defect]:
    """Yield stretches that a reader of the page cannot see, or sees as something else, where that hides a word."""
    for paragraph in document.paragraphs:
        reported = 0
        for stretch in sorted(paragraph.concealed, key=lambda found: found.start):
            if stretch.kind == "ligature" or stretch.start < reported:
                continue  # a program's typography: everybody can read it; or quoted already, with its word
            if stretch.kind == "zero-width" and not _is_inside_a_word(paragraph.text, stretch):
                continue  # left by an editor between words, it hides nothing
            start, reported = _with_its_word(paragraph.text, stretch)
            yield Defect(paragraph.index, start, reported, stretch.kind)


def _is_inside_a_word(text: str, stretch: Concealment) -> bool:
    return text[max(0, stretch.start - 1) : stretch.start].isalnum() and text[stretch.end : stretch.end + 1].isalnum()


def _with_its_word(text: str, stretch: Concealment) -> tuple[int, int]:
    """Quote a concealing character with the word around it: alone, nobody could see or find it."""
    start, end = stretch.start, stretch.end
    if stretch.kind in ("zero-width", "homoglyph"):
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
    return start, end
