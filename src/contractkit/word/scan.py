"""One pass over a part of a Word file that notes everything unsound in it: what Word would repair, or show wrongly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from contractkit.word.faults import Fault
from contractkit.word.names import W14, W, attribute
from contractkit.word.numbering import Numbering
from contractkit.word.styles import NumberedAs, Styles, integer

_TAGS = re.compile(r"\{\{|\}\}|\{%|%\}|\[\[|\]\]|\{(?:title|subtitle|customer|vendor|reference|status|version|date)\}"
                   r"|\{(?:contents|body|confirm|logo)\}")  # fmt: skip
_KEPT = frozenset(f"{{{W}}}{name}" for name in ("rStyle", "lang", "noProof", "webHidden", "rtl", "cs", "rPrChange"))
_PARAGRAPH, _RUN, _PROPERTIES, _PARAGRAPH_ID = f"{{{W}}}p", f"{{{W}}}r", f"{{{W}}}pPr", f"{{{W14}}}paraId"
_STYLE_NAME, _LIST_PROPERTIES, _VAL = f"{{{W}}}pStyle", f"{{{W}}}numPr", f"{{{W}}}val"
_FIELD_MARK, _DIRTY = f"{{{W}}}fldCharType", f"{{{W}}}dirty"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BRACES = ("{", "}", "[[", "]]")
_NAMED = (_STYLE_NAME, f"{{{W}}}rStyle", f"{{{W}}}tblStyle")
_SILENT = frozenset({"XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE"})  # these fields show nothing
_PAGE = re.compile(r"\d+|[ivxlc]+", re.IGNORECASE)
_SHOWN = 70


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: str = ""
    in_result: bool = False
    dirty: bool = False


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read: ``clause`` is the wording that the passport names for it."""

    clause: str
    number: str
    lists_contents: bool
    text: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The clause and the beginning of the text, for a message."""
        text = " ".join("".join(self.text).split())
        shown = f'"{text[:_SHOWN]}{"…" if len(text) > _SHOWN else ""}"' if text else ""
        return " ".join(part for part in (self.clause, self.number, shown) if part)


_NOWHERE = _Paragraph("", "", False)


@dataclass(frozen=True)
class Defined:
    """What the package defines: styles, lists, and the clause of each paragraph by its id."""

    styles: Styles
    style_ids: frozenset[str]
    lists: frozenset[str]
    clauses: dict[str, str]
    allowed: tuple[str, ...] = ()  # texts of the deal that look like tags


class Scan:
    """Everything found in one part. ``counts`` says how much there was to look at."""

    def __init__(self, part: str, defined: Defined, numbering: Numbering) -> None:
        self.part = part
        self._found: list[tuple[str, str, _Paragraph]] = []
        self.counts: Counter[str] = Counter()
        self._defined = defined
        self._numbering = numbering
        self._here = _NOWHERE
        self._targets: dict[str, _Paragraph] = {}
        self._waiting: list[str] = []
        self._deletions = False
        self._fields: list[_Field] = []
        self._references: list[tuple[str, str, _Paragraph]] = []
        self._links: list[tuple[str, _Paragraph]] = []
        self._paragraphs: list[_Paragraph] = []
        self._starts: dict[str, list[str]] = {"bookmark": [], "comment": []}
        self._ends: dict[str, set[str]] = {"bookmark": set(), "comment": set()}
        handlers: dict[str, Callable[[etree._Element], None]] = {
            "p": self._paragraph, "t": self._text, "rPr": self._run_properties, "fldChar": self._field_mark,
            "instrText": self._code, "fldSimple": self._simple_field, "bookmarkStart": self._bookmark,
            "bookmarkEnd": lambda element: self._ended("bookmark", element), "hyperlink": self._link,
            "commentRangeStart": lambda element: self._started("comment", element),
            "commentRangeEnd": lambda element: self._ended("comment", element), "tbl": self._table, "tc": self._cell,
            "numId": self._list,
        }  # fmt: skip
        self._handlers = {f"{{{W}}}{name}": handler for name, handler in handlers.items()}

    def run(self, root: etree._Element) -> Scan:
        """Look at every element, then at what only shows at the end."""
        self._deletions = next(root.iter(f"{{{W}}}del"), None) is not None
        self.counts["runs"] = sum(1 for _ in root.iter(_RUN))
        handlers = self._handlers
        if any((named.get(_VAL) or "") not in self._defined.style_ids for named in root.iter(*_NAMED)):
            handlers = {**handlers, **dict.fromkeys(_NAMED, self._style)}  # seldom, so their places are worth a look
        for element in root.iter(*handlers):
            handlers[element.tag](element)
        self._finish()
        return self

    @property
    def faults(self) -> list[Fault]:
        """The faults with their places, which are known when the whole part was read."""
        return [Fault(kind, where.place or self.part, message) for kind, message, where in self._found]

    def _fault(self, kind: str, message: str, where: _Paragraph | None = None) -> None:
        self._found.append((kind, message, where or self._here))

    def _paragraph(self, element: etree._Element) -> None:
        style_id, direct = self._defined.styles.default_paragraph, None
        if len(element) and element[0].tag == _PROPERTIES:  # the schema wants them first
            style_id, direct = _numbered(element[0], style_id)
        style = self._defined.styles.get(style_id)
        label = self._numbering.label(direct, style, style_id)
        clause = self._defined.clauses.get(element.get(_PARAGRAPH_ID) or "", "")
        self._here = _Paragraph(clause, label.shown if label else "", style.lists_contents)
        self._paragraphs.append(self._here)
        if self._waiting:
            self._targets.update(dict.fromkeys(self._waiting, self._here))
            self._waiting.clear()

    def _text(self, element: etree._Element) -> None:
        text = element.text or ""
        self._here.text.append(text)
        for opened in self._fields:
            if opened.in_result:
                opened.result += text
        if self._deletions and next(element.iterancestors(f"{{{W}}}del"), None) is not None:
            self._fault("misplaced-text", f'"{text[:_SHOWN]}" is deleted text that programs show as text')

    def _run_properties(self, element: etree._Element) -> None:
        run = element.getparent()
        if run is not None and run.tag == _RUN and any(child.tag not in _KEPT for child in element):
            names = ", ".join(sorted({etree.QName(child).localname for child in element if child.tag not in _KEPT}))
            self._fault("direct-formatting", f"a run is formatted by hand ({names})")

    def _field_mark(self, element: etree._Element) -> None:
        kind = element.get(_FIELD_MARK)
        if kind == "begin":
            self._fields.append(_Field(dirty=element.get(_DIRTY) in ("1", "true", "on")))
        elif not self._fields:
            self._fault("unclosed-field", "a field ends that never began")
        elif kind == "separate":
            self._fields[-1].in_result = True
        else:
            self._field(self._fields.pop())

    def _code(self, element: etree._Element) -> None:
        if self._fields:
            self._fields[-1].code += element.text or ""

    def _simple_field(self, element: etree._Element) -> None:
        result = "".join(text.text or "" for text in element.iter(f"{{{W}}}t"))
        dirty = attribute(element, "dirty") in ("1", "true", "on")
        self._field(_Field(attribute(element, "instr") or "", result, True, dirty))

    def _field(self, found: _Field) -> None:
        words = found.code.split()
        name = words[0].upper() if words else ""
        self.counts["fields"] += 1
        if found.dirty or (not found.result and name not in _SILENT):
            self._fault("uncached-field", f"the field {' '.join(words) or 'without code'} shows no text of its own")
        if name in ("REF", "PAGEREF", "NOTEREF") and len(words) > 1:
            self.counts["references"] += 1
            self._references.append((" ".join(words), found.result, self._here))

    def _bookmark(self, element: etree._Element) -> None:
        name = attribute(element, "name") or ""
        self.counts["bookmarks"] += 1
        self._started("bookmark", element)
        if name in self._targets or name in self._waiting:
            self._fault("duplicate-bookmark", f'the bookmark "{name}" stands twice')
        elif next(element.iterancestors(f"{{{W}}}p"), None) is None:
            self._waiting.append(name)
        else:
            self._targets[name] = self._here

    def _started(self, kind: str, element: etree._Element) -> None:
        identifier = attribute(element, "id") or ""
        if identifier in self._starts[kind]:
            self._fault("duplicate-id", f'the {kind} id "{identifier}" stands twice')
        self._starts[kind].append(identifier)

    def _ended(self, kind: str, element: etree._Element) -> None:
        self._ends[kind].add(attribute(element, "id") or "")

    def _link(self, element: etree._Element) -> None:
        anchor = attribute(element, "anchor")
        if anchor:
            self._links.append((anchor, self._here))

    def _table(self, element: etree._Element) -> None:
        self.counts["tables"] += 1
        first = element.find(f"{{{W}}}tr")
        if first is None or first.find(f"{{{W}}}trPr/{{{W}}}tblHeader") is None:
            words = [] if first is None else [found.text or "" for found in first.iter(f"{{{W}}}t")]
            self._fault("headerless-table", f'the table that begins "{" ".join(words)[:_SHOWN]}" has no header row')

    def _cell(self, element: etree._Element) -> None:
        if len(element) == 0 or element[-1].tag not in (f"{{{W}}}p", f"{{{W}}}sdt", f"{{{W}}}bookmarkEnd"):
            self._fault("cell-without-paragraph", "a table cell does not end in a paragraph")

    def _style(self, element: etree._Element) -> None:
        style = attribute(element, "val") or ""
        if style not in self._defined.style_ids:
            self._fault("undefined-style", f'the style "{style}" is not defined')

    def _list(self, element: etree._Element) -> None:
        number = attribute(element, "val") or ""
        if number not in self._defined.lists and number != "0":
            self._fault("undefined-numbering", f'the list "{number}" is not defined')

    def _finish(self) -> None:
        for opened in self._fields:
            self._fault("unclosed-field", f"the field {' '.join(opened.code.split())} does not end")
        for kind, starts in self._starts.items():
            for identifier in sorted(set(starts) - self._ends[kind]):
                self._fault("unclosed-bookmark", f'the {kind} with the id "{identifier}" does not end')
        self.counts["paragraphs"] = len(self._paragraphs)
        text = "".join(["".join(paragraph.text) for paragraph in self._paragraphs])
        if any(brace in text for brace in _BRACES):
            for paragraph in self._paragraphs:
                self._left_over(paragraph)
        self._check_links()
        self._check_references()

    def _left_over(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.text)
        if not any(brace in text for brace in _BRACES):
            return
        for value in self._defined.allowed:
            text = text.replace(value, "")
        for tag in sorted(set(_TAGS.findall(text))):
            self._fault("left-over-tag", f'"{tag}" is left over from the template', paragraph)

    def _check_links(self) -> None:
        for anchor, where in self._links:
            if where.lists_contents:
                self.counts["contents entries"] += 1
            target = self._targets.get(anchor)
            if target is None:
                if not anchor.startswith("_top"):
                    self._fault("dangling-reference", f'a link leads to "{anchor}", which is not there', where)
            elif where.lists_contents:
                wanted = _letters(target.number + "".join(target.text))
                shown = _letters("".join(where.text))
                if not (shown.startswith(wanted) and _PAGE.fullmatch(shown[len(wanted) :] or "1")):
                    self._fault("wrong-contents", f'the heading is "{target.place}"', where)

    def _check_references(self) -> None:
        for code, result, where in self._references:
            name = code.split()[1].strip('"')
            target = self._targets.get(name)
            if target is None:
                self._fault("dangling-reference", f'{code} leads to "{name}", which is not there', where)
                continue
            wrong = _wrong(code, result, target.number.rstrip("."))
            if wrong:
                self._fault("wrong-reference", f'a reference shows "{result}" and points to {wrong}', where)


def _wrong(code: str, result: str, number: str) -> str:
    """What a numbered reference points to when that is not what it shows."""
    switches = set(code.lower().split()[2:])
    shown = result.strip().rstrip(".")
    if code.upper().startswith("PAGEREF"):
        return "" if _PAGE.fullmatch(shown) else "a page"
    if code.upper().startswith("REF") and "\\n" in switches and shown != number:
        return f'"{number}"' if number else "a paragraph without a number"
    if code.upper().startswith("REF") and switches & {"\\r", "\\w"} and not shown.endswith(number):
        return f'"{number}"'
    return ""


def _letters(text: str) -> str:
    return "".join(text.split())


def _numbered(properties: etree._Element, style_id: str) -> tuple[str, NumberedAs | None]:
    """Return the style of a paragraph and the list that it names itself."""
    direct = None
    for item in properties:
        if item.tag == _STYLE_NAME:
            style_id = item.get(_VAL) or style_id
        elif item.tag == _LIST_PROPERTIES:
            values = {etree.QName(child).localname: attribute(child, "val") for child in item}
            direct = NumberedAs(values.get("numId"), integer(values.get("ilvl")))
    return style_id, direct


def repeated_ids(root: etree._Element) -> Iterator[str]:
    """Yield paragraph ids and drawing ids that stand more than once in a part."""
    for tag, name in ((_PARAGRAPH, _PARAGRAPH_ID), (_DRAWING, "id")):
        ids = [value for element in root.iter(tag) if (value := element.get(name))]
        if len(set(ids)) < len(ids):
            yield from (value for value, count in Counter(ids).items() if count > 1)
