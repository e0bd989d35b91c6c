"""The closed set of rule kinds, and how each judges a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from importlib.metadata import entry_points

from contractkit.errors import LibraryError
from contractkit.evidence import Evidence, Passage, Place
from contractkit.findings import SEVERITIES, Severity
from contractkit.freedoms import customers_own
from contractkit.library.models import (
    Condition,
    ConsistencyRule,
    ForbiddenRule,
    InterlockRule,
    LimitRule,
    PythonRule,
    RuleBase,
    Step,
    TableRule,
)
from contractkit.questions import says_it
from contractkit.rules.consistency import CHECKS
from contractkit.rules.context import Context
from contractkit.rules.hits import Hit
from contractkit.rules.standing import standing, standing_in_each
from contractkit.rules.table import table_hits
from contractkit.text import Quantity, convert, told

# The vocabulary's name for "only with Customer's prior consent" and its like.
_LEAVE = "only with leave"


@singledispatch
def evaluate(rule: RuleBase, context: Context) -> Iterator[Hit]:  # noqa: ARG001 - every kind has this shape
    """Yield every hit of ``rule``. Raises LibraryError for a kind that does not exist."""
    raise LibraryError(f"rule {rule.id}: this kind of rule cannot be judged")
    yield


@evaluate.register
def _(rule: ForbiddenRule, context: Context) -> Iterator[Hit]:
    evidence, compile_phrase = context.evidence, context.library.phrase
    excuses = tuple(_excuses(rule, context))
    told: list[Place] = []
    for passage, matches in standing_in_each(rule.any, context):
        spans = (
            passage.span(match.start, match.end)
            for match in matches
            if not customers_own(passage.canonical, match.start, match.end)
        )
        # The first place not told yet stands for the sentence: what excuses one of its matches excuses all.
        span = next(
            (span for span in spans if span and not any(_repeats(place, passage, span) for place in told)), None
        )
        if span is None:
            continue
        if not all(evidence.said(says_it, (source,), compile_phrase, passage) for source in rule.all):
            continue
        if evidence.said(says_it, excuses, compile_phrase, passage) or _excused_in_section(rule, passage, context):
            continue
        told.append(passage.place)
        yield Hit(passage.place, rule.severity, words=Place(passage.paragraph, *span))


def _excuses(rule: ForbiddenRule, context: Context) -> Iterator[str]:
    """The phrases that excuse a sentence: the rule's own, and that what it says needs the customer's leave."""
    yield from rule.unless
    if rule.leave_excuses and _LEAVE in context.library.vocabulary:
        yield f"{{{_LEAVE}}}"


def _repeats(told: Place, passage: Passage, span: tuple[int, int]) -> bool:
    """Whether the match stands in a sentence, or an item of one, that was told already."""
    same = (told.paragraph, told.start) == (passage.paragraph, passage.start)
    return same or (told.paragraph == passage.paragraph and span[0] < told.end and told.start < span[1])


def _excused_in_section(rule: ForbiddenRule, passage: Passage, context: Context) -> bool:
    if not rule.unless_in_section:
        return False
    evidence, sources, compile_phrase = context.evidence, rule.unless_in_section, context.library.phrase
    return any(evidence.said(says_it, sources, compile_phrase, other) for other in _section_passages(passage, evidence))


def _section_passages(passage: Passage, evidence: Evidence) -> Iterator[Passage]:
    """The passages of the top numbered section (chapter) around ``passage``."""
    chapter = range(passage.paragraph, passage.paragraph + 1)
    for section in evidence.document.sections:
        inside = section.first <= passage.paragraph <= section.last
        titled = section.parent is None or (section.level <= 1 and section.title != "")
        if inside and titled and section.last - section.first < 60:
            chapter = range(section.first, section.last + 1)
    for index in chapter:
        yield from evidence.by_paragraph.get(index, ())


@evaluate.register
def _(rule: LimitRule, context: Context) -> Iterator[Hit]:
    for fact in context.facts:
        if fact.name != rule.fact:
            continue
        severity = _worst_step(rule.steps, fact.quantity, rule.unit)
        if severity:
            detail = told(fact.quantity.value, fact.quantity.unit)
            place = Place(fact.paragraph, fact.start, fact.end)
            yield Hit(place, severity, detail, read_off=not fact.read_by_model)


def _worst_step(steps: Iterable[Step], quantity: Quantity, unit: str) -> Severity | None:
    value = convert(quantity, unit)
    if value is None:
        return None
    applying = [
        step.severity
        for step in steps
        if (step.over is not None and value > step.over) or (step.under is not None and value < step.under)
    ]
    return min(applying, key=SEVERITIES.index) if applying else None


@evaluate.register
def _(rule: InterlockRule, context: Context) -> Iterator[Hit]:
    places: list[Place | None] = []
    for condition in rule.when:
        holds, place = _holds(condition, context)
        if not holds:
            return
        places.append(place)
    yield Hit(next((place for place in places if place), None), rule.severity)


def _holds(condition: Condition, context: Context) -> tuple[bool, Place | None]:
    """Whether the condition is true, and the words that make it so."""
    if condition.fact:
        return _fact_holds(condition, context)
    if condition.phrases:
        return _phrases_hold(condition, context)
    if condition.rule:
        hit = next(evaluate(context.library.rules[condition.rule], context), None)
        return hit is not None, hit.place if hit else None
    if condition.family is None:
        return False, None
    judged = context.judgement(condition.family)
    if condition.element is None:
        return judged.status in condition.status, judged.place
    element = next((e for e in judged.elements if e.element.id == condition.element), None)
    met = element is not None and element.met
    place = element.place if element else None
    right_status = not condition.status or judged.status in condition.status
    return met == condition.met and right_status, place or judged.place


def _fact_holds(condition: Condition, context: Context) -> tuple[bool, Place | None]:
    over, under = _bounds(condition, context)
    if (condition.over_fact and over is None) or (condition.under_fact and under is None):
        return False, None  # nothing to compare with
    for fact in context.facts:
        if fact.name != condition.fact:
            continue
        value = convert(fact.quantity, condition.unit or fact.quantity.unit)
        if value is not None and (over is None or value > over) and (under is None or value < under):
            return True, Place(fact.paragraph, fact.start, fact.end)
    return False, None


def _bounds(condition: Condition, context: Context) -> tuple[float | None, float | None]:
    """What the fact must be over, and under: numbers, or multiples of the largest and the smallest value of a fact.

    Both None when the document does not state the fact to compare with.
    """
    over, under = condition.over, condition.under
    if condition.over_fact:
        over = max(
            (condition.times * value for value in _values(condition.over_fact, condition, context)), default=None
        )
    if condition.under_fact:
        under = min(
            (condition.times * value for value in _values(condition.under_fact, condition, context)), default=None
        )
    return over, under


def _values(name: str, condition: Condition, context: Context) -> Iterator[float]:
    """The values of the fact ``name`` in the condition's unit, "%" without one."""
    for fact in context.facts:
        value = convert(fact.quantity, condition.unit or "%") if fact.name == name else None
        if value is not None:
            yield value


def _phrases_hold(condition: Condition, context: Context) -> tuple[bool, Place | None]:
    scope = context.scope(condition.family).paragraphs if condition.family else None
    for passage, _ in standing(condition.phrases, context, scope):
        return not condition.absent, None if condition.absent else passage.place
    return condition.absent, None


@evaluate.register
def _(rule: TableRule, context: Context) -> Iterator[Hit]:
    yield from table_hits(rule, context)


@evaluate.register
def _(rule: ConsistencyRule, context: Context) -> Iterator[Hit]:
    for defect in context.defects(rule.check, CHECKS[rule.check]):
        place = Place(defect.paragraph, defect.start, defect.end)
        yield Hit(place, rule.severity, defect.detail, words=place)


@evaluate.register
def _(rule: PythonRule, context: Context) -> Iterator[Hit]:
    for entry in entry_points(group="contractkit.rules", name=rule.entry_point):
        yield from entry.load()(rule, context)
        return
    raise LibraryError(
        f"rule {rule.id}: no installed package offers {rule.entry_point!r} in the entry point group contractkit.rules. "
        "Install the package, or disable the rule in the playbook."
    )
