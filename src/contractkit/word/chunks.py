"""Imported files (altChunk): another Word file, a web page, RTF or plain text placed in the body."""

from __future__ import annotations

import codecs
import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from lxml import etree, html

from contractkit.outline.wordlists import words

_HTML_BLOCKS = words(
    "p div li h1 h2 h3 h4 h5 h6 tr table ul ol dl dt dd blockquote pre section article header footer td th hr body"
)
_HTML_SILENT = words("script style head title meta link template noscript")
_RTF_TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_RTF_SILENT = words(
    "fonttbl colortbl stylesheet info pict object themedata colorschememapping latentstyles datastore listtable"
    " listoverridetable rsidtbl generator xmlnstbl fldinst bkmkstart bkmkend header headerl headerr headerf footer"
    " footerl footerr footerf comment annotation atnid atnauthor mmathPr filetbl revtbl"
)
_RTF_BREAKS = frozenset({"par", "line", "sect", "page", "row", "cell"})
_RTF_CHARACTERS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "enspace": "\u2002", "emspace": "\u2003",
}  # fmt: skip


def chunk_lines(data: bytes) -> list[str]:
    """Return the paragraphs of a web page, an MHT archive, an RTF file or plain text. Raises ValueError, LxmlError."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{\\rtf"):
        text = rtf_text(data)
    elif head.startswith(b"mime-version") or b"content-type: multipart" in data[:2048].lower():
        text = _mht_text(data)
    elif b"<html" in data[:4096].lower() or head.startswith((b"<!doctype html", b"<p", b"<div", b"<body")):
        text = html_text(data)
    else:
        text = _decoded(data)
    return [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _mht_text(data: bytes) -> str:
    message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "text/plain"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return html_text(payload) if part.get_content_type() == "text/html" else _decoded(payload)
    return ""


def html_text(data: bytes) -> str:
    """Return the text of a web page, one line per block. Scripts and styles are no text; nothing is fetched."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding=_html_encoding(data))
    root = etree.fromstring(data, parser)
    pieces: list[str] = []
    if root is not None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            _html_piece(pieces, event, element)
    return "".join(pieces)


def _html_piece(pieces: list[str], event: str, element: etree._Element) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    silent = tag in _HTML_SILENT or any(ancestor.tag in _HTML_SILENT for ancestor in element.iterancestors())
    if event == "start":
        if tag in _HTML_BLOCKS or tag == "br":
            pieces.append("\n")
        if element.text and not silent:
            pieces.append(" ".join(element.text.split("\n")))
    else:
        if tag in _HTML_BLOCKS:
            pieces.append("\n")
        parent = element.getparent()
        if element.tail and parent is not None and parent.tag not in _HTML_SILENT:
            pieces.append(" ".join(element.tail.split("\n")))


def _html_encoding(data: bytes) -> str | None:
    declared = re.search(rb"charset\s*=\s*[\"']?([\w.-]{1,40})", data[:4096], re.IGNORECASE)
    name = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def rtf_text(data: bytes) -> str:
    """Return the text of an RTF file, one line per paragraph; tables of fonts, styles and pictures left out."""
    pieces: list[str] = []
    groups: list[tuple[bool, int]] = []
    silent, unicode_skip, skip = False, 1, 0
    for match in _RTF_TOKEN.finditer(data):
        word, number, code, special, brace, text = match.groups()
        if brace == b"{":
            groups.append((silent, unicode_skip))
        elif brace == b"}":
            silent, unicode_skip = groups.pop() if groups else (False, 1)
            skip = 0
        elif special == b"*":
            silent = True
        elif word is not None:
            name, value = word.decode(), int(number) if number else 0
            if name in _RTF_SILENT:
                silent = True
            elif name == "uc":
                unicode_skip = min(value, 8)
            elif name == "u" and not silent:
                pieces.append(chr(value % 0x10000))
                skip = unicode_skip
            elif not silent:
                pieces.append("\n" if name in _RTF_BREAKS else _RTF_CHARACTERS.get(name, ""))
        elif not silent:
            shown = _rtf_shown(code, special, text)
            pieces.append(shown[skip:])
            skip = max(0, skip - len(shown))
    return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _rtf_shown(code: bytes | None, special: bytes | None, text: bytes | None) -> str:
    if code:
        return bytes([int(code, 16)]).decode("cp1252", "replace")
    if special:
        return {b"~": "\u00a0", b"_": "-", b"-": ""}.get(special, special.decode("cp1252", "replace"))
    return text.decode("cp1252", "replace") if text else ""
