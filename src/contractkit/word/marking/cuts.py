"""Split text nodes and runs so that a stretch of text stands in runs of its own, each with the format it had."""

from __future__ import annotations

import copy

from lxml import etree

from contractkit.word.locate import locate
from contractkit.word.marking.line import Item, Line
from contractkit.word.names import XML_SPACE, word_names

_PROPERTIES = word_names("rPr")
_LINE_SPACES = str.maketrans("\n\r\t", "   ")


def split_text(line: Line, offset: int) -> None:
    """Make ``offset`` the border of two items, unless it is one or stands in words that cannot be split."""
    for number, item in enumerate(line.items):
        if item.kind == "text" and item.start < offset < item.end:
            element, run = item.element, item.run
            if element is not None and run is not None and element.getparent() is run and not item.obstacles:
                line.items.insert(number + 1, _split_item(line, item, element, offset))
            return


def _split_item(line: Line, item: Item, element: etree._Element, offset: int) -> Item:
    first, after = _raw_text(line, item, element)
    shown = (element.text or "")[first:after].translate(_LINE_SPACES)
    at = offset - item.start
    behind = element.makeelement(element.tag)
    set_text(element, shown[:at])
    set_text(behind, shown[at:])
    element.addnext(behind)
    made = Item(behind, item.run, item.kind, item.fields, item.obstacles)
    made.start, made.end = offset, item.end
    item.end = offset
    return made


def _raw_text(line: Line, item: Item, element: etree._Element) -> tuple[int, int]:
    """Return which characters of ``element`` are shown: not all when it leaves out outer white space."""
    if len(element.text or "") == item.end - item.start:
        return 0, item.end - item.start
    found = next(part for part in locate(line.passage, item.start, item.end) if part.node is element)
    return found.start, found.end


def like_element(element: etree._Element) -> etree._Element:
    """Return an empty element with the same name and attributes."""
    made = element.makeelement(element.tag)
    for name, value in element.attrib.items():
        made.set(name, value)
    return made


def set_text(element: etree._Element, text: str) -> None:
    """Set the words of a w:t, and keep their outer spaces."""
    element.text = text
    if text != text.strip():
        element.set(XML_SPACE, "preserve")


def cut_before(line: Line, number: int) -> None:
    """Make item ``number`` the first of its run."""
    if not 0 < number < len(line.items):
        return
    item = line.items[number]
    run, element = item.run, item.element
    if run is None or element is None or element.getparent() is not run or line.items[number - 1].run is not run:
        return
    behind = like_element(run)
    moved = [element, *element.itersiblings()]
    behind.extend([copy.deepcopy(child) for child in run if child.tag in _PROPERTIES])
    behind.extend(moved)
    run.addnext(behind)
    for other in line.items[number:]:
        if other.run is not run:
            break
        other.run = behind
