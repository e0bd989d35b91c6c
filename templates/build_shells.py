"""Build ``shell.docx`` of every template: cover, styles, numbering, header, footer and page size, and nothing else.

Run ``python templates/build_shells.py`` after a change here; the same script gives the same bytes. A shell is an
ordinary Word file: a firm may replace it with its own, as long as the styles keep their names and the words in braces
stay: {title}, {subtitle}, {customer}, {vendor}, {reference}, {status}, {date}, {contents}, {body}.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EARLIEST = (1980, 1, 1, 0, 0, 0)

FONT = "Arial"
INK = "1F2A37"  # headings
MUTED = "5B6675"  # header, footer, captions
RULE = "9AA5B1"  # lines
TINT = "E9EDF2"  # table header
STEP = 720  # twips from the margin to the text of a clause; 567 for each level below
DEEPER = 567


def run_properties(size: float | None = None, *, bold: bool = False, italic: bool = False, color: str = "") -> str:
    """Return w:rPr content; ``size`` in points."""
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + (f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>' if size else "")
    )


def spacing(before: float, after: float = 0, line: int = 0) -> str:
    """Return w:spacing; ``before`` and ``after`` in points, ``line`` in 240ths of a line."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{int(before * 20)}" w:after="{int(after * 20)}"{lines}/>'


def indent(left: int, hanging: int = 0) -> str:
    """Return w:ind in twips."""
    return f'<w:ind w:left="{left}"' + (f' w:hanging="{hanging}"' if hanging else "") + "/>"


