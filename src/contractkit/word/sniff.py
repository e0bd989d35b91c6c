"""What a file is that is not a Word document, told from its first bytes, so that the refusal can say so."""

from __future__ import annotations

import zlib

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = 'open it in Word and choose "Save as", type "Word document (.docx)"'
_CANNOT_READ_SCANS = "ask the other side for the Word file, or convert it to .docx first"


def describe_foreign(head: bytes, wider: bytes) -> tuple[str, str] | None:
    """Return (what it is, remedy) for a file whose first bytes are ``head``, or None when it may be a zip package.

    ``wider`` is a larger stretch of the file, searched for the marks of encrypted and legacy Word files.
    """
    if not head:
        return "is empty (0 bytes)", "get the file again from whoever sent it"
    if head.startswith(b"PK"):
        return None
    if head.startswith(_OLE):
        return _describe_ole(wider)
    text = _as_text(head)
    if b"%PDF-" in head[:1024]:
        return "is a PDF, not a Word file", _CANNOT_READ_SCANS
    if text.startswith("{\\rtf"):
        return "is an RTF file, not a .docx", _SAVE_AS
    if text.startswith(("<!doctype html", "<html", "<head", "<body")) or "<html" in text[:600]:
        return "is a web page (HTML), not a .docx", _SAVE_AS
    if text.startswith("mime-version:"):
        return "is a single-file web page (MHT), not a .docx", _SAVE_AS
    if "<?mso-application" in text or "schemas.microsoft.com/office/2006/xmlpackage" in text:
        return "is a Word XML file, not a .docx", _SAVE_AS
    if text.startswith("<?xml") or text.startswith("<"):
        return "is an XML file, not a .docx", _SAVE_AS
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
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "is an OpenDocument text (.odt), not a .docx", _SAVE_AS
    if mimetype.startswith(b"application/epub"):
        return "is an e-book (EPUB), not a .docx", _CANNOT_READ_SCANS
    if any(name.startswith("xl/") for name in names):
        return (
            "is an Excel workbook, not a Word file",
            "copy its tables into a Word file, or check that it is the right file",
        )
    if any(name.startswith("ppt/") for name in names):
        return "is a PowerPoint presentation, not a Word file", "check that it is the right file"
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        return "is an Apple Pages file, not a .docx", 'open it in Pages and choose "Export to Word"'
    if any(name.endswith((".docx", ".docm", ".doc", ".pdf")) for name in names):
        return "is a zip archive with files in it", "unpack it and give the Word file inside"
    return "is a zip archive without a Word document in it", "check that it is the right file"


def inflate_error(error: Exception) -> str:
    """Return why a packed part cannot be unpacked, in words."""
    if isinstance(error, zlib.error | EOFError):
        return "its packed data is damaged"
    return str(error).rstrip(".") or type(error).__name__
