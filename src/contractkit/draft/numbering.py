"""The numbers that Word will show, computed as Word computes them, and the address of everything that has one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from contractkit.draft.clauses import Clause, FilledPart, Line
from contractkit.errors import LibraryError

PARTIES, RECITALS, DEFINITIONS, EXECUTION = "parties", "objectives", "definitions", "execution"
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Address:
    """Where a cross-reference leads: the part (0 body, n Schedule n), and the number in full ("7.2(b)")."""

    part: int
    number: str


@dataclass(frozen=True)
class NumberedClause:
    """A clause with the number of its heading ("7.", or "" for none) and a label for each item of its content."""

    clause: Clause
    number: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class NumberedPart:
    """A part with its numbers; ``schedule`` is 0 for what is not a schedule."""

    filled: FilledPart
    schedule: int
    clauses: tuple[NumberedClause, ...]


@dataclass
class _Counter:
    """Word's counters of one multilevel list: an item restarts all deeper levels."""

    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def count(self, level: int) -> None:
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (3 - level)

    def label(self, level: int) -> str:
        if level < 2:
            return f"{self.counts[0]}.{self.counts[1] if level else ''}"
        return f"({letters(self.counts[2]) if level == 2 else roman(self.counts[3])})"

    def full(self, level: int) -> str:
        if level == 0:
            return str(self.counts[0])
        return "".join(self.label(deeper) for deeper in range(1, level + 1))


def number_parts(parts: tuple[FilledPart, ...]) -> tuple[tuple[NumberedPart, ...], dict[str, Address]]:
    """Return the parts with their numbers, and the address of each reference target.

    Raises LibraryError when a family or an anchor stands twice.
    """
    addresses: dict[str, Address] = {}
    numbered = []
    schedule = 0
    for filled in parts:
        schedule += filled.part.kind == "schedule"
        place = schedule if filled.part.kind == "schedule" else 0
        if filled.part.kind == "signature":
            clauses = tuple(_unnumbered(clause) for clause in filled.clauses)
        else:
            counter = _Counter()
            clauses = tuple(_numbered(clause, counter, place, addresses) for clause in filled.clauses)
        numbered.append(NumberedPart(filled, place, clauses))
    return tuple(numbered), addresses


def _unnumbered(clause: Clause) -> NumberedClause:
    return NumberedClause(clause, "", ("",) * len(clause.content))


def _numbered(clause: Clause, counter: _Counter, place: int, addresses: dict[str, Address]) -> NumberedClause:
    family = clause.wording.family
    if family in (PARTIES, RECITALS):
        return _numbered_apart(clause, _capitals if family == RECITALS else str)
    counter.count(0)
    number = counter.label(0)
    _put(addresses, family, Address(place, counter.full(0)))
    labels = []
    for item in clause.content:
        if not isinstance(item, Line) or not item.numbered:
            labels.append("")
            continue
        counter.count(item.depth)
        labels.append(counter.label(item.depth))
        if item.anchor:
            _put(addresses, f"{family}#{item.anchor}", Address(place, counter.full(item.depth)))
    return NumberedClause(clause, number, tuple(labels))


def _numbered_apart(clause: Clause, shown: Callable[[int], str]) -> NumberedClause:
    """Return parties (1), (2) or recitals (A), (B): their clause has no number, and nothing points to them."""
    labels, count = [], 0
    for item in clause.content:
        counts = isinstance(item, Line) and item.numbered
        count += counts
        labels.append(f"({shown(count)})" if counts else "")
    return NumberedClause(clause, "", tuple(labels))


def _put(addresses: dict[str, Address], target: str, address: Address) -> None:
    if target in addresses:
        raise LibraryError(f'"{target}" stands twice in the draft; a family or anchor must stand once')
    addresses[target] = address


def letters(count: int) -> str:
    """Return the letter that Word shows: 1 is "a", 26 "z", 27 "aa", 28 "bb"."""
    repeat, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * (repeat + 1)


def _capitals(count: int) -> str:
    return letters(count).upper()


def roman(count: int) -> str:
    """Return a small roman numeral, up to 89."""
    text = ""
    for value, numeral in _ROMAN:
        times, count = divmod(count, value)
        text += numeral * times
    return text
