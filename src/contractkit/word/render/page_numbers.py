"""Page numbers in the contents and the count in the footer: computed, or left out where a size is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from contractkit.word.names import W
from contractkit.word.render.fields import w
from contractkit.word.render.layout import Layout, lay_out
from contractkit.word.render.package import Parts, parsed, serialised

_RUNNING_PARTS = re.compile(r"word/(?:header|footer)\d*\.xml")


def number_pages(
    parts: Parts, root: etree._Element, contents: Iterable[etree._Element], labels: Mapping[str, str]
) -> None:
    """Give every entry of the contents its page, and the footer the count; none where something cannot be measured.

    ``contents`` are the paragraphs of the contents, ``labels`` the numbers of paragraphs by their ids.
    """
    layout = lay_out(parts, root, labels)
    for entry in (link for paragraph in contents for link in paragraph.iter(w("hyperlink"))):
        if layout is None:
            _without_page(entry)
        else:
            next(_results(entry, "PAGEREF")).text = str(layout.pages[entry.get(w("anchor"), "")])
    if layout is not None:
        _show_count(parts, layout)


def _without_page(entry: etree._Element) -> None:
    """Take the page number out of an entry of the contents, with the tab before it."""
    for run in list(entry)[-6:]:  # the tab, and a field of five runs
        entry.remove(run)


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
