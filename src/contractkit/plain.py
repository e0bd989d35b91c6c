"""A Document from light plain text: for examples, tests and wording that never was a Word file.

One non-empty line is one paragraph. "# Heading" and "## 7.2 Heading" are headings; "7.2 text" and "(a) text" carry
their number; "| a | b |" rows form a table, with "|---|---|" under its header rows; "[footer] text" (or header,
footnote, endnote, textbox) puts a paragraph elsewhere. Everything else is body text, exactly as written.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from contractkit.document import Cell, CellPosition, Coverage, Document, Origin, Paragraph, Table
from contractkit.folding import concealing_characters
from contractkit.language import guess_language
from contractkit.outline import Line, outline

_ORIGIN = re.compile(r"\[(header|footer|footnote|endnote|textbox)\]\s*")
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_PARTS: dict[str, str] = {
    "header": "header1", "footer": "footer1", "footnote": "footnotes", "endnote": "endnotes",
}  # fmt: skip
_LATER: tuple[Origin, ...] = ("footnote", "endnote", "header", "footer")


@dataclass(slots=True)
class _Row:
    text: str
    origin: Origin
    level: int | None = None
    cell: CellPosition | None = None


@dataclass(slots=True)
class _Draft:
    rows: list[_Row] = field(default_factory=list)
    tables: list[list[list[int]]] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)


def document_from_text(text: str, name: str = "text") -> Document:
    """Return the document that ``text`` describes; ``name`` stands in reports where a file name would."""
    draft = _draft(text)
    order = [row for row in draft.rows if row.origin not in _LATER]
    moved = {id(row): index for index, row in enumerate(order)}
    order += [row for origin in _LATER for row in draft.rows if row.origin == origin]
    lines = [Line(row.text, _kind(row), outline_level=row.level) for row in order]
    found = outline(lines)
    notes = _note_sections(draft.rows, moved, [place.section for place in found.places])
    paragraphs = tuple(
        Paragraph(
            index=index,
            text=row.text,
            origin=row.origin,
            part=_PARTS.get(row.origin, "document"),
            number=place.number,
            section=notes.get(id(row), place.section),
            level=place.level,
            heading=place.heading,
            style=f"heading {row.level + 1}" if row.level is not None else "",
            cell=row.cell,
            concealed=tuple(concealing_characters(row.text)),
        )
        for index, (row, place) in enumerate(zip(order, found.places, strict=True))
    )
    return Document(
        name=name,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        language=guess_language(text),
        paragraphs=paragraphs,
        sections=found.sections,
        tables=_tables(draft, moved),
        links=(),
        comments=(),
        coverage=_coverage(order),
    )


def _kind(row: _Row) -> str:
    if row.origin in ("table", "textbox"):
        return "cell"
    return "body" if row.origin == "body" else "apart"


def _draft(text: str) -> _Draft:
    draft = _Draft()
    in_table = False
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("|"):
            _add_row(draft, line, begins=not in_table)
            in_table = True
            continue
        in_table = False
        if line:
            draft.rows.append(_row(line))
    return draft


def _row(line: str) -> _Row:
    if line[0] == "#":
        title = line.lstrip("#")
        if title[:1] == " ":
            return _Row(title.strip(), "body", len(line) - len(title) - 1)
    match = _ORIGIN.match(line) if line[0] == "[" else None
    if match is None:
        return _Row(line, "body")
    origin: Origin = match.group(1)  # type: ignore[assignment]  # the pattern allows these words only
    return _Row(line[match.end() :], origin)


def _add_row(draft: _Draft, line: str, *, begins: bool) -> None:
    if begins:
        draft.tables.append([])
        draft.header_rows.append(0)
    table = len(draft.tables) - 1
    if _RULE.fullmatch(line):
        draft.header_rows[table] = len(draft.tables[table])
        return
    row: list[int] = []
    for column, text in enumerate(line.strip().strip("|").split("|")):
        row.append(len(draft.rows))
        position = CellPosition(table, len(draft.tables[table]), column)
        draft.rows.append(_Row(text.strip(), "table", cell=position))
    draft.tables[table].append(row)


def _note_sections(rows: list[_Row], moved: dict[int, int], sections: list[str]) -> dict[int, str]:
    """A note stands under the text that it follows."""
    found: dict[int, str] = {}
    section = ""
    for row in rows:
        if id(row) in moved:
            section = sections[moved[id(row)]]
        elif row.origin in ("footnote", "endnote"):
            found[id(row)] = section
    return found


def _tables(draft: _Draft, moved: dict[int, int]) -> tuple[Table, ...]:
    return tuple(
        Table(
            index=index,
            header_rows=draft.header_rows[index],
            columns=max((len(row) for row in rows), default=0),
            rows=tuple(
                tuple(
                    Cell(number, column, 1, 1, draft.rows[at].text, (moved[id(draft.rows[at])],))
                    for column, at in enumerate(row)
                )
                for number, row in enumerate(rows)
            ),
        )
        for index, rows in enumerate(draft.tables)
    )


def _coverage(rows: list[_Row]) -> Coverage:
    by_origin: dict[str, int] = {}
    for row in rows:
        by_origin[row.origin] = by_origin.get(row.origin, 0) + len(row.text)
    total = sum(by_origin.values())
    return Coverage(characters=total, read=total, by_origin=by_origin)
