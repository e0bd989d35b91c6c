"""Parse XML from an untrusted file: no DTD, no entities, no network, bounded size and depth, never held twice."""

from __future__ import annotations

from typing import IO

from lxml import etree

from contractkit.word.limits import Limits

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_DOCTYPE_MARKS = tuple("<!DOCTYPE".encode(encoding) for encoding in _ENCODINGS)
_OVERLAP = max(len(mark) for mark in _DOCTYPE_MARKS)
_LIBXML_DEPTH = 256  # libxml2 itself stops there unless told otherwise
_DTD = "it declares a DTD, which no Word file does and which can hide an attack"


class BrokenPartError(Exception):
    """One part cannot be unpacked or parsed; the message says why. The caller decides whether that matters."""


class _Watched:
    """A stream that looks at every byte before the parser does."""

    def __init__(self, stream: IO[bytes], limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._tail = b""
        self._tags = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes. Raises BrokenPartError for a DTD or too many tags."""
        chunk = self._stream.read(size)
        seen = self._tail + chunk
        marks = _DOCTYPE_MARKS if b"\x00" in seen else _DOCTYPE_MARKS[:1]
        if any(mark in seen for mark in marks):
            raise BrokenPartError(_DTD)
        self._tail = seen[-_OVERLAP:]
        self._tags += chunk.count(b"<")
        if self._tags > self._limits.elements:
            raise BrokenPartError(
                f"it has more tags than the limit of {self._limits.elements:,};"
                f" raise it with --limit elements={self._limits.elements * 10} when you trust the file"
            )
        return chunk


def parse_xml(stream: IO[bytes], limits: Limits) -> etree._Element:
    """Return the root of the XML document in ``stream``. Raises BrokenPartError."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=limits.depth > _LIBXML_DEPTH,
    )
    try:
        tree = etree.parse(_Watched(stream, limits), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise BrokenPartError(_xml_problem(error)) from error
    root = tree.getroot()
    if tree.docinfo.internalDTD is not None:
        raise BrokenPartError(_DTD)
    if limits.depth > _LIBXML_DEPTH and _deeper_than(root, limits.depth):
        raise BrokenPartError(f"its elements are nested more than {limits.depth} deep")
    return root


def _deeper_than(root: etree._Element, depth: int) -> bool:
    level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        if level > depth:
            return True
    return False


def _xml_problem(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    first = lines[0][:120] if lines else type(error).__name__
    if "Excessive depth" in first:
        return "its elements are nested more than 256 deep; raise it with --limit depth=800 when you trust the file"
    return f"its XML is broken ({first})"
