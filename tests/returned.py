"""What people do to a packet in Word and Excel, done to its bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree

from builders import W
from contractkit.word.read_marks import read_marks
from contractkit.word.render.package import zipped

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_COMMENTS, _EXTENDED = "word/comments.xml", "word/commentsExtended.xml"


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_reply(data: bytes, key: str, text: str, author: str, date: str = "2026-12-01T09:00:00Z") -> bytes:
    """The file with a reply to our comment on a finding."""
    parts = unpacked(data)
    comments, extended = etree.fromstring(parts[_COMMENTS]), etree.fromstring(parts[_EXTENDED])
    answered = _comment(comments, data, key)
    parent = _last_paragraph(answered)
    number = len(comments)
    mark = f"0A{number:06X}"
    comment = etree.SubElement(
        comments, f"{{{W}}}comment",
        {f"{{{W}}}id": str(9000 + number), f"{{{W}}}author": author, f"{{{W}}}date": date, f"{{{W}}}initials": "XX"},
    )  # fmt: skip
    paragraph = etree.SubElement(comment, f"{{{W}}}p", {f"{{{W14}}}paraId": mark})
    etree.SubElement(etree.SubElement(paragraph, f"{{{W}}}r"), f"{{{W}}}t").text = text
    etree.SubElement(
        extended, f"{{{W15}}}commentEx",
        {f"{{{W15}}}paraId": mark, f"{{{W15}}}paraIdParent": parent, f"{{{W15}}}done": "0"},
    )  # fmt: skip
    parts["word/document.xml"] = _anchored_beside(
        parts["word/document.xml"], answered.get(f"{{{W}}}id"), str(9000 + number)
    )
    return _packed(parts, comments, extended)


def _anchored_beside(document: bytes, parent: str, new: str) -> bytes:
    """The document part with the anchor of a reply beside that of the comment that it answers, as Word writes it."""
    root = etree.fromstring(document)
    for name in ("commentRangeStart", "commentRangeEnd"):
        for place in list(root.iter(f"{{{W}}}{name}")):
            if place.get(f"{{{W}}}id") == parent:
                place.addnext(etree.Element(f"{{{W}}}{name}", {f"{{{W}}}id": new}))
    for reference in list(root.iter(f"{{{W}}}commentReference")):
        run = reference.getparent()
        if reference.get(f"{{{W}}}id") == parent and run is not None:
            beside = etree.Element(f"{{{W}}}r")
            etree.SubElement(beside, f"{{{W}}}commentReference", {f"{{{W}}}id": new})
            run.addnext(beside)
    return etree.tostring(root)


def with_resolved(data: bytes, key: str) -> bytes:
    """The file with our comment on a finding resolved."""
    parts = unpacked(data)
    comments, extended = etree.fromstring(parts[_COMMENTS]), etree.fromstring(parts[_EXTENDED])
    mark = _last_paragraph(_comment(comments, data, key))
    for item in extended:
        if item.get(f"{{{W15}}}paraId") == mark:
            item.set(f"{{{W15}}}done", "1")
    return _packed(parts, comments, extended)


def with_foreign_comment(data: bytes, text: str, author: str) -> bytes:
    """The file with a new comment of somebody else on its first words."""
    parts = unpacked(data)
    comments, document = etree.fromstring(parts[_COMMENTS]), etree.fromstring(parts["word/document.xml"])
    comment = etree.SubElement(
        comments, f"{{{W}}}comment",
        {f"{{{W}}}id": "8888", f"{{{W}}}author": author, f"{{{W}}}date": "2026-12-05T00:00:00Z"},
    )  # fmt: skip
    paragraph = etree.SubElement(comment, f"{{{W}}}p")
    etree.SubElement(etree.SubElement(paragraph, f"{{{W}}}r"), f"{{{W}}}t").text = text
    first = next(document.iter(f"{{{W}}}p"))
    first.insert(0, etree.Element(f"{{{W}}}commentRangeStart", {f"{{{W}}}id": "8888"}))
    first.append(etree.Element(f"{{{W}}}commentRangeEnd", {f"{{{W}}}id": "8888"}))
    run = etree.SubElement(first, f"{{{W}}}r")
    etree.SubElement(run, f"{{{W}}}commentReference", {f"{{{W}}}id": "8888"})
    parts[_COMMENTS], parts["word/document.xml"] = etree.tostring(comments), etree.tostring(document)
    return zipped(parts)


def with_words(data: bytes, old: str, new: str) -> bytes:
    """The file with words of its document part changed, as somebody types over them."""
    parts = unpacked(data)
    text = parts["word/document.xml"].decode()
    assert old in text, f"{old!r} stands in no run"
    parts["word/document.xml"] = text.replace(old, new, 1).encode()
    return zipped(parts)


def changed_workbook(
    path: Path, changes: dict[str, dict[str, Any]], by: str = "Lee Legal", *, rule: bool = True
) -> None:
    """Save an issues list with cells changed: by the rule (or reference) of the row and the head of the column."""
    book = openpyxl.load_workbook(path)
    sheet = book["Issues"]
    heads = [cell.value for cell in sheet[1]]
    key = "Rule" if rule else "Ref"
    for row in sheet.iter_rows(min_row=2):
        cells = dict(zip(heads, row, strict=True))
        for head, value in changes.get(cells[key].value, {}).items():
            cells[head].value = value
        changes.pop(cells[key].value, None)
    assert not changes, f"no row for {list(changes)}"
    book.properties.lastModifiedBy = by
    book.save(path)


def _comment(comments: Any, data: bytes, key: str) -> Any:
    found = next(item for item in read_marks(data).comments if item.key == key and item.parent is None)
    return next(item for item in comments if item.get(f"{{{W}}}id") == found.id)


def _last_paragraph(comment: Any) -> str:
    return str(comment.findall(f"{{{W}}}p")[-1].get(f"{{{W14}}}paraId"))


def _packed(parts: dict[str, bytes], comments: Any, extended: Any) -> bytes:
    parts[_COMMENTS], parts[_EXTENDED] = etree.tostring(comments), etree.tostring(extended)
    return zipped(parts)
