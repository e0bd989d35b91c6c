"""A manuscript and a template's shell become a Word file: the same input, the same bytes.

The shell brings cover, styles, numbering, header, footer and page size. The body is generated. Nothing in the result
depends on the clock: dates come from the manuscript, times in the zip are those of its earliest day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from lxml import etree

from contractkit.errors import LibraryError
from contractkit.manuscript import Manuscript
from contractkit.theme import Look
from contractkit.word.names import MC, W14, XML_SPACE
from contractkit.word.render.body import BodyWriter
from contractkit.word.render.fields import w
from contractkit.word.render.look import dressed, text_width
from contractkit.word.render.package import DOCUMENT, Parts, parsed, serialised, unzipped, zipped
from contractkit.word.render.page_numbers import number_pages
from contractkit.word.render.properties import add_passport, core_properties

_BODY, _CONTENTS, _CONFIRM = "{body}", "{contents}", "{confirm}"
_TOKEN = re.compile(r"\{(title|subtitle|customer|vendor|reference|status|version|date)\}")
_PLAIN = Look()
_FILLED_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")


def render_manuscript(manuscript: Manuscript, shell: bytes, look: Look = _PLAIN) -> bytes:
    """Return the Word file, in the look asked for.

    Raises LibraryError when the shell is not a Word file with a {body} paragraph, or a file of the look cannot be used.
    """
    parts = dict(_dressed_shell(shell, look))
    manuscript = replace(manuscript, version=look.version)
    words = _words(manuscript)
    for name in sorted((name for name in parts if _FILLED_PARTS.fullmatch(name)), key=DOCUMENT.__eq__):
        root = parsed(parts[name])
        _fill(root, words)
        if name == DOCUMENT:  # the last: its pages depend on the header
            root = _with_namespaces(root)
            writer, contents = _write_body(root, manuscript, look)
            number_pages(parts, root, contents, writer.labels)
            stamps = tuple(writer.stamps)
        parts[name] = serialised(root)
    parts["docProps/core.xml"] = core_properties(manuscript)
    add_passport(parts, manuscript, stamps)
    return zipped(parts)


def _with_namespaces(root: etree._Element) -> etree._Element:
    """Return the root with the namespace of paragraph ids, which programs that do not know it may ignore."""
    known: dict[str | None, str] = {"mc": MC, "w14": W14, **root.nsmap}
    new = etree.Element(root.tag, dict(root.attrib), nsmap=known)  # type: ignore[misc,arg-type]  # None: the default prefix
    new.extend(list(root))
    prefix = next(name for name, uri in known.items() if uri == W14)
    ignorable = new.get(f"{{{MC}}}Ignorable", "").split()
    new.set(f"{{{MC}}}Ignorable", " ".join(dict.fromkeys([*ignorable, str(prefix)])))
    return new


@lru_cache(maxsize=8)
def _dressed_shell(shell: bytes, look: Look) -> Mapping[str, bytes]:
    """The parts of a shell in a look: the same for all drafts of a workbook."""
    return dressed(_shell_parts(shell), look)


def _shell_parts(shell: bytes) -> Parts:
    again = "build it again with templates/build_shells.py"
    parts = unzipped(shell, LibraryError(f"shell.docx is not a Word file; {again}"))
    if DOCUMENT not in parts:
        raise LibraryError(f"shell.docx holds no document; {again}")
    return parts


def _words(manuscript: Manuscript) -> dict[str, str]:
    customer, vendor = manuscript.parties
    return {
        "title": manuscript.title,
        "subtitle": manuscript.subtitle,
        "customer": customer,
        "vendor": vendor,
        "reference": manuscript.reference,
        "status": manuscript.status,
        "version": manuscript.version,
        "date": manuscript.date_text,
    }


def _fill(root: etree._Element, words: Mapping[str, str]) -> None:
    """Put the manuscript's words in the places that the shell names in braces."""
    for text in root.iter(w("t")):
        if text.text and "{" in text.text:
            text.text = _TOKEN.sub(lambda match: words[match[1]], text.text)
            text.set(XML_SPACE, "preserve")


def _write_body(root: etree._Element, manuscript: Manuscript, look: Look) -> tuple[BodyWriter, list[etree._Element]]:
    """Put contents, contract and the list of facts to confirm in the shell's places.

    Return what wrote them, and the paragraphs of the contents.
    """
    body = root.find(w("body"))
    places = {} if body is None else {_text(paragraph): paragraph for paragraph in body.findall(w("p"))}
    if body is None or _BODY not in places:
        raise LibraryError("shell.docx has no paragraph {body}, where the contract goes")
    writer = BodyWriter(manuscript, text_width(body.find(w("sectPr"))), look.theme.defined_terms)
    contents = writer.contents() if _CONTENTS in places else []
    if _CONTENTS in places:
        _replace(places[_CONTENTS], contents)
    _replace(places[_BODY], writer.blocks())
    confirm = writer.confirmations()
    on_cover = _CONFIRM in places and writer.confirm_fits_cover
    if _CONFIRM in places:
        _replace(places[_CONFIRM], confirm if on_cover else [])
    if not on_cover:
        body[0:0] = confirm  # page one begins with the list
    return writer, contents


def _replace(paragraph: etree._Element, elements: list[etree._Element]) -> None:
    """Put elements in the place of a paragraph."""
    parent = paragraph.getparent()
    if parent is not None:
        at = parent.index(paragraph)
        parent[at : at + 1] = elements


def _text(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t"))).strip()
