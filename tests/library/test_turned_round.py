"""A clause that denies what it speaks of is told as turned round, and one that only bounds it is not."""

from __future__ import annotations

import pytest

from contractkit.canonical import Roles
from contractkit.check import check_document
from contractkit.evidence import gather_evidence
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.rules.context import Context

ROLES = Roles(("Customer",), ("Vendor",))
LIBRARY = load_library()


def status(family: str, heading: str, text: str) -> str:
    contract = (
        f"# 1 Start\nVendor answers shoppers for Customer.\n# 2 {heading}\n{text}\n# 3 End\nThis ends the text.\n"
    )
    return Context(gather_evidence(document_from_text(contract), ROLES), LIBRARY).judgement(family).status


@pytest.mark.parametrize(
    ("family", "heading", "text"),
    [
        # it denies whatever its heading speaks of
        ("insurance", "Insurance", "Which cover Vendor takes out, and whether any, is its own affair."),
        ("contingency", "Emergencies", "Vendor has a plan for rain. A date for resumption is not committed."),
        ("brand-voice", "Tone of voice", "Customer may send its guide. Vendor need not follow it."),
        (
            "subcontracting",
            "Subcontracting",
            "The choice is Vendor's alone and Customer's consent plays no part in it.",
        ),
        # a promise that is taken back
        (
            "change-control",
            "Changes",
            "Changes are agreed by both. A change of Vendor applies even if Customer objects.",
        ),
        # what is denied stands before the denial
        ("exit-assistance", "Exit", "Helping Customer's next supplier to take over forms no part of the Services."),
        ("transition", "Transition", "A transition plan with dates is not drawn up."),
        # the end of the contract is no case of its own
        ("exit-assistance", "Exit", "When the contract ends, Vendor is under no duty to assist an incoming supplier."),
        # the protection and the denial stand in the place of another clause, in either order
        (
            "audit-rights",
            "Personal data",
            "Against its certificate Customer does without any audit of premises or books.",
        ),
        ("performance-exit", "Term", "A guideline value that is not reached, however often, is never a broken duty."),
    ],
)
def test_a_denial_turns_the_clause_round(family: str, heading: str, text: str) -> None:
    assert status(family, heading, text) == "inverted"


@pytest.mark.parametrize(
    ("family", "heading", "text"),
    [
        (
            "brand-voice",
            "Tone of voice",
            "Vendor shall follow Customer's brand guidelines. It need not use scripts word for word.",
        ),
        ("insurance", "Insurance", "Each party decides on its own on cover above EUR 1 million each year."),
        (
            "recruitment-and-vetting",
            "Hiring",
            "Vendor shall remove a person on request; Vendor alone decides on the employment.",
        ),
        (
            "exit-assistance",
            "Exit",
            "Vendor shall help to move the services. It has no lien on data and shall hand it over.",
        ),
        ("performance-exit", "Term", "Service credits do not limit the right to terminate for missed levels."),
        (
            "service-credits",
            "Credits",
            "A missed level leads to a credit of 5 %. Credits are not paid for outages of Customer.",
        ),
    ],
)
def test_a_bound_or_a_word_of_both_parties_does_not(family: str, heading: str, text: str) -> None:
    assert status(family, heading, text) != "inverted"


def test_a_clause_long_beside_its_denial_is_not_about_it() -> None:
    denial = "Whether it stocks paper is Vendor's own affair."
    others = " ".join(f"In week {week} the desk moves to floor {week}." for week in range(1, 9))
    assert status("insurance", "Insurance", denial) == "inverted"
    assert status("insurance", "Insurance", f"{others} {denial}") != "inverted"


def test_a_rule_that_says_the_opposite_counts_where_its_sentence_was_read_as_the_clause() -> None:
    text = "# 1 Suspension\nVendor may suspend the Services at any time in its sole discretion."
    report = check_document(
        document_from_text(text), library=LIBRARY, roles={"customer": ["Customer"], "vendor": ["Vendor"]}
    )
    assert ("suspension-at-will", "inverted") in {(finding.rule, finding.kind) for finding in report.findings}
