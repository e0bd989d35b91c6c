"""The status of a clause family: present, weak, inverted or missing, with the words that justify it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contractkit.evidence import Evidence, Passage
from contractkit.findings import Status
from contractkit.identify import Scope
from contractkit.library.models import Element, Family
from contractkit.phrases import Phrase
from contractkit.polarity import taken_back

Compile = Callable[[str], Phrase]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a paragraph's text."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ElementJudgement:
    """Whether an element is said (``met``), and where it is said (``place``) or turned round (``defeat``)."""

    element: Element
    met: bool
    place: Place | None
    defeat: Place | None


@dataclass(frozen=True, slots=True)
class FamilyJudgement:
    """A family's status, its elements, and the sentence that shows it best (None when missing)."""

    status: Status
    elements: tuple[ElementJudgement, ...]
    place: Place | None
    scope: Scope


def judge_family(family: Family, scope: Scope, evidence: Evidence, compile_phrase: Compile) -> FamilyJudgement:
    """Return how ``family`` stands in the paragraphs of ``scope``.

    missing: nothing looks like it. inverted: a must element is turned round and no must element is stated. weak: a must
    element is not stated. present: every must element is.
    """
    passages = [p for index in sorted(scope.paragraphs) for p in evidence.by_paragraph.get(index, ())]
    elements = tuple(_judge_element(element, scope, evidence, compile_phrase) for element in family.elements)
    place = _best_place(scope, elements, passages)
    return FamilyJudgement(_status(scope, elements, passages), elements, place, scope)


def _status(scope: Scope, elements: tuple[ElementJudgement, ...], passages: list[Passage]) -> Status:
    anything_met = any(judged.met or judged.defeat for judged in elements)
    if not passages or not (scope.signals or anything_met or _has_body(passages)):
        return "missing"
    needed = [judged for judged in elements if judged.element.need == "must"]
    unmet = [judged for judged in needed if not judged.met]
    if unmet == needed and any(judged.defeat for judged in unmet):
        return "inverted"
    return "weak" if unmet else "present"


def _has_body(passages: list[Passage]) -> bool:
    """A heading alone, or "Reserved", is no clause: at least one sentence of eight words must stand below it."""
    return any(len(passage.canonical.split()) >= 8 for passage in passages)


def _judge_element(element: Element, scope: Scope, evidence: Evidence, compile_phrase: Compile) -> ElementJudgement:
    defeats = [
        passage
        for passage, match in evidence.find(
            [compile_phrase(source) for source in element.defeated_by], scope.paragraphs
        )
        if not taken_back(passage.canonical, match.start)
    ]
    place = None
    for passage, match in evidence.find([compile_phrase(source) for source in element.satisfied_by], scope.paragraphs):
        if taken_back(passage.canonical, match.start):
            defeats.append(passage)
        elif not any(passage is defeated for defeated in defeats):
            place = _place(passage)
            break
    defeat = _place(defeats[0]) if defeats else None
    return ElementJudgement(element, place is not None, place, defeat)


def _place(passage: Passage) -> Place:
    return Place(passage.paragraph, passage.start, passage.end)


def _best_place(scope: Scope, elements: tuple[ElementJudgement, ...], passages: list[Passage]) -> Place | None:
    for judged in elements:
        if judged.defeat and not judged.met:
            return judged.defeat
    for judged in elements:
        if judged.place:
            return judged.place
    if scope.signals:
        first = scope.signals[0]
        return Place(first.paragraph, first.start, first.end)
    return _place(passages[0]) if passages else None
