"""Whether what a phrase found is a freedom of the customer, and so nothing that the vendor may do."""

from __future__ import annotations

import re

from contractkit.phrases import CUSTOMER, VENDOR
from contractkit.polarity import CLAUSE_END, clause_begins

_CUSTOMER_MAY = re.compile(
    rf"(?<!\w){CUSTOMER}(?:\W+(?!{VENDOR})\w+){{0,3}}?\W+(?:(?:may|can)(?!\W+(?:be|not|only|no)(?!\w))"
    r"|(?:is|are|remains|shall be|will be)\W+(?:\w+\W+)?(?:entitled|free|at liberty|allowed|permitted)\W+to"
    r"|(?:has|have|shall have|retains|reserves)\W+the(?: sole| exclusive)? right\W+to"
    r"|needs? not|does not have to|(?:has|have) no (?:duty|obligation|liability)"
    r"|(?:is|are|shall be|will be|shall|will)\W+(?:not(?: be)?|under no|never)\W+"
    r"(?:liable|responsible|obliged|required|bound|obligation|duty))(?!\w)"
)
# What cuts such a freedom short: "Customer may leave only after the first year".
_CUT_SHORT = re.compile(
    r"(?<!\w)(?:only|solely|not|never|no|none|up to|at most|more than|after|until|unless|subject to|provided|though"
    r"|although|while|whereas|save|except|against|once|exceed\w*|waive\w*|lose\w*|forfeit\w*|if|consecutive|every"
    r"|all|pay\w*)(?!\w)"
)
_NAMES_VENDOR = re.compile(VENDOR)
_OWN_REACH = 8  # words between the freedom and what it is a freedom of
_BEHIND = 25  # characters behind a match in which what cuts the freedom short is looked for


def customers_own(canonical: str, start: int, end: int) -> bool:
    """Return True when what stands from ``start`` to ``end`` is a freedom that the customer has, without condition.

    "Customer may use the data to train its models" is none of the vendor's freedoms, though no party stands in "use
    the data to train". What names the customer itself, and so begins at its name, is never meant.
    """
    begins = clause_begins(canonical, start)
    freedoms = [match.end() for match in _CUSTOMER_MAY.finditer(canonical, begins, end) if match.start() < start]
    if not freedoms or len(canonical[freedoms[-1] : start].split()) > _OWN_REACH:
        return False
    if CLAUSE_END.search(canonical, max(start, freedoms[-1]), end):
        return False
    if _NAMES_VENDOR.search(canonical, freedoms[-1], end):
        return False
    return not _CUT_SHORT.search(canonical, freedoms[-1], end + _BEHIND)
