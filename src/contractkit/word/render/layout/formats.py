"""How paragraphs look by their styles: the properties that decide where lines and pages end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from contractkit.word.names import A
from contractkit.word.render.fields import w
from contractkit.word.render.layout.fonts import Font, Measure, UnmeasuredError, measure
from contractkit.word.render.package import parsed

_VAL = w("val")
_PSTYLE, _NO_FORMAT = w("pStyle"), (w("sectPr"), w("rPr"))
_OFF = ("0", "false", "off", "none")
_DEEPEST = 20
_BORDER_UNIT = 20 / 8  # twips in an eighth of a point


@dataclass(frozen=True, slots=True)
class Format:
    """A paragraph's properties; distances in twips, ``line`` in 240ths for the rule "auto", else in twips."""

    style: str
    font: Font
    before: int = 0
    after: int = 0
    line: int = 240
    rule: str = "auto"
    left: int = 0
    right: int = 0
    first: int = 0
    above: int = 0  # border and its distance
    below: int = 0
    tabs: tuple[tuple[int, str], ...] = ()
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    widow: bool = False
    contextual: bool = False
    numbered: bool = False


class Formats:
    """The formats of a file's styles, resolved once."""

    def __init__(self, styles: etree._Element, theme: Mapping[str, str]) -> None:
        self._theme = theme
        elements = styles.findall(w("style"))
        self._styles = {element.get(w("styleId"), ""): element for element in elements}
        self._normal = next(
            (
                element.get(w("styleId"), "")
                for element in elements
                if element.get(w("type")) == "paragraph" and element.get(w("default")) in ("1", "true")
            ),
            "",
        )
        defaults = styles.find(w("docDefaults"))
        self._defaults = [] if defaults is None else [item[0] for item in defaults if len(item)]
        self._known: dict[str, Format] = {}
        self._special: dict[tuple[str, str], Format] = {}  # paragraphs with properties of their own
        self._runs: dict[tuple[str, str], Measure] = {}

    def of(self, properties: etree._Element | None) -> Format:
        """Return the format of a paragraph with these properties (w:pPr)."""
        if properties is None:
            return self._of_style(self._normal)
        if len(properties) == 1 and properties[0].tag == _PSTYLE:
            return self._of_style(properties[0].get(_VAL, ""))
        style, own = self._normal, ""
        for item in properties:
            if item.tag == _PSTYLE:
                style = item.get(_VAL, "")
            elif item.tag not in _NO_FORMAT:
                own += f"{item.tag} {item.items()} " if len(item) == 0 else etree.tostring(item, encoding="unicode")
        known = self._special.get((style, own)) if own else self._of_style(style)
        if known is None:
            known = self._special[style, own] = self._with_paragraph(self._of_style(style), properties)
        return known

    def ruler(self, format: Format, style: str = "") -> Measure:
        """Return the measure of a run in a character style ("" for none) in a paragraph of this format.

        Raises UnmeasuredError when the font has no known widths.
        """
        known = self._runs.get((format.style, style))
        if known is None:
            font = format.font
            for element in self._chain(style):
                font = self._with_run(font, element.find(w("rPr")))
            known = self._runs[format.style, style] = measure(font)
        return known

    def _of_style(self, style: str) -> Format:
        known = self._known.get(style)
        if known is None:
            known = Format(style, Font("Times New Roman", 20))
            sources = [*self._defaults]
            for element in self._chain(style):
                sources += element.iterfind(w("pPr"))
                sources += element.iterfind(w("rPr"))
            for source in sources:
                if source.tag == w("pPr"):
                    known = self._with_paragraph(known, source)
                else:
                    known = replace(known, font=self._with_run(known.font, source))
            self._known[style] = known
        return known

    def _chain(self, style: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        element = self._styles.get(style)
        while element is not None and element not in chain and len(chain) < _DEEPEST:
            chain.append(element)
            based = element.find(w("basedOn"))
            element = None if based is None else self._styles.get(based.get(_VAL, ""))
        return chain[::-1]

    def _with_run(self, font: Font, properties: etree._Element | None) -> Font:
        for item in () if properties is None else properties:
            value = item.get(_VAL, "")
            match etree.QName(item).localname:
                case "rFonts":
                    font = replace(font, name=self._font_name(item) or font.name)
                case "sz":
                    font = replace(font, size=int(value))
                case "b":
                    font = replace(font, bold=value not in _OFF)
                case "i":
                    font = replace(font, italic=value not in _OFF)
                case "caps":
                    font = replace(font, caps=value not in _OFF)
                case "spacing":
                    font = replace(font, spacing=int(value))
                case "kern":
                    font = replace(font, kerned=int(value or 0) > 0)
                case "smallCaps" | "vanish" | "position" | "vertAlign" as name if value not in (*_OFF, "baseline"):
                    raise UnmeasuredError(f"a run has the property {name}")
                case "w" if value not in ("", "100"):
                    raise UnmeasuredError("characters are made wider")
        return font

    def _font_name(self, item: etree._Element) -> str:
        theme = item.get(w("asciiTheme"))
        if theme:
            return self._theme.get("major" if theme.startswith("major") else "minor", "")
        return item.get(w("ascii"), "")

    @staticmethod
    def _with_paragraph(format: Format, properties: etree._Element) -> Format:
        for item in properties:
            on = item.get(_VAL, "") not in _OFF
            match etree.QName(item).localname:
                case "keepNext":
                    format = replace(format, keep_next=on)
                case "keepLines":
                    format = replace(format, keep_lines=on)
                case "pageBreakBefore":
                    format = replace(format, new_page=on)
                case "widowControl":
                    format = replace(format, widow=on)
                case "contextualSpacing":
                    format = replace(format, contextual=on)
                case "numPr":
                    format = replace(format, numbered=True)
                case "spacing":
                    format = _with_spacing(format, item)
                case "ind":
                    format = _with_indents(format, item)
                case "pBdr":
                    format = replace(format, above=_border(item, "top"), below=_border(item, "bottom"))
                case "tabs":
                    stops = ((int(tab.get(w("pos"), "0")), tab.get(_VAL, "")) for tab in item)
                    format = replace(format, tabs=tuple(sorted(stop for stop in stops if stop[1] != "clear")))
        return format


def _with_spacing(format: Format, item: etree._Element) -> Format:
    if any(item.get(w(name), "0") not in _OFF for name in ("beforeAutospacing", "afterAutospacing")):
        raise UnmeasuredError("the distance between paragraphs is left to the program")
    rule = item.get(w("lineRule"), "auto")
    return replace(
        format,
        before=int(item.get(w("before"), format.before)),
        after=int(item.get(w("after"), format.after)),
        line=int(item.get(w("line"), format.line)),
        rule=rule if item.get(w("line")) else format.rule,
    )


def _with_indents(format: Format, item: etree._Element) -> Format:
    left, right = (item.get(w(side)) or item.get(w(other)) for side, other in (("left", "start"), ("right", "end")))
    first = item.get(w("firstLine"))
    hanging = item.get(w("hanging"))
    return replace(
        format,
        left=format.left if left is None else int(left),
        right=format.right if right is None else int(right),
        first=-int(hanging) if hanging is not None else int(first) if first is not None else format.first,
    )


def _border(item: etree._Element, side: str) -> int:
    line = item.find(w(side))
    if line is None or line.get(_VAL) in ("nil", "none", None):
        return 0
    return round(int(line.get(w("sz"), "0")) * _BORDER_UNIT) + int(line.get(w("space"), "0")) * 20


@lru_cache(maxsize=32)
def formats_of(styles: bytes, theme: bytes) -> Formats:
    """Return the formats of styles.xml and of the theme that it may name fonts of ("" for none)."""
    return Formats(parsed(styles), _theme_fonts(parsed(theme)) if theme else {})


def _theme_fonts(theme: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    kinds: Iterable[str] = ("major", "minor")
    for kind in kinds:
        latin = next(theme.iterfind(f".//{{{A}}}{kind}Font/{{{A}}}latin"), None)
        if latin is not None:
            found[kind] = latin.get("typeface", "")
    return found
