"""Sums in another currency than the one in which the contract says that it reckons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractkit import text as t
from contractkit.document import Document
from contractkit.evidence import Known
from contractkit.terms.defect import Defect
from contractkit.terms.scans import folded

_MONEY = re.compile(rf"(?<!\w)(?:{t.MONEY})")
_CODES = (
    (r"euros?|eur|€", "EUR"), (r"pounds? sterling|sterling|gbp|pounds|£", "GBP"),
    (r"(?:us|united states) dollars?|usd|us\$", "USD"), (r"swiss francs?|chf", "CHF"),
)  # fmt: skip
_NAMED = "|".join(f"(?P<c{index}>{pattern})" for index, (pattern, _) in enumerate(_CODES))
_DECLARED = re.compile(
    r"(?<!\w)(?:(?:all|any) (?:\w+ ){0,3}?(?:sums?|amounts?|prices?|charges|fees|payments?|invoices|rates"
    r"|figures)(?: \w+){0,6}?"
    r"|(?:sums?|amounts?|prices?|charges|fees|payments?|invoices|rates)(?: \w+){0,3}?)"
    r" (?:is|are|be|stated|expressed|payable|paid|made|issued|invoiced|quoted|denominated"
    r"|given)(?: \w+){0,4}? in (?:the )?"
    rf"(?:{_NAMED})(?!\w)"
)
# What tells that another currency is meant, or that one is changed into the other.
_CHANGED = re.compile(
    r"exchange|equivalent|convert|conversion|currency|currencies|insur|local|outside|instead|subsidiar|capital"
    r"|turnover|fine|regulation|gdpr"
)


def find_mixed_currencies(document: Document, known: Known) -> Iterator[Defect]:
    """Yield sums in another currency than the single one that a sentence declares for all sums."""
    texts = folded(document, known)
    declared = frozenset[str]().union(*(known.once(_declared, text) for text in texts))
    if len(declared) != 1:
        return
    (ours,) = declared
    for paragraph, text in zip(document.paragraphs, texts, strict=True):
        if _CHANGED.search(text):
            continue
        for match in _MONEY.finditer(text):
            code = t.parse_money(match.group()).unit
            if code and code != ours and code.isalpha() and not (code == "USD" and ours not in ("EUR", "GBP", "CHF")):
                yield Defect(paragraph.index, match.start(), match.end(), f"{code} here, all sums in {ours} elsewhere")


def _declared(text: str) -> frozenset[str]:
    """The currencies that a folded text declares for all sums."""
    found = ((match, index, code) for match in _DECLARED.finditer(text) for index, (_, code) in enumerate(_CODES))
    return frozenset(code for match, index, code in found if match[f"c{index}"])
