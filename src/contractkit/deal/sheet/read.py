"""A workbook of deals as answers, one set a row, with the cell of every answer."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contractkit.deal import Deal
from contractkit.deal.needed import adapter_for, needed_answers, without_open
from contractkit.deal.sheet.layout import (
    ANY_DEAL,
    DEALS,
    REFERENCE,
    REFERENCE_QUESTION,
    TEMPLATE,
    Column,
    Sheet,
    sheets,
)
from contractkit.deal.sheet.library import openpyxl
from contractkit.errors import DealError, why_not_read
from contractkit.validation import did_you_mean, validate
from contractkit.yamltext import Location, Problem, YamlText

Place = tuple[str | int, ...]
_STEPS = re.compile(r"[^.\[\]]+")
_MAX_BYTES = 400_000_000  # uncompressed
_MAX_PROBLEMS = 60


@dataclass(frozen=True)
class SheetDeal:
    """The answers of one row. ``template`` is "" when the row names none; ``cells`` has each answer's cell."""

    answers: dict[str, Any]
    template: str
    cells: dict[Place, str] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """The deal's reference."""
        return str(self.answers.get(REFERENCE, ""))

    def cell(self, place: Sequence[str | int]) -> str:
        """Return the cell of an answer, or of the nearest that holds it: "Deals!D5"."""
        steps = tuple(place)
        while steps and steps not in self.cells:
            steps = steps[:-1]
        return self.cells.get(steps, self.cells[(REFERENCE,)])

    def located(self, message: str) -> str:
        """Return a message that begins with a path ("kpis[0].target: ...") with the cell in front."""
        path, colon, _ = message.partition(": ")
        steps = [int(step) if step.isdigit() else step for step in _STEPS.findall(path)]
        return f"{self.cell(steps if colon else [])}: {message}"

    def deal(self, needs: Sequence[str] = ()) -> tuple[Deal | None, list[str]]:
        """Return the deal, or None and what is wrong with it, each with its cell. ``needs`` as for a deal file."""
        needed, questions = needed_answers(self.answers, needs)
        source = _Cells(Path(), "", 1, self)
        validated = validate(adapter_for(tuple(needs)), without_open(needed), lambda: source)
        deal, found = validated
        problems = [f"{self.located(item.path + ': ')}still to be answered: {item.text}" for item in questions]
        problems += [_told(item) for item in found if not (questions and item.message.endswith("is missing"))]
        return (None if problems else deal), problems


@dataclass(frozen=True)
class _Cells(YamlText):
    """Stands for the text of a deal file: says the cell instead of the line."""

    row: SheetDeal | None = None

    def problem_at(self, location: Location, message: str, remedy: str = "", *, key: bool = False) -> Problem:
        """Return the problem with the cell in front."""
        del key
        cell = self.row.cell(list(location)) if self.row else ""
        return Problem(self.path, 0, 0, f"{cell}: {message}", "", remedy)


def read_sheet(path: Path) -> list[SheetDeal]:
    """Return the deals of a workbook in their order.

    Raises DealError with every problem and its cell: unknown columns, a reference twice or unknown, broken formulas;
    UsageError when openpyxl is not installed.
    """
    workbook = _opened(path)
    problems: list[str] = []
    known = {layout.name: layout for layout in sheets()}
    if DEALS not in workbook.sheetnames:
        remedy = "make a workbook with: contractkit draft --make-sheet FILE"
        raise DealError(f'{path}: there is no sheet "{DEALS}"; {remedy}')
    tables = {name: list(_rows(workbook[name], layout, problems)) for name, layout in known.items()
              if name in workbook.sheetnames}  # fmt: skip
    deals = _deals(tables.pop(DEALS), problems)
    for name, rows in tables.items():
        _add_lists(deals, known[name], rows, problems)
    if not deals and not problems:
        problems.append(f"{DEALS}: no row holds a deal")
    if problems:
        raise DealError("\n".join(f"{path.name}, {problem}" for problem in shortened(problems)))
    return list(deals.values())


def shortened(problems: Sequence[str]) -> list[str]:
    """Return the problems, at most as many as somebody reads at once, and how many more there are."""
    shown = list(problems[:_MAX_PROBLEMS])
    return shown if len(shown) == len(problems) else [*shown, f"and {len(problems) - len(shown)} more"]


