"""A whole draft laid out: its paragraphs and tables measured, put on pages, and the page of every bookmark."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from contractkit.word.names import W14, R
from contractkit.word.render.fields import w
from contractkit.word.render.layout.fonts import UnmeasuredError
from contractkit.word.render.layout.formats import Format, formats_of
from contractkit.word.render.layout.lines import TAB, Run, line_heights
from contractkit.word.render.layout.pages import Chunk, Pages
from contractkit.word.render.layout.tables import Ruling, row_chunks, ruling
from contractkit.word.render.package import DOCUMENT, Parts, parsed, relations_of

_STYLES, _THEME = "word/styles.xml", "word/theme/theme1.xml"
_P, _SECTION, _PARAGRAPH_ID = w("p"), w("sectPr"), f"{{{W14}}}paraId"
_R, _T, _RSTYLE, _TAB, _BR, _BOOKMARK = (w(name) for name in ("r", "t", "rStyle", "tab", "br", "bookmarkStart"))
_DRAWN, _SYMBOL, _PPR, _VAL, _NAME = (w(name) for name in ("drawing", "sym", "pPr", "val", "name"))
_EMU_PER_TWIP = 635
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_LEAST_DIVIDED = 4  # with widow control, two lines stay at the end of a page and two at its beginning


@dataclass(frozen=True, slots=True)
class Layout:
    """The page of every bookmark, counted from 1, and how many pages there are."""

    pages: Mapping[str, int]
    count: int


class Flow:
    """One layout of one document; ``labels`` are the numbers of paragraphs by their w14:paraId."""

    def __init__(self, parts: Parts, root: etree._Element, labels: Mapping[str, str]) -> None:
        self._parts = parts
        self._root = root
        self._labels = labels
        self._formats = formats_of(parts[_STYLES], parts.get(_THEME, b""))
        self._styles = {style.get(w("styleId"), ""): style for style in parsed(parts[_STYLES]).iter(w("style"))}
        self._rulings: dict[str, Ruling] = {}
        self._previous: Format | None = None
        self._last: Chunk | None = None

    def run(self) -> Layout:
        """Lay out section by section. Raises UnmeasuredError when a size is not known."""
        body = self._root.find(w("body"))
        sections = [] if body is None else list(body.iter(w("sectPr")))
        if body is None or not sections:
            raise UnmeasuredError("the document has no page size")
        depths = [self._depth(sections, at) for at in range(len(sections))]
        current = 0
        pages = Pages(depths[0][1])
        for element in body:
            width = depths[current][0]
            pages.put_later(self._chunks(element, width))
            if element.tag == _P and _ends_section(element):
                current += 1
                kind = sections[current].find(w("type"))
                if kind is not None and kind.get(w("val")) != "nextPage":
                    raise UnmeasuredError("a section does not begin on a new page")
                pages.flush()
                pages.start(depths[current][1])
                self._previous = None
        pages.flush()
        return Layout(pages.of, pages.number)

    def _chunks(self, element: etree._Element, width: int) -> list[Chunk]:
        if element.tag == _P:
            return self._paragraph(element, width)
        if element.tag == w("tbl"):
            style = element.find(f"{w('tblPr')}/{w('tblStyle')}")
            self._previous = None
            return row_chunks(element, self._ruling("" if style is None else style.get(w("val"), "")), self._in_cell)
        if element.tag == w("sectPr"):
            return []
        raise UnmeasuredError(f"the body holds {element.tag}")

    def _ruling(self, style: str) -> Ruling:
        if style not in self._rulings:
            self._rulings[style] = ruling(self._styles, style)
        return self._rulings[style]

    def _paragraph(self, paragraph: etree._Element, width: int) -> list[Chunk]:
        format, runs, heights, names, breaks = self._measured(paragraph, width)
        before, after = format.before, format.after
        before = self._beside_same(format, before)
        if breaks:
            return [Chunk(heights[0], before), Chunk(0, new_page=True)]
        if not runs and _ends_section(paragraph):
            return []  # it only ends the section, and takes no room
        hanging = heights[-1] - self._formats.ruler(format).height if format.rule == "auto" else 0
        chunks = [Chunk(height, hanging=max(hanging, 0)) for height in _undivided(heights, format)]
        first, last = chunks[0], chunks[-1]
        first.before, first.new_page, first.names = before, format.new_page, names
        first.height += format.above
        last.height += format.below
        last.after, last.keep = after, format.keep_next
        self._last = last
        return chunks

    def _beside_same(self, format: Format, before: int) -> int:
        """Return the distance before a paragraph; none between two of one style that say so."""
        same = self._previous is not None and self._previous.style == format.style
        if same and self._previous is not None and self._previous.contextual and self._last is not None:
            self._last.after = 0
        self._previous = format
        return 0 if same and format.contextual else before

    def _in_cell(self, paragraph: etree._Element, width: int) -> tuple[int, bool]:
        format, _, heights, _, _ = self._measured(paragraph, width)
        return format.before + format.above + sum(heights) + format.below + format.after, format.keep_next

    def _measured(
        self, paragraph: etree._Element, width: int
    ) -> tuple[Format, list[Run], list[int], tuple[str, ...], bool]:
        """Return format, text, heights of lines, bookmarks, and whether a page break ends the paragraph."""
        properties = paragraph[0] if len(paragraph) and paragraph[0].tag == _PPR else None
        format = self._formats.of(properties)
        runs: list[Run] = []
        names: list[str] = []
        own = ruler = self._formats.ruler(format)
        breaks, pictures = False, 0
        simple = _simple_text(paragraph)
        if simple is not None:
            runs.append(Run(simple, own))
        for item in paragraph.iter() if simple is None else ():
            tag = item.tag
            if tag == _T:
                runs.append(Run(item.text or "", ruler))
            elif tag == _R:
                ruler = own
            elif tag == _RSTYLE:
                ruler = self._formats.ruler(format, item.get(_VAL, ""))
            elif tag == _BOOKMARK:
                names.append(item.get(_NAME, ""))
            elif tag == _BR:
                breaks = breaks or item.get(w("type")) == "page"
                runs.append(Run("\n", ruler))
            elif tag == _DRAWN:
                pictures = max(pictures, _inline_height(item))
            elif tag == _TAB and item.getparent().tag == _R:  # type: ignore[union-attr]  # every tab has a parent
                runs.append(Run(TAB, ruler))
            elif tag == _SYMBOL:
                raise UnmeasuredError("a symbol stands in the text")
        label = self._labels.get(paragraph.get(_PARAGRAPH_ID, ""), "")
        heights = line_heights(runs, label, format, own, width)
        if pictures:
            heights[0] = max(heights[0], pictures)
        return format, runs, heights, tuple(names), breaks

    def _depth(self, sections: list[etree._Element], at: int) -> tuple[int, int]:
        """Return width and height between the margins; a high header or footer takes from the text."""
        size, margins = sections[at].find(w("pgSz")), sections[at].find(w("pgMar"))
        if size is None or margins is None:
            raise UnmeasuredError("a section states no page size")
        value = {
            name: int(margins.get(w(name), "0"))
            for name in ("top", "bottom", "left", "right", "header", "footer", "gutter")
        }
        width = int(size.get(w("w"), "0")) - value["left"] - value["right"] - value["gutter"]
        taken = []
        for edge, kind in (("top", "header"), ("bottom", "footer")):
            story = self._story(sections[: at + 1], kind)
            taken.append(max(abs(value[edge]), value[kind] + self._story_height(story, width) if story else 0))
        return width, int(size.get(w("h"), "0")) - sum(taken)

    def _story(self, sections: list[etree._Element], kind: str) -> str:
        """Return the part of the header that a section shows: its own, or that of the section before."""
        for section in reversed(sections):
            for reference in section.iterfind(w(f"{kind}Reference")):
                if reference.get(w("type"), "default") == "default":
                    wanted = reference.get(f"{{{R}}}id")
                    for relation in relations_of(self._parts, DOCUMENT):
                        if relation.get("Id") == wanted:
                            return posixpath.join("word", str(relation.get("Target")))
        return ""

    def _story_height(self, name: str, width: int) -> int:
        height = 0
        for element in parsed(self._parts[name]):
            height += sum(chunk.before + chunk.height + chunk.after for chunk in self._chunks(element, width))
        self._previous = self._last = None
        return height


def _ends_section(paragraph: etree._Element) -> bool:
    """Whether a paragraph's properties hold those of a section; the schema wants them first, and these last in them."""
    return len(paragraph) > 0 and len(paragraph[0]) > 0 and paragraph[0][-1].tag == _SECTION


def _simple_text(paragraph: etree._Element) -> str | None:
    """Return the text of a paragraph that holds properties and one plain run, as most do; None for any other."""
    if len(paragraph) == 2 and paragraph[1].tag == _R:  # properties and the run
        run = paragraph[1]
        if len(run) == 1 and run[0].tag == _T:
            return run[0].text or ""
    return None


def _undivided(heights: list[int], format: Format) -> Iterator[int]:
    """Yield the heights of the pieces that no page break divides."""
    if format.keep_lines or (format.widow and len(heights) < _LEAST_DIVIDED):
        yield sum(heights)
    elif format.widow:
        yield sum(heights[:2])
        yield from heights[2:-2]
        yield sum(heights[-2:])
    else:
        yield from heights


def _inline_height(drawing: etree._Element) -> int:
    inline = drawing.find(f"{_DRAWING}inline")
    if inline is None:
        return 0  # it stands beside or behind the text
    extent = inline.find(f"{_DRAWING}extent")
    return 0 if extent is None else -(-int(extent.get("cy", "0")) // _EMU_PER_TWIP)
