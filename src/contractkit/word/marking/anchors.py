"""Put the marks of a comment exactly around the words that it is about."""

from __future__ import annotations

from lxml import etree

from contractkit.word.marking.cuts import cut_before, split_text
from contractkit.word.marking.ink import Ink
from contractkit.word.marking.line import CONTAINERS, Item, Line
from contractkit.word.marking.plan import neighbours
from contractkit.word.names import word_names

_PARAGRAPH = word_names("p")
_PROPERTIES = word_names("pPr")
_DELETED = word_names("del")
_INSERTED = word_names("ins")
_CONTROL = word_names("sdt")


def split_for(line: Line, start: int, end: int) -> None:
    """Make the words from ``start`` to ``end`` stand in runs of their own, as far as they can."""
    split_text(line, start)
    split_text(line, end)


def put_comment(line: Line, span: tuple[int, int], identifier: str, reference: etree._Element, ink: Ink) -> None:
    """Put the range of comment ``identifier`` around the words of ``span`` and ``reference``, a run, behind it.

    Words that cannot be split are taken whole: a formula, a field that Word computes. Where there are no words, the
    comment hangs on the place.
    """
    start, end = span
    covered = [item for item in line.visible if item.start < end and item.end > start and item.run is not None]
    before = _first(line, covered[0], ink) if covered else _point(line, start)
    behind = _last(line, covered[-1], ink) if covered else before
    paragraph = line.paragraphs[-1]
    opening, closing = (
        _mark(paragraph, "commentRangeStart", identifier),
        _mark(paragraph, "commentRangeEnd", identifier),
    )
    if behind is None or before is None:
        _append(line.paragraphs[-1], [opening, closing, reference])
        return
    behind.addnext(closing)
    if covered:
        before.addprevious(opening)
    else:
        closing.addprevious(opening)
    top = closing
    while (parent := top.getparent()) is not None and parent.tag not in _PARAGRAPH:
        top = parent
    top.addnext(reference)


def put_comment_on(line: Line, item: Item, identifier: str, reference: etree._Element) -> None:
    """Put the range of a comment around one item that shows no characters: the mark of a footnote, a picture."""
    number = line.items.index(item)
    cut_before(line, number)
    cut_before(line, number + 1)
    element = item.holder
    while (parent := element.getparent()) is not None and parent.tag not in _PARAGRAPH:
        element = parent
    element.addprevious(_mark(element, "commentRangeStart", identifier))
    closing = _mark(element, "commentRangeEnd", identifier)
    element.addnext(closing)
    closing.addnext(reference)


def _mark(like: etree._Element, name: str, identifier: str) -> etree._Element:
    namespace = etree.QName(like).namespace
    element = like.makeelement(f"{{{namespace}}}{name}")
    element.set(f"{{{namespace}}}id", identifier)
    return element


def _append(paragraph: etree._Element, made: list[etree._Element]) -> None:
    at = 1 if len(paragraph) and paragraph[0].tag in _PROPERTIES else 0
    paragraph[at:at] = made


def _first(line: Line, item: Item, ink: Ink) -> etree._Element:
    number = line.items.index(item)
    field = next((field for field in item.fields if field.is_computed), None)
    if field is not None and not field.is_simple:
        number = next((at for at, other in enumerate(line.items) if other.element is field.begin), number)
    cut_before(line, number)
    element = _top(line.items[number], line, ink)
    if field is not None and field.is_simple:
        element = field.begin
    while (parent := element.getparent()) is not None and parent.tag not in _PARAGRAPH and parent[0] is element:
        element = parent
    return _out_of_control(element)


def _last(line: Line, item: Item, ink: Ink) -> etree._Element:
    number = line.items.index(item)
    field = next((field for field in item.fields if field.is_computed), None)
    if field is not None and not field.is_simple:
        number = next((at for at, other in enumerate(line.items) if other.element is field.end), number)
    cut_before(line, number + 1)
    element = _top(line.items[number], line, ink)
    if field is not None and field.is_simple:
        element = field.begin
    following = element.getnext()
    if following is not None and following.tag in _INSERTED and ink.owns(following) and element.tag in _DELETED:
        element = following  # what replaces the last words belongs to them
    while (parent := element.getparent()) is not None and parent.tag not in _PARAGRAPH and parent[-1] is element:
        element = parent
    return _out_of_control(element)


def _out_of_control(element: etree._Element) -> etree._Element:
    """A mark may not stand between a content control and its content."""
    parent = element.getparent()
    return parent if parent is not None and parent.tag in _CONTROL else element


def _top(item: Item, line: Line, ink: Ink) -> etree._Element:
    """Return the element to put a mark beside: the run, out of our own deletion and of whatever takes no marks."""
    element = item.holder
    for obstacle in item.obstacles:
        if obstacle not in line.outer and obstacle.element is not None:
            element = obstacle.element
            break
    while (parent := element.getparent()) is not None and (
        parent.tag not in CONTAINERS or (parent.tag in _DELETED and ink.owns(parent))
    ):
        element = parent
    return element


def _point(line: Line, offset: int) -> etree._Element | None:
    """Return the element behind which a comment on no words hangs; None when the paragraph is empty."""
    left, right = neighbours(line, offset)
    item = left or right
    if item is None or item.run is None:
        return None
    number = line.items.index(item)
    cut_before(line, number + 1)
    element = item.run
    while (parent := element.getparent()) is not None and parent.tag not in _PARAGRAPH:
        element = parent
    return element
