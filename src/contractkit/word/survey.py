"""One fast look over a part before it is walked.

Most paragraphs of a contract are runs of plain text. The survey collects their text in one pass at the speed of C, so
that the walker takes apart only the paragraphs that hold changes, fields, notes or drawings. It also counts every
character, which is how the ledger knows that nothing was lost, and finds the few formats that may conceal text.
"""

from __future__ import annotations

from lxml import etree

from contractkit.word.names import MC, XML_SPACE, M, M_STRICT, W, W_STRICT, attribute, codes, is_on
from contractkit.word.passages import Piece
from contractkit.word.styles import Styles, fill_of

_CODES = {
    **codes(("p", "t", "tab", "br", "cr", "noBreakHyphen", "ptab", "delText"), W, W_STRICT),
    **codes(("pStyle", "numPr", "outlineLvl", "sectPr", "pPrChange"), W, W_STRICT),
    **codes(("vanish", "specVanish", "caps", "color", "sz", "shd", "highlight", "rStyle", "b", "u"), W, W_STRICT),
    # Whatever makes a paragraph more than a row of runs.
    **codes(
        ("ins", "del", "moveFrom", "moveTo", "sdt", "fldChar", "instrText", "delInstrText", "sym", "ruby", "drawing", "pict",
         "object", "footnoteReference", "endnoteReference", "commentRangeStart", "commentReference", "subDoc", "txbxContent"),
        W, W_STRICT,
    ),
    **codes(("AlternateContent",), MC),
    **{tag: "maths" for tag in codes(("t",), M, M_STRICT)},
}  # fmt: skip
_TAGS = tuple(_CODES)
_VALUES = tuple(f"{{{namespace}}}val" for namespace in (W, W_STRICT))
_PROPERTIES = frozenset({"numPr", "outlineLvl", "sectPr", "pPrChange"})
_FORMATS = frozenset({"vanish", "specVanish", "caps", "color", "shd", "highlight", "rStyle", "b", "u"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_IGNORED_SPACE = " \t\n\r"
_LINE_SPACES = str.maketrans("\n\r\t", "   ")
_LIGHT = 3 * 0xC0  # sum of red, green and blue from which a colour may vanish on white paper


class Line:
    """The text of one paragraph, node by node.

    ``plain`` says that it is nothing but runs of text, tabs and breaks; ``simple`` that its properties name a style
    (``style_id``) and nothing else that counts here.
    """

    __slots__ = ("length", "pieces", "plain", "simple", "style_id", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.plain = True
        self.simple = True
        self.style_id = ""


class Survey:
    """What one look over a part found. ``characters`` counts all characters of all text nodes.

    ``suspects`` are the w:rPr elements that may conceal or capitalise text; ``strong`` and ``weak`` those that switch
    bold or underline on and off.
    """

    def __init__(self, root: etree._Element, styles: Styles) -> None:
        self.lines: dict[etree._Element, Line] = {}
        self.characters = 0
        self.endless_fields: set[etree._Element] = set()
        self.suspects: set[etree._Element | None] = set()
        self.strong: set[etree._Element | None] = set()
        self.weak: set[etree._Element | None] = set()
        self._styles = styles
        self._keeps_space = root.get(XML_SPACE) == "preserve"
        self._dark_paper = False
        self._coloured: list[tuple[etree._Element, Line]] = []
        self._open_fields: list[etree._Element] = []
        self._look(root)
        self.endless_fields.update(self._open_fields)
        for element, line in self._coloured:
            if self._dark_paper or _is_light((attribute(element, "val") or "").upper()):
                self.suspects.add(element.getparent())
                line.plain = False

    def _look(self, root: etree._Element) -> None:
        line = Line()
        characters = 0
        transitional, strict = _VALUES
        for element in root.iter(*_TAGS):
            code = _CODES[element.tag]
            if code == "t":
                raw = element.text
                if raw:
                    characters += len(raw)
                    if raw[0] <= " " or raw[-1] <= " " or "\n" in raw or "\t" in raw:
                        raw, skipped = self.shown(element, raw)
                    else:
                        skipped = 0
                    length = len(raw)
                    line.texts.append(raw)
                    line.pieces.append((element, line.length, length, skipped))
                    line.length += length
            elif code == "sz":
                size = element.get(transitional) or element.get(strict) or ""
                if len(size) < 2 or not size.isdigit():
                    self.suspects.add(element.getparent())
                    line.plain = False
            elif code == "p":
                line = self.lines[element] = Line()
            elif code == "pStyle":
                if line.simple:
                    line.style_id = element.get(transitional) or element.get(strict) or ""
            elif code in _PROPERTIES:
                line.simple = False
            elif code in _SIGNS:
                self._sign(line, code, element)
            elif code in _FORMATS:
                self._format(line, code, element)
            else:
                line.plain = False
                if code in ("maths", "delText"):
                    characters += len(element.text or "")
                elif code == "fldChar":
                    self._field(element)
        self.characters += characters

    def shown(self, node: etree._Element, raw: str) -> tuple[str, int]:
        """Return (what Word shows of a text node, characters left out at its start)."""
        skipped = 0
        if (raw[0] in _IGNORED_SPACE or raw[-1] in _IGNORED_SPACE) and not (
            self._keeps_space or node.get(XML_SPACE) == "preserve"
        ):
            skipped = len(raw) - len(raw.lstrip(_IGNORED_SPACE))
            raw = raw.strip(_IGNORED_SPACE)
        if "\n" in raw or "\t" in raw or "\r" in raw:
            raw = raw.translate(_LINE_SPACES)
        return raw, skipped

    @staticmethod
    def _sign(line: Line, code: str, element: etree._Element) -> None:
        parent = element.getparent()
        if code == "tab" and (parent is None or parent.tag.endswith("}tabs")):
            return
        if code == "br" and attribute(element, "type") in ("page", "column") and not line.length:
            return
        line.texts.append(_SIGNS[code])
        line.pieces.append((None, line.length, 1, 0))
        line.length += 1

    def _field(self, element: etree._Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._open_fields.append(element)
        elif kind == "end" and self._open_fields:
            self._open_fields.pop()

    def _format(self, line: Line, code: str, element: etree._Element) -> None:
        """Note a property that may conceal or stress text; colours wait until all paper colours are known."""
        if code in ("b", "u"):
            (self.strong if is_on(element) else self.weak).add(element.getparent())
        elif code == "color":
            if attribute(element, "val") not in ("auto", "000000", None):
                self._coloured.append((element, line))
        elif code in ("shd", "highlight"):
            line.simple = False
            self._dark_paper = self._dark_paper or code == "highlight" or not _is_light(fill_of(element) or "FFFFFF")
        elif code == "rStyle":
            shown = self._styles.get(attribute(element, "val") or "").format
            if shown.strong:
                self.strong.add(element.getparent())
            if not shown.plain:
                self.suspects.add(element.getparent())
                line.plain = False
        else:
            self.suspects.add(element.getparent())
            line.plain = False


def _is_light(colour: str) -> bool:
    try:
        return sum(int(colour[at : at + 2], 16) for at in (0, 2, 4)) >= _LIGHT
    except ValueError:
        return True
