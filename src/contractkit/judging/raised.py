"""Findings before they are dressed: those of written rules, and those that follow from the statuses of families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from contractkit.evidence import Place
from contractkit.findings import SEVERITIES, Certainty, Finding, FindingKind, Need, Severity
from contractkit.judging.case import Case
from contractkit.judging.caveats import is_foreign
from contractkit.judging.quotes import overlap, words
from contractkit.library.catalogue import Library
from contractkit.library.models import Ask, Family, ForbiddenRule, LimitRule, Rule
from contractkit.rules.ahead import hits_of
from contractkit.rules.hits import Hit
from contractkit.rules.status import FamilyJudgement

# A blank left at a thousand places is one problem: the first places are told one by one, the rest in one finding.
_MOST_ALIKE = 12
_SEVERAL = 2
_SERIOUS = ("critical", "high")
# Kinds of rules that compare a value or look at characters, and do not interpret a sentence.
_READ_OFF = ("limit", "table", "consistency")


@dataclass(frozen=True, slots=True)
class Raised:
    """One problem and where it stands (None: something is absent). ``derived`` when no rule file says it.

    ``matter`` are the words of the place that made the rule fire, where they are known.
    """

    rule: str
    kind: FindingKind
    family: str
    severity: Severity
    title: str
    message: str
    why: str
    place: Place | None
    ask: Ask
    law: tuple[str, ...]
    replaces: tuple[str, ...] = ()
    derived: bool = False
    certainty: Certainty = "medium"
    matter: Place | None = None


def raise_findings(case: Case) -> list[Raised]:
    """Return what is wrong with the document, worst first and then in its order; one problem is told once."""
    raised = [*_raised_by_rules(case), *_raised_by_status(case)]
    return sorted(_without_repetition(raised, case.library), key=order)


def order(raised: Raised) -> tuple[int, int, int, str]:
    """Return what problems are sorted by: worst first, then their place."""
    place = raised.place or Place(-1, 0, 0)
    return SEVERITIES.index(raised.severity), place.paragraph, place.start, raised.rule


def _raised_by_rules(case: Case) -> Iterator[Raised]:
    for rule in case.library.rules.values():
        if rule.id not in case.playbook.disabled:
            hits = [_with_its_value_told(hit, rule) for hit in hits_of(rule, case.context)]
            for hit in hits[:_MOST_ALIKE]:
                yield _raised(rule, hit, case)
            if len(hits) > _MOST_ALIKE:
                more = f"and {len(hits) - _MOST_ALIKE} more places like this, further down"
                yield _raised(rule, replace(hits[_MOST_ALIKE], detail=more), case)


def _raised(rule: Rule, hit: Hit, case: Case) -> Raised:
    kind: FindingKind = "consistency" if rule.kind == "consistency" else rule.reports
    if isinstance(rule, ForbiddenRule):
        kind = "inverted" if _turns_round(rule, hit.place, case) else "risk"
    message = case.named(rule.says) + (f" ({hit.detail})" if hit.detail else "")
    return Raised(
        rule.id, kind, rule.family, case.playbook.severity.get(rule.id, hit.severity), rule.title, message,
        case.named(rule.why), hit.place, rule.ask, tuple(rule.law), tuple(rule.replaces),
        certainty=_certainty(rule, kind, hit, case), matter=hit.words,
    )  # fmt: skip


def _with_its_value_told(hit: Hit, rule: Rule) -> Hit:
    """A bare value behind what we ask for ("24 hours. (72 hours)") needs a word that tells the two apart."""
    return replace(hit, detail=f"now {hit.detail}") if isinstance(rule, LimitRule) else hit


def _certainty(rule: Rule, kind: FindingKind, hit: Hit, case: Case) -> Certainty:
    """How sure a rule is: a wording that it knows, in a sentence that otherwise reads fair, is doubtful."""
    if rule.kind in _READ_OFF:
        return "high" if hit.read_off else "medium"
    doubtful = isinstance(rule, ForbiddenRule) and kind == "risk" and hit.place and case.context.reads_fair(hit.place)
    return "low" if doubtful else "medium"


def _turns_round(rule: ForbiddenRule, place: Place | None, case: Case) -> bool:
    """Whether the sentence that a rule quotes says the opposite of what its family protects.

    It does where the family is judged so because of it, and where it holds words that defeat a needed element. The
    rule's own word for it (``reports``, or replacing the family's absence) counts unless the document states the
    family in full: beside a clause that stands elsewhere, a sentence that does not defeat it is a risk of its own.
    """
    if place is None or rule.family not in case.library.families:
        return rule.reports == "inverted"
    judged = case.context.judgement(rule.family)
    if judged.status == "inverted" and any(overlap(element.defeat, place) for element in judged.elements):
        return True
    claims = rule.reports == "inverted" or (not judged.seen and f"{rule.family}-missing" in rule.replaces)
    if claims and (judged.status != "present" or any(overlap(element.place, place) for element in judged.elements)):
        return True
    asked = claims or not judged.seen
    return asked and case.context.opposes(rule.family, place, whatever=claims)


def speaks_of_its_family(found: Raised | Finding, library: Library) -> bool:
    """Return whether what was found is a sentence on its family, so that the family is not missing.

    One that turns it round is, and a serious defect: "Vendor may keep whatever it likes" is what the document has to
    say on deletion. So is what a rule finds that replaces the family's absence.
    """
    rule = library.rules.get(found.rule)
    if found.kind == "inverted":
        return True
    return isinstance(rule, ForbiddenRule) and (rule.severity in _SERIOUS or f"{rule.family}-missing" in rule.replaces)


def _raised_by_status(case: Case) -> Iterator[Raised]:
    for family in case.library.ordered_families():
        need = case.need(family)
        judged = case.context.judgement(family.id)
        if judged.seen:
            yield from _turned_round(family, judged, case)
        if need is not None:
            lacking = _missing if judged.status == "missing" else _unclear if judged.scope.traces else _lacking
            yield from lacking(family, judged, need, case)


def _missing(family: Family, judged: FamilyJudgement, need: Need, case: Case) -> Iterator[Raised]:
    severity = case.playbook.missing.get(need)
    if need == "must" or severity:
        severity = case.playbook.missing_severity.get(family.id, severity)
    if severity is not None:
        name = _lower_first(family.title.en)
        message = f"The document has no clause that does this: {_lower_first(family.is_)} Please add one."
        message += _nearest_passage(family, case)
        title = f"No clause on {name}"
        sure: Certainty = "medium" if judged.scope.headed or judged.scope.signals else "high"
        if is_foreign(case):
            sure = "low"  # our headings and phrases do not know its words
        yield _derived(
            case, family, "missing", kind="missing", severity=severity, title=title, message=message, certainty=sure
        )


def _unclear(family: Family, judged: FamilyJudgement, need: Need, case: Case) -> Iterator[Raised]:
    """A clause that is neither seen nor surely absent: a note, with the passage that speaks of its subject."""
    if case.playbook.missing.get(need) is not None:
        name = _lower_first(family.title.en)
        message = (
            f"No heading and no usual wording shows the clause that does this: {_lower_first(family.is_)} This passage "
            "speaks of the subject. Read it, and ask for the clause if it does not say what you need."
        )
        yield _derived(
            case, family, "unclear", kind="risk", severity="low", title=f"Perhaps no clause on {name}", message=message,
            place=judged.place, certainty="low",
        )  # fmt: skip


def _nearest_passage(family: Family, case: Case) -> str:
    """A sentence on the passage that the text model finds most like the family, if it comes near enough to be read."""
    sighting = case.context.sighting(family.id)
    if sighting is None:
        return ""
    nearest = sighting.nearest
    section = case.document.paragraphs[nearest.paragraph].section
    where = f" in {section}" if section else ""
    return f' The passage most like it stands{where}: "{words(case.document, nearest)}" Read it before you ask.'


def _turned_round(family: Family, judged: FamilyJudgement, case: Case) -> Iterator[Raised]:
    """The needed elements that the document turns round: the whole clause when none of the others stands.

    What stands in one place counts as turned round when another place openly takes it back.
    """
    whole = judged.status == "inverted"
    title = f"{family.title.en}: turned round" + ("" if whole else " in part")
    for judgement in judged.elements:
        element = judgement.element
        if judgement.defeat and (judgement.openly or not judgement.met) and element.need == "must":
            message = (
                f"The words of the clause are there and say the opposite. It must say this: {_sentence(element.says)}"
            )
            yield _derived(
                case, family, "inverted", kind="inverted" if whole else "risk", severity=case.playbook.inverted,
                title=title, message=message, place=judgement.defeat,
            )  # fmt: skip


def _lacking(family: Family, judged: FamilyJudgement, need: Need, case: Case) -> Iterator[Raised]:
    """One finding for all that a clause lacks: ``-weak`` when a must element is among it, else ``-incomplete``.

    A clause that an agreement can do without is never more than a note. When it is only incomplete it is not even that,
    unless it is one to have and has no place of its own: then others' sentences do a part of its job.
    """
    unmet = [element.element for element in judged.elements if not element.met and not element.defeat]
    worst: Literal["must", "should"] = "must" if any(element.need == "must" for element in unmet) else "should"
    lacking = case.playbook.lacking
    hollow = worst == "must" and _is_hollow(judged)
    severity = lacking.get("all", lacking.get(worst)) if hollow else lacking.get(worst)
    told = worst == "must" or need == "must" or (need == "should" and judged.lodged)
    if not unmet or severity is None or not told:
        return
    listed = " ".join(f"({number}) {_sentence(element.says)}" for number, element in enumerate(unmet, 1))
    found = "We found the clause, but not this in it:"
    if judged.lodged:
        found = "No heading names this clause. Others do a part of its job, but not this:"
    if judged.scope.read:
        found = "No heading or usual wording shows this clause; our text model takes this passage for it. We read it, "
        found += "but not this in it:"
    suffix, degree = ("weak", "needed") if worst == "must" else ("incomplete", "useful")
    yield _derived(
        case, family, suffix, kind="risk", severity="low" if need == "nice" else severity, place=judged.place,
        title=f"{family.title.en}: something {degree} is missing in it",
        message=f"{found} {listed} Please add it.", certainty="low",
    )  # fmt: skip


def _is_hollow(judged: FamilyJudgement) -> bool:
    """Whether a clause lacks something without which it protects nobody, or most of the two or more things it must say.

    Any other unseen element is more often said in words that we do not know than left out (docs/checking.md); a clause
    that says next to nothing is seldom misread.
    """
    if any(item.element.vital and not item.met and not item.defeat for item in judged.elements):
        return True
    needed = [judgement for judgement in judged.elements if judgement.element.need == "must"]
    unmet = sum(not judgement.met for judgement in needed)
    return unmet >= _SEVERAL and 2 * unmet > len(needed)


def _derived(
    case: Case, family: Family, suffix: str, *, kind: FindingKind, severity: Severity, title: str, message: str,
    place: Place | None = None, certainty: Certainty = "medium",
) -> Raised:  # fmt: skip
    rule = f"{family.id}-{suffix}"
    severity = case.playbook.severity.get(rule, severity)
    return Raised(
        rule, kind, family.id, severity, title, message, case.named(family.why), place, Ask(), tuple(family.law),
        derived=True, certainty=certainty,
    )  # fmt: skip


def _without_repetition(raised: Iterable[Raised], library: Library) -> Iterator[Raised]:
    """Drop what another finding makes superfluous: replaced rules, and a derived inversion that a rule quotes."""
    items = list(raised)
    replaced = {rule for item in items for rule in item.replaces}
    written = [item for item in items if not item.derived]
    spoken = {item.family for item in written if speaks_of_its_family(item, library)}
    seen = set()
    for item in items:
        key = (item.rule, item.place)
        if item.rule not in replaced and key not in seen and not _told(item, written, spoken):
            seen.add(key)
            yield item


def _told(item: Raised, written: Iterable[Raised], spoken: set[str]) -> bool:
    """Whether a written rule of the family quotes what ``item`` derives from a statement turned round or not there."""
    if not item.derived:
        return False
    if item.kind == "missing" or item.rule == f"{item.family}-unclear":
        return item.family in spoken
    turned = item.rule == f"{item.family}-inverted"
    return turned and any(other.family == item.family and overlap(other.place, item.place) for other in written)


def _sentence(text: str) -> str:
    return text.strip().rstrip(".") + "."


def _lower_first(text: str) -> str:
    """The text for the middle of a sentence; "KPI targets" stays as it is."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
