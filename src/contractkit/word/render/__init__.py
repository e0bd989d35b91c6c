"""A manuscript and a template's shell become a Word file: the same input, the same bytes.

The shell brings cover, styles, numbering, header, footer and page size. The body is generated. Nothing in the result
depends on the clock: dates come from the manuscript, times in the zip are those of its earliest day.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from contractkit.errors import LibraryError
from contractkit.manuscript import Manuscript
from contractkit.word.names import XML_SPACE
from contractkit.word.render.body import BodyWriter
from contractkit.word.render.fields import w

_BODY, _CONTENTS = "{body}", "{contents}"
_TOKEN = re.compile(r"\{(title|subtitle|customer|vendor|reference|status|date)\}")
_FILLED_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_DC = "http://purl.org/dc/elements/1.1/"
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def render_manuscript(manuscript: Manuscript, shell: bytes) -> bytes:
    """Return the Word file. Raises LibraryError when the shell is not a Word file with a {body} paragraph."""
    parts = _shell_parts(shell)
    words = _words(manuscript)
    for name in parts:
        if _FILLED_PARTS.fullmatch(name):
            root = etree.fromstring(parts[name], _parser())
            _fill(root, words)
            if name == "word/document.xml":
                _write_body(root, manuscript)
            parts[name] = _xml(root)
    parts["docProps/core.xml"] = _core_properties(manuscript)
    return _zipped(parts)


def _shell_parts(shell: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(shell)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except zipfile.BadZipFile as error:
        raise LibraryError("shell.docx is not a Word file; build it again with templates/build_shells.py") from error
    if "word/document.xml" not in parts:
        raise LibraryError("shell.docx holds no document; build it again with templates/build_shells.py")
    return parts


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _words(manuscript: Manuscript) -> dict[str, str]:
    customer, vendor = manuscript.parties
    return {
        "title": manuscript.title,
        "subtitle": manuscript.subtitle,
        "customer": customer,
        "vendor": vendor,
        "reference": manuscript.reference,
        "status": manuscript.status,
        "date": manuscript.date_text,
    }


def _fill(root: etree._Element, words: Mapping[str, str]) -> None:
    """Put the manuscript's words in the places that the shell names in braces."""
    for text in root.iter(w("t")):
        if text.text and "{" in text.text:
            text.text = _TOKEN.sub(lambda match: words[match[1]], text.text)
            text.set(XML_SPACE, "preserve")


def _write_body(root: etree._Element, manuscript: Manuscript) -> None:
    """Replace the shell's {contents} and {body} paragraphs with the table of contents and the contract."""
    body = root.find(w("body"))
    places = {} if body is None else {_text(paragraph): paragraph for paragraph in body.findall(w("p"))}
    if body is None or _BODY not in places:
        raise LibraryError("shell.docx has no paragraph {body}, where the contract goes")
    writer = BodyWriter(manuscript, _text_width(body))
    if _CONTENTS in places:
        _replace(places[_CONTENTS], writer.contents())
    _replace(places[_BODY], writer.blocks())


def _replace(paragraph: etree._Element, elements: list[etree._Element]) -> None:
    """Put elements in the place of a paragraph."""
    parent = paragraph.getparent()
    if parent is not None:
        at = parent.index(paragraph)
        parent[at : at + 1] = elements


def _text(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t"))).strip()


def _text_width(body: etree._Element) -> int:
    """Return the width between the margins of the last section, in twips."""
    section = body.find(w("sectPr"))
    size = None if section is None else section.find(w("pgSz"))
    margins = None if section is None else section.find(w("pgMar"))
    if size is None or margins is None:
        raise LibraryError("shell.docx states no page size and margins in its last section")
    return int(size.get(w("w"), "0")) - int(margins.get(w("left"), "0")) - int(margins.get(w("right"), "0"))


def _core_properties(manuscript: Manuscript) -> bytes:
    root = etree.Element(f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI})
    for name, value in (
        (f"{{{_DC}}}title", manuscript.title),
        (f"{{{_DC}}}subject", manuscript.reference),
        (f"{{{_DC}}}creator", manuscript.parties[0]),
        (f"{{{_CP}}}lastModifiedBy", manuscript.parties[0]),
        (f"{{{_DC}}}language", manuscript.language),
        (f"{{{_CP}}}contentStatus", manuscript.status),
    ):
        etree.SubElement(root, name).text = value
    for name in ("created", "modified"):
        moment = etree.SubElement(root, f"{{{_TERMS}}}{name}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
        moment.text = f"{manuscript.created}T00:00:00Z"
    return _xml(root)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip whose bytes depend on its parts alone."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            package.writestr(entry, parts[name])
    return target.getvalue()
