"""How values are written in a contract in English: numbers, money, dates, durations and lists, the same everywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

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


def number(value: float) -> str:
    """Return a number with comma as thousands separator and no needless decimals: 1200.0 is "1,200", 0.850 "0.85"."""
    text = f"{float(value):,.4f}".rstrip("0").rstrip(".")
    return text if text not in ("-0", "") else "0"


def percent(value: float) -> str:
    """Return a percentage: 12.5 is "12.5%"."""
    return f"{number(value)}%"


def money(value: float, currency: str) -> str:
    """Return an amount with its ISO currency code and, when it is not whole, two decimals (or more if needed)."""
    whole = float(value).is_integer()
    cents = f"{float(value):,.2f}"
    return f"{currency} {number(value) if whole or float(cents.replace(',', '')) != value else cents}"


def unit(value: float, name: str) -> str:
    """Return a count with its unit, in the plural when due: (12, "month") is "12 months"."""
    if name == "%":
        return percent(value)
    plural = _UNIT_PLURALS.get(name, f"{name}s")
    return f"{number(value)} {name if value == 1 and name != 'number' else plural}".strip()


def date(value: dt.date | str) -> str:
    """Return a date in words: "1 March 2027". A text is read as an ISO date; ValueError when it is none."""
    day = dt.date.fromisoformat(value) if isinstance(value, str) else value
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
    shown = []
    for char in text:
        opens = before in _OPENERS or before.isspace()
        before = _CURLY[char][not opens] if char in _CURLY else char
        shown.append(before)
    return "".join(shown)


FILTERS: dict[str, Callable[..., str]] = {
    "unit": unit,
    "money": money,
    "number": number,
    "percent": percent,
    "date": date,
    "join_and": join_and,
    "service_name": service_name,
    "channel_name": channel_name,
}
