"""What the model of facts sees of a value: its size, the words around it, and where they stand.

Training and checking share this module, so that both see the same. The text is that of a view: every value is a marker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from contractkit.text import Quantity, convert

_WORD = re.compile(r"[a-z]+_?|\d+")
_LETTERS = 5  # of a word, so that "terminates" and "termination" are one
_MARKERS = frozenset(("duration_", "percent_", "money_", "fees_", "cycle_"))
_ANOTHER = "="  # what stands for each other value; "qqq" is one that a fact has taken
_BEFORE, _BEHIND, _OUTSIDE = 25, 20, 30  # words that are looked at
_REACH = 240  # characters
_NEAR, _PAIRS = 12, 6
_MONTHS = (0.05, 0.12, 0.3, 0.7, 1.2, 2.2, 4, 7, 11, 14, 25, 40, 61)
_PERCENTS = (2, 5, 8, 11, 15, 20, 30, 50, 75, 95, 100, 150)
_SUMS = (1, 2, 3, 6, 9, 12, 18, 24)
_UNITS = frozenset(("month", "day", "business_day", "hour", "%", "months_of_fees"))


def value_features(
    text: str, own: int, span: tuple[int, int], quantity: Quantity, labels: Sequence[str],
    *, said: Callable[[str, str], Sequence[str]],
) -> set[str]:  # fmt: skip
    """Return the features of the value whose marker stands at ``span`` of ``text``; own words begin at ``own``.

    ``said`` gives the features of a word in a place, as ``features_of`` does.
    """
    before = _words(text[max(own, span[0] - _REACH) : span[0]])[-_BEFORE:]
    behind = _words(text[span[1] : span[1] + _REACH])[:_BEHIND]
    found = set(_sizes(quantity))
    for side, words in (("b", before[::-1]), ("a", behind)):
        between = ""
        for at, word in enumerate(words):
            found.update(said(f"{side}{between}" if at < _NEAR else f"{side}{between}+", word))
            if word == _ANOTHER:
                between = "x"
        found.update(f"{side}{at}{_stem(word)}" for at, word in enumerate(words[:2]))
        found.update(f"{side}p{_stem(one)} {_stem(other)}" for one, other in pairwise(words[:_PAIRS]))
    for word in (*before, *behind):
        found.update(said("s:", word))
    for word in _words(text[max(0, own - _REACH) : own])[-_OUTSIDE:]:
        found.update(said("c:", word))
    for word in (word for part in labels for word in _words(part)):
        found.update(said("t:", word))
    return found


def features_of(place: str, word: str, concepts: Iterable[str]) -> tuple[str, ...]:
    """Return the features of a word in a place: the word's beginning, and the groups of words that it is one of."""
    return (f"{place}{_stem(word)}", *(f"{place}{concept}" for concept in concepts))


def _words(text: str) -> list[str]:
    """The words of a stretch in order, every value one sign."""
    return [_ANOTHER if word in _MARKERS or word.startswith("qqq") else word for word in _WORD.findall(text)]


def _stem(word: str) -> str:
    return word if word.endswith("_") else word[:_LETTERS]


def _sizes(quantity: Quantity) -> Iterator[str]:
    """The unit of the value, and how large it is."""
    yield f"u{quantity.unit if quantity.unit in _UNITS else 'money'}"
    if quantity.unit == "%":
        yield f"%{_step(quantity.value, _PERCENTS)}"
    elif quantity.unit == "months_of_fees":
        yield f"f{_step(quantity.value, _SUMS)}"
    elif (months := convert(quantity, "month")) is not None:
        yield f"m{_step(months, _MONTHS)}"


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value > step for step in steps)
