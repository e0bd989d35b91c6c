"""The contract as Word paragraphs: every block in the paragraph style that carries its look and its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TypeGuard

from lxml import etree

from contractkit.errors import LibraryError
from contractkit.manuscript import AnyBlock, Block, Inline, Manuscript, Reference, SignatureBlock, TableBlock, Text
from contractkit.word.passport import Stamp, text_hash
from contractkit.word.render.fields import References, block_bookmark, reference_steps
from contractkit.word.render.markup import Runs, escaped, parsed_markup
from contractkit.word.render.tables import signatures_markup, table_markup

UNKNOWN_PAGE = "00"  # stands in the contents until the pages are known, as wide as most numbers
_FIRST_ID = 0x4C000000  # ids of paragraphs are below 0x80000000
_CONFIRM_CAPTION = "To be confirmed before this contract goes out (marked [CONFIRM: …] in the text)"
_FIT_ON_COVER = 3
_LISTED = ("part-heading", "signature-heading", "clause-heading")  # in the contents
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
        self._kept = _kept_with_signatures(manuscript.blocks)
        self._confirm = manuscript.confirm
        self._bookmarks = 0
        self._paragraphs = 0
        self.stamps: list[Stamp] = []
        self.labels: dict[str, str] = {}  # the numbers of paragraphs by their ids

    def contents(self) -> list[etree._Element]:
        """Return the table of contents: one field with all its entries in place, their pages still to be set."""
        entries = [(at, block) for at, block in enumerate(self._blocks) if _is_entry(block)]
        markup = []
        for count, (at, block) in enumerate(entries, start=1):
            runs = Runs()
            if count == 1:
                runs.open_field(_CONTENTS_FIELD)
            _add_entry(runs, contents_bookmark(at), block)
            if count == len(entries):
                runs.close_field()
            markup.append(runs.paragraph("TOC2" if block.part and block.kind == "clause-heading" else "TOC1"))
        return parsed_markup("".join(markup))

    def confirmations(self) -> list[etree._Element]:
        """Return the list of facts that nobody has confirmed; nothing when there is none."""
        if not self._confirm:
            return []
        rows = tuple(((Text(fact.what),), (Text(fact.value),), (Text(fact.why),)) for fact in self._confirm)
        table = TableBlock(_CONFIRM_CAPTION, ("Fact", "In this draft", "Why"), rows, (3, 4, 5))
        note = Runs()
        paths = ", ".join(fact.path for fact in self._confirm)
        note.add_text(f"Once confirmed, list under “confirmed” in the deal file: {paths}")
        turn = Runs()
        turn.add('<w:r><w:br w:type="page"/></w:r>')
        markup = table_markup(table, self._text_width, self._references, lambda _: "") + note.paragraph("CoverNote")
        return parsed_markup(markup + ("" if self.confirm_fits_cover else turn.paragraph("AfterTable")))

    @property
    def confirm_fits_cover(self) -> bool:
        """Whether the list of facts to confirm is short enough for the cover; else it takes page one for itself."""
        return len(self._confirm) <= _FIT_ON_COVER

    def blocks(self) -> list[etree._Element]:
        """Return all blocks; a table at the end is followed by the paragraph that Word wants there."""
        markup = [self._block(position, block) for position, block in enumerate(self._blocks)]
        if self._blocks and not isinstance(self._blocks[-1], Block):
            markup.append(Runs().paragraph("AfterTable"))
        return parsed_markup("".join(markup))

    def _block(self, position: int, block: AnyBlock) -> str:
        if isinstance(block, TableBlock):
            return table_markup(
                block,
                self._text_width,
                self._references,
                lambda text: self._stamp(text, block.clause),
                keep_next=position in self._kept,
            )
        if isinstance(block, SignatureBlock):
            return self._signatures(position)
        return self._paragraph(position, block)

    def _signatures(self, position: int) -> str:
        """Return the signatures of all parties where the first of them stands, and nothing for the others."""
        if position and isinstance(self._blocks[position - 1], SignatureBlock):
            return ""
        together = takewhile(lambda block: isinstance(block, SignatureBlock), self._blocks[position:])
        signing = [block for block in together if isinstance(block, SignatureBlock)]
        return signatures_markup(signing, self._text_width, lambda text: self._stamp(text, ""))

    def _stamp(self, text: str, clause: str) -> str:
        """Return the id of the next paragraph, and note which wording its text came from."""
        self._paragraphs += 1
        identifier = f"{_FIRST_ID + self._paragraphs:08X}"
        if clause:
            self.stamps.append(Stamp(identifier, clause, text_hash(text)))
        return identifier

    def _paragraph(self, position: int, block: Block) -> str:
        runs = Runs()
        names = [block_bookmark(block, position)] if block.number else []
        names = [name for name in names if name in self._pointed_to]
        if _is_entry(block):
            names.append(contents_bookmark(position))
        ids = [self._start_bookmark(runs, name) for name in names]
        self._references.add_inlines(runs, block.inlines)
        for number in reversed(ids):
            runs.add(f'<w:bookmarkEnd w:id="{number}"/>')
        identifier = self._stamp(runs.text, block.clause)
        if block.number:
            self.labels[identifier] = block.number
        leads_in = bool(block.inlines) and block.inlines[-1].text.endswith(":")
        keep_next = leads_in or position in self._kept
        return runs.paragraph(style_of(block), identifier, keep_next=keep_next, keep_lines=leads_in)

    def _start_bookmark(self, runs: Runs, name: str) -> int:
        self._bookmarks += 1
        runs.add(f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{escaped(name)}"/>')
        return self._bookmarks


def style_of(block: Block) -> str:
    """Return the id of the paragraph style that a block is written in."""
    side = "Schedule" if block.part else "Clause"
    match block.kind:
        case "signature-heading":
            return "SignatureHeading"
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


def _add_entry(runs: Runs, bookmark: str, block: Block) -> None:
    """Append a link to a heading, and its page as a field; the page is set when it is known."""
    runs.add(f'<w:hyperlink w:anchor="{bookmark}" w:history="1">')
    if block.number:
        runs.add_text(f"{block.number} " if block.kind == "part-heading" else block.number)
        if block.kind != "part-heading":
            runs.add_tab()
    runs.add_text("".join(inline.text for inline in block.inlines))
    runs.add_tab()
    runs.add_field(f"PAGEREF {bookmark} \\h", UNKNOWN_PAGE)
    runs.add("</w:hyperlink>")


def _is_entry(block: AnyBlock) -> TypeGuard[Block]:
    return isinstance(block, Block) and block.kind in _LISTED


def _kept_with_signatures(blocks: Sequence[AnyBlock]) -> frozenset[int]:
    """Return the positions of what goes to the page of the signatures: no signature may stand without text."""
    signed = next((at for at, block in enumerate(blocks) if isinstance(block, SignatureBlock)), 0)
    begin = signed
    for at in range(signed - 1, -1, -1):
        block = blocks[at]
        if isinstance(block, Block) and block.kind == "signature-heading":
            begin = at
        if isinstance(block, Block) and block.kind in _LISTED:
            break
    return frozenset(range(max(begin - 1, 0), signed))


def contents_bookmark(position: int) -> str:
    """Return the bookmark by which the contents find a heading."""
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
