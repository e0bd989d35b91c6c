"""Walk a table as a grid: rows and cells in content controls too, merged cells once, tracked rows by view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from contractkit.document import CellPosition, Concealment, Revision
from contractkit.word.inline import is_present
from contractkit.word.names import W_STRICT, W, attribute, codes, is_on
from contractkit.word.passages import Grid, GridCell, Passage
from contractkit.word.styles import fill_of, integer
from contractkit.word.walk import Walker

_TABLE = codes(
    ("tr", "tc", "tblPr", "trPr", "tcPr", "tblPrEx", "tblGrid", "sdt", "sdtContent", "ins", "del", "moveFrom", "moveTo",
     "gridSpan", "vMerge", "hMerge", "shd", "cellIns", "cellDel", "gridBefore", "tblHeader", "tblStyle"),
    W, W_STRICT,
)  # fmt: skip
_PROPERTIES = frozenset({"tblPr", "trPr", "tcPr", "tblPrEx", "tblGrid"})
_WIDEST_SPAN = 1000


class _CellShape(NamedTuple):
    span: int = 1
    merge: str = ""  # "restart" or "continue" of a vertical merge
    joins_left: bool = False
    fill: str = ""
    absent: bool = False


_PLAIN_CELL = _CellShape()


def walk_table(walker: Walker, element: etree._Element) -> None:
    """Walk a w:tbl: add its grid to what was walked, and its paragraphs with their cells."""
    grid = Grid(parent=walker.cell)
    index = len(walker.walked.grids)
    walker.walked.grids.append(grid)
    saved = walker.cell, walker.background, walker.shaded, walker.origin
    walker.shaded = walker.shaded or _style_shades(walker, element)
    if walker.origin == "body":
        walker.origin = "table"
    open_merges: dict[int, GridCell] = {}
    for row, wrappers in _descend(element, "tr", ()):
        _walk_row(walker, grid, index, row, wrappers=wrappers, open_merges=open_merges)
    walker.cell, walker.background, walker.shaded, walker.origin = saved


def _style_shades(walker: Walker, element: etree._Element) -> bool:
    for child in element:
        if _TABLE.get(child.tag) == "tblPr":
            for item in child:
                if _TABLE.get(item.tag) == "tblStyle":
                    return walker.walked.styles.get(attribute(item, "val") or "").shaded
    return False


def _descend(
    parent: etree._Element, wanted: str, wrappers: tuple[etree._Element, ...]
) -> Iterator[tuple[etree._Element, tuple[etree._Element, ...]]]:
    """Yield the rows or cells in ``parent`` through any wrapper, with the tracked-change wrappers around them."""
    for child in parent:
        code = _TABLE.get(child.tag)
        if code == wanted:
            yield child, wrappers
        elif code not in _PROPERTIES and len(child):
            inner = (*wrappers, child) if code in ("ins", "del", "moveFrom", "moveTo") else wrappers
            yield from _descend(child, wanted, inner)


def _walk_row(
    walker: Walker, grid: Grid, table: int, element: etree._Element, *, wrappers: tuple[etree._Element, ...],
    open_merges: dict[int, GridCell],
) -> None:  # fmt: skip
    before, header, change = _row_properties(element, wrappers)
    if change is not None and not is_present(_TABLE[change.tag], walker.walked.view):
        reason = (
            "row deleted by a tracked change"
            if walker.walked.view == "accepted"
            else "row inserted by a tracked change"
        )
        walker.walked.ledger.set_aside_under(walker.part, reason, element)
        return
    number = len(grid.rows)
    cells: list[GridCell] = []
    grid.rows.append(cells)
    if header and grid.marked == number:
        grid.marked += 1
    first = len(walker.walked.passages)
    column = before
    for cell, cell_wrappers in _descend(element, "tc", ()):
        position = CellPosition(table, number, column)
        column = _walk_cell(walker, position, cell, wrappers=cell_wrappers, cells=cells, open_merges=open_merges)
    grid.columns = max(grid.columns, column)
    for merged in [key for key, cell in open_merges.items() if cell.row + cell.row_span <= number]:
        del open_merges[merged]
    if change is not None:
        _attribute_row(walker.walked.passages, first, change)


def _row_properties(
    row: etree._Element, wrappers: tuple[etree._Element, ...]
) -> tuple[int, bool, etree._Element | None]:
    """Return (columns left out before the first cell, whether it is a header row, its tracked change)."""
    before, header = 0, False
    change = wrappers[-1] if wrappers else None
    for child in row:
        if _TABLE.get(child.tag) != "trPr":
            continue
        for item in child:
            code = _TABLE.get(item.tag)
            if code == "gridBefore":
                before = max(0, min(integer(attribute(item, "val")) or 0, _WIDEST_SPAN))
            elif code == "tblHeader":
                header = is_on(item)
            elif code in ("ins", "del"):
                change = item
    return before, header, change


def _walk_cell(
    walker: Walker, position: CellPosition, element: etree._Element, *, wrappers: tuple[etree._Element, ...],
    cells: list[GridCell], open_merges: dict[int, GridCell],
) -> int:  # fmt: skip
    shape = _shape(element)
    view = walker.walked.view
    if (shape.absent and view == "accepted") or not all(is_present(_TABLE[item.tag], view) for item in wrappers):
        walker.walked.ledger.set_aside_under(walker.part, "cell deleted by a tracked change", element)
        return position.column
    column = position.column
    merged = open_merges.get(column) if shape.merge == "continue" else None
    if merged is not None:
        merged.row_span = position.row - merged.row + 1
        owner = merged
    elif shape.joins_left and cells:
        owner = cells[-1]
        owner.column_span += shape.span
    else:
        owner = GridCell(position.row, column, shape.span, shaded=bool(shape.fill))
        cells.append(owner)
    if merged is None and open_merges:
        open_merges.pop(column, None)
    if shape.merge and merged is None:
        open_merges[column] = owner
    if owner.column != column or owner.row != position.row:
        position = CellPosition(position.table, owner.row, owner.column)
    _walk_content(walker, position, element, owner, shape.fill, covered=merged is not None)
    return column + shape.span


def _walk_content(
    walker: Walker, position: CellPosition, element: etree._Element, owner: GridCell, fill: str, *, covered: bool
) -> None:
    passages = walker.walked.passages
    first = len(passages)
    outer, background = walker.cell, walker.background
    walker.cell, walker.background = position, fill or background
    walker.blocks(element)
    walker.flush()
    walker.cell, walker.background = outer, background
    for index in range(first, len(passages)):
        passage = passages[index]
        if passage.cell is position:
            owner.passages.append(index)
        if covered and passage.text.strip():
            # Word shows only the first cell of a merge: whatever stands in the others is out of sight.
            passage.concealed = (*passage.concealed, Concealment("hidden", 0, len(passage.text)))


def _shape(cell: etree._Element) -> _CellShape:
    properties = next(iter(cell), None)
    if properties is None or _TABLE.get(properties.tag) != "tcPr":
        return _PLAIN_CELL
    span, merge, joins_left, fill, absent = _PLAIN_CELL
    for item in properties:
        code = _TABLE.get(item.tag)
        if code == "gridSpan":
            span = max(1, min(integer(attribute(item, "val")) or 1, _WIDEST_SPAN))
        elif code == "vMerge":
            merge = "restart" if attribute(item, "val") == "restart" else "continue"
        elif code == "hMerge":
            joins_left = attribute(item, "val") != "restart"
        elif code == "shd":
            fill = fill_of(item)
        elif code == "cellDel":
            absent = True
    return _CellShape(span, merge, joins_left, fill, absent)


def _attribute_row(passages: list[Passage], first: int, change: etree._Element) -> None:
    """Give the author of a tracked row to its paragraphs that name none."""
    author, date = attribute(change, "author") or "", attribute(change, "date")
    kind = "inserted" if _TABLE[change.tag] in ("ins", "moveTo") else "deleted"
    for passage in passages[first:]:
        if passage.text and not passage.revisions:
            passage.revisions = (Revision(kind, author, date, 0, len(passage.text)),)  # type: ignore[arg-type]
