"""The inside of a paragraph: runs, fields, tracked changes, content controls, formulas, drawings."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from contractkit.document import Origin, Revision, RevisionKind, View
from contractkit.word.concealment import format_concealment
from contractkit.word.fields import Fields
from contractkit.word.graphics import Box, branch_to_read, find_boxes
from contractkit.word.names import M_STRICT, MC, W_STRICT, M, W, attribute, codes
from contractkit.word.passages import TEXT_TAGS, Draft, Walked
from contractkit.word.properties import content_control
from contractkit.word.styles import RunFormat, run_format
from contractkit.word.survey import Survey
from contractkit.word.symbols import symbol

Visit = Callable[[etree._Element], None]

REVISIONS: dict[str, RevisionKind] = {"ins": "inserted", "del": "deleted", "moveFrom": "moved", "moveTo": "moved"}
_INLINE = {
    **codes(("r", "pPr", "sdt", "commentRangeStart", "txbxContent", "tbl", "subDoc", *REVISIONS), W, W_STRICT),
    **codes(("AlternateContent",), MC),
    **codes(("r", "f", "sup"), M, M_STRICT),
}
_RUN = {
    **dict.fromkeys((*codes(("t", "delText"), W, W_STRICT), *codes(("t",), M, M_STRICT)), "text"),
    **codes(
        ("rPr", "tab", "br", "cr", "noBreakHyphen", "ptab", "sym", "fldChar", "instrText", "delInstrText"), W, W_STRICT
    ),
    **codes(("footnoteReference", "endnoteReference", "commentReference"), W, W_STRICT),
    **codes(("drawing", "pict", "object", "ruby"), W, W_STRICT),
    **codes(("AlternateContent",), MC),
}
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_MATHS_OPERATORS = frozenset("+-−–×*/·÷ ")


class InlineWalker:
    """Walks what stands inside paragraphs of one part into the current ``draft``."""

    def __init__(self, walked: Walked, part: str, origin: Origin, survey: Survey) -> None:
        self.walked = walked
        self.part = part
        self.origin: Origin = origin
        self.survey = survey
        self.draft = Draft()
        self.fields = Fields(survey.endless_fields)
        self.background = ""
        self.shaded = False
        # Why text here is no contract text in this view ("deleted by ...", "placeholder ..."), or "".
        self.absent = ""
        self.boxes: list[Box] = []
        self._accepted = walked.view == "accepted"
        self._dropped: list[str] | None = None
        self._base = RunFormat()
        self._base_plain = True

    def inline(self, parent: etree._Element) -> None:
        """Walk the runs and wrappers in ``parent``."""
        for child in parent:
            code = _INLINE.get(child.tag)
            if code == "r":
                self._run(child)
            elif code is None:
                if len(child):
                    self.inline(child)
            elif code != "pPr":
                self._other_inline(code, child)

    def _other_inline(self, code: str, child: etree._Element) -> None:
        if code in REVISIONS:
            self.revision(child, code, self.inline)
        elif code == "sdt":
            self.content_control(child, self.inline)
        elif code == "AlternateContent":
            self.alternative(child, self.inline)
        elif code == "commentRangeStart":
            self.draft.comments.append(attribute(child, "id") or "")
        elif code == "txbxContent":
            self._box(Box("text", child))
        elif code == "tbl":
            self._box(Box("table", child))
        elif code == "f":
            self._fraction(child)
        elif code == "sup":
            self.emit("^")
            self.inline(child)
        else:
            self.sub_document()

    def sub_document(self) -> None:
        """Note that a part of the text stands in another file."""
        self.walked.ledger.miss(self.part, "sub-document", "the text stands in another file")

    # Wrappers that may stand anywhere

    def content_control(self, element: etree._Element, visit: Visit) -> None:
        """Walk a content control; leave its placeholder out."""
        content, placeholder = content_control(element)
        if content is None:
            return
        if placeholder and not self.absent:
            self.absent = "placeholder of a content control"
            visit(content)
            self.absent = ""
        else:
            visit(content)

    def alternative(self, element: etree._Element, visit: Visit) -> None:
        """Walk the branch of an mc:AlternateContent that Word shows, once."""
        chosen = branch_to_read(element, self.walked.ledger, self.part)
        if chosen is not None:
            visit(chosen)

    def revision(self, element: etree._Element, code: str, visit: Visit) -> None:
        """Walk tracked content, which is in the text or out of it according to the view."""
        draft = self.draft
        start = draft.length
        kind, author, date = REVISIONS[code], attribute(element, "author") or "", attribute(element, "date")
        if is_present(code, self.walked.view):
            visit(element)
            if draft.length > start and draft is self.draft:
                draft.revisions.append(Revision(kind, author, date, start, draft.length))
            return
        outer_absent, outer_dropped = self.absent, self._dropped
        self.absent, self._dropped = outer_absent or _absence(kind, accepted=self._accepted), []
        visit(element)
        text = "".join(self._dropped)
        self.absent, self._dropped = outer_absent, outer_dropped
        if outer_dropped is not None:
            outer_dropped.append(text)
        elif text and draft is self.draft:
            draft.revisions.append(Revision(kind, author, date, start, start, text))

    # Runs

    def _run(self, run: etree._Element) -> None:
        draft, survey = self.draft, self.survey
        start, first_chunk = draft.length, len(draft.chunks)
        strong = self._base.strong
        shown: RunFormat | None = None if self._base_plain else self._base
        for child in run:
            code = _RUN.get(child.tag)
            if code == "text":
                self._text(child)
            elif code == "rPr":
                if child in survey.suspects or not self._base_plain:
                    shown = run_format(child, self._base, self.walked.styles)
                    strong = shown.strong
                elif draft.leading:
                    strong = child in survey.strong or (strong and child not in survey.weak)
            elif code in _SIGNS:
                self.emit(_SIGNS[code])
            elif code is not None:
                _IN_RUN[code](self, child)
        if draft.length > start:
            if draft.leading:
                self._extend_lead(first_chunk, strong=strong)
            if shown is not None:
                self._apply(shown, start, first_chunk)

    def _extend_lead(self, first_chunk: int, *, strong: bool) -> None:
        draft = self.draft
        if all(chunk.isspace() for chunk in draft.chunks[first_chunk:]):
            return
        if strong:
            draft.lead = draft.length
        else:
            draft.leading = False

    def _apply(self, shown: RunFormat, start: int, first_chunk: int) -> None:
        draft = self.draft
        if shown.caps:
            draft.chunks[first_chunk:] = [_capitals(chunk) for chunk in draft.chunks[first_chunk:]]
        kind = format_concealment(shown, self._base.fill or self.background, shaded=self.shaded)
        if kind and not all(chunk.isspace() for chunk in draft.chunks[first_chunk:]):
            draft.conceal(kind, start)

    def _field_mark(self, mark: etree._Element) -> None:
        self.emit(self.fields.mark(mark, attribute(mark, "fldCharType") or "", self.walked.links, self.part))

    def _field_code(self, code: etree._Element) -> None:
        self.fields.instruction(code.text or "")

    def _break(self, element: etree._Element) -> None:
        if attribute(element, "type") not in ("page", "column") or self.draft.length:
            self.emit("\n")

    def _symbol(self, element: etree._Element) -> None:
        self.emit(symbol(attribute(element, "char") or "", attribute(element, "font") or ""))

    def _note_reference(self, element: etree._Element) -> None:
        if not self.absent:
            kind = "footnote" if element.tag.endswith("footnoteReference") else "endnote"
            self.draft.notes.append((kind, attribute(element, "id") or ""))

    def _comment_reference(self, element: etree._Element) -> None:
        self.draft.comments.append(attribute(element, "id") or "")

    def _alternative_in_run(self, element: etree._Element) -> None:
        self.alternative(element, self._run)

    def _graphic(self, element: etree._Element) -> None:
        for box in find_boxes(element, self.walked.ledger, self.part):
            self._box(box)

    def _box(self, box: Box) -> None:
        if self.absent:
            self.walked.ledger.set_aside_under(self.part, self.absent, box.element)
        else:
            self.boxes.append(box)

    def _text(self, node: etree._Element) -> None:
        raw = node.text
        if not raw:
            return
        if self.absent or self.fields.in_code:
            self.walked.ledger.set_aside(self.part, self.absent or "field code", node)
            if self._dropped is not None:
                self._dropped.append(raw)
            return
        value = self.survey.shown(node, raw)
        draft = self.draft
        draft.nodes.append(node)
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
            draft.nodes.append(None)
            draft.chunks.append(text)
            draft.length += len(text)

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
            self.inline(child)
            if grouped:
                self.emit(")")


_IN_RUN: dict[str, Callable[[InlineWalker, etree._Element], None]] = {
    "fldChar": InlineWalker._field_mark,
    "instrText": InlineWalker._field_code,
    "delInstrText": InlineWalker._field_code,
    "br": InlineWalker._break,
    "sym": InlineWalker._symbol,
    "footnoteReference": InlineWalker._note_reference,
    "endnoteReference": InlineWalker._note_reference,
    "commentReference": InlineWalker._comment_reference,
    "ruby": InlineWalker.inline,
    "AlternateContent": InlineWalker._alternative_in_run,
    "drawing": InlineWalker._graphic,
    "pict": InlineWalker._graphic,
    "object": InlineWalker._graphic,
}


def is_present(code: str, view: View) -> bool:
    """Return whether tracked content ("ins", "del", "moveFrom", "moveTo") is in the text of a view."""
    return (code in ("ins", "moveTo")) == (view == "accepted")


def _absence(kind: RevisionKind, *, accepted: bool) -> str:
    if kind == "moved":
        return "moved elsewhere" if accepted else "moved here later"
    return "deleted by a tracked change" if accepted else "inserted by a tracked change"


def _capitals(text: str) -> str:
    upper = text.upper()
    if len(upper) == len(text):
        return upper
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in text)
