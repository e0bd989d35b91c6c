"""Protections that a sentence refuses in so many words are turned round, wherever the sentence stands."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from contractkit.canonical import Roles
from contractkit.evidence import gather_evidence
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.rules.context import Context

ROLES = Roles(("Customer",), ("Vendor",))
LIBRARY = load_library()
SENTENCES = yaml.safe_load(Path(__file__).with_name("inversions.yaml").read_text(encoding="utf-8"))
AROUND = "1. Parties\nVendor gives customer support to Customer.\n2. Provisions\n"


def status(family: str, text: str) -> str:
    evidence = gather_evidence(document_from_text(text), ROLES)
    return Context(evidence, LIBRARY).judgement(family).status


@pytest.mark.parametrize(
    ("family", "sentence"),
    [
        ("audit-rights", "Customer waives any audit right."),
        ("audit-rights", "Section 9 (Audit) is intentionally left blank."),
        (
            "audit-rights",
            "Nothing in this Agreement requires Vendor to do more, when asked for an audit, than send a letter.",
        ),
        ("audit-rights", "It looks at the report once a year and renounces every other inspection."),
        ("service-credits", "No service credits are payable."),
        ("confidentiality", "Confidentiality obligations do not apply to Vendor."),
        ("data-ownership", "Vendor owns all data that arises in the work."),
        ("exit-assistance", "Vendor is under no duty to help with a move to another supplier."),
        (
            "termination-for-convenience",
            "Nothing here allows Customer to leave without cause, during the term or later.",
        ),
        ("contingency", "Vendor maintains no business continuity plan."),
        ("insurance", "No policy may be asked of Vendor."),
        ("training", "Training is not part of the Services."),
        ("reporting", "Customer has no right to monthly reports."),
        ("indemnities", "Vendor disclaims any obligation to indemnify Customer."),
        ("breach-notification", "Vendor need not notify Customer of data breaches."),
        ("remediation-plan", "Customer shall wait and may not ask for causes."),
        ("complaint-handling", "Vendor does not undertake to handle complaints."),
        ("escalation", "Vendor offers no escalation."),
        ("compliance-with-laws", "Vendor does not undertake to comply with any law."),
        ("quality-monitoring", "It exercises this right by taking note of the score that Vendor publishes."),
    ],
)
def test_a_refusal_turns_the_protection_round(family: str, sentence: str) -> None:
    assert status(family, f"1. Work\nVendor answers calls.\n2. Other matters\n{sentence}") == "inverted"


@pytest.mark.parametrize(
    ("family", "sentence"),
    [
        ("audit-rights", "Audits are not permitted more than once a year."),
        ("service-credits", "During the first four weeks no service credit is due."),
        ("confidentiality", "The duty of confidentiality does not apply to information that is public."),
        (
            "indemnities",
            "Vendor has no obligation to indemnify Customer for claims arising from Customer's own changes.",
        ),
        ("insurance", "No insurance limits the liability of Vendor."),
        ("exit-assistance", "Vendor may not refuse exit assistance."),
        ("exit-assistance", "No fee is charged for exit assistance."),
        ("training", "If Customer trains the agents, Vendor need not give training on that product."),
        ("escalation", "There is no price escalation clause."),
    ],
)
def test_a_limit_or_a_case_of_its_own_refuses_nothing(family: str, sentence: str) -> None:
    assert status(family, sentence) != "inverted"


def test_a_refusal_counts_beside_a_clause_that_grants_the_right() -> None:
    clause = "# 9 Audit\nCustomer may audit the premises and the records of Vendor on ten days' notice."
    assert status("audit-rights", clause) == "present"
    assert status("audit-rights", f"{clause}\n# 20 General\nCustomer waives any right to audit.") == "inverted"


@pytest.mark.parametrize("family", SENTENCES)
def test_sentences_of_several_hands_turn_a_protection_round(family: str) -> None:
    assert [s for s in SENTENCES[family]["turned"] if status(family, AROUND + s) != "inverted"] == []


@pytest.mark.parametrize("family", SENTENCES)
def test_fair_sentences_that_look_alike_do_not(family: str) -> None:
    assert [s for s in SENTENCES[family]["fair"] if status(family, AROUND + s) == "inverted"] == []
