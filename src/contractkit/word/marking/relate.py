"""Add parts to a package: their relationship, their content type."""

from __future__ import annotations

import posixpath

from lxml import etree

from contractkit.word.marking.rewrite import EditablePackage
from contractkit.word.names import R_STRICT, R

_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def part_bytes(root: etree._Element) -> bytes:
    """Return a new part as Word writes one."""
    return _HEAD + etree.tostring(root, encoding="UTF-8")


def add_part(
    package: EditablePackage, main: str, name: str, data: bytes, *, content_type: str, kind: str
) -> None:  # fmt: skip
    """Add part ``name`` and relate ``main`` to it by relationship type ``kind``.

    ``content_type`` "" takes the type that all .xml parts have.
    """
    package.add(name, data)
    relate(package, main, kind, name)
    if content_type:
        declare(package, name, content_type)
    elif not any((item.get("Extension") or "").lower() == "xml" for item in package.tree(_TYPES)):
        declare(package, name, "application/xml")


def declare(package: EditablePackage, name: str, content_type: str) -> None:
    """Give part ``name`` its content type."""
    types = package.tree(_TYPES)
    override = etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override")
    override.set("PartName", f"/{name}")
    override.set("ContentType", content_type)
    package.note_change(_TYPES)


def relate(package: EditablePackage, source: str, kind: str, target: str) -> None:
    """Add a relationship from part ``source`` to part ``target``; the part of relationships is made when missing."""
    folder, _, base = source.rpartition("/")
    rels = posixpath.join(folder, "_rels", base + ".rels")
    namespace = f"{_PACKAGE}/relationships"
    value = posixpath.relpath(target, folder or ".")
    if not package.has(rels):
        root = etree.Element(f"{{{namespace}}}Relationships", nsmap={None: namespace})  # type: ignore[dict-item]  # default prefix
        _relationship(root, namespace, "rId1", kind, value)
        package.add(rels, part_bytes(root))
        return
    root = package.tree(rels)
    taken = {element.get("Id") for element in root}
    number = len(taken) + 1
    while f"rId{number}" in taken:
        number += 1
    _relationship(root, namespace, f"rId{number}", kind, value)
    package.note_change(rels)


def _relationship(root: etree._Element, namespace: str, identifier: str, kind: str, target: str) -> None:
    element = etree.SubElement(root, f"{{{namespace}}}Relationship")
    for name, value in (("Id", identifier), ("Type", kind), ("Target", target)):
        element.set(name, value)


def office_kind(namespace: str, kind: str) -> str:
    """Return the full type of a relationship of the standard, strict when ``namespace`` of the main part is."""
    return f"{R_STRICT if 'purl.oclc.org' in namespace else R}/{kind}"


def free_name(package: EditablePackage, pattern: str) -> str:
    """Return the first name that ``pattern`` ("word/comments{}.xml") gives and the package does not hold."""
    number = 0
    while package.has(name := pattern.format(number or "")):
        number += 1
    return name
