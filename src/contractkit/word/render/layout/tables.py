"""The rows of a table as chunks: how high each is, with the lines between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from contractkit.word.render.fields import w
from contractkit.word.render.layout.fonts import UnmeasuredError
from contractkit.word.render.layout.pages import Chunk

_EIGHTH = 20 / 8  # twips in an eighth of a point
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Ruling:
    """Lines and margins of a table style, in twips; ``heading`` is the line below the header row."""

    top: int
    bottom: int
    between: int
    heading: int
    margins: Mapping[str, int]


def ruling(styles: Mapping[str, etree._Element], style: str) -> Ruling:
    """Return the lines that a table in this style has."""
    lines = {"top": 0, "bottom": 0, "insideH": 0, "heading": 0}
    margins = {"top": 0, "bottom": 0, "left": 108, "right": 108}
    chain: list[etree._Element] = []
    while style in styles and len(chain) < _DEEPEST:
        chain.insert(0, styles[style])
        based = styles[style].find(w("basedOn"))
        style = "" if based is None else based.get(w("val"), "")
    for element in chain:
        for side in element.iterfind(f"{w('tblPr')}/{w('tblBorders')}/*"):
            lines[etree.QName(side).localname] = _line(side)
        for side in element.iterfind(f"{w('tblPr')}/{w('tblCellMar')}/*"):
            margins[etree.QName(side).localname] = int(side.get(w("w"), "0"))
        for part in element.iterfind(w("tblStylePr")):
            if part.get(w("type")) == "firstRow":
                for side in part.iterfind(f"{w('tcPr')}/{w('tcBorders')}/{w('bottom')}"):
                    lines["heading"] = _line(side)
    return Ruling(lines["top"], lines["bottom"], lines["insideH"], max(lines["heading"], lines["insideH"]), margins)


def _line(side: etree._Element) -> int:
    return 0 if side.get(w("val")) in ("nil", "none") else round(int(side.get(w("sz"), "0")) * _EIGHTH)


def row_chunks(
    table: etree._Element, lines: Ruling, paragraph: Callable[[etree._Element, int], tuple[int, bool]]
) -> list[Chunk]:
    """Return a chunk for each row.

    ``paragraph`` gives a paragraph's height at a width in twips, and whether it is kept with the next. Lines between
    rows count half to the row above and half to the row below.
    """
    columns = [int(column.get(w("w"), "0")) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    rows = table.findall(w("tr"))
    contents = [_content(row, columns, lines, paragraph) for row in rows]
    titled = bool(rows) and rows[0].find(f"{w('trPr')}/{w('tblHeader')}") is not None
    below_first = lines.heading if titled else lines.between
    chunks = []
    for at, (height, keep) in enumerate(contents):
        above = lines.top if at == 0 else (below_first if at == 1 else lines.between) // 2
        below = lines.bottom if at == len(rows) - 1 else (below_first if at == 0 else lines.between) // 2
        chunk = Chunk(above + height + below, keep=keep, hanging=lines.bottom if at == len(rows) - 1 else 0)
        if titled and at:
            chunk.header, chunk.saved = lines.top + contents[0][0] + below_first // 2, above
        chunks.append(chunk)
    return chunks


def _content(
    row: etree._Element,
    columns: list[int],
    lines: Ruling,
    paragraph: Callable[[etree._Element, int], tuple[int, bool]],
) -> tuple[int, bool]:
    """Return the height of the highest cell, and whether the row is kept with the next."""
    highest, keep, column = 0, False, 0
    if row.find(f"{w('trPr')}/{w('trHeight')}") is not None:
        raise UnmeasuredError("a row of a table has a height of its own")
    for cell in row.iterfind(w("tc")):
        spanned = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        span = 1 if spanned is None else int(spanned.get(w("val"), "1"))
        width = sum(columns[column : column + span]) - lines.margins["left"] - lines.margins["right"]
        height = lines.margins["top"] + lines.margins["bottom"]
        for at, element in enumerate(cell.iterfind(w("p"))):
            own, kept = paragraph(element, width)
            height += own
            if column == 0 and at == 0:
                keep = kept
        highest, column = max(highest, height), column + span
    return highest, keep
