"""One fast look over a part before it is walked.

Most paragraphs of a contract are runs of plain text. The survey collects their text in one pass at the speed of C, so
that the walker takes apart only the paragraphs that hold changes, fields, notes or drawings. It also counts the text
nodes, which is how the ledger knows that nothing was lost, and finds the few formats that may conceal text.
"""

from __future__ import annotations

from lxml import etree

from contractkit.word.concealment import indistinct
from contractkit.word.names import M_STRICT, MC, W_STRICT, XML_SPACE, M, W, attribute, codes, is_on
from contractkit.word.passages import Passage
from contractkit.word.styles import Styles, colour_of, fill_of, highlight_of

_CODES = {
    **codes(("p", "t", "tab", "br", "cr", "noBreakHyphen", "ptab"), W, W_STRICT),
    **codes(("pStyle", "numId", "ilvl", "outlineLvl", "sectPr", "pPrChange"), W, W_STRICT),
    **codes(("vanish", "specVanish", "caps", "color", "sz", "shd", "highlight", "rStyle", "b", "u"), W, W_STRICT),
    # Whatever makes a paragraph more than a row of runs.
    **codes(
        ("ins", "del", "moveFrom", "moveTo", "showingPlcHdr", "delText", "delInstrText", "sym", "ruby", "drawing",
         "pict", "object", "subDoc", "txbxContent", "tbl"),
        W, W_STRICT,
    ),
    **codes(("fldChar", "instrText", "footnoteReference", "endnoteReference"), W, W_STRICT),
    **codes(("commentRangeStart", "commentReference"), W, W_STRICT),
    **codes(("AlternateContent",), MC),
    **dict.fromkeys(codes(("t",), M, M_STRICT), "maths"),
}  # fmt: skip
_TAGS = tuple(_CODES)
_TAGS_WITHOUT_SIZES = tuple(tag for tag, code in _CODES.items() if code != "sz")
_VALUES = tuple(f"{{{namespace}}}val" for namespace in (W, W_STRICT))
# Taken in the loop itself, because every paragraph of a long list has all three.
_NAMED = {"pStyle": "style_id", "numId": "list_id", "ilvl": "list_level"}
_PROPERTIES = frozenset({"outlineLvl", "sectPr", "pPrChange"})
_MARKS = frozenset(
    {"fldChar", "instrText", "footnoteReference", "endnoteReference", "commentRangeStart", "commentReference"}
)
# Fields whose codes name nothing outside the file.
_SIMPLE_FIELDS = frozenset({"REF", "PAGEREF", "NOTEREF", "STYLEREF", "PAGE", "NUMPAGES", "SECTIONPAGES", "SEQ", "DATE"})
_FORMATS = frozenset({"sz", "vanish", "specVanish", "caps", "color", "shd", "highlight", "rStyle", "b", "u"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_IGNORED_SPACE = " \t\n\r"
_LINE_SPACES = str.maketrans("\n\r\t", "   ")


class Survey:
    """What one look over a part found. ``texts`` counts its text nodes that are not empty.

    ``suspects`` are the w:rPr elements that may conceal or capitalise text; ``strong`` and ``weak`` those that switch
    bold or underline on and off.
    """

    def __init__(self, root: etree._Element, styles: Styles, *, sizes: bool = True) -> None:
        self.passages: dict[etree._Element, Passage] = {}
        self.texts = 0
        self.endless_fields: set[etree._Element] = set()
        self.suspects: set[etree._Element | None] = set()
        self.strong: set[etree._Element | None] = set()
        self.weak: set[etree._Element | None] = set()
        self._styles = styles
        self._keeps_space = root.get(XML_SPACE) == "preserve"
        self._papers = {"FFFFFF"}
        self._black_cells = False
        self._coloured: list[tuple[etree._Element, Passage, str]] = []
        self._open_fields: list[etree._Element] = []
        self._in_code = False
        self._code = ""
        self._look(root, _TAGS if sizes else _TAGS_WITHOUT_SIZES)
        self.endless_fields.update(self._open_fields)
        for element, passage, colour in self._coloured:
            if any(indistinct(colour, paper) for paper in self._papers):
                self.suspects.add(element.getparent())
                passage.plain = False

    def _look(self, root: etree._Element, tags: tuple[str, ...]) -> None:
        passage = Passage(None)
        passages, chunks, nodes = self.passages, passage.chunks, passage.nodes
        texts = 0
        transitional, strict = _VALUES
        for element in root.iter(*tags):
            code = _CODES[element.tag]
            if code == "t":
                raw = _flat(element) if len(element) else element.text
                if not raw:
                    continue
                texts += 1
                if self._in_code:
                    # The result of a field inside the code of another: rare, and the walker knows what to do.
                    passage.plain = False
                    continue
                if (raw[0] <= " " or raw[-1] <= " ") and element.get(XML_SPACE) != "preserve":
                    raw = self.shown(element, raw)
                elif "\n" in raw or "\t" in raw or "\r" in raw:
                    raw = raw.translate(_LINE_SPACES)
                chunks.append(raw)
                nodes.append(element)
            elif code == "p":
                if self._open_fields:
                    passage.plain = False  # a field goes on into the next paragraph: the walker must follow it
                passage = passages[element] = Passage(element)
                chunks, nodes = passage.chunks, passage.nodes
                if self._open_fields:
                    passage.plain = False
            elif code in _NAMED:
                value = element.get(transitional) or element.get(strict)
                if passage.simple and value:
                    setattr(passage, _NAMED[code], value)
            else:
                texts += self._other(passage, code, element)
        self.texts += texts

    def _other(self, passage: Passage, code: str, element: etree._Element) -> int:
        """Take anything but text and paragraphs; return how many text nodes it is (0 or 1)."""
        if code in _SIGNS:
            self._sign(passage, code, element)
        elif code in _PROPERTIES:
            passage.simple = False
        elif code in _MARKS:
            self._mark(passage, code, element)
        elif code in _FORMATS:
            self._format(passage, code, element)
        elif code != "tbl" or _stands_in_paragraph(element):
            passage.plain = False
            return int(code in ("maths", "delText") and bool(_flat(element)))
        return 0

    def shown(self, node: etree._Element, raw: str) -> str:
        """Return what Word shows of the text of a node: outer spaces only when kept, line ends as spaces."""
        if (raw[0] in _IGNORED_SPACE or raw[-1] in _IGNORED_SPACE) and not (
            self._keeps_space or node.get(XML_SPACE) == "preserve"
        ):
            raw = raw.strip(_IGNORED_SPACE)
        if "\n" in raw or "\t" in raw or "\r" in raw:
            raw = raw.translate(_LINE_SPACES)
        return raw

    @staticmethod
    def _sign(passage: Passage, code: str, element: etree._Element) -> None:
        parent = element.getparent()
        if code == "tab" and (parent is None or parent.tag.endswith("}tabs")):
            return
        if code == "br" and attribute(element, "type") in ("page", "column") and not any(passage.chunks):
            return
        passage.chunks.append(_SIGNS[code])
        passage.nodes.append(None)

    def _mark(self, passage: Passage, code: str, element: etree._Element) -> None:
        """Take a mark that stands between words: of a field, a note, a comment."""
        if code == "fldChar":
            self._field(passage, element)
        elif code == "instrText":
            self._code += element.text or ""
        elif code in ("footnoteReference", "endnoteReference"):
            passage.notes += ((code[:-9], attribute(element, "id") or ""),)
        else:
            passage.comments += (attribute(element, "id") or "",)

    def _field(self, passage: Passage, element: etree._Element) -> None:
        """Follow a field; only simple ones, which begin and end in one paragraph, leave it plain."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            passage.plain = passage.plain and not self._open_fields and len(element) == 0
            self._open_fields.append(element)
            self._in_code, self._code = True, ""
        elif not self._open_fields:
            passage.plain = False
        elif kind == "separate":
            self._in_code = False
        elif kind == "end":
            self._open_fields.pop()
            self._in_code = False
            words = self._code.split(None, 1)
            passage.plain = passage.plain and bool(words) and words[0].upper() in _SIMPLE_FIELDS

    def _paper(self, passage: Passage, element: etree._Element, colour: str) -> None:
        """Note the colour behind text: of a run, a paragraph or a cell."""
        parent = element.getparent()
        home = parent.tag if parent is not None else ""
        if home.endswith("}pPr"):
            passage.simple = False
        self._papers.add(colour)
        if indistinct(colour, "000000"):
            # Black text, which is not collected otherwise because there is so much of it, may vanish here.
            if home.endswith("}rPr"):
                self.suspects.add(parent)
                passage.plain = False
            elif home.endswith("}tcPr"):
                self._black_cells = True

    def _format(self, passage: Passage, code: str, element: etree._Element) -> None:
        """Note a property that may conceal or stress text; colours wait until all paper colours are known."""
        if code == "sz":
            size = attribute(element, "val") or ""
            if len(size) < 2 or not size.isdigit():
                self.suspects.add(element.getparent())
                passage.plain = False
        elif code in ("b", "u"):
            (self.strong if is_on(element) else self.weak).add(element.getparent())
        elif code == "color":
            colour = colour_of(element)
            if colour.strip("0") or (colour and self._black_cells):
                self._coloured.append((element, passage, colour))
        elif code == "shd":
            self._paper(passage, element, fill_of(element) or "FFFFFF")
        elif code == "highlight":
            self._paper(passage, element, highlight_of(element) or "FFFFFF")
        elif code == "rStyle":
            shown = self._styles.get(attribute(element, "val") or "").format
            if shown.strong:
                self.strong.add(element.getparent())
            if not shown.plain:
                self.suspects.add(element.getparent())
                passage.plain = False
        else:
            self.suspects.add(element.getparent())
            passage.plain = False


def _stands_in_paragraph(table: etree._Element) -> bool:
    parent = table.getparent()
    return parent is not None and _CODES.get(parent.tag) == "p"


def _flat(node: etree._Element) -> str | None:
    """Return the text of a text node, joined when it holds elements, which it must not: no word of it is lost."""
    if len(node):
        text = "".join(piece for piece in node.itertext() if isinstance(piece, str))
        del node[:]
        node.text = text
    return node.text
