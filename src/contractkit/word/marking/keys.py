"""The record of what was sent: keys, places and words of our marks, in a part of custom XML that Word keeps.

Word gives tracked changes new ids when it saves, so a change is found again by author and words, a comment by the id
of its paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from contractkit.word.custom_xml import custom_roots
from contractkit.word.marking.relate import add_part, declare, free_name, office_kind, part_bytes, relate
from contractkit.word.marking.rewrite import EditablePackage
from contractkit.word.names import R
from contractkit.word.package import Package

NAMESPACE = "urn:contractkit:marks:1"
_CHANGE = f"{{{NAMESPACE}}}change"
_DS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM_ID = "{{5E0D7B52-94C6-4C36-8F3B-{:012X}}}"


class Record(NamedTuple):
    """One mark as sent. ``before`` and ``after`` are whole paragraphs (of a comment: "" and its words).

    ``identifier`` is the paragraph id of a comment, "" of a change. ``author`` wrote it. ``changes`` are the pieces of
    a change, each as (words out, words in); they begin at ``start`` of the paragraph.
    """

    kind: str
    key: str
    author: str
    paragraph: int
    identifier: str = ""
    before: str = ""
    after: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    start: int = 0


def read_records(package: Package) -> list[Record]:
    """Return every record in a package, oldest first; none when there are none or nobody can read them."""
    return [_record(element) for root in custom_roots(package, f"{{{NAMESPACE}}}marks") for element in root]


def _record(element: etree._Element) -> Record:
    texts = {etree.QName(child).localname: child.text or "" for child in element}
    number, start = element.get("paragraph") or "", element.get("start") or ""
    return Record(
        etree.QName(element).localname,
        element.get("key") or "",
        element.get("author") or "",
        int(number) if number.isdigit() else -1,
        element.get("id") or "",
        texts.get("before", ""),
        texts.get("after", ""),
        tuple((child.get("out") or "", child.get("in") or "") for child in element if child.tag == _CHANGE),
        int(start) if start.isdigit() else 0,
    )


def add_records(package: EditablePackage, main: str, records: Iterable[Record]) -> None:
    """Write records into the package, as a part of their own."""
    root = etree.Element(f"{{{NAMESPACE}}}marks", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # default prefix
    for record in records:
        element = etree.SubElement(root, f"{{{NAMESPACE}}}{record.kind}")
        element.set("key", record.key)
        element.set("author", record.author)
        element.set("paragraph", str(record.paragraph))
        if record.start:
            element.set("start", str(record.start))
        if record.identifier:
            element.set("id", record.identifier)
        for out, into in record.changes:
            change = etree.SubElement(element, _CHANGE)
            change.set("out", out)
            change.set("in", into)
        for name, text in (("before", record.before), ("after", record.after)):
            if text:
                etree.SubElement(element, f"{{{NAMESPACE}}}{name}").text = text
    if not len(root):
        return
    namespace = etree.QName(package.tree(main)).namespace or ""
    number = 1
    while package.has(f"customXml/item{number}.xml") or package.has(f"customXml/itemProps{number}.xml"):
        number += 1
    name = f"customXml/item{number}.xml"
    add_part(package, main, name, part_bytes(root), content_type="", kind=office_kind(namespace, "customXml"))
    _add_properties(package, name, number)


def _add_properties(package: EditablePackage, name: str, number: int) -> None:
    root = etree.Element(f"{{{_DS}}}datastoreItem", {f"{{{_DS}}}itemID": _ITEM_ID.format(number)}, nsmap={"ds": _DS})
    schemas = etree.SubElement(root, f"{{{_DS}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_DS}}}schemaRef").set(f"{{{_DS}}}uri", NAMESPACE)
    properties = free_name(package, f"customXml/itemProps{number}{{}}.xml")
    package.add(properties, part_bytes(root))
    relate(package, name, f"{R}/customXmlProps", properties)
    declare(package, properties, _PROPERTIES_TYPE)
