"""What the properties of a paragraph, a section and a content control say to the walker."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from contractkit.document import View
from contractkit.word.names import W_STRICT, W, attribute, codes, is_on, relation_id
from contractkit.word.passages import TEXT_TAGS
from contractkit.word.styles import NumberedAs, Style, Styles, bounded_level, fill_of, integer, numbered_as

_PARAGRAPH = codes(("pStyle", "numPr", "outlineLvl", "rPr", "sectPr", "pPrChange", "shd"), W, W_STRICT)
_MARK = codes(("ins", "del", "moveFrom", "moveTo"), W, W_STRICT)
_PPR = codes(("pPr",), W, W_STRICT)
_SECTION = codes(("headerReference", "footerReference"), W, W_STRICT)
_CONTROL = codes(("sdtPr", "sdtContent", "showingPlcHdr"), W, W_STRICT)
_RUN_STYLE = tuple(f"{{{namespace}}}rStyle" for namespace in (W, W_STRICT))
# A longer "placeholder" is somebody's words: it is read, so that the flag cannot hide a clause.
_LONGEST_PLACEHOLDER = 120
_LONGEST_HINT = 360  # when its style says that it is one


class Properties(NamedTuple):
    """The properties of one paragraph. ``mark_absent``: in this view its mark is gone and it flows into the next.

    ``plain``: its runs may be taken as they are. ``is_numbered``: a list may number it.
    """

    style_id: str
    style: Style
    numbered: NumberedAs | None = None
    outline_level: int | None = None
    mark_absent: bool = False
    section: etree._Element | None = None
    plain: bool = True
    is_numbered: bool = False


class PropertyReader:
    """Reads properties in one view; plain paragraphs of one style share one result."""

    def __init__(self, styles: Styles, view: View) -> None:
        self._styles = styles
        self._absent_marks = ("del", "moveFrom") if view == "accepted" else ("ins", "moveTo")
        self._original = view == "original"
        default = styles.default_paragraph
        self._default = self._styled(default)
        self._known: dict[tuple[str, str | None, str | None], Properties] = {}

    def read(self, paragraph: etree._Element) -> Properties:
        """Return the properties of a w:p."""
        first = next(iter(paragraph), None)
        if first is None or first.tag not in _PPR:
            return self._default
        return self._read(first)

    def styled(self, style_id: str, list_id: str | None, list_level: str | None) -> Properties:
        """Return the properties of a paragraph that names a style ("" for the default one), perhaps a list, no more."""
        key = (style_id, list_id, list_level)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._styled(style_id or self._default.style_id, list_id, integer(list_level))
        return known

    def _styled(self, style_id: str, list_id: str | None = None, level: int | None = None) -> Properties:
        style = self._styles.get(style_id)
        direct = None if list_id is None and level is None else NumberedAs(list_id, bounded_level(level))
        is_numbered = direct is not None or style.numbered is not None
        return Properties(
            style_id, style, direct, style.outline_level, plain=style.format.plain, is_numbered=is_numbered
        )

    def _read(self, element: etree._Element) -> Properties:
        style_id = self._default.style_id
        numbered: NumberedAs | None = None
        outline_level: int | None = None
        section: etree._Element | None = None
        mark_absent = False
        fill = ""
        for child in element:
            code = _PARAGRAPH.get(child.tag)
            if code == "pStyle":
                style_id = attribute(child, "val") or style_id
            elif code == "numPr":
                numbered = numbered_as(child)
            elif code == "rPr":
                mark_absent = any(_MARK.get(item.tag) in self._absent_marks for item in child)
            elif code == "outlineLvl":
                outline_level = integer(attribute(child, "val"))
            elif code == "shd":
                fill = fill_of(child)
            elif code == "sectPr":
                section = child
            elif code == "pPrChange" and self._original:
                old = self._before_change(child)
                style_id, numbered, outline_level = old.style_id, old.numbered, old.outline_level
        style = self._styles.get(style_id)
        if fill:
            style = style._replace(format=style.format._replace(fill=fill))
        return Properties(
            style_id,
            style,
            numbered,
            style.outline_level if outline_level is None else outline_level,
            mark_absent,
            section,
            style.format.plain and not mark_absent and section is None,
            numbered is not None or style.numbered is not None,
        )

    def _before_change(self, change: etree._Element) -> Properties:
        for child in change:
            if child.tag in _PPR:
                return self._read(child)
        return self._default


def header_references(section: etree._Element) -> list[tuple[str, str, str]]:
    """Return ("header" or "footer", first/even/default, relationship id) of each reference in a w:sectPr."""
    found = []
    for child in section:
        code = _SECTION.get(child.tag)
        if code is not None:
            found.append((code[:6], attribute(child, "type") or "default", relation_id(child) or ""))
    return found


def content_control(element: etree._Element) -> tuple[etree._Element | None, bool]:
    """Return (content, whether it is only a placeholder) of a w:sdt."""
    content, flagged = None, False
    for child in element:
        code = _CONTROL.get(child.tag)
        if code == "sdtContent":
            content = child
        elif code == "sdtPr":
            flagged = any(_CONTROL.get(item.tag) == "showingPlcHdr" and is_on(item) for item in child)
    return content, flagged and content is not None and _is_placeholder(content)


def _is_placeholder(content: etree._Element) -> bool:
    length = 0
    for node in content.iter(*TEXT_TAGS):
        length += len(node.text or "")
        if length > _LONGEST_HINT:
            return False
    if length <= _LONGEST_PLACEHOLDER:
        return True
    return any("placeholder" in (attribute(style, "val") or "").lower() for style in content.iter(*_RUN_STYLE))
