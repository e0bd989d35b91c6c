"""Walk a table as a grid: rows and cells in content controls too, merged cells once, tracked rows by view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from contractkit.document import CellPosition, Concealment, View
from contractkit.word.inline import is_present
from contractkit.word.names import W_STRICT, W, attribute, codes, is_on
from contractkit.word.passages import Grid, GridCell
from contractkit.word.revisions import attribute_blocks
from contractkit.word.styles import fill_of, integer
from contractkit.word.walk import Walker

_TABLE = codes(
    ("tr", "tc", "tblPr", "trPr", "tcPr", "tblPrEx", "tblGrid", "sdt", "sdtContent", "ins", "del", "moveFrom", "moveTo",
     "gridSpan", "vMerge", "hMerge", "shd", "cellIns", "cellDel", "gridBefore", "tblHeader", "tblStyle"),
    W, W_STRICT,
)  # fmt: skip
_PROPERTIES = frozenset({"tblPr", "trPr", "tcPr", "tblPrEx", "tblGrid"})
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_AS_TEXT = {**{name: name for name in _CHANGES}, "cellIns": "ins", "cellDel": "del"}
_WIDEST_SPAN = 1000


class _CellShape(NamedTuple):
    span: int = 1
    merge: str = ""  # "restart" or "continue" of a vertical merge
    joins_left: bool = False
    fill: str = ""
    changes: tuple[etree._Element, ...] = ()


_PLAIN_CELL = _CellShape()


def walk_table(walker: Walker, element: etree._Element) -> None:
    """Walk a w:tbl: add its grid to what was walked, and its paragraphs with their cells."""
    saved = walker.cell, walker.background, walker.shaded, walker.origin
    walker.shaded = walker.shaded or _style_shades(walker, element)
    table = _TableWalk(walker)
    if walker.origin == "body":
        walker.origin = "table"
    for row, wrappers in _descend(element, "tr", ()):
        table.row(row, wrappers)
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
            inner = (*wrappers, child) if code in _CHANGES else wrappers
            yield from _descend(child, wanted, inner)


class _TableWalk:
    """One table while it is walked: its grid so far, and the cells that go on into the next row."""

    def __init__(self, walker: Walker) -> None:
        self._walker = walker
        self._grid = Grid(parent=walker.cell)
        self._index = len(walker.walked.grids)
        self._open_merges: dict[int, GridCell] = {}
        walker.walked.grids.append(self._grid)

    def row(self, element: etree._Element, wrappers: tuple[etree._Element, ...]) -> None:
        """Walk a row, unless the view leaves it out."""
        walker, grid = self._walker, self._grid
        walked = walker.walked
        before, header, changes = _row_properties(element, wrappers)
        absent = _absent_by(changes, walked.view)
        if absent is not None:
            what = "deleted" if walked.view == "accepted" else "inserted"
            walked.ledger.set_aside_under(walker.part, f"row {what} by a tracked change", element)
            walker.leave_out(absent, element)
            return
        cells: list[GridCell] = []
        if header and grid.marked == len(grid.rows):
            grid.marked += 1
        grid.rows.append(cells)
        first, column = len(walked.passages), before
        for cell, around in _descend(element, "tc", ()):
            column += self._cell(cell, around, cells, column)
        grid.columns = max(grid.columns, column)
        number = len(grid.rows) - 1
        if self._open_merges:
            ended = [key for key, cell in self._open_merges.items() if cell.row + cell.row_span <= number]
            for key in ended:
                del self._open_merges[key]
        for change in changes:
            attribute_blocks(walked.passages, first, change)

    def _cell(
        self, element: etree._Element, wrappers: tuple[etree._Element, ...], cells: list[GridCell], column: int
    ) -> int:
        """Walk a cell and return how many columns it takes."""
        walker = self._walker
        row = len(self._grid.rows) - 1
        shape = _shape(element)
        changes = (*wrappers, *shape.changes) if shape.changes else wrappers
        walked = walker.walked
        absent = _absent_by(changes, walked.view)
        if absent is not None:
            what = "deleted" if walked.view == "accepted" else "inserted"
            walked.ledger.set_aside_under(walker.part, f"cell {what} by a tracked change", element)
            walker.leave_out(absent, element)
            return 0
        first = len(walked.passages)
        covered = self._open_merges.get(column) if shape.merge == "continue" else None
        if covered is not None:
            covered.row_span = row - covered.row + 1
            owner = covered
        elif shape.joins_left and cells:
            owner = cells[-1]
            owner.column_span += shape.span
        else:
            owner = GridCell(row, column, shape.span, shaded=bool(shape.fill))
            cells.append(owner)
        if covered is None:
            self._open_merges.pop(column, None)
            if shape.merge:
                self._open_merges[column] = owner
        self._content(element, owner, shape.fill, covered=covered is not None)
        for change in changes:
            attribute_blocks(walked.passages, first, change)
        return shape.span

    def _content(self, element: etree._Element, owner: GridCell, fill: str, *, covered: bool) -> None:
        walker = self._walker
        passages = walker.walked.passages
        first = len(passages)
        outer, background = walker.cell, walker.background
        position = walker.cell = CellPosition(self._index, owner.row, owner.column)
        if fill:
            walker.background = fill
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


def _row_properties(
    row: etree._Element, wrappers: tuple[etree._Element, ...]
) -> tuple[int, bool, tuple[etree._Element, ...]]:
    """Return (columns left out before the first cell, whether it is a header row, its tracked changes)."""
    before, header = 0, False
    changes = wrappers
    for child in row:
        code = _TABLE.get(child.tag)
        if code == "tc":
            break
        if code != "trPr":
            continue
        for item in child:
            code = _TABLE.get(item.tag)
            if code == "gridBefore":
                before = max(0, min(integer(attribute(item, "val")) or 0, _WIDEST_SPAN))
            elif code == "tblHeader":
                header = is_on(item)
            elif code in ("ins", "del"):
                changes = (*changes, item)
    return before, header, changes


def _absent_by(changes: tuple[etree._Element, ...], view: View) -> etree._Element | None:
    """Return the change that leaves a row or cell out of this view: one of several is enough."""
    return next((change for change in changes if not is_present(_AS_TEXT[_TABLE[change.tag]], view)), None)


def _shape(cell: etree._Element) -> _CellShape:
    properties = cell[0] if len(cell) else None
    if properties is None or _TABLE.get(properties.tag) != "tcPr":
        return _PLAIN_CELL
    shape = _PLAIN_CELL
    for item in properties:
        code = _TABLE.get(item.tag)
        if code == "gridSpan":
            shape = shape._replace(span=max(1, min(integer(attribute(item, "val")) or 1, _WIDEST_SPAN)))
        elif code == "vMerge":
            shape = shape._replace(merge="restart" if attribute(item, "val") == "restart" else "continue")
        elif code == "hMerge":
            shape = shape._replace(joins_left=attribute(item, "val") != "restart")
        elif code == "shd":
            shape = shape._replace(fill=fill_of(item))
        elif code in ("cellIns", "cellDel"):
            shape = shape._replace(changes=(*shape.changes, item))
    return shape
