"""Typed facts of prose, key-terms tables and defined terms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import NamedTuple

from contractkit import text as t
from contractkit.evidence import Evidence
from contractkit.facts.continued import continued
from contractkit.facts.definitions import Definition
from contractkit.facts.fitting import TERMS, Hit, belongs, fits, is_notice, is_plausible
from contractkit.facts.guesses import guessed
from contractkit.facts.labels import LabelPhrase
from contractkit.facts.likely import settled, with_likely
from contractkit.facts.sentences import Excuses, Sentences
from contractkit.facts.values import Value, other_reading
from contractkit.facts.views import View, Views
from contractkit.library.models import FactPattern, Family
from contractkit.phrases import Compile, Phrase
from contractkit.polarity import taken_back

_OF_A_PARTY = re.compile(r"(?:vendor_|customer_)(?: +(?:with|on|by|at|for))? +$")
_SHORTEST_TERM = 0.9  # months: 28 days and more; four working days are no term


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact with its place: offsets of the sentence (or cell) in the paragraph that states it.

    ``told_as`` is its name in the report, "" when it serves rules only. ``read_by_model`` when no phrase found it.
    """

    name: str
    quantity: t.Quantity
    paragraph: int
    start: int
    end: int
    told_as: str = ""
    read_by_model: bool = False


def find_facts(
    families: Iterable[Family], scope_of: Callable[[str], frozenset[int]], evidence: Evidence, compile_phrase: Compile
) -> tuple[FoundFact, ...]:
    """Return every fact that the families' fact patterns find, in document order, each place and value once.

    ``scope_of`` gives the paragraphs in which a family stands; ``compile_phrase`` compiles for value markers. A value
    that no sentence explains is read once more together with its heading and the sentence before it.
    """
    sentences = Sentences(evidence)
    families = [family for family in families if family.facts]
    found = [
        hit
        for family in families
        for pattern in family.facts
        for hit in _hits(pattern, partial(scope_of, family.id), sentences, compile_phrase)
    ]
    known = {(hit.pattern.name, hit.passage.paragraph) for hit in found}
    wide = sentences.widened({hit.at for hit in found})
    for family in families:
        for pattern in family.facts:
            found += [
                hit
                for hit in _hits(pattern, partial(scope_of, family.id), wide, compile_phrase)
                if (pattern.name, hit.passage.paragraph) not in known
            ]
    found += _spared(families, found, scope_of, sentences, compile_phrase)
    found += continued(found, sentences, compile_phrase)
    found = list(settled(found, sentences))
    left = sentences.widened({hit.at for hit in found}, bare=True)
    found += guessed(families, found, scope_of, sentences, compile_phrase, left=left)
    return _facts(with_likely(families, found, sentences, left, compile_phrase), sentences.definitions)


def _spared(
    families: Iterable[Family], found: Sequence[Hit], scope_of: Callable[[str], frozenset[int]], sentences: Sentences,
    compile_phrase: Compile,
) -> Iterator[Hit]:  # fmt: skip
    """For each reported fact not found: a value that no fact took, and that stands nearer to its phrase than excuses.

    Excuses are worded widely, so that where another sentence states the fact they cannot harm.
    """
    known = {_told_as(hit.pattern) for hit in found}
    used = {hit.at for hit in found}
    for family in families:
        for pattern in family.facts:
            if _told_as(pattern) and _told_as(pattern) not in known:
                hits = _hits(pattern, partial(scope_of, family.id), sentences, compile_phrase, spare=True)
                free = (hit for hit in hits if hit.at not in used)
                yield from islice(free, 1)


def _told_as(pattern: FactPattern) -> str:
    return pattern.name if pattern.told_as is None else pattern.told_as


def _facts(found: Iterable[Hit], definitions: Mapping[str, Definition]) -> tuple[FoundFact, ...]:
    """The facts of the hits; one value told twice in one place is one fact."""
    told: defaultdict[tuple[str, t.Quantity, int], list[FoundFact]] = defaultdict(list)
    for hit in found:
        for fact in _as_facts(hit, definitions):
            same = told[fact.name, fact.quantity, fact.paragraph]
            if not any(fact.start < other.end and other.start < fact.end for other in same):
                same.append(fact)
    facts = (fact for same in told.values() for fact in same)
    return tuple(sorted(facts, key=lambda item: (item.paragraph, item.start, item.name)))


def _as_facts(hit: Hit, definitions: Mapping[str, Definition]) -> Iterator[FoundFact]:
    """The fact of a hit; two where its words and its figures disagree: "ninety (60) days"."""
    name, defined = hit.pattern.name, hit.value.defined
    stated = hit.passage if defined is None else definitions[defined]
    words = None if defined is not None else other_reading(hit.view.canonical[hit.value.start : hit.value.end])
    for quantity in (_counted(hit), *((words,) if words else ())):
        if name not in TERMS or (t.convert(quantity, "month") or 1) >= _SHORTEST_TERM:
            yield FoundFact(
                name, quantity, stated.paragraph, stated.start, stated.end, _told_as(hit.pattern), hit.by_model
            )


