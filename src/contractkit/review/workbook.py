"""The issues list as a workbook that two lawyers can work in: filters, frozen head, lists, colours, fit to print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from contractkit.deal.sheet.library import openpyxl
from contractkit.review.columns import (
    ISSUES,
    NOT_PRINTED,
    OWNER,
    SENT,
    STATUS,
    WORDING,
    Column,
    shown_columns,
)
from contractkit.review.dossier import Issue
from contractkit.review.matter import STATUSES
from contractkit.word.plain_package import plain_package

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_HEAD, _LINE = "1F2937", "D1D5DB"
_RISK = {"critical": "F8B4B4", "high": "FCD9BD", "medium": "FDF6B2", "low": "E1EFFE"}
_STATE = {"open": "FFFFFF", "agreed": "BCF0DA", "escalated": "FCD9BD", "accepted": "E5E7EB"}
_SPARE_ROWS = 200  # rows below the issues in which the lists still work, for issues that people add
_A4 = 9
_LINE_HEIGHT, _TALLEST = 11.5, 409.0
_WORTH_A_REFERENCE = 120  # characters
_LONGEST_CELL = 32_000  # Excel's limit is 32,767


def issues_workbook(
    issues: tuple[Issue, ...], *, title: str, date: str, number: int, owners: tuple[str, ...], internal: bool
) -> bytes:
    """Return the workbook. ``owners`` are offered in the owner cells; other names may be typed.

    ``date`` (ISO) stands in its properties, so the same issues give the same bytes. Raises UsageError when openpyxl is
    not installed.
    """
    workbook: Workbook = openpyxl().Workbook()
    columns = shown_columns(internal=internal)
    sheet = workbook.worksheets[0]
    sheet.title = ISSUES
    _fill(sheet, columns, issues, number)
    printed = sum(column.head not in NOT_PRINTED for column in columns)
    sheet.print_area = f"A1:{openpyxl().utils.get_column_letter(printed)}{len(issues) + 1}"
    _print_setup(sheet, title)
    _lists(sheet, columns, owners, len(issues))
    _colours(sheet, columns, len(issues))
    wordings = workbook.create_sheet(WORDING)
    _wordings(wordings, issues, internal=internal)
    _print_setup(wordings, title)
    _copy(workbook.create_sheet(SENT), columns, issues, number)
    content = io.BytesIO()
    workbook.save(content)
    return plain_package(content.getvalue(), title, date)


def _fill(sheet: Worksheet, columns: list[Column], issues: tuple[Issue, ...], number: int) -> None:
    for at, column in enumerate(columns, 1):
        _head(sheet, at, column.head, column.width)
    look = _look_of_text(sheet)
    for row, issue in enumerate(issues, 2):
        texts = [(column.text(issue, number), column.width) for column in columns]
        _row(sheet, row, texts, look)
    sheet.freeze_panes = "C2"
    last = openpyxl().utils.get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A1:{last}{len(issues) + 1}"


def _look_of_text(sheet: Worksheet) -> Any:
    """The look of a text cell, made once: setting font, border and alignment on every cell takes most of the time."""
    styles = openpyxl().styles
    cell: Any = sheet.cell(2, 1)
    line = styles.Side(style="thin", color=_LINE)
    cell.font = styles.Font(name="Calibri", size=9)
    cell.border = styles.Border(bottom=line, right=line)
    cell.alignment = styles.Alignment(wrap_text=True, vertical="top", horizontal="left")
    return copy(cell._style)


def _row(sheet: Worksheet, row: int, texts: Sequence[tuple[str | int, int]], look: Any) -> None:
    """Write one row of (text, width of its column), tall enough for all of it."""
    for at, (text, _) in enumerate(texts, 1):
        cell: Any = sheet.cell(row, at)
        _put(cell, text)
        cell._style = copy(look)
    sheet.row_dimensions[row].height = _height([(str(text), width) for text, width in texts])


def _height(texts: list[tuple[str, int]]) -> float:
    """The height of a row, in points, that shows its longest text whole; programs do not find it by themselves."""
    lines = max(sum(-(-max(len(part), 1) // int(1.3 * width)) for part in text.split("\n")) for text, width in texts)
    return min(_TALLEST, 4 + _LINE_HEIGHT * lines)


def _put(cell: Any, value: str | int) -> None:
    """Write a value; a text that looks like a formula stays a text."""
    cell.value = value[:_LONGEST_CELL] if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _head(sheet: Worksheet, at: int, text: str, width: int) -> None:
    styles = openpyxl().styles
    cell = sheet.cell(1, at, text)
    cell.font = styles.Font(name="Calibri", size=9, bold=True, color="FFFFFF")
    cell.fill = styles.PatternFill("solid", fgColor=_HEAD)
    cell.alignment = styles.Alignment(wrap_text=True, vertical="center")
    sheet.column_dimensions[openpyxl().utils.get_column_letter(at)].width = width


def _print_setup(sheet: Worksheet, title: str) -> None:
    """Landscape A4, all columns on one page, the head on every page."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = openpyxl().worksheet.properties.PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.3
    margins.top, margins.bottom = 0.6, 0.55
    margins.header = margins.footer = 0.25
    header, footer = sheet.oddHeader, sheet.oddFooter
    if header is not None and footer is not None:
        header.left.text = title.replace("&", "&&")
        footer.right.text = "Page &P of &N"


