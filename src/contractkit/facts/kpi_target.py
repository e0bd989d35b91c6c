"""What a service level promises: "90 % within 4 h" is at most 4 hours for a share of 90; "80/20" is 80 % in 20 s."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from contractkit import text as t
from contractkit.library.models import KpiDefinition

Operator = Literal["<=", ">=", "<", ">", "=", ""]
TIMES = ("s", "minute", "hour", "day", "business_day")

_AT_LEAST = (
    r"at least|not less than|no less than|no fewer than|minimum(?: of)?|min\b|>=|=>|≥|not fall below|not be lower than"
    r"|or (?:more|higher|above|better)|never below|not drop below"
)
_AT_MOST = (
    r"at most|not more than|no more than|maximum(?: of)?|max\b|up to|within|<=|=<|≤|not exceed|not to exceed"
    r"|not exceeding"
    r"|or (?:less|fewer|lower|below|faster|under)|no longer than|not longer than|no later than|never above|inside"
)
_OPERATORS: tuple[tuple[re.Pattern[str], Operator], ...] = (
    (re.compile(rf"(?<!\w)(?:{_AT_LEAST})"), ">="),
    (re.compile(rf"(?<!\w)(?:{_AT_MOST})|[≤]"), "<="),
    (re.compile(r"(?<!\w)(?:less than|below|under|fewer than|faster than|lower than)|<"), "<"),
    (re.compile(r"(?<!\w)(?:more than|above|over|greater than|higher than|exceeds?)|>"), ">"),
)
_RATIO = re.compile(
    r"(?<![\d/.])(?P<share>[1-9]\d(?:[.,]\d+)?)\s*(?:%\s*)?/\s*(?P<limit>\d{1,3})\s*(?P<unit>s|sec|secs|seconds|min|mins|minutes|h|hours|hrs)?(?![\d/%\w])"
)
_OUT_OF = re.compile(
    rf"(?<![\w.,])(?P<part>\d+|{t.NUMBER_WORDS})(?: [a-z-]+)? (?:out )?of (?:every |each )?(?P<whole>100|20|10"
    rf"|5|4|four|five|ten|twenty|(?:a |one )?hundred|1,?000)(?!\w)"
)
_EVERY = re.compile(
    r"(?<!\w)(?:all|every|each|any) (?:\w+ ){0,2}(?:calls?|chats?|e-?mails?|tickets?|contacts?|messages?"
    r"|complaints?|requests?|cases?|refunds?|orders?)"
)
_MOST_POINTS = 10
_DURATION = re.compile(rf"(?<![\w.])(?:(?P<written>{t.DURATION})|an? (?P<one>second|minute|hour|day|week)(?!\w))")
_PERCENT = re.compile(rf"(?<![\w.]){t.PERCENT}")
_MONEY = re.compile(t.MONEY)
_NUMBER = re.compile(rf"(?<![\w.]){t.FIGURE}(?![\w%])")


@dataclass(frozen=True, slots=True)
class Target:
    """A promised level. ``share``: the percentage of cases that a time holds for; ``within``: the time of a share."""

    operator: Operator
    value: float | None
    unit: str
    share: float | None = None
    within: t.Quantity | None = None


def read_target(text: str, definition: KpiDefinition | None, *, bare: bool = True) -> Target:
    """Return the level that folded ``text`` states of ``definition``; without a value when it states none.

    ``bare``: a number without a unit counts for a percentage too, as in a column of targets.
    """
    unit = definition.unit if definition else ""
    if _MONEY.search(text):
        return Target("", None, unit)
    share, limit = _share(text), _limit(text)
    percent = _PERCENT.search(text)
    if ratio := _RATIO.search(text):
        share = t.parse_figure(ratio["share"])
        limit = t.parse_duration(f"{ratio['limit']} {ratio['unit'] or 's'}")
    timed = definition is not None and definition.unit in TIMES
    if limit is not None and (timed or definition is None or share is None):
        return Target(_of_time(text), limit.value, limit.unit, share)
    if share is not None:
        before = text[: percent.start()] if percent else ""
        after = text[percent.end() :] if percent else ""
        return Target(_of_share(before, after, definition, limit), share, "%", None, limit)
    number = _NUMBER.search(text)
    if number and (definition is None or definition.unit in ("score", "number") or (bare and definition.unit == "%")):
        value = t.parse_figure(number.group())
        points = unit == "%" and value <= _MOST_POINTS  # "4.2 of 5" is no percentage
        return Target(_default(_operator(text), definition), value, "score" if points else unit or "number")
    return Target("", None, unit)


def _share(text: str) -> float | None:
    percent = _PERCENT.search(text)
    if percent:
        return t.parse_percent(percent.group()).value
    out_of = _OUT_OF.search(text)
    if out_of:
        whole = 100 if "hundred" in out_of["whole"] else t.parse_number(out_of["whole"])
        return round(t.parse_number(out_of["part"]) / whole * 100, 2)
    return 100.0 if _EVERY.search(text) and _limit(text) else None


def _limit(text: str) -> t.Quantity | None:
    match = _DURATION.search(text)
    if match is None:
        return None
    return t.parse_duration(match["written"] or f"1 {match['one']}")


def _operator(text: str) -> Operator:
    return next((sign for pattern, sign in _OPERATORS if pattern.search(text)), "")


def _of_time(text: str) -> Operator:
    """A time is a limit: at most, unless the words before it say less than."""
    match = _DURATION.search(text)
    before = text[: match.start()][-25:] if match else text
    return "<" if _operator(before) == "<" else "<="


def _of_share(before: str, after: str, definition: KpiDefinition | None, limit: t.Quantity | None) -> Operator:
    """The words before a percentage say which way it binds, else those right behind it, else the KPI's direction."""
    close = re.match(r"[\s)]*(?:or |and )(?:more|higher|above|better|less|fewer|lower|below)", after)
    found = _operator(before) or (_operator(close.group()) if close else "") or ("" if limit else _operator(after[:20]))
    return _default(found, definition)


def _default(operator: Operator, definition: KpiDefinition | None) -> Operator:
    if operator or definition is None:
        return operator
    if definition.direction == "higher":
        return ">="
    return "<=" if definition.direction == "lower" else "="
