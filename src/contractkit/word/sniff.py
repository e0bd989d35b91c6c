"""What a file is that is not a Word document, told from its first bytes, so that the refusal can say so."""

from __future__ import annotations

import zlib

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = 'open it in Word and choose "Save as", type "Word document (.docx)"'
_CANNOT_READ_SCANS = "ask the other side for the Word file, or convert it to .docx first"
_GET_AGAIN = "get the file again from whoever sent it"
# (what a file starts with, what it holds near its start, what it is, remedy); the first that fits decides.
_FOREIGN: tuple[tuple[tuple[str, ...], tuple[str, ...], str, str], ...] = (
    (("%pdf-",), ("%pdf-",), "is a PDF, not a Word file", _CANNOT_READ_SCANS),
    (("{\\rtf",), (), "is an RTF file, not a .docx", _SAVE_AS),
    (("<!doctype html", "<html", "<head", "<body"), ("<html",), "is a web page (HTML), not a .docx", _SAVE_AS),
    (("mime-version:",), (), "is a single-file web page (MHT), not a .docx", _SAVE_AS),
    ((), ("<?mso-application", "office/2006/xmlpackage"), "is a Word XML file, not a .docx", _SAVE_AS),
    (("<",), (), "is an XML file, not a .docx", _SAVE_AS),
)


def describe_foreign(head: bytes, wider: bytes) -> tuple[str, str] | None:
    """Return (what it is, remedy) for a file whose first bytes are ``head``, or None when it may be a zip package.

    ``wider`` is a larger stretch of the file, searched for the marks of encrypted and legacy Word files.
    """
    if head.startswith(b"PK"):
        return None
    if head.startswith(_OLE):
        return _describe_ole(wider)
    text = _as_text(head)
    for starts, contains, what, remedy in _FOREIGN:
        if text.startswith(starts) or any(mark in text[:1024] for mark in contains):
            return what, remedy
    if not head.strip(b"\x00"):
        return ("is empty", _GET_AGAIN) if head else ("is empty (0 bytes)", _GET_AGAIN)
    if _looks_like_text(head):
        return "is plain text, not a .docx", "open it in Word, check it, and save it as .docx"
    return "is not a Word file", "check that it is the right file; contractkit reads .docx, .docm, .dotx and .dotm"


def _describe_ole(wider: bytes) -> tuple[str, str]:
    if _utf16("EncryptedPackage") in wider or _utf16("EncryptionInfo") in wider:
        return "is encrypted with a password", "open it in Word, remove the password (File, Info, Protect) and save it"
    if _utf16("WordDocument") in wider:
        return "is a Word 97-2003 document (.doc), not a .docx", _SAVE_AS
    return "is an old Office file (OLE), not a .docx", _SAVE_AS


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _as_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lstrip("\ufeff \t\r\n").lower()
    return head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n").lower()


def _looks_like_text(head: bytes) -> bool:
    sample = head[:2048]
    if b"\x00" in sample and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    control = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return control * 50 <= len(sample)


def describe_package(names: frozenset[str], mimetype: bytes) -> tuple[str, str]:
    """Return (what it is, remedy) for a zip file that holds no Word document; ``names`` are its entries."""
    for kind, what, remedy in _BY_MIMETYPE:
        if mimetype.startswith(kind):
            return what, remedy
    for starts, ends, what, remedy in _BY_NAME:
        if any(name.startswith(starts) and name.endswith(ends) for name in names):
            return what, remedy
    return "is a zip archive without a Word document in it", "check that it is the right file"


_BY_MIMETYPE = (
    (b"application/vnd.oasis.opendocument.text", "is an OpenDocument text (.odt), not a .docx", _SAVE_AS),
    (b"application/epub", "is an e-book (EPUB), not a .docx", _CANNOT_READ_SCANS),
)
_BY_NAME: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("xl/", ("",), "is an Excel workbook, not a Word file",
     "copy its tables into a Word file, or check that it is the right file"),
    ("ppt/", ("",), "is a PowerPoint presentation, not a Word file", "check that it is the right file"),
    ("index/", (".iwa",), "is an Apple Pages file, not a .docx", 'open it in Pages and choose "Export to Word"'),
    ("", (".docx", ".docm", ".doc", ".pdf"), "is a zip archive with files in it",
     "unpack it and give the Word file inside"),
)  # fmt: skip


def inflate_error(error: Exception) -> str:
    """Return why a packed part cannot be unpacked, in words."""
    if isinstance(error, zlib.error | EOFError):
        return "its packed data is damaged"
    return str(error).rstrip(".") or type(error).__name__
