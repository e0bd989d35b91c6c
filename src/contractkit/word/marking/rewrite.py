"""A Word file opened to be changed: only changed parts are written anew, all others are copied byte for byte."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.names import word_names
from contractkit.word.package import Package
from contractkit.word.parsing import BrokenPartError, Parsed

# Where a comment or an instruction of XML may stay without disturbing whoever walks the part.
_QUIET_HOMES = word_names(
    "body", "p", "tbl", "tr", "tc", "sdtContent", "hdr", "ftr", "footnotes", "endnotes", "comments"
)

_STORIES = word_names("document", "hdr", "ftr", "footnotes", "endnotes", "comments")


class EditablePackage(Package):
    """A package whose trees keep the XML comments of the file, with the parts that were changed or added."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        super().__init__(data, limits)
        self._data = data
        self._changed: dict[str, bytes | None] = {}
        self._added: dict[str, bytes] = {}

    def parsed(self, part: str) -> Parsed:
        """Return ``part`` parsed as a reader parses it, and with its XML comments. Raises BrokenPartError."""
        known = part.lower() in self._trees
        parsed = super().parsed(part)
        if known or parsed.root.tag not in _STORIES:
            return parsed
        with self._unpacking(part, uncounted=True) as packed:
            raw = packed.read()
        if b"<!--" in raw or raw.count(b"<?") > 1:
            parsed = Parsed(_with_comments(raw), parsed.odd_sizes)
            self._trees[part.lower()] = parsed
        return parsed

    def note_change(self, part: str) -> None:
        """Write ``part`` anew from its tree."""
        self._changed[part.lower()] = None

    def replace(self, part: str, root: etree._Element) -> None:
        """Take ``root`` as the new tree of ``part``, and write it anew."""
        parsed = self.parsed(part)
        raw = self.data(part)
        self._trees[part.lower()] = Parsed(root, parsed.odd_sizes)
        self._changed[part.lower()] = serialised(root, raw)

    def add(self, part: str, data: bytes) -> None:
        """Add a part. Raises ValueError when the package holds one of that name."""
        if self.has(part) or part in self._added:
            raise ValueError(f"the package has a part {part} already")
        self._added[part] = data

    @property
    def changed_parts(self) -> frozenset[str]:
        """The lower-case names of the parts that are written anew."""
        return frozenset(self._changed)

    @property
    def original(self) -> bytes:
        """The file as it was opened."""
        return self._data

    def to_bytes(self) -> bytes:
        """Return the whole file, its parts in their old order, new ones behind."""
        changed = {
            part: serialised(self.tree(part), self.data(part)) if made is None else made
            for part, made in self._changed.items()
        }
        return rewritten(self._data, changed, self._added)


def _with_comments(raw: bytes) -> etree._Element:
    """Parse again what was found safe; comments within words would split them, so those go."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False, huge_tree=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenPartError(str(error)) from error
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        parent = node.getparent()
        if parent is not None and parent is not root and parent.tag not in _QUIET_HOMES:
            _cut(node, parent)
    return root


def _cut(node: etree._Element, parent: etree._Element) -> None:
    before = node.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (node.tail or "")
    else:
        before.tail = (before.tail or "") + (node.tail or "")
    node.tail = None
    parent.remove(node)


def serialised(root: etree._Element, original: bytes) -> bytes:
    """Return a part as XML with the declaration, encoding and byte order mark that ``original`` has."""
    tree = root.getroottree()
    encoding = (tree.docinfo.encoding or "UTF-8").upper()
    if encoding not in ("UTF-8", "US-ASCII", "ASCII"):
        standalone = bool(tree.docinfo.standalone)
        return bytes(etree.tostring(tree, encoding=encoding, xml_declaration=True, standalone=standalone))  # type: ignore[arg-type]  # bytes when an encoding is named
    return _declaration(original) + bytes(etree.tostring(tree, encoding=encoding, xml_declaration=False))  # type: ignore[arg-type]  # as above


def _declaration(original: bytes) -> bytes:
    mark = b"\xef\xbb\xbf" if original.startswith(b"\xef\xbb\xbf") else b""
    body = original[len(mark) :]
    if not body.startswith(b"<?xml"):
        return mark
    end = body.index(b"?>") + 2
    while body[end : end + 1] in (b"\r", b"\n", b" ", b"\t"):
        end += 1
    return mark + body[:end]


def rewritten(data: bytes, changed: Mapping[str, bytes], added: Mapping[str, bytes]) -> bytes:
    """Return the zip file ``data`` with some entries replaced (by lower-case name) and some added at the end.

    All other entries are copied as they are packed. The order stays.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        entries = source.infolist()
        ends = _ends(entries, source.start_dir)
        for entry in entries:
            content = changed.get(entry.filename.lower().lstrip("/"))
            if content is not None:
                archive.writestr(_entry(entry.filename, entry), content)
            else:
                packed = data[entry.header_offset : ends[entry.header_offset]]
                _copy_packed(archive, target, entry, packed)
        for name, content in added.items():
            archive.writestr(_entry(name, entries[0]), content)
        archive.comment = source.comment
    return target.getvalue()


def _ends(entries: list[zipfile.ZipInfo], directory: int) -> dict[int, int]:
    starts = sorted(entry.header_offset for entry in entries)
    return dict(zip(starts, [*starts[1:], directory], strict=True))


def _entry(name: str, like: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, like.date_time)
    entry.external_attr, entry.create_system = like.external_attr, like.create_system
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _copy_packed(archive: zipfile.ZipFile, target: io.BytesIO, entry: zipfile.ZipInfo, packed: bytes) -> None:
    """Append an entry without unpacking it: Python's module has no call for that, so the directory is kept by hand."""
    moved = copy.copy(entry)
    moved.header_offset = archive.start_dir
    target.seek(archive.start_dir)
    target.write(packed)
    archive.start_dir = target.tell()
    archive.filelist.append(moved)
    archive.NameToInfo[moved.filename] = moved
