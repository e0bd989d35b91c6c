"""Sums told by what is paid in a time: "twelve months of fees", "150 % of the annual charges".

Read in text whose values are markers already (see views): "the fees paid in the duration_ preceding the claim".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from contractkit import text as t
from contractkit.facts.values import Value

_FEES = (
    r"(?:charges?|fees?|amounts?|sums?|remuneration|payments?|price|prices|invoices?|invoiced|consideration|revenues?"
    r"|billings?|billed|turnover|spend|contract value|order value|paid|(?:what|whatever|all that"
    r"|sums?) (?:(?:customer_|vendor_)(?:it)?|the other|it|he|she) pays?|payable|received|takings|rates?|compensation)"
)
_FEE_NOUN = (
    r"(?:charges?|fees?|remunerations?|payments?|instal?lments?|invoices?|billings?|revenues?|consideration|turnover|spend"
    r"|price|bills?|(?:contract |order )?(?:value|volume)|flat rates?|flat fees?|lump sums?|takings|retainers?)"
)
_WORD = (
    rf"(?: +(?!duration_|percent_|money_|fees_|not |bounded |limited |capped |restricted "
    rf"|{t.NUMBER} +(?:monthly|quarterly|annual|yearly) |and (?:shall|will)|times |twice |double |within |after "
    r"|until |up |remainder|remaining |rest |end )[^ ;]+)"
)
_LINK = (
    r"(?: +(?:the|of|all|any|(?:vendor_|customer_)?its|our|your|total|average|actual|net|agreed|worth"
    r"|monthly|relevant|applicable"
    r"|basis|basic|base|fixed|seat|subscription|recurring"
    r"|what|was|were|is|an?|one|mean"
    r"|service|then|current|vendor_|customer_|regular|paid|payable|usual|normal|equal|to|cycle_))"
)
_BACK = (
    r"(?:preceding|previous|prior|last|past|immediately|first|relevant|latest|most recent|full|consecutive"
    r"|calendar|contract|trailing|rolling|elapsed|business|financial|fiscal|accounting|same|respective|current|such|applicable)"
)
_IN = (
    rf"(?:in|of|for|from|during|over|across|within|throughout|by reference to|before|preceding|prior to"
    rf"|under)(?: +(?:the|that|any|each|a|an|such|this|every|one)| +{_BACK})*"
)
_SUM = re.compile(
    rf"(?<!\w)(?:(?:percent_|(?P<times>twice|double|thrice|half|{t.NUMBER} +times|\d+ ?x)){_LINK}*? +)?(?:"
    rf"(?P<base>(?:month s?|monthly|quarterly|annual|yearly) +(?:\w+ +)?{_FEE_NOUN}) +(?:times|multiplied by)"
    rf" +(?P<factor>{t.NUMBER})"
    rf"|(?:last|previous|preceding|prior|latest|most recent) +(?P<invoices>{t.NUMBER}) +(?:monthly +)?(?:cycle_ +)?"
    r"(?:invoices|bills|payments|instal?lments|retainers|fees|charges)"
    r"|(?P<retainers>one|two|three|four|five|six) +(?:average +)?retainers"
    rf"|(?:an?|one) +(?P<whole>year|quarter|month)(?: +s)?(?: +worth)? +of +{_FEE_NOUN}"
    r"|(?:value|price|cost|worth) +(?:of|for) +duration_(?: +s?)?(?: *of)?(?: +the)?(?: +services?)?"
    rf"|duration_{_LINK}{{0,4}} +{_FEE_NOUN}"
    r"|duration_(?: +s?)?(?: *worth)? +of +(?:what|whatever|all that|that which) +(?:customer_(?:it)?|you|it)"
    r" +(?:\w+ +)?(?:pays?|paid)"
    rf"|(?P<single>one|a single) +(?:subscription|base|service|monthly) +(?:fee|charge)"
    rf"|(?P<count>{t.NUMBER}) +(?:\w+ +)?(?P<each>monthly|quarterly|annual|yearly) +(?:cycle_ +)?{_FEE_NOUN}"
    rf"|{_FEES}{_WORD}{{0,14}}? +{_IN} +duration_"
    rf"|(?P<yearly>annual|yearly|year s|per annum)(?: +\w+){{0,2}}? +(?:{_FEE_NOUN}|amount)"
    rf"|{_FEES}{_WORD}{{0,10}}? +(?:{_IN} +(?P<period>year|month|quarter)(?: +s)?|(?P<per>per year|per annum"
    rf"|a year|annually|yearly)|cycle_)"
    rf"|(?P<own>month|quarter|year) +s? *(?:worth of )?{_FEE_NOUN}"
    rf"|(?P<flat>monthly|quarterly) +(?:\w+ +)??{_FEE_NOUN}"
    rf")(?!\w)(?! +(?:left|remaining|outstanding|that +(?:(?:s|is|are) +left|remain)|still +(?:due|open))(?!\w))"
)
# Without one of each a text holds no sum; most texts are passed over by this, at a small part of the time.
_PAID = re.compile(
    r"charge|fee|amount|sum|remuneration|pa(?:y|id)|pric|invoice|consideration|revenue|bill|turnover|spend|value|receive|rate"
    r"|compensation|instal|retainer|lump sum|flat rate|takings|order volume"
)
_IN_A_TIME = re.compile(
    r"duration_|cycle_|year|month|quarter|annu|one|single|retainers"
    r"|(?:last|previous|preceding|prior|latest) +\w+ +(?:invoices|bills)"
)
_DAYS_A_MONTH = 30
_MONTHS = {"m": 1.0, "q": 3.0, "y": 12.0, "a": 12.0, "p": 12.0}


def sums_of_fees(text: str, values: Sequence[Value], places: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, months of fees) of each such sum; ``places`` say where in ``text`` each value's marker is."""
    for match in _sums_in(text):
        inside = {
            value.kind: value.quantity
            for value, at in zip(values, places, strict=True)
            if match.start() <= at < match.end()
        }
        months = _months(match, inside.get("duration") or inside.get("cycle"))
        if months is None:
            continue
        percent = inside.get("percent")
        if percent is None and match["flat"] and not match["times"]:
            continue  # "the monthly fee" alone is a price
        yield match.start(), match.end(), months * (percent.value / 100 if percent else _times(match["times"]))


@lru_cache(maxsize=20_000)  # most sentences are read in several rounds, and stand in the next draft too
def _sums_in(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_SUM.finditer(text)) if _PAID.search(text) and _IN_A_TIME.search(text) else ()


def _times(text: str | None) -> float:
    """How often the sum counts: "twice", "two (2) times"."""
    if text is None:
        return 1
    return {"twice": 2, "double": 2, "thrice": 3, "half": 0.5}.get(text) or t.parse_number(text)


def _months(match: re.Match[str], duration: t.Quantity | None) -> float | None:
    if match["single"]:
        return 1
    if match["count"]:
        return t.parse_number(match["count"]) * _MONTHS[match["each"][0]]
    if match["factor"]:
        return t.parse_number(match["factor"]) * _MONTHS[match["base"][0]]
    counted = match["invoices"] or match["retainers"]
    if counted:  # one a month
        return t.parse_number(counted)
    if duration is not None:
        return {"month": duration.value, "day": duration.value / _DAYS_A_MONTH}.get(duration.unit)
    period = next((match[name] for name in ("yearly", "period", "per", "own", "flat", "whole") if match[name]), None)
    return _MONTHS[period[0]] if period else None
