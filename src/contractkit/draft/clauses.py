"""Wordings with the deal's values in them: clauses, tables and definitions, before anything is numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contractkit.deal import Deal
from contractkit.draft.kpi_rows import kpi_rows
from contractkit.draft.markdown import Passage, parse_wording
from contractkit.draft.selection import Part, families_of, variables_of
from contractkit.draft.templating import (
    DefinitionsMark,
    Pointer,
    Rendered,
    TableMark,
    evaluate,
    render_text,
    render_texts,
)
from contractkit.draft.wording_style import typographic
from contractkit.errors import LibraryError
from contractkit.library.catalogue import Library
from contractkit.library.models import TableTemplate, Wording
from contractkit.manuscript import Text
from contractkit.validation import did_you_mean


@dataclass(frozen=True)
class Line:
    """One paragraph of a clause; ``depth`` and ``numbered`` as in the Markdown."""

    rendered: Rendered
    depth: int
    numbered: bool
    anchor: str = ""


@dataclass(frozen=True)
class FilledTable:
    """A table with its rows."""

    caption: Rendered
    header: tuple[str, ...]
    rows: tuple[tuple[Rendered, ...], ...]
    widths: tuple[int, ...]


Content = Line | FilledTable | DefinitionsMark


@dataclass(frozen=True)
class Clause:
    """A wording with its values."""

    wording: Wording
    content: tuple[Content, ...]

    @property
    def texts(self) -> Iterator[Rendered]:
        """Every text of the clause, table cells included."""
        for item in self.content:
            yield from _texts(item)


@dataclass(frozen=True)
class FilledPart:
    """A part of the draft with its values."""

    part: Part
    intro: Rendered
    clauses: tuple[Clause, ...]


def fill_parts(parts: tuple[Part, ...], deal: Deal, library: Library) -> tuple[FilledPart, ...]:
    """Return the parts with their values. Raises LibraryError, naming the wording, when a value is missing."""
    shared = shared_values(deal, library, families_of(parts))
    filled = []
    for part in parts:
        intro = render_text(part.intro, {**shared, "terms": {}}, f'introduction of part "{part.id}"')
        clauses = tuple(fill_wording(wording, deal, shared) for wording in part.wordings)
        filled.append(FilledPart(part, intro, clauses))
    return tuple(filled)


def shared_values(deal: Deal, library: Library, families: frozenset[str]) -> dict[str, Any]:
    """Return what every wording may use: the deal, the service levels, and the functions."""
    return {
        "deal": deal,
        "kpis": kpi_rows(deal, library),
        "ref": Pointer,
        "table": TableMark,
        "definitions": DefinitionsMark,
        "has": families.__contains__,
    }


def fill_wording(wording: Wording, deal: Deal, shared: Mapping[str, Any]) -> Clause:
    """Return a wording with its values; list items that come out empty are left out with what is below them."""
    values = {**shared, "terms": variables_of(wording, deal)}
    content: list[Content] = []
    dropped_below = 0
    passages = parse_wording(wording.body, wording.clause_id)
    texts = render_texts([passage.template for passage in passages], values, wording.clause_id)
    for passage, rendered in zip(passages, texts, strict=True):
        if dropped_below and passage.depth > dropped_below - (not passage.numbered):
            continue
        dropped_below = 0
        if rendered.empty:
            dropped_below = passage.depth if passage.numbered else 0
            continue
        content.append(_content(passage, rendered, wording, values))
    if not content:
        raise LibraryError(f"{wording.clause_id}: nothing of this clause is left with this deal")
    return Clause(wording, tuple(content))


def _content(passage: Passage, rendered: Rendered, wording: Wording, values: Mapping[str, Any]) -> Content:
    marks = [piece for piece in rendered.pieces if isinstance(piece, (TableMark, DefinitionsMark))]
    if not marks:
        return Line(rendered, passage.depth, passage.numbered, passage.anchor)
    if len(rendered.pieces) > 1 or passage.numbered:
        raise LibraryError(f"{wording.clause_id}: a table must stand in a paragraph of its own, outside the list")
    mark = marks[0]
    return mark if isinstance(mark, DefinitionsMark) else _filled_table(mark.name, wording, values)


def _filled_table(name: str, wording: Wording, values: Mapping[str, Any]) -> FilledTable:
    place = f'{wording.clause_id}, table "{name}"'
    if name not in wording.tables:
        raise LibraryError(f"{place}: there is no such table. {did_you_mean(name, sorted(wording.tables))}".rstrip())
    table = wording.tables[name]
    items = evaluate(table.rows, {**values, "row": ""}, place) if isinstance(table.rows, str) else _set(table.rows)
    if isinstance(items, (str, Mapping)) or not isinstance(items, Iterable):
        raise LibraryError(f"{place}: rows must be a list, but this is not one: {table.rows}")
    rows = tuple(_row(table, {**values, "row": item}, place) for item in items)
    return FilledTable(
        caption=render_text(table.caption, values, place),
        header=tuple(typographic(column.title) for column in table.columns),
        rows=rows or (_nothing(len(table.columns)),),
        widths=tuple(column.width for column in table.columns),
    )


def _set(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows of the library's own text, set as its other text is."""
    return [{name: typographic(text) for name, text in row.items()} for row in rows]


def _row(table: TableTemplate, values: Mapping[str, Any], place: str) -> tuple[Rendered, ...]:
    return tuple(render_texts([column.value for column in table.columns], values, place))


def _nothing(columns: int) -> tuple[Rendered, ...]:
    """The row of a table that has none: an empty table would leave open whether something was forgotten."""
    return tuple(Rendered((Text(text),), frozenset()) for text in ("None", *["–"] * (columns - 1)))


def _texts(item: Content) -> Iterator[Rendered]:
    if isinstance(item, Line):
        yield item.rendered
    elif isinstance(item, FilledTable):
        yield item.caption
        for row in item.rows:
            yield from row


def used_terms(parts: Iterable[FilledPart]) -> frozenset[str]:
    """Return the defined terms that the clauses and introductions use."""
    found: set[str] = set()
    for part in parts:
        found |= part.intro.terms
        for clause in part.clauses:
            found.update(*(text.terms for text in clause.texts))
    return frozenset(found)


def unconfirmed_facts(parts: Iterable[FilledPart], meanings: Mapping[str, Rendered]) -> frozenset[tuple[str, str]]:
    """Return (path, text) of every fact in the draft that nobody has confirmed."""
    texts = [text for part in parts for clause in part.clauses for text in clause.texts]
    texts += [part.intro for part in parts] + list(meanings.values())
    return frozenset(fact for text in texts for fact in text.unconfirmed)


def define(used: frozenset[str], library: Library, shared: Mapping[str, Any]) -> dict[str, Rendered]:
    """Return the definitions of the used terms and of those that these use in turn, sorted by term.

    Raises LibraryError when a used term is not defined.
    """
    meanings: dict[str, Rendered] = {}
    waiting = sorted(used)
    while waiting:
        term = waiting.pop()
        if term in meanings:
            continue
        if term not in library.terms:
            raise LibraryError(
                f"[[{term}]] is used but not defined. {did_you_mean(term, sorted(library.terms))}".rstrip()
            )
        meanings[term] = render_text(library.terms[term].means, {**shared, "terms": {}}, f'definition of "{term}"')
        waiting.extend(sorted(meanings[term].terms))
    return dict(sorted(meanings.items(), key=lambda item: (item[0].casefold(), item[0])))