def numbered(list_id: int, level: int) -> str:
    """Return w:numPr: a style is bound to a level of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def style(
    style_id: str, name: str, *, based: str = "Normal", then: str = "", paragraph: str = "", run: str = "",
    kind: str = "paragraph", quick: bool = True, extra: str = "",
) -> str:  # fmt: skip
    """Return one style."""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"'
        + ("" if name[0].islower() or name in BUILT_IN else ' w:customStyle="1"')
        + f'><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f'<w:next w:val="{then}"/>' if then else "")
        + ("<w:qFormat/>" if quick else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + extra
        + "</w:style>"
    )


BUILT_IN = {"Normal", "Title", "Subtitle", "Strong", "Emphasis", "Body Text", "Table Grid"}
KEEP = "<w:keepNext/><w:keepLines/>"


def paragraph_styles() -> list[str]:
    """Return the paragraph styles: cover, contents, clauses, schedules, tables, signature."""
    heading = run_properties(11, bold=True, color=INK)
    level = [STEP, STEP, STEP + DEEPER, STEP + 2 * DEEPER]
    styles = [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        style("BodyText", "Body Text", paragraph=spacing(6)),
        style("Title", "Title", then="Subtitle", paragraph=KEEP + spacing(170, 6, 240), run=run_properties(28, bold=True, color=INK)),
        style("Subtitle", "Subtitle", paragraph=spacing(0, 0, 264), run=run_properties(13, color=MUTED)),
        style("CoverText", "Cover Text", paragraph=spacing(14), run=run_properties(11, color=MUTED)),
        style("CoverParty", "Cover Party", paragraph=spacing(14), run=run_properties(14, bold=True, color=INK)),
        style("CoverRule", "Cover Rule", paragraph=f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="1" w:color="{INK}"/></w:pBdr>' + spacing(24, 24)),
        style("CoverNote", "Cover Note", paragraph=spacing(3), run=run_properties(9.5, color=MUTED)),
        style("ContentsHeading", "Contents Heading", paragraph=KEEP + spacing(0, 10), run=run_properties(15, bold=True, color=INK)),
        style("TOC1", "toc 1", quick=False, paragraph=f'<w:tabs><w:tab w:val="left" w:pos="{STEP - 100}"/></w:tabs>' + spacing(3.5) + indent(STEP - 100, STEP - 100), run=run_properties(9.5)),
        style("TOC2", "toc 2", quick=False, paragraph='<w:tabs><w:tab w:val="left" w:pos="1020"/></w:tabs>' + spacing(2) + indent(1020, 400), run=run_properties(9, color=MUTED)),
        style("Heading1", "heading 1", then="ClauseLevel1", paragraph=KEEP + numbered(1, 0) + spacing(16) + indent(STEP, STEP) + '<w:outlineLvl w:val="0"/>', run=heading),
        style("UnnumberedHeading", "Unnumbered Heading", then="BodyText", paragraph=KEEP + spacing(16) + '<w:outlineLvl w:val="0"/>', run=heading),
    ]  # fmt: skip
    styles += [
        style(f"ClauseLevel{deep}", f"Clause Level {deep}", paragraph=numbered(1, deep) + spacing(6 if deep == 1 else 4) + indent(level[deep], STEP if deep == 1 else DEEPER))
        for deep in (1, 2, 3)
    ]  # fmt: skip
    styles += [
        style(f"{side}Text{deep}", f"{side} Text {deep}", paragraph=spacing(6 if deep == 1 else 4) + indent(level[deep]))
        for side in ("Clause", "Schedule")
        for deep in (1, 2, 3)
    ]
    styles += [
        style("ScheduleHeading", "Schedule Heading", then="Heading2", paragraph=KEEP + "<w:pageBreakBefore/>" + numbered(2, 0) + '<w:tabs><w:tab w:val="left" w:pos="2100"/></w:tabs>' + spacing(0, 6) + indent(2100, 2100) + '<w:outlineLvl w:val="0"/>', run=run_properties(15, bold=True, color=INK)),
        style("UnnumberedPart", "Unnumbered Part", then="BodyText", paragraph=KEEP + "<w:pageBreakBefore/>" + spacing(0, 6) + '<w:outlineLvl w:val="0"/>', run=run_properties(15, bold=True, color=INK)),
        style("Heading2", "heading 2", then="ScheduleLevel1", paragraph=KEEP + numbered(2, 1) + spacing(16) + indent(STEP, STEP) + '<w:outlineLvl w:val="1"/>', run=heading),
    ]  # fmt: skip
    styles += [
        style(f"ScheduleLevel{deep}", f"Schedule Level {deep}", paragraph=numbered(2, deep + 1) + spacing(6 if deep == 1 else 4) + indent(level[deep], STEP if deep == 1 else DEEPER))
        for deep in (1, 2, 3)
    ]  # fmt: skip
    return styles + [
        style("Definition", "Definition", paragraph=spacing(6) + indent(STEP)),
        style("Party", "Party", paragraph=numbered(3, 0) + spacing(6) + indent(STEP, STEP)),
        style("Recital", "Recital", paragraph=numbered(4, 0) + spacing(6) + indent(STEP, STEP)),
        style("TableCaption", "Table Caption", then="TableText", paragraph=KEEP + spacing(12, 4), run=run_properties(9, bold=True, color=INK)),
        style("TableHeading", "Table Heading", paragraph="<w:keepNext/>" + spacing(3, 3, 240), run=run_properties(8.5, bold=True, color=INK)),
        style("TableText", "Table Text", paragraph=spacing(2.5, 2.5, 252), run=run_properties(8.5)),
        style("SignatureParty", "Signature Party", paragraph=KEEP + spacing(28, 2)),
        style("SignatureLabel", "Signature Label", paragraph=KEEP + spacing(13), run=run_properties(9, color=MUTED)),
        style("SignatureLine", "Signature Line", paragraph=KEEP + f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="{RULE}"/></w:pBdr>' + spacing(13)),
        style("AfterTable", "After Table", quick=False, paragraph='<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>', run=run_properties(1)),
        style("Header", "header", quick=False, paragraph=f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{RULE}"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>' + spacing(0, 0, 240), run=run_properties(8, color=MUTED)),
        style("Footer", "footer", quick=False, paragraph=f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>' + spacing(0, 0, 240), run=run_properties(8, color=MUTED)),
    ]  # fmt: skip


PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4
MARGIN = 1361  # 2.4 cm
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN


def styles_part() -> str:
    """Return styles.xml."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
        '<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    characters = [
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        style("Strong", "Strong", kind="character", based="DefaultParagraphFont", run="<w:b/><w:bCs/>"),
        style("Emphasis", "Emphasis", kind="character", based="DefaultParagraphFont", run="<w:i/><w:iCs/>"),
        style("DefinedTerm", "Defined Term", kind="character", based="DefaultParagraphFont", run="<w:b/><w:bCs/>"),
    ]
    lists = '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    content = defaults + "".join(paragraph_styles()) + "".join(characters) + lists + "".join(table_styles())
    return f"{XML}<w:styles {NAMESPACES}>{content}</w:styles>"