def _lists(sheet: Worksheet, columns: list[Column], owners: tuple[str, ...], count: int) -> None:
    heads = [column.head for column in columns]
    choices = {STATUS: (STATUSES, True), OWNER: (owners, False)}
    for head, (values, strict) in choices.items():
        if head not in heads or not values:
            continue
        letter = openpyxl().utils.get_column_letter(heads.index(head) + 1)
        offered = ",".join(value.replace(",", " ").replace('"', "") for value in values)
        rule = openpyxl().worksheet.datavalidation.DataValidation(
            type="list", formula1=f'"{offered[:250]}"', allow_blank=True, showErrorMessage=strict,
            errorTitle="Not a status", error=f"Choose one of: {', '.join(STATUSES)}.",
        )  # fmt: skip
        rule.add(f"{letter}2:{letter}{count + 1 + _SPARE_ROWS}")
        sheet.add_data_validation(rule)


def _colours(sheet: Worksheet, columns: list[Column], count: int) -> None:
    """Colours that follow the cell, so that they change when somebody changes it."""
    heads = [column.head for column in columns]
    rules, styles = openpyxl().formatting.rule, openpyxl().styles
    for head, colours in (("Risk", _RISK), (STATUS, _STATE)):
        if head in heads:
            letter = openpyxl().utils.get_column_letter(heads.index(head) + 1)
            for value, colour in colours.items():
                fill = styles.PatternFill("solid", bgColor=colour)
                rule = rules.CellIsRule(operator="equal", formula=[f'"{value}"'], fill=fill)
                sheet.conditional_formatting.add(f"{letter}2:{letter}{count + 1 + _SPARE_ROWS}", rule)


def _wordings(sheet: Worksheet, issues: tuple[Issue, ...], *, internal: bool) -> None:
    """The clauses that the list only names, whole; one that serves several issues is written out at the first."""
    heads = [("No", 5), ("Issue", 26), ("Our wording", 90)]
    heads += [("Fallback", 60), ("Walk-away", 30), ("Why", 50)] if internal else []
    for at, (head, width) in enumerate(heads, 1):
        _head(sheet, at, head, width)
    look = _look_of_text(sheet)
    wordings: dict[str, int] = {}
    fallbacks: dict[str, int] = {}
    for row, issue in enumerate(issues, 2):
        texts: list[str | int] = [issue.number, issue.title, _once(issue.wording, issue.number, wordings)]
        if internal:
            texts += [_once(issue.fallback, issue.number, fallbacks), issue.walk_away, issue.why]
        _row(sheet, row, [(text, width) for text, (_, width) in zip(texts, heads, strict=True)], look)
    sheet.freeze_panes = "C2"


def _once(text: str, number: int, written: dict[str, int]) -> str:
    """The text, or where it stands already when it is long and was ``written`` for an earlier issue."""
    first = written.setdefault(text, number)
    return text if first == number or len(text) < _WORTH_A_REFERENCE else f"As for issue {first}."


def _copy(sheet: Worksheet, columns: list[Column], issues: tuple[Issue, ...], number: int) -> None:
    """What each cell held when it was sent, hidden, so that a changed cell is known when the file comes back."""
    for at, column in enumerate(columns, 1):
        sheet.cell(1, at, column.head)
        for row, issue in enumerate(issues, 2):
            _put(sheet.cell(row, at), column.text(issue, number))
    sheet.sheet_state = "veryHidden"