def _counted(hit: Hit) -> t.Quantity:
    """The hit's value; of a percentage above ``over``, what exceeds it."""
    over, quantity = hit.pattern.over, hit.value.quantity
    if over is not None and hit.value.kind == "percent" and quantity.value > over:
        return t.Quantity(round(quantity.value - over, 6), quantity.unit)
    return quantity


class _Found(NamedTuple):
    """A value that the phrase of this number finds; ``here`` where it counts only in the family's own place.

    ``of_a_party``: whether it is told as one party's own.
    """

    value: Value
    phrase: int
    here: bool
    of_a_party: bool


def _hits(
    pattern: FactPattern, places: Callable[[], frozenset[int]], sentences: Sentences, compile_phrase: Compile,
    *, spare: bool = False,
) -> Iterator[Hit]:  # fmt: skip
    """What one pattern finds, the first of a sentence unless ``each``; with ``spare`` only what its excuses spare.

    ``places`` gives the paragraphs of ``here``. To look for them takes longer than most patterns, so it is asked last.
    """
    ask = partial(_spared_in if spare else _found, pattern, compile_phrase)
    found = sentences.readings.answers("spared" if spare else "found", pattern, ask)
    told: set[int] = set()
    for (passage, view), item in sorted(found, key=lambda pair: pair[1].phrase):
        if item.here and passage.paragraph not in places():
            continue
        if pattern.each or passage.number not in told or item.of_a_party:
            told.add(passage.number)
            yield Hit(pattern, passage, view, item.value)


def _found(pattern: FactPattern, compile_phrase: Compile, views: Views) -> Iterator[tuple[View, _Found]]:
    """The plausible values that the pattern's phrases and labels find; of a view as many as may count."""
    excused = Excuses(views, [compile_phrase(source) for source in pattern.unless])
    inside = views.with_value(partial(is_plausible, pattern))
    sources = [*pattern.find, *pattern.here]
    for number, source in enumerate(sources):
        here = number >= len(pattern.find)
        for at, value in list(_matches(pattern, compile_phrase(source), views, inside, excused)):
            view = views.views[at]
            if is_plausible(pattern, value):
                yield view, _Found(value, number, here, _is_of_a_party(view, value))
                if not here and _is_done(pattern, view):
                    inside &= ~(1 << at)
    labels = [LabelPhrase(compile_phrase(source)) for source in pattern.labels]
    for view, value in _labelled(pattern, views, inside, excused, labels) if labels else ():
        if is_plausible(pattern, value):
            yield view, _Found(value, len(sources), False, _is_of_a_party(view, value))


def _spared_in(pattern: FactPattern, compile_phrase: Compile, views: Views) -> Iterator[tuple[View, _Found]]:
    """The plausible values that the pattern's phrases find nearer to them than its excuses."""
    excused = Excuses(views, [compile_phrase(source) for source in pattern.unless])
    inside = views.with_value(partial(is_plausible, pattern))
    for number, source in enumerate((*pattern.find, *pattern.here)):
        for at, value in _matches(pattern, compile_phrase(source), views, inside, excused, spare=True):
            if is_plausible(pattern, value):
                yield views.views[at], _Found(value, number, number >= len(pattern.find), False)


def _is_done(pattern: FactPattern, view: View) -> bool:
    """Whether nothing more that may count is to be found in a view in which a value was found."""
    return len(view.values) == 1 or not (pattern.each or any(_is_of_a_party(view, value) for value in view.values))


def _matches(
    pattern: FactPattern, phrase: Phrase, views: Views, inside: int, excused: Excuses, *, spare: bool = False
) -> Iterator[tuple[int, Value]]:
    """What the phrase finds, with the number of the view; with ``spare`` also what stands nearer than its excuses."""
    for view, number in views.finding(phrase, inside):
        text = view.text if spare else excused.masked(view)
        if text is None:
            continue
        for match in views.hits_in(phrase, number, text):
            at, end = match.span("value")
            value = view.value_at(at)
            if value is None or not belongs(pattern, value, at, view) or taken_back(text, match.start()):
                continue
            if spare and not excused.spares(view, value, match.start()):
                continue
            if "notice" not in text[end : match.end()] and is_notice(pattern.name, text, end):
                continue
            yield number, value


def _is_of_a_party(view: View, value: Value) -> bool:
    """Whether the value is told as one party's own: "Customer 70 days; Vendor 200 days"."""
    at = view.place_of(value)
    return len(view.values) > 1 and _OF_A_PARTY.search(view.text, view.own, at) is not None


def _labelled(
    pattern: FactPattern, views: Views, inside: int, excused: Excuses, labels: Sequence[LabelPhrase]
) -> Iterator[tuple[View, Value]]:
    """The first value of a fitting kind behind a label of the fact, and those behind a party: "Vendor 200 days"."""
    for view in views.labelled(lambda text: any(label.names(text) for label in labels), inside):
        text = excused.masked(view) or ""
        first = True
        for value, at in zip(view.values, view.places, strict=True) if text else ():
            if fits(pattern, view, value, at, text) and (first or _is_of_a_party(view, value)):
                first = False
                yield view, value
