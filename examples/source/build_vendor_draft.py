"""Build ``examples/vendor_draft.docx`` from ``vendor_draft.md`` beside this script.

The draft plays the other side's paper, so it is made as such paper is: numbers come from lists bound to styles,
a term stands in the footer, another in a footnote, and counsel's last change is tracked. The same text always
gives the same bytes: zip times and document properties are fixed, and entries are stored, not compressed, because
two versions of zlib may compress differently.

Markup of the source: ``@name text`` is a paragraph in a named style (``STYLES``) or a directive; ``# `` a numbered
heading; ``- `` and ``  - `` numbered levels below it; a pipe table, where ``<`` joins a cell to its left neighbour
and ``^`` to the one above; ``[^1]`` a footnote; ``{++ ++}`` a tracked insertion; ``**`` bold; other lines definitions.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

SOURCE = Path(__file__).with_name("vendor_draft.md")
TARGET = Path(__file__).parents[1] / "vendor_draft.docx"
MODIFIED = datetime(2026, 9, 14, 10, 12, tzinfo=UTC)
COUNSEL = "Harcourt Dene LLP (for Brightline)"
TEXT_WIDTH_CM = 15.9
FONT = "Arial"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
PIECE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\{\+\+(?P<inserted>.+?)\+\+\}|\[\^(?P<note>\d+)\]|(?P<plain>.+?(?=\*\*|\{\+\+|\[\^|$))")


class Look(NamedTuple):
    """How a paragraph style looks: points, and centimetres for ``indent``; ``number`` is (list, level)."""

    name: str
    size: float = 10
    bold: bool = False
    before: float = 0
    after: float = 6
    indent: float = 0
    hanging: float = 0
    centred: bool = False
    number: tuple[int, int] | None = None
    outline: int | None = None
    caps: bool = False


STYLES = {
    "draft-note": Look("Draft Note", after=2, bold=True),
    "title": Look("Agreement Title", size=20, bold=True, before=150, after=36, centred=True),
    "cover-line": Look("Cover Line", before=8, after=8, centred=True),
    "cover-party": Look("Cover Party", size=13, bold=True, before=6, after=6, centred=True),
    "label": Look("Body Text Plain", after=8),
    "part": Look("Part Heading", size=11, bold=True, before=14, after=6, caps=True),
    "party": Look("Party", indent=1.25, hanging=1.25, number=(2, 0)),
    "recital": Look("Recital", indent=1.25, hanging=1.25, number=(3, 0)),
    "definition": Look("Definition", indent=1.25),
    "clause-1": Look("Heading 1", size=10.5, bold=True, before=14, after=6, indent=1.25, hanging=1.25, number=(1, 0)),
    "clause-2": Look("Clause Level 2", indent=1.25, hanging=1.25, number=(1, 1)),
    "clause-3": Look("Clause Level 3", indent=2.25, hanging=1, number=(1, 2)),
    "schedule": Look("Schedule", size=13, bold=True, after=12, number=(4, 0), outline=0),
    "schedule-1": Look("Heading 2", size=10.5, bold=True, before=12, indent=1.25, hanging=1.25, number=(4, 1)),
    "schedule-2": Look("Schedule Level 2", indent=1.25, hanging=1.25, number=(4, 2)),
    "cell": Look("Table Text", size=9, before=2, after=2),
    "head": Look("Table Heading", size=9, bold=True, before=2, after=2),
    "note": Look("footnote text", size=8, after=0),
    "footer": Look("Footer", size=7.5, after=3),
    "header": Look("Header", size=7.5),
}
LISTS = {
    1: [("%1.", "decimal", "clause-1"), ("%1.%2", "decimal", "clause-2"), ("(%3)", "lowerLetter", "clause-3")],
    2: [("(%1)", "decimal", "party")],
    3: [("(%1)", "upperLetter", "recital")],
    4: [("Schedule %1", "decimal", "schedule"), ("%2.", "decimal", "schedule-1"), ("%2.%3", "decimal", "schedule-2")],
}


@dataclass(frozen=True)
class Block:
    """One paragraph or table of the source; ``rows`` only for a table, whose first ``heads`` rows are its header."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    heads: int = 0


