"""Clauses are seen, and protections turned round are told, in the words of hands that wrote no phrase of the library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from contractkit.canonical import Roles
from contractkit.evidence import gather_evidence
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.rules.context import Context

ROLES = Roles(
    ("Customer", "Client", "Company", "Merchant", "Principal", "You", "Your"),
    ("Vendor", "Provider", "Supplier", "Agency", "Contractor", "We", "Us", "Our"),
)
LIBRARY = load_library()
CLAUSES: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("said_otherwise.yaml").read_text(encoding="utf-8")
)
FRAME = "# 1 Start\nProvider answers shoppers for Client.\n# 2 {}\n{}\n# 3 Final\nThis ends the text.\n"


def status(family: str, text: str, heading: str = "Conditions") -> str:
    evidence = gather_evidence(document_from_text(FRAME.format(heading, text)), ROLES)
    return Context(evidence, LIBRARY).judgement(family).status


def of(kind: str) -> list[str]:
    return [family for family, clauses in CLAUSES.items() if kind in clauses]


@pytest.mark.parametrize("family", of("headed"))
def test_a_clause_under_an_unusual_heading_is_seen(family: str) -> None:
    clause = CLAUSES[family]["headed"]
    assert status(family, clause["text"], clause["heading"]) in ("present", "weak")


@pytest.mark.parametrize("family", of("bare"))
def test_a_clause_without_a_heading_is_seen(family: str) -> None:
    assert status(family, CLAUSES[family]["bare"]) in ("present", "weak")


@pytest.mark.parametrize("family", of("turned"))
def test_a_protection_turned_round_is_told_as_such(family: str) -> None:
    assert status(family, CLAUSES[family]["turned"]) == "inverted"


@pytest.mark.parametrize("family", of("other"))
def test_the_same_words_on_another_matter_are_no_clause(family: str) -> None:
    assert status(family, CLAUSES[family]["other"], "Remarks") == "missing"
