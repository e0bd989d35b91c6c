"""Walk the XML of one story (body, header, notes ...) once and yield every visible character with its place.

Reading and annotating share this walk: the passage and offsets that a reader reports are the ones a writer finds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from contractkit.document import CellPosition, Origin, Revision
from contractkit.folding import concealing_characters
from contractkit.word.fields import Fields
from contractkit.word.graphics import Box
from contractkit.word.inline import REVISIONS, InlineWalker, is_present
from contractkit.word.names import MC, W_STRICT, W, codes
from contractkit.word.passages import KINDS, Draft, Passage, Walked
from contractkit.word.properties import Properties, PropertyReader, header_references
from contractkit.word.revisions import absent_blocks, attribute_blocks, joined_revisions
from contractkit.word.survey import Survey

_BLOCKS = {
    **codes(("p", "tbl", "altChunk", "sdt", "sectPr", "subDoc", *REVISIONS), W, W_STRICT),
    **codes(("AlternateContent",), MC),
    **dict.fromkeys(codes(("tcPr", "tblPr", "bookmarkStart", "bookmarkEnd", "proofErr"), W, W_STRICT), "skip"),
}


class Hooks(NamedTuple):
    """What the walker calls for content that it does not walk itself: tables, imported chunks, other parts."""

    table: Callable[[Walker, etree._Element], None]
    chunk: Callable[[Walker, etree._Element], None]
    graphic: Callable[[Walker, Box], None]


class Walker(InlineWalker):
    """Walks one part. ``walked`` collects; the walker itself holds what is open at this place of the XML."""

    def __init__(self, walked: Walked, part: str, origin: Origin, survey: Survey, hooks: Hooks) -> None:
        super().__init__(walked, part, origin, survey)
        self.cell: CellPosition | None = None
        self.anchor: int | None = None
        self.hooks = hooks
        self._properties = PropertyReader(walked.styles, walked.view)
        self._flowing: tuple[etree._Element, Properties] | None = None
        self._in_box = False
        # Changes that left out everything so far.
        self._waiting: tuple[Revision, ...] = ()

    def blocks(self, parent: etree._Element) -> None:
        """Walk the paragraphs, tables and wrappers in ``parent``."""
        for child in parent:
            code = _BLOCKS.get(child.tag)
            if code == "p":
                self._paragraph(child)
            elif code is None:
                if len(child):
                    self.blocks(child)
            elif code != "skip":
                self._other_block(code, child)

    def _other_block(self, code: str, child: etree._Element) -> None:
        if code == "tbl":
            self.flush()
            self.hooks.table(self, child)
        elif code == "sdt":
            self.content_control(child, self.blocks)
        elif code in REVISIONS:
            self._changed_blocks(child, code)
        elif code == "AlternateContent":
            self.alternative(child, self.blocks)
        elif code == "sectPr":
            self.walked.header_references.extend(header_references(child))
        elif code == "altChunk":
            self.flush()
            self.hooks.chunk(self, child)
        else:
            self.sub_document()

    def _changed_blocks(self, change: etree._Element, code: str) -> None:
        """Walk whole paragraphs inside a tracked change, which some programs write."""
        passages = self.walked.passages
        first = len(passages)
        self.revision(change, code, self.blocks)
        if is_present(code, self.walked.view):
            attribute_blocks(passages, first, change)
        else:
            self.leave_out(change, change)

    def leave_out(self, change: etree._Element, blocks: etree._Element) -> None:
        """Keep the words and the author of paragraphs that this view leaves out, beside the text before or after."""
        passages = self.walked.passages
        before = passages[-1] if passages and passages[-1].part == self.part else None
        revision = absent_blocks(change, blocks, 0 if before is None else len(before.text))
        if revision is not None and before is not None:
            before.revisions = (*before.revisions, revision)
        elif revision is not None:
            self._waiting = (*self._waiting, revision)

    def _paragraph(self, element: etree._Element) -> None:
        passage = self.survey.passages.get(element)
        undisturbed = self._flowing is None and not (self._in_box or self.absent or self.fields.is_open)
        if passage is not None and passage.plain and undisturbed:
            if passage.simple:
                properties = self._properties.styled(passage.style_id, passage.list_id, passage.list_level)
            else:
                properties = self._properties.read(element)
            if properties.plain and (_ends_in_run(element, passage.nodes) or _holds_last_node(element, passage)):
                if passage.chunks or passage.notes or passage.comments or properties.is_numbered:
                    self._plain(passage, properties)
                return
        else:
            properties = self._properties.read(element)
        if properties.section is not None:
            self.walked.header_references.extend(header_references(properties.section))
        if self._flowing is None:
            self.draft = Draft()
        self._base = properties.style.format
        self._base_plain = self._base.plain
        self.inline(element)
        self._flowing = (element, properties) if properties.mark_absent else None
        if not properties.mark_absent:
            self._finish(element, properties)

    def _plain(self, passage: Passage, properties: Properties) -> None:
        """Take over a paragraph that is nothing but runs as the survey saw it."""
        walked, style, chunks = self.walked, properties.style, passage.chunks
        passage.text = text = chunks[0] if len(chunks) == 1 else "".join(chunks)
        strong = style.format.strong
        if strong or self.survey.strong:
            passage.lead = self._lead(passage, strong)
        if not text.isascii():
            passage.concealed = tuple(concealing_characters(text))
        index = len(walked.passages)
        for identifier in passage.comments:
            walked.comment_anchors.setdefault(identifier, index)
        if self._add(passage, properties, contents=style.lists_contents) and passage.notes:
            walked.note_references.extend((kind, identifier, index) for kind, identifier in passage.notes)

    def _add(self, passage: Passage, properties: Properties, *, contents: bool) -> bool:
        """Add a passage with what its properties and its place say; not an empty line, which holds nothing to read."""
        # Word gives no number to a paragraph that only carries the end of a section.
        if properties.is_numbered and (properties.section is None or passage.text):
            label = self.walked.numbering.label(properties.numbered, properties.style, properties.style_id)
            passage.label = label
        if not (passage.text or passage.notes or passage.revisions or passage.label is not None):
            return False
        passage.part, passage.style = self.part, properties.style
        if self.origin != "body":
            passage.origin, passage.kind = self.origin, KINDS[self.origin]
        if contents:
            passage.kind = "contents"
        if properties.outline_level is not None:
            passage.outline_level = properties.outline_level
        if self._waiting:
            passage.revisions, self._waiting = (*self._waiting, *passage.revisions), ()
        if self.cell is not None:
            passage.cell = self.cell
        if self.anchor is not None:
            passage.anchor = self.anchor
        self.walked.passages.append(passage)
        return True

    def _lead(self, passage: Passage, strong: bool) -> int:
        survey = self.survey
        lead = position = 0
        for node, chunk in zip(passage.nodes, passage.chunks, strict=True):
            position += len(chunk)
            if node is None or chunk.isspace():
                continue
            run = node.getparent()
            first = run[0] if run is not None else None
            if not (first in survey.strong or (strong and first not in survey.weak)):
                break
            lead = position
        return lead

    def flush(self) -> None:
        """End a paragraph whose mark is gone but that has no paragraph after it to flow into."""
        if self._flowing is not None:
            element, properties = self._flowing
            self._flowing = None
            if self.draft.length or self.boxes:
                self._finish(element, properties)

    def _finish(self, element: etree._Element, properties: Properties) -> None:
        draft, walked = self.draft, self.walked
        passage = Passage(element)
        passage.text = text = "".join(draft.chunks)
        passage.chunks, passage.nodes, passage.lead = draft.chunks, draft.nodes, draft.lead
        passage.notes = tuple(draft.notes)
        if draft.revisions:
            passage.revisions = joined_revisions(draft.revisions)
        if draft.concealed or not text.isascii():
            passage.concealed = tuple(draft.concealed + concealing_characters(text))
        index = len(walked.passages)
        for identifier in draft.comments:
            walked.comment_anchors.setdefault(identifier, index)
        contents = properties.style.lists_contents or self.fields.in_contents
        if self._add(passage, properties, contents=contents):
            walked.note_references.extend((kind, identifier, index) for kind, identifier in draft.notes)
        if self.boxes:
            self._walk_boxes()

    def _walk_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        saved = self.origin, self.cell, self.background, self.shaded, self.fields, self._in_box
        if self.origin in ("body", "table"):
            self.origin = "textbox"
        self.cell, self.background, self.shaded, self._in_box = None, "", True, True
        for box in boxes:
            if box.kind == "text":
                self.fields = Fields(self.survey.endless_fields)
                self.blocks(box.element)
                self.flush()
            elif box.kind == "table":
                self._stray_table(box.element, saved[0], saved[1])
            else:
                self.hooks.graphic(self, box)
        self.origin, self.cell, self.background, self.shaded, self.fields, self._in_box = saved

    def _stray_table(self, table: etree._Element, origin: Origin, cell: CellPosition | None) -> None:
        """Walk a table that stands inside a paragraph: no box, so what it says stands where the paragraph does."""
        boxed, self.origin, self.cell = self.origin, origin, cell
        self.hooks.table(self, table)
        self.origin, self.cell = boxed, None


def _ends_in_run(paragraph: etree._Element, nodes: list[etree._Element | None]) -> bool:
    """A quick look at the commonest case: the last text stands in a run of the paragraph itself."""
    if not nodes or (node := nodes[-1]) is None or (run := node.getparent()) is None:
        return False
    return run.getparent() is paragraph


def _holds_last_node(paragraph: etree._Element, passage: Passage) -> bool:
    """Whether the last text of a passage is really inside its paragraph, and no stray run behind it."""
    nodes = passage.nodes
    node = nodes[-1] if nodes else None
    if node is None:
        node = next((other for other in reversed(nodes) if other is not None), None)
        if node is None:
            return True
    home = node.getparent()
    while home is not None:
        home = home.getparent()
        if home is paragraph:
            return True
    return False