def blocks(source: str) -> Iterator[Block]:
    """Yield the paragraphs and tables of ``source`` in order."""
    scope, rows, heads = "clause", [], 0
    for line in [*source.splitlines(), ""]:
        if line.startswith("|---"):
            heads = len(rows)
        elif line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
        elif rows:
            yield Block("table", rows=tuple(rows), heads=heads)
            rows, heads = [], 0
        if line.startswith("@schedule"):
            scope = "schedule"
        if line and not line.startswith("|"):
            yield block(line, scope)


def block(line: str, scope: str) -> Block:
    """Return the block that one line of the source stands for; ``scope`` is ``clause`` or ``schedule``."""
    marks = {"# ": f"{scope}-1", "- ": f"{scope}-2", "  - ": f"{scope}-3", "[^1]: ": "note"}
    for mark, kind in marks.items():
        if line.startswith(mark):
            return Block(kind, line.removeprefix(mark))
    if line.startswith("@"):
        kind, _, text = line[1:].partition(" ")
        return Block(kind, text)
    return Block("definition", line)


def add_styles(document: Any) -> None:
    """Define every style of ``STYLES``, with its numbering where it has one."""
    for look in STYLES.values():
        known = look.name in document.styles
        style = document.styles[look.name] if known else document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        for old in [*style.element.findall(qn("w:rPr")), *style.element.findall(qn("w:pPr"))]:
            style.element.remove(old)
        style.font.name, style.font.size, style.font.bold = FONT, Pt(look.size), look.bold
        style.font.all_caps = look.caps or None
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(look.before), Pt(look.after), 1.15
        spacing.left_indent, spacing.first_line_indent = Cm(look.indent), Cm(-look.hanging)
        spacing.alignment = CENTRE if look.centred else None
        spacing.keep_with_next = look.bold or None
        spacing.page_break_before = look.name == "Schedule" or None
        add_numbering_to_style(style, look)


def add_numbering_to_style(style: Any, look: Look) -> None:
    """Bind ``style`` to its list level and outline level."""
    properties = style.element.get_or_add_pPr()
    if look.number:
        number = properties.get_or_add_numPr()
        number.get_or_add_ilvl().val, number.get_or_add_numId().val = look.number[1], look.number[0]
    if look.outline is not None:
        properties.append(element("w:outlineLvl", val=look.outline))


def element(name: str, **attributes: object) -> Any:
    """Return a Word element with attributes of the Word namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def add_lists(document: Any) -> None:
    """Replace the template's lists by ``LISTS``, each level bound to its style."""
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for ident, levels in LISTS.items():
        root.append(parse_xml(abstract_list(document, ident, levels)))
    for ident in LISTS:
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{ident}"><w:abstractNumId w:val="{ident}"/></w:num>'))


def abstract_list(document: Any, ident: int, levels: list[tuple[str, str, str]]) -> str:
    """Return the XML of one multilevel list definition."""
    xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{ident}"><w:multiLevelType w:val="multilevel"/>'
    for depth, (label, numerals, kind) in enumerate(levels):
        look = STYLES[kind]
        left, hanging = Cm(look.indent).twips, Cm(look.hanging).twips
        xml += (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{numerals}"/>'
            f'<w:pStyle w:val="{document.styles[look.name].style_id}"/><w:lvlText w:val="{label}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left or 2100}"/></w:tabs>'
            f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        )
    return xml + "</w:abstractNum>"


