"""Build ``shell.docx`` of every template: cover, styles, numbering, header, footer and page size, and nothing else.

Run ``python templates/build_shells.py`` after a change here; the same script gives the same bytes. A shell is an
ordinary Word file: a firm may put its own in its place, as long as the styles keep their ids and the words in braces
stay: {title}, {subtitle}, {customer}, {vendor}, {reference}, {status}, {version}, {date}, {contents},
{body}, {confirm}.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

from shell_styles import FONT, NAMESPACES, XML, numbering_part, styles_part

HERE = Path(__file__).resolve().parent
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
R = f"{OFFICE}/relationships"
EARLIEST = (1980, 1, 1, 0, 0, 0)
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1361  # A4, 2.4 cm; twips


def paragraph(style_id: str, *runs: str, section: str = "") -> str:
    """Return a paragraph of runs; ``section`` is a w:sectPr that ends a section with it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{section}</w:pPr>{"".join(runs)}</w:p>'


def text(content: str) -> str:
    """Return a run of text."""
    return f'<w:r><w:t xml:space="preserve">{content}</w:t></w:r>'


def field(code: str, result: str) -> str:
    """Return a field with its cached result."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{separate}{text(result)}{end}'


TAB = "<w:r><w:tab/></w:r>"


def section(*, running: bool = True) -> str:
    """Return w:sectPr; ``running`` sections have header and footer."""
    references = '<w:headerReference w:type="default" r:id="rId10"/><w:footerReference w:type="default" r:id="rId11"/>'
    return (
        f'<w:sectPr>{references if running else ""}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="1588" w:right="{MARGIN}" w:bottom="1418" w:left="{MARGIN}" '
        'w:header="737" w:footer="680" w:gutter="0"/></w:sectPr>'
    )


FORMS = ("supplier-questionnaire", "rfp-kpi-sheet")  # sent by one side, signed by nobody


def document_part(*, form: bool = False) -> str:
    """Return document.xml: cover, contents, and the place of the body. A form goes from one side to the other."""
    content = [
        paragraph("Title", text("{title}")),
        paragraph("Subtitle", text("{subtitle}")),
        paragraph("CoverRule"),
        paragraph("CoverText", text("from" if form else "between")),
        paragraph("CoverParty", text("{customer}")),
        paragraph("CoverText", text("to" if form else "and")),
        paragraph("CoverParty", text("{vendor}")),
        paragraph("CoverRule"),
        paragraph("CoverNote", text("{status} {version}, {date}")),
        paragraph("CoverNote", text("Reference {reference}")),
        paragraph("CoverNote", text("{confirm}")),
        paragraph("AfterTable", section=section(running=False)),
        paragraph("ContentsHeading", text("Contents")),
        paragraph("TOC1", text("{contents}")),
        paragraph("BodyStart"),
        paragraph("BodyText", text("{body}")),
        section(),
    ]
    return f"{XML}<w:document {NAMESPACES}><w:body>{''.join(content)}</w:body></w:document>"


def settings_part() -> str:
    """Return settings.xml: the layout rules of Word 2013 and later."""
    rules = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1, "enableOpenTypeFeatures": 1,
             "doNotFlipMirrorIndents": 1}  # fmt: skip
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in rules.items()
    )
    return (
        f'{XML}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compat}</w:compat>'
        '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def content_types_part() -> str:
    """Return [Content_Types].xml."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {
        "/word/document.xml": f"{word}.document.main+xml",
        **{f"/word/{name}.xml": f"{word}.{name}+xml" for name in ("styles", "numbering", "settings", "fontTable")},
        "/word/header1.xml": f"{word}.header+xml",
        "/word/footer1.xml": f"{word}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{XML}<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'


def relationships(*items: tuple[str, str, str]) -> str:
    """Return a .rels part from (id, type, target)."""
    entries = "".join(f'<Relationship Id="{rid}" Type="{kind}" Target="{target}"/>' for rid, kind, target in items)
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def parts(*, form: bool = False) -> dict[str, str]:
    """Return every part of a shell."""
    names = ("styles", "numbering", "settings", "fontTable")
    own = [(f"rId{at}", f"{R}/{name}", f"{name}.xml") for at, name in enumerate(names, start=1)]
    head = paragraph("Header", text("{title}"), TAB, text("{status} {version}, {date}"))
    pages = text("Page ") + field("PAGE", "1") + text(" of ") + field("NUMPAGES", "1")
    foot = paragraph("Footer", text("{reference}"), TAB, pages)
    font = (
        f'<w:font w:name="{FONT}"><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )
    return {
        "[Content_Types].xml": content_types_part(),
        "_rels/.rels": relationships(
            ("rId1", f"{R}/officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{R}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/app.xml": f'{XML}<Properties xmlns="{OFFICE}/extended-properties"><Application>contractkit'
        "</Application></Properties>",
        "docProps/core.xml": f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"/>',
        "word/_rels/document.xml.rels": relationships(
            *own, ("rId10", f"{R}/header", "header1.xml"), ("rId11", f"{R}/footer", "footer1.xml")
        ),
        "word/document.xml": document_part(form=form),
        "word/fontTable.xml": f"{XML}<w:fonts {NAMESPACES}>{font}</w:fonts>",
        "word/footer1.xml": f"{XML}<w:ftr {NAMESPACES}>{foot}</w:ftr>",
        "word/header1.xml": f"{XML}<w:hdr {NAMESPACES}>{head}</w:hdr>",
        "word/numbering.xml": numbering_part(),
        "word/settings.xml": settings_part(),
        "word/styles.xml": styles_part(),
    }


def shell(*, form: bool = False) -> bytes:
    """Return a shell as a Word file, the same bytes each time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts(form=form).items():
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
        path.write_bytes(shell(form=path.parent.name in FORMS))
        sys.stdout.write(f"{path.relative_to(HERE.parent)}\n")


if __name__ == "__main__":
    main()
