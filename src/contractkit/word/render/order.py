"""The order in which the schema wants properties of runs and paragraphs; Word repairs a file that has another."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from contractkit.word.render.fields import w

_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath"
)
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_STYLE = (
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
    "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
)
_ORDERS = {w(name): order.split() for name, order in (("rPr", _RUN), ("pPr", _PARAGRAPH), ("style", _STYLE))}


def child(parent: etree._Element, name: str) -> etree._Element:
    """Return the property ``name`` of a style, rPr or pPr, made in its place when it is not there."""
    found = parent.find(w(name))
    if found is None:
        found = etree.SubElement(parent, w(name))
        sort(parent)
    return found


def put(parent: etree._Element, properties: Iterable[etree._Element]) -> None:
    """Put properties in, each instead of the one of the same name."""
    for new in properties:
        old = parent.find(new.tag)
        if old is not None:
            parent.remove(old)
        parent.append(new)
    sort(parent)


def sort(parent: etree._Element) -> None:
    """Bring the children in the order of the schema."""
    places = {w(name): at for at, name in enumerate(_ORDERS[parent.tag])}
    parent[:] = sorted(parent, key=lambda element: places.get(element.tag, len(places)))
