"""Find the few runs whose format may conceal text, so that the walker need not look at the format of every run."""

from __future__ import annotations

from lxml import etree

from contractkit.word.names import W, W_STRICT, attribute, codes
from contractkit.word.styles import Styles, fill_of, integer

_CODES = codes(("vanish", "specVanish", "caps", "color", "sz", "shd", "highlight", "rStyle"), W, W_STRICT)
_TAGS = tuple(_CODES)
_LIGHT = 3 * 0xC0  # sum of red, green and blue from which a colour may vanish on white paper
TINY_HALF_POINTS = 4


def suspect_formats(root: etree._Element, styles: Styles) -> set[etree._Element]:
    """Return the w:rPr elements under ``root`` that may hide, shrink or capitalise text, or colour it like its paper."""
    suspects: set[etree._Element | None] = set()
    coloured: list[etree._Element] = []
    dark_paper = False
    for element in root.iter(*_TAGS):
        code = _CODES[element.tag]
        if code == "sz":
            size = attribute(element, "val")
            if size is not None and len(size) < 2 or (integer(size) or 99) <= TINY_HALF_POINTS:
                suspects.add(element.getparent())
        elif code == "color":
            value = attribute(element, "val") or ""
            if value not in ("auto", "000000", ""):
                coloured.append(element)
        elif code == "rStyle":
            if not styles.get(attribute(element, "val") or "").format.plain:
                suspects.add(element.getparent())
        elif code in ("shd", "highlight"):
            dark_paper = dark_paper or code == "highlight" or not _is_light(fill_of(element) or "FFFFFF")
        else:
            suspects.add(element.getparent())
    for element in coloured:
        if dark_paper or _is_light((attribute(element, "val") or "").upper()):
            suspects.add(element.getparent())
    return {element for element in suspects if element is not None}


def _is_light(colour: str) -> bool:
    try:
        return sum(int(colour[at : at + 2], 16) for at in (0, 2, 4)) >= _LIGHT
    except ValueError:
        return True
