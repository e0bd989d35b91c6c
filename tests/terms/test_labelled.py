"""Short contracts with one planted defect each: most are found whatever their kind, and no look-alike is told."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from contractkit.evidence import Known, gather_evidence
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.roles import find_roles
from contractkit.rules.consistency import CHECKS
from contractkit.rules.context import Context

ITEMS = yaml.safe_load(Path(__file__).with_name("labelled.yaml").read_text(encoding="utf-8"))
LIBRARY = load_library()
KINDS = sorted({item["kind"] for item in ITEMS} - {"none"})
LEAST_SHARE = 0.9  # of all planted defects


def told(text: str) -> list[tuple[str, str]]:
    """The kind of each defect that the checks tell, with the words that it quotes."""
    document = document_from_text(text)
    context = Context(gather_evidence(document, find_roles(document), Known()), LIBRARY)
    return [
        (kind, document.paragraphs[defect.paragraph].text[defect.start : defect.end])
        for kind, find in CHECKS.items()
        for defect in find(context)
    ]


def is_found(item: dict[str, str]) -> bool:
    return any(
        kind == item["kind"] and (quote in item["quote"] or item["quote"] in quote)
        for kind, quote in told(item["text"])
    )


FOUND = {kind: [is_found(item) for item in ITEMS if item["kind"] == kind] for kind in KINDS}


def test_most_planted_defects_are_found() -> None:
    found = [hit for hits in FOUND.values() for hit in hits]
    assert sum(found) >= LEAST_SHARE * len(found)


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_is_left_out(kind: str) -> None:
    assert sum(FOUND[kind]) >= 3, FOUND[kind]


@pytest.mark.parametrize(
    "text", [item["text"] for item in ITEMS if item["kind"] == "none"], ids=lambda text: text[2:20]
)
def test_a_look_alike_is_not_told(text: str) -> None:
    assert told(text) == []
