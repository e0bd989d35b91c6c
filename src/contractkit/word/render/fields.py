"""Runs, bookmarks and fields of the body: text in character styles, and cross-references that Word keeps alive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from lxml import etree

from contractkit.manuscript import AnyBlock, Block, Inline, Reference
from contractkit.word.names import W
from contractkit.word.render.markup import Runs

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


def add_paragraph(parent: etree._Element, style: str) -> etree._Element:
    """Append a paragraph in a paragraph style."""
    paragraph = add(parent, "p")
    add(add(paragraph, "pPr"), "pStyle", val=style)
    return paragraph


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

    def add_inlines(self, runs: Runs, inlines: Iterable[Inline]) -> None:
        """Append text and cross-references."""
        for inline in inlines:
            if isinstance(inline, Reference):
                self._add_reference(runs, inline)
            elif inline.emphasis is None:
                runs.add_text(inline.text)
            elif inline.emphasis == "term" and self.quoted:
                runs.add_text("“")
                runs.add_text(inline.text, _STYLES["term"])
                runs.add_text("”")
            else:
                runs.add_text(inline.text, _STYLES[inline.emphasis])

    def _add_reference(self, runs: Runs, reference: Reference) -> None:
        """Append one field for each numbered paragraph on the way, each with the number it shows."""
        for step in self.steps[reference.anchor]:
            runs.add_field(f"REF {step.bookmark} \\n \\h", step.number)
