"""The parts of a Word file as bytes by name: new parts with their relationships and content types, and the zip."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

from contractkit.errors import ContractKitError

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT = "word/document.xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES, _RELS = f"{_PACKAGE}/content-types", f"{_PACKAGE}/relationships"
_TYPES_PART = "[Content_Types].xml"
_LEVEL = 4  # half the time of zlib's usual 6, for a file a tenth larger
_EARLIEST = (1980, 1, 1, 0, 0, 0)

Parts = dict[str, bytes]


def unzipped(data: bytes, error: ContractKitError) -> Parts:
    """Return the parts of a Word file by name. Raises ``error`` when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as found:
        raise error from found


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip whose bytes depend on its parts alone."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != _TYPES_PART, name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            package.writestr(entry, parts[name], compresslevel=_LEVEL)
    return target.getvalue()


def parsed(content: bytes) -> etree._Element:
    """Return the root of a part; nothing outside it is read."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def serialised(root: etree._Element) -> bytes:
    """Return a part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def rels_part(source: str) -> str:
    """Return the name of the part that holds the relationships of ``source`` ("" for the package)."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations_of(parts: Mapping[str, bytes], source: str) -> etree._Element:
    """Return the relationships of a part, as an element to read or to extend."""
    content = parts.get(rels_part(source))
    return parsed(content) if content else etree.Element(f"{{{_RELS}}}Relationships", nsmap={None: _RELS})  # type: ignore[dict-item]  # the default prefix


def relate(parts: Parts, source: str, kind: str, target: str) -> str:
    """Add a relationship from ``source`` to the part ``target`` and return its id."""
    relations = relations_of(parts, source)
    taken = {relation.get("Id") for relation in relations}
    identifier = next(name for name in (f"rIdCk{at}" for at in range(1, len(taken) + 2)) if name not in taken)
    etree.SubElement(
        relations, f"{{{_RELS}}}Relationship",
        Id=identifier, Type=kind, Target=posixpath.relpath(target, posixpath.dirname(source) or "."),
    )  # fmt: skip
    parts[rels_part(source)] = serialised(relations)
    return identifier


def declare(parts: Parts, part: str, content_type: str) -> None:
    """State the content type of one part."""
    _declare(parts, "Override", "PartName", f"/{part}", content_type)


def declare_extension(parts: Parts, extension: str, content_type: str) -> None:
    """State the content type of all parts with an extension."""
    _declare(parts, "Default", "Extension", extension, content_type)


def _declare(parts: Parts, element: str, key: str, value: str, content_type: str) -> None:
    types = parsed(parts[_TYPES_PART])
    known = {(found.tag, found.get(key)) for found in types}
    tag = f"{{{_TYPES}}}{element}"
    if (tag, value) not in known:
        found = etree.Element(tag, {key: value, "ContentType": content_type})
        types.insert(0, found) if element == "Default" else types.append(found)
        parts[_TYPES_PART] = serialised(types)
