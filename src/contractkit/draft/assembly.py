"""Filled and numbered parts as a manuscript: blocks in order, with every cross-reference resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contractkit.deal import Deal, Party
from contractkit.draft.clauses import FilledTable, Line
from contractkit.draft.numbering import EXECUTION, PARTIES, RECITALS, Address, NumberedClause, NumberedPart
from contractkit.draft.templating import DefinitionsMark, Pointer, Rendered, TableMark, render_text
from contractkit.draft.wording_style import date, typographic
from contractkit.errors import LibraryError
from contractkit.library.models import Template, Wording
from contractkit.manuscript import (
    AnyBlock,
    Block,
    BlockKind,
    Inline,
    Manuscript,
    Reference,
    SignatureBlock,
    TableBlock,
    Text,
)


def assemble(
    parts: tuple[NumberedPart, ...],
    addresses: Mapping[str, Address],
    meanings: Mapping[str, Rendered],
    deal: Deal,
    template: Template,
) -> Manuscript:
    """Return the manuscript. Raises LibraryError that lists every reference to a clause that is not in the draft."""
    assembly = _Assembly(deal, addresses, meanings)
    befores = (0, *(part.schedule for part in parts))
    blocks = [
        block
        for before, part in zip(befores, parts, strict=False)
        for block in assembly.part_blocks(part, after_schedule=before > 0)
    ]
    if template.signature and not any(isinstance(block, SignatureBlock) for block in blocks):
        blocks.extend(_signatures(deal))
    if assembly.dangling:
        raise LibraryError("\n".join(sorted(set(assembly.dangling))))
    return Manuscript(
        title=_plain(template.title, deal),
        subtitle=_plain(template.subtitle, deal),
        parties=(deal.customer.name, deal.vendor.name if deal.vendor else "the vendor that answers"),
        reference=deal.reference,
        status="Draft",
        created=deal.date.isoformat(),
        date_text=date(deal.date, deal.style),
        language=deal.style.locale,
        blocks=tuple(blocks),
    )


@dataclass
class _Assembly:
    """What the blocks are made from; ``dangling`` gathers references that lead nowhere."""

    deal: Deal
    addresses: Mapping[str, Address]
    meanings: Mapping[str, Rendered]
    dangling: list[str] = field(default_factory=list)

    def part_blocks(self, numbered: NumberedPart, *, after_schedule: bool) -> Iterator[AnyBlock]:
        """Yield the heading, introduction and clauses of a part.

        Signatures follow the text before them on its page; after a schedule, which stands for itself, they take a page.
        """
        part, schedule = numbered.filled.part, numbered.schedule
        if part.kind == "schedule":
            number, anchor = f"Schedule {schedule}.", _schedule_anchor(schedule)
            yield Block("part-heading", (Text(part.title),), number=number, anchor=anchor, part=schedule)
        elif part.kind == "signature":
            yield Block("part-heading" if after_schedule else "signature-heading", (Text(part.title),))
        if not numbered.filled.intro.empty:
            inlines = self._inlines(numbered.filled.intro, schedule, f'part "{part.id}"')
            yield Block("paragraph", inlines, part=schedule)
        for clause in numbered.clauses:
            if part.kind != "signature":
                yield _heading(clause, schedule)
            yield from self._clause_blocks(clause, schedule)

    def _clause_blocks(self, numbered: NumberedClause, schedule: int) -> Iterator[AnyBlock]:
        wording = numbered.clause.wording
        for item, label in zip(numbered.clause.content, numbered.labels, strict=True):
            if isinstance(item, FilledTable):
                yield self._table(item, schedule, wording.clause_id)
            elif isinstance(item, DefinitionsMark):
                yield from self._definitions(schedule, wording.clause_id)
            else:
                yield self._line(item, label, wording, schedule)
        if wording.family == EXECUTION:
            yield from _signatures(self.deal)

    def _line(self, line: Line, label: str, wording: Wording, schedule: int) -> Block:
        inlines = self._inlines(line.rendered, schedule, wording.clause_id)
        if not label:
            depth = line.depth if wording.family in (PARTIES, RECITALS, EXECUTION) else max(line.depth, 1)
            return Block("paragraph", inlines, depth, clause=wording.clause_id, part=schedule)
        if wording.family in (PARTIES, RECITALS):
            kind: BlockKind = "party" if wording.family == PARTIES else "recital"
            return Block(kind, inlines, 1, label, "", wording.clause_id, schedule)
        anchor = f"{wording.family}#{line.anchor}" if line.anchor else ""
        return Block("clause", inlines, line.depth, label, anchor, wording.clause_id, schedule)

    def _definitions(self, schedule: int, clause: str) -> Iterator[Block]:
        for term, meaning in self.meanings.items():
            inlines = self._inlines(meaning, schedule, f'the definition of "{term}"')
            parts = (Text(term, "term"), Text(" means "), *inlines, Text("."))
            yield Block("definition", parts, clause=clause, part=schedule)

    def _table(self, table: FilledTable, schedule: int, clause: str) -> TableBlock:
        caption = "".join(inline.text for inline in self._inlines(table.caption, schedule, clause))
        rows = tuple(tuple(self._inlines(cell, schedule, clause) for cell in row) for row in table.rows)
        return TableBlock(caption, table.header, rows, table.widths, clause)

    def _inlines(self, rendered: Rendered, schedule: int, clause: str) -> tuple[Inline, ...]:
        """Return the text with references resolved, as read in a schedule (0: the body)."""
        found: list[Inline] = []
        for piece in rendered.pieces:
            if isinstance(piece, Pointer):
                found.extend(self._reference(piece.target, schedule, clause, starts=_starts_sentence(found)))
            elif isinstance(piece, (TableMark, DefinitionsMark)):
                raise LibraryError(f"{clause}: a table or the definitions cannot stand within a text")
            else:
                found.append(piece)
        return tuple(found)

    def _reference(self, target: str, schedule: int, clause: str, *, starts: bool) -> Iterator[Inline]:
        address = self.addresses.get(target)
        if address is None:
            self.dangling.append(f'{clause} points to "{target}", which is not in this draft')
            return
        noun = "paragraph" if address.part else "clause"
        yield Text(f"{noun.capitalize() if starts else noun} ")
        yield Reference(target, address.number)
        if address.part and address.part == schedule:
            yield Text(" of this Schedule")
        elif address.part:
            yield Text(" of ")
            yield Reference(_schedule_anchor(address.part), f"Schedule {address.part}")


def _heading(numbered: NumberedClause, schedule: int) -> Block:
    wording = numbered.clause.wording
    anchor = wording.family if numbered.number else ""
    return Block(
        "clause-heading", (Text(typographic(wording.title)),), 0, numbered.number, anchor, wording.clause_id, schedule
    )


def _plain(text: str, deal: Deal) -> str:
    """Return a template's own text with the deal's values."""
    pieces = render_text(text, {"deal": deal}, "template.yaml").pieces
    return "".join(piece.text for piece in pieces if isinstance(piece, Text))


def _schedule_anchor(schedule: int) -> str:
    return f"#schedule-{schedule}"


def _signatures(deal: Deal) -> Iterator[SignatureBlock]:
    for party in (deal.customer, deal.vendor):
        yield _signature(party)


def _signature(party: Party) -> SignatureBlock:
    lines = (("Signature", ""), ("Name", party.signatory.name), ("Title", party.signatory.title), ("Date", ""))
    return SignatureBlock(party.name, lines)


def _starts_sentence(before: list[Inline]) -> bool:
    return not before or before[-1].text.endswith(". ")
