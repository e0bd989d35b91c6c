"""Conditions that are a problem only together."""

import pytest

from checking import check, element, family, forbidden, library, only, rule

LOCK = family(
    "lock-period",
    signals=["lock period"],
    elements=[element("length", "lock period ... {duration}"), element("mutual", "both parties", need="should")],
    facts=[{"name": "lock_period", "find": ["lock period ... {duration}"]}],
)
EXIT = family(
    "performance-exit",
    signals=["{customer} ... terminate ... service level*"],
    elements=[
        element(
            "right",
            "{customer} {may} terminate ... service level*",
            defeated_by=["{customer} {must not} terminate ... service level*"],
        )
    ],
)
IS_LOCKED = {"family": "lock-period", "status": ["present", "weak"]}
LOCKED = "The lock period is 24 months."


def fires(text: str, *when: dict[str, object]) -> bool:
    trap = rule("trap", kind="interlock", when=list(when))
    return bool([f for f in check(text, library(LOCK, EXIT, trap)).findings if f.rule == "trap"])


@pytest.mark.parametrize(
    ("exit_clause", "expected"),
    [
        ("", True),
        ("Client must not terminate for missed service levels.", True),
        ("Client may terminate for missed service levels.", False),
    ],
)
def test_a_family_there_and_another_missing_or_turned_round(exit_clause: str, expected: bool) -> None:
    condition = {"family": "performance-exit", "status": ["missing", "inverted"]}
    assert fires(f"{LOCKED}\n{exit_clause}", IS_LOCKED, condition) is expected


def test_every_condition_must_hold() -> None:
    assert not fires("Client pays.", IS_LOCKED, {"family": "performance-exit", "status": ["missing"]})


@pytest.mark.parametrize(("text", "expected"), [(LOCKED, True), (f"{LOCKED} It binds both parties.", False)])
def test_an_element_that_is_not_met(text: str, expected: bool) -> None:
    assert fires(text, IS_LOCKED, {"family": "lock-period", "element": "mutual", "met": False}) is expected


def test_an_element_that_is_met_with_a_status() -> None:
    met = {"family": "lock-period", "element": "length", "met": True}
    assert fires(LOCKED, IS_LOCKED, met)
    assert not fires(LOCKED, IS_LOCKED, met | {"status": ["weak"]})


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"over": 12}, True), ({"over": 24}, False), ({"under": 25}, True), ({"under": 24}, False),
        ({"over": 12, "under": 36}, True), ({}, True),
    ],
)  # fmt: skip
def test_a_fact_within_bounds(bounds: dict[str, float], expected: bool) -> None:
    assert fires(LOCKED, IS_LOCKED, {"fact": "lock_period", "unit": "month", **bounds}) is expected


def test_a_fact_in_another_unit_is_converted() -> None:
    assert fires("The lock period is 2 years.", IS_LOCKED, {"fact": "lock_period", "unit": "day", "over": 700})
    assert not fires("The lock period is 2 years.", IS_LOCKED, {"fact": "lock_period", "unit": "day", "over": 740})


FEE = {"phrases": ["{customer} {must} pay ... fee"]}


def test_phrases_that_stand_or_are_absent() -> None:
    paying = f"{LOCKED} Client shall pay an early fee."
    assert fires(paying, IS_LOCKED, FEE)
    assert not fires(LOCKED, IS_LOCKED, FEE)
    assert not fires(paying, IS_LOCKED, FEE | {"absent": True})
    assert fires(LOCKED, IS_LOCKED, FEE | {"absent": True})


def test_phrases_that_are_taken_back_do_not_stand() -> None:
    assert not fires(f"{LOCKED} Nothing in this clause means that Client shall pay a fee.", IS_LOCKED, FEE)


def test_phrases_of_a_family_are_looked_for_where_it_stands() -> None:
    text = "1. Lock\n1.1 The lock period is 24 months.\n2. Money\n2.1 Client shall pay a fee."
    assert fires(text, IS_LOCKED, FEE)
    assert not fires(text, IS_LOCKED, FEE | {"family": "lock-period"})


def test_the_quote_comes_from_the_first_condition_that_has_words() -> None:
    missing = {"family": "performance-exit", "status": ["missing"]}
    trap = rule("trap", kind="interlock", when=[missing, IS_LOCKED])
    assert only(check(LOCKED, library(LOCK, EXIT, trap)), "trap").quote == LOCKED
    nothing = rule("void", kind="interlock", when=[missing, {"family": "lock-period", "status": ["missing"]}])
    finding = only(check("Client pays.", library(LOCK, EXIT, nothing)), "void")
    assert (finding.quote, finding.paragraph, finding.start, finding.end) == ("", None, None, None)


TWO_FACTS = family(
    "notice",
    facts=[
        {"name": "notice", "find": ["notice of {duration}"]},
        {"name": "span", "find": ["span of {duration}"]},
    ],
)


def compared(text: str, **condition: object) -> bool:
    trap = rule("trap", "notice", kind="interlock", when=[{"fact": "notice", "unit": "day"} | condition])
    return bool(check(text, library(TWO_FACTS, trap)).findings)


@pytest.mark.parametrize(
    ("text", "condition", "expected"),
    [
        ("A notice of 60 days. A span of one month.", {"over_fact": "span"}, True),
        ("A notice of 30 days. A span of six months.", {"over_fact": "span"}, False),
        ("A notice of 30 days. A span of six months.", {"under_fact": "span"}, True),
        ("A notice of 150 days. A span of six months.", {"over_fact": "span", "times": 0.7}, True),
        ("A notice of 90 days. A span of six months.", {"over_fact": "span", "times": 0.7}, False),
        ("A notice of 60 days. A span of one month. A span of one year.", {"over_fact": "span"}, False),
        ("A notice of 60 days. A span of one month. A span of one year.", {"under_fact": "span"}, False),
        ("A notice of 60 days.", {"over_fact": "span"}, False),
        ("A span of one month.", {"over_fact": "span"}, False),
    ],
)
def test_one_fact_against_another(text: str, condition: dict[str, object], expected: bool) -> None:
    assert compared(text, **condition) is expected


@pytest.mark.parametrize(("text", "expected"), [("Provider may sell. It waits.", True), ("It waits.", False)])
def test_another_rule_that_fires(text: str, expected: bool) -> None:
    selling = forbidden("selling", "{vendor} may sell")
    trap = rule("trap", kind="interlock", when=[{"rule": "selling"}, {"phrases": ["waits"]}])
    found = [finding.rule for finding in check(text, library(selling, trap)).findings]
    assert ("trap" in found) is expected
