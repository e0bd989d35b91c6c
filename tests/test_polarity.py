"""Sentences that take back what they seem to say."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.freedoms import customers_own
from contractkit.polarity import (
    as_opposite,
    by_leave,
    names_who_owes_nothing,
    of_others,
    only_bounds,
    openly_taken_back,
    plainly_denied,
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
        "no. an audit needs a date",
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


@pytest.mark.parametrize(
    ("sentence", "opposite"),
    [
        ("vendor_ may assign this without consent", "assign this without consent"),
        ("customer_ agrees that vendor_ may assign freely", "vendor_ may assign freely"),
        ("nothing allows customer_ to leave without cause", "nothing allows customer_ to leave without cause"),
        ("changes are made by vendor_", "made by vendor_"),
        ("vendor_ may subcontract to whom it likes", "vendor_ may subcontract"),
        ("vendor_ is not responsible for errors of its agents", "not responsible for errors"),
    ],
)
def test_the_opposite_of_a_protection(sentence: str, opposite: str) -> None:
    start = sentence.index(opposite)
    assert as_opposite(sentence, start, start + len(opposite))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("vendor_ shall not assign this without consent", "assign this without consent"),
        ("customer_ may assign this to an affiliate without consent", "assign this to an affiliate without consent"),
        ("if the customer_ does not dispute a bill it is due", "customer_ does not dispute"),
        ("a bill that customer_ does not dispute is due", "customer_ does not dispute"),
        ("changes are made in writing by vendor_ and customer_", "made in writing by vendor_"),
        ("changes are made by customer_ and vendor_", "made by customer_ and vendor_"),
        ("assignment without consent is void", "assignment without consent"),
        ("an assignment without consent has no effect", "assignment without consent"),
        ("a single missed service level gives no right to leave", "missed service level gives no right"),
        ("no credit is due for a miss that customer_ caused", "no credit is due"),
        ("vendor_ is not responsible for errors of customer_   own staff", "not responsible for errors"),
        ("vendor_ may subcontract only to the companies listed in schedule 4", "vendor_ may subcontract"),
    ],
)
def test_what_only_looks_like_the_opposite(sentence: str, words: str) -> None:
    start = sentence.index(words)
    assert not as_opposite(sentence, start, start + len(words))


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("vendor_ need not train its agents", True),
        ("nothing in this agreement obliges vendor_ to train its agents", True),
        ("no training is given", True),
        ("customer_ waives any right to training", True),
        ("vendor_ need not train its agents more than twice a year", False),
        ("unless it is paid vendor_ need not train its agents", False),
        ("this may not be ended  except as agreed  nor may it be amended by training", False),
        ("it is not required that a date be set for the start of the work or for the training", False),
        ("vendor_ need not limit the training", False),
    ],
)
def test_what_a_sentence_denies_for_every_case(sentence: str, denied: bool) -> None:
    start = sentence.index("train")
    assert plainly_denied(sentence, start, start + len("train")) == denied


KEEP = "keep the data"


@pytest.mark.parametrize(
    "sentence",
    [
        "customer_ may keep the data",
        "customer_ may at any time keep the data and use them",
        "after the end customer_ is entitled to copy or keep the data",
        "vendor_ must delete its copies, but customer_ retains the right to keep the data",
        "customer_ need not keep the data",
    ],
)
def test_a_freedom_of_the_customer_is_its_own(sentence: str) -> None:
    start = sentence.index(KEEP)
    assert customers_own(sentence, start, start + len(KEEP))


@pytest.mark.parametrize(
    "sentence",
    [
        "vendor_ may keep the data",
        "customer_ may keep the data only after the last payment",
        "customer_ may not keep the data",
        "customer_ may ask that vendor_ keep the data",
        "customer_ agrees to keep the data",
        "customer_ may end this agreement; nobody has to keep the data",
        "customer_ may leave when it wants, and vendor_ may keep the data",
        "customer_ data may be used by those who keep the data",
    ],
)
def test_other_sentences_say_nothing_of_what_the_customer_may(sentence: str) -> None:
    start = sentence.index(KEEP)
    assert not customers_own(sentence, start, start + len(KEEP))


def test_a_statement_that_goes_on_behind_the_customers_freedom_is_not_part_of_it() -> None:
    sentence = "customer_ may leave when it wants but the charges stay payable"
    assert not customers_own(sentence, sentence.index("leave"), len(sentence))


def test_words_that_begin_at_the_customers_name_are_meant_as_they_stand() -> None:
    sentence = "customer_ may keep the data"
    assert not customers_own(sentence, 0, len(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "vendor_ does not have to pay back what a buyer who followed the manual got",
        "vendor_ need not answer for losses where the manual was kept",
        "another one is told ahead and needs no objection by customer_",
    ],
)
def test_what_is_told_of_somebody_or_means_consent_is_not_denied(sentence: str) -> None:
    words = "objection" if "objection" in sentence else "the manual"
    start = sentence.index(words)
    assert not plainly_denied(sentence, start, start + len(words))


def test_a_bare_no_still_denies() -> None:
    sentence = "there is no manual and no objection"
    for words in ("manual", "objection"):
        start = sentence.index(words)
        assert plainly_denied(sentence, start, start + len(words))


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("vendor_ need not hand over papers of its other clients", True),
        ("vendor_ need not hand over papers that belong to other customers", True),
        ("vendor_ need not hand over papers of any kind", False),
        ("vendor_ need not hand over papers to customer_", False),
    ],
)
def test_papers_of_other_clients_are_none_of_the_customers_business(sentence: str, others: bool) -> None:
    assert of_others(sentence, sentence.index("papers") + len("papers")) is others
    assert as_opposite(sentence, 0, sentence.index("papers")) is not others


@pytest.mark.parametrize(
    ("sentence", "opposite"),
    [
        ("vendor_ may change the hours", True),
        ("vendor_ may change the hours within the agreed times", False),
        ("customer_ must indemnify vendor_ against all claims", True),
        ("vendor_ must indemnify customer_ against claims of its staff and customer_ must indemnify vendor_", False),
    ],
)
def test_what_stays_within_the_agreed_or_is_owed_in_turn_turns_nothing_round(sentence: str, opposite: bool) -> None:
    start = sentence.rindex("customer_ must") if "customer_ must" in sentence else 0
    end = (
        sentence.rindex("vendor_") + len("vendor_")
        if start or "indemnify" in sentence
        else len("vendor_ may change the hours")
    )
    assert as_opposite(sentence, start, end) is opposite
