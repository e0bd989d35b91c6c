"""Make the elements of tracked changes and comments, in the namespace of the part, with ids that nobody uses."""

from __future__ import annotations

import re

from lxml import etree

from contractkit.word.marking.cuts import set_text
from contractkit.word.marking.trees import without
from contractkit.word.marks import Author
from contractkit.word.names import attribute, word_names

_COUNTED = tuple(
    word_names(
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
        "trPrChange", "tcPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
        "bookmarkStart", "moveFromRangeStart", "moveToRangeStart", "commentRangeStart", "commentReference",
        "customXmlInsRangeStart", "customXmlDelRangeStart", "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart",
        "permStart",
    )
)  # fmt: skip
_LARGEST = (1 << 31) - (1 << 20)
_PIECES = re.compile(r"[\t\n]|[^\t\n]+")
# A format that would hide our words, or that tracks a change of its own, is not taken over.
_NOT_TAKEN = word_names("rPrChange", "vanish", "specVanish", "webHidden", "ins", "del", "moveFrom", "moveTo")


def largest_id(root: etree._Element) -> int:
    """Return the largest id of any mark in a part that leaves room for more; 0 when there is none."""
    largest = 0
    for element in root.iter(*_COUNTED):
        value = attribute(element, "id") or ""
        if value.isascii() and value.isdigit() and int(value) < _LARGEST:
            largest = max(largest, int(value))
    return largest


class Ink:
    """Writes marks of one author into one file; ``used`` holds the ids of the changes written so far."""

    def __init__(self, author: Author, first_id: int) -> None:
        self.author = author
        self._next = first_id
        self.used: set[str] = set()

    def change(self, kind: str, like: etree._Element) -> etree._Element:
        """Return an empty w:ins, w:del, w:pPrChange ... in the namespace of ``like``."""
        namespace = etree.QName(like).namespace
        identifier = self._fresh_id()
        self.used.add(identifier)
        element = like.makeelement(f"{{{namespace}}}{kind}")
        element.set(f"{{{namespace}}}id", identifier)
        element.set(f"{{{namespace}}}author", self.author.name)
        element.set(f"{{{namespace}}}date", self.author.date)
        return element

    def _fresh_id(self) -> str:
        self._next += 1
        return str(self._next - 1)

    def renumber(self, element: etree._Element) -> None:
        """Give an id of its own to the second half of somebody's change that had to be split."""
        element.set(f"{{{etree.QName(element).namespace}}}id", self._fresh_id())

    def inserted(self, text: str, properties: etree._Element | None, like: etree._Element) -> etree._Element:
        """Return a w:ins with one run of ``text`` in the format of ``properties`` (a w:rPr)."""
        element = self.change("ins", like)
        element.append(run_of(text, properties, like))
        return element

    def owns(self, element: etree._Element) -> bool:
        """Whether ``element`` is a change that this ink wrote."""
        return attribute(element, "id") in self.used and attribute(element, "author") == self.author.name


def run_of(text: str, properties: etree._Element | None, like: etree._Element) -> etree._Element:
    """Return a run that shows ``text``: tabs and line feeds as tabs and breaks."""
    namespace = etree.QName(like).namespace
    run = like.makeelement(f"{{{namespace}}}r")
    if properties is not None:
        taken = without(properties, _NOT_TAKEN)
        if len(taken):
            run.append(taken)
    for piece in _PIECES.findall(text):
        name = {"\t": "tab", "\n": "br"}.get(piece, "t")
        element = etree.SubElement(run, f"{{{namespace}}}{name}")
        if name == "t":
            set_text(element, piece)
    return run
