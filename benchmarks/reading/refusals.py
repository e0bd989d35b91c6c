"""Measure every refusal: exit status, lines, CPU seconds and peak memory of a fresh process for each hostile file.

Usage: python refusals.py [COMMAND]     COMMAND is "read" (default), "check" or "inspect".

The files are made here, in a temporary folder that is removed. A refusal must end with status 3 and one line, within
half a second of CPU and 150 MB, and write nothing.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

LONGEST, LARGEST = 0.5, 150
_MIB = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELATIONS = f'<Relationships xmlns="{_RELS}"><Relationship Id="r" Type="{_KIND}" Target="word/document.xml"/>'
_LAUGHS = "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
_ONE_RUN = """
import resource, sys, time
from contractkit.cli import main
started = time.process_time()
status = main(sys.argv[1:])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # of whoever started us too, where we know no better
if sys.platform == "linux":
    peak = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024
print("\\n" + str([status, time.process_time() - started, peak]), file=sys.stderr)
"""


def _document(inner: str, prolog: str = "") -> bytes:
    return f"{prolog}<w:document {_W}><w:body>{inner}</w:body></w:document>".encode()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _package(*extra: tuple[str, bytes], document: bytes = b"", without: str = "") -> bytes:
    parts = [
        ("[Content_Types].xml", b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
        ("_rels/.rels", f"{_RELATIONS}</Relationships>".encode()),
        ("word/document.xml", document or _document(_paragraph("text"))),
    ]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*(part for part in parts if part[0] != without), *extra):
            archive.writestr(name, content)
    return buffer.getvalue()


def _bomb(before: bytes, filling: bytes, after: bytes, size: int) -> bytes:
    """A package whose document part unpacks to ``size`` bytes, made without holding them."""
    buffer = io.BytesIO(_package(without="word/document.xml"))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        part.write(before)
        piece = filling * (_MIB // len(filling))
        for _ in range(size // len(piece)):
            part.write(piece)
        part.write(after)
    return buffer.getvalue()


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of every file that must be refused."""
    opening, closing = f"<w:document {_W}><w:body>".encode(), b"</w:body></w:document>"
    inner = _package()
    yield "a text of 600 MiB", _bomb(opening + b"<w:p><w:r><w:t>", b"a", b"</w:t></w:r></w:p>" + closing, 600 * _MIB)
    yield "90 MiB of empty tags", _bomb(opening, b"<w:p/>", closing, 90 * _MIB)
    yield "15 MiB of empty tags", _bomb(opening, b"<a/>", closing, 15 * _MIB)
    yield "a text of 12 MiB", _package(document=_document(_paragraph("word " * (12 * _MIB // 5))))
    yield "100,000 levels", _package(document=_document("<w:p>" * 100_000 + "</w:p>" * 100_000))
    yield "billion laughs", _package(document=_document(_paragraph("&j;"), f'<!DOCTYPE x [<!ENTITY a "a">{_LAUGHS}]>'))
    for name, target in (("a file", "file:///etc/hostname"), ("a site", "http://127.0.0.1:9/x")):
        prolog = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{target}">]>'
        yield f"an entity that names {name}", _package(document=_document(_paragraph("&a;"), prolog))
    prolog = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x>'
    yield "a DTD in UTF-16", _package(document=_document("", prolog).decode().encode("utf-16"))
    yield (
        "a DTD in the list of types",
        _package(("[Content_Types].xml", b"<!DOCTYPE x><Types/>"), without="[Content_Types].xml"),
    )
    yield "two parts of one name", _package(("word/document.xml".upper(), b"<x/>"))
    yield "a name that climbs out", _package(("../../evil.xml", b"x"))
    yield "an absolute name", _package(("/etc/evil.xml", b"x"))
    yield "60,000 parts", _package(*((f"word/{number}.xml", b"") for number in range(60_000)))
    yield "encrypted", _OLE + "EncryptedPackage".encode("utf-16-le") + bytes(5000)
    yield "Word 97-2003", _OLE + "WordDocument".encode("utf-16-le") + bytes(5000)
    yield "RTF", b"{\\rtf1 text}"
    yield "PDF", b"%PDF-1.7\n"
    yield "HTML", b"<!DOCTYPE html><html><body>text</body></html>"
    yield "text, 200 MB", b"just text\n" * (20 * _MIB)
    yield "zeros, 200 MB", bytes(200 * _MIB)
    yield "random bytes", os.urandom(30 * _MIB)
    yield "empty", b""
    yield "cut short", inner[:-30]
    yield "half of it", inner[: len(inner) // 2]
    yield "a zip without a document", _package(without="word/document.xml")
    yield "no text", _package(document=_document(_paragraph(" ")))


def measure(command: str, path: Path) -> tuple[int, float, float, int]:
    """Return (exit status, CPU seconds, peak MB, lines of the message) of one refusal in a fresh process."""
    arguments = [sys.executable, "-c", _ONE_RUN, command, str(path)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, cwd=path.parent)
    message, _, numbers = done.stderr.rstrip().rpartition("\n")
    status, seconds, peak = json.loads(numbers)
    return status, seconds, peak, len(message.strip().splitlines()) + len(done.stdout.splitlines())


def main(command: str) -> int:
    """Print one line for each file; return the number of refusals that are not as they must be."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hostile.docx"
        for name, data in hostile_files():
            path.write_bytes(data)
            status, seconds, peak, lines = measure(command, path)
            well = (status, lines) == (3, 1) and seconds <= LONGEST and peak <= LARGEST
            well = well and list(Path(folder).iterdir()) == [path]
            wrong += not well
            print(
                f"{'' if well else 'WRONG ':6}{name:28} status {status}  {seconds:.2f} s  {peak:4.0f} MB  {lines} line"
            )
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "read"))
