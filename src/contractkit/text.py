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
WORDS_OF_NUMBERS = tuple(sorted([*_UNITS, *_SCALES], key=len, reverse=True))
_NUMBER_WORD = rf"(?:{'|'.join(WORDS_OF_NUMBERS)})"

# "Each new one thirty days ahead": a pronoun, unless a scale follows.
_NO_PRONOUN = rf"(?!one\s+(?:{'|'.join(word for word in _UNITS)})(?!\w))"
NUMBER_WORDS = rf"{_NO_PRONOUN}{_NUMBER_WORD}(?:(?:\s+|-\s?|\s+and\s+|\s+point\s+){_NUMBER_WORD})*"
# The first manner is the Indian one, by lakhs: "9,00,000".
FIGURE = r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d{1,3}(?:[,. ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
NUMBER = (
    rf"(?:(?:{FIGURE})(?:\s*\([a-z -]+\)|\s+{NUMBER_WORDS}(?!\w))?|{NUMBER_WORDS}(?!\w)(?:[\s(]*(?:{FIGURE}))?)"
    r"(?:\s+and\s+a\s+half)?"
)

_KIND_OF_DAY = r"business|working|banking|bank|labou?r|service"
_DURATION_UNITS = (
    rf"(?:(?:full|clear|whole|complete)\s+)?(?:{_KIND_OF_DAY})[ -]days?|workdays?|(?:wd|bd)s?\b"
    r"|(?:(?:consecutive|average|clock|elapsed|financial|calendar|further|full|clear|additional|contract|whole|complete|natural|running|successive|agent|productive|billable)\s+)*"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|mths?|quarters?|years?|yrs?)"
    r"|(?:business|working|service|office|opening) hours?|[smh]\b"
)
HALF = (
    r"an? (?:year|month|day|hour|minute) and a half|half(?:[\s-]+an?)?[\s-]+(?:calendar |contract )?(?:year"
    r"|month|day|hour|minute)|an? half[\s-]year|(?:a|one) quarter of (?:a|the|one) year"
)
DURATION = rf"(?:{NUMBER}[\s)-]*(?:{_DURATION_UNITS})|{HALF}|a fortnight)\b"
PERCENT = rf"{NUMBER}[\s)]*(?:%|per\s?cent\b(?:\.(?=\sof))?|percent\b|pct\b|percentage points?\b)"
_CODE_OF = {
    "€": "EUR", "euro": "EUR", "£": "GBP", "pound": "GBP", "sterling": "GBP", "$": "USD", "us$": "USD", "dollar": "USD",
    "franc": "CHF", "a$": "AUD", "c$": "CAD", "s$": "SGD",
    "₹": "INR", "rs": "INR", "rupee": "INR", "₱": "PHP", "peso": "PHP",
}  # fmt: skip
CURRENCY_CODES = (
    "eur", "gbp", "usd", "chf", "sek", "nok", "dkk", "isk", "pln", "czk", "huf", "ron", "bgn", "cad", "aud", "nzd",
    "sgd", "hkd", "aed", "myr", "jpy", "inr", "php", "zar",
)  # fmt: skip
_MARKS = "€£₹₱"
CURRENCY_MARKS = f"{_MARKS}$"
CURRENCY = rf"(?:{'|'.join((*CURRENCY_CODES, *_MARKS))}|rs\b\.?(?=\s*\d)|(?:(?<!\w)(?:us|a|c|s))?\$)"
CURRENCY_SIGNS = (*CURRENCY_CODES, *CURRENCY_MARKS, "rs", "us$", "a$", "c$", "s$")
_CURRENCY_WORD = (
    r"(?:euros?|pounds?(?: sterling)?|(?:us |united states )?dollars?|swiss francs?|(?:indian )?rupees?"
    r"|(?:philippine )?pesos?)"
)
_MULTIPLE_WORD = r"(?:(?:million|mio|mn|thousand|m|k|lakhs?|lacs?|crores?)\b|m(?=(?:sek|nok|dkk|eur|usd|gbp|chf)\b))"
_MULTIPLE = rf"(?:\s*{_MULTIPLE_WORD}\.?)"
_INDIAN_WORDS = rf"rupees\s+{NUMBER_WORDS}\s+(?:lakh|lac|crore)s?(?!\w)"
_PART_OF_A_MILLION = r"(?:(?:one )?half|(?:a|one) quarter of) a million"
MONEY = (
    rf"(?:(?:{CURRENCY}|euro)\s*(?:{FIGURE}){_MULTIPLE}?|(?<![\w.,])(?:{FIGURE}){_MULTIPLE}?\s*(?:[.,]-\s*)?"
    rf"(?:{CURRENCY}|{_CURRENCY_WORD})(?!\w)|{_PART_OF_A_MILLION}\s+{_CURRENCY_WORD}(?!\w)|{_INDIAN_WORDS}"
    rf"|{NUMBER_WORDS}\s+{_CURRENCY_WORD}(?!\w)(?:[\s(]*{CURRENCY}\s*(?:{FIGURE}))?)"
)

_MULTIPLES = {
    "million": 1_000_000, "mio": 1_000_000, "mn": 1_000_000, "m": 1_000_000, "thousand": 1_000, "k": 1_000,
    "lakh": 100_000, "lac": 100_000, "crore": 10_000_000,
}  # fmt: skip
_GROUPED_BY_POINTS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.,]\d)")  # no price has three decimals


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: month, day, business_day, hour, s, %, number, or an ISO currency code."""

    value: float
    unit: str


def parse_figure(text: str) -> float:
    """Return the number that ``text`` writes in figures, with separators in any manner: "1.000,50", "9,00,000".

    Of several equal marks the last is a decimal mark only where other than three digits follow: "6.000.10" is 6000.10.
    """
    compact = text.replace(" ", "")
    if "," in compact and "." in compact:
        decimal = max(compact.rfind(","), compact.rfind("."))
        return float(re.sub(r"[.,]", "", compact[:decimal]) + "." + compact[decimal + 1 :])
    for mark in ",.":
        if mark in compact:
            *groups, last = compact.split(mark)
            thousands = len(last) == 3 and (mark == "," or len(groups) > 1)
            return float("".join(groups) + ("" if thousands else ".") + last)
    return float(compact)


def parse_number_words(text: str) -> float:
    """Return the number that English words write: "thirty-six" is 36, "two point five" 2.5."""
    whole, _, decimals = text.partition(" point ")
    total = current = 0
    for word in re.findall(r"[a-z]+", whole):
        if word in _UNITS:
            current += _UNITS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
    digits = "".join(str(_UNITS[word]) for word in re.findall(r"[a-z]+", decimals) if word in _UNITS)
    return float(f"{total + current}.{digits or 0}")


_FIGURE = re.compile(FIGURE)
_WORDS_BEHIND = re.compile(rf"\s*(?:{FIGURE})\s+({NUMBER_WORDS})(?!\w)")


def parse_number(text: str) -> float:
    """Return the number at the start of folded ``text``; figures win over the words before them."""
    figure = _FIGURE.search(text)
    behind = _WORDS_BEHIND.match(text)
    if figure is None or behind:  # of "clause 1 seven days" the words are nearer
        number = parse_number_words(behind.group(1) if behind else text)
    else:
        number = parse_figure(figure.group())
    return number + 0.5 if re.search(r"\sand\s+a\s+half\b", text) else number


_UNIT_NAME = re.compile(
    r"(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|mths?|quarters?|years?|yrs?"
    r"|(?<![a-z])[smh])\b(?!.*\d)"
)
_UNIT_FACTORS = (
    ("sec", 1, "s"), ("min", 60, "s"), ("hour", 1, "hour"), ("hr", 1, "hour"), ("day", 1, "day"), ("week", 7, "day"),
    ("wk", 7, "day"), ("fortnight", 14, "day"), ("month", 1, "month"), ("mth", 1, "month"), ("quarter", 3, "month"),
    ("year", 12, "month"), ("yr", 12, "month"), ("h", 1, "hour"), ("s", 1, "s"), ("m", 60, "s"),
)  # fmt: skip
_HALVES = {"day": Quantity(12, "hour"), "hour": Quantity(1800, "s"), "month": Quantity(15, "day")}


def parse_duration(text: str) -> Quantity:
    """Return the duration that folded ``text`` writes, in the report's units.

    Years and quarters become months, weeks days and minutes seconds; half an hour is 1,800 s.
    """
    halved = re.match(HALF, text) is not None
    value = 0.5 if halved else 1.0 if text.startswith("a ") else parse_number(text)
    if text.endswith("and a half"):
        value, halved = 1.5, False
    if "quarter of" in text:
        return Quantity(3, "month")
    if re.search(rf"(?:{_KIND_OF_DAY})[ -]days?|workdays?|\b(?:wd|bd)s?$", text):
        return Quantity(value, "business_day")
    unit = _UNIT_NAME.search(text)
    name = unit.group(1) if unit else ""
    if halved and name in _HALVES:
        return _HALVES[name]
    for prefix, factor, result in _UNIT_FACTORS:
        if name.startswith(prefix):
            return Quantity(value * factor, result)
    return Quantity(value, "number")


def parse_money(text: str) -> Quantity:
    """Return the amount that folded ``text`` writes, with its ISO currency code. "EUR 250.000" is 250,000."""
    value = parse_number(text)
    if re.match(_PART_OF_A_MILLION, text):
        value *= 0.25 if "quarter" in text else 0.5
    if grouped := _GROUPED_BY_POINTS.search(text):
        value = float(grouped.group().replace(".", ""))
    multiple = re.search(rf"\d\s*({_MULTIPLE_WORD})", text) or re.match(r"rupees.*\s(lakh|lac|crore)", text)
    value *= _MULTIPLES[multiple[1].rstrip("s")] if multiple else 1
    sign = re.search(rf"{CURRENCY}|euro|pound|sterling|dollar|franc|rupee|peso", text)
    code = sign.group().rstrip(".") if sign else ""
    return Quantity(value, _CODE_OF.get(code, code.upper()))


def parse_percent(text: str) -> Quantity:
    """Return the percentage that folded ``text`` writes."""
    return Quantity(parse_number(text), "%")


_NAMES = {
    "month": ("month", "months"), "day": ("day", "days"), "business_day": ("working day", "working days"),
    "hour": ("hour", "hours"), "minute": ("minute", "minutes"), "s": ("second", "seconds"),
    "months_of_fees": ("month of fees", "months of fees"), "number": ("", ""), "score": ("", ""),
}  # fmt: skip


def unit_name(unit: str, value: float = 2) -> str:
    """Return a unit as people write it behind ``value``: "working days", "%", "EUR"; "" for a bare number."""
    one, more = _NAMES.get(unit, (unit, unit))
    return one if value == 1 else more


def told(value: float, unit: str) -> str:
    """Return a value with its unit as people write it: "24 months", "5 working days", "3 %", "5,000,000 EUR"."""
    return f"{value:,.10g} {unit_name(unit, value)}".rstrip()


_IN_HOURS = {"s": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "business_day": 33.6, "month": 730.0}


def convert(quantity: Quantity, unit: str) -> float | None:
    """Return ``quantity`` in ``unit``, or None when the two do not measure the same thing.

    A business day counts as 1.4 days (seven days for five); a month as 730 hours (8,760 hours a year / 12).
    """
    if quantity.unit == unit:
        return quantity.value
    if quantity.unit in _IN_HOURS and unit in _IN_HOURS:
        return quantity.value * _IN_HOURS[quantity.unit] / _IN_HOURS[unit]
    return None
