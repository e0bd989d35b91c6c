"""Parts of custom XML, which Word keeps and never shows: where a file carries data of ours."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from contractkit.word.package import Package
from contractkit.word.parsing import BrokenPartError


def custom_roots(package: Package, tag: str) -> Iterator[etree._Element]:
    """Yield the roots called ``tag`` of the parts of custom XML, by name of part. A broken one holds none."""
    for name in sorted(package.names):
        if not (name.startswith("customxml/item") and name.endswith(".xml") and "props" not in name):
            continue
        try:
            root = package.tree(name)
        except BrokenPartError:
            continue  # somebody else's data; whoever reads the text reports it
        if root.tag == tag:
            yield root
