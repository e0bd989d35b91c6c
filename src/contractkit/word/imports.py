"""Add the text of imported files (altChunk) to what was walked."""

from __future__ import annotations

from lxml import etree

from contractkit.document import CellPosition
from contractkit.errors import UnreadableFileError
from contractkit.word.package import Package
from contractkit.word.parsing import BrokenPartError
from contractkit.word.passages import Walked, text_passage
from contractkit.word.walk import Walker

DEEPEST_IMPORT = 3  # a file that imports itself would never end


def import_part(walker: Walker, package: Package, part: str) -> Package | None:
    """Add the text of ``part``; return it opened when it is a Word file that must be walked, else None.

    What cannot be read goes into the ledger.
    """
    from contractkit.word.chunks import chunk_lines  # noqa: PLC0415  # few files need it, and it loads slowly

    ledger = walker.walked.ledger
    try:
        data = package.data(part)
        if data.startswith(b"PK"):
            return Package(data, package.limits)
        lines = chunk_lines(data)
    except (BrokenPartError, UnreadableFileError, etree.LxmlError, ValueError, LookupError) as error:
        ledger.miss(part, "imported file", f"its text cannot be read ({error})")
        return None
    for line in lines:
        passage = text_passage(part, walker.origin, line)
        passage.cell = walker.cell
        walker.walked.passages.append(passage)
    return None


def adopt(outer: Walked, inner: Walked, part: str) -> None:
    """Append everything that ``inner``, the walk of the imported Word file ``part``, holds."""
    first_passage, first_grid = len(outer.passages), len(outer.grids)
    for passage in inner.passages:
        passage.part = f"{part}!{passage.part}"
        passage.cell = _moved(passage.cell, first_grid)
        passage.anchor = None if passage.anchor is None else passage.anchor + first_passage
        if passage.label is not None:
            # Lists of the two files have nothing to do with each other.
            passage.label = passage.label._replace(list_id=passage.label.list_id - 1_000 * (first_passage + 1))
        outer.passages.append(passage)
    for grid in inner.grids:
        grid.parent = _moved(grid.parent, first_grid)
        for row in grid.rows:
            for cell in row:
                cell.passages = [index + first_passage for index in cell.passages]
        outer.grids.append(grid)
    outer.links.extend(inner.links)
    outer.comments.extend(inner.comments)
    outer.ledger.unread.extend(inner.ledger.unread)
    for (inner_part, reason), characters in inner.ledger.aside.items():
        outer.ledger.aside[(f"{part}!{inner_part}", reason)] = characters


def _moved(cell: CellPosition | None, tables: int) -> CellPosition | None:
    return None if cell is None else CellPosition(cell.table + tables, cell.row, cell.column)
