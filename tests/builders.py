"""One-line builders for Word files in tests: ``docx(p("Hello"), header=p("Top"))`` is the bytes of a valid file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": R,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    }.items()
)
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)


def t(text: str) -> str:
    """A text node that keeps its spaces."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(text: str = "", properties: str = "", raw: str = "") -> str:
    """A run: its text, its properties as XML ("<w:b/>"), and any other content after the text."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{inner}{t(text) if text else ''}{raw}</w:r>"


def p(*content: str, style: str = "", num: tuple[int, int] | None = None, properties: str = "", mark: str = "") -> str:
    """A paragraph; plain strings become runs. ``num`` is (numId, ilvl), ``mark`` the properties of its mark."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        inner += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    inner += properties + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    runs = "".join(item if item.startswith("<") else r(item) for item in content)
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{runs}</w:p>"


def ins(*content: str, author: str = "Vendor", date: str = "2026-03-01T10:00:00Z") -> str:
    """A tracked insertion around runs."""
    return _tracked("ins", content, author, date)


def deleted(*content: str, author: str = "Vendor", date: str = "2026-03-01T10:00:00Z") -> str:
    """A tracked deletion around runs; their text becomes deleted text."""
    return _tracked("del", content, author, date).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")


def mark(kind: str, author: str = "Vendor", date: str = "2026-03-01T10:00:00Z") -> str:
    """The property that says that a paragraph mark or a row was inserted ("ins") or deleted ("del")."""
    return f'<w:{kind} w:id="9" w:author={quoteattr(author)} w:date="{date}"/>'


def _tracked(kind: str, content: tuple[str, ...], author: str, date: str) -> str:
    runs = "".join(item if item.startswith("<") else r(item) for item in content)
    return f'<w:{kind} w:id="1" w:author={quoteattr(author)} w:date="{date}">{runs}</w:{kind}>'


def tc(*content: str, properties: str = "") -> str:
    """A cell; plain strings become paragraphs."""
    inner = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{inner}{''.join(item if item.startswith('<') else p(item) for item in content) or p()}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; plain strings and paragraphs become cells."""
    inner = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    made = (item if item.startswith("<") and not item.startswith("<w:p>") else tc(item) for item in cells)
    return f"<w:tr>{inner}{''.join(made)}</w:tr>"


def tbl(*rows: str | tuple[str, ...], properties: str = "") -> str:
    """A table; tuples become rows."""
    inner = "".join(row if isinstance(row, str) else tr(*row) for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{inner}</w:tbl>"


def sdt(content: str, properties: str = "") -> str:
    """A content control around any content."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(code: str, result: str) -> str:
    """A complex field with its shown result."""
    return (
        r(raw='<w:fldChar w:fldCharType="begin"/>')
        + r(raw=f'<w:instrText xml:space="preserve">{escape(code)}</w:instrText>')
        + r(raw='<w:fldChar w:fldCharType="separate"/>')
        + (result if result.startswith("<") else r(result))
        + r(raw='<w:fldChar w:fldCharType="end"/>')
    )


def textbox(*paragraphs: str, fallback: str | None = None) -> str:
    """A run with a text box as Word writes it: a drawing, and the same again for older programs."""
    inner = "".join(item if item.startswith("<") else p(item) for item in paragraphs)
    other = inner if fallback is None else fallback
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{other}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def footnote_reference(number: int, kind: str = "footnote") -> str:
    """A run that refers to a note."""
    return r(raw=f'<w:{kind}Reference w:id="{number}"/>')


def style(
    identifier: str, name: str = "", paragraph: str = "", run: str = "", *, based_on: str = "", kind: str = "paragraph",
    default: bool = False,
) -> str:  # fmt: skip
    """A style with its paragraph and run properties as XML."""
    marked = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"{marked}>'
        f'<w:name w:val="{name or identifier}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def level(ilvl: int, text: str, number_format: str = "decimal", start: int = 1, extra: str = "") -> str:
    """One level of a list: ``text`` as in Word ("%1.%2")."""
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{extra}'
        f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
    )