def _opened(path: Path) -> Any:
    library = openpyxl()
    try:
        file = io.BytesIO(path.read_bytes())  # of a path, openpyxl judges the ending first
    except OSError as error:
        raise DealError(f"{path}: {why_not_read(error)}") from error
    try:
        with zipfile.ZipFile(file) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MAX_BYTES:
                raise DealError(f"{path}: too large for a workbook of deals")
        return library.load_workbook(file, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise DealError(f"{path}: this is not a workbook (.xlsx)") from error


@dataclass(frozen=True)
class _Row:
    """A row: its values by column, and the cells of all its columns."""

    values: dict[str, Any]
    cells: dict[str, str]


def _rows(sheet: Any, layout: Sheet, problems: list[str]) -> Iterator[_Row]:
    """Yield the rows that hold something, below the heads and the questions."""
    columns = {column.key: column for column in layout.columns}
    heads: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number == 1:
            heads = [str(cell.value or "").strip() for cell in cells]
            problems.extend(_unknown_heads(layout.name, heads, [REFERENCE, *columns]))
            continue
        row = _Row({}, {})
        for at, (head, cell) in enumerate(zip(heads, cells, strict=False), start=1):
            place = f"{layout.name}!{openpyxl().utils.get_column_letter(at)}{number}"
            row.cells[head] = place
            value = _value(cell, columns.get(head), place, problems)
            if value is not None and head:
                row.values[head] = value
        if row.values and not (number == 2 and _asks(row)):
            yield row


def _asks(row: _Row) -> bool:
    """Whether the row holds the questions that stand below the heads."""
    return str(row.values.get(REFERENCE, "")) in (sheets()[0].columns[0].question, REFERENCE_QUESTION)


def _unknown_heads(sheet: str, heads: list[str], known: list[str]) -> Iterator[str]:
    for at, head in enumerate(heads, start=1):
        place = f"{sheet}!{openpyxl().utils.get_column_letter(at)}1"
        if head and head not in known:
            yield f'{place}: there is no column "{head}". {did_you_mean(head, known)}'.rstrip()
        elif head and heads.index(head) < at - 1:
            yield f'{place}: the column "{head}" stands there twice'


def _value(cell: Any, column: Column | None, place: str, problems: list[str]) -> Any:
    """The value of a cell as a deal file would hold it; None for an empty one."""
    value = cell.value
    if cell.value is not None and cell.data_type == "e":
        problems.append(f"{place}: the formula gives {value}; correct it or write the value")
        return None
    if isinstance(value, str):
        value = value.strip() or None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = _number(cell, value, as_text=column is None or column.is_text)
    if column is not None and column.many and value is not None:
        return [part.strip() for part in str(value).split(";") if part.strip()]
    return value


def _number(cell: Any, value: float, *, as_text: bool) -> Any:
    """A number; "15%" is held by workbooks as 0.15, and a company number must stay text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if as_text:
        return str(value)
    return round(value * 100, 10) if "%" in str(cell.number_format) else value


def _deals(rows: list[_Row], problems: list[str]) -> dict[str, SheetDeal]:
    """The deals by their reference, with what stands on their own row."""
    deals: dict[str, SheetDeal] = {}
    columns = {column.key: column for column in sheets()[0].columns}
    for row in rows:
        reference = str(row.values.get(REFERENCE, ""))
        place = row.cells.get(REFERENCE, DEALS)
        if not reference:
            problems.append(f"{place}: the reference is missing; it names the deal and its file")
            continue
        if reference in deals:
            problems.append(f'{place}: the reference "{reference}" stands in {deals[reference].cell([])} too')
            continue
        deal = SheetDeal({"schema": "contractkit/deal/1"}, str(row.values.get(TEMPLATE, "")))
        for key, cell in row.cells.items():
            if key in columns:
                deal.cells[columns[key].path] = cell
                if key in row.values and key != TEMPLATE:
                    _put(deal.answers, columns[key].path, row.values[key])
        deals[reference] = deal
    return deals


def _add_lists(deals: dict[str, SheetDeal], layout: Sheet, rows: list[_Row], problems: list[str]) -> None:
    """Add the rows of a list's sheet to their deals; those of "*" to deals that have none of their own."""
    by_deal: dict[str, list[_Row]] = {}
    for row in rows:
        reference = str(row.values.get(REFERENCE, ""))
        if reference != ANY_DEAL and reference not in deals:
            place = row.cells.get(REFERENCE, layout.name)
            remedy = did_you_mean(reference, sorted(deals)) if reference else "Write it, or * for all deals."
            problems.append(f'{place}: there is no deal "{reference}". {remedy}'.rstrip())
            continue
        by_deal.setdefault(reference, []).append(row)
    for reference, deal in deals.items():
        mine = by_deal.get(reference) or by_deal.get(ANY_DEAL, [])
        deal.cells[layout.path] = mine[0].cells[REFERENCE] if mine else f'{layout.name} (no row for "{reference}")'
        if layout.name in ("terms", "positions"):
            _add_choices(deal, layout.name, mine)
        elif mine:
            _put(deal.answers, layout.path, [_item(deal, layout, at, row) for at, row in enumerate(mine)])


def _item(deal: SheetDeal, layout: Sheet, at: int, row: _Row) -> dict[str, Any]:
    """One item of a list, its cells noted."""
    item: dict[str, Any] = {}
    deal.cells[*layout.path, at] = row.cells[REFERENCE]
    for column in layout.columns:
        if column.key in row.cells:
            deal.cells[*layout.path, at, *column.path] = row.cells[column.key]
        if column.key in row.values:
            _put(item, column.path, row.values[column.key])
    return item


def _add_choices(deal: SheetDeal, name: str, rows: list[_Row]) -> None:
    """Add answers to single clauses, or positions."""
    for row in rows:
        family = str(row.values.get("family", ""))
        if name == "positions":
            _put(deal.answers, (name, family), str(row.values.get("position", "")))
            deal.cells[name, family] = row.cells.get("position", row.cells[REFERENCE])
        else:
            _put(deal.answers, (name, family, str(row.values.get("name", ""))), row.values.get("value", ""))
            deal.cells[name, family, str(row.values.get("name", ""))] = row.cells.get("value", row.cells[REFERENCE])


def _put(data: dict[str, Any], path: Sequence[str], value: Any) -> None:
    *way, last = path
    here: Any = data
    for step in way:
        here = here.setdefault(step, {})
    here[last] = value


def _told(problem: Problem) -> str:
    return f"{problem.message}{f'. {problem.remedy}' if problem.remedy else ''}"
