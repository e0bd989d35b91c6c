"""Accept or reject tracked changes in the tree of one part."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from contractkit.word.marking.settle_blocks import merge_marks, remove_cell, remove_row, settle_merge
from contractkit.word.marking.trees import hoist_ranges, remove, remove_element, unwrap
from contractkit.word.names import W_STRICT, W, attribute, codes, word_names

_CODES = codes(
    ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
     "trPrChange", "tcPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
     "moveFromRangeStart", "moveToRangeStart", "customXmlInsRangeStart", "customXmlDelRangeStart",
     "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart"),
    W, W_STRICT,
)  # fmt: skip
_TAGS = tuple(_CODES)
_ARRIVES = frozenset({"ins", "moveTo", "cellIns"})
_PROPERTY_CHANGES = frozenset(
    {
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "trPrChange",
        "tcPrChange",
        "tblGridChange",
    }
)
_HOMES = codes(("rPr", "trPr", "numPr", "pPr", "tcPr"), W, W_STRICT)
_DELETED_TEXT = {
    **{tag: tag[: -len("delText")] + "t" for tag in word_names("delText")},
    **{tag: tag[: -len("delInstrText")] + "instrText" for tag in word_names("delInstrText")},
}
_DELETIONS = tuple(word_names("del"))
# What the record of old properties does not hold, and what therefore stays as it is.
_KEPT = {
    "rPrChange": word_names("ins", "del", "moveFrom", "moveTo"),
    "pPrChange": word_names("rPr", "sectPr"),
    "sectPrChange": word_names("headerReference", "footerReference"),
    "trPrChange": word_names("ins", "del"),
    "tcPrChange": word_names("cellIns", "cellDel", "cellMerge"),
}


class Settler:
    """Settles the changes of one part that ``chosen`` picks."""

    def __init__(self, root: etree._Element, chosen: Callable[[etree._Element], bool], *, accept: bool) -> None:
        self._root = root
        self._chosen = chosen
        self._accept = accept
        self._marks: list[etree._Element] = []  # paragraphs whose mark goes
        self._rows: list[etree._Element] = []
        self._cells: list[etree._Element] = []

    def run(self) -> bool:
        """Settle; return whether there was anything to do."""
        changes = [element for element in self._root.iter(*_TAGS) if self._chosen(element)]
        for element in changes:
            self._one(_CODES[element.tag], element)
        for paragraph in self._marks:
            merge_marks(paragraph)
        for row in self._rows:
            remove_row(row)
        for cell in self._cells:
            remove_cell(cell)
        return bool(changes)

    def _one(self, code: str, element: etree._Element) -> None:
        parent = element.getparent()
        if parent is None:
            return
        if code in _PROPERTY_CHANGES:
            self._properties(code, element, parent)
        elif code == "numberingChange":
            remove_element(element)
        elif code == "cellMerge":
            settle_merge(element, accept=self._accept)
        elif code in ("cellIns", "cellDel"):
            self._leave(code, self._cells, parent.getparent())
            remove_element(element)
        elif code.endswith("RangeStart"):
            self._range(code, element)
        else:
            self._mark_or_content(code, element, parent)

    def _goes(self, code: str) -> bool:
        """Whether what the change marks is not in the text afterwards."""
        return (code in _ARRIVES) != self._accept

    def _leave(self, code: str, waiting: list[etree._Element], element: etree._Element | None) -> None:
        if self._goes(code) and element is not None:
            waiting.append(element)

    def _mark_or_content(self, code: str, element: etree._Element, parent: etree._Element) -> None:
        home = _HOMES.get(parent.tag)
        if home is None or len(element):
            self._content(code, element)
            return
        around = parent.getparent()
        if home == "rPr" and around is not None and _HOMES.get(around.tag) == "pPr":
            self._leave(code, self._marks, around.getparent())
        elif home == "trPr":
            self._leave(code, self._rows, around)
        elif home == "numPr" and self._goes(code):
            remove_element(parent)
            return
        remove_element(element)

    def _content(self, code: str, element: etree._Element) -> None:
        if self._goes(code):
            hoist_ranges(element)
            remove_element(element)
            return
        if code == "del" and next(element.iterancestors(*_DELETIONS), None) is None:
            restore_text(element)
        unwrap(element)

    def _properties(self, code: str, change: etree._Element, parent: etree._Element) -> None:
        if self._accept:
            remove_element(change)
            return
        kept = _KEPT.get(code, frozenset())
        old = next(iter(change), None)
        staying = [child for child in parent if child.tag in kept]
        before = [] if old is None else list(old)
        for child in list(parent):
            parent.remove(child)
        # In w:rPr and w:sectPr what stays comes first, elsewhere last: the schema fixes the order.
        first = staying if code in ("rPrChange", "sectPrChange") else []
        parent.extend([*first, *before, *([] if first else staying)])

    def _range(self, code: str, start: etree._Element) -> None:
        """A tracked move is bracketed by range marks, a tracked content control by marks around its two tags."""
        identifier = attribute(start, "id")
        ends = start.tag[: -len("Start")] + "End"
        end = next((item for item in self._root.iter(ends) if attribute(item, "id") == identifier), None)
        if code.startswith("customXml"):
            kind = code[len("customXml") : -len("RangeStart")]
            wrapped = start.getnext()
            if self._goes(kind[0].lower() + kind[1:]) and wrapped is not None and wrapped.tag in _WRAPPED:
                _unwrap_control(wrapped)
        for item in (start, end):
            if item is not None:
                remove_element(item)


_WRAPPED = word_names("sdt", "customXml")
_CONTENT = word_names("sdtContent")
_SETTINGS = word_names("sdtPr", "sdtEndPr", "customXmlPr")


def _unwrap_control(control: etree._Element) -> None:
    """Take the tags of a content control away and leave what it holds."""
    for child in list(control):
        if child.tag in _SETTINGS:
            remove(child, control)
        elif child.tag in _CONTENT:
            unwrap(child)
    unwrap(control)


def restore_text(element: etree._Element) -> None:
    """Make deleted text under ``element`` text again, except what somebody else deleted inside."""
    inner: Iterable[etree._Element] = [item for item in element.iter(*_DELETIONS) if item is not element]
    hidden = {node for item in inner for node in item.iter(*_DELETED_TEXT)}
    for node in element.iter(*_DELETED_TEXT):
        if node not in hidden:
            node.tag = _DELETED_TEXT[node.tag]
