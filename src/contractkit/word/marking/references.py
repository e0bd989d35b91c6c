"""The cross-references that a paragraph shows, as Word stores them in fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from contractkit.word.marking.fieldmap import Field
from contractkit.word.marking.line import Line
from contractkit.word.names import attribute, word_names

_FIELDS = frozenset({"REF", "PAGEREF", "NOTEREF"})
_CODES = tuple(word_names("instrText"))
_SIMPLE = tuple(word_names("fldSimple"))


class Reference(NamedTuple):
    """A reference field: the stretch of the paragraph that shows it, its bookmark and its switches in lower case."""

    paragraph: int
    start: int
    end: int
    shown: str
    bookmark: str
    switches: tuple[str, ...]


def may_hold_references(element: etree._Element) -> bool:
    """Whether a w:p holds the code of a reference: a quick look before its items are made."""
    if any("REF" in (code.text or "").upper() for code in element.iter(*_CODES)):
        return True
    return any("REF" in (attribute(field, "instr") or "").upper() for field in element.iter(*_SIMPLE))


def references_in(line: Line, paragraph: int) -> Iterator[Reference]:
    """Yield the references of a paragraph that show something."""
    extents: dict[Field, tuple[int, int]] = {}
    for item in line.visible:
        for field in item.fields:
            if field.name in _FIELDS:
                extents[field] = (extents[field][0] if field in extents else item.start, item.end)
    for field, (start, end) in extents.items():
        words = field.code.split()
        if len(words) > 1:
            switches = tuple(word.lower() for word in words[2:])
            yield Reference(paragraph, start, end, line.text[start:end], words[1].strip('"'), switches)
