"""Whether two Word files say the same apart from marks: comments and tracked changes, and the splits they leave."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml import etree

from contractkit.word.marking.rewrite import EditablePackage
from contractkit.word.marking.trees import remove_element
from contractkit.word.names import W_STRICT, XML_SPACE, W, attribute, codes, word_names
from contractkit.word.parsing import BrokenPartError
from contractkit.word.relationships import main_part, relationships
from contractkit.word.resolve import by_author, settle, story_parts

_PARAGRAPH = tuple(word_names("p"))
_RUN = word_names("r")
_CONTAINERS = tuple(word_names("ins", "moveTo", "del", "moveFrom", "hyperlink", "sdtContent", "smartTag", "customXml",
                               "fldSimple", "dir", "bdo", "p"))  # fmt: skip
_TRACKED = word_names("ins", "moveTo", "del", "moveFrom")
_WORDS = codes(("t", "delText", "instrText", "delInstrText"), W, W_STRICT)
_RUN_PROPERTIES, _PARAGRAPH_PROPERTIES = word_names("rPr"), word_names("pPr")
_ID = frozenset(f"{{{namespace}}}id" for namespace in (W, W_STRICT))
_COMMENT_MARKS = tuple(word_names("commentRangeStart", "commentRangeEnd", "commentReference"))
_COMMENT = tuple(word_names("comment"))
_SPACES = " \t\n\r"
_LINE_SPACES = str.maketrans("\n\r\t", "   ")
# Parts that exist for the sake of marks.
_MARK_PARTS = re.compile(r"(?:^|/)(?:comments\w*|people)\.xml(?:\.rels)?$|^customxml/|^\[content_types\]\.xml$|\.rels$")


def equal_but_for_marks(one: bytes, other: bytes, authors: frozenset[str] | None = None) -> bool:
    """Return whether two Word files are the same once the changes and comments of ``authors`` (of everybody: None) go.

    Tracked changes are rejected in both, comments are left out, and runs that are split without need are joined; then
    every part must be equal. Raises UnreadableFileError when one is no Word file, is damaged or over a limit.
    """
    return _bare_parts(one, authors) == _bare_parts(other, authors)


def _bare_parts(data: bytes, authors: frozenset[str] | None) -> dict[str, bytes]:
    with EditablePackage(data) as package:
        ids = _comments_by(package, authors)
        bare: dict[str, bytes] = {}
        for part in story_parts(package):
            try:
                root = package.tree(part)
            except BrokenPartError:
                continue
            if root.tag.endswith("}comments"):
                continue
            drop_comment_marks(root, ids.__contains__)
            settle(root, by_author(authors), accept=False)
            for paragraph in root.iter(*_PARAGRAPH):
                normalise(paragraph)
            bare[part.lower()] = etree.tostring(root, method="c14n")
        for name in package.names:
            if name not in bare and not _MARK_PARTS.search(name):
                bare[name] = package.data(name)
        return bare


def _comments_by(package: EditablePackage, authors: frozenset[str] | None) -> frozenset[str]:
    try:
        relations = relationships(package, main_part(package)).values()
        part = next((item.target for item in relations if item.kind == "comments" and not item.external), "")
        root = package.tree(part) if part else None
    except BrokenPartError:
        return frozenset()
    found = () if root is None else root.iter(*_COMMENT)
    return frozenset(attribute(item, "id") or "" for item in found if by_author(authors)(item))


def drop_comment_marks(root: etree._Element, ours: Callable[[str], bool]) -> None:
    """Take the marks of comments whose id ``ours`` picks out of the text."""
    for mark in list(root.iter(*_COMMENT_MARKS)):
        if not ours(attribute(mark, "id") or ""):
            continue
        run = mark.getparent()
        if run is not None and run.tag in _RUN and not any(_is_content(child) for child in run if child is not mark):
            remove_element(run)
        else:
            remove_element(mark)


def _is_content(child: etree._Element) -> bool:
    return child.tag not in _RUN_PROPERTIES


def normalise(paragraph: etree._Element) -> None:
    """Join what is split without need in a paragraph: text nodes, runs of one format, changes of one author.

    Words get the form in which they are shown; properties that say nothing go.
    """
    keeps = paragraph.getroottree().getroot().get(XML_SPACE) == "preserve"
    for container in [item for item in paragraph.iter(*_CONTAINERS) if _home(item, paragraph)]:
        for run in [child for child in container if child.tag in _RUN]:
            _tidy_words(run, keeps=keeps)
        _join(container)
    for properties in _mark_properties(paragraph):
        if len(properties) == 0 and not properties.attrib:
            remove_element(properties)


def _home(container: etree._Element, paragraph: etree._Element) -> bool:
    """Whether a container is the paragraph's own, and not of a text box in it, which has paragraphs itself."""
    return container is paragraph or next(container.iterancestors(*_PARAGRAPH), None) is paragraph


def _mark_properties(paragraph: etree._Element) -> Iterable[etree._Element]:
    first = next(iter(paragraph), None)
    if first is not None and first.tag in _PARAGRAPH_PROPERTIES:
        yield from [child for child in first if child.tag in _RUN_PROPERTIES]
        yield first


def _tidy_words(run: etree._Element, *, keeps: bool) -> None:
    for node in [child for child in run if child.tag in _WORDS]:
        text = node.text or ""
        if _WORDS[node.tag] in ("t", "delText"):
            if not keeps and node.get(XML_SPACE) != "preserve":
                text = text.strip(_SPACES)
            text = text.translate(_LINE_SPACES)
        if not text:
            remove_element(node)
            continue
        node.text = text
        node.set(XML_SPACE, "preserve")
    _join_words(run)
    if not any(_is_content(child) for child in run):
        remove_element(run)


def _join_words(run: etree._Element) -> None:
    before: etree._Element | None = None
    for node in list(run):
        if before is not None and node.tag in _WORDS and node.tag == before.tag:
            before.text = (before.text or "") + (node.text or "")
            remove_element(node)
        else:
            before = node


def _join(container: etree._Element) -> None:
    """Join neighbours of one kind: runs of one format, changes of one author and date."""
    before: etree._Element | None = None
    for child in list(container):
        if child.getparent() is not container:
            continue
        if child.tag in _TRACKED and len(child) == 0:
            remove_element(child)
        elif before is not None and _alike(before, child):
            _merge(before, child)
        else:
            before = child


def _merge(before: etree._Element, child: etree._Element) -> None:
    last = before[-1] if len(before) else None
    moved = [item for item in child if not (child.tag in _RUN and item.tag in _RUN_PROPERTIES)]
    before.extend(moved)
    remove_element(child)
    if before.tag in _RUN:
        _join_words(before)
    elif last is not None:
        _join(before)


def _alike(one: etree._Element, other: etree._Element) -> bool:
    if one.tag != other.tag or not isinstance(one.tag, str):
        return False
    if one.tag in _RUN:
        return sorted(one.attrib.items()) == sorted(other.attrib.items()) and _format_of(one) == _format_of(other)
    return one.tag in _TRACKED and _attributes(one) == _attributes(other)


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items() if name not in _ID}


def _format_of(run: etree._Element) -> bytes:
    properties = next((child for child in run if child.tag in _RUN_PROPERTIES), None)
    return b"" if properties is None else etree.tostring(properties, method="c14n", with_tail=False)
