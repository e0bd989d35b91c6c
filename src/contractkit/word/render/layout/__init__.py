"""On which page each heading stands: a draft laid out by the rules of Word, without a layout engine.

Lines are broken by the widths of ``fonts.json``, paragraphs and rows of tables are put on pages with what keeps them
together. What has no known size (a font or a character that the tables do not hold, a picture beside the text) leaves
the draft without page numbers. CI compares every number with the pages that LibreOffice makes.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from contractkit.word.render.layout.flow import Flow, Layout
from contractkit.word.render.layout.fonts import UnmeasuredError
from contractkit.word.render.package import Parts

__all__ = ["Layout", "lay_out"]


def lay_out(parts: Parts, root: etree._Element, labels: Mapping[str, str]) -> Layout | None:
    """Return the layout of a document, or None when something in it has no known size.

    ``parts`` bring styles, theme, header and footer; ``labels`` are the numbers of paragraphs by their w14:paraId.
    """
    if "word/styles.xml" not in parts:
        return None
    try:
        return Flow(parts, root, labels).run()
    except UnmeasuredError:
        return None  # a wrong page number is worse than none