def abstract(identifier: int, *levels: str, extra: str = "") -> str:
    """An abstract list definition."""
    return f'<w:abstractNum w:abstractNumId="{identifier}">{extra}{"".join(levels)}</w:abstractNum>'


def num(identifier: int, abstract_id: int, overrides: str = "") -> str:
    """A list that uses an abstract definition."""
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def start_override(ilvl: int, start: int) -> str:
    """A restart of one level of a list."""
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def legal_list(identifier: int = 1) -> str:
    """Numbering 1. / 1.1 / (a) / (i) as list ``identifier``."""
    levels = (
        level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "(%4)", "lowerRoman"),
    )  # fmt: skip
    return abstract(identifier, *levels) + num(identifier, identifier)


def docx(
    *body: str,
    styles: str = "",
    numbering: str = "",
    header: str = "",
    footer: str = "",
    footnotes: Mapping[int, str] | None = None,
    endnotes: Mapping[int, str] | None = None,
    comments: Mapping[int, tuple[str, str]] | None = None,
    section: str = "",
    main_type: str = MAIN_TYPE,
    main: str = "word/document.xml",
    parts: Mapping[str, str | bytes] | None = None,
    relations: str = "",
    namespace: str = W,
    encoding: str = "utf-8",
) -> bytes:
    """A whole Word file. ``parts`` adds or replaces parts; ``relations`` adds relationships of the main part."""
    made: dict[str, str | bytes] = {}
    rels = relations
    references = ""
    folder = main.rpartition("/")[0] + "/" if "/" in main else ""

    def add(kind: str, name: str, root: str, content: str) -> None:
        nonlocal rels
        made[folder + name] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
        rels += f'<Relationship Id="rId_{name}" Type="{R}/{kind}" Target="{name}"/>'

    if styles:
        add("styles", "styles.xml", "styles", styles)
    if numbering:
        add("numbering", "numbering.xml", "numbering", numbering)
    for kind, content in (("header", header), ("footer", footer)):
        if content:
            add(kind, f"{kind}1.xml", "hdr" if kind == "header" else "ftr", content)
            references += f'<w:{kind}Reference w:type="default" r:id="rId_{kind}1.xml"/>'
    for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
        if notes is not None:
            inner = "".join(f'<w:{kind} w:id="{key}">{content}</w:{kind}>' for key, content in notes.items())
            add(kind + "s", f"{kind}s.xml", kind + "s", inner)
    if comments is not None:
        inner = "".join(
            f'<w:comment w:id="{key}" w:author={quoteattr(author)} w:date="2026-03-02T00:00:00Z">{p(text)}</w:comment>'
            for key, (author, text) in comments.items()
        )
        add("comments", "comments.xml", "comments", inner)
    body_xml = "".join(item if item.startswith("<") else p(item) for item in body)
    made[main] = (
        f'<?xml version="1.0" encoding="{encoding}"?><w:document {NAMESPACES}><w:body>{body_xml}'
        f"<w:sectPr>{references}{section}</w:sectPr></w:body></w:document>"
    )
    made["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{main_type}"/>'
        "</Types>"
    )
    made["_rels/.rels"] = relationships(f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="{main}"/>')
    made[f"{folder}_rels/{main.rpartition('/')[2]}.rels"] = relationships(rels)
    made.update(parts or {})
    return package(
        {
            name: content.replace(W, namespace).encode(encoding) if isinstance(content, str) else content
            for name, content in made.items()
        }
    )


def relationships(relations: str) -> str:
    """A whole part of relationships."""
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{relations}</Relationships>'


def relation(identifier: str, kind: str, target: str, *, external: bool = False) -> str:
    """A relationship for ``docx(relations=...)``."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{identifier}" Type="{R}/{kind}" Target={quoteattr(target)}{mode}/>'


def package(parts: Mapping[str, bytes]) -> bytes:
    """A zip file with these parts and a fixed time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
