"""What must stand in a text for a phrase to match: words ("may") and beginnings of words ("term*").

Beginnings have the few lengths that texts are looked up by. An empty string stands for what cannot be looked up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import chain

WORDS = re.compile(r"[^\W_]+")
STEMS = (4, 6)  # lengths of word beginnings by which stems are looked up
START = "^"  # where a text begins, among the words that a match can begin with

Anchors = tuple[frozenset[str], ...]
Firsts = frozenset[str] | None


def anchors_of(canonical: str) -> frozenset[str]:
    """Return every word and the beginnings of every word: a cheap test of which phrases can match at all."""
    return frozenset(chain.from_iterable(map(_anchors_of_word, WORDS.findall(canonical))))


@lru_cache(maxsize=50_000)
def _anchors_of_word(word: str) -> tuple[str, ...]:
    return (word, *(f"{word[:length]}*" for length in STEMS if len(word) >= length))


def word_anchors(body: str, *, stem: bool) -> Anchors:
    """Return the anchors of one word of a phrase, given in canonical form ("sub processor" for sub-processor)."""
    first, _, rest = body.partition(" ")
    if WORDS.findall(first) != [first]:
        return ()  # a mark inside the word: it is looked for in the text itself
    if not rest:
        return _as_anchors(_anchor(first, stem))
    return _as_anchors(first, _anchor(body.replace(" ", ""), stem))


def _anchor(word: str, stem: bool) -> str:
    """What must be among the anchors of a text that holds the word; "" for a stem too short to be looked up."""
    lengths = [length for length in STEMS if length <= len(word)]
    return word if not stem else f"{word[: lengths[-1]]}*" if lengths else ""


def _as_anchors(*alternatives: str) -> Anchors:
    return (frozenset(alternatives),) if all(alternatives) else ()


def any_of(branches: Sequence[Anchors]) -> Anchors:
    """Return one set for a choice: the most selective set of each branch, together; none when a branch has none."""
    if not all(branches):
        return ()
    return (frozenset().union(*(max(branch, key=_selectivity) for branch in branches)),)


def all_of(groups: Anchors) -> Anchors:
    """Return the sets of a sequence, the most selective first."""
    return tuple(sorted(set(groups), key=_selectivity, reverse=True))


def one_of(firsts: Sequence[Firsts]) -> Firsts:
    """Return with what a choice can begin; None when one of its branches can begin with anything."""
    known = [first for first in firsts if first is not None]
    return frozenset().union(*known) if len(known) == len(firsts) else None


def holds(groups: Anchors, anchors: Set[str]) -> bool:
    """Return whether one anchor of each set is there."""
    return not any(group.isdisjoint(anchors) for group in groups)


def _selectivity(group: frozenset[str]) -> tuple[bool, int, int, list[str]]:
    """Party tokens last, then the longest words, then the fewest alternatives."""
    return group.isdisjoint({"vendor", "customer"}), min(map(len, group)), -len(group), sorted(group)
