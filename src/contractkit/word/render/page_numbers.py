"""Page numbers in the contents and the count in the footer: computed, or left out where a size is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from contractkit.word.names import W
from contractkit.word.render.fields import PageNumber, w
from contractkit.word.render.layout import Layout, lay_out
from contractkit.word.render.package import Parts, parsed, serialised

_RUNNING_PARTS = re.compile(r"word/(?:header|footer)\d*\.xml")


def number_pages(
    parts: Parts, root: etree._Element, labels: Mapping[str, str], entries: Mapping[str, PageNumber]
) -> None:
    """Give every entry of the contents its page, and the footer the count; none where something cannot be measured.

    ``labels`` are the numbers of paragraphs by their ids, ``entries`` the page numbers to set by their bookmarks.
    """
    layout = lay_out(parts, root, labels)
    for bookmark, number in entries.items():
        if layout is None:
            number.remove()
        else:
            number.show(layout.pages[bookmark])
    if layout is not None:
        _show_count(parts, layout)


def _show_count(parts: Parts, layout: Layout) -> None:
    """Set the text that the number of pages has until a program counts them."""
    for name in [name for name in parts if _RUNNING_PARTS.fullmatch(name) and b"NUMPAGES" in parts[name]]:
        root = parsed(parts[name])
        for text in _results(root, "NUMPAGES"):
            text.text = str(layout.count)
        parts[name] = serialised(root)


def _results(root: etree._Element, code: str) -> Iterator[etree._Element]:
    """Yield the first text of every field with this code."""
    wanted = found = False
    for element in root.iter(w("instrText"), w("fldChar"), w("t"), w("fldSimple")):
        if element.tag == w("fldSimple"):
            if (element.get(w("instr")) or "").split()[:1] == [code]:
                yield from list(element.iter(f"{{{W}}}t"))[:1]
        elif element.tag == w("instrText"):
            wanted = (element.text or "").split()[:1] == [code]
        elif element.tag == w("t") and wanted and found:
            wanted = False
            yield element
        elif element.tag == w("fldChar"):
            found = element.get(w("fldCharType")) == "separate"
