"""What the changes do to risk: findings that are new, worse, solved or back again, and facts that moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from contractkit.compare.align import Pair
from contractkit.comparison import FactChange, FindingChange, FindingState
from contractkit.findings import SEVERITIES, Fact, Finding, Report
from contractkit.library.models import LimitRule, Rule
from contractkit.text import told

_STATES: tuple[FindingState, ...] = ("new", "worse", "open", "better", "solved")


def finding_changes(
    old: Report, new: Report, pairs: Sequence[Pair], settled: Mapping[str, str], agreed: Mapping[str, str]
) -> list[FindingChange]:
    """Return every finding of both reports, new ones first, worst first within a state.

    The same problem is known by its id, or by its rule in a paragraph that became the other. ``settled`` says, by the
    id of a finding of either round, how it was accepted earlier: one that is new or worse again is told as back.
    ``agreed`` says, by the id of a finding of the new round, when the other side agreed to mend it: it should not be
    there at all, so it is told as back however little it changed.
    """
    matched = _matched(old.findings, new.findings, {pair.old: pair.new for pair in pairs if pair.old is not None})
    told = [_told(finding, matched.get(finding.id), settled, agreed) for finding in new.findings]
    gone = {before.id for before in matched.values()}
    told += [FindingChange(state="solved", finding=finding) for finding in old.findings if finding.id not in gone]
    return sorted(told, key=lambda item: (not item.back, _STATES.index(item.state), _rank(item.finding)))


def _matched(old: Sequence[Finding], new: Sequence[Finding], became: Mapping[int, int | None]) -> dict[str, Finding]:
    """The finding of the old report that each finding of the new one (by its id) goes on from."""
    left = {finding.id: finding for finding in old}
    matched = {finding.id: left.pop(finding.id) for finding in new if finding.id in left}
    by_place: defaultdict[tuple[str, int | None], list[Finding]] = defaultdict(list)
    for finding in left.values():
        by_place[finding.rule, became.get(finding.paragraph) if finding.paragraph is not None else None].append(finding)
    for finding in new:
        waiting = by_place.get((finding.rule, finding.paragraph))
        if finding.id not in matched and waiting:
            matched[finding.id] = waiting.pop(0)
    return matched


def _told(
    finding: Finding, before: Finding | None, settled: Mapping[str, str], agreed: Mapping[str, str]
) -> FindingChange:
    state: FindingState = "new"
    if before is not None:
        worse = _rank(before) - _rank(finding)
        state = "worse" if worse > 0 else "better" if worse < 0 else "open"
    known = settled.get(finding.id) or settled.get(before.id if before else "", "")
    back = agreed.get(finding.id, "") or (known if state in ("new", "worse") else "")
    return FindingChange(state=state, finding=finding, severity_before=before.severity if before else None, back=back)


def _rank(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def fact_changes(old: Iterable[Fact], new: Iterable[Fact], rules: Iterable[Rule]) -> Iterator[FactChange]:
    """Yield every fact whose values are not the same in both rounds, by name."""
    before, after = _by_name(old), _by_name(new)
    bad = {rule.fact: rule for rule in rules if isinstance(rule, LimitRule)}
    for name in sorted({*before, *after}):
        was, now = before.get(name, []), after.get(name, [])
        if _values(was) != _values(now):
            place = (now or was)[0]
            yield FactChange(
                name=name, before=_values(was), after=_values(now), section=place.section,
                worse=_is_worse(was, now, bad.get(name)),
            )  # fmt: skip


def _by_name(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.name].append(fact)
    return found


def _values(facts: Iterable[Fact]) -> list[str]:
    return list(dict.fromkeys(told(fact.value, fact.unit) for fact in facts))


def _is_worse(was: Sequence[Fact], now: Sequence[Fact], rule: LimitRule | None) -> bool | None:
    """Whether the values moved the way that the library's limit forbids; None when that cannot be told."""
    if rule is None or not was or not now or {fact.unit for fact in (*was, *now)} != {now[0].unit}:
        return None
    if all(step.over is not None for step in rule.steps):
        return max(fact.value for fact in now) > max(fact.value for fact in was)
    return min(fact.value for fact in now) < min(fact.value for fact in was)
