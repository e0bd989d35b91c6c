"""The status of a clause family: present, weak, inverted or missing, with the words that justify it."""

from __future__ import annotations

from dataclasses import dataclass

from contractkit.denials import bounds_a_duty, denied_behind, of_both
from contractkit.document import Document
from contractkit.evidence import Evidence, Passage, Place
from contractkit.findings import Status
from contractkit.identify import Scope, scope_by_traces
from contractkit.library.models import Element, Family
from contractkit.phrases import Compile, Match
from contractkit.polarity import (
    as_opposite,
    names_who_owes_nothing,
    of_others,
    openly_taken_back,
    plainly_denied,
    taken_back,
    unlimited,
)
from contractkit.questions import ENOUGH, Wording
from contractkit.rules.denied import Found, found_in_clause

_SENTENCE_WORDS = 8
_SAID, _BACK, _OPENLY_BACK = 2, 4, 8  # what a match says of an element
# Names of the vocabulary by which a phrase says that a protection is refused: its place does not matter then.
_REFUSALS = (
    "{refuses}", "{refused}", "{is given}", "{by grace}", "{gives no exit}", "{ground to leave}", "{not needed}",
    "{owns what it makes}", "{owes none}", "{denies",
)  # fmt: skip
# Names that refuse whatever is spoken of: they count below the clause's own heading, where it says nothing else.
_WHATEVER, _PROMISE = "{turned ", "{turned back}"  # the latter takes back what the clause says before it


@dataclass(frozen=True, slots=True)
class ElementJudgement:
    """Whether an element is said (``met``), and where it is said (``place``) or turned round (``defeat``).

    ``openly`` when the defeat names a party that owes nothing or has no right: it counts even beside a ``place``.
    ``refused`` when a sentence refuses it in so many words and for every case: then it is not met.
    """

    element: Element
    met: bool
    place: Place | None
    defeat: Place | None
    openly: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class FamilyJudgement:
    """A family's status, its elements, and the sentence that shows it best (None when missing)."""

    status: Status
    elements: tuple[ElementJudgement, ...]
    place: Place | None
    scope: Scope

    @property
    def seen(self) -> bool:
        """True when the clause is there: not missing, and more than sentences that only speak of its subject."""
        return self.status != "missing" and not self.scope.traces

    @property
    def lodged(self) -> bool:
        """True when the document gives nearly every clause a heading, and this one stands in the places of others."""
        return self.seen and bool(self.scope.apart) and not self.scope.headed - self.scope.apart

    @property
    def says_nothing(self) -> bool:
        """True when only headings show the family: no element is said or turned round, and no sentence does its job."""
        scope = self.scope
        shown = bool(scope.headed) and self.status != "missing"
        return shown and not scope.signals and not any(item.met or item.defeat for item in self.elements)


def doubted(judged: FamilyJudgement, traces: tuple[Place, ...], evidence: Evidence) -> FamilyJudgement:
    """Return a missing family as weak, quoted by the first of its traces: something speaks of it, nothing shows it."""
    return FamilyJudgement("weak", judged.elements, traces[0], scope_by_traces(judged.scope, traces, evidence))


def judge_family(family: Family, scope: Scope, evidence: Evidence, compile_phrase: Compile) -> FamilyJudgement:
    """Return how ``family`` stands in the paragraphs of ``scope``.

    missing: no heading names it, no chapter says half of what it must say, nothing refuses it, and the text model sees
    it nowhere. inverted: a must element is refused, or one is turned round and no must element is stated. weak: a must
    element is not stated. present: every must element is.
    """
    passages = [p for index in sorted(scope.paragraphs) for p in evidence.by_paragraph.get(index, ())]
    found = [_find_element(element, scope, evidence, compile_phrase) for element in family.elements]
    found = found_in_clause(found, scope, evidence)
    elements = tuple(_judge_element(item) for item in found)
    refused = any(item.refused for item in found if item.element.need == "must")
    status = _status(elements)
    if not refused and not _seen(scope, found, passages, evidence):
        said_apart = scope.apart and status == "present"
        if said_apart or not _turned_round(scope, found, evidence):
            return FamilyJudgement("missing", elements, None, scope)
    return FamilyJudgement(status, elements, _best_place(scope, elements, passages), scope)


