"""Paragraph marks, rows and cells that go when a tracked change is settled."""

from __future__ import annotations

from lxml import etree

from contractkit.word.marking.trees import hoist_ranges, remove_element
from contractkit.word.names import attribute, word_names

_PARAGRAPH = word_names("p")
_PROPERTIES = word_names("pPr")
_ROW, _CELL = word_names("tr"), word_names("tc")
_MERGE = word_names("vMerge")
_RANGES = word_names("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd",
                     "proofErr")  # fmt: skip
_NEEDS_PARAGRAPH = word_names("tc", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent", "body")


def merge_marks(paragraph: etree._Element) -> None:
    """Join a paragraph whose mark is gone with the one behind it, whose properties the whole then has."""
    parent = paragraph.getparent()
    if parent is None:
        return
    content = [child for child in paragraph if child.tag not in _PROPERTIES]
    following, between = _next_block(paragraph)
    if following is None or following.tag not in _PARAGRAPH:
        if not content and _may_go(paragraph, parent):
            remove_element(paragraph)
        return
    at = 1 if len(following) and following[0].tag in _PROPERTIES else 0
    following[at:at] = [*content, *between]
    for name, value in paragraph.attrib.items():
        if following.get(name) is None:
            following.set(name, value)
    remove_element(paragraph)


def _next_block(paragraph: etree._Element) -> tuple[etree._Element | None, list[etree._Element]]:
    """Return the block behind a paragraph, and the range marks that stand between the two."""
    between: list[etree._Element] = []
    following = paragraph.getnext()
    while following is not None and (following.tag in _RANGES or not isinstance(following.tag, str)):
        if following.tag in _RANGES:
            between.append(following)
        following = following.getnext()
    return following, between


def _may_go(paragraph: etree._Element, parent: etree._Element) -> bool:
    if parent.tag not in _NEEDS_PARAGRAPH:
        return True
    return any(child is not paragraph and child.tag in _PARAGRAPH for child in parent)


def remove_row(row: etree._Element) -> None:
    """Take a row out, and its table when it was the last one."""
    parent = row.getparent()
    if parent is None:
        return
    hoist_ranges(row)
    remove_element(row)
    _remove_empty_table(parent)


def _remove_empty_table(parent: etree._Element) -> None:
    table = parent
    while table is not None and not (isinstance(table.tag, str) and table.tag.endswith("}tbl")):
        above = table.getparent()
        if above is None:
            return
        table = above
    if next(table.iter(*_ROW), None) is None:
        remove_element(table)


def remove_cell(cell: etree._Element) -> None:
    """Take a cell out, and its row when it was the last one."""
    row = cell.getparent()
    remove_element(cell)
    while row is not None and row.tag not in _ROW:
        row = row.getparent()
    if row is not None and next(row.iter(*_CELL), None) is None:
        remove_row(row)


def settle_merge(change: etree._Element, *, accept: bool) -> None:
    """Accept or reject that cells were merged or split over rows."""
    properties = change.getparent()
    if properties is None:
        return
    wanted = attribute(change, "vMerge" if accept else "vMergeOrig")
    for child in [child for child in properties if child.tag in _MERGE]:
        remove_element(child)
    if wanted is not None:
        namespace = etree.QName(change).namespace
        merge = change.makeelement(f"{{{namespace}}}vMerge")
        merge.set(f"{{{namespace}}}val", "restart" if wanted == "rest" else "continue")
        change.addprevious(merge)
    remove_element(change)
