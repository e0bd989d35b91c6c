"""From offsets in a passage back to the text nodes of the file, for whoever writes comments or changes there."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from contractkit.word.names import XML_SPACE
from contractkit.word.passages import Passage


class Slice(NamedTuple):
    """Characters ``start`` to ``end`` of ``node.text``; ``node`` is a w:t (or w:delText, m:t) element."""

    node: etree._Element
    start: int
    end: int


def locate(passage: Passage, start: int, end: int) -> list[Slice]:
    """Return where ``passage.text[start:end]`` stands in the XML, in order.

    Characters without a text node of their own (tabs, breaks, ticked boxes) are left out. Raises ValueError when the
    stretch is not within the passage.
    """
    if not 0 <= start <= end <= len(passage.text):
        raise ValueError(f"{start} to {end} is not within a passage of {len(passage.text)} characters")
    found = []
    position = 0
    for node, chunk in zip(passage.nodes, passage.chunks, strict=True):
        after = position + len(chunk)
        if node is not None and max(start, position) < min(end, after):
            skipped = _skipped(node, chunk)
            first = max(start, position) - position + skipped
            found.append(Slice(node, first, min(end, after) - position + skipped))
        position = after
    return found


def _skipped(node: etree._Element, chunk: str) -> int:
    """Characters at the start of a node that Word leaves out: white space, unless the node keeps it."""
    raw = node.text or ""
    if len(raw) == len(chunk) or node.get(XML_SPACE) == "preserve":
        return 0
    return len(raw) - len(raw.lstrip(" \t\n\r"))
