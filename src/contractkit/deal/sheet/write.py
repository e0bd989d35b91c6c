"""An empty workbook for deals: a question above each column, choices and limits in each cell."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticUndefined

from contractkit.deal.questions import question_of
from contractkit.deal.shape import allowed, shape_of
from contractkit.deal.sheet.layout import REFERENCE, REFERENCE_QUESTION, Column, Sheet, sheets
from contractkit.deal.sheet.library import openpyxl

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST_ROW, _LAST_ROW = 3, 5000
_CHOICES = "Choices"
_HEAD, _QUESTION = "1F2937", "E5EAF1"
_WHO = {"customer": "Customer answers.", "vendor": "Vendor answers.", "both": "Both parties agree."}
_NARROW, _WIDE = 14, 34  # characters
_LONGEST_PROMPT = 255  # Excel's limit


def make_sheet(choices: Mapping[str, Sequence[str]]) -> bytes:
    """Return the workbook. ``choices`` adds what only the library knows, by column: "kpi", "template", "family".

    Raises UsageError when openpyxl is not installed.
    """
    workbook: Workbook = openpyxl().Workbook()
    workbook.remove(workbook.worksheets[0])
    lists: list[tuple[str, ...]] = []
    for layout in sheets():
        _fill(workbook.create_sheet(layout.name), layout, choices, lists)
    hidden = workbook.create_sheet(_CHOICES)
    hidden.sheet_state = "hidden"
    for at, values in enumerate(lists, start=1):
        for row, value in enumerate(values, start=1):
            hidden.cell(row, at, value)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _fill(sheet: Worksheet, layout: Sheet, choices: Mapping[str, Sequence[str]], lists: list[tuple[str, ...]]) -> None:
    heads: list[tuple[str, str, Column | None]] = [(item.key, item.question, item) for item in layout.columns]
    if layout.path:
        heads.insert(0, (REFERENCE, REFERENCE_QUESTION, None))
    for at, (key, question, column) in enumerate(heads, start=1):
        _head(sheet, at, key, question, _about(column) if column else question)
        if column:
            _limit(sheet, at, column, choices.get(key, ()), lists)
    sheet.row_dimensions[2].height = 48
    sheet.freeze_panes = f"B{_FIRST_ROW}"


def _head(sheet: Worksheet, at: int, key: str, question: str, about: str) -> None:
    library = openpyxl()
    styles = library.styles
    head, below = (sheet.cell(row, at, text) for row, text in ((1, key), (2, question)))
    head.font = styles.Font(bold=True, color="FFFFFF")
    head.fill = styles.PatternFill("solid", fgColor=_HEAD)
    head.comment = library.comments.Comment(about, "contractkit", height=140, width=320)
    below.font = styles.Font(italic=True, size=9)
    below.fill = styles.PatternFill("solid", fgColor=_QUESTION)
    below.alignment = styles.Alignment(wrap_text=True, vertical="top")
    letter = library.utils.get_column_letter(at)
    sheet.column_dimensions[letter].width = max(_NARROW, min(_WIDE, max(len(key) + 3, len(question) // 2)))


def _about(column: Column) -> str:
    """The question, the reason, who answers, what is allowed, and what an empty cell means."""
    question = question_of(column.field, ".".join(column.path))
    lines = [question.text, question.why, _WHO[question.answered_by]]
    limits = allowed(column.field)
    if limits:
        lines.append(f"Allowed: {limits}.")
    if column.many:
        lines.append("Several values: separate them by semicolons.")
    usual = column.field.get_default(call_default_factory=True)
    if not column.field.is_required() and usual not in (PydanticUndefined, "", None, []):
        lines.append(f"Empty: {usual}.")
    return "\n".join(line for line in lines if line)


def _limit(sheet: Worksheet, at: int, column: Column, more: Sequence[str], lists: list[tuple[str, ...]]) -> None:
    """Let the cells of a column take only what a deal allows, with the question shown beside them."""
    library = openpyxl()
    options = _options(column, more, lists)
    rule = library.worksheet.datavalidation.DataValidation(
        **options,
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=bool(options),
        promptTitle=column.key[-32:],
        prompt=_about(column)[:_LONGEST_PROMPT],
        errorTitle="Not allowed here",
        error=(allowed(column.field) or "Choose one of the list.")[:_LONGEST_PROMPT],
    )
    letter = library.utils.get_column_letter(at)
    rule.add(f"{letter}{_FIRST_ROW}:{letter}{_LAST_ROW}")
    sheet.add_data_validation(rule)
    if options.get("type") == "date":
        for row in range(_FIRST_ROW, _FIRST_ROW + 200):
            sheet.cell(row, at).number_format = "yyyy-mm-dd"


def _options(column: Column, more: Sequence[str], lists: list[tuple[str, ...]]) -> dict[str, Any]:
    """What Excel checks: a list, whole numbers, numbers or dates; nothing for free text."""
    kind = str(column.field.annotation)
    values = tuple(more) or shape_of(column.field).choices or (("TRUE", "FALSE") if "bool" in kind else ())
    if values:
        if values not in lists:
            lists.append(values)
        letter = openpyxl().utils.get_column_letter(lists.index(values) + 1)
        return {"type": "list", "formula1": f"{_CHOICES}!${letter}$1:${letter}${len(values)}"}
    if "date" in kind:
        return {"type": "date", "operator": "greaterThan", "formula1": "36526"}  # 1 January 2000
    if column.many or not ("int" in kind or "float" in kind):
        return {}
    limits = {name: getattr(rule, name) for rule in column.field.metadata for name in ("ge", "gt", "le", "lt")
              if hasattr(rule, name)}  # fmt: skip
    low, high = limits.get("ge", limits.get("gt", -1e12)), limits.get("le", limits.get("lt", 1e12))
    return {"type": "decimal" if "float" in kind else "whole", "operator": "between",
            "formula1": f"{low:.15g}", "formula2": f"{high:.15g}"}  # fmt: skip
