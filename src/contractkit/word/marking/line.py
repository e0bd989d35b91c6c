"""A paragraph as a row of items in the order of the file, each visible one with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lxml import etree

from contractkit.word.marking.fieldmap import Field, FieldMap
from contractkit.word.marking.obstacles import Obstacle, obstacle_of, outer_obstacles
from contractkit.word.names import M_STRICT, MC, W_STRICT, M, W, attribute, codes, word_names
from contractkit.word.passages import Passage
from contractkit.word.symbols import symbol

_PARAGRAPH = tuple(word_names("p"))
_HOLDERS = codes(
    ("hyperlink", "ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo"), W, W_STRICT
)
_ABSENT = codes(
    ("del", "moveFrom", "pPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "txbxContent"), W, W_STRICT
)
_RUN = word_names("r") | {f"{{{M}}}r", f"{{{M_STRICT}}}r"}
_TEXT = codes(("t",), W, W_STRICT)
_SIGNS = {
    **dict.fromkeys(codes(("tab", "ptab"), W, W_STRICT), "\t"),
    **dict.fromkeys(codes(("br", "cr"), W, W_STRICT), "\n"),
    **dict.fromkeys(codes(("noBreakHyphen",), W, W_STRICT), "-"),
}
_SYMBOL, _BREAK = word_names("sym"), word_names("br")
_FIELD_MARK = word_names("fldChar")
_CODE = word_names("instrText", "delInstrText")
_NOTE = word_names("footnoteReference", "endnoteReference")
_GRAPHIC = word_names("drawing", "pict", "object")
_MATHS_TEXT = frozenset({f"{{{M}}}t", f"{{{M_STRICT}}}t"})
_PROPERTIES = word_names("rPr")
CONTAINERS = frozenset({*_HOLDERS, *_PARAGRAPH}) - word_names("sdt")

ItemKind = Literal["text", "sign", "mark", "code", "note", "graphic", "other", "lost"]


class Item:
    """One child of a run. ``start`` to ``end`` is its place in the text; both are equal for what shows no characters.

    ``fields`` are those whose result (or whose own mark) it is, outermost first; ``obstacles`` are what forbids to
    change it. ``element`` is None ("lost") for shown characters whose element cannot be told.
    """

    __slots__ = ("element", "end", "fields", "kind", "obstacles", "run", "start")

    def __init__(
        self, element: etree._Element | None, run: etree._Element | None, kind: ItemKind, fields: tuple[Field, ...],
        obstacles: tuple[Obstacle, ...],
    ) -> None:  # fmt: skip
        self.element, self.run, self.kind = element, run, kind
        self.fields, self.obstacles = fields, obstacles
        self.start = self.end = 0

    @property
    def holder(self) -> etree._Element:
        """The run that holds it. Raises ValueError when its place cannot be told."""
        if self.run is None:
            raise ValueError("these characters have no place of their own in the file")
        return self.run

    @property
    def is_visible(self) -> bool:
        """Whether it shows characters."""
        return self.end > self.start


class Line:
    """The items of a passage, and the paragraphs (more than one when marks between them are deleted) that hold them."""

    def __init__(self, passage: Passage, fields: FieldMap) -> None:
        self.passage = passage
        self.text = passage.text
        self.paragraphs = paragraphs_of(passage)
        self.items: list[Item] = []
        self.outer: tuple[Obstacle, ...] = ()
        self._fields = fields
        self._open: list[Field] = []
        self._in_code: list[bool] = []
        for paragraph in self.paragraphs:
            self.outer = outer_obstacles(paragraph)
            self._open = list(fields.open_at(paragraph))
            self._in_code = [False] * len(self._open)
            self._collect(paragraph, self.outer)
        self._place(passage)

    @property
    def visible(self) -> list[Item]:
        """The items that show characters, in order."""
        return [item for item in self.items if item.is_visible]

    def _collect(self, parent: etree._Element, obstacles: tuple[Obstacle, ...]) -> None:
        for child in parent:
            tag = child.tag
            if tag in _RUN:
                self._run(child, obstacles)
            elif tag in _ABSENT:
                self._skip(child)
            elif isinstance(tag, str) and len(child):
                found = obstacle_of(child)
                inner = obstacles if found is None else (*obstacles, found)
                if _HOLDERS.get(tag) == "fldSimple":
                    self._simple_field(child, inner)
                else:
                    self._collect(child, inner)

    def _simple_field(self, element: etree._Element, obstacles: tuple[Obstacle, ...]) -> None:
        field = Field(element, attribute(element, "instr") or "")
        field.end = element
        self._open.append(field)
        self._in_code.append(False)
        self._collect(element, obstacles)
        self._open.pop()
        self._in_code.pop()

    def _skip(self, element: etree._Element) -> None:
        """Follow the fields through text that is deleted: one may begin or end there."""
        for mark in element.iter(*_FIELD_MARK):
            self._mark(mark)

    def _run(self, run: etree._Element, obstacles: tuple[Obstacle, ...]) -> None:
        for child in run:
            tag = child.tag
            if tag in _PROPERTIES or not isinstance(tag, str):
                continue
            if tag in _FIELD_MARK:
                self._field_item(child, run, obstacles)
            elif tag in _TEXT or tag in _MATHS_TEXT:
                self._add(child, run, "other" if any(self._in_code) else "text", obstacles)
            elif tag in _SIGNS or tag in _SYMBOL:
                self._add(child, run, "other" if any(self._in_code) else "sign", obstacles)
            elif tag in _CODE:
                self._add(child, run, "code", obstacles)
            elif tag in _NOTE:
                self._add(child, run, "note", obstacles)
            elif tag in _GRAPHIC or tag == f"{{{MC}}}AlternateContent":
                self._add(child, run, "graphic", obstacles)
            elif len(child):
                self._collect(
                    child, (*obstacles, Obstacle(child, "the words stand in a form that this tool does not change"))
                )
            else:
                self._add(child, run, "other", obstacles)

    def _field_item(self, element: etree._Element, run: etree._Element, obstacles: tuple[Obstacle, ...]) -> None:
        """The marks of a field belong to it, the end too."""
        begins = attribute(element, "fldCharType") == "begin"
        if begins:
            self._mark(element)
        self._add(element, run, "mark", obstacles)
        if not begins:
            self._mark(element)

    def _mark(self, element: etree._Element) -> None:
        field = self._fields.by_mark.get(element)
        if field is None:
            return
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._open.append(field)
            self._in_code.append(True)
        elif field in self._open:
            at = self._open.index(field)
            if kind == "end":
                del self._open[at:], self._in_code[at:]
            else:
                self._in_code[at] = False

    def _add(
        self, element: etree._Element, run: etree._Element, kind: ItemKind, obstacles: tuple[Obstacle, ...]
    ) -> None:
        self.items.append(Item(element, run, kind, tuple(self._open), obstacles))

    def _place(self, passage: Passage) -> None:
        """Give each visible item its place: text nodes by themselves, signs by their order between text nodes."""
        known = {item.element: item for item in self.items if item.kind == "text"}
        waiting: list[tuple[int, str]] = []
        position, before = 0, -1
        order = {id(item): number for number, item in enumerate(self.items)}
        lost: list[tuple[int, Item]] = []
        for node, chunk in zip(passage.nodes, passage.chunks, strict=True):
            item = None if node is None else known.get(node)
            if item is None:
                waiting.append((position, chunk))
            else:
                number = order[id(item)]
                lost += self._place_signs(waiting, before + 1, number)
                item.start, item.end = position, position + len(chunk)
                waiting, before = [], number
            position += len(chunk)
        lost += self._place_signs(waiting, before + 1, len(self.items))
        for number, item in reversed(lost):
            self.items.insert(number, item)
        self._place_rest()

    def _place_signs(self, waiting: list[tuple[int, str]], first: int, last: int) -> list[tuple[int, Item]]:
        """Match shown characters with the signs between two text nodes; return items for those that match nothing."""
        candidates = [
            item
            for item in self.items[first:last]
            if item.kind == "sign" and not self._opens_page(item, first, waiting)
        ]
        if [chunk for _, chunk in waiting] == [_shown(item) for item in candidates]:
            for (position, chunk), item in zip(waiting, candidates, strict=True):
                item.start, item.end = position, position + len(chunk)
            return []
        lost = []
        for position, chunk in waiting:
            item = Item(None, None, "lost", (), (Obstacle(None, "its signs have no place of their own in the file"),))
            item.start, item.end = position, position + len(chunk)
            lost.append((last, item))
        return lost

    @staticmethod
    def _opens_page(item: Item, first: int, waiting: list[tuple[int, str]]) -> bool:
        """A page break before any text shows nothing, as for the reader."""
        element = item.element
        if element is None or element.tag not in _BREAK or attribute(element, "type") not in ("page", "column"):
            return False
        return first == 0 and not waiting

    def _place_rest(self) -> None:
        """What shows nothing stands where the text before it ends."""
        position = 0
        for item in self.items:
            if item.is_visible:
                position = item.end
            else:
                item.start = item.end = position


def _shown(item: Item) -> str:
    element = item.element
    if element is None:
        return ""
    if element.tag in _SYMBOL:
        return symbol(attribute(element, "char") or "", attribute(element, "font") or "")
    return _SIGNS[element.tag]


def paragraphs_of(passage: Passage) -> list[etree._Element]:
    """Return the w:p elements that a passage flows through, in order; none for text that is no WordprocessingML."""
    found: dict[etree._Element, None] = {}
    for node in passage.nodes:
        home = None if node is None else next(node.iterancestors(*_PARAGRAPH), None)
        if home is not None:
            found[home] = None
    if passage.element is not None:
        found.pop(passage.element, None)
        found[passage.element] = None
    return list(found)


def ancestors_in_paragraph(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the ancestors of ``element`` up to, and without, its paragraph."""
    for ancestor in element.iterancestors():
        if ancestor.tag in _PARAGRAPH:
            return
        yield ancestor
