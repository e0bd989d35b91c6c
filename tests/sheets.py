"""Workbooks of deals for tests: the example deal as rows, changed at will."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from contractkit.deal.sheet.layout import sheets
from contractkit.deal.sheet.write import make_sheet
from drafting import example_answers


def example_sheet(path: Path, references: list[str], changes: Mapping[str, Any] | None = None) -> Path:
    """A workbook with the example deal under each reference; ``changes`` maps "Deals!D3" to a value."""
    book = openpyxl.load_workbook(io.BytesIO(make_sheet({})))
    answers = example_answers()
    for layout in sheets():
        sheet = book[layout.name]
        if not layout.path:
            for row, reference in enumerate(references, start=3):
                for at, column in enumerate(layout.columns, start=1):
                    sheet.cell(row, at, reference if column.key == "reference" else _cell(_at(answers, column.path)))
        elif layout.name not in ("terms", "positions"):
            for row, item in enumerate(_at(answers, layout.path), start=3):
                sheet.cell(row, 1, "*")
                for at, column in enumerate(layout.columns, start=2):
                    sheet.cell(row, at, _cell(_at(item, column.path)))
    for place, value in (changes or {}).items():
        name, cell = place.split("!")
        book[name][cell] = value
    book.save(path)
    return path


def column_of(sheet: str, key: str) -> str:
    """The letter of a column."""
    layout = next(item for item in sheets() if item.name == sheet)
    keys = [column.key for column in layout.columns]
    at = keys.index(key) + (2 if layout.path else 1)
    return openpyxl.utils.get_column_letter(at)


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return dt.date.fromisoformat(value) if isinstance(value, str) and value[:3] == "202" and len(value) == 10 else value
