"""Schedules that are not there, and duties of companies that are no party."""

from __future__ import annotations

import pytest

from contractkit.definitions import find_definitions
from contractkit.evidence import Known
from contractkit.plain import document_from_text
from contractkit.terms.parties import find_strange_nouns, find_wrong_parties
from contractkit.terms.schedules import find_missing_schedules

SCHEDULES = "# Schedule 1: Services\n1.1 Calls.\n# Schedule 2: Charges\n2.1 Rates.\n# Annex II: Data\nData.\n"
PARTIES = "Between Nordhaus Textil GmbH (Customer) and Oakline Support Limited (Vendor).\n"


def missing(text: str) -> list[str]:
    return [defect.detail for defect in find_missing_schedules(document_from_text(text), Known())]


@pytest.mark.parametrize("name", ["Schedule 4", "Annex VI", "Annex 5"])
def test_a_missing_schedule_is_told_once(name: str) -> None:
    assert missing(f"{SCHEDULES}See {name}. And again {name}.") == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "See Schedule 2 and Schedule 1.", "See SCHEDULE 2.", "See Annex 2.", "Annex II applies.", "See Exhibit C.",
        "See Schedule 3 to the Companies Act 2006.", "See Annex III of the Regulation.", "The schedule 9 bus.",
    ],
)  # fmt: skip
def test_what_is_there_or_belongs_elsewhere_is_not_told(sentence: str) -> None:
    assert missing(SCHEDULES + sentence) == []


def test_a_schedule_of_a_kind_that_the_document_lacks() -> None:
    assert missing(f"{SCHEDULES}The rooms are listed in Exhibit C.") == ["Exhibit C"]
    assert missing("1. Work\n1.1 The rooms are listed in Exhibit C.") == ["Exhibit C"]
    assert missing("1. Work\n1.1 Vendor keeps to Exhibit C.") == []


def wrong(text: str) -> list[str]:
    names = ["Customer", "Vendor", "Nordhaus Textil GmbH", "Oakline Support Limited"]
    document = document_from_text(PARTIES + text)
    return [
        document.paragraphs[d.paragraph].text[d.start : d.end] for d in find_wrong_parties(document, names, Known())
    ]


def test_a_company_of_another_contract_is_told() -> None:
    assert wrong("Brightwater Garden Centres Limited shall name a manager.") == ["Brightwater Garden Centres Limited"]
    assert wrong("Brightwater Garden Centres Limited adheres to the code.") == ["Brightwater Garden Centres Limited"]
    assert wrong("M/s Brightwater Homes Pvt. Ltd. shall name a manager.") == ["Brightwater Homes Pvt. Ltd."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Oakline Support Limited shall name a manager.",
        "Data is kept with Stellar Hosting Limited in Dublin.",
        "Stellar Hosting Limited is a sub-processor. Stellar Hosting Limited may keep data in Dublin.",
    ],
)
def test_parties_and_companies_that_are_introduced_are_not_told(sentence: str) -> None:
    assert wrong(sentence) == []


def test_without_full_names_of_the_parties_nothing_is_told() -> None:
    document = document_from_text("Customer and Vendor agree.\nBrightwater Limited shall name a manager.")
    assert list(find_wrong_parties(document, ["Customer", "Vendor"], Known())) == []


def strangers(text: str, *names: str) -> list[str]:
    document = document_from_text(text)
    return [defect.detail for defect in find_strange_nouns(document, names, find_definitions(document), Known())]


def test_a_company_that_signs_and_is_no_party() -> None:
    text = f"{PARTIES}They agree.\nFor and on behalf of Kestrel Voice Inc.:"
    names = ("Nordhaus Textil GmbH", "Oakline Support Limited")
    assert [d.detail for d in find_wrong_parties(document_from_text(text), names, Known())] == ["Kestrel Voice Inc."]


def test_a_noun_of_another_contract() -> None:
    assert strangers("The Contractor shall wait.", "Client", "Agency") == ["Contractor"]


@pytest.mark.parametrize(
    "text",
    [
        "The Agency shall wait.", "A contractor shall wait.", "The Vendor Manager shall wait.",
        "\"Contractor\" means a worker. The Contractor shall wait.",
        "The Contractor shall a. The Contractor shall b. The Contractor shall c. The Contractor shall d.",
    ],
)  # fmt: skip
def test_nouns_that_are_no_strangers(text: str) -> None:
    assert strangers(text, "Client", "Agency") == []


def test_an_annexure_with_a_hyphen() -> None:
    text = "The scope is in Annexure-A, the rates in Annexure-B.\nANNEXURE-A\nCalls."
    assert missing(text) == ["Annex B"]


def left_over(text: str) -> list[str]:
    document = document_from_text(PARTIES + "# 1. Services\n1.1 Vendor answers calls.\n" + text)
    names = ("Nordhaus Textil GmbH", "Customer", "Oakline Support Limited", "Vendor")
    found = [
        *find_wrong_parties(document, names, Known()),
        *find_strange_nouns(document, names, find_definitions(document), Known()),
    ]
    return [document.paragraphs[d.paragraph].text[d.start : d.end] for d in found]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("1.2 All data remain the property of Brandauer Versand GmbH for good.", "Brandauer Versand GmbH"),
        ("1.2 Vendor assigns to Vireo Software, Inc. all rights in the macros.", "Vireo Software, Inc."),
        ("1.2 Gadwall Trading Ltd approves the report.", "Gadwall Trading Ltd"),
        ("1.2 Nothing is told without the consent of the Licensee.", "Licensee"),
        ("1.2 The Buyer pays each invoice within 30 days.", "Buyer"),
    ],
)
def test_a_name_left_over_from_another_contract(sentence: str, name: str) -> None:
    assert left_over(sentence) == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "1.2 Vendor works with the platform of Brandauer Versand GmbH.",
        "1.2 Vendor pays its subcontractor Brandauer Versand GmbH.",
        "1.2 Insurance is placed with Allgemeine Sachversicherung SE.",
        "1.2 Each buyer and each seller who calls is greeted.",
        "1.2 Vendor informs the Buyer Protection Office.",
    ],
)
def test_companies_that_are_named_as_what_they_are(sentence: str) -> None:
    assert left_over(sentence) == []
