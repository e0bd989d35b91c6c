"""Paragraph and character styles, resolved through their ancestors and the document's defaults."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from contractkit.word.names import W_STRICT, W, attribute, codes, is_on

_RUN_CODES = codes(
    ("b", "u", "vanish", "specVanish", "caps", "color", "sz", "shd", "highlight", "rStyle", "lang", "smallCaps"),
    W, W_STRICT,
)  # fmt: skip
_PARAGRAPH_CODES = codes(("numPr", "outlineLvl", "shd"), W, W_STRICT)
_STYLE_CODES = codes(("name", "basedOn", "pPr", "rPr", "tblPr", "tblStylePr", "tcPr"), W, W_STRICT)
_NUM_CODES = codes(("numId", "ilvl"), W, W_STRICT)
_DEEPEST_ANCESTRY = 40  # Word allows ten generations; more is a loop or an attack


class RunFormat(NamedTuple):
    """The properties of a run that decide whether a reader sees it, and how. ``size`` is in half-points."""

    strong: bool = False
    hidden: bool = False
    caps: bool = False
    color: str = ""
    size: int = 0
    fill: str = ""

    @property
    def plain(self) -> bool:
        """Whether nothing here can conceal text or change its letters."""
        return not (self.hidden or self.caps or self.fill or 0 < self.size <= 4 or self.color.strip("0"))


class NumberedAs(NamedTuple):
    """The list that numbers a paragraph: ``list_id`` "0" switches numbering off; ``level`` None means unstated."""

    list_id: str | None
    level: int | None


class Style(NamedTuple):
    """A style with everything inherited."""

    name: str = ""
    format: RunFormat = RunFormat()
    numbered: NumberedAs | None = None
    # The style in the chain that names the list; a multilevel list finds its level by it.
    numbered_by: str = ""
    outline_level: int | None = None
    shaded: bool = False
    # Whether this is one of Word's styles for the lines of a table of contents.
    lists_contents: bool = False


class Styles:
    """The styles of one document by id. An unknown id, or no styles part at all, gives plain text."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default_paragraph = ""
        self.language = ""
        self._base = Style()
        if root is not None:
            self._collect(root)

    def _collect(self, root: etree._Element) -> None:
        for element in root:
            local = etree.QName(element).localname
            if local == "style":
                identifier = attribute(element, "styleId") or ""
                self._elements[identifier] = element
                if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
                    self.default_paragraph = identifier
            elif local == "docDefaults":
                self._read_defaults(element)

    def _read_defaults(self, defaults: etree._Element) -> None:
        for properties in defaults.iter():
            local = etree.QName(properties).localname
            if local == "rPr":
                self._base = Style(format=run_format(properties, RunFormat(), self))
            elif local == "lang":
                self.language = attribute(properties, "val") or ""

    def get(self, identifier: str) -> Style:
        """Return the style with ``identifier``; the defaults when there is none."""
        style = self._resolved.get(identifier)
        if style is None:
            style = self._resolved[identifier] = self._resolve(identifier)
        return style

    def identifier_of(self, name: str) -> str:
        """Return the id of the style that is called ``name`` in any case, or "" when there is none."""
        found = (key for key, style in self._elements.items() if self._name_of(style) == name.lower())
        return next(found, "")

    @staticmethod
    def _name_of(style: etree._Element) -> str:
        return next(
            (attribute(child, "val") or "" for child in style if etree.QName(child).localname == "name"), ""
        ).lower()

    def _resolve(self, identifier: str) -> Style:
        chain: list[str] = []
        current = identifier
        while current in self._elements and current not in chain and len(chain) < _DEEPEST_ANCESTRY:
            chain.append(current)
            current = self._based_on(self._elements[current])
        style = self._base
        for ancestor in reversed(chain):
            style = self._extended(style, ancestor)
        return style

    @staticmethod
    def _based_on(element: etree._Element) -> str:
        for child in element:
            if _STYLE_CODES.get(child.tag) == "basedOn":
                return attribute(child, "val") or ""
        return ""

    def _extended(self, style: Style, identifier: str) -> Style:
        for child in self._elements[identifier]:
            code = _STYLE_CODES.get(child.tag)
            if code == "name":
                name = attribute(child, "val") or ""
                style = style._replace(name=name, lists_contents=name[:4].lower() == "toc ")
            elif code == "rPr":
                style = style._replace(format=run_format(child, style.format, self))
            elif code == "pPr":
                style = self._with_paragraph(style, child, identifier)
            elif code in ("tcPr", "tblStylePr", "tblPr") and _holds_shading(child):
                style = style._replace(shaded=True)
        return style

    @staticmethod
    def _with_paragraph(style: Style, properties: etree._Element, identifier: str) -> Style:
        for child in properties:
            code = _PARAGRAPH_CODES.get(child.tag)
            if code == "numPr":
                own = numbered_as(child)
                known = style.numbered or NumberedAs(None, None)
                merged = NumberedAs(own.list_id or known.list_id, known.level if own.level is None else own.level)
                style = style._replace(numbered=merged, numbered_by=identifier)
            elif code == "outlineLvl":
                level = integer(attribute(child, "val"))
                style = style._replace(outline_level=level if level is not None and 0 <= level < 9 else None)
            elif code == "shd":
                style = style._replace(format=style.format._replace(fill=fill_of(child)))
        return style


