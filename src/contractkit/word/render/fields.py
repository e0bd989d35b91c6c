"""Runs, bookmarks and fields of the body: text in character styles, and cross-references that Word keeps alive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from lxml import etree

from contractkit.manuscript import AnyBlock, Block, Inline, Reference, Text
from contractkit.word.names import XML_SPACE, W

_STYLES = {"bold": "Strong", "italic": "Emphasis", "term": "DefinedTerm", "confirm": "Confirm"}
_LONGEST_NAME = 40  # Word's limit for a bookmark


@cache
def w(name: str) -> str:
    """Return a WordprocessingML name as lxml writes it."""
    return f"{{{W}}}{name}"


def add(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    """Append a WordprocessingML element with attributes of the same namespace."""
    if not attributes:
        return etree.SubElement(parent, w(name))
    return etree.SubElement(parent, w(name), {w(key): value for key, value in attributes.items()})


def add_paragraph(
    parent: etree._Element, style: str, *, keep_next: bool = False, keep_lines: bool = False
) -> etree._Element:
    """Append a paragraph; with ``keep_next`` no page break follows it, with ``keep_lines`` none divides it."""
    paragraph = add(parent, "p")
    properties = add(paragraph, "pPr")
    add(properties, "pStyle", val=style)
    if keep_next:
        add(properties, "keepNext")
    if keep_lines:
        add(properties, "keepLines")
    return paragraph


def add_text(paragraph: etree._Element, text: str, style: str | None = None) -> None:
    """Append a run. Spaces at its ends are kept."""
    run = add(paragraph, "r")
    if style:
        add(add(run, "rPr"), "rStyle", val=style)
    content = add(run, "t")
    content.text = text
    if text != text.strip():
        content.set(XML_SPACE, "preserve")


def add_tab(paragraph: etree._Element) -> None:
    """Append a run with a tab."""
    add(add(paragraph, "r"), "tab")


def add_field(paragraph: etree._Element, code: str, result: str) -> None:
    """Append a whole field with its cached result, so that nothing has to be updated when the file opens."""
    open_field(paragraph, code)
    add_text(paragraph, result)
    close_field(paragraph)


def open_field(paragraph: etree._Element, code: str) -> None:
    """Append the beginning of a field up to its result."""
    add(add(paragraph, "r"), "fldChar", fldCharType="begin")
    instruction = add(add(paragraph, "r"), "instrText")
    instruction.text = f" {code} "
    instruction.set(XML_SPACE, "preserve")
    add(add(paragraph, "r"), "fldChar", fldCharType="separate")


def close_field(paragraph: etree._Element) -> None:
    """Append the end of a field."""
    add(add(paragraph, "r"), "fldChar", fldCharType="end")


@dataclass(frozen=True)
class PageNumber:
    """The page number at the end of a contents entry: its runs, the first of them the tab, the last but one the text."""

    runs: tuple[etree._Element, ...]

    def show(self, page: int) -> None:
        """Set the number that is shown."""
        for text in self.runs[-2].iter(w("t")):
            text.text = str(page)

    def remove(self) -> None:
        """Take tab and number out again."""
        for run in self.runs:
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)


def add_page_number(paragraph: etree._Element, bookmark: str) -> PageNumber:
    """Append a tab and the page of a bookmark as a field, with a number as wide as pages are until it is set."""
    before = set(paragraph)
    add_tab(paragraph)
    add_field(paragraph, f"PAGEREF {bookmark} \\h", "00")
    return PageNumber(tuple(run for run in paragraph if run not in before))


@lru_cache(maxsize=8192)
def bookmark_name(anchor: str) -> str:
    """Return a bookmark name for an anchor: hidden, of at most 40 characters, different for each anchor."""
    name = "_ck_" + anchor.replace("-", "_").replace("#", "__")
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:31]}_{hashlib.sha256(anchor.encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class Step:
    """One numbered paragraph on the way to a target: its bookmark, and the number that it shows without full stop."""

    bookmark: str
    number: str


def reference_steps(blocks: Iterable[AnyBlock]) -> dict[str, tuple[Step, ...]]:
    """Return for each anchor the paragraphs whose numbers make up its number: "7.2(b)" is 7.2 and (b)."""
    steps: dict[str, tuple[Step, ...]] = {}
    above: list[Step] = []
    for position, block in enumerate(blocks):
        if not isinstance(block, Block) or not block.number:
            continue
        step = Step(block_bookmark(block, position), block.number.rstrip("."))
        keep = max(block.depth - 1, 0) if block.kind == "clause" else 0
        above = [*above[:keep], step]
        if block.anchor:
            steps[block.anchor] = tuple(above)
    return steps


def block_bookmark(block: Block, position: int) -> str:
    """Return the name of the bookmark on a block; a block without anchor is named by its position."""
    return bookmark_name(block.anchor or f"#paragraph-{position}")


@dataclass(frozen=True)
class References:
    """The ways to all targets of cross-references, by anchor; ``quoted`` sets a term in quotes where it is defined."""

    steps: Mapping[str, tuple[Step, ...]]
    quoted: bool = False

    def add_inlines(self, paragraph: etree._Element, inlines: Iterable[Inline]) -> None:
        """Append text and cross-references."""
        for inline in inlines:
            if isinstance(inline, Text) and inline.emphasis == "term" and self.quoted:
                add_text(paragraph, "“")
                add_text(paragraph, inline.text, _STYLES["term"])
                add_text(paragraph, "”")
            elif isinstance(inline, Text):
                add_text(paragraph, inline.text, _STYLES[inline.emphasis] if inline.emphasis else None)
            else:
                self._add_reference(paragraph, inline)

    def _add_reference(self, paragraph: etree._Element, reference: Reference) -> None:
        """Append one field for each numbered paragraph on the way, each with the number it shows."""
        for step in self.steps[reference.anchor]:
            add_field(paragraph, f"REF {step.bookmark} \\n \\h", step.number)
