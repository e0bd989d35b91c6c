"""One fast look over a part before it is walked.

Most paragraphs of a contract are runs of plain text. The survey collects their text in one pass at the speed of C, so
that the walker takes apart only the paragraphs that hold changes, fields, notes or drawings. It also counts every
character, which is how the ledger knows that nothing was lost, and finds the few formats that may conceal text.
"""

from __future__ import annotations

from lxml import etree

from contractkit.word.names import MC, XML_SPACE, M, M_STRICT, W, W_STRICT, attribute, codes
from contractkit.word.styles import Styles, fill_of, integer

_TEXT = codes(("p", "t", "tab", "br", "cr", "noBreakHyphen", "ptab", "delText"), W, W_STRICT)
_MATHS = codes(("t",), M, M_STRICT)
# Whatever makes a paragraph more than a row of runs.
_INVOLVED = {
    **codes(
        ("ins", "del", "moveFrom", "moveTo", "sdt", "fldChar", "instrText", "delInstrText", "sym", "ruby", "drawing", "pict",
         "object", "footnoteReference", "endnoteReference", "commentRangeStart", "commentReference", "subDoc", "txbxContent"),
        W, W_STRICT,
    ),
    **codes(("AlternateContent",), MC),
}  # fmt: skip
_FORMATS = codes(("vanish", "specVanish", "caps", "color", "sz", "shd", "highlight", "rStyle"), W, W_STRICT)
_TAGS = (*_TEXT, *_MATHS, *_INVOLVED, *_FORMATS)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_IGNORED_SPACE = " \t\n\r"
_LINE_SPACES = str.maketrans("\n\r\t", "   ")
_LIGHT = 3 * 0xC0  # sum of red, green and blue from which a colour may vanish on white paper
_TINY_HALF_POINTS = 4


class Line:
    """The text of one paragraph, node by node; ``plain`` says that it is nothing but runs of text, tabs and breaks.

    ``skipped`` holds, per node, how many characters at its start Word leaves out; nodes are None for tabs and breaks.
    """

    __slots__ = ("nodes", "plain", "skipped", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.nodes: list[etree._Element | None] = []
        self.skipped: list[int] = []
        self.plain = True


class Survey:
    """What one look over a part found. ``characters`` counts all characters of all text nodes."""

    def __init__(self, root: etree._Element, styles: Styles) -> None:
        self.lines: dict[etree._Element, Line] = {}
        self.characters = 0
        self.endless_fields: set[etree._Element] = set()
        self.suspects: set[etree._Element] = set()
        self._styles = styles
        self._keeps_space = root.get(XML_SPACE) == "preserve"
        self._dark_paper = False
        self._coloured: list[etree._Element] = []
        self._open_fields: list[etree._Element] = []
        self._look(root)
        self.endless_fields.update(self._open_fields)
        for element in self._coloured:
            if self._dark_paper or _is_light((attribute(element, "val") or "").upper()):
                self._suspect(element)

    def _look(self, root: etree._Element) -> None:
        line = Line()
        for element in root.iter(*_TAGS):
            tag = element.tag
            code = _TEXT.get(tag)
            if code == "t":
                self._text(line, element)
            elif code == "p":
                line = self.lines[element] = Line()
            elif code is not None:
                self._sign(line, code, element)
            elif tag in _FORMATS:
                if self._format(_FORMATS[tag], element):
                    self._suspect(element)
                    line.plain = False
            else:
                line.plain = False
                if tag in _MATHS:
                    self.characters += len(element.text or "")
                elif _INVOLVED[tag] == "fldChar":
                    self._field(element)

    def _text(self, line: Line, node: etree._Element) -> None:
        raw = node.text
        if not raw:
            return
        self.characters += len(raw)
        value, skipped = self.shown(node, raw)
        line.texts.append(value)
        line.nodes.append(node)
        line.skipped.append(skipped)

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

    def _sign(self, line: Line, code: str, element: etree._Element) -> None:
        if code == "delText":
            self.characters += len(element.text or "")
            line.plain = False
            return
        parent = element.getparent()
        if code == "tab" and (parent is None or parent.tag.endswith("}tabs")):
            return
        if code == "br" and attribute(element, "type") in ("page", "column") and not any(line.texts):
            return
        line.texts.append(_SIGNS[code])
        line.nodes.append(None)
        line.skipped.append(0)

    def _field(self, element: etree._Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._open_fields.append(element)
        elif kind == "end" and self._open_fields:
            self._open_fields.pop()

    def _format(self, code: str, element: etree._Element) -> bool:
        """Whether a property may conceal or capitalise text; colours wait until all paper colours are known."""
        if code == "sz":
            value = attribute(element, "val") or ""
            return len(value) < 2 or not value.isdigit()
        if code == "color":
            if attribute(element, "val") not in ("auto", "000000", None):
                self._coloured.append(element)
            return False
        if code == "rStyle":
            return not self._styles.get(attribute(element, "val") or "").format.plain
        if code in ("shd", "highlight"):
            self._dark_paper = self._dark_paper or code == "highlight" or not _is_light(fill_of(element) or "FFFFFF")
            return False
        return True

    def _suspect(self, element: etree._Element) -> None:
        parent = element.getparent()
        if parent is None:
            return
        self.suspects.add(parent)
        for ancestor in parent.iterancestors():
            line = self.lines.get(ancestor)
            if line is not None:
                line.plain = False
                return


def _is_light(colour: str) -> bool:
    try:
        return sum(int(colour[at : at + 2], 16) for at in (0, 2, 4)) >= _LIGHT
    except ValueError:
        return True
