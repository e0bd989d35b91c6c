"""The tables of our clauses as lists: a tracked clause is made of paragraphs, and says all that its table would say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractkit.deal import Deal
from contractkit.draft.clauses import FilledTable, fill_wording, shared_values
from contractkit.draft.pieces import Pointer, Rendered
from contractkit.library.catalogue import Library
from contractkit.library.models import TableTemplate, Wording
from contractkit.library.suggestion import Manner
from contractkit.manuscript import Text

_NOUN = re.compile(r"\bCustomer(?= (?:support|care|service|experience|success)\b)")
_HELD = "\uf8fe"  # a private-use letter stands for the noun while names are put in


def tables_as_items(
    wording: Wording, deal: Deal | None, library: Library, manner: Manner
) -> Iterator[tuple[int, str]]:  # fmt: skip
    """Yield each table of a wording as a lead-in (depth 0) and one item a row (depth 1), in the document's words.

    The rows of most tables are known only from a deal; without one a table is a blank in brackets.
    """
    filled = {item.caption: item for item in _filled(wording, deal, library)}
    for table in wording.tables.values():
        found = next((item for caption, item in filled.items() if _plain(caption, manner) == table.caption), None)
        rows = [tuple(_plain(cell, manner) for cell in row) for row in found.rows] if found else _own_rows(table)
        if not rows:
            yield 0, f"Table “{table.caption}”: [{manner.speak(_columns(table))}, to be agreed]."
            continue
        yield 0, f"Table “{table.caption}”:"
        heads = [column.title for column in table.columns]
        for at, row in enumerate(rows, 1):
            yield 1, f"{_spoken(_item(heads, row), manner)}{'.' if at == len(rows) else ';'}"


def _filled(wording: Wording, deal: Deal | None, library: Library) -> list[FilledTable]:
    if deal is None or not wording.tables:
        return []
    clause = fill_wording(wording, deal, shared_values(deal, library, frozenset(library.families)))
    return [item for item in clause.content if isinstance(item, FilledTable)]


def _own_rows(table: TableTemplate) -> list[tuple[str, ...]]:
    """The rows of a table that needs no deal: the library's own text, column by column where they are plain."""
    if isinstance(table.rows, str):
        return []
    return [tuple(row.values()) for row in table.rows if len(row) == len(table.columns)]


def _spoken(text: str, manner: Manner) -> str:
    """A row in the document's words; "Customer care lead" speaks of no party, "paid by Customer" does."""
    return manner.speak(_NOUN.sub(_HELD, text)).replace(_HELD, "Customer")


def _columns(table: TableTemplate) -> str:
    titles = [_small(column.title) for column in table.columns]
    return f"{', '.join(titles[:-1])} and {titles[-1]}"


def _item(heads: list[str], row: tuple[str, ...]) -> str:
    """A row as words: "Place: Porto", or with more columns "First response time – target: 90 s; window: month"."""
    cells = [cell.rstrip(".") for cell in row]
    name = f"{heads[0]} {cells[0]}" if cells[0].isdigit() else cells[0]
    if len(cells) == len(heads) == 2:  # a name and what it is
        return f"{name}: {cells[1]}"
    told = [
        f"{_small(head)}: {cell}" for head, cell in zip(heads[1:], cells[1:], strict=False) if cell not in ("", "–")
    ]
    return f"{name} – {'; '.join(told)}"


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


def _plain(rendered: Rendered, manner: Manner) -> str:
    """The words of a text with its references as the document makes them."""
    parts = []
    for piece in rendered.pieces:
        if isinstance(piece, Text):
            parts.append(piece.text)
        elif isinstance(piece, Pointer):
            family = piece.target.partition("#")[0]
            parts.append(manner.places.get(family, f"the clause on {family.replace('-', ' ')}"))
    return "".join(parts).strip()
