"""Tables of a draft: header rows that repeat, rows that do not split, and signature blocks that stay together."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from contractkit.manuscript import Cell, SignatureBlock, TableBlock, Text
from contractkit.word.render.fields import References, add, add_paragraph, add_text

_FIRST_ROW_ONLY = {
    "firstRow": "1",
    "lastRow": "0",
    "firstColumn": "0",
    "lastColumn": "0",
    "noHBand": "1",
    "noVBand": "1",
}
_CHARACTER, _CELL_MARGINS = 108, 190  # twips: a bold character of 8.5 pt, and both margins of a cell
_LONGEST_WORD = 18  # longer words may break
_SMALL_TABLE = 8  # up to so many rows stay on one page
_LABEL_WIDTH, _LINE_WIDTH = 1600, 5200  # twips


def add_table(body: etree._Element, block: TableBlock, text_width: int, references: References) -> None:
    """Append a table over the whole text width (in twips), with its caption above."""
    add_text(add_paragraph(body, "TableCaption"), block.caption)
    widths = _column_widths(block, text_width)
    table = _start_table(body, "ContractTable", widths, block.caption, f"Columns: {', '.join(block.header)}.")
    _add_row(
        table, widths, "TableHeading", [(Text(title),) for title in block.header], references, header=True, keep=True
    )
    count = len(block.rows)
    for at, row in enumerate(block.rows, start=1):
        keep = at < count and (count <= _SMALL_TABLE or at in (1, count - 1))  # no row alone on a page
        _add_row(table, widths, "TableText", row, references, keep=keep)


def add_signature(body: etree._Element, block: SignatureBlock, text_width: int) -> None:
    """Append one party's signature block; its paragraphs are kept with the next, so that it never breaks."""
    heading = add_paragraph(body, "SignatureParty")
    add_text(heading, "Signed for and on behalf of ")
    add_text(heading, block.party, "Strong")
    widths = [_LABEL_WIDTH, min(_LINE_WIDTH, text_width - _LABEL_WIDTH)]
    table = _start_table(body, "SignatureTable", widths, f"Signature of {block.party}", "Lines to sign on.")
    for label, value in block.lines:
        row = add(table, "tr")
        add(add(row, "trPr"), "cantSplit")
        add_text(add_paragraph(_add_cell(row, widths[0]), "SignatureLabel"), label)
        line = add_paragraph(_add_cell(row, widths[1]), "SignatureLine")
        if value:
            add_text(line, value)


def _column_widths(block: TableBlock, text_width: int) -> list[int]:
    """Return the columns' widths by their shares, but none narrower than its longest word."""
    shares = block.widths or (1,) * len(block.header)
    widths = [text_width * share // sum(shares) for share in shares]
    least = [_least_width(block, column) for column in range(len(widths))]
    lacking = sum(max(need - width, 0) for need, width in zip(least, widths, strict=True))
    spare = [max(width - need, 0) for need, width in zip(least, widths, strict=True)]
    if 0 < lacking <= sum(spare):
        widths = [
            need if width < need else width - lacking * room // sum(spare)
            for need, width, room in zip(least, widths, spare, strict=True)
        ]
    widths[-1] += text_width - sum(widths)
    return widths


def _least_width(block: TableBlock, column: int) -> int:
    texts = [block.header[column], *("".join(inline.text for inline in row[column]) for row in block.rows)]
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    return min(longest, _LONGEST_WORD) * _CHARACTER + _CELL_MARGINS


def _start_table(body: etree._Element, style: str, widths: list[int], caption: str, description: str) -> etree._Element:
    table = add(body, "tbl")
    properties = add(table, "tblPr")
    add(properties, "tblStyle", val=style)
    add(properties, "tblW", w=str(sum(widths)), type="dxa")
    add(properties, "tblLayout", type="fixed")
    add(properties, "tblLook", val="0620", **_FIRST_ROW_ONLY)
    add(properties, "tblCaption", val=caption)  # these two are read to who cannot see the table
    add(properties, "tblDescription", val=description)
    grid = add(table, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=str(width))
    return table


def _add_row(
    table: etree._Element,
    widths: list[int],
    style: str,
    cells: Sequence[Cell],
    references: References,
    *,
    header: bool = False,
    keep: bool = False,
) -> None:
    row = add(table, "tr")
    properties = add(row, "trPr")
    add(properties, "cantSplit")
    if header:
        add(properties, "tblHeader")
    for width, cell in zip(widths, cells, strict=True):
        paragraph = add_paragraph(_add_cell(row, width), style, keep_next=keep)
        references.add_inlines(paragraph, cell)


def _add_cell(row: etree._Element, width: int) -> etree._Element:
    cell = add(row, "tc")
    add(add(cell, "tcPr"), "tcW", w=str(width), type="dxa")
    return cell
