"""Values that measure something else, whatever the clause is about: a window to count in, how long an insolvency lasts.

"Proceedings that are not dismissed within sixty days" is no time to cure, and "in any twelve months" no term. The text
is that of a view: values are markers.
"""

from __future__ import annotations

import re

from contractkit.facts.values import Value
from contractkit.phrases import VALUE_MARKERS

_REACH = 160  # characters before a value that may say what it measures
_WORD = r"(?: +(?!terminat|breach|cure|remed|notice|pay)[^ ;.]+)"
_INSOLVENCY = re.compile(
    r"(?<!\w)(?:bankrupt\w*|insolven\w*|receiver\w*|liquidat\w*|winding up|reorgani[sz]ation|dismissed|discharged"
    rf"|stayed|vacated){_WORD}{{0,16}}? *$"
)
_LASTING = re.compile(
    r"(?<!\w)(?:force majeure|events?|hindrances?|circumstances?|impediments?|disruptions?|outages?"
    r"|standstill|fault|illness)"
    rf"{_WORD}{{0,8}}? +(?:lasts?|continues?|persists?|goes on|endures?|has (?:lasted|continued)|prevents?|exceeds?)"
    rf"{_WORD}{{0,5}}? +(?:more than|longer than|over|beyond|for|exceeding|than|of) *$"
)
_WINDOW = re.compile(
    r"(?<!\w)(?:in|within|during|over|of|for|across|throughout)(?: +the)?"
    r"(?: +(?:any|every|rolling|a given|each|the same|such|single))"
    r"(?: +(?:one|given|rolling|period of|continuous)){0,2} +$"
)
_COUNTED = re.compile(r"(?<!\w)(?:in|for|over|during|throughout|of|any|miss\w*|fail\w*) +$")
_IN_A_ROW = re.compile(r"(?:consecutive|successive|running|straight|continuous)(?= +(?:month|quarter|week|year))")
_OF_MORE = re.compile(r" *(?:out +)?of +(?:any|six|twelve|four|three|duration_|\d)(?!\w)")
_BASE = re.compile(r"percent_ +of +(?:the |its |our |your |all )?(?:[^ ;.]+ ){1,4}$")  # "60 % of the Monthly Base"
_MARGIN = re.compile(r"(?<!\w)(?:plus|mark ?up of|uplifted by|surcharge of|handling fee of|service fee of) +(?:a +)?$")
# "Keep it secret during the term and for five years after": how long a side duty lasts is no term of the contract.
_SIDE_DUTY = re.compile(
    r"(?<!\w)(?:confiden\w+|secre\w+|non ?public|non ?disclosure|solicit\w*|entic\w+|poach\w*|warrant\w+|insur\w+"
    r"|surviv\w+)(?: +(?!initial|terminat)[^ ;]+)*? *$"
)
_OF_WORK = re.compile(r"(?<![a-z])(?:hours?|hrs?)(?![a-z])|(?:agent|productive|billable|man|person)[ -]days?")
_TERMS = ("renewal_term", "initial_term", "lock_period")  # these may be "successive"
_OF_PRICE = ("minimum_commitment", "service_credit_cap", "liability_cap", "price_increase_cap", "early_termination_fee")


def is_aside(name: str, value: Value, text: str, at: int, stretch: str) -> bool:
    """Return whether the value with its marker at ``at`` of ``text`` cannot be the fact ``name``.

    ``stretch`` is the value as it is written.
    """
    before = text[max(0, at - _REACH) : at]
    if value.kind == "percent":
        return name in _OF_PRICE and _MARGIN.search(before) is not None
    if value.defined is not None:
        return _BASE.search(before) is not None
    return value.kind == "duration" and _measures_else(name, value, text, at, stretch)


def _measures_else(name: str, value: Value, text: str, at: int, stretch: str) -> bool:
    """Whether the duration is a side duty's, a window to count in, or how long an event lasts."""
    before = text[max(0, at - _REACH) : at]
    if name == "minimum_commitment" and not _OF_WORK.search(stretch):
        return True  # volumes are bought in hours and in days of work
    window = _WINDOW.search(before) and not (name == "renewal_term" and before.endswith(" rolling "))
    if window or _INSOLVENCY.search(before) or _LASTING.search(before):
        return True
    if name in _TERMS:
        return _SIDE_DUTY.search(before) is not None
    if not _COUNTED.search(before):
        return False
    behind = at + len(VALUE_MARKERS[value.kind])
    return _IN_A_ROW.search(stretch) is not None or _OF_MORE.match(text, behind) is not None
