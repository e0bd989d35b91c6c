"""The fewest word-level changes that turn one wording into another."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+(?:[.,'’\-][^\W_]+)*|[^\s]")
_FEWEST_KEPT = 0.25  # share of the words; with fewer, scattered leftovers are harder to read than a new sentence


class Change(NamedTuple):
    """Characters ``start`` to ``end`` of the old text become ``text``.

    ``in_fields``: what Word computes there is changed in place, and the field stays.
    """

    start: int
    end: int
    text: str
    in_fields: bool = False

    def moved(self, by: int, *, in_fields: bool) -> Change:
        """Return the change ``by`` characters further on."""
        return Change(self.start + by, self.end + by, self.text, in_fields)


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def word_changes(old: str, new: str) -> list[Change]:
    """Return the changes from ``old`` to ``new``, whole words at a time, in order; none when they are equal.

    Where hardly a word is kept, everything between the first and the last change is one change.
    """
    fine = fine_changes(old, new)
    if len(fine) < 2:
        return fine
    first, last = fine[0], fine[-1]
    shift = len(new) - len(old)
    middle = old[first.start : last.end]
    changed = sum(len(_TOKEN.findall(old[change.start : change.end])) for change in fine)
    total = len(_TOKEN.findall(middle))
    if total and (total - changed) / total < _FEWEST_KEPT:
        return [Change(first.start, last.end, new[first.start : last.end + shift])]
    return fine


def fine_changes(old: str, new: str) -> list[Change]:
    """Return the changes from ``old`` to ``new`` with every word kept that can be kept."""
    if old == new:
        return []
    ours, theirs = _tokens(old), _tokens(new)
    matcher = SequenceMatcher(None, [item.text for item in ours], [item.text for item in theirs], autojunk=False)
    changes: list[Change] = []
    a_end = b_end = 0
    for i, j, size in matcher.get_matching_blocks():
        for step in range(size):
            mine, other = ours[i + step], theirs[j + step]
            _add(changes, old, new, (a_end, mine.start), (b_end, other.start))
            a_end, b_end = mine.end, other.end
    _add(changes, old, new, (a_end, len(old)), (b_end, len(new)))
    return _joined(changes, old)


def _tokens(text: str) -> list[_Token]:
    return [_Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def _add(changes: list[Change], old: str, new: str, here: tuple[int, int], there: tuple[int, int]) -> None:
    """Note the change between two kept words; white space that both have stays."""
    start, end = here
    first, last = there
    if old[start:end] == new[first:last]:
        return
    while start < end and first < last and old[start] == new[first] and old[start].isspace():
        start, first = start + 1, first + 1
    while start < end and first < last and old[end - 1] == new[last - 1] and old[end - 1].isspace():
        end, last = end - 1, last - 1
    changes.append(Change(start, end, new[first:last]))


def _joined(changes: list[Change], old: str) -> list[Change]:
    """Make neighbours one where only a space stands between two replaced words."""
    joined: list[Change] = []
    for change in changes:
        last = joined[-1] if joined else None
        between = old[last.end : change.start] if last else ""
        if last and last.end > last.start and change.end > change.start and last.text and change.text and (
            between and between.isspace()
        ):  # fmt: skip
            joined[-1] = Change(last.start, change.end, last.text + between + change.text)
        else:
            joined.append(change)
    return joined
