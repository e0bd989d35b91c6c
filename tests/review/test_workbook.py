"""The issues list: what a lawyer expects of it in Excel, and what a printer makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import docx, p
from packets import handed_off, row_of, workbook
from vendor_files import negotiated, typed


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory):
    return workbook(handed_off(tmp_path_factory.mktemp("packet"), negotiated(), owner="Bo"))


@pytest.fixture(scope="module")
def sheet(book):
    return book["Issues"]


def test_it_has_filters_a_frozen_head_and_prints_on_one_page_width(sheet) -> None:
    assert sheet.auto_filter.ref == f"A1:Q{sheet.max_row}"
    assert sheet.freeze_panes == "C2"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert "P" not in sheet.print_area.replace("$", "").split(":")[1]


def test_a_wording_of_several_issues_is_written_out_once(book) -> None:
    sheet = book["Wording"]
    heads = [cell.value for cell in sheet[1]]
    for head in ("Our wording", "Fallback"):
        cells = [row[heads.index(head)].value or "" for row in sheet.iter_rows(min_row=2)]
        whole = [text for text in cells if len(text) >= 120]
        assert whole and len(whole) == len(set(whole))
        numbers = [row[0].value for row in sheet.iter_rows(min_row=2)]
        for text in cells:
            if text.startswith("As for issue"):
                assert cells[numbers.index(int(text.split()[-1].rstrip(".")))] in whole
    assert sheet.page_setup.orientation == "landscape" and sheet.oddFooter.right.text == "Page &P of &N"


def test_status_and_owner_have_lists(sheet) -> None:
    lists = {rule.formula1: (str(rule.sqref), rule.showErrorMessage) for rule in sheet.data_validations.dataValidation}
    heads = [cell.value for cell in sheet[1]]
    status = lists['"open,agreed,escalated,accepted"']
    assert status[0].startswith("M2:") and heads[12] == "Status" and status[1]
    owners = next(formula for formula in lists if "Dana Ortiz" in formula)
    assert "Bo" in owners and "General Counsel" in owners and not lists[owners][1]


def test_colours_follow_the_cell(sheet) -> None:
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert {rule.formula[0] for rule in rules} >= {'"critical"', '"high"', '"agreed"', '"escalated"'}


def test_a_row_says_what_the_columns_promise(sheet) -> None:
    row = {head: cell.value for head, cell in row_of(sheet, "credits-sole-remedy").items()}
    assert row["Clause"] == "3.1" and row["Risk"] == "critical" and row["Status"] == "open" and row["Round"] == 1
    assert row["Their words"] == (
        "Service Credits are the Customer’s sole and exclusive remedy for any failure to meet a Service Level."
    )
    assert "General Counsel" in row["Approver"] and row["Fallback"] and row["Walk-away"]
    assert row_of(sheet, "lock-too-long")["Walk-away"].value == "We do not sign unless it is at most 24 months."
    assert row_of(sheet, "exit-assistance-missing")["Walk-away"].value == "We do not sign without this clause."


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    data = docx(
        p("Services Agreement between Shop Ltd (the “Customer”) and Desk Ltd (the “Vendor”)."),
        p("=1+1 Vendor may assign this Agreement without consent."),
    )
    cell = row_of(workbook(handed_off(tmp_path, data))["Issues"], "vendor-may-assign-freely")["Their words"]
    assert cell.data_type == "s"


def test_rows_are_tall_enough_for_their_text(tmp_path: Path) -> None:
    sheet = workbook(handed_off(tmp_path, typed()))["Issues"]
    assert all(sheet.row_dimensions[row].height >= 15 for row in range(2, sheet.max_row + 1))


def test_the_copy_for_comparison_is_hidden_and_complete(tmp_path: Path) -> None:
    book = workbook(handed_off(tmp_path, typed()))
    assert book["Sent"].sheet_state == "veryHidden"
    assert [[cell.value for cell in row] for row in book["Sent"].iter_rows()] == [
        [cell.value for cell in row] for row in book["Issues"].iter_rows()
    ]
