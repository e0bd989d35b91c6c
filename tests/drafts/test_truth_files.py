"""Every truth file speaks of words that stand in its draft, and of families and values that the report can hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from contractkit.document import Document
from contractkit.findings import SEVERITIES
from contractkit.plain import document_from_text

DRAFTS = sorted(Path(__file__).parent.glob("*.txt"))
WORDS = {
    "fair_agreement": 3000,
    "fair_framework": 2200,
    "vendor_agency_letter": 1500,
    "vendor_bpo_letter_frame": 2200,
    "vendor_dpa": 1500,
    "vendor_tickets": 2000,
}


def read(draft: Path) -> tuple[Document, dict[str, list[Any]]]:
    truth: dict[str, list[Any]] = yaml.safe_load(draft.with_suffix(".truth.yaml").read_text(encoding="utf-8"))
    return document_from_text(draft.read_text(encoding="utf-8"), draft.name), truth


def test_all_drafts_are_here() -> None:
    assert {draft.stem for draft in DRAFTS} == set(WORDS)


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.stem)
def test_every_quote_stands_in_the_draft_and_every_risk_in_its_section(draft: Path) -> None:
    document, truth = read(draft)
    assert document.words >= WORDS[draft.stem]
    for kind in ("risks", "facts", "near_misses"):
        for item in truth[kind]:
            places = [paragraph.section for paragraph in document.paragraphs if item["quote"] in paragraph.text]
            assert places, item["quote"]
            assert item.get("section", places[0]) in places, item["quote"]


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.stem)
def test_truth_files_keep_to_their_format(draft: Path) -> None:
    _, truth = read(draft)
    keys = [key for key in truth if key != "inconsistencies"]
    assert keys == ["risks", "missing", "inverted", "facts", "near_misses"]
    names = [risk["id"] for risk in truth["risks"]]
    assert len(names) == len(set(names))
    assert all(
        set(risk) == {"id", "family", "severity", "quote", "section", "subtle", "why"} for risk in truth["risks"]
    )
    assert all(risk["severity"] in SEVERITIES and isinstance(risk["subtle"], bool) for risk in truth["risks"])
    assert all(set(fact) == {"name", "value", "unit", "quote"} for fact in truth["facts"])
    assert all(set(miss) == {"quote", "why"} for miss in truth["near_misses"])
