"""Parse XML from an untrusted file: no DTD, no entities, no network, bounded size and depth, never held twice."""

from __future__ import annotations

import re
from typing import IO, NamedTuple, Protocol, cast

from lxml import etree

from contractkit.word.limits import Limits

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_DOCTYPE_MARKS = tuple("<!DOCTYPE".encode(encoding) for encoding in _ENCODINGS)
_OVERLAP = max(len(mark) for mark in _DOCTYPE_MARKS)
_ELEMENT = re.compile(rb"<\x00?[^?!\x00]")
_SHORTEST_TAG = 3  # bytes: "<a>"
_LIBXML_DEPTH = 256  # libxml2 itself stops there unless told otherwise


class BrokenPartError(Exception):
    """One part cannot be unpacked or parsed; the message says why. The caller decides whether that matters."""


class DtdError(BrokenPartError):
    """A part declares a DTD: no Word file does, so the whole file is refused, not only the part."""

    def __init__(self) -> None:
        super().__init__("it declares a DTD, which no Word file does and which can hide an attack")


# A font size that is not written as Word writes one of five points or more, or anything that looks like it.
_ODD_SIZE = re.compile(rb'sz(?! w:val="[1-9][0-9]{1,3}"/>)(?=[\s/>])')
_PLAIN_ENCODINGS = frozenset({"UTF-8", "utf-8", "US-ASCII", "ASCII"})
_CHUNK = 1 << 18
_LONGEST_TAIL = 1 << 19


class Readable(Protocol):
    """What parsing needs of a stream."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, about ``size`` of them; b"" at the end."""


class _Watched:
    """A stream that looks at every byte before the parser does."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._tail = b""
        self._in_prolog = True
        self.odd_sizes = False

    def read(self, size: int) -> bytes:
        """Return the next bytes. Raises DtdError."""
        # The parser asks for 4 kB at a time; it takes more, and each question costs as much as the answer.
        chunk = self._stream.read(max(size, _CHUNK))
        seen = self._tail + chunk
        if self._in_prolog:
            self._look_at_prolog(seen)
        if not self.odd_sizes:
            self.odd_sizes = _ODD_SIZE.search(seen, 0, seen.rfind(b">") + 1) is not None or len(seen) > _LONGEST_TAIL
        # The last tag may be cut off: look at it again with what follows.
        self._tail = seen[min(seen.rfind(b"<"), len(seen) - _OVERLAP) :] if b"<" in seen else seen[-_OVERLAP:]
        return chunk

    def _look_at_prolog(self, seen: bytes) -> None:
        """A DTD stands before the first element, so that is where to look for it."""
        marks = _DOCTYPE_MARKS if b"\x00" in seen else _DOCTYPE_MARKS[:1]
        if any(mark in seen for mark in marks):
            raise DtdError
        self._in_prolog = _ELEMENT.search(seen) is None


class Parsed(NamedTuple):
    """A parsed part. ``odd_sizes``: it may hold text too small to read, so its font sizes are worth a look."""

    root: etree._Element
    odd_sizes: bool


def may_have_too_many_tags(size: int, limits: Limits) -> bool:
    """Whether a part of ``size`` bytes can hold more tags than allowed; if so, count them before parsing."""
    return size > limits.elements * _SHORTEST_TAG


def count_tags(stream: IO[bytes], limits: Limits) -> None:
    """Read ``stream`` to its end. Raises BrokenPartError when it has more tags than allowed."""
    tags = 0
    while chunk := stream.read(_CHUNK):
        tags += chunk.count(b"<")
    if tags > limits.elements:
        raise BrokenPartError(
            f"it has {tags:,} tags, more than the limit of {limits.elements:,};"
            f" raise it with --limit elements={tags} when you trust the file"
        )


def parse_xml(stream: Readable, limits: Limits) -> Parsed:
    """Return the XML document in ``stream`` parsed. Raises BrokenPartError."""
    watched = _Watched(stream)
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
        tree = etree.parse(cast("IO[bytes]", watched), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise BrokenPartError(_xml_problem(error)) from error
    root = tree.getroot()
    if tree.docinfo.internalDTD is not None:
        raise DtdError
    if limits.depth > _LIBXML_DEPTH and _deeper_than(root, limits.depth):
        raise BrokenPartError(f"its elements are nested more than {limits.depth} deep")
    return Parsed(root, watched.odd_sizes or tree.docinfo.encoding not in _PLAIN_ENCODINGS)


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
    if "Resource limit exceeded" in first:
        return (
            "one piece of text in it is larger than 10 MB, which Word never writes;"
            " --limit depth=800 lifts this limit too when you trust the file"
        )
    return f"its XML is broken ({first})"
