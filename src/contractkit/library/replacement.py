"""What a rule's ``redline`` makes of the words that the rule quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

from contractkit import text as t
from contractkit.library.models import Redline, Rule
from contractkit.number_words import in_words

_MARKED_TERM = re.compile(r"\[\[(?P<term>[^\]|]+)(?:\|(?P<shown>[^\]]+))?\]\](?P<plural>s\b)?")
_VALUE = re.compile(rf"(?<![\w.,])(?:{t.PERCENT}|{t.DURATION}|{t.NUMBER})")
_UNIT_NAMES = {
    "month": "month", "day": "day", "business_day": "working day", "hour": "hour", "s": "second",
    "%": "%", "number": "", "months_of_fees": "month",
}  # fmt: skip
_NUMBER = re.compile(rf"{t.NUMBER}")
_LARGEST_IN_WORDS = 999


def replaced_words(rule: Rule, quote: str, broken: Container[t.Quantity], say: Callable[[str], str]) -> str | None:
    """Return the words to put in the place of ``quote``, "" to strike it out, or None when the redline does not apply.

    ``broken`` are the quantities that break the limit, as facts state them; ``say`` turns a text of the library into
    the words of the document.
    """
    redline = rule.redline
    if redline is None or redline.insert:
        return None
    if redline.value is not None:
        return with_value(quote, broken, redline)
    return "" if redline.delete else say(" ".join(str(redline.instead).split()))


def without_marks(text: str) -> str:
    """Return a text of the library with its [[Defined Term]] marks taken off."""
    return _MARKED_TERM.sub(lambda match: (match["shown"] or match["term"]) + (match["plural"] or ""), text)


def with_value(quote: str, broken: Container[t.Quantity], redline: Redline) -> str | None:
    """Return ``quote`` with every number that is one of ``broken`` replaced, in the quote's own way of writing numbers.

    Figures stay figures, words stay words, and "thirty-six (36) months" becomes "twelve (12) months". None when no
    such number stands there.
    """
    folded, pieces, at = t.fold(quote), [], 0
    for start, end in _values(folded, broken):
        pieces += [quote[at:start], _written(quote[start:end], redline)]
        at = end
    return "".join([*pieces, quote[at:]]) if pieces else None


def _values(folded: str, broken: Container[t.Quantity]) -> Iterator[tuple[int, int]]:
    for match in _VALUE.finditer(folded):
        quantity = _quantity(match.group())
        fees = t.Quantity(quantity.value, "months_of_fees")  # "six months of fees" is written as six months
        if quantity in broken or (quantity.unit == "month" and fees in broken):
            yield match.start(), match.end()


def _quantity(text: str) -> t.Quantity:
    if re.search(r"%|per\s?cent|percentage", text):
        return t.parse_percent(text)
    return t.parse_duration(text) if re.fullmatch(t.DURATION, text) else t.Quantity(t.parse_number(text), "number")


def _written(old: str, redline: Redline) -> str:
    """The new value with its unit, written as the old one is: in figures, in words, or both."""
    cut = _NUMBER.match(t.fold(old))
    number, rest = (old[: cut.end()], old[cut.end() :]) if cut else (old, "")
    value = redline.value or 0
    figure = f"{value:g}"
    words = in_words(int(value)) if value == int(value) and 0 <= value <= _LARGEST_IN_WORDS else figure
    in_letters = number[:1].isalpha()
    if in_letters and re.search(r"\d", number):
        new = f"{words} ({figure})"
    elif in_letters:
        new = words
    else:
        new = f"{figure} ({words})" if "(" in number else figure
    return (new[:1].upper() + new[1:] if number[:1].isupper() else new) + _unit_as(rest, redline)


def _unit_as(rest: str, redline: Redline) -> str:
    """What follows the new number, after what followed the old: its own words where the unit is the same."""
    shown = rest.lstrip(") -\u00a0")
    if not shown or redline.unit in ("%", "number"):
        return rest.removeprefix(")")
    name = _UNIT_NAMES[redline.unit or "number"]
    one = shown.removesuffix("s")
    counts_working_days = re.search(r"business|working", shown, re.IGNORECASE) is not None
    same = counts_working_days if redline.unit == "business_day" else one.lower().split()[-1:] == [name]
    unit = one if same and counts_working_days == (redline.unit == "business_day") else _in_case_of(shown, name)
    between = rest[: len(rest) - len(shown)].removeprefix(")") or " "
    adjective = "-" in between  # "a twelve-month term"
    return f"{between}{unit}{'' if redline.value == 1 or adjective else 's'}"


def _in_case_of(shown: str, name: str) -> str:
    return name.title() if shown[:1].isupper() and name == "working day" else name
