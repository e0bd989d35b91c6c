"""Short papers of ours (a memo, an intake sheet) as Word files with real styles: headings, lines, lists and tables."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from contractkit.word.plain_package import plain_package

_FONT = "Arial"
_INK, _ASIDE, _HEAD_FILL, _LINE = "1F2937", "6B7280", "1F2937", "D1D5DB"
_TEXT_WIDTH_MM = 178


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a paper, level 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: an optional bold lead ("Parties"), its text, and whether it is an item of a list."""

    text: str
    lead: str = ""
    bullet: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a header row that repeats. ``widths`` are shares; ``fills`` colours cells by (row, column)."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)


Piece = Heading | Line | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """A short paper. ``marking`` is printed above the title ("Privileged and confidential"); ``date`` is ISO."""

    title: str
    subtitle: str
    pieces: tuple[Piece, ...]
    footer: str
    date: str
    marking: str = ""


def render_paper(paper: Paper) -> bytes:
    """Return the paper as a Word file on A4; the same paper gives the same bytes."""
    document = docx.Document()
    _page(document, paper)
    _styles(document)
    if paper.marking:
        document.add_paragraph(paper.marking, style="Paper Aside")
    document.add_paragraph(paper.title, style="Title")
    document.add_paragraph(paper.subtitle, style="Paper Aside")
    for piece in paper.pieces:
        _add(document, piece)
    content = io.BytesIO()
    document.save(content)
    return plain_package(content.getvalue(), paper.title, paper.date)


def _page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin, section.bottom_margin = Mm(13), Mm(14)
    section.header_distance = section.footer_distance = Mm(7)
    line = section.footer.paragraphs[0]
    line.style = document.styles["Footer"]
    line.add_run(f"{paper.footer} · Page ")
    _field(line, "PAGE", "1")
    line.add_run(" of ")
    _field(line, "NUMPAGES", "2")


def _field(paragraph: Any, code: str, shown: str) -> None:
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), f" {code} ")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    element.append(run)
    paragraph._p.append(element)


def _styles(document: Any) -> None:
    styles = document.styles
    _style(styles["Normal"], 9, _INK, after=2)
    _style(styles["Title"], 15, _INK, bold=True, after=1)
    _style(styles["Heading 1"], 10.5, _INK, bold=True, before=6, after=2)
    _style(styles["Heading 2"], 9, _INK, bold=True, before=4, after=1)
    _style(styles["List Bullet"], 9, _INK, after=1)
    _style(styles["Footer"], 7.5, _ASIDE)
    aside = styles.add_style("Paper Aside", 1)
    aside.base_style = styles["Normal"]
    _style(aside, 8, _ASIDE, after=2)
    cell = styles.add_style("Paper Cell", 1)
    cell.base_style = styles["Normal"]
    _style(cell, 8, _INK, after=0)
    for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _style(style: Any, size: float, colour: str, *, bold: bool = False, before: float = 0, after: float = 0) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = _FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), _FONT)
    for name in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _add(document: Any, piece: Piece) -> None:
    if isinstance(piece, Heading):
        document.add_paragraph(piece.text, style=f"Heading {piece.level}")
    elif isinstance(piece, Line):
        style = "List Bullet" if piece.bullet else "Paper Aside" if piece.aside else "Normal"
        paragraph = document.add_paragraph(style=style)
        if piece.lead:
            paragraph.add_run(f"{piece.lead}: ").bold = True
        paragraph.add_run(piece.text)
    else:
        _table(document, piece)


def _table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=1 + len(grid.rows), cols=len(grid.header))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    _borders(table)
    style = document.styles["Paper Cell"].style_id
    for number, texts in enumerate([grid.header, *grid.rows]):
        row = table.rows[number]
        _keep_whole(row, header=number == 0)
        for at, text in enumerate(texts):
            cell = row.cells[at]
            cell.width = Emu(Mm(_TEXT_WIDTH_MM) * grid.widths[at] // sum(grid.widths))
            paragraph = cell.paragraphs[0]
            paragraph._p.get_or_add_pPr().style = style
            run = paragraph.add_run(text)
            fill = _HEAD_FILL if number == 0 else grid.fills.get((number - 1, at), "")
            if number == 0:
                run.bold = True
                run.font.color.rgb = RGBColor.from_string("FFFFFF")
            if fill:
                _shade(cell, fill)
    for at, column in enumerate(table.columns):
        column.width = Emu(Mm(_TEXT_WIDTH_MM) * grid.widths[at] // sum(grid.widths))


def _borders(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for name in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    (layout.addprevious if layout is not None else properties.append)(borders)


def _keep_whole(row: Any, *, header: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
