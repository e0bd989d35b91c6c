"""Typed facts of prose, key-terms tables and defined terms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from contractkit import text as t
from contractkit.evidence import Evidence
from contractkit.facts.labels import names_whole
from contractkit.facts.sentences import Excuses, Sentences
from contractkit.facts.values import Value
from contractkit.facts.views import View, Views
from contractkit.library.models import FactPattern, Family
from contractkit.phrases import VALUE_MARKERS, Phrase, with_barriers
from contractkit.polarity import taken_back

Compile = Callable[[str], Phrase]
_TERMS = ("initial_term", "lock_period", "renewal_term")
_SHORTEST_TERM = 0.9  # months: 28 days and more; four working days are no term
_NOTICE = re.compile(r"\W*(?:(?:prior|advance|previous|written|clear|formal|or more|in writing)\W+)*notice")
# How long the contract lasts says something of these facts only, wherever the defined term stands.
_CONTRACT_LENGTH = re.compile(
    r"(?:the )?(?:(?:initial|minimum|fixed|committed|contract|first|renewal|extension|current|agreement"
    r"|service|base) )*"
    r"(?:term|duration|contract period|initial period|minimum period|subscription period)$"
)
_OF_CONTRACT_LENGTH = (*_TERMS, "liability_cap", "early_termination_fee")
# "The time limit for this amounts to six years": the sentence before says for what.
_REFERS_BACK = re.compile(
    r"(?<!\w)(?:this|it|they|these|those|such|so|period|time|limit|term|amount|ceiling|deadline|letter|floor)(?!\w)"
)
_MARKER = re.compile(r"\{(duration|percent|money|fees|cycle)\}")


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact with its place: offsets of the sentence (or cell) in the paragraph that states it.

    ``told_as`` is its name in the report, "" when it serves rules only.
    """

    name: str
    quantity: t.Quantity
    paragraph: int
    start: int
    end: int
    told_as: str = ""


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
        for hit in _hits(pattern, scope_of(family.id) if pattern.here else frozenset(), sentences, compile_phrase)
    ]
    known = {(hit.pattern.name, hit.view.passage.paragraph) for hit in found}
    wide = sentences.widened({(id(hit.view.passage), hit.value.start) for hit in found})
    for family in families:
        for pattern in family.facts:
            found += [
                hit
                for hit in _hits(pattern, scope_of(family.id) if pattern.here else frozenset(), wide, compile_phrase)
                if (pattern.name, hit.view.passage.paragraph) not in known
            ]
    return _facts([*found, *_guessed(families, found, scope_of, sentences, compile_phrase)])


def _guessed(
    families: Iterable[Family], found: Sequence[_Hit], scope_of: Callable[[str], frozenset[int]], sentences: Sentences,
    compile_phrase: Compile,
) -> Iterator[_Hit]:  # fmt: skip
    """For each fact that the document states nowhere: a value that its cues fit.

    The first in the family's own place, or else the only one under a heading that fits too; or else the only one that
    fits ``alone``, provided that no other fact claims it with as many words of its own sentence.
    """
    alone: list[_Hit] = []
    known = {hit.pattern.name for hit in found}
    left = sentences.widened({(id(hit.view.passage), hit.value.start) for hit in found}, bare=True)
    for family in families:
        for pattern in family.facts:
            if pattern.name in known:
                continue
            if pattern.instead in known and pattern.beside in known:
                yield from (_Hit(pattern, hit.view, hit.value) for hit in found if hit.pattern.name == pattern.instead)
                continue
            places = scope_of(family.id)
            fitting = list(_by_cues(pattern, pattern.cues, left, compile_phrase))
            here = [hit for hit in fitting if hit.view.passage.paragraph in places]
            elsewhere = [hit for hit in fitting if _under_its_heading(hit, compile_phrase)]
            sure = here or (elsewhere if len(elsewhere) == 1 else [])
            yield from islice(sure, 1)
            only = [] if sure else list(_by_cues(pattern, pattern.alone, left, compile_phrase))
            alone += only if len(only) == 1 else []
    yield from _unrivalled(alone, compile_phrase)


