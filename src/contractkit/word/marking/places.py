"""Where a comment hangs: on its words, or beside them where Word allows no comments (headers, notes, text boxes)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lxml import etree

from contractkit.word.marking.line import Item, Line
from contractkit.word.marking.plan import RefusedError
from contractkit.word.marking.rewrite import EditablePackage
from contractkit.word.marks import Note
from contractkit.word.names import attribute, relation_id, word_names
from contractkit.word.passages import Passage
from contractkit.word.relationships import relationships

_PARAGRAPH = tuple(word_names("p"))
_BOX = tuple(word_names("txbxContent"))
_SECTION = tuple(word_names("sectPr"))
_NOTE = tuple(word_names("footnote", "endnote"))
_REFERENCES = tuple(word_names("headerReference", "footerReference"))
_LONGEST_QUOTE = 80
_WHERE = {
    "header": "In the header", "footer": "In the footer", "footnote": "In the footnote", "endnote": "In the endnote",
    "textbox": "In the text box", "body": "In an imported file", "table": "In an imported file",
}  # fmt: skip


class NotePlace(NamedTuple):
    """Where a comment is put. ``preface`` tells the reader which words it is about when it cannot hang on them.

    ``item`` is set when it hangs on something without characters.
    """

    line: Line
    start: int
    end: int
    preface: tuple[str, ...] = ()
    item: Item | None = None


class NotePlaces:
    """Finds the places of comments in one file. ``line`` and ``line_of`` give the items of a paragraph."""

    def __init__(
        self, package: EditablePackage, main: str, passages: Sequence[Passage], line: Callable[[int], Line],
        line_of: Callable[[Passage], Line],
    ) -> None:  # fmt: skip
        self._package, self._main, self._passages = package, main, passages
        self._line, self._line_of = line, line_of

    def place(self, note: Note) -> NotePlace:
        """Return where ``note`` hangs. Raises RefusedError when the document has no such words."""
        if not 0 <= note.paragraph < len(self._passages):
            raise RefusedError("there is no such place in the document")
        passage = self._passages[note.paragraph]
        if not 0 <= note.start <= note.end <= len(passage.text):
            raise RefusedError("there is no such place in the document")
        element = passage.element
        if element is not None and passage.part == self._main and next(element.iterancestors(*_BOX), None) is None:
            return NotePlace(self._line(note.paragraph), note.start, note.end)
        preface = (_preface(passage, note),)
        if passage.anchor is not None:
            return self._on_note(passage, self._line(passage.anchor), preface)
        if element is not None and passage.part == self._main:
            return self._on_box(passage, element, preface)
        if passage.origin in ("header", "footer"):
            return self._on_paragraph(self._first_with_header(passage.part), preface)
        return self._on_paragraph(self._last_before(note.paragraph), preface)

    def _on_note(self, passage: Passage, line: Line, preface: tuple[str, ...]) -> NotePlace:
        """On the mark in the text that refers to the note."""
        element = passage.element
        home = None if element is None else next(element.iterancestors(*_NOTE), None)
        if home is not None:
            kind, identifier = etree.QName(home).localname, attribute(home, "id")
            for item in line.items:
                mark = item.element if item.kind == "note" else None
                if mark is None or attribute(mark, "id") != identifier:
                    continue
                if etree.QName(mark).localname.startswith(kind):
                    return NotePlace(line, item.start, item.start, preface, item)
        return NotePlace(line, len(line.text), len(line.text), preface)

    def _on_box(self, passage: Passage, element: etree._Element, preface: tuple[str, ...]) -> NotePlace:
        """On the drawing that holds the text box."""
        host = list(element.iterancestors(*_PARAGRAPH))[-1]
        at = next((index for index, other in enumerate(self._passages) if other.element is host), None)
        if at is not None:
            line = self._line(at)
        else:
            bare = Passage(host)
            bare.part = passage.part
            line = self._line_of(bare)
        around = set(element.iterancestors())
        item = next((item for item in line.items if item.kind == "graphic" and item.element in around), None)
        return NotePlace(line, 0, 0, preface, item)

    def _on_paragraph(self, index: int, preface: tuple[str, ...]) -> NotePlace:
        line = self._line(index)
        return NotePlace(line, 0, len(line.text), preface)

    def _first_with_header(self, part: str) -> int:
        """Return the first paragraph of the first section that shows a header or footer."""
        root = self._package.tree(self._main)
        relations = relationships(self._package, self._main)
        named = {key for key, relation in relations.items() if relation.target == part}
        before: etree._Element | None = None
        for section in root.iter(*_SECTION):
            if any(relation_id(item) in named for item in section.iter(*_REFERENCES)):
                break
            before = next(section.iterancestors(*_PARAGRAPH), before)
        order = {paragraph: number for number, paragraph in enumerate(root.iter(*_PARAGRAPH))}
        behind = -1 if before is None else order[before]
        for index, passage in enumerate(self._passages):
            if self._is_in_body(passage) and passage.element is not None and order[passage.element] > behind:
                return index
        return self._last_before(len(self._passages))

    def _last_before(self, index: int) -> int:
        """Return the nearest paragraph of the body before, or else after, paragraph ``index``."""
        candidates: list[int] = [*range(index - 1, -1, -1), *range(index + 1, len(self._passages))]
        for other in candidates:
            if self._is_in_body(self._passages[other]):
                return other
        raise RefusedError("the body of the document has no paragraph to hang a comment on")

    def _is_in_body(self, passage: Passage) -> bool:
        element = passage.element
        if element is None or passage.part != self._main:
            return False
        return next(element.iterancestors(*_BOX), None) is None


def _preface(passage: Passage, note: Note) -> str:
    quote = " ".join(passage.text[note.start : note.end].split())
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[: _LONGEST_QUOTE - 1] + "…"
    where = _WHERE[passage.origin] if "!" not in passage.part else _WHERE["body"]
    return f"{where}: “{quote}”" if quote else f"{where}:"
