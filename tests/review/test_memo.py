"""The memo never needs a third page, and says what a general counsel must know."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import docx as python_docx
import pytest

from builders import docx, p, r
from contractkit.deal.file import load_deal
from packets import EXAMPLE, content, finding_of, handed_off
from vendor_files import negotiated, tabled

NEEDS_OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


def words(data: bytes) -> str:
    document = python_docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def pages(data: bytes, folder: Path) -> int:
    (folder / "paper.docx").write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(folder / "paper.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return len(re.findall(rb"/Type\s*/Page[^s]", (folder / "paper.pdf").read_bytes()))


def crowded() -> bytes:
    """Far more than 60 findings, most of them critical, and long names."""
    bad = (
        "The Provider may use Client Data to train its machine-learning models in year {}.",
        "Service Credits are the sole and exclusive remedy for every missed Service Level in region {}.",
        "The Provider may process data in any country where it or its affiliates operate, for site {}.",
        "The Provider may amend this Agreement at any time by publishing version {} on its website.",
        "The Provider may assign this Agreement without consent to buyer {}.",
    )
    name = "Extraordinarily Long Named Customer Experience Outsourcing and After-Sales Services Holding Ltd"
    lines = [p(bad[at % 5].format(at)) for at in range(70)]
    return docx(p(f"Services agreement between Shop Group Ltd (the “Client”) and {name} (the “Provider”)."), *lines)


@NEEDS_OFFICE
@pytest.mark.parametrize("name", ["example", "crowded"])
def test_it_has_at_most_two_pages(name: str, tmp_path: Path) -> None:
    data = EXAMPLE.read_bytes() if name == "example" else crowded()
    packet = handed_off(tmp_path, data, insert="high", marking="Privileged and confidential", owner="Bo Owner")
    assert len(packet.report.findings) >= 60
    assert pages(content(packet, "_memo.docx"), tmp_path) <= 2


@NEEDS_OFFICE
def test_with_a_deal_too_and_the_intake_sheet_has_one_page(tmp_path: Path) -> None:
    packet = handed_off(tmp_path, crowded(), deal=load_deal(EXAMPLE.parent / "deal.yaml"))
    assert pages(content(packet, "_memo.docx"), tmp_path) <= 2
    assert pages(content(packet, "_intake.docx"), tmp_path) == 1


def test_it_names_deal_verdicts_critical_issues_and_approvers(tmp_path: Path) -> None:
    told = words(content(handed_off(tmp_path, negotiated()), "_memo.docx"))
    for part in (
        "Nimbus Contact Ltd (vendor)", "lock period 36 months (4.1)", "Do not sign before the critical issues",
        "The vendor trains models with your conversations", "General Counsel", "Legal approval is not signing authority",
        "Data protection counsel", "With all our changes accepted",
    ):  # fmt: skip
        assert part in told, part


def test_what_gets_no_change_is_told_with_its_reason(tmp_path: Path) -> None:
    data = docx(
        p("Services agreement between Shop Ltd (the “Customer”) and Desk Ltd (the “Vendor”)."),
        p("Vendor may:"),
        p("(a) assign this Agreement without consent;"),
        p("(b) subcontract any part of the Services."),
    )
    packet = handed_off(tmp_path, data)
    assert "the words are an item of a list" in words(content(packet, "_memo.docx"))


def test_a_serious_finding_without_a_sentence_of_ours_is_told(tmp_path: Path) -> None:
    data = docx(
        p("Services agreement between Shop Ltd (the “Customer”) and Desk Ltd (the “Vendor”)."),
        p("A Business Day is a day on which Vendor’s office is open, as Vendor decides."),
    )
    packet = handed_off(tmp_path, data)
    number = packet.dossier.issue(finding_of(packet, "working-day-cut-short")).number
    assert f"{number}: no sentence of ours fits here, so a person must write one" in words(
        content(packet, "_memo.docx")
    )


def test_values_in_the_memo_have_units_that_people_write(tmp_path: Path) -> None:
    told = words(content(handed_off(tmp_path, tabled()), "_memo.docx"))
    assert "(now 5 working days)" in told and "business_day" not in told


def test_what_was_not_read_is_named(tmp_path: Path) -> None:
    data = docx(
        p("Services agreement between Shop Ltd (the “Customer”) and Desk Ltd (the “Vendor”)."),
        p("Vendor may assign this Agreement without consent."),
        r("Text where Word shows none."),
    )
    packet = handed_off(tmp_path, data)
    assert packet.report.coverage.unread, "the file must hold something that is not read"
    told = words(content(packet, "_memo.docx"))
    assert "NOT READ: word/document.xml, “Text where Word shows none.”" in told and "These parts need a person" in told


def test_the_five_lines_come_from_the_deal_when_there_is_one(tmp_path: Path) -> None:
    deal = load_deal(EXAMPLE.parent / "deal.yaml")
    told = words(content(handed_off(tmp_path, tabled(), deal=deal), "_memo.docx"))
    assert "Lark & Willow Fashion Limited (customer)" in told and "planned at EUR 1,650,000 a year" in told
    assert "the document names neither of them" in told, "the example deal is not about this document"
