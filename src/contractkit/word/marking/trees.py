"""Small operations on XML trees that keep everything around: take out, unwrap, lift range marks."""

from __future__ import annotations

import copy

from lxml import etree

from contractkit.word.names import attribute, word_names

_STARTS = {
    tag: tag[: -len("Start")] + "End"
    for tag in word_names("bookmarkStart", "commentRangeStart", "permStart")
}  # fmt: skip
_ENDS = {end: start for start, end in _STARTS.items()}
_RANGES = tuple({*_STARTS, *_ENDS})
_REFERENCES = tuple(word_names("commentReference"))


def remove(element: etree._Element, parent: etree._Element) -> None:
    """Take ``element`` out of ``parent`` and leave the white space behind it."""
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
        element.tail = None
    parent.remove(element)


def remove_element(element: etree._Element) -> None:
    """Take ``element`` out of its parent, if it has one."""
    parent = element.getparent()
    if parent is not None:
        remove(element, parent)


def without(element: etree._Element, tags: frozenset[str]) -> etree._Element:
    """Return a copy of ``element`` without its children called ``tags``."""
    taken = copy.deepcopy(element)
    taken.tail = None
    for child in [child for child in taken if child.tag in tags]:
        taken.remove(child)
    return taken


def unwrap(element: etree._Element) -> None:
    """Put the children of ``element`` in its place."""
    for child in list(element):
        element.addprevious(child)
    remove_element(element)


def hoist_ranges(element: etree._Element) -> None:
    """Move marks of ranges (bookmarks, comments) that begin or end in ``element``, but not both, in front of it.

    Somebody's comment keeps its mark when it began before the words that go.
    """
    inside = list(element.iter(*_RANGES, *_REFERENCES))
    if not inside:
        return
    seen = {(item.tag, attribute(item, "id")) for item in inside}
    for item in inside:
        if item.tag in _REFERENCES:
            run, namespace = item.getparent(), etree.QName(item).namespace
            if run is not None and (f"{{{namespace}}}commentRangeStart", attribute(item, "id")) not in seen:
                element.addprevious(run)
            continue
        partner = _STARTS.get(item.tag) or _ENDS[item.tag]
        if (partner, attribute(item, "id")) not in seen:
            element.addprevious(item)
