"""The numbers that somebody typed, carried on: after "12.4" comes "12.5", under a new "13." comes "13.1"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from contractkit.outline import Place
from contractkit.outline.labels import readings_of, typed_label
from contractkit.outline.numerals import to_roman
from contractkit.word.marking.plan import RefusedError
from contractkit.word.passages import Passage

# The last counter of a label: "4" of "12.4.", "c" of "(c)", "IV" of "Article IV –".
_COUNTER = re.compile(r"(\d+|[A-Za-z]+)(?=[^A-Za-z0-9]*$)")
_CLOSING = re.compile(r"[.:)–—-]*\s*")
_MOST_SIBLINGS = 200


class TypedNumber(NamedTuple):
    """A typed number as it stands: what stands before its last counter, the counter, and what stands behind it."""

    before: str
    counter: str
    behind: str

    @property
    def raw(self) -> str:
        """The number with everything up to the first word."""
        return self.before + self.counter + self.behind


def typed_number(passage: Passage, place: Place) -> TypedNumber | None:
    """Return the number that ``passage`` begins with when it is typed, not automatic; None when it has none."""
    if passage.label is not None or not place.number:
        return None
    label = typed_label(passage.text)
    if label is None or not label.end:
        return None
    closing = _CLOSING.match(passage.text, label.end)
    raw = passage.text[: closing.end() if closing else label.end]
    match = _COUNTER.search(raw)
    if match is None or not readings_of(match.group()):
        raise RefusedError(f'the number "{raw.strip()}" is written in words, so the next one cannot be counted')
    return TypedNumber(raw[: match.start()], match.group(), raw[match.end() :])


class TypedCounter:
    """Counts the typed numbers of new paragraphs behind paragraph ``after`` of a document."""

    def __init__(self, passages: Sequence[Passage], places: Sequence[Place], after: int) -> None:
        self._passages, self._places, self._after = passages, places, after
        self._open: list[tuple[int, TypedNumber | None]] = []  # (level, number) of new paragraphs, outermost first

    def number(self, like: int) -> str:
        """Return the typed number for a new paragraph like paragraph ``like``; "" when that one has none.

        Raises RefusedError when the next number is taken, or cannot be counted.
        """
        place = self._places[like]
        level = place.level
        found = typed_number(self._passages[like], place)
        if level is None:
            return ""
        while self._open and self._open[-1][0] > level:
            self._open.pop()
        if found is None:
            made = None
        elif self._open and self._open[-1][0] == level and self._open[-1][1] is not None:
            made = self._next(self._open[-1][1], like)
        elif self._open and self._open[-1][0] < level:
            made = self._first_under(self._open[-1][1], found)
        else:
            made = self._next_free(found, like)
        if self._open and self._open[-1][0] == level:
            self._open.pop()
        self._open.append((level, made))
        return made.raw if made else ""

    def _next_free(self, number: TypedNumber, like: int) -> TypedNumber:
        """Count on from ``like`` over its later siblings as far as ``after``."""
        here = self._places[like]
        for _ in range(_MOST_SIBLINGS):
            number = self._next(number, like)
            section = _sibling_address(here, number)
            holders = [index for index, place in enumerate(self._places) if place.section == section and place.number]
            if not holders:
                return number
            if min(holders) > self._after:
                raise RefusedError(f"the next number, {section}, is taken, and numbers here are typed")
        raise RefusedError("the numbers here go on too long to be counted")

    def _next(self, number: TypedNumber, like: int) -> TypedNumber:
        token = number.counter
        readings = dict(readings_of(token))
        if "number" in readings:
            return number._replace(counter=str(readings["number"] + 1).zfill(len(token)))
        case = "lower" if token.islower() else "upper"
        roman, letter = readings.get(f"{case}-roman"), readings.get(f"{case}-letter")
        if roman is not None and (letter is None or self._is_roman(token, like)):
            made = to_roman(roman + 1)
        elif letter is not None:
            made = chr(97 + letter % 26) * (letter // 26 + 1)
        else:
            raise RefusedError(f'the number "{number.raw.strip()}" cannot be counted on')
        return number._replace(counter=made if case == "lower" else made.upper())

    def _is_roman(self, token: str, like: int) -> bool:
        """Whether a letter that is also a numeral counts as one: "i" does unless an "h" stands before it."""
        if len(token) > 1:
            return True
        before = chr(ord(token) - 1)
        for passage in reversed(self._passages[max(0, like - 60) : like]):
            label = typed_label(passage.text)
            counter = None if label is None else _COUNTER.search(passage.text[: label.end])
            if counter is not None and counter.group() == before:
                return False
        return token.lower() in "iv"

    def _first_under(self, parent: TypedNumber | None, like: TypedNumber) -> TypedNumber:
        """Return the first number below a new parent, in the form of ``like``."""
        if like.counter.isdigit():
            first = "1"
        elif like.counter.islower():
            first = "i" if like.counter in ("ii", "iii", "iv", "v", "i") else "a"
        else:
            first = "I" if like.counter in ("II", "III", "IV", "V", "I") else "A"
        if not like.before[-1:].isdigit() and "." not in like.before:
            return like._replace(counter=first)
        if parent is None:
            raise RefusedError("its number contains that of a paragraph whose number is automatic")
        own = re.search(r"[\w.]*$", parent.before)
        return like._replace(before=f"{own.group() if own else ''}{parent.counter}.", counter=first)


def _sibling_address(place: Place, number: TypedNumber) -> str:
    """The full address of a sibling of ``place`` with another last counter."""
    return _COUNTER.sub(number.counter, place.section, count=1)
