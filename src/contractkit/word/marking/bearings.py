"""From an element of the file to a place in the text as read: which paragraph, how many characters in."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from contractkit.word.marking.fieldmap import FieldMap
from contractkit.word.marking.line import Line, paragraphs_of
from contractkit.word.names import word_names
from contractkit.word.package import Package
from contractkit.word.passages import Passage

_PARAGRAPH = tuple(word_names("p"))
_PROPERTIES = word_names("pPr")
_MARK = word_names("rPr")
_GONE = word_names("del", "moveFrom")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the text: paragraph ``index`` and characters ``start`` to ``end`` of it."""

    index: int
    start: int
    end: int


class Bearings:
    """Finds the places of elements in the parts of a package that was walked, changes accepted."""

    def __init__(self, package: Package, passages: list[Passage]) -> None:
        self._package, self._passages = package, passages
        self._owners: dict[etree._Element, tuple[int, bool]] = {}
        self._maps: dict[str, FieldMap] = {}
        self._offsets: dict[int, dict[etree._Element, int]] = {}
        self._lines: dict[int, Line] = {}
        for part in dict.fromkeys(passage.part for passage in passages if "!" not in passage.part):
            self._own(part)

    def _own(self, part: str) -> None:
        """Note which passage each w:p of a part flows into; one that is not shown belongs to its neighbour."""
        known = {
            element: index
            for index, passage in enumerate(self._passages)
            if passage.part == part
            for element in paragraphs_of(passage)
        }
        before: int | None = None
        waiting: list[etree._Element] = []
        for element in self._package.tree(part).iter(*_PARAGRAPH):
            index = known.get(element)
            if index is not None:
                self._owners[element] = index, False
                self._owners.update((item, (index, False)) for item in waiting)
                before, waiting = index, []
            elif before is None or mark_is_gone(element):
                waiting.append(element)
            else:
                self._owners[element] = before, True
        if before is not None:
            self._owners.update((item, (before, True)) for item in waiting)

    def line(self, index: int) -> Line:
        """Return the items of a passage."""
        known = self._lines.get(index)
        if known is None:
            passage = self._passages[index]
            fields = self._maps.get(passage.part)
            if fields is None:
                fields = self._maps[passage.part] = FieldMap(self._package.tree(passage.part))
            known = self._lines[index] = Line(passage, fields)
        return known

    def spot(self, element: etree._Element) -> Spot | None:
        """Return the place of the words in ``element``, or the point where it stands; None outside the text."""
        paragraph = element if element.tag in _PARAGRAPH else next(element.iterancestors(*_PARAGRAPH), None)
        if paragraph is None:
            return self._between(element)
        owner = self._owners.get(paragraph)
        if owner is None:
            return None
        index, behind = owner
        offsets = self._offsets_of(index)
        if element not in offsets:
            at = len(self._passages[index].text) if behind else 0
            return Spot(index, at, at)
        start = end = offsets[element]
        for item in self.line(index).visible:
            if item.element is not None and item.start >= start and element in item.element.iterancestors():
                end = item.end
        return Spot(index, start, end)

    def _between(self, element: etree._Element) -> Spot | None:
        """A mark between paragraphs: a beginning belongs to what follows, an end to what stands before."""
        starts = element.tag.endswith("Start")
        sibling = element.getnext() if starts else element.getprevious()
        while sibling is not None:
            inside = list(sibling.iter(*_PARAGRAPH))
            owners = [self._owners[item] for item in inside if item in self._owners]
            if owners:
                index = owners[0][0] if starts else owners[-1][0]
                at = 0 if starts else len(self._passages[index].text)
                return Spot(index, at, at)
            sibling = sibling.getnext() if starts else sibling.getprevious()
        return None

    def _offsets_of(self, index: int) -> dict[etree._Element, int]:
        """Return, for every element of a passage, how many characters of it come before."""
        known = self._offsets.get(index)
        if known is None:
            line = self.line(index)
            ends = {item.element: item.end for item in line.visible}
            known = self._offsets[index] = {}
            position = 0
            for paragraph in line.paragraphs:
                for element in paragraph.iter():
                    known[element] = position
                    position = ends.get(element, position)
        return known


def mark_is_gone(paragraph: etree._Element) -> bool:
    """Whether a tracked change deletes the mark of a paragraph."""
    first = next(iter(paragraph), None)
    if first is None or first.tag not in _PROPERTIES:
        return False
    return any(item.tag in _GONE for child in first if child.tag in _MARK for item in child)
