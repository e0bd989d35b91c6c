"""The paragraph styles of the example vendor draft, and the lists that number them."""

from __future__ import annotations

from typing import Any, NamedTuple

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

FONT = "Arial"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid"}


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
    "cover-foot": Look("Cover Foot", size=8.5, before=250, centred=True),
    "label": Look("Body Text Plain", after=8),
    "part": Look("Part Heading", size=11, bold=True, before=14, after=6, caps=True),
    "party": Look("Party", indent=1.25, hanging=1.25, number=(2, 0)),
    "recital": Look("Recital", indent=1.25, hanging=1.25, number=(3, 0)),
    "definition": Look("Definition", indent=1.25),
    "clause-1": Look("Heading 1", size=10.5, bold=True, before=14, indent=1.25, hanging=1.25, number=(1, 0), outline=0),
    "clause-2": Look("Clause Level 2", indent=1.25, hanging=1.25, number=(1, 1)),
    "clause-3": Look("Clause Level 3", indent=2.25, hanging=1, number=(1, 2)),
    "schedule": Look("Schedule", size=13, bold=True, after=12, number=(4, 0), outline=0),
    "schedule-1": Look(
        "Heading 2", size=10.5, bold=True, before=12, indent=1.25, hanging=1.25, number=(4, 1), outline=1
    ),
    "schedule-2": Look("Schedule Level 2", indent=1.25, hanging=1.25, number=(4, 2)),
    "cell": Look("Table Text", size=9, before=2, after=2),
    "head": Look("Table Heading", size=9, bold=True, before=2, after=2),
    "note": Look("footnote text", size=8, after=8),
    "footer": Look("Footer", size=7.5, after=3),
    "header": Look("Header", size=7.5),
}
LISTS = {
    1: [("%1.", "decimal", "clause-1"), ("%1.%2", "decimal", "clause-2"), ("(%3)", "lowerLetter", "clause-3")],
    2: [("(%1)", "decimal", "party")],
    3: [("(%1)", "upperLetter", "recital")],
    4: [("Schedule %1", "decimal", "schedule"), ("%2.", "decimal", "schedule-1"), ("%2.%3", "decimal", "schedule-2")],
}


def element(name: str, **attributes: object) -> Any:
    """Return a Word element with attributes of the Word namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def add_styles(document: Any) -> None:
    """Define every style of ``STYLES``, with its numbering where it has one, and drop the template's others."""
    wanted = KEPT | {look.name for look in STYLES.values()}
    for style in [style for style in document.styles if style.name not in wanted]:
        style.delete()
    for look in STYLES.values():
        known = look.name in document.styles
        style = document.styles[look.name] if known else document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        for old in [child for name in ("w:rPr", "w:pPr", "w:link") for child in style.element.findall(qn(name))]:
            style.element.remove(old)
        style.font.name, style.font.size, style.font.bold = FONT, Pt(look.size), look.bold
        style.font.all_caps = look.caps or None
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(look.before), Pt(look.after), 1.08
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
        style_id = document.styles[look.name].style_id
        xml += (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{numerals}"/>'
            f'<w:pStyle w:val="{style_id}"/><w:lvlText w:val="{label}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left or 2100}"/></w:tabs>'
            f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        )
    return xml + "</w:abstractNum>"
