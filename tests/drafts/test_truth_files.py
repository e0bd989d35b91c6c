"""Every truth file speaks of words that stand in its draft, and of families and values that the report can hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from contractkit.document import Document
from contractkit.findings import SEVERITIES
from contractkit.plain import document_from_text

HERE = Path(__file__).parent
DEVELOPMENT = sorted((HERE / "development").glob("*.txt"))  # rules may be tried on these
HELD_OUT = sorted(HERE.glob("*.txt"))  # and never on these
UNUSUAL = sorted((HERE / "unusual").glob("*.txt"))  # and on these the manners of reading alone, such as the parties
DRAFTS = [*HELD_OUT, *DEVELOPMENT, *UNUSUAL]
LEAST_WORDS = {"fair_agreement": 3000, "vendor_agency_letter": 1500, "vendor_dpa": 1500, "vendor_tickets": 2000}
CHECKS = {
    "placeholder", "dangling-reference", "number-words-disagree", "undefined-term", "unused-term", "duplicate-definition",
    "conflicting-values", "missing-schedule", "dates-out-of-order", "wrong-party", "miscapitalised-term",
}  # fmt: skip


def read(draft: Path) -> tuple[Document, dict[str, list[Any]]]:
    truth: dict[str, list[Any]] = yaml.safe_load(draft.with_suffix(".truth.yaml").read_text(encoding="utf-8"))
    return document_from_text(draft.read_text(encoding="utf-8"), draft.name), truth


def test_both_halves_hold_vendor_drafts_and_a_fair_one() -> None:
    for half in (HELD_OUT, DEVELOPMENT):
        assert {draft.stem.partition("_")[0] for draft in half} == {"vendor", "fair"}
    assert set(LEAST_WORDS) <= {draft.stem for draft in DRAFTS}
    assert len({draft.stem for draft in DRAFTS}) == len(DRAFTS)


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.stem)
def test_every_quote_stands_in_the_draft_and_every_risk_in_its_section(draft: Path) -> None:
    document, truth = read(draft)
    assert document.words >= LEAST_WORDS.get(draft.stem, 2200)
    for kind in ("risks", "inconsistencies", "facts", "near_misses"):
        for item in truth[kind]:
            places = [paragraph.section for paragraph in document.paragraphs if item["quote"] in paragraph.text]
            assert places, item["quote"]
            assert item.get("section", places[0]) in places, item["quote"]


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.stem)
def test_truth_files_keep_to_their_format(draft: Path) -> None:
    _, truth = read(draft)
    assert list(truth) == ["risks", "missing", "inverted", "inconsistencies", "facts", "near_misses"]
    names = [risk["id"] for risk in truth["risks"]]
    assert len(names) == len(set(names))
    assert all(
        set(risk) == {"id", "family", "severity", "quote", "section", "subtle", "why"} for risk in truth["risks"]
    )
    assert all(risk["severity"] in SEVERITIES and isinstance(risk["subtle"], bool) for risk in truth["risks"])
    assert all(set(item) == {"check", "quote", "why"} for item in truth["inconsistencies"])
    assert {item["check"] for item in truth["inconsistencies"]} <= CHECKS
    assert all(set(fact) == {"name", "value", "unit", "quote"} for fact in truth["facts"])
    assert all(set(miss) == {"quote", "why"} for miss in truth["near_misses"])
