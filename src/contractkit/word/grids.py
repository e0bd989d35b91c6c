"""Tables of the document from walked grids: header rows recognised, layout tables told from real ones."""

from __future__ import annotations

import re

from contractkit.document import Cell, Table
from contractkit.word.passages import Grid, GridCell, Passage, Walked

_LONGEST_LABEL = 60  # characters of a header cell
_CLAUSE = 120  # characters from which a cell holds a clause and not a value
_VALUE = re.compile(r"\d")


def build_tables(walked: Walked) -> tuple[Table, ...]:
    """Return the tables in the order in which they begin; an outer table comes before the ones inside it."""
    return tuple(_table(index, grid, walked.passages) for index, grid in enumerate(walked.grids))


def _table(index: int, grid: Grid, passages: list[Passage]) -> Table:
    rows = tuple(
        tuple(
            Cell(
                cell.row,
                cell.column,
                cell.column_span,
                cell.row_span,
                "\n".join(passages[at].text for at in cell.passages),
                tuple(cell.passages),
            )
            for cell in row
        )
        for row in grid.rows
    )
    return Table(index, _header_rows(grid, rows, passages), grid.columns, rows, grid.parent)


def _header_rows(grid: Grid, rows: tuple[tuple[Cell, ...], ...], passages: list[Passage]) -> int:
    if grid.marked:
        return grid.marked if grid.marked < len(rows) else 0
    if len(rows) < 2 or grid.columns < 2 or not rows[0]:
        return 0
    count = 1 if _is_header(grid.rows[0], rows[0], rows[1:], passages) else 0
    if count:
        # Labels that span several rows make those rows header rows too.
        count = min(max(cell.row_span for cell in rows[0]), len(rows) - 1)
    return count


def _is_header(
    grid_row: list[GridCell], row: tuple[Cell, ...], below: tuple[tuple[Cell, ...], ...], passages: list[Passage]
) -> bool:
    texts = [cell.text.strip() for cell in row]
    filled = [text for text in texts if text]
    if not filled or len(filled) * 2 < len(texts) or any(len(text) > _LONGEST_LABEL for text in filled):
        return False
    if any(text.endswith((".", ":", ";")) for text in filled):
        return False
    if all(_all_strong(cell, passages) for cell in row if cell.text.strip()):
        return not all(_all_strong(cell, passages) for cell in below[0] if cell.text.strip())
    if all(cell.shaded for cell in grid_row):
        return True
    return not any(_VALUE.search(text) for text in filled) and len(filled) == len(texts) and _has_values(below)


def _all_strong(cell: Cell, passages: list[Passage]) -> bool:
    return all(passages[at].lead >= len(passages[at].text.rstrip()) for at in cell.paragraphs)


def _has_values(below: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether some column below holds figures in most of its rows, as a table of levels or charges does."""
    columns: dict[int, list[bool]] = {}
    for row in below:
        for cell in row:
            columns.setdefault(cell.column, []).append(bool(_VALUE.search(cell.text)))
    return any(sum(found) * 2 > len(found) for found in columns.values())


def clauses_in_layout_tables(walked: Walked) -> list[Passage]:
    """Return the passages of body tables that only lay out clauses, so that their numbers open sections."""
    return [
        walked.passages[at]
        for grid in walked.grids
        if _is_layout(grid, walked.passages)
        for row in grid.rows
        for cell in row
        for at in cell.passages
        if walked.passages[at].origin == "table"
    ]


def _is_layout(grid: Grid, passages: list[Passage]) -> bool:
    clauses = numbered = cells = 0
    for row in grid.rows:
        for cell in row:
            cells += 1
            for at in cell.passages:
                passage = passages[at]
                clauses += len(passage.text) >= _CLAUSE
                numbered += passage.label is not None and passage.label.number_format != "bullet"
    if grid.columns <= 1:
        return clauses > 0
    return clauses * 3 >= cells and numbered > 0
