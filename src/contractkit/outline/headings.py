"""Headings: whole paragraphs that title a section, and run-in headings that open one."""

from __future__ import annotations

import re

from contractkit.outline.wordlists import ABBREVIATIONS, COMPANY_FORMS, DUTIES, SMALL

LONGEST_HEADING = 120  # characters; longer lines are sentences, whatever their capitals
RUN_IN_WITHIN = LONGEST_HEADING + 20  # characters in which a run-in heading and the break after it stand
SHORTEST_RUN_IN = 20  # characters of a whole paragraph that may begin with one
MOST_WORDS = 14
_LEAD_WORDS = 9
_BREAK = re.compile(r"(?:\.\s?[-–—]|[.:;]|\s[-–—])(?=\s|$)")
_SIGNATURE = re.compile(
    r"(?:by|name|title|date|signature|signed|its|attest|witness|address|attention|attn|fax|tel|telephone|email|phone"
    r"|re|from|to|page|firma|nombre|cargo|fecha|fdo|and|or|between|y|entre|of one part)\b\W*", re.IGNORECASE
)  # fmt: skip
_SEPARATORS = frozenset(".:;-–—")
_STRIP = " \t\n\u00a0.:;-–—_*"


def title_after_label(text: str, start: int, lead: int) -> tuple[str, bool]:
    """Return (heading, whole) of a labelled paragraph whose words begin at ``start``; ("", False) without one.

    ``lead`` is the number of characters at the start of ``text`` that are bold or underlined. ``whole`` says that
    nothing but the heading follows the label.
    """
    opening = text[start : start + RUN_IN_WITHIN].lstrip()
    if opening[:1] in _SEPARATORS:
        opening = opening.lstrip(_STRIP)
        start = text.find(opening[:40], start) if opening else start
    if len(text) - start <= LONGEST_HEADING + 8:
        rest = text[start:].strip()
        if not rest:
            return "", False
        bold = lead > start and lead >= len(text.rstrip()) and _is_short(rest) and rest[-1] not in ",;"
        if bold or _is_whole_title(rest):
            return _clean(rest), True
    if lead > start:
        run_in = text[start:lead].strip()
        closed = run_in.endswith((".", ":", "-", "–", "—")) or text[lead:].lstrip()[:1] in _SEPARATORS
        if _is_short(run_in) and closed:
            return _clean(run_in), False
    return run_in_title(opening), False


def run_in_title(opening: str) -> str:
    """Return the title-case sentence that opens a paragraph ("Confidentiality. Each party ..."), or "".

    ``opening`` is the paragraph or its first 140 characters.
    """
    if not opening[:1].isupper() or not may_break(opening):
        return ""
    for match in _BREAK.finditer(opening, 0, LONGEST_HEADING):
        lead = opening[: match.start()]
        words = lead.split()
        if not words or len(words) > _LEAD_WORDS or match.group()[0] == ";":
            return ""
        if match.end() >= len(opening.rstrip()):
            return ""
        if words[-1].lower() in ABBREVIATIONS or (len(words[-1]) == 1 and len(words) > 1):
            continue
        following = opening[match.end() :].lstrip()[:1]
        if match.group() == "." and following.islower():
            return ""
        return _clean(lead) if _titled(words) or (len(words) <= 3 and match.group()[0] == ".") else ""
    return ""


def may_break(opening: str) -> bool:
    """A quick look before the pattern: most sentences run on beyond the length of any heading."""
    if not opening.isascii() or ". " in opening or "- " in opening:
        return True
    return ": " in opening or ("\t" in opening and (".\t" in opening or ":\t" in opening))


def unlabelled_title(text: str, lead: int) -> tuple[str, bool]:
    """Return (heading, whole) of a body paragraph without label or heading style; ("", False) for plain words."""
    length = len(text)
    if length <= LONGEST_HEADING and (lead or text.isupper()):
        bare = text.strip()
        bold = lead >= len(text.rstrip()) > 0
        if bare and (bold or bare.isupper()) and _is_standing_title(bare, bold):
            return _clean(bare), True
    if lead:
        run_in = text[:lead].strip()
        closed = run_in.endswith((".", ":", ".-", "–", "—")) or text[lead : lead + 1] in (".", ":")
        if closed and _is_short(run_in) and run_in[:1].isalpha() and not _SIGNATURE.fullmatch(run_in):
            return _clean(run_in), False
        return "", False
    if length > SHORTEST_RUN_IN and text[0].isupper():
        title = run_in_title(text[:RUN_IN_WITHIN])
        colon = text[len(title) : len(title) + 1] == ":"
        if (
            title
            and not colon
            and _titled(title.split())
            and not _SIGNATURE.match(title)
            and title.lower() not in ABBREVIATIONS
        ):
            return title, False
    return "", False


def _is_standing_title(bare: str, bold: bool) -> bool:
    if bare[-1] in ",;" or "\t" in bare or "_" in bare or _SIGNATURE.fullmatch(bare) or "[" in bare:
        return False
    letters = sum(char.isalpha() for char in bare)
    words = bare.split()
    if letters < 3 or letters < len(bare) // 2 or len(words) > MOST_WORDS:
        return False
    if words[-1].rstrip(".,").lower() in COMPANY_FORMS or (_SIGNATURE.match(bare + " ") is not None and ":" in bare):
        return False
    return not (bold and not bare.isupper() and bare.endswith(".") and len(words) > 6)


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and text.count(" ") < MOST_WORDS


def _is_whole_title(rest: str) -> bool:
    if len(rest) > LONGEST_HEADING or rest[-1] in ",;" or not (rest[0].isupper() or rest[0] in '"“«'):
        return False
    words = rest.split()
    if len(words) > MOST_WORDS:
        return False
    if rest.isupper():
        return sum(char.isalpha() for char in rest) >= 3
    if (rest[-1] == "." and len(words) > 6) or ". " in rest:
        return False
    if not DUTIES.isdisjoint(rest.lower().split()):
        return False
    return (len(words) <= 5 and rest[-1] not in ".:") or _titled(words)


def _titled(words: list[str]) -> bool:
    """Whether every word but small ones is capitalised, and none is a verb of duty."""
    lower = [word for word in words if word[0].islower()]
    return SMALL.issuperset(word.strip(",()") for word in lower) and DUTIES.isdisjoint(word.lower() for word in words)


def _clean(title: str) -> str:
    return " ".join(title.strip(_STRIP).split())
