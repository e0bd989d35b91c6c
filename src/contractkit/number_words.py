"""Whole numbers in English words."""

from __future__ import annotations

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LARGE = ((1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"))
LARGEST = 999_999_999_999


def in_words(number: int, *, british: bool = True) -> str:
    """Return a whole number from 0 to LARGEST in words: 105 is "one hundred and five", American without "and".

    Raises ValueError outside that range.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} cannot be written in words; only 0 to {LARGEST:,}")
    words = []
    rest = number
    for size, name in _LARGE:
        count, rest = divmod(rest, size)
        if count:
            words.append(f"{_below_thousand(count, british=british)} {name}")
    if rest or not words:
        small = _below_thousand(rest, british=british)
        words.append(f"and {small}" if british and words and rest < 100 else small)
    return " ".join(words)


def _below_thousand(number: int, *, british: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    words = f"{_SMALL[hundreds]} hundred"
    return f"{words}{' and' if british else ''} {_below_hundred(rest)}" if rest else words


def _below_hundred(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_SMALL[ones]}" if ones else _TENS[tens]