def table_styles() -> list[str]:
    """Return the table styles: ruled for contract tables, bare for signatures."""
    normal = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    line = '<w:{0} w:val="single" w:sz="{1}" w:space="0" w:color="{2}"/>'
    borders = line.format("top", 8, INK) + line.format("bottom", 8, INK) + line.format("insideH", 4, RULE)
    first = (
        f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>{line.format("bottom", 8, INK)}</w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
    ruled = style(
        "ContractTable", "Contract Table", kind="table", based="TableNormal",
        extra=f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{first}",
    )  # fmt: skip
    bare = style("SignatureTable", "Signature Table", kind="table", based="TableNormal", extra="<w:tblPr/>")
    return [normal, ruled, bare]


def list_level(level: int, form: str, text: str, style_id: str, left: int, hanging: int, run: str = "") -> str:
    """Return one level of a list, bound to its paragraph style."""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style_id}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent(left, hanging)}</w:pPr>'
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:lvl>"
    )


def numbering_part() -> str:
    """Return numbering.xml: clauses 1. / 1.1 / (a) / (i), schedules the same below "Schedule 1", parties, recitals."""
    upright = '<w:b w:val="0"/><w:bCs w:val="0"/>'
    clauses = [
        list_level(0, "decimal", "%1.", "Heading1", STEP, STEP),
        list_level(1, "decimal", "%1.%2", "ClauseLevel1", STEP, STEP, upright),
        list_level(2, "lowerLetter", "(%3)", "ClauseLevel2", STEP + DEEPER, DEEPER, upright),
        list_level(3, "lowerRoman", "(%4)", "ClauseLevel3", STEP + 2 * DEEPER, DEEPER, upright),
    ]
    schedules = [
        list_level(0, "decimal", "Schedule %1", "ScheduleHeading", 2100, 2100),
        list_level(1, "decimal", "%2.", "Heading2", STEP, STEP),
        list_level(2, "decimal", "%2.%3", "ScheduleLevel1", STEP, STEP, upright),
        list_level(3, "lowerLetter", "(%4)", "ScheduleLevel2", STEP + DEEPER, DEEPER, upright),
        list_level(4, "lowerRoman", "(%5)", "ScheduleLevel3", STEP + 2 * DEEPER, DEEPER, upright),
    ]
    parties = [list_level(0, "decimal", "(%1)", "Party", STEP, STEP)]
    recitals = [list_level(0, "upperLetter", "(%1)", "Recital", STEP, STEP)]
    lists = [clauses, schedules, parties, recitals]
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:nsid w:val="{0x4C4B0000 + at:08X}"/>'
        f'<w:multiLevelType w:val="{"multilevel" if len(levels) > 1 else "singleLevel"}"/>'
        f'<w:tmpl w:val="{0x5C4B0000 + at:08X}"/>{"".join(levels)}</w:abstractNum>'
        for at, levels in enumerate(lists)
    )
    numbers = "".join(
        f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(lists))
    )
    return f"{XML}<w:numbering {NAMESPACES}>{abstract}{numbers}</w:numbering>"


def paragraph(style_id: str, *runs: str, section: str = "") -> str:
    """Return a paragraph of runs; ``section`` is a w:sectPr that ends a section with it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{section}</w:pPr>{"".join(runs)}</w:p>'


def text(content: str) -> str:
    """Return a run of text."""
    return f'<w:r><w:t xml:space="preserve">{content}</w:t></w:r>'


def field(code: str, result: str) -> str:
    """Return a field with its cached result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


TAB = "<w:r><w:tab/></w:r>"


def section(kind: str, *, columns: int = 1, running: bool = True) -> str:
    """Return w:sectPr; ``running`` sections have header and footer."""
    references = '<w:headerReference w:type="default" r:id="rId10"/><w:footerReference w:type="default" r:id="rId11"/>'
    return (
        f'<w:sectPr>{references if running else ""}<w:type w:val="{kind}"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="1588" w:right="{MARGIN}" w:bottom="1418" w:left="{MARGIN}" w:header="737" w:footer="680" w:gutter="0"/>'
        f'<w:cols w:num="{columns}" w:space="567"/></w:sectPr>'
    )


