"""Write new paragraphs as tracked insertions, in the style and with the numbering of paragraphs that are there."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from lxml import etree

from contractkit.word.marking.ink import Ink, run_of
from contractkit.word.marking.line import Line
from contractkit.word.marking.obstacles import outer_obstacles
from contractkit.word.marking.plan import RefusedError
from contractkit.word.marking.trees import without
from contractkit.word.marking.write import mark_properties, properties_of
from contractkit.word.names import word_names
from contractkit.word.passages import Passage

_PARAGRAPH = word_names("p")
_PROPERTIES, _MARK_PROPERTIES = word_names("pPr"), word_names("rPr")
_SECTION = word_names("sectPr")
_CHANGED_MARK = word_names("ins", "del", "moveFrom", "moveTo")
_BLOCKS = word_names("p", "tbl", "sdt", "customXml", "altChunk")
# Properties of the paragraph that is copied which are its own affair.
_NOT_COPIED = word_names("sectPr", "pPrChange", "pageBreakBefore", "framePr")
_NOT_IN_RUNS = word_names("highlight", "rPrChange")
_LINK = word_names("hyperlink")


class NewParagraph(NamedTuple):
    """A paragraph to write: its typed number ("" when automatic or none), its words, and the one that it is like."""

    number: str
    text: str
    like: Line


def check_place(passage: Passage) -> etree._Element:
    """Return the w:p behind which new paragraphs may stand. Raises RefusedError."""
    element = passage.element
    if element is None or "!" in passage.part:
        raise RefusedError("the place is not part of the document's own text")
    obstacles = outer_obstacles(element)
    if obstacles:
        raise RefusedError(obstacles[0].reason)
    if _own(element, _SECTION) is not None:
        raise RefusedError("a section of the page layout ends with this paragraph")
    if is_last(element) and _tracked_mark(element):
        raise RefusedError("the end of this paragraph was changed by somebody, and nothing follows it")
    return element


def write_paragraphs(element: etree._Element, made: list[NewParagraph], ink: Ink) -> None:
    """Write ``made`` behind the w:p ``element``."""
    paragraphs = [_paragraph(item, element, ink) for item in made]
    if is_last(element):
        # The last mark of a cell or of the body cannot be inserted: the first one is, and the last becomes the old one.
        _set_mark(element, "ins", ink)
        _take_over(paragraphs[-1], element, ink)
        marked = paragraphs[:-1]
    else:
        marked = paragraphs
    for paragraph in marked:
        _set_mark(paragraph, "ins", ink)
    for paragraph in reversed(paragraphs):
        element.addnext(paragraph)


def may_lose_mark(element: etree._Element) -> bool:
    """Whether a paragraph can be deleted with its mark: another one follows it, and no page section ends with it."""
    following = _next_block(element)
    if following is None or following.tag not in _PARAGRAPH or _tracked_mark(element, word_names("del", "moveFrom")):
        return False
    return _own(element, _SECTION) is None


def delete_mark(element: etree._Element, ink: Ink) -> None:
    """Mark the end of a paragraph as deleted."""
    _set_mark(element, "del", ink)


def is_last(element: etree._Element) -> bool:
    """Whether no paragraph or table follows in the cell, note or body."""
    return _next_block(element) is None


def _next_block(element: etree._Element) -> etree._Element | None:
    return next((item for item in element.itersiblings() if item.tag in _BLOCKS), None)


def _own(paragraph: etree._Element, tags: frozenset[str]) -> etree._Element | None:
    first = next(iter(paragraph), None)
    if first is None or first.tag not in _PROPERTIES:
        return None
    return next((child for child in first if child.tag in tags), None)


def _tracked_mark(paragraph: etree._Element, tags: frozenset[str] = _CHANGED_MARK) -> bool:
    properties = mark_properties(paragraph)
    return properties is not None and any(child.tag in tags for child in properties)


def _set_mark(paragraph: etree._Element, kind: str, ink: Ink) -> None:
    """Note on the mark of a paragraph that it comes or goes."""
    namespace = etree.QName(paragraph).namespace
    first = next(iter(paragraph), None)
    if first is None or first.tag not in _PROPERTIES:
        first = paragraph.makeelement(f"{{{namespace}}}pPr")
        paragraph.insert(0, first)
    properties = next((child for child in first if child.tag in _MARK_PROPERTIES), None)
    if properties is None:
        properties = paragraph.makeelement(f"{{{namespace}}}rPr")
        behind = next((child for child in first if child.tag in word_names("sectPr", "pPrChange")), None)
        if behind is None:
            first.append(properties)
        else:
            behind.addprevious(properties)
    # w:ins comes before w:del, so a deletion of what somebody inserted goes behind their mark.
    inserted = [child for child in properties if child.tag in word_names("ins")]
    properties.insert(len(inserted), ink.change(kind, paragraph))


def _paragraph(item: NewParagraph, place: etree._Element, ink: Ink) -> etree._Element:
    like = item.like.paragraphs[-1]
    paragraph = place.makeelement(f"{{{etree.QName(place).namespace}}}p")
    properties = next((child for child in like if child.tag in _PROPERTIES), None)
    if properties is not None:
        paragraph.append(_copied_properties(properties))
    label_format, text_format = _formats(item.like)
    inserted = ink.change("ins", place)
    if item.number:
        inserted.append(run_of(item.number, label_format, place))
    if item.text:
        inserted.append(run_of(item.text, text_format, place))
    if len(inserted):
        paragraph.append(inserted)
    return paragraph


def _copied_properties(properties: etree._Element) -> etree._Element:
    taken = without(properties, _NOT_COPIED)
    for child in list(taken):
        if child.tag in _MARK_PROPERTIES:
            for item in [item for item in child if item.tag in _CHANGED_MARK | word_names("rPrChange")]:
                child.remove(item)
            if len(child) == 0:
                taken.remove(child)
        elif child.tag in word_names("numPr"):
            for item in [item for item in child if item.tag in word_names("ins", "numberingChange")]:
                child.remove(item)
    return taken


def _formats(line: Line) -> tuple[etree._Element | None, etree._Element | None]:
    """Return the run properties of the first words of a line, and those of most of its words."""
    weights: Counter[bytes] = Counter()
    formats: dict[bytes, etree._Element | None] = {}
    first: etree._Element | None = None
    for item in line.visible:
        if (
            item.kind != "text"
            or item.fields
            or item.run is None
            or next(item.run.iterancestors(*_LINK), None) is not None
        ):
            continue
        own = properties_of(item)
        properties = None if own is None else without(own, _NOT_IN_RUNS)
        if not formats:
            first = properties
        key = b"" if properties is None else etree.tostring(properties, with_tail=False)
        formats.setdefault(key, properties)
        weights[key] += item.end - item.start
    if not weights:
        return None, mark_properties(line.paragraphs[-1]) if line.paragraphs else None
    return first, formats[weights.most_common(1)[0][0]]


def _take_over(last: etree._Element, element: etree._Element, ink: Ink) -> None:
    """Make ``last`` the owner of the old mark of ``element``: its properties become a tracked change of those."""
    namespace = etree.QName(element).namespace
    own = next((child for child in element if child.tag in _PROPERTIES), None)
    old = element.makeelement(f"{{{namespace}}}pPr")
    if own is not None:
        old.extend(list(without(own, _NOT_TRACKED)))
    new = next((child for child in last if child.tag in _PROPERTIES), None)
    if new is None:
        new = element.makeelement(f"{{{namespace}}}pPr")
        last.insert(0, new)
    for child in [child for child in new if child.tag in _MARK_PROPERTIES]:
        new.remove(child)
    mark = mark_properties(element)
    if mark is not None:
        kept_mark = without(mark, _CHANGED_MARK)
        if len(kept_mark):
            new.append(kept_mark)
    if [etree.tostring(child) for child in new if child.tag not in _MARK_PROPERTIES] != [
        etree.tostring(c) for c in old
    ]:
        change = ink.change("pPrChange", element)
        change.append(old)
        new.append(change)
    if len(new) == 0:
        last.remove(new)


_NOT_TRACKED = word_names("rPr", "sectPr", "pPrChange")
