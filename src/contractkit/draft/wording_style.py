"""How values are written in a contract in English: numbers, money, dates, durations and lists, the same everywhere.

What a house may choose is in the deal's ``style``. Tables always show figures.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

from contractkit.deal import Style
from contractkit.number_words import LARGEST, in_words

SERVICE_NAMES = {
    "returns": "returns", "exchanges": "exchanges", "refunds": "refunds", "warranties": "product warranties",
    "shipping-problems": "shipping problems", "order-notices": "order notices", "doubts": "questions and doubts",
    "complaints": "complaints", "feedback": "feedback and reviews", "cross-selling": "cross-selling",
    "loyalty": "loyalty programme", "logistics": "logistics", "quality-control": "quality control",
    "reception-checks": "reception checks",
}  # fmt: skip
CHANNEL_NAMES = {
    "phone": "phone", "email": "e-mail", "chat": "live chat", "messaging": "messaging", "social": "social media",
    "video": "video", "post": "post",
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_CURLY = {'"': "“”", "'": "‘’"}
_OPENERS = frozenset("([{–—-/“‘")
_UNIT_PLURALS = {"s": "s", "%": "%", "score": "", "number": ""}
_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}
USUAL = Style()
_COUNTS = {in_words(number): number for number in (*range(1, 21), *range(30, 100, 10))}
_COUNTED = re.compile(
    rf"(?<![\w.,(\-–])(\d{{1,4}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})(?= "
    r"(?:\[\[)?(?:Working Day|(?:minute|hour|day|week|month|year)s?\b))",
    re.IGNORECASE,
)


def number(value: float) -> str:
    """Return a number with comma as thousands separator and no needless decimals: 1200.0 is "1,200", 0.850 "0.85"."""
    text = f"{float(value):,.4f}".rstrip("0").rstrip(".")
    return text if text not in ("-0", "") else "0"


def percent(value: float) -> str:
    """Return a percentage: 12.5 is "12.5%"."""
    return f"{number(value)}%"


def count(value: float, style: Style = USUAL) -> str:
    """Return a count in a sentence, in figures or as "thirty (30)"; what is not whole or is negative, in figures."""
    figures = number(value)
    if style.numbers == "figures" or not float(value).is_integer() or not 0 <= value <= LARGEST:
        return figures
    return f"{in_words(int(value), british=style.locale == 'en-GB')} ({figures})"


def counts_in(text: str, style: Style = USUAL) -> str:
    """Return text of ours with counts before units of time in the style: "five days" is "5 days" or "five (5) days".

    In figures, "one day" stays.
    """

    def written(found: re.Match[str]) -> str:
        word = found[1]
        number_ = int(word) if word.isdigit() else _COUNTS[word.lower()]
        if style.numbers == "figures":
            return word if number_ == 1 else str(number_)
        shown = count(number_, style)
        return shown[0].upper() + shown[1:] if word[0].isupper() else shown

    return _COUNTED.sub(written, text)


def money(value: float, currency: str, style: Style = USUAL) -> str:
    """Return an amount with its ISO currency code or symbol, and, when it is not whole, two decimals or more."""
    return _with_currency(number(value) if float(value).is_integer() else _with_cents(value), currency, style)


def price(value: float, currency: str, style: Style = USUAL) -> str:
    """Return the price of one unit, always with two decimals or more, as its column shows them."""
    return _with_currency(_with_cents(value), currency, style)


def _with_cents(value: float) -> str:
    cents = f"{float(value):,.2f}"
    return number(value) if float(cents.replace(",", "")) != value else cents


def _with_currency(amount: str, currency: str, style: Style) -> str:
    if style.money == "symbol" and currency in _SYMBOLS:
        sign, amount = ("-", amount[1:]) if amount.startswith("-") else ("", amount)
        return f"{sign}{_SYMBOLS[currency]}{amount}"
    return f"{currency} {amount}"


def unit(value: float, name: str, style: Style = USUAL) -> str:
    """Return a count with its unit, in the plural when due: (12, "month") is "12 months"."""
    if name == "%":
        return percent(value)
    plural = _UNIT_PLURALS.get(name, f"{name}s")
    return f"{count(value, style)} {name if value == 1 and name != 'number' else plural}".strip()


def date(value: dt.date | str, style: Style = USUAL) -> str:
    """Return a date in words: "1 March 2027", American "March 1, 2027".

    A text is read as an ISO date; ValueError when it is none.
    """
    day = dt.date.fromisoformat(value) if isinstance(value, str) else value
    if style.locale == "en-US":
        return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def join_and(items: Iterable[Any], word: str = "and") -> str:
    """Return a list in a sentence: "a", "a and b", "a, b and c"."""
    parts = [str(item) for item in items]
    return f" {word} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def service_name(value: Any) -> str:
    """Return the name of a service, or of its id, in a sentence."""
    return SERVICE_NAMES[getattr(value, "id", value)]


def channel_name(value: Any) -> str:
    """Return the name of a channel, or of its id, in a sentence."""
    return CHANNEL_NAMES[getattr(value, "channel", value)]


def typographic(text: str, before: str = " ") -> str:
    """Return text of ours with quotation marks and apostrophes as printers set them; ``before`` precedes it."""
    if '"' not in text and "'" not in text:
        return text
    shown = []
    for char in text:
        opens = before in _OPENERS or before.isspace()
        before = _CURLY[char][not opens] if char in _CURLY else char
        shown.append(before)
    return "".join(shown)


def style_in(values: Any) -> Style:
    """Return the style for a template with these values (a mapping, or jinja2's context): in tables, figures."""
    deal = values.get("deal")
    style: Style = getattr(deal, "style", USUAL)
    in_words = style.numbers != "figures"
    return style.model_copy(update={"numbers": "figures"}) if in_words and values.get("row") is not None else style


# These take the template's values first, and write in the deal's style.
STYLED: dict[str, Callable[..., str]] = {
    "number": lambda values, value: count(value, style_in(values)),
    "unit": lambda values, value, name: unit(value, name, style_in(values)),
    "money": lambda values, value, currency: money(value, currency, style_in(values)),
    "price": lambda values, value, currency: price(value, currency, style_in(values)),
    "date": lambda values, value: date(value, style_in(values)),
}
FILTERS: dict[str, Callable[..., str]] = {
    "percent": percent,
    "join_and": join_and,
    "service_name": service_name,
    "channel_name": channel_name,
}
