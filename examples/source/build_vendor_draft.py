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
from typing import Any

import docx
from docx.enum.text import WD_BREAK
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from draft_styles import CENTRE, STYLES, add_lists, add_styles, element

SOURCE = Path(__file__).with_name("vendor_draft.md")
TARGET = Path(__file__).parents[1] / "vendor_draft.docx"
MODIFIED = datetime(2026, 9, 14, 10, 12, tzinfo=UTC)
COUNSEL = "Harcourt Dene LLP (for Brightline)"
TEXT_WIDTH_CM = 15.9
LEFT_OUT = ("/thumbnail", "/stylesWithEffects", "/customXml", "/webSettings")
PIECE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\{\+\+(?P<inserted>.+?)\+\+\}|\[\^(?P<note>\d+)\]|(?P<plain>.+?(?=\*\*|\{\+\+|\[\^|$))"
)


@dataclass(frozen=True)
class Block:
    """One paragraph or table of the source; ``rows`` only for a table, whose first ``heads`` rows are its header."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    heads: int = 0


def blocks(source: str) -> Iterator[Block]:
    """Yield the paragraphs and tables of ``source`` in order."""
    scope, heads = "clause", 0
    rows: list[tuple[str, ...]] = []
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
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Cm(TEXT_WIDTH_CM * share / 100)
    for down, row in enumerate(made.rows):
        table.rows[down]._tr.get_or_add_trPr().append(element("w:cantSplit"))
        if down < made.heads:
            table.rows[down]._tr.get_or_add_trPr().append(element("w:tblHeader"))
        for across, text in enumerate(row):
            if text in "<^":
                before = table.cell(down, across - 1) if text == "<" else table.cell(down - 1, across)
                before.merge(table.cell(down, across))
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
        cell.paragraphs[0].style = STYLES["label"].name
        cell.paragraphs[0].add_run("Signed for and on behalf of")
        cell.add_paragraph(style=STYLES["label"].name).add_run(party).bold = True
        for label in ("Signature", "Name", "Position", "Date"):
            line = cell.add_paragraph(f"{label}: ".ljust(30, "_"), STYLES["label"].name)
            line.paragraph_format.space_before = Pt(14)


def add_footnotes(document: Any, text: str) -> None:
    """Add the footnotes part with its two separators and note 1."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{ident}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for ident, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    style_id = document.styles[STYLES["note"].name].style_id
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{separators}'
        f'<w:footnote w:id="1"><w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr><w:r>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    listed = element("w:footnotePr")
    listed.extend([element("w:footnote", id=-1), element("w:footnote", id=0)])
    document.settings.element.find(qn("w:compat")).addprevious(listed)


def add_margins(document: Any, header: str, footer: str) -> None:
    """Write header and footer, with page numbers; the cover shows neither."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.55)
    section.top_margin, section.bottom_margin, section.footer_distance = Cm(2.3), Cm(2.6), Cm(1)
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


def add_properties(document: Any) -> None:
    """Fix the properties that would otherwise hold the time and the template's author."""
    core = document.core_properties
    core.title, core.author = "Customer Support Outsourcing Agreement", "Brightline Contact Solutions Limited"
    core.last_modified_by, core.comments, core.revision, core.language = COUNSEL, "", 2, "en-GB"
    core.created = core.modified = MODIFIED
    document.settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for relations in (document.part.package.rels, document.part.rels):
        for ident in [key for key, relation in relations.items() if relation.reltype.endswith(LEFT_OUT)]:
            del relations[ident]


def pinned(data: bytes) -> bytes:
    """Return the same package with fixed times and stored entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, MODIFIED.timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            new.writestr(entry, old.read(name))
    return made.getvalue()


def build() -> bytes:
    """Return the vendor draft as the bytes of a Word file."""
    document = docx.Document()
    add_styles(document)
    add_lists(document)
    texts, widths = {}, []
    for made in blocks(SOURCE.read_text(encoding="utf-8")):
        if made.kind in {"header", "footer", "note"} and made.kind not in texts:
            texts[made.kind] = made.text
        elif made.kind == "widths":
            widths = [int(share) for share in made.text.split(",")]
        else:
            add_block(document, made, widths)
    add_footnotes(document, texts["note"])
    add_margins(document, texts["header"], texts["footer"])
    add_properties(document)
    saved = io.BytesIO()
    document.save(saved)
    return pinned(saved.getvalue())


if __name__ == "__main__":
    TARGET.write_bytes(build())
