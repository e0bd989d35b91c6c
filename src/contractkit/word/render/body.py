"""The contract as Word paragraphs: every block in the paragraph style that carries its look and its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from lxml import etree

from contractkit.errors import LibraryError
from contractkit.manuscript import AnyBlock, Block, Inline, Manuscript, Reference, SignatureBlock, TableBlock, Text
from contractkit.word.names import W14
from contractkit.word.passport import Stamp, text_hash
from contractkit.word.render.fields import (
    PageNumber,
    References,
    add,
    add_page_number,
    add_paragraph,
    add_tab,
    add_text,
    block_bookmark,
    close_field,
    open_field,
    reference_steps,
    w,
)
from contractkit.word.render.tables import add_signature, add_table

_FIRST_ID = 0x4C000000  # ids of paragraphs are below 0x80000000
_CONFIRM_CAPTION = "To be confirmed before this contract goes out (marked [CONFIRM: …] in the text)"
_FIT_ON_COVER = 3
_CONTENTS_FIELD = 'TOC \\o "1-2" \\h \\z \\u'


class BodyWriter:
    """Writes the contract's paragraphs; knows which bookmarks something points to. ``text_width`` is in twips."""

    def __init__(self, manuscript: Manuscript, text_width: int, terms: str = "bold") -> None:
        self._blocks = manuscript.blocks
        self._text_width = text_width
        self._references = References(reference_steps(manuscript.blocks), "quoted" in terms)
        anchors = {anchor for block in manuscript.blocks for anchor in _anchors(block)}
        for anchor in sorted(anchors - self._references.steps.keys()):
            raise LibraryError(f'the text points to "{anchor}", which has no number in this document')
        self._pointed_to = {step.bookmark for anchor in anchors for step in self._references.steps[anchor]}
        self._confirm = manuscript.confirm
        self._bookmarks = 0
        self._paragraphs = 0
        self.stamps: list[Stamp] = []
        self.labels: dict[str, str] = {}  # the numbers of paragraphs by their ids
        self.contents_pages: dict[str, PageNumber] = {}  # the page numbers of the contents by their bookmarks

    def contents(self) -> list[etree._Element]:
        """Return the table of contents: one field with all its entries in place, their pages still to be set."""
        parent = etree.Element(w("body"))
        entries = [(at, block) for at, block in enumerate(self._blocks) if _is_entry(block)]
        paragraph = None
        for count, (at, block) in enumerate(entries):
            deeper = block.part and block.kind == "clause-heading"
            paragraph = add_paragraph(parent, "TOC2" if deeper else "TOC1")
            if count == 0:
                open_field(paragraph, _CONTENTS_FIELD)
            self.contents_pages[_contents_bookmark(at)] = _add_entry(paragraph, _contents_bookmark(at), block)
        if paragraph is not None:
            close_field(paragraph)
        return list(parent)

    def confirmations(self) -> list[etree._Element]:
        """Return the list of facts that nobody has confirmed; nothing when there is none."""
        if not self._confirm:
            return []
        parent = etree.Element(w("body"))
        rows = tuple(((Text(fact.what),), (Text(fact.value),), (Text(fact.why),)) for fact in self._confirm)
        table = TableBlock(_CONFIRM_CAPTION, ("Fact", "In this draft", "Why"), rows, (3, 4, 5))
        add_table(parent, table, self._text_width, self._references)
        paths = ", ".join(fact.path for fact in self._confirm)
        add_text(
            add_paragraph(parent, "CoverNote"), f"Once confirmed, list under “confirmed” in the deal file: {paths}"
        )
        if not self.confirm_fits_cover:
            add(add(add_paragraph(parent, "AfterTable"), "r"), "br", type="page")
        return list(parent)

    @property
    def confirm_fits_cover(self) -> bool:
        """Whether the list of facts to confirm is short enough for the cover; else it takes page one for itself."""
        return len(self._confirm) <= _FIT_ON_COVER

    def blocks(self) -> list[etree._Element]:
        """Return all blocks; a table at the end is followed by the paragraph that Word wants there."""
        parent = etree.Element(w("body"))
        for position, block in enumerate(self._blocks):
            before = parent[-1] if position else None
            self._add_block(parent, position, block)
            added = list(parent if before is None else before.itersiblings())
            self._stamp(added, "" if isinstance(block, SignatureBlock) else block.clause)
            if isinstance(block, Block) and block.number:
                self.labels[parent[-1].get(f"{{{W14}}}paraId", "")] = block.number
        if len(parent) and parent[-1].tag == w("tbl"):
            add_paragraph(parent, "AfterTable")
        return list(parent)

    def _add_block(self, parent: etree._Element, position: int, block: AnyBlock) -> None:
        if isinstance(block, TableBlock):
            add_table(parent, block, self._text_width, self._references)
        elif isinstance(block, SignatureBlock):
            add_signature(parent, block, self._text_width)
        else:
            self._add_paragraph(parent, position, block)

    def _stamp(self, elements: Iterable[etree._Element], clause: str) -> None:
        """Give every paragraph its id, and note which wording it came from."""
        for element in elements:
            for paragraph in element.iter(w("p")):
                self._paragraphs += 1
                identifier = f"{_FIRST_ID + self._paragraphs:08X}"
                paragraph.set(f"{{{W14}}}paraId", identifier)
                if clause:
                    text = "".join(found.text or "" for found in paragraph.iter(w("t")))
                    self.stamps.append(Stamp(identifier, clause, text_hash(text)))

    def _add_paragraph(self, parent: etree._Element, position: int, block: Block) -> None:
        leads_in = bool(block.inlines) and block.inlines[-1].text.endswith(":")
        paragraph = add_paragraph(parent, style_of(block), keep_next=leads_in, keep_lines=leads_in)
        names = [block_bookmark(block, position)] if block.number else []
        names = [name for name in names if name in self._pointed_to]
        if _is_entry(block):
            names.append(_contents_bookmark(position))
        ids = [self._start_bookmark(paragraph, name) for name in names]
        self._references.add_inlines(paragraph, block.inlines)
        for number in reversed(ids):
            add(paragraph, "bookmarkEnd", id=number)

    def _start_bookmark(self, paragraph: etree._Element, name: str) -> str:
        self._bookmarks += 1
        add(paragraph, "bookmarkStart", id=str(self._bookmarks), name=name)
        return str(self._bookmarks)


