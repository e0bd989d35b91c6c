"""The sentences of a document as patterns of facts read them; what a view answers is asked once, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from contractkit.evidence import Known, Passage
from contractkit.facts.views import View, Views, with_sums
from contractkit.library.models import FactPattern

Answer = TypeVar("Answer")


class Reading(NamedTuple):
    """A passage of the document, and the view in which it is read."""

    passage: Passage
    view: View


class Readings:
    """Sentences in the document's order. Patterns that look for sums of fees read them with these as one value."""

    def __init__(self, readings: Iterable[Reading], known: Known) -> None:
        self.all = tuple(readings)
        self._known = known
        self._searched: dict[frozenset[View], Views] = {}

    @cached_property
    def _plain(self) -> tuple[Reading, ...]:
        return tuple(reading for reading in self.all if reading.view.values)

    @cached_property
    def _summed(self) -> tuple[Reading, ...]:
        summed = (Reading(passage, self._known.once(with_sums, view)) for passage, view in self.all)
        return tuple(reading for reading in summed if reading.view.values)

    @cached_property
    def _views(self) -> frozenset[View]:
        """The views in both forms: all are asked for every pattern, so that one index of their words serves all."""
        return frozenset(reading.view for reading in (*self._plain, *self._summed))

    def answers(
        self, question: str, pattern: FactPattern, ask: Callable[[Views], Iterable[tuple[View, Answer]]]
    ) -> Iterator[tuple[Reading, Answer]]:
        """Yield what ``ask`` tells of the views for a pattern, reading by reading.

        Of each view it must tell the same whatever the others are: it is asked only of those that nobody asked of the
        ``question`` before.
        """
        told = self._known.once(_Told, question, id(pattern))
        told.pattern = pattern
        new = self._views - told.asked
        if new:
            for view, answer in ask(self._searchable(new)):
                told.answers.setdefault(view, []).append(answer)
            told.asked |= new
        readings = self._summed if any("{fees}" in source for source in (*pattern.find, *pattern.here)) else self._plain
        for reading in readings if told.answers else ():
            for answer in told.answers.get(reading.view, ()):
                yield reading, answer

    def _searchable(self, views: frozenset[View]) -> Views:
        if views not in self._searched:
            self._searched[views] = Views(views, self._known.texts)
        return self._searched[views]


class _Told:
    """What was told of views when they were asked one question for one pattern."""

    def __init__(self, question: str, of_pattern: int) -> None:
        self.question = question
        self.of_pattern = of_pattern
        self.pattern: FactPattern | None = None  # as long as it is kept, its id is its own
        self.asked: frozenset[View] = frozenset()
        self.answers: dict[View, list[Any]] = {}
