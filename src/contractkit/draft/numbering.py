"""The numbers that Word will show, computed as Word computes them, and the address of everything that has one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from contractkit.draft.clauses import Clause, FilledPart, Line
from contractkit.errors import LibraryError

PARTIES, DEFINITIONS, EXECUTION = "parties", "definitions", "execution"
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Address:
    """Where a cross-reference leads: the part (0 body, n Schedule n), and the number in full ("7.2(b)")."""

    part: int
    number: str


@dataclass(frozen=True)
class Numbers:
    """``labels`` of numbered lines by (part index, clause index, line index); ``addresses`` by reference target."""

    labels: dict[tuple[int, int, int], str]
    headings: dict[tuple[int, int], str]
    addresses: dict[str, Address]
    schedules: dict[int, int]


@dataclass
class _Counter:
    """Word's counters of one multilevel list: an item restarts all deeper levels."""

    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def count(self, level: int) -> None:
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (3 - level)

    def label(self, level: int) -> str:
        clause, item, letter, numeral = self.counts
        return (str(clause), f"{clause}.{item}", f"({letters(letter)})", f"({roman(numeral)})")[level]

    def full(self, level: int) -> str:
        return self.label(1) + "".join(self.label(deeper) for deeper in range(2, level + 1)) if level else self.label(0)


def number_parts(parts: tuple[FilledPart, ...]) -> Numbers:
    """Return all numbers. Raises LibraryError when an anchor is used twice in a clause."""
    numbers = Numbers({}, {}, {}, {})
    schedule = 0
    for index, filled in enumerate(parts):
        if filled.part.kind == "schedule":
            schedule += 1
        place = schedule if filled.part.kind == "schedule" else 0
        numbers.schedules[index] = place
        if filled.part.kind != "signature":
            _number_part(index, filled, place, numbers)
    return numbers


def _number_part(index: int, filled: FilledPart, place: int, numbers: Numbers) -> None:
    counter = _Counter()
    for at, clause in enumerate(filled.clauses):
        if clause.wording.family == PARTIES:
            _number_parties(index, at, clause, numbers)
            continue
        counter.count(0)
        numbers.headings[index, at] = counter.label(0)
        _address(numbers, clause.wording.family, Address(place, counter.full(0)))
        for line_at, line in _numbered(clause):
            counter.count(line.depth)
            numbers.labels[index, at, line_at] = counter.label(line.depth)
            if line.anchor:
                _address(numbers, f"{clause.wording.family}#{line.anchor}", Address(place, counter.full(line.depth)))


def _number_parties(index: int, at: int, clause: Clause, numbers: Numbers) -> None:
    for count, (line_at, _) in enumerate(_numbered(clause), start=1):
        numbers.labels[index, at, line_at] = f"({count})"


def _numbered(clause: Clause) -> Iterator[tuple[int, Line]]:
    for at, item in enumerate(clause.content):
        if isinstance(item, Line) and item.numbered:
            yield at, item


def _address(numbers: Numbers, target: str, address: Address) -> None:
    if target in numbers.addresses:
        raise LibraryError(f'"{target}" stands twice in the draft; a family or anchor must stand once')
    numbers.addresses[target] = address


def letters(count: int) -> str:
    """Return the letter that Word shows: 1 is "a", 26 "z", 27 "aa", 28 "bb"."""
    repeat, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * (repeat + 1)


def roman(count: int) -> str:
    """Return a small roman numeral, up to 89."""
    text = ""
    for value, numeral in _ROMAN:
        times, count = divmod(count, value)
        text += numeral * times
    return text