def _holds_shading(element: etree._Element) -> bool:
    return any(etree.QName(child).localname == "shd" and fill_of(child) for child in element.iter())


def integer(value: str | None) -> int | None:
    """Return ``value`` as an integer, None when it is none (files do carry "auto" and worse)."""
    try:
        return int(float(value)) if value else None
    except (ValueError, OverflowError):
        return None


def numbered_as(element: etree._Element) -> NumberedAs:
    """Return the list and level that a w:numPr names."""
    list_id, level = None, None
    for child in element:
        code = _NUM_CODES.get(child.tag)
        if code == "numId":
            list_id = attribute(child, "val")
        elif code == "ilvl":
            level = integer(attribute(child, "val"))
    return NumberedAs(list_id, bounded_level(level))


def bounded_level(level: int | None) -> int | None:
    """Return a list level from 0 to 8, None for any other."""
    return level if level is not None and 0 <= level < 9 else None


_THEME_WHITE = frozenset({"background1", "light1", "bg1", "lt1"})
_THEME_BLACK = frozenset({"text1", "dark1", "tx1", "dk1"})


def colour_of(element: etree._Element) -> str:
    """Return the colour of a w:color as six hexadecimal digits, "" for automatic; a theme colour goes first."""
    theme = attribute(element, "themeColor")
    if theme in _THEME_WHITE and attribute(element, "themeShade") is None:
        return "FFFFFF"
    value = (attribute(element, "val") or "").upper()
    if value == "AUTO" or (theme in _THEME_BLACK and value == "FFFFFF"):
        return ""
    return value


def fill_of(shading: etree._Element) -> str:
    """Return the background colour of a w:shd as six hexadecimal digits, or "" for none."""
    fill = (attribute(shading, "fill") or "").upper()
    if attribute(shading, "val") == "solid":
        fill = (attribute(shading, "color") or "").upper() or fill
    return "" if fill in ("AUTO", "") else fill


_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400",
    "darkMagenta": "800080", "darkRed": "8B0000", "darkGray": "A9A9A9", "green": "00FF00", "red": "FF0000",
    "magenta": "FF00FF", "darkYellow": "808000", "white": "FFFFFF", "yellow": "FFFF00", "cyan": "00FFFF",
    "lightGray": "D3D3D3",
}  # fmt: skip


def highlight_of(highlight: etree._Element) -> str:
    """Return the background colour of a w:highlight as six hexadecimal digits, or "" for none."""
    return _HIGHLIGHTS.get(attribute(highlight, "val") or "", "")


def run_format(properties: etree._Element, base: RunFormat, styles: Styles) -> RunFormat:
    """Return ``base`` changed by the run properties in ``properties`` (a w:rPr)."""
    strong, hidden, caps, color, size, fill = base
    for child in properties:
        code = _RUN_CODES.get(child.tag)
        if code is None:
            continue
        if code == "sz":
            size = integer(attribute(child, "val")) or 0
        elif code == "color":
            color = colour_of(child)
        elif code in ("b", "u"):
            strong = is_on(child)
        elif code in ("vanish", "specVanish"):
            hidden = is_on(child)
        elif code == "caps":
            caps = is_on(child)
        elif code == "rStyle":
            strong, hidden, caps, color, size, fill = _over(
                styles.get(attribute(child, "val") or "").format, RunFormat(strong, hidden, caps, color, size, fill)
            )
        elif code == "shd":
            fill = fill_of(child)
        elif code == "highlight":
            fill = highlight_of(child) or fill
    return RunFormat(strong, hidden, caps, color, size, fill)


def _over(style: RunFormat, base: RunFormat) -> RunFormat:
    """Return a character style laid over the paragraph's own format."""
    return RunFormat(
        style.strong or base.strong,
        style.hidden or base.hidden,
        style.caps or base.caps,
        style.color or base.color,
        style.size or base.size,
        style.fill or base.fill,
    )
