"""A document as contractkit reads it: as JSON of the schema ``contractkit/document/1``, and as text for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from contractkit.document import Cell, Document, Paragraph, Revision, Table

SCHEMA = "contractkit/document/1"

_VIEWS = {"accepted": "as if all changes were accepted", "original": "as before all tracked changes"}
_STORIES = {
    "footnote": "Footnotes", "endnote": "Endnotes", "header": "Headers", "footer": "Footers",
}  # fmt: skip
_CHANGED = {"inserted": "inserted", "deleted": "deleted", "moved": "moved"}
_CONCEALED = {
    "hidden": "hidden text", "white": "text in the colour of the page", "tiny": "text too small to read",
    "zero-width": "characters without width", "homoglyph": "foreign letters that look Latin",
    "ligature": "letters joined into one character",
}  # fmt: skip
_NUMBER_WIDTH = 10
_NARROWEST_COLUMN = 10
_LONGEST_QUOTE = 60


def document_json(document: Document) -> dict[str, Any]:
    """Return the document as plain data; offsets count characters of the paragraph's text.

    ``revision`` is the first tracked change of a paragraph, or null; ``revisions`` are all of them.
    """
    coverage = document.coverage
    return {
        "schema": SCHEMA,
        "name": document.name,
        "sha256": document.sha256,
        "language": document.language,
        "view": document.view,
        "words": document.words,
        "paragraphs": [_paragraph(paragraph) for paragraph in document.paragraphs],
        "sections": [asdict(section) for section in document.sections],
        "tables": [_table(table) for table in document.tables],
        "links": [asdict(link) for link in document.links],
        "comments": [asdict(comment) for comment in document.comments],
        "coverage": {
            "characters": coverage.characters,
            "read": coverage.read,
            "by_origin": dict(coverage.by_origin),
            "unread": [{"part": item.part, "place": item.place, "reason": item.reason} for item in coverage.unread],
        },
        "set_aside": [
            {"part": item.part, "reason": item.reason, "characters": item.characters} for item in coverage.set_aside
        ],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "index": paragraph.index,
        "section": paragraph.section,
        "number": paragraph.number,
        "text": paragraph.text,
        "origin": paragraph.origin,
        "level": paragraph.level,
        "heading": paragraph.heading,
        "part": paragraph.part,
        "style": paragraph.style,
        "cell": None if paragraph.cell is None else asdict(paragraph.cell),
        "revision": asdict(paragraph.revisions[0]) if paragraph.revisions else None,
        "revisions": [asdict(revision) for revision in paragraph.revisions],
        "concealed": [asdict(stretch) for stretch in paragraph.concealed],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "index": table.index,
        "header_rows": table.header_rows,
        "columns": table.columns,
        "parent": None if table.parent is None else asdict(table.parent),
        "rows": [[{**asdict(cell), "paragraphs": list(cell.paragraphs)} for cell in row] for row in table.rows],
    }


def document_text(document: Document, width: int = 80) -> str:
    """Return the document as text at most ``width`` columns wide (at least 40): numbers, tables, notes, changes."""
    width = max(width, 40)
    return "\n".join([*_head(document, width), "", *_body(document, width), *_tail(document, width)]) + "\n"


def _head(document: Document, width: int) -> Iterator[str]:
    view = _VIEWS[document.view]
    yield from textwrap.wrap(f"{document.name} · {document.language} · {document.words:,} words · {view}", width)
    coverage = document.coverage
    parts = ", ".join(f"{origin} {count:,}" for origin, count in coverage.by_origin.items())
    yield from textwrap.wrap(f"Read {coverage.read:,} of {coverage.characters:,} characters ({parts}).", width)
    for item in coverage.unread:
        yield from textwrap.wrap(f"NOT READ: {item.part}, {item.place}: {item.reason}", width)


def _body(document: Document, width: int) -> Iterator[str]:
    shown: set[int] = set()
    story = "body"
    for paragraph in document.paragraphs:
        if paragraph.origin != story and paragraph.origin in _STORIES:
            story = paragraph.origin
            yield from ("", f"── {_STORIES[story]} ".ljust(width, "─"))
        cell = paragraph.cell
        if cell is None:
            yield from _paragraph_lines(paragraph, width)
        elif cell.table not in shown:
            shown.add(cell.table)
            yield from _table_lines(document, document.tables[cell.table], width)


def _paragraph_lines(paragraph: Paragraph, width: int) -> Iterator[str]:
    if paragraph.level is not None and paragraph.level == 0:
        yield ""
    label = paragraph.number
    text = paragraph.text
    if label and text.lstrip().startswith(label):
        label = ""
    prefix = "[text box] " if paragraph.origin == "textbox" else ""
    indent = " " * min(2 * (paragraph.level or 0), _NUMBER_WIDTH)
    lead = f"{indent}{label}  " if label else indent
    yield from _wrapped(prefix + text, lead, width)
    yield from _remarks(paragraph, width)


def _wrapped(text: str, lead: str, width: int) -> Iterator[str]:
    hanging = " " * min(len(lead), width // 2)
    first = lead
    for line in text.split("\n"):
        pieces = textwrap.wrap(
            " ".join(line.replace("\t", "  ").split(" ")), width, initial_indent=first, subsequent_indent=hanging,
            break_on_hyphens=False,
        )  # fmt: skip
        yield from pieces or [first.rstrip()]
        first = hanging


def _remarks(paragraph: Paragraph, width: int) -> Iterator[str]:
    for revision in paragraph.revisions:
        yield from _wrapped(_change(paragraph, revision), "    ~ ", width)
    for stretch in paragraph.concealed:
        quote = _quoted(paragraph.text[stretch.start : stretch.end])
        yield from _wrapped(f"{_CONCEALED[stretch.kind]}: {quote}", "    ! ", width)


def _change(paragraph: Paragraph, revision: Revision) -> str:
    words = revision.text or paragraph.text[revision.start : revision.end]
    when = f" on {revision.date[:10]}" if revision.date else ""
    return f"{_CHANGED[revision.kind]} by {revision.author or 'somebody unnamed'}{when}: {_quoted(words)}"


def _quoted(words: str) -> str:
    visible = "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in words)
    return f"“{visible if len(visible) <= _LONGEST_QUOTE else visible[: _LONGEST_QUOTE - 1] + '…'}”"


def _table_lines(document: Document, table: Table, width: int) -> Iterator[str]:
    yield ""
    columns = max(table.columns, 1)
    room = (width - 3 * columns - 1) // columns
    longest = max((len(cell.text) for row in table.rows for cell in row), default=0)
    if room < _NARROWEST_COLUMN or longest > room * 12:
        yield from _table_as_list(document, table, width)
    else:
        for number, row in enumerate(table.rows):
            yield from _grid_row(row, columns, room)
            if number + 1 == table.header_rows:
                yield "|" + "|".join("-" * (room + 2) for _ in range(columns)) + "|"
        for row in table.rows:
            for cell in row:
                for at in cell.paragraphs:
                    yield from _remarks(document.paragraphs[at], width)
    yield ""


def _grid_row(row: tuple[Cell, ...], columns: int, room: int) -> Iterator[str]:
    blocks: list[tuple[int, list[str]]] = []
    column = 0
    for cell in row:
        while column < cell.column:
            blocks.append((room, []))
            column += 1
        wide = room * cell.column_span + 3 * (cell.column_span - 1)
        blocks.append((wide, [line for part in cell.text.split("\n") for line in textwrap.wrap(part, wide) or [""]]))
        column += cell.column_span
    blocks.extend((room, []) for _ in range(column, columns))
    for line in range(max((len(lines) for _, lines in blocks), default=0)):
        yield "| " + " | ".join((lines[line] if line < len(lines) else "").ljust(wide) for wide, lines in blocks) + " |"


def _table_as_list(document: Document, table: Table, width: int) -> Iterator[str]:
    for row in table.rows:
        for cell in row:
            if cell.text.strip():
                yield f"[row {cell.row + 1}, column {cell.column + 1}]"
                for at in cell.paragraphs:
                    yield from _paragraph_lines(document.paragraphs[at], width)


def _tail(document: Document, width: int) -> Iterator[str]:
    groups = (
        ("Comments in the margin", [f"{item.author}: {' '.join(item.text.split())}" for item in document.comments]),
        ("Links to the outside (never opened)", [f"{item.kind}: {item.target}" for item in document.links]),
        (
            "Not contract text in this view",
            [f"{item.characters:,} characters in {item.part}: {item.reason}" for item in document.coverage.set_aside],
        ),
    )
    for title, items in groups:
        if items:
            yield from ("", f"── {title} ".ljust(width, "─"))
            for item in items:
                yield from _wrapped(item, "- ", width)