def _unrivalled(hits: Sequence[_Hit], compile_phrase: Compile) -> Iterator[_Hit]:
    """The hits whose own sentence fits more groups of ``alone`` than that of any other fact with the same value.

    All groups but one stand in that sentence itself, unless it refers back to the one before.
    """
    claims: defaultdict[tuple[int, int], list[tuple[tuple[int, int], _Hit]]] = defaultdict(list)
    for hit in hits:
        words = [compile_phrase(source).pattern for source in hit.pattern.alone]
        own = sum(group.search(with_barriers(hit.view.text), hit.view.own) is not None for group in words)
        claims[id(hit.view.passage), hit.value.start].append(((own, len(words)), hit))
    for rivals in claims.values():
        most = max(own for own, _ in rivals)
        best = [hit for own, hit in rivals if own == most]
        if len(best) == 1 and (most[0] >= most[1] - 1 or _REFERS_BACK.search(best[0].view.text, best[0].view.own)):
            yield best[0]


def _under_its_heading(hit: _Hit, compile_phrase: Compile) -> bool:
    """Whether the sentence itself fits every cue, and its heading or the sentence before it one of them."""
    cues = [compile_phrase(source).pattern for source in hit.pattern.cues]
    text, own = with_barriers(hit.view.text), hit.view.own
    return all(cue.search(text, own) for cue in cues) and any(cue.search(text, 0, own) for cue in cues)


def _by_cues(
    pattern: FactPattern, groups: Sequence[str], sentences: Sentences, compile_phrase: Compile
) -> Iterator[_Hit]:
    """The values of the sentences in which, read with what stands before them, every one of ``groups`` occurs."""
    if not groups:
        return
    sources = (*pattern.find, *pattern.here)
    views = sentences.summed if any("{fees}" in source for source in sources) else sentences.plain
    kinds = _kinds(pattern)
    cues = [compile_phrase(source) for source in groups]
    excused = Excuses(views, [compile_phrase(source) for source in pattern.unless])
    for view in views.views:
        text = excused.masked(view)
        if text is None or not all(cue.pattern.search(with_barriers(text)) for cue in cues):
            continue
        for value, at in zip(view.values, view.places, strict=True):
            end = at + len(VALUE_MARKERS[value.kind])
            fits = value.kind in kinds and text[at:end] == VALUE_MARKERS[value.kind] and _plausible(pattern, value)
            if fits and _belongs(pattern.name, value, at, view) and not _is_notice(pattern.name, text, end):
                yield _Hit(pattern, view, value)


def _kinds(pattern: FactPattern) -> frozenset[str]:
    """The kinds of value that the fact can have; how often it recurs is one only where a phrase holds nothing else."""
    found = [_MARKER.findall(source) for source in (*pattern.find, *pattern.here)]
    return frozenset(kind for kinds in found for kind in kinds if kind != "cycle" or set(kinds) == {"cycle"})


def _plausible(pattern: FactPattern, value: Value) -> bool:
    """Whether the value lies in the range that the fact can have."""
    between = pattern.plausible
    measured = t.convert(value.quantity, between.unit) if between else None
    return between is None or measured is None or between.from_ <= measured <= between.to


@dataclass(frozen=True, slots=True)
class _Hit:
    """A value that a pattern found in a view."""

    pattern: FactPattern
    view: View
    value: Value


def _facts(found: Iterable[_Hit]) -> tuple[FoundFact, ...]:
    """The facts of the hits; one value told twice in one place is one fact."""
    told: defaultdict[tuple[str, t.Quantity, int], list[FoundFact]] = defaultdict(list)
    for hit in found:
        name, quantity = hit.pattern.name, _counted(hit)
        if name in _TERMS and (t.convert(quantity, "month") or 1) < _SHORTEST_TERM:
            continue
        passage = hit.view.passage
        place = hit.value.defined or (passage.paragraph, passage.start, passage.end)
        fact = FoundFact(
            name, quantity, *place, told_as=hit.pattern.name if hit.pattern.told_as is None else hit.pattern.told_as
        )
        same = told[name, quantity, fact.paragraph]
        if not any(fact.start < other.end and other.start < fact.end for other in same):
            same.append(fact)
    facts = (fact for same in told.values() for fact in same)
    return tuple(sorted(facts, key=lambda item: (item.paragraph, item.start, item.name)))


