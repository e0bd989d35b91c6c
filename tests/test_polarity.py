"""Sentences that take back what they seem to say."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.polarity import (
    by_leave,
    names_who_owes_nothing,
    only_bounds,
    openly_taken_back,
    taken_back,
    unlimited,
)

AUDIT = "audit"


@pytest.mark.parametrize(
    "sentence",
    [
        "nothing in this agreement entitles customer_ to audit vendor_",
        "customer_ waives any right to audit",
        "customer_ has no right to audit vendor_",
        "under no circumstances may customer_ audit",
        "neither party may audit the other",
        "vendor_ is not obliged to allow an audit",
        "customer_ may not audit",
        "there is no audit",
        "nobody may audit vendor_",
        "no one is to carry out an audit",
    ],
)
def test_taken_back(sentence: str) -> None:
    assert taken_back(sentence, sentence.index(AUDIT))


@pytest.mark.parametrize(
    "sentence",
    [
        "customer_ may audit",
        "nothing in this agreement limits the right of customer_ to audit",
        "no right of vendor_ is affected; customer_ may audit",
        "vendor_ is not paid, but customer_ may audit",
        "no liability cap restricts customer_ when it may audit",
    ],
)
def test_standing(sentence: str) -> None:
    assert not taken_back(sentence, sentence.index(AUDIT))


@pytest.mark.parametrize(
    "sentence",
    [
        "vendor_ may use subcontractors only with customer_   prior permission",
        "vendor_ may subcontract with the prior written consent of customer_",
        "vendor_ may subcontract if customer_ has agreed",
        "vendor_ may  subject to written approval  use others",
        "unless customer_ consents vendor_ must not  and only then vendor_ may",
        "the vendor_ is entitled to move the team after customer_ has approved it in writing",
    ],
)
def test_a_freedom_that_needs_the_customers_leave(sentence: str) -> None:
    assert by_leave(sentence, sentence.rindex("vendor_ ") if sentence.startswith("unless") else 0)


@pytest.mark.parametrize(
    "sentence",
    [
        "vendor_ may subcontract without the consent of customer_",
        "vendor_ may subcontract at any time",
        "vendor_ may subcontract if vendor_ agrees with its partner",
        "customer_ may audit only with the prior written consent of vendor_",
        "vendor_ must subcontract with the consent of customer_",
        "vendor_ may subcontract with no approval by customer_",
    ],
)
def test_a_freedom_without_leave_or_somebody_elses(sentence: str) -> None:
    assert not by_leave(sentence, 0)


@pytest.mark.parametrize(
    "sentence",
    [
        "vendor_ need not allow an audit",
        "vendor_ is under no obligation to allow an audit",
        "vendor_ shall not be required to allow an audit",
        "vendor_ does not have to prepare an audit",
        "customer_ waives any right to audit",
        "customer_ has no right to audit vendor_",
        "customer_ is not entitled to audit vendor_",
    ],
)
def test_openly_taken_back(sentence: str) -> None:
    assert openly_taken_back(sentence, sentence.index(AUDIT))
    assert taken_back(sentence, sentence.index(AUDIT))


@pytest.mark.parametrize(
    "sentence",
    [
        "vendor_ must allow an audit",
        "vendor_ need not pay and the customer_ may audit",
        "vendor_ is not obliged to pay; customer_ may audit",
        "nothing obliges vendor_ to limit the right to audit",
        "customer_ need not pay for an audit",
    ],
)
def test_not_openly_taken_back(sentence: str) -> None:
    assert not openly_taken_back(sentence, sentence.index(AUDIT))


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("customer_ waives any right to audit.", True),
        ("vendor_ need not give an audit during the term or later.", True),
        ("save that it waives any audit", True),
        ("vendor_ need not give an audit more than twice a year.", False),
        ("vendor_ need not give an audit unless a breach is suspected.", False),
        ("if no fee is paid  vendor_ need not give an audit.", False),
        ("it was paid; vendor_ need not give an audit", True),
    ],
)
def test_what_is_said_for_every_case(sentence: str, whole: bool) -> None:
    start = max(sentence.find("waives"), sentence.find("need not"))
    assert unlimited(sentence, start, sentence.index(AUDIT) + len(AUDIT)) is whole


@pytest.mark.parametrize(
    ("sentence", "bounded"),
    [
        ("no audit more often than yearly", True), ("in the first year there is no audit", True),
        ("there is no audit", False), ("no audit takes place", False),
    ],
)  # fmt: skip
def test_what_only_counts_or_begins_later(sentence: str, bounded: bool) -> None:
    assert only_bounds(sentence, sentence.index("no "), sentence.index(AUDIT) + len(AUDIT)) is bounded


def test_a_condition_about_neither_party_takes_nothing_back() -> None:
    assert not taken_back("it is prolonged if neither party gives notice", 40)
    assert taken_back("neither party may audit the other", 18)


@given(
    st.lists(
        st.sampled_from(
            "vendor_ customer_its need not waives has no duty right is required to audit ; and but reduces".split()
        ),
        max_size=12,
    ).map(" ".join)
)
def test_who_owes_nothing_is_named_wherever_something_is_openly_taken_back(sentence: str) -> None:
    taken = any(openly_taken_back(sentence, word.start()) for word in re.finditer(r"\w+", sentence))
    assert names_who_owes_nothing(sentence) or not taken
