"""Document properties: title, author, language and dates, and the passport's data for people and programs."""

from __future__ import annotations

from lxml import etree

from contractkit.manuscript import Manuscript, Provenance
from contractkit.word.passport import NAMESPACE, Passport, Stamp, passport_part
from contractkit.word.render.package import DOCUMENT, OFFICE, Parts, declare, relate, serialised

_DC = "http://purl.org/dc/elements/1.1/"
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_DS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of all custom properties
_ITEM_ID = "{6B1C0C35-6D7A-4C49-9A1E-7A2F43A1C0D1}"  # of the passport's part; the same in every file
_PASSPORT = "customXml/item1.xml"
_VENDOR_TYPE = "application/vnd.openxmlformats-officedocument"


def core_properties(manuscript: Manuscript) -> bytes:
    """Return docProps/core.xml."""
    root = etree.Element(f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI})
    for name, value in (
        (f"{{{_DC}}}title", manuscript.title),
        (f"{{{_DC}}}subject", manuscript.reference),
        (f"{{{_DC}}}creator", manuscript.parties[0]),
        (f"{{{_CP}}}lastModifiedBy", manuscript.parties[0]),
        (f"{{{_DC}}}language", manuscript.language),
        (f"{{{_CP}}}contentStatus", manuscript.status),
        (f"{{{_CP}}}version", manuscript.version),
    ):
        etree.SubElement(root, name).text = value
    for name in ("created", "modified"):
        moment = etree.SubElement(root, f"{{{_TERMS}}}{name}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
        moment.text = f"{manuscript.created}T00:00:00Z"
    return serialised(root)


def add_passport(parts: Parts, manuscript: Manuscript, stamps: tuple[Stamp, ...]) -> None:
    """Add the passport and the custom properties that show the same in Word's own dialogue."""
    origin = manuscript.provenance
    if origin is None:
        return
    passport = Passport(manuscript.reference, origin.template, origin.deal, origin.library, stamps)
    parts[_PASSPORT] = passport_part(passport)
    parts["customXml/itemProps1.xml"] = _item_properties()
    relate(parts, DOCUMENT, f"{OFFICE}/customXml", _PASSPORT)
    relate(parts, _PASSPORT, f"{OFFICE}/customXmlProps", "customXml/itemProps1.xml")
    declare(parts, "customXml/itemProps1.xml", f"{_VENDOR_TYPE}.customXmlProperties+xml")
    parts["docProps/custom.xml"] = _custom_properties(manuscript, origin)
    relate(parts, "", f"{OFFICE}/custom-properties", "docProps/custom.xml")
    declare(parts, "docProps/custom.xml", f"{_VENDOR_TYPE}.custom-properties+xml")


def _item_properties() -> bytes:
    root = etree.Element(f"{{{_DS}}}datastoreItem", {f"{{{_DS}}}itemID": _ITEM_ID}, nsmap={"ds": _DS})
    etree.SubElement(
        etree.SubElement(root, f"{{{_DS}}}schemaRefs"), f"{{{_DS}}}schemaRef", {f"{{{_DS}}}uri": NAMESPACE}
    )
    return serialised(root)


def _custom_properties(manuscript: Manuscript, origin: Provenance) -> bytes:
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _VT})  # type: ignore[dict-item]  # default prefix
    values = {
        "Reference": manuscript.reference,
        "Draft": f"{manuscript.status} {manuscript.version}",
        "Template": origin.template,
        "Deal SHA-256": origin.deal,
        "Library SHA-256": origin.library,
    }
    for number, (name, value) in enumerate(values.items(), start=2):  # 1 is taken by the format itself
        found = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT_ID, pid=str(number), name=name)
        etree.SubElement(found, f"{{{_VT}}}lpwstr").text = value
    return serialised(root)