def _seen(scope: Scope, found: list[Found], passages: list[Passage], evidence: Evidence) -> bool:
    """True when a heading stands over a body, or a chapter with a signal says half of the must elements.

    Elements scattered over the chapters of other clauses do not make a clause. Where the document gives each clause a
    heading, a sentence in another family's place is a clause of this one only if that place says it in full.
    """
    headed = scope.headed - scope.apart
    if scope.read or (headed and _has_body([p for p in passages if p.paragraph in headed])):
        return True
    if not scope.signals:
        return False
    needed = [item for item in found if item.element.need == "must"]
    loose = {evidence.chapters[s.paragraph] for s in scope.signals if s.paragraph not in scope.apart}
    if any(_says_half(needed, chapter, scope, evidence) for chapter in loose):
        return True
    lodged = {_clause_around(s.paragraph, evidence.document) for s in scope.signals if s.paragraph in scope.apart}
    return any(_says_in_full(found, clause, evidence.document) for clause in lodged)


def _turned_round(scope: Scope, found: list[Found], evidence: Evidence) -> bool:
    """Whether a chapter with a signal says the opposite of a must element."""
    signalled = {evidence.chapters[signal.paragraph] for signal in scope.signals}
    needed = [item for item in found if item.element.need == "must"]
    return any(evidence.chapters[p.paragraph] in signalled for item in needed for p in item.defeats)


