"""Office files of ours without traces: no author, no clock, the same content giving the same bytes."""

from __future__ import annotations

from lxml import etree

from contractkit.errors import ContractKitError
from contractkit.word.render.package import parsed, serialised, unzipped, zipped

_CORE, _APP, _THUMBNAIL = "docProps/core.xml", "docProps/app.xml", "docProps/thumbnail.jpeg"
_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def plain_package(data: bytes, title: str, date: str) -> bytes:
    """Return a Word or Excel file that we made ourselves with properties that hold the title and the ISO date alone."""
    parts = unzipped(data, ContractKitError("a file of ours is not a package"))
    parts[_CORE] = _core(title, date)
    parts[_APP] = _APPLICATION.encode()
    if parts.pop(_THUMBNAIL, None) is not None:
        _unrelate(parts, _THUMBNAIL)
    return zipped(parts)


def _core(title: str, date: str) -> bytes:
    names: dict[str | None, str] = {"cp": _PROPERTIES, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    root = etree.Element(f"{{{_PROPERTIES}}}coreProperties", nsmap=names)  # type: ignore[arg-type]
    etree.SubElement(root, f"{{{_DC}}}title").text = title
    for name in ("created", "modified"):
        stamp = etree.SubElement(root, f"{{{_TERMS}}}{name}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
        stamp.text = f"{date}T00:00:00Z"
    return serialised(root)


def _unrelate(parts: dict[str, bytes], part: str) -> None:
    root = parsed(parts["_rels/.rels"])
    for relation in list(root):
        if relation.get("Target", "").lstrip("/") == part:
            root.remove(relation)
    parts["_rels/.rels"] = serialised(root)
