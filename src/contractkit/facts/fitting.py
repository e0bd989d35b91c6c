"""Whether a value can be the fact that a pattern looks for: its kind, its size, and what it measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from contractkit import text as t
from contractkit.evidence import Passage
from contractkit.facts.asides import is_aside
from contractkit.facts.values import Value
from contractkit.facts.views import View
from contractkit.library.models import FactPattern
from contractkit.phrases import VALUE_MARKERS

TERMS = ("initial_term", "lock_period", "renewal_term")
_NOTICE = re.compile(r"\W*(?:(?:prior|advance|previous|written|clear|formal|or more|in writing)\W+)*notice")
# How long the contract lasts says something of these facts only, wherever the defined term stands.
_CONTRACT_LENGTH = re.compile(
    r"(?:the )?(?:(?:initial|minimum|fixed|committed|contract|first|renewal|extension|current|agreement"
    r"|service|base) )*"
    r"(?:term|duration|contract period|initial period|minimum period|subscription period)$"
)
_OF_CONTRACT_LENGTH = (*TERMS, "liability_cap", "early_termination_fee")
_MARKER = re.compile(r"\{(duration|percent|money|fees|cycle)\}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A value that a pattern found in a passage, and the view that the passage was read in.

    ``by_model`` when no phrase of the pattern found it, but the trained model.
    """

    pattern: FactPattern
    passage: Passage
    view: View
    value: Value
    by_model: bool = False

    @property
    def at(self) -> tuple[int, int]:
        """Where the value stands: the number of the passage, and its first character there."""
        return self.passage.number, self.value.start


def kinds_of(pattern: FactPattern) -> frozenset[str]:
    """The kinds of value that the fact can have; how often it recurs is one only where a phrase holds nothing else."""
    return _kinds((*pattern.find, *pattern.here))


@cache  # every value is asked for its pattern
def _kinds(sources: tuple[str, ...]) -> frozenset[str]:
    found = [_MARKER.findall(source) for source in sources]
    return frozenset(kind for kinds in found for kind in kinds if kind != "cycle" or set(kinds) == {"cycle"})


def is_plausible(pattern: FactPattern, value: Value) -> bool:
    """Whether the value lies in the range that the fact can have."""
    between = pattern.plausible
    measured = t.convert(value.quantity, between.unit) if between else None
    return between is None or measured is None or between.from_ <= measured <= between.to


def may_fit(pattern: FactPattern, value: Value) -> bool:
    """Whether the value is of a kind and size that the fact can have."""
    return value.kind in kinds_of(pattern) and is_plausible(pattern, value)


def is_notice(name: str, text: str, end: int) -> bool:
    """Whether the value that ends here is a length of notice ("six months' prior notice") and the fact is none."""
    return "noti" not in name and _NOTICE.match(text, end) is not None


def belongs(pattern: FactPattern, value: Value, place: int, view: View) -> bool:
    """Whether the value stands in the passage's own words, and measures what the fact can be.

    The contract's own length says nothing of most facts, nor does what measures something else everywhere.
    """
    if place < view.own:
        return False
    name = pattern.name
    if pattern.told_as != "":
        stretch = view.canonical[value.start : value.end]
        if is_aside(name, value, view.text, place, stretch):
            return False
    if value.defined is not None and value.kind != "fees":
        term = view.canonical[value.start : value.end]
        return name in _OF_CONTRACT_LENGTH or _CONTRACT_LENGTH.match(term) is None
    return True


def fits(pattern: FactPattern, view: View, value: Value, at: int, text: str) -> bool:
    """Return whether the value with its marker at ``at`` of ``text`` can be the fact; an excused one has no marker."""
    end = at + len(VALUE_MARKERS[value.kind])
    marked = value.kind in kinds_of(pattern) and text[at:end] == VALUE_MARKERS[value.kind]
    return marked and belongs(pattern, value, at, view) and not is_notice(pattern.name, text, end)