def style_of(block: Block) -> str:
    """Return the id of the paragraph style that a block is written in."""
    side = "Schedule" if block.part else "Clause"
    match block.kind:
        case "part-heading":
            return "ScheduleHeading" if block.number else "UnnumberedPart"
        case "clause-heading":
            heading = "Heading2" if block.part else "Heading1"
            return heading if block.number else "UnnumberedHeading"
        case "clause":
            return f"{side}Level{block.depth}"
        case "paragraph":
            return f"{side}Text{block.depth}" if block.depth else "BodyText"
        case _:
            return {"definition": "Definition", "party": "Party", "recital": "Recital", "title": "UnlistedHeading"}[
                block.kind
            ]


def _add_entry(paragraph: etree._Element, bookmark: str, block: Block) -> PageNumber:
    link = add(paragraph, "hyperlink", anchor=bookmark, history="1")
    if block.number:
        add_text(link, block.number)
        if block.kind == "part-heading":
            add_text(link, " ")
        else:
            add_tab(link)
    add_text(link, "".join(inline.text for inline in block.inlines))
    return add_page_number(link, bookmark)


def _is_entry(block: AnyBlock) -> TypeGuard[Block]:
    return isinstance(block, Block) and block.kind in ("part-heading", "clause-heading")


def _contents_bookmark(position: int) -> str:
    return f"_Toc{10_000_000 + position}"


def _anchors(block: AnyBlock) -> Iterator[str]:
    """Yield the anchors that the text of a block points to."""
    texts: Iterable[tuple[Inline, ...]] = ()
    if isinstance(block, Block):
        texts = (block.inlines,)
    elif isinstance(block, TableBlock):
        texts = (cell for row in block.rows for cell in row)
    for inlines in texts:
        yield from (inline.anchor for inline in inlines if isinstance(inline, Reference))
