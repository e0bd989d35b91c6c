"""Walk the XML of one story (body, header, notes ...) once and yield every visible character with its place.

Reading and annotating share this walk: the passage and offsets that a reader reports are the ones a writer finds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from contractkit.document import CellPosition, Concealment, Origin, Revision, RevisionKind
from contractkit.word.concealment import character_concealments, format_concealment
from contractkit.word.fields import Fields
from contractkit.word.graphics import Box, branch_to_read, find_boxes
from contractkit.word.names import MC, M, M_STRICT, W, W_STRICT, attribute, codes
from contractkit.word.passages import KINDS, TEXT_TAGS, Draft, Passage, Walked
from contractkit.word.properties import Properties, PropertyReader
from contractkit.word.revisions import joined_revisions
from contractkit.word.styles import RunFormat, run_format
from contractkit.word.survey import Line, Survey
from contractkit.word.symbols import symbol

_Visit = Callable[[etree._Element], None]

_REVISIONS: dict[str, RevisionKind] = {"ins": "inserted", "del": "deleted", "moveFrom": "moved", "moveTo": "moved"}
_BLOCKS = {
    **codes(("p", "tbl", "altChunk", "sdt", "sectPr", "subDoc", *_REVISIONS), W, W_STRICT),
    **codes(("AlternateContent",), MC),
}
_INLINE = {
    **codes(
        ("r", "pPr", "sdt", "commentRangeStart", "txbxContent", "subDoc", *_REVISIONS), W, W_STRICT
    ),
    **codes(("AlternateContent",), MC),
    **codes(("r", "f", "sup"), M, M_STRICT),
}  # fmt: skip
_RUN = {
    **codes(
        ("t", "rPr", "tab", "br", "cr", "noBreakHyphen", "sym", "fldChar", "instrText", "delInstrText", "delText", "ptab",
         "footnoteReference", "endnoteReference", "commentReference", "drawing", "pict", "object", "ruby"),
        W, W_STRICT,
    ),
    **codes(("AlternateContent",), MC),
    **codes(("t",), M, M_STRICT),
}  # fmt: skip
_MATHS_OPERATORS = frozenset("+-−–×*/·÷ ")


class Hooks(NamedTuple):
    """What the walker calls for content that it does not walk itself: tables, imported chunks, other parts."""

    table: Callable[[Walker, etree._Element], None]
    chunk: Callable[[Walker, etree._Element], None]
    graphic: Callable[[Walker, Box], None]


class Walker:
    """Walks one part. ``walked`` collects; the walker itself holds what is open at this place of the XML."""

    def __init__(self, walked: Walked, part: str, origin: Origin, survey: Survey, hooks: Hooks) -> None:
        self.walked = walked
        self.part = part
        self.origin: Origin = origin
        self.cell: CellPosition | None = None
        self.background = ""
        self.shaded = False
        self.anchor: int | None = None
        self.draft = Draft()
        self.survey = survey
        self.fields = Fields(survey.endless_fields)
        self._in_box = False
        self._accepted = walked.view == "accepted"
        self._properties = PropertyReader(walked.styles, walked.view)
        self._base = RunFormat()
        self._base_plain = True
        self._fill = ""
        self._flowing: tuple[etree._Element, Properties] | None = None
        self._boxes: list[Box] = []
        # Why text here is no contract text in this view ("deleted", "placeholder", ...), or "".
        self.absent = ""
        self._dropped: list[str] | None = None
        self.hooks = hooks

    # Blocks

    def blocks(self, parent: etree._Element) -> None:
        """Walk the paragraphs, tables and wrappers in ``parent``."""
        for child in parent:
            code = _BLOCKS.get(child.tag)
            if code == "p":
                self._paragraph(child)
            elif code is None:
                if len(child):
                    self.blocks(child)
            else:
                self._other_block(code, child)

    def _other_block(self, code: str, child: etree._Element) -> None:
        if code == "tbl":
            self.flush()
            self.hooks.table(self, child)
        elif code == "sdt":
            self.content_control(child, self.blocks)
        elif code in _REVISIONS:
            self.revision(child, code, self.blocks)
        elif code == "AlternateContent":
            self.alternative(child, self.blocks)
        elif code == "sectPr":
            self._section_properties(child)
        elif code == "altChunk":
            self.flush()
            self.hooks.chunk(self, child)
        elif code == "subDoc":
            self._sub_document()

    def _paragraph(self, element: etree._Element) -> None:
        line = self.survey.lines.get(element)
        if line is not None and line.simple and line.plain:
            properties = self._properties.styled(line.style_id)
        else:
            properties = self._properties.read(element)
        if properties.section is not None:
            self._section_properties(properties.section)
        base = properties.style.format
        flowing = self._flowing is not None
        if (
            line is not None and line.plain and not flowing and not properties.mark_absent and base.plain
            and not (self._in_box or self.absent or self.fields.is_open)
        ):  # fmt: skip
            if line.length or properties.numbered is not None or properties.style.numbered is not None:
                self._plain(element, line, properties)
            return
        if not flowing:
            self.draft = Draft()
        self._base, self._base_plain, self._fill = base, base.plain, base.fill
        self._inline(element)
        self._flowing = (element, properties) if properties.mark_absent else None
        if not properties.mark_absent:
            self._finish(element, properties)

    def _plain(self, element: etree._Element, line: Line, properties: Properties) -> None:
        """Take over the text of a paragraph that is nothing but runs."""
        style = properties.style
        label = None
        if properties.numbered is not None or style.numbered is not None:
            label = self.walked.numbering.label(properties.numbered, style, properties.style_id)
        text = "".join(line.texts)
        if not text and label is None:
            return
        level = properties.outline_level
        self.walked.passages.append(
            Passage(
                element,
                self.part,
                self.origin,
                text,
                line.pieces,
                self._lead(line, style.format.strong),
                label,
                style,
                self.cell,
                (),
                () if text.isascii() else tuple(character_concealments(text)),
                (),
                style.outline_level if level is None else level,
                self.anchor,
                "contents" if style.lists_contents else KINDS[self.origin],
            )
        )

    def _lead(self, line: Line, strong: bool) -> int:
        survey = self.survey
        if not strong and not survey.strong:
            return 0
        lead = 0
        for node, start, length, _ in line.pieces:
            if node is not None:
                run = node.getparent()
                first = run[0] if run is not None else None
                if not (first in survey.strong or (strong and first not in survey.weak)):
                    if node.text and not node.text.isspace():
                        break
                    continue
                lead = start + length
        return lead

    def flush(self) -> None:
        """End a paragraph whose mark is gone but that has no paragraph after it to flow into."""
        if self._flowing is not None:
            element, properties = self._flowing
            self._flowing = None
            if self.draft.length or self._boxes:
                self._finish(element, properties)

    def _finish(self, element: etree._Element, properties: Properties) -> None:
        draft, walked = self.draft, self.walked
        text = "".join(draft.chunks)
        index = len(walked.passages)
        style = properties.style
        label = walked.numbering.label(properties.numbered, style, properties.style_id)
        if not text and label is None and not draft.revisions and not draft.notes:
            # An empty line: nothing to read, quote or comment on.
            for identifier in draft.comments:
                walked.comment_anchors.setdefault(identifier, index)
            if self._boxes:
                self._walk_boxes()
            return
        walked.passages.append(
            Passage(
                element=element,
                part=self.part,
                origin=self.origin,
                text=text,
                pieces=draft.pieces,
                lead=draft.lead,
                label=label,
                style=style,
                cell=self.cell,
                revisions=joined_revisions(draft.revisions) if draft.revisions else (),
                concealed=self._concealed(draft, text),
                notes=tuple(draft.notes),
                outline_level=style.outline_level if properties.outline_level is None else properties.outline_level,
                anchor=self.anchor,
                kind="contents" if style.lists_contents or self.fields.in_contents else KINDS[self.origin],
            )
        )
        for kind, identifier in draft.notes:
            walked.note_references.append((kind, identifier, index))
        for identifier in draft.comments:
            walked.comment_anchors.setdefault(identifier, index)
        if self._boxes:
            self._walk_boxes()

    @staticmethod
    def _concealed(draft: Draft, text: str) -> tuple[Concealment, ...]:
        if text.isascii() and not draft.concealed:
            return ()
        return tuple(draft.concealed + character_concealments(text))

    def _walk_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        saved = self.origin, self.cell, self.background, self.shaded, self.fields, self._in_box
        if self.origin == "body" or self.origin == "table":
            self.origin = "textbox"
        self.cell, self.background, self.shaded, self._in_box = None, "", True, True
        for box in boxes:
            if box.kind == "text":
                self.fields = Fields(self.survey.endless_fields)
                self.blocks(box.element)
                self.flush()
            else:
                self.hooks.graphic(self, box)
        self.origin, self.cell, self.background, self.shaded, self.fields, self._in_box = saved

    def _section_properties(self, element: etree._Element) -> None:
        for kind, reference, identifier in self._properties.headers(element):
            self.walked.header_references.append((kind, reference, identifier))

    def _sub_document(self) -> None:
        self.walked.ledger.miss(self.part, "sub-document", "the text stands in another file")

    # Wrappers that may stand anywhere

    def content_control(self, element: etree._Element, visit: _Visit) -> None:
        """Walk a content control; leave its placeholder out."""
        content, placeholder = self._properties.control(element)
        if content is None:
            return
        if placeholder and not self.absent:
            self.absent = "placeholder of a content control"
            visit(content)
            self.absent = ""
        else:
            visit(content)

    def alternative(self, element: etree._Element, visit: _Visit) -> None:
        """Walk the branch of an mc:AlternateContent that Word shows, once."""
        chosen = branch_to_read(element, self.walked.ledger, self.part)
        if chosen is not None:
            visit(chosen)

    def revision(self, element: etree._Element, code: str, visit: _Visit) -> None:
        """Walk tracked content, which is in the text or out of it according to the view."""
        draft = self.draft
        start = draft.length
        kind, author, date = _REVISIONS[code], attribute(element, "author") or "", attribute(element, "date")
        if (code in ("ins", "moveTo")) == self._accepted:
            visit(element)
            if draft.length > start and draft is self.draft:
                draft.revisions.append(Revision(kind, author, date, start, draft.length))
            return
        outer_absent, outer_dropped = self.absent, self._dropped
        self.absent, self._dropped = outer_absent or _absence(kind, self._accepted), []
        visit(element)
        text = "".join(self._dropped)
        self.absent, self._dropped = outer_absent, outer_dropped
        if outer_dropped is not None:
            outer_dropped.append(text)
        elif text and draft is self.draft:
            draft.revisions.append(Revision(kind, author, date, start, start, text))

    # Inside a paragraph

    def _inline(self, parent: etree._Element) -> None:
        for child in parent:
            code = _INLINE.get(child.tag)
            if code == "r":
                self._run(child)
            elif code is None:
                if len(child):
                    self._inline(child)
            elif code != "pPr":
                self._other_inline(code, child)

    def _other_inline(self, code: str, child: etree._Element) -> None:
        if code in _REVISIONS:
            self.revision(child, code, self._inline)
        elif code == "sdt":
            self.content_control(child, self._inline)
        elif code == "AlternateContent":
            self.alternative(child, self._inline)
        elif code == "commentRangeStart":
            self.draft.comments.append(attribute(child, "id") or "")
        elif code == "txbxContent":
            self._box(Box("text", child))
        elif code == "f":
            self._fraction(child)
        elif code == "sup":
            self.emit("^")
            self._inline(child)
        elif code == "subDoc":
            self._sub_document()

    def _fraction(self, element: etree._Element) -> None:
        for child in element:
            name = etree.QName(child).localname
            if name not in ("num", "den"):
                continue
            if name == "den":
                self.emit("/")
            text = "".join(node.text or "" for node in child.iter(*TEXT_TAGS))
            grouped = any(char in _MATHS_OPERATORS for char in text)
            if grouped:
                self.emit("(")
            self._inline(child)
            if grouped:
                self.emit(")")

    def _run(self, run: etree._Element) -> None:
        draft = self.draft
        start, first_chunk = draft.length, len(draft.chunks)
        shown = self._base
        for child in run:
            code = _RUN.get(child.tag)
            if code == "t" or code == "delText":
                self._text(child)
            elif code == "rPr":
                if draft.leading or child in self.survey.suspects or not self._base_plain:
                    shown = run_format(child, shown, self.walked.styles)
            elif code is not None:
                self._other_in_run(code, child)
        if draft.length > start:
            self._apply(shown, start, first_chunk)

    def _apply(self, shown: RunFormat, start: int, first_chunk: int) -> None:
        draft = self.draft
        if draft.leading:
            if shown.strong:
                draft.lead = draft.length
            elif any(not chunk.isspace() for chunk in draft.chunks[first_chunk:]):
                draft.leading = False
        if shown.caps:
            draft.chunks[first_chunk:] = [_capitals(chunk) for chunk in draft.chunks[first_chunk:]]
        if shown.hidden or shown.color or 0 < shown.size <= 4:
            kind = format_concealment(shown, self._fill or self.background, shaded=self.shaded)
            if kind and any(not chunk.isspace() for chunk in draft.chunks[first_chunk:]):
                draft.conceal(kind, start)

    def _other_in_run(self, code: str, child: etree._Element) -> None:
        if code in ("tab", "ptab"):
            self.emit("\t")
        elif code in ("br", "cr"):
            if attribute(child, "type") not in ("page", "column") or self.draft.length:
                self.emit("\n")
        elif code == "noBreakHyphen":
            self.emit("-")
        elif code == "sym":
            self.emit(symbol(attribute(child, "char") or "", attribute(child, "font") or ""))
        elif code == "fldChar":
            self.emit(self.fields.mark(child, attribute(child, "fldCharType") or "", self.walked.links, self.part))
        elif code in ("instrText", "delInstrText"):
            self.fields.instruction(child.text or "")
        elif code in ("footnoteReference", "endnoteReference"):
            if not self.absent:
                self.draft.notes.append((code[:-9], attribute(child, "id") or ""))
        elif code == "commentReference":
            self.draft.comments.append(attribute(child, "id") or "")
        elif code == "ruby":
            self._inline(child)
        elif code == "AlternateContent":
            self.alternative(child, self._run)
        else:
            for box in find_boxes(child, self.walked.ledger, self.part):
                self._box(box)

    def _box(self, box: Box) -> None:
        if self.absent:
            self.walked.ledger.set_aside_under(self.part, self.absent, box.element)
        else:
            self._boxes.append(box)

    def _text(self, node: etree._Element) -> None:
        raw = node.text
        if not raw:
            return
        if self.absent or self.fields.in_code:
            self.walked.ledger.set_aside(self.part, self.absent or "field code", node)
            if self._dropped is not None:
                self._dropped.append(raw)
            return
        value, skipped = self.survey.shown(node, raw)
        draft = self.draft
        draft.pieces.append((node, draft.length, len(value), skipped))
        draft.chunks.append(value)
        draft.length += len(value)

    def emit(self, text: str) -> None:
        """Add characters that stand in no text node: a tab, a break, a ticked box."""
        if not text:
            return
        if self._dropped is not None:
            self._dropped.append(text)
        elif not self.absent and not self.fields.in_code:
            draft = self.draft
            draft.pieces.append((None, draft.length, len(text), 0))
            draft.chunks.append(text)
            draft.length += len(text)


def _absence(kind: RevisionKind, accepted: bool) -> str:
    if kind == "moved":
        return "moved elsewhere" if accepted else "moved here later"
    return "deleted by a tracked change" if accepted else "inserted by a tracked change"


def _capitals(text: str) -> str:
    upper = text.upper()
    return (
        upper if len(upper) == len(text) else "".join(char.upper() if len(char.upper()) == 1 else char for char in text)
    )
