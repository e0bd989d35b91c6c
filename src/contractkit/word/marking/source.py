"""The file that is to be marked, opened and read: its paragraphs, their items, their numbers, its references."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from lxml import etree

from contractkit.outline import Place, outline
from contractkit.word.grids import clauses_in_layout_tables
from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.marking.fieldmap import FieldMap
from contractkit.word.marking.ink import largest_id
from contractkit.word.marking.line import Line
from contractkit.word.marking.plan import RefusedError
from contractkit.word.marking.references import Reference, may_hold_references, references_in
from contractkit.word.marking.rewrite import EditablePackage
from contractkit.word.names import attribute, word_names
from contractkit.word.passages import Passage
from contractkit.word.relationships import main_part
from contractkit.word.story import walk_package

LOST_PLACE = "there is no such place in the document"


class Source:
    """A file opened for marking. Ask for references and paragraph numbers before anything is written into it."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        self.package = EditablePackage(data, limits)
        self.walked = walk_package(self.package)
        self.main = main_part(self.package)
        self._maps: dict[str, FieldMap] = {}
        self._lines: dict[int, Line] = {}
        self.paragraph_numbers = self._numbered_paragraphs()

    @property
    def passages(self) -> list[Passage]:
        """The paragraphs of the file, in order."""
        return self.walked.passages

    @cached_property
    def places(self) -> Sequence[Place]:
        """The place of each paragraph in the outline."""
        for passage in clauses_in_layout_tables(self.walked):
            passage.kind = "body"
        return outline(self.passages).places

    def text_parts(self) -> set[str]:
        """Return the parts with text of the document's own, as they are called in the file."""
        return {passage.part for passage in self.passages if "!" not in passage.part} | {self.main}

    def largest_id(self) -> int:
        """Return the largest id of any mark in the text."""
        return max(largest_id(self.package.tree(part)) for part in self.text_parts())

    def largest_comment_mark(self) -> int:
        """Return the largest id of a comment that the body names, there or not; -1 when it names none."""
        marks = self.package.tree(self.main).iter(*word_names("commentRangeStart", "commentReference"))
        values = [attribute(element, "id") or "" for element in marks]
        return max((int(value) for value in values if value.isascii() and value.isdigit()), default=-1)

    def line(self, index: int) -> Line:
        """Return the items of a passage, made once. Raises RefusedError when there is no such passage."""
        known = self._lines.get(index)
        if known is None:
            if not 0 <= index < len(self.passages):
                raise RefusedError(LOST_PLACE)
            passage = self.passages[index]
            if passage.element is None or "!" in passage.part:
                raise RefusedError("the words stand in an imported file, a chart or a diagram")
            known = self._lines[index] = self.line_of(passage)
        return known

    def line_of(self, passage: Passage) -> Line:
        """Return the items of any paragraph of the file."""
        fields = self._maps.get(passage.part)
        if fields is None:
            fields = self._maps[passage.part] = FieldMap(self.package.tree(passage.part))
        return Line(passage, fields)

    def references(self) -> list[Reference]:
        """Return the cross-references that the text shows."""
        found: list[Reference] = []
        for index, passage in enumerate(self.passages):
            element = passage.element
            if element is not None and "!" not in passage.part and may_hold_references(element):
                found += references_in(self.line(index), index)
        return found

    def _numbered_paragraphs(self) -> dict[int, int]:
        """Return, for each passage, which w:p of its part it is, so that it is found in another copy of the file."""
        found: dict[int, int] = {}
        orders: dict[str, dict[etree._Element, int]] = {}
        for index, passage in enumerate(self.passages):
            if passage.element is None or "!" in passage.part:
                continue
            order = orders.get(passage.part)
            if order is None:
                root = self.package.tree(passage.part)
                order = orders[passage.part] = {item: at for at, item in enumerate(root.iter(*word_names("p")))}
            found[index] = order.get(passage.element, -1)
        return found
