"""The complex fields of one part: where each begins, what its code is, which paragraphs it runs through."""

from __future__ import annotations

from lxml import etree

from contractkit.word.names import attribute, word_names

_PARAGRAPH = word_names("p")
_MARK = word_names("fldChar")
_CODE = word_names("instrText", "delInstrText")
_TAGS = tuple(_PARAGRAPH | _MARK | _CODE)
# Fields whose words a person writes; every other one is computed by Word, which would undo a change.
_WRITTEN = frozenset({"HYPERLINK", "FORMTEXT"})


class Field:
    """One field, complex (from ``begin`` to ``end``) or simple (then both are its element)."""

    __slots__ = ("begin", "code", "end")

    def __init__(self, begin: etree._Element, code: str = "") -> None:
        self.begin = begin
        self.end: etree._Element | None = None
        self.code = code

    @property
    def name(self) -> str:
        """The first word of the code in capitals ("REF")."""
        words = self.code.split(None, 1)
        return words[0].upper() if words else ""

    @property
    def is_computed(self) -> bool:
        """Whether Word writes the words that the field shows."""
        return self.name not in _WRITTEN

    @property
    def is_simple(self) -> bool:
        """Whether the field is a w:fldSimple."""
        return self.begin is self.end


class FieldMap:
    """Every complex field of a part by its marks, and the fields that are open where a paragraph begins."""

    def __init__(self, root: etree._Element) -> None:
        self.by_mark: dict[etree._Element, Field] = {}
        self._open: list[tuple[etree._Element, tuple[etree._Element, ...]]] = []
        stack: list[Field] = []
        marks: list[tuple[etree._Element, Field]] = []
        for element in root.iter(*_TAGS):
            if element.tag in _PARAGRAPH:
                if stack:
                    self._open.append((element, tuple(field.begin for field in stack)))
            elif element.tag in _CODE:
                if stack:
                    stack[-1].code += element.text or ""
            else:
                self._mark(element, stack, marks)
        # A field without an end would swallow the rest of the document, so it counts as none, as for the reader.
        self.by_mark = {mark: field for mark, field in marks if field.end is not None}
        self._open_at = {
            paragraph: tuple(self.by_mark[begin] for begin in begins if begin in self.by_mark)
            for paragraph, begins in self._open
        }

    @staticmethod
    def _mark(element: etree._Element, stack: list[Field], marks: list[tuple[etree._Element, Field]]) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            stack.append(Field(element))
        if not stack:
            return
        marks.append((element, stack[-1]))
        if kind == "end":
            stack.pop().end = element

    def open_at(self, paragraph: etree._Element) -> tuple[Field, ...]:
        """Return the fields that began in an earlier paragraph and go on in this one, outermost first."""
        return self._open_at.get(paragraph, ())