def write(paragraph: Any, text: str) -> None:
    """Add ``text`` with its inline marks to ``paragraph``."""
    for piece in PIECE.finditer(text):
        if piece["inserted"]:
            tracked = element("w:ins", id=900, author=COUNSEL, date=MODIFIED.strftime("%Y-%m-%dT%H:%M:%SZ"))
            paragraph._p.append(tracked)
            tracked.append(paragraph.add_run(piece["inserted"])._r)
        elif piece["note"]:
            run = paragraph.add_run()
            run.font.superscript = True
            run._r.append(element("w:footnoteReference", id=piece["note"]))
        elif piece["bold"]:
            paragraph.add_run(piece["bold"]).bold = True
        else:
            paragraph.add_run(piece["plain"])


def add_table(document: Any, made: Block, widths: list[int]) -> None:
    """Add a ruled table with joined cells; ``widths`` are percentages of the text width."""
    table = document.add_table(len(made.rows), len(widths), style="Table Grid")
    table.autofit = False
    for down, row in enumerate(made.rows):
        table.rows[down]._tr.get_or_add_trPr().append(element("w:cantSplit"))
        if down < made.heads:
            table.rows[down]._tr.get_or_add_trPr().append(element("w:tblHeader"))
        for across, text in enumerate(row):
            cell = table.cell(down, across)
            cell.width = Cm(TEXT_WIDTH_CM * widths[across] / 100)
            if text in "<^":
                (table.cell(down, across - 1) if text == "<" else table.cell(down - 1, across)).merge(cell)
    for down, across, text in starts(made.rows):
        fill_cell(document, table.cell(down, across), text, head=down < made.heads)
    document.add_paragraph(style=STYLES["cell"].name)


def starts(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and text of every cell that is not joined to an earlier one."""
    for down, row in enumerate(rows):
        yield from ((down, across, text) for across, text in enumerate(row) if text not in "<^")


def fill_cell(document: Any, cell: Any, text: str, *, head: bool) -> None:
    """Write ``text`` into ``cell``, shaded when it belongs to the header."""
    cell.paragraphs[0].style = document.styles[STYLES["head" if head else "cell"].name]
    write(cell.paragraphs[0], text)
    if head:
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill="DCE6EE"))


def add_signatures(document: Any, parties: str) -> None:
    """Add the signature block: one column for each of the parties, which ``|`` separates."""
    table = document.add_table(1, 2)
    for cell, party in zip(table.rows[0].cells, parties.split(" | "), strict=True):
        cell.paragraphs[0].add_run("Signed for and on behalf of")
        cell.add_paragraph().add_run(party).bold = True
        for label in ("Signature", "Name", "Position", "Date"):
            line = cell.add_paragraph(f"{label}: ______________________________")
            line.paragraph_format.space_before = Pt(14)


def add_footnotes(document: Any, text: str) -> None:
    """Add the footnotes part with its two separators and note 1."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{ident}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for ident, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{separators}'
        f'<w:footnote w:id="1"><w:p><w:pPr><w:pStyle w:val="{document.styles[STYLES["note"].name].style_id}"/></w:pPr><w:r>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_margins(document: Any, header: str, footer: str) -> None:
    """Write header and footer, with page numbers; the cover shows neither."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.55)
    section.top_margin = section.bottom_margin = Cm(2.3)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].add_run(header)
    section.footer.paragraphs[0].add_run(footer)
    page = section.footer.add_paragraph(style="Footer")
    page.alignment = CENTRE
    for word, code in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        page.add_run(word)
        field = element("w:fldSimple", instr=code)
        page._p.append(field)
        field.append(page.add_run("1")._r)


def add_block(document: Any, made: Block, widths: list[int]) -> None:
    """Add one paragraph, table, page break or signature block to the body."""
    if made.kind == "table":
        add_table(document, made, widths)
    elif made.kind == "signatures":
        add_signatures(document, made.text)
    elif made.kind == "page":
        document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    elif made.kind == "page-part":
        write(document.add_paragraph(style=STYLES["part"].name), made.text)
        document.paragraphs[-1].paragraph_format.page_break_before = True
    else:
        write(document.add_paragraph(style=STYLES[made.kind].name), made.text)
