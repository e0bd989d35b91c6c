"""The example vendor draft is what its script builds, and its truth file speaks of words that stand in it."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from contractkit.document import Document, Paragraph
from contractkit.word.read import read_document

EXAMPLES = Path(__file__).parents[2] / "examples"
DRAFT = EXAMPLES / "vendor_draft.docx"


@pytest.fixture(scope="module")
def draft() -> Document:
    return read_document(DRAFT)


@pytest.fixture(scope="module")
def truth() -> dict[str, list[Any]]:
    loaded: dict[str, list[Any]] = yaml.safe_load((EXAMPLES / "vendor_draft.truth.yaml").read_text(encoding="utf-8"))
    return loaded


def paragraphs_with(draft: Document, quote: str) -> list[Paragraph]:
    return [paragraph for paragraph in draft.paragraphs if quote in paragraph.text]


def test_the_committed_file_is_what_the_script_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(EXAMPLES / "source")
    assert importlib.import_module("build_vendor_draft").build() == DRAFT.read_bytes()


def test_it_is_as_long_as_a_real_one(draft: Document) -> None:
    assert draft.words >= 3000


@pytest.mark.parametrize("kind", ["risks", "facts", "near_misses"])
def test_every_quote_of_the_truth_stands_in_the_draft(draft: Document, truth: dict[str, list[Any]], kind: str) -> None:
    assert [item["quote"] for item in truth[kind] if not paragraphs_with(draft, item["quote"])] == []


def test_every_risk_stands_in_the_section_that_the_truth_gives(draft: Document, truth: dict[str, list[Any]]) -> None:
    wrong = [
        (risk["id"], [paragraph.section for paragraph in paragraphs_with(draft, risk["quote"])])
        for risk in truth["risks"]
        if all(paragraph.section != risk["section"] for paragraph in paragraphs_with(draft, risk["quote"]))
    ]
    assert wrong == []


def test_risks_are_many_named_once_and_often_subtle(truth: dict[str, list[Any]]) -> None:
    names = [risk["id"] for risk in truth["risks"]]
    assert len(names) == len(set(names)) >= 20
    assert sum(risk["subtle"] for risk in truth["risks"]) >= 8
    assert len(truth["missing"]) >= 5


def test_the_draft_speaks_from_footer_footnote_table_and_tracked_insertion(draft: Document) -> None:
    assert {"body", "table", "header", "footer", "footnote"} <= {paragraph.origin for paragraph in draft.paragraphs}
    revisions = [revision for paragraph in draft.paragraphs for revision in paragraph.revisions]
    assert [(revision.kind, revision.author) for revision in revisions] == [
        ("inserted", "Harcourt Dene LLP (for Brightline)")
    ]
