"""Every contract that we draft passes our own check."""

from pathlib import Path

import pytest

from contractkit.check import check_document
from contractkit.deal.file import load_deal
from contractkit.draft import draft_contract
from contractkit.findings import Report
from contractkit.library.load import load_library
from contractkit.word.read import read_document

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = load_library()
TYPES = {t.id: t.type for t in LIBRARY.templates.values() if t.type in ("msa", "sla", "dpa")}


def check_draft(data: bytes, template: str) -> Report:
    return check_document(read_document(data), library=LIBRARY, document_type=TYPES[template])


def complaints(report: Report) -> list[str]:
    return [
        f"{finding.severity} {finding.rule} at {finding.section}: {finding.quote[:150]}"
        for finding in report.findings
        if finding.severity != "low"
    ]


@pytest.mark.parametrize("template", sorted(TYPES))
def test_the_example_deal_in_every_template_whose_type_is_seen_without_being_told(template: str) -> None:
    deal = load_deal(ROOT / "examples" / "deal.yaml")
    report = check_document(read_document(draft_contract(deal, template, LIBRARY)), library=LIBRARY)
    assert report.document.type == TYPES[template]
    assert complaints(report) == []
    assert not report.coverage.unread


FALLBACKS = sorted({(w.family, w.position) for w in LIBRARY.wordings.values() if w.position != "preferred"})


@pytest.mark.parametrize(("family", "position"), FALLBACKS, ids=str)
def test_a_fallback_gives_way_without_a_serious_finding(family: str, position: str) -> None:
    deal = load_deal(ROOT / "examples" / "deal.yaml")
    report = check_draft(draft_contract(deal, "agreement", LIBRARY, {family: position}), "agreement")
    serious = [finding for finding in report.findings if finding.severity in ("critical", "high")]
    assert [(finding.rule, finding.quote) for finding in serious] == []
