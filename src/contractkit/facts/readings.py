"""The sentences of a document as patterns of facts read them; what a view answers is asked once, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from contractkit.evidence import Known, Passage
from contractkit.facts.views import View, Views
from contractkit.library.models import FactPattern

Answer = TypeVar("Answer")


class Reading(NamedTuple):
    """A passage of the document, and the view in which it is read."""

    passage: Passage
    view: View


class Readings:
    """Sentences that hold values, in the document's order."""

    def __init__(self, readings: Iterable[Reading], known: Known) -> None:
        self._readings = tuple(reading for reading in readings if reading.view.values)
        self._views = frozenset(reading.view for reading in self._readings)
        self._known = known
        self._searched: dict[frozenset[View], Views] = {}

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
        for reading in self._readings if told.answers else ():
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
