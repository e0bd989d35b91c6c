"""Filled and numbered parts as a manuscript: blocks in order, with every cross-reference resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from contractkit.deal import Deal, Party
from contractkit.draft.clauses import Clause, FilledPart, FilledTable, Line
from contractkit.draft.numbering import EXECUTION, PARTIES, Numbers
from contractkit.draft.templating import DefinitionsMark, Pointer, Rendered, TableMark, render_text
from contractkit.draft.wording_style import date
from contractkit.errors import LibraryError
from contractkit.library.models import Template
from contractkit.manuscript import AnyBlock, Block, Inline, Manuscript, Reference, SignatureBlock, TableBlock, Text


@dataclass
class _Assembly:
    """What the blocks are made from; ``dangling`` gathers references that lead nowhere."""

    deal: Deal
    numbers: Numbers
    meanings: dict[str, Rendered]
    dangling: list[str] = field(default_factory=list)

    def inlines(self, rendered: Rendered, place: int, clause: str) -> tuple[Inline, ...]:
        """Return the text with references resolved, as read in part ``place``."""
        found: list[Inline] = []
        for piece in rendered.pieces:
            if isinstance(piece, Pointer):
                found.extend(self._reference(piece.target, place, clause, _starts_sentence(found)))
            elif isinstance(piece, (TableMark, DefinitionsMark)):
                raise LibraryError(f"{clause}: a table or the definitions cannot stand within a text")
            else:
                found.append(piece)
        return tuple(found)

    def _reference(self, target: str, place: int, clause: str, starts: bool) -> Iterator[Inline]:
        address = self.numbers.addresses.get(target)
        if address is None:
            self.dangling.append(f'{clause} points to "{target}", which is not in this draft')
            return
        noun = "paragraph" if address.part else "clause"
        yield Text(f"{noun.capitalize() if starts else noun} ")
        yield Reference(target, address.number)
        if address.part and address.part == place:
            yield Text(" of this Schedule")
        elif address.part:
            yield Text(" of ")
            yield Reference(schedule_anchor(address.part), f"Schedule {address.part}")


def assemble(
    parts: tuple[FilledPart, ...], numbers: Numbers, meanings: dict[str, Rendered], deal: Deal, template: Template
) -> Manuscript:
    """Return the manuscript. Raises LibraryError that lists every reference to a clause that is not in the draft."""
    assembly = _Assembly(deal, numbers, meanings)
    blocks = [block for index, filled in enumerate(parts) for block in _part_blocks(index, filled, assembly)]
    if template.signature and not any(isinstance(block, SignatureBlock) for block in blocks):
        blocks.extend(_signatures(deal))
    if assembly.dangling:
        raise LibraryError("\n".join(sorted(set(assembly.dangling))))
    return Manuscript(
        title=_plain(template.title, deal),
        subtitle=_plain(template.subtitle, deal),
        parties=(deal.customer.name, deal.vendor.name),
        reference=deal.reference,
        status="Draft",
        created=deal.date.isoformat(),
        date_text=date(deal.date),
        language="en-GB",
        blocks=tuple(blocks),
    )


def _plain(text: str, deal: Deal) -> str:
    """Return a template's own text with the deal's values."""
    pieces = render_text(text, {"deal": deal}, "template.yaml").pieces
    return "".join(piece.text for piece in pieces if isinstance(piece, Text))


def schedule_anchor(schedule: int) -> str:
    """Return the anchor of a schedule's heading."""
    return f"#schedule-{schedule}"


def _part_blocks(index: int, filled: FilledPart, assembly: _Assembly) -> Iterator[AnyBlock]:
    place = assembly.numbers.schedules[index]
    part = filled.part
    if part.kind == "schedule":
        anchor = schedule_anchor(place)
        yield Block("part-heading", (Text(part.title),), number=f"Schedule {place}", anchor=anchor, part=place)
    elif part.kind == "signature":
        yield Block("part-heading", (Text(part.title),))
    if not filled.intro.empty:
        yield Block("paragraph", assembly.inlines(filled.intro, place, f'part "{part.id}"'), part=place)
    for at, clause in enumerate(filled.clauses):
        yield from _clause_blocks(index, at, clause, place, part.kind == "signature", assembly)


def _clause_blocks(
    index: int, at: int, clause: Clause, place: int, unnumbered: bool, assembly: _Assembly
) -> Iterator[AnyBlock]:
    wording = clause.wording
    if not unnumbered:
        number = assembly.numbers.headings.get((index, at), "")
        anchor = wording.family if number else ""
        label = f"{number}." if number else ""
        yield Block("clause-heading", (Text(wording.title),), 0, label, anchor, wording.clause_id, place)
    for line_at, item in enumerate(clause.content):
        if isinstance(item, FilledTable):
            yield _table(item, place, wording.clause_id, assembly)
        elif isinstance(item, DefinitionsMark):
            yield from _definitions(place, assembly)
        else:
            label = assembly.numbers.labels.get((index, at, line_at), "")
            yield _line_block(item, label, clause, place, assembly)
    if wording.family == EXECUTION:
        yield from _signatures(assembly.deal)


def _line_block(line: Line, label: str, clause: Clause, place: int, assembly: _Assembly) -> Block:
    wording = clause.wording
    inlines = assembly.inlines(line.rendered, place, wording.clause_id)
    if not label:
        depth = line.depth if wording.family in (PARTIES, EXECUTION) else max(line.depth, 1)
        return Block("paragraph", inlines, depth, clause=wording.clause_id, part=place)
    if wording.family == PARTIES:
        return Block("party", inlines, 1, label, "", wording.clause_id, place)
    anchor = f"{wording.family}#{line.anchor}" if line.anchor else ""
    return Block("clause", inlines, line.depth, label, anchor, wording.clause_id, place)


def _definitions(place: int, assembly: _Assembly) -> Iterator[Block]:
    for term, meaning in assembly.meanings.items():
        inlines = assembly.inlines(meaning, place, f'the definition of "{term}"')
        yield Block("definition", (Text(term, "term"), Text(" means "), *inlines, Text(".")), part=place)


def _table(table: FilledTable, place: int, clause: str, assembly: _Assembly) -> TableBlock:
    caption = "".join(inline.text for inline in assembly.inlines(table.caption, place, clause))
    rows = tuple(tuple(assembly.inlines(cell, place, clause) for cell in row) for row in table.rows)
    return TableBlock(caption, table.header, rows, table.widths, clause)


def _signatures(deal: Deal) -> Iterator[SignatureBlock]:
    for party in (deal.customer, deal.vendor):
        yield _signature(party)


def _signature(party: Party) -> SignatureBlock:
    lines = (("Signature", ""), ("Name", party.signatory.name), ("Title", party.signatory.title), ("Date", ""))
    return SignatureBlock(party.name, lines)


def _starts_sentence(before: list[Inline]) -> bool:
    return not before or before[-1].text.endswith(". ")
