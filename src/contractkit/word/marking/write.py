"""Write planned changes into a line: deletions around its runs, insertions beside them."""

from __future__ import annotations

from lxml import etree

from contractkit.word.marking.cuts import cut_before, like_element, split_text
from contractkit.word.marking.ink import Ink
from contractkit.word.marking.line import Item, Line
from contractkit.word.marking.plan import TRACKED, neighbours, whole_fields
from contractkit.word.marking.trees import without
from contractkit.word.marking.wording import Change
from contractkit.word.names import word_names

_PARAGRAPH = word_names("p")
_PROPERTIES = word_names("rPr")
_STYLE = word_names("rStyle")
_LINK = word_names("hyperlink")
_SOFT = word_names("lastRenderedPageBreak", "softHyphen")
_DELETED = {
    **{tag: tag[:-1] + "delText" for tag in word_names("t")},
    **{tag: tag[: -len("instrText")] + "delInstrText" for tag in word_names("instrText")},
}


def write_changes(line: Line, changes: list[Change], ink: Ink) -> None:
    """Write ``changes``, which do not overlap, into the paragraph as tracked changes."""
    ordered = sorted(changes, key=lambda change: (change.start, change.end))
    for change in ordered:
        split_text(line, change.start)
        split_text(line, change.end)
    for change in ordered:
        if change.end > change.start:
            _replace(line, change, ink)
        else:
            _insert(line, change, ink)


def _replace(line: Line, change: Change, ink: Ink) -> None:
    numbers = _selected(line, change)
    source = next(item for item in line.items if item.is_visible and item.start >= change.start)
    properties = properties_of(source)
    for number, other in zip([*numbers, -1], [-1, *numbers], strict=True):
        if number != other + 1 or number == -1:
            cut_before(line, number)
            cut_before(line, other + 1)
    wrappers = _wrap([line.items[number] for number in numbers], ink)
    if change.text:
        first = wrappers[0]
        anchor = wrappers[-1] if all(item.getparent() is first.getparent() for item in wrappers) else first
        _put_after(anchor, ink.inserted(change.text, properties, anchor), ink)


def _selected(line: Line, change: Change) -> list[int]:
    """Return the numbers of the items to delete: the visible ones, whole fields, and what is nothing without them."""
    chosen = {
        number
        for number, item in enumerate(line.items)
        if item.is_visible and item.start >= change.start and item.end <= change.end
    }
    for field in whole_fields(line, change):
        marks = [number for number, item in enumerate(line.items) if item.element in (field.begin, field.end)]
        chosen.update(
            number for number in range(marks[0], marks[-1] + 1) if line.items[number].kind in ("mark", "code", "other")
        )
    for number in range(min(chosen), max(chosen)):
        element = line.items[number].element
        if element is not None and element.tag in _SOFT:
            chosen.add(number)
    return sorted(chosen)


def _wrap(items: list[Item], ink: Ink) -> list[etree._Element]:
    """Put the runs of ``items`` into w:del elements, neighbours into one; return these."""
    wrappers: list[etree._Element] = []
    for run in dict.fromkeys(item.holder for item in items):
        for child in run:
            child.tag = _DELETED.get(child.tag, child.tag)
        last = wrappers[-1] if wrappers else None
        if last is not None and last.getnext() is run:
            last.append(run)
            continue
        wrapper = ink.change("del", run)
        run.addprevious(wrapper)
        wrapper.append(run)
        wrappers.append(wrapper)
    return wrappers


def _put_after(anchor: etree._Element, made: etree._Element, ink: Ink) -> None:
    """Put ``made`` behind ``anchor`` and what we inserted there; somebody's insertion around it is split."""
    while (behind_it := anchor.getnext()) is not None and behind_it.tag in TRACKED and ink.owns(behind_it):
        anchor = behind_it
    parent = anchor.getparent()
    if parent is None or parent.tag not in TRACKED:
        anchor.addnext(made)
        return
    behind = list(anchor.itersiblings())
    if behind:
        rest = like_element(parent)
        ink.renumber(rest)
        rest.extend(behind)
        parent.addnext(rest)
    parent.addnext(made)


def _insert(line: Line, change: Change, ink: Ink) -> None:
    left, right = neighbours(line, change.start)
    if left is not None:
        anchor, outside = _anchor_after(line, left, right)
        source = right if outside and right is not None and not right.fields else left
        _put_after(anchor, ink.inserted(change.text, _plain_properties(source, outside=outside), anchor), ink)
    elif right is not None:
        anchor = _anchor_before(line, right)
        anchor.addprevious(ink.inserted(change.text, _plain_properties(right, outside=True), anchor))
    else:
        paragraph = line.paragraphs[-1]
        paragraph.append(ink.inserted(change.text, mark_properties(paragraph), paragraph))


def _anchor_after(line: Line, left: Item, right: Item | None) -> tuple[etree._Element, bool]:
    """Return the element to put words behind, and whether that is outside the link or field that ``left`` is in."""
    number = line.items.index(left)
    beyond = line.items.index(right) if right is not None else len(line.items)
    field = next((item for item in left.fields if right is None or item not in right.fields), None)
    if field is not None and not field.is_simple:
        number = next(at for at, item in enumerate(line.items) if item.element is field.end)
    notes = [at for at in range(number + 1, beyond) if line.items[at].kind == "note"]
    number = notes[-1] if notes else number
    cut_before(line, number + 1)
    anchor = line.items[number].holder
    if field is not None and field.is_simple:
        anchor = field.begin
    outside = field is not None
    around = _homes(right, anchor)
    while (parent := anchor.getparent()) is not None and parent not in around:
        outside = outside or parent.tag in _LINK
        anchor = parent
    return anchor, outside


def _homes(right: Item | None, anchor: etree._Element) -> set[etree._Element]:
    start = anchor if right is None or right.run is None else right.run
    around = set()
    for ancestor in start.iterancestors():
        if right is not None or ancestor.tag in _PARAGRAPH:
            around.add(ancestor)
        if ancestor.tag in _PARAGRAPH:
            break
    return around


def _anchor_before(line: Line, right: Item) -> etree._Element:
    number = line.items.index(right)
    if right.fields and not right.fields[0].is_simple:
        number = next(at for at, item in enumerate(line.items) if item.element is right.fields[0].begin)
    cut_before(line, number)
    anchor = line.items[number].holder
    while (parent := anchor.getparent()) is not None and parent.tag not in _PARAGRAPH:
        anchor = parent
    return anchor


def properties_of(item: Item) -> etree._Element | None:
    """Return the w:rPr of the run of ``item``."""
    if item.run is None:
        return None
    return next((child for child in item.run if child.tag in _PROPERTIES), None)


def _plain_properties(item: Item, *, outside: bool) -> etree._Element | None:
    """The format for words beside ``item``; outside a link or field, without the style that marks one."""
    properties = properties_of(item)
    in_link = item.fields or (item.run is not None and next(item.run.iterancestors(*_LINK), None) is not None)
    if properties is None or not (outside and in_link):
        return properties
    return without(properties, _STYLE)


def mark_properties(paragraph: etree._Element) -> etree._Element | None:
    """Return the w:rPr of the mark of a paragraph: the format of words typed into it when it is empty."""
    first = next(iter(paragraph), None)
    if first is None or first.tag not in word_names("pPr"):
        return None
    return next((child for child in first if child.tag in _PROPERTIES), None)