def document_part() -> str:
    """Return document.xml: cover, contents, and the place of the body."""
    cover = [
        paragraph("Title", text("{title}")),
        paragraph("Subtitle", text("{subtitle}")),
        paragraph("CoverRule"),
        paragraph("CoverText", text("between")),
        paragraph("CoverParty", text("{customer}")),
        paragraph("CoverText", text("and")),
        paragraph("CoverParty", text("{vendor}")),
        paragraph("CoverRule"),
        paragraph("CoverNote", text("{status} of {date}")),
        paragraph("CoverNote", text("Reference {reference}"), section=section("nextPage", running=False)),
    ]
    contents = [
        paragraph("ContentsHeading", text("Contents"), section=section("nextPage")),
        paragraph("TOC1", text("{contents}")),
        paragraph("AfterTable", section=section("continuous", columns=2)),
    ]
    body = [paragraph("BodyText", text("{body}")), section("nextPage")]
    return f"{XML}<w:document {NAMESPACES}><w:body>{''.join(cover + contents + body)}</w:body></w:document>"


def header_part() -> str:
    """Return the running header."""
    content = paragraph("Header", text("{title}"), TAB, text("{status} of {date}"))
    return f"{XML}<w:hdr {NAMESPACES}>{content}</w:hdr>"


def footer_part() -> str:
    """Return the running footer."""
    pages = text("Page ") + field("PAGE", "1") + text(" of ") + field("NUMPAGES", "1")
    content = paragraph("Footer", text("{reference}"), TAB, pages)
    return f"{XML}<w:ftr {NAMESPACES}>{content}</w:ftr>"


def settings_part() -> str:
    """Return settings.xml: the layout rules of Word 2013 and later."""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1),
                            ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1))
    )  # fmt: skip
    return (
        f'{XML}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compat}</w:compat>'
        '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table_part() -> str:
    """Return fontTable.xml."""
    font = (
        f'<w:font w:name="{FONT}"><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )
    return f"{XML}<w:fonts {NAMESPACES}>{font}</w:fonts>"


def content_types_part() -> str:
    """Return [Content_Types].xml."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = {
        "/word/document.xml": f"{word}.document.main+xml",
        "/word/styles.xml": f"{word}.styles+xml",
        "/word/numbering.xml": f"{word}.numbering+xml",
        "/word/settings.xml": f"{word}.settings+xml",
        "/word/fontTable.xml": f"{word}.fontTable+xml",
        "/word/header1.xml": f"{word}.header+xml",
        "/word/footer1.xml": f"{word}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    entries = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
    )


def relationships(items: list[tuple[str, str, str]]) -> str:
    """Return a .rels part from (id, type, target)."""
    entries = "".join(f'<Relationship Id="{rid}" Type="{kind}" Target="{target}"/>' for rid, kind, target in items)
    return f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'


def parts() -> dict[str, str]:
    """Return every part of a shell."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    names = ("styles", "numbering", "settings", "fontTable")
    own = [(f"rId{at}", f"{R}/{name}", f"{name}.xml") for at, name in enumerate(names, start=1)]
    own += [("rId10", f"{R}/header", "header1.xml"), ("rId11", f"{R}/footer", "footer1.xml")]
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    app = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return {
        "[Content_Types].xml": content_types_part(),
        "_rels/.rels": relationships([
            ("rId1", f"{R}/officeDocument", "word/document.xml"),
            ("rId2", package, "docProps/core.xml"),
            ("rId3", f"{R}/extended-properties", "docProps/app.xml"),
        ]),
        "docProps/app.xml": f'{XML}<Properties xmlns="{app}"><Application>contractkit</Application></Properties>',
        "docProps/core.xml": f'{XML}<cp:coreProperties xmlns:cp="{core}"/>',
        "word/_rels/document.xml.rels": relationships(own),
        "word/document.xml": document_part(),
        "word/fontTable.xml": font_table_part(),
        "word/footer1.xml": footer_part(),
        "word/header1.xml": header_part(),
        "word/numbering.xml": numbering_part(),
        "word/settings.xml": settings_part(),
        "word/styles.xml": styles_part(),
    }  # fmt: skip


def shell() -> bytes:
    """Return a shell as a Word file, the same bytes each time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts().items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content)
    return target.getvalue()


def main() -> None:
    """Write the shell of every template folder."""
    for template in sorted(HERE.glob("*/template.yaml")):
        path = template.with_name("shell.docx")
        path.write_bytes(shell())
        sys.stdout.write(f"{path.relative_to(HERE.parent)}\n")


if __name__ == "__main__":
    main()
