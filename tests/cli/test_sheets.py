"""A workbook of deals becomes contracts: all of them or none, every mistake with its cell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from contractkit.cli.sheets import Order, draft_sheet
from contractkit.deal.sheet import read_sheet
from contractkit.deal.sheet.layout import sheets
from contractkit.draft import draft_contract
from contractkit.errors import DealError
from contractkit.library.load import load_library
from contractkit.word.read import read_document
from drafting import example_deal
from sheets import column_of, example_sheet

ORDER = Order("service-levels", {}, ())


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "contractkit", "draft", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, stdin=subprocess.DEVNULL)


def cell(key: str, row: int, sheet: str = "Deals") -> str:
    return f"{sheet}!{column_of(sheet, key)}{row}"


def mistakes(path: Path, changes: dict[str, object]) -> str:
    """What is said about a workbook of two deals with these cells; nothing is written."""
    book = example_sheet(path / "deals.xlsx", ["A-1", "B-2"], changes)
    with pytest.raises(DealError) as caught:
        draft_sheet(book, path / "out", ORDER)
    assert [item.name for item in path.iterdir()] == ["deals.xlsx"]
    return str(caught.value)


def test_each_row_becomes_the_contract_that_its_deal_file_gives(tmp_path: Path) -> None:
    other = "Lark & <Willow> شركة 👗"
    book = example_sheet(tmp_path / "deals.xlsx", ["A-1", "B/2 x"], {cell("shop", 4): other})
    assert draft_sheet(book, tmp_path / "out", ORDER) == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["A-1.docx", "B-2-x.docx"]
    first = draft_contract(example_deal(reference="A-1"), "service-levels", load_library())
    assert (tmp_path / "out" / "A-1.docx").read_bytes() == first
    text = "\n".join(item.text for item in read_document(tmp_path / "out" / "B-2-x.docx").paragraphs)
    assert other in text


def test_the_command_makes_a_workbook_and_drafts_from_one(tmp_path: Path) -> None:
    done = run("--make-sheet", "new.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 contract" not in done.stdout
    assert run("--make-sheet", "new.xlsx", cwd=tmp_path).returncode == 2
    empty = run("--from", "new.xlsx", "-o", "out", cwd=tmp_path)
    assert (empty.returncode, "no row holds a deal" in empty.stderr) == (3, True)
    example_sheet(tmp_path / "deals.xlsx", ["A-1"])
    done = run("--from", "deals.xlsx", "-o", "out", "--template", "nda", "--set", "shop=Other", cwd=tmp_path)
    assert done.stdout == "out: 1 contract from deals.xlsx\n", done.stderr
    assert run("--from", "deals.xlsx", cwd=tmp_path).returncode == 2
    assert run("deal.yaml", "--from", "deals.xlsx", "-o", "out", cwd=tmp_path).returncode == 2


def test_every_mistake_is_told_with_its_cell(tmp_path: Path) -> None:
    told = mistakes(
        tmp_path,
        {
            cell("term.months", 4): "many",
            cell("customer.name", 3): None,
            cell("channel", 3, "channels"): "fax",
            cell("data.breach_notice_hours", 4): 400,
            cell("liability.floor", 3): "TBC",
        },
    )
    lines = told.splitlines()
    assert all(line.startswith("deals.xlsx, ") for line in lines)
    for place, words in {
        cell("term.months", 4): "expected a whole number",
        cell("customer.name", 3): "still to be answered: Full legal name?",
        cell("channel", 3, "channels"): '"fax" is not allowed here',
        cell("data.breach_notice_hours", 4): "less than or equal to 48",
        cell("liability.floor", 3): "still to be answered",
    }.items():
        assert any(line.startswith(f"deals.xlsx, {place}: ") and words in line for line in lines), (place, told)


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (cell("vendor.name", 4), "Lark & Willow Fashion Limited", "customer and vendor at once"),
        (cell("target", 4, "kpis"), 500, "lies outside 0 to 100"),
        (cell("lock.months", 3), 36, "longer than the term"),
        (cell("template", 3), "sonnet", 'there is no template "sonnet"'),
        (cell("reference", 4), "A-1", 'the reference "A-1" stands in Deals!A3 too'),
        (cell("reference", 4), "a 1", "its file would be a-1.docx, as that of Deals!A3"),
        ("services!A3", "C-3", 'there is no deal "C-3"'),
        ("Deals!C1", "custmer.name", 'there is no column "custmer.name"'),
    ],
)
def test_a_mistake_is_told_at_its_cell(tmp_path: Path, place: str, value: object, words: str) -> None:
    told = mistakes(tmp_path, {place: value})
    assert words in told
    assert f"{place}: " in told


def test_a_list_without_rows_is_told(tmp_path: Path) -> None:
    book = example_sheet(tmp_path / "deals.xlsx", ["A-1"])
    work = openpyxl.load_workbook(book)
    work["escalation"].delete_rows(3, 10)
    work.save(book)
    with pytest.raises(DealError, match=r'escalation \(no row for "A-1"\): escalation: still to be answered'):
        draft_sheet(book, tmp_path / "out", Order("agreement", {}, ()))


def test_rows_of_a_deal_go_before_those_of_all(tmp_path: Path) -> None:
    book = example_sheet(tmp_path / "deals.xlsx", ["A-1", "B-2"])
    work = openpyxl.load_workbook(book)
    work["services"].append(["B-2", "returns", None])
    work["terms"].append(["B-2", "confidentiality", "years", 7])
    work["positions"].append(["*", "lock-period", "fallback-1"])
    work.save(book)
    first, second = read_sheet(book)
    assert len(first.answers["services"]) == 9
    assert second.answers["services"] == [{"id": "returns"}]
    assert second.answers["terms"] == {"confidentiality": {"years": 7}}
    assert first.answers["positions"] == second.answers["positions"] == {"lock-period": "fallback-1"}
    assert second.cell(["terms", "confidentiality", "years"]) == "terms!D3"


def test_cells_mean_what_they_show(tmp_path: Path) -> None:
    book = example_sheet(tmp_path / "deals.xlsx", ["A-1"], {cell("customer.registration_number", 3): 718204})
    work = openpyxl.load_workbook(book)
    percent = work["Deals"][cell("volumes.tolerance_percent", 3).split("!")[1]]
    percent.value, percent.number_format = 0.2, "0%"
    work.save(book)
    deal, problems = read_sheet(book)[0].deal()
    assert problems == []
    assert deal is not None
    assert (deal.customer.registration_number, deal.volumes.tolerance_percent) == ("718204", 20)
    assert deal.term.start.isoformat() == "2027-02-01"


def test_the_workbook_offers_choices_limits_and_reasons(tmp_path: Path) -> None:
    run("--make-sheet", "new.xlsx", cwd=tmp_path)
    work = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert [name for name in work.sheetnames if name != "Choices"] == [layout.name for layout in sheets()]
    rules = {
        str(rule.sqref).split(":")[0]: rule for sheet in work for rule in sheet.data_validations.dataValidation
        if sheet.title in ("kpis", "Deals")
    }  # fmt: skip
    months = rules[column_of("Deals", "term.months") + "3"]
    assert (months.type, months.formula1, months.formula2) == ("whole", "1", "120")
    head = work["Deals"][column_of("Deals", "term.months") + "1"]
    assert "A term without end is a lock without end." in head.comment.text
    assert any(rule.type == "list" for rule in rules.values())
    values = [value.value for column in work["Choices"].columns for value in column]
    assert {"csat", "phone", "agreement", "C1"} <= set(values)


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04"])
def test_what_is_no_workbook_is_told_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "deals.xlsx"
    path.write_bytes(content)
    with pytest.raises(DealError, match="not a workbook"):
        read_sheet(path)


def test_a_broken_formula_is_told(tmp_path: Path) -> None:
    told = mistakes(tmp_path, {cell("term.months", 3): "#REF!"})
    assert "Deals!" in told
