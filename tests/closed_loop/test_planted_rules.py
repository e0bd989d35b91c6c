"""Every rule's own example, planted in a drafted contract, fires that rule and no other at high or above."""

import pytest

from contractkit.library.models import Rule
from contractkit.manuscript import Manuscript
from planting import (
    LIBRARY,
    check,
    drafted,
    fires,
    groups,
    judge,
    needed_absences,
    places,
    planted,
    planted_together,
    read,
    serious,
    statuses,
    without,
)

# What these miss, or compare with, stands elsewhere in a whole contract of ours, so a planted example has its answer.
ANSWERED = {
    "service-levels-unmeasured", "deletion-clashes-with-retention", "credit-cap-below-one-miss",
    "exit-trigger-beyond-lock", "reference-title-disagrees",
}  # fmt: skip


@pytest.mark.parametrize("rule_id", sorted(ANSWERED))
def test_a_rule_of_absence_is_answered_by_the_rest_of_the_contract(rule_id: str) -> None:
    rule = LIBRARY.rules[rule_id]
    assert not fires(check(planted(drafted(), rule.tests.flag[0])), rule)


# Another rule has more to say about the same sentence: what it does to the exit, to security, to other clauses.
TOLD_BESIDE = {
    "core-losses-excluded": {"security-disclaimed"},
    "exit-names-unscheduled-level": {"exit-trigger-beyond-lock"},
    "exit-trigger-cannot-fire": {"exit-trigger-beyond-lock"},
    "free-subcontracting": {"subcontracting-defeats-sub-processor-consent"},
    "knowledge-stays-with-vendor": {"vendor-owns-knowledge-base"},
    "service-level-row-excludes-hard-cases": {"service-levels-suspended-in-peaks"},
    "service-level-without-target": {"service-levels-not-binding"},
    # Its own clause makes way for the example's: one sentence under no heading is no clause in a contract of fine headings.
    "cure-period-longer-than-notice": {"termination-for-convenience-missing"},
    # Who refuses the exit for poor performance locks the customer in without one.
    "missed-levels-never-end-agreement": {"lock-without-performance-exit"},
    "sole-remedy-kills-exit": {"credits-sole-remedy"},
    "subcontracting-defeats-sub-processor-consent": {"free-subcontracting"},
    "training-charged": {"charges-on-top"},
    "turnover-cost-on-customer": {"charges-on-top"},
    "vendor-leaves-on-short-notice": {"vendor-may-walk-away"},
}


TOGETHER, ALONE = groups(rule for name, rule in sorted(LIBRARY.rules.items()) if name not in ANSWERED)


@pytest.mark.parametrize("rules", TOGETHER, ids=lambda rules: f"{rules[0].id}-and-{len(rules) - 1}-more")
def test_each_planted_example_fires_its_rule_and_no_other(rules: list[Rule]) -> None:
    document = read(planted_together(drafted(), [rule.tests.flag[0] for rule in rules]))
    findings = judge(document).findings
    where = places(document, len(rules))
    beside = {other for rule in rules for other in TOLD_BESIDE.get(rule.id, ())}
    astray = {
        f.rule for f in findings if f.severity in ("critical", "high") and not any(f.paragraph in at for at in where)
    } - beside
    for rule, at in zip(rules, where, strict=True):
        found = {
            f.rule for f in findings if f.paragraph in at and (f.rule == rule.id or f.severity in ("critical", "high"))
        }
        if astray or found - TOLD_BESIDE.get(rule.id, set()) != {rule.id}:
            # The others may be to blame, so this rule gets a contract of its own.
            fires_alone(rule)


def test_an_example_that_fires_another_rule_is_noticed_among_many() -> None:
    first, second, *others = TOGETHER[0][:4]
    both = first.tests.model_copy(update={"flag": [f"{first.tests.flag[0]}\n\n{second.tests.flag[0]}"]})
    with pytest.raises(AssertionError, match=first.id):
        test_each_planted_example_fires_its_rule_and_no_other([first.model_copy(update={"tests": both}), *others])


@pytest.mark.parametrize("rule", ALONE, ids=lambda rule: rule.id)
def test_a_planted_example_fires_its_rule_and_no_other(rule: Rule) -> None:
    fires_alone(rule)


def fires_alone(rule: Rule) -> None:
    base = without(drafted(), needed_absences(rule))
    report = check(planted(base, rule.tests.flag[0]))
    assert fires(report, rule), f"{rule.id} does not see its own example in a real contract"
    others = {n: q for n, q in serious(report).items() if n != rule.id and n not in TOLD_BESIDE.get(rule.id, set())}
    assert others == {}, rule.id


# The rest of the contract says the heart of these, so the clause is not missing; what it no longer says is told.
PARTLY_ELSEWHERE = {
    "breach-notification",  # Schedule 3, 3.8: every security incident is told within 24 hours; not what, and what then
    "international-transfers",  # the list of what to confirm: all data stays in the European Economic Area
    "licence-of-materials",  # 29.5 licenses Vendor Materials, Schedule 1, 7.6 the Brand; no ban to pass it on
    "parties",  # the cover names both companies, without register and address
}
NEEDED = sorted(
    f.id for f in LIBRARY.families.values() if f.need.get("msa") in ("must", "should") and LIBRARY.wording(f.id)
)


@pytest.mark.parametrize("family", [family for family in NEEDED if family not in PARTLY_ELSEWHERE])
def test_a_clause_cut_out_is_missed(family: str) -> None:
    document = read(without(drafted(), {family}))
    assert statuses(document, [family])[family] != "present", family


def test_what_only_the_clause_cut_out_said_is_told() -> None:
    """Each in a contract of its own, since what is cut beside it could have said its heart."""
    for family in sorted(PARTLY_ELSEWHERE):
        told = _told_of(family, without(drafted(), {family})) - _told_of(family, drafted())
        assert told, f"nothing tells that {family} is cut out"
        assert told <= {f"{family}-{lack}" for lack in ("missing", "unclear", "weak", "incomplete")}


def _told_of(family: str, manuscript: Manuscript) -> set[str]:
    return {finding.rule for finding in check(manuscript).findings if finding.family == family}


def test_the_statuses_are_those_of_the_report() -> None:
    cut = {family for family in NEEDED if family not in PARTLY_ELSEWHERE}
    document = read(without(drafted(), set(sorted(cut)[::2])))
    told = {item.id: item.status for item in judge(document).families}
    assert told == statuses(document, told)
    assert {"present", "missing"} <= set(told.values())