def _counted(hit: _Hit) -> t.Quantity:
    """The hit's value; of a percentage above ``over``, what exceeds it."""
    over, quantity = hit.pattern.over, hit.value.quantity
    if over is not None and hit.value.kind == "percent" and quantity.value > over:
        return t.Quantity(round(quantity.value - over, 6), quantity.unit)
    return quantity


def _hits(
    pattern: FactPattern, places: frozenset[int], sentences: Sentences, compile_phrase: Compile
) -> Iterator[_Hit]:
    """What one pattern finds, the first of a sentence unless ``each``; ``places`` are the paragraphs of ``here``."""
    sources = (*pattern.find, *pattern.here)
    views = sentences.summed if any("{fees}" in source for source in sources) else sentences.plain
    excused = Excuses(views, [compile_phrase(source) for source in pattern.unless])
    told: set[int] = set()
    for view, value in _found(pattern, places, views, excused, compile_phrase):
        if _plausible(pattern, value) and (pattern.each or id(view.passage) not in told):
            told.add(id(view.passage))
            yield _Hit(pattern, view, value)


def _found(
    pattern: FactPattern, places: frozenset[int], views: Views, excused: Excuses, compile_phrase: Compile
) -> Iterator[tuple[View, Value]]:
    for source in pattern.find:
        yield from _matches(pattern.name, compile_phrase(source), views, excused)
    for source in pattern.here:
        for view, value in _matches(pattern.name, compile_phrase(source), views, excused):
            if view.passage.paragraph in places:
                yield view, value
    if pattern.labels:
        yield from _labelled(pattern, views, excused, [compile_phrase(source) for source in pattern.labels])


def _matches(name: str, phrase: Phrase, views: Views, excused: Excuses) -> Iterator[tuple[View, Value]]:
    for view, starts in views.holding(phrase):
        text = excused.masked(view)
        if text is None:
            continue
        for match in phrase.hits(with_barriers(text), starts):
            at, end = match.span("value")
            value = view.value_at(at)
            if value is None or not _belongs(name, value, at, view) or taken_back(text, match.start()):
                continue
            if "notice" not in text[end : match.end()] and _is_notice(name, text, end):
                continue
            yield view, value


def _is_notice(name: str, text: str, end: int) -> bool:
    """Whether the value that ends here is a length of notice ("six months' prior notice") and the fact is none."""
    return "noti" not in name and _NOTICE.match(text, end) is not None


def _labelled(
    pattern: FactPattern, views: Views, excused: Excuses, labels: Sequence[Phrase]
) -> Iterator[tuple[View, Value]]:
    """The first value of a fitting kind behind a label of the fact."""
    kinds = _kinds(pattern)
    for view in views.views:
        if not any(names_whole(labels, label) for label in view.labels):
            continue
        text = excused.masked(view) or ""
        for value, at in zip(view.values, view.places, strict=True) if text else ():
            end = at + len(VALUE_MARKERS[value.kind])
            fits = value.kind in kinds and text[at:end] == VALUE_MARKERS[value.kind]
            if fits and _belongs(pattern.name, value, at, view) and not _is_notice(pattern.name, text, end):
                yield view, value
                break


def _belongs(name: str, value: Value, place: int, view: View) -> bool:
    """Whether the value stands in the passage's own words, and not as the contract's length where that says nothing."""
    if place < view.own:
        return False
    if value.defined is not None and value.kind != "fees":
        term = view.passage.canonical[value.start : value.end]
        return name in _OF_CONTRACT_LENGTH or _CONTRACT_LENGTH.match(term) is None
    return True
