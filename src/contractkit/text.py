"""Plain-text facts that know nothing of contracts: folding, numbers, durations, money, percentages.

Everything here keeps offsets: a folded string has the length of the original.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FOLDS = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "´": "'", "`": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-",
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\n": " ",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Return ``text`` with quotes, dashes and spaces made plain and letters lower-cased; same length."""
    plain = text.translate(_FOLDS)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)


_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_NUMBER_WORD = rf"(?:{'|'.join(sorted([*_UNITS, *_SCALES], key=len, reverse=True))})"

NUMBER_WORDS = rf"{_NUMBER_WORD}(?:(?:\s+|-\s?|\s+and\s+){_NUMBER_WORD})*"
FIGURE = r"\d{1,3}(?:[,. ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
NUMBER = rf"(?:(?:{FIGURE})(?:\s*\([a-z -]+\))?|{NUMBER_WORDS}(?:[\s(]*(?:{FIGURE}))?)"

_DURATION_UNITS = (
    r"(?:business|working|clear business|clear working)[ -]days?"
    r"|(?:consecutive |calendar |further |full |clear |additional )?"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?|quarters?|years?)"
    r"|business hours?|working hours?|[smh]\b"
)
DURATION = rf"{NUMBER}[\s)-]*(?:{_DURATION_UNITS})\b"
PERCENT = rf"{NUMBER}[\s)]*(?:%|per\s?cent\b|percent\b|percentage points?\b)"
CURRENCY = r"(?:eur|gbp|usd|chf|sek|pln|€|£|\$)"
MONEY = rf"(?:{CURRENCY}\s*(?:{FIGURE})|(?:{FIGURE})\s*{CURRENCY}(?!\w))(?:\s*(?:million|thousand|m|k)\b)?"

_GROUPED_BY_POINTS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.,]\d)")  # no price has three decimals
_CURRENCY_CODES = {"€": "EUR", "£": "GBP", "$": "USD"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: month, day, business_day, hour, s, %, number, or an ISO currency code."""

    value: float
    unit: str


def parse_figure(text: str) -> float:
    """Return the number that ``text`` writes in figures, thousands separators in either manner ("1.000,50")."""
    compact = text.replace(" ", "")
    if "," in compact and "." in compact:
        decimal = max(compact.rfind(","), compact.rfind("."))
        return float(re.sub(r"[.,]", "", compact[:decimal]) + "." + compact[decimal + 1 :])
    for mark in ",.":
        if mark in compact:
            groups = compact.split(mark)
            thousands = all(len(group) == 3 for group in groups[1:]) and (mark == "," or len(groups) > 2)
            return float("".join(groups) if thousands else compact.replace(",", "."))
    return float(compact)


def parse_number_words(text: str) -> float:
    """Return the number that English words write: "thirty-six" is 36, "two hundred and fifty" is 250."""
    total = current = 0
    for word in re.findall(r"[a-z]+", text):
        if word in _UNITS:
            current += _UNITS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
    return float(total + current)


def parse_number(text: str) -> float:
    """Return the number at the start of folded ``text``; figures win over the words beside them."""
    figure = re.search(FIGURE, text)
    return parse_figure(figure.group()) if figure else parse_number_words(text)


def parse_duration(text: str) -> Quantity:
    """Return the duration that folded ``text`` writes, in the report's units (years become months, weeks days)."""
    value = parse_number(text)
    if re.search(r"(?:business|working)[ -]days?", text):
        return Quantity(value, "business_day")
    unit = re.search(
        r"(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?|quarters?|years?|[smh])\b(?!.*\d)",
        text,
    )
    name = unit.group(1) if unit else ""
    for prefix, factor, result in (
        ("sec", 1, "s"), ("min", 60, "s"), ("hour", 1, "hour"), ("hr", 1, "hour"), ("day", 1, "day"),
        ("week", 7, "day"), ("fortnight", 14, "day"), ("month", 1, "month"), ("quarter", 3, "month"),
        ("year", 12, "month"), ("h", 1, "hour"), ("s", 1, "s"), ("m", 60, "s"),
    ):  # fmt: skip
        if name.startswith(prefix):
            return Quantity(value * factor, result)
    return Quantity(value, "number")


def parse_money(text: str) -> Quantity:
    """Return the amount that folded ``text`` writes, with its ISO currency code. "EUR 250.000" is 250,000."""
    value = parse_number(text)
    if grouped := _GROUPED_BY_POINTS.search(text):
        value = float(grouped.group().replace(".", ""))
    if re.search(r"\d\s*(?:million|m)\b", text):
        value *= 1_000_000
    elif re.search(r"\d\s*(?:thousand|k)\b", text):
        value *= 1_000
    sign = re.search(CURRENCY, text)
    code = sign.group() if sign else ""
    return Quantity(value, _CURRENCY_CODES.get(code, code.upper()))


def parse_percent(text: str) -> Quantity:
    """Return the percentage that folded ``text`` writes."""
    return Quantity(parse_number(text), "%")


_IN_HOURS = {"s": 1 / 3600, "hour": 1.0, "day": 24.0, "business_day": 33.6, "month": 730.0}


def convert(quantity: Quantity, unit: str) -> float | None:
    """Return ``quantity`` in ``unit``, or None when the two do not measure the same thing.

    A business day counts as 1.4 days (seven days for five); a month as 730 hours (8,760 hours a year / 12).
    """
    if quantity.unit == unit:
        return quantity.value
    if quantity.unit in _IN_HOURS and unit in _IN_HOURS:
        return quantity.value * _IN_HOURS[quantity.unit] / _IN_HOURS[unit]
    return None