def _says_half(needed: list[Found], chapter: int, scope: Scope, evidence: Evidence) -> bool:
    """Whether what a chapter leaves to all families says half of the must elements."""
    said = [
        {evidence.chapters[p.paragraph] for p in (*item.places, *item.defeats) if p.paragraph not in scope.apart}
        for item in needed
    ]
    return not needed or sum(chapter in chapters for chapters in said) >= max(1, (len(needed) + 1) // 2)


def _clause_around(paragraph: int, document: Document) -> range:
    """The smallest section with a title that holds the paragraph, or the paragraph alone."""
    around = [s for s in document.sections if s.title and s.first <= paragraph <= s.last]
    smallest = min(around, key=lambda section: section.last - section.first, default=None)
    return range(smallest.first, smallest.last + 1) if smallest else range(paragraph, paragraph + 1)


def _says_in_full(found: list[Found], clause: range, document: Document) -> bool:
    """Whether a clause says half of the family's elements, all that it must say among them; its tables aside."""
    prose = {index for index in clause if document.paragraphs[index].cell is None}
    said = [any(place.paragraph in prose for place in item.places) for item in found]
    needed = [says for says, item in zip(said, found, strict=True) if item.element.need == "must"]
    return all(needed) and 2 * sum(said) >= len(found)


def _status(elements: tuple[ElementJudgement, ...]) -> Status:
    needed = [judged for judged in elements if judged.element.need == "must"]
    unmet = [judged for judged in needed if not judged.met]
    if any(judged.refused for judged in unmet) or (unmet == needed and any(judged.defeat for judged in unmet)):
        return "inverted"
    return "weak" if unmet else "present"


def _has_body(passages: list[Passage]) -> bool:
    """A heading alone, or "Reserved", is no clause: at least one sentence of eight words must stand below it."""
    return any(_is_sentence(passage) for passage in passages)


def _is_sentence(passage: Passage) -> bool:
    return len(passage.canonical.split()) >= _SENTENCE_WORDS


def _find_element(element: Element, scope: Scope, evidence: Evidence, compile_phrase: Compile) -> Found:
    opposite, refusing, whatever = evidence.known.once(_parted, tuple(element.defeated_by))
    defeats = [passage for passage, _ in evidence.saying(_stands, opposite, compile_phrase, scope.paragraphs)]
    refused = [passage for passage, _ in evidence.saying(_is_refusal, refusing, compile_phrase)]
    back = [source for source in whatever if source == _PROMISE]
    taken = tuple(passage for passage, _ in evidence.saying(_is_denial, back, compile_phrase, scope.own))
    denials = tuple(passage for passage, _ in evidence.saying(_is_denial, whatever, compile_phrase, scope.own))
    places: list[Passage] = []
    retracted: list[Passage] = []
    openly: Passage | None = refused[0] if refused else None
    for passage, said in evidence.saying(_reads, element.satisfied_by, compile_phrase, scope.paragraphs):
        # "does not cure it within 30 days" says a cure period for one phrase, and takes back the words of another
        if said & _SAID:
            places.append(passage)
        elif said & _BACK:
            retracted.append(passage)
        openly = openly or (passage if said & _OPENLY_BACK else None)
    defeats += [*refused, *retracted]
    defeats = list({passage.number: passage for passage in defeats}.values())
    defeated = {passage.number for passage in defeats}
    standing = tuple(passage for passage in places if passage.number not in defeated)
    return Found(element, standing, tuple(defeats), openly, bool(refused), denials, taken)


def _parted(sources: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What turns an element round where the clause stands, what refuses it anywhere, and what refuses anything."""
    refusing = tuple(source for source in sources if any(name in source for name in _REFUSALS))
    whatever = tuple(source for source in sources if source.startswith(_WHATEVER))
    return tuple(source for source in sources if source not in {*refusing, *whatever}), refusing, whatever


def _reads(wording: Wording, match: Match) -> int:
    """What a match says: the element, or that it is taken back, or that it is so openly."""
    text = wording.canonical
    may_be_open = names_who_owes_nothing(text)
    if denied_behind(text, match.end):
        said = 0
    elif not taken_back(text, match.start):
        said = _SAID if may_be_open else _SAID | ENOUGH
    else:
        said = _BACK if plainly_denied(text, match.start, match.end) else 0
    openly = may_be_open and openly_taken_back(text, match.start) and not of_others(text, match.end)
    return said | _OPENLY_BACK if openly else said


def opposes(
    family: Family, place: Place, evidence: Evidence, compile_phrase: Compile, *, whatever: bool = False
) -> bool:
    """Return whether the sentences at ``place`` say the opposite of a must element of ``family``.

    ``whatever``: it is known that they speak of it, so that it is enough that they deny what they speak of.
    """
    here = frozenset({place.paragraph})
    needed = [element for element in family.elements if element.need == "must"]
    sources = [s for element in needed for s in element.defeated_by if whatever or not s.startswith(_WHATEVER)]
    found = evidence.saying(_stands, sources, compile_phrase, here)
    return any(passage.start < place.end and place.start < passage.end for passage, _ in found)


def _is_refusal(wording: Wording, match: Match) -> bool:
    """Whether the sentence's own words refuse a thing for every case."""
    return match.end > wording.own and unlimited(wording.canonical, match.start, match.end) and _stands(wording, match)


def _is_denial(wording: Wording, match: Match) -> bool:
    """Whether the sentence's own words deny what they speak of for every case, on behalf of one party alone."""
    text, start = wording.canonical, match.start
    return not of_both(text, start) and not bounds_a_duty(text, start) and _is_refusal(wording, match)


def _stands(wording: Wording, match: Match) -> bool:
    """Whether the sentence says for good the opposite that was found in it."""
    return as_opposite(wording.canonical, match.start, match.end)


def _judge_element(found: Found) -> ElementJudgement:
    place = found.places[0].place if found.places else None
    first = found.open_defeat or (found.defeats[0] if found.defeats else None)
    defeat = first.place if first else None
    met = place is not None and not found.refused
    return ElementJudgement(found.element, met, place, defeat, found.open_defeat is not None, found.refused)


def _best_place(scope: Scope, elements: tuple[ElementJudgement, ...], passages: list[Passage]) -> Place | None:
    for judged in elements:
        if judged.defeat and not judged.met:
            return judged.defeat
    for judged in elements:
        if judged.place:
            return judged.place
    signalled = {(signal.paragraph, signal.start) for signal in (*scope.read, *scope.signals)}
    telling = [p for p in passages if (p.paragraph, p.start) in signalled]
    headed = [p for p in passages if p.paragraph in scope.headed]
    whole = [p for p in (*telling, *headed) if _is_sentence(p)]
    return next((p.place for p in (*whole, *telling, *passages)), None)
