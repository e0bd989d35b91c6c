"""What a paragraph is read with: a list item with its lead-in, a table cell with its header and its row's label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractkit.document import Document, Paragraph, Table
from contractkit.nlp import sentences

LONGEST_CONTEXT = 400  # characters
# An item's own label would stand between its words and its lead-in.
_LABEL = re.compile(r"\s*(?:\((?:[a-z]|[ivxlc]{1,5}|\d{1,2})\)|(?:[a-z]|[ivx]{1,4})[.)])(?=\s)", re.IGNORECASE)


def unlabelled(text: str) -> str:
    """Return the text with spaces for the label that it starts with."""
    label = _LABEL.match(text)
    return " " * label.end() + text[label.end() :] if label else text


def with_context(document: Document) -> Iterator[tuple[Paragraph, str]]:
    """Yield each paragraph with the words that it is read with: its lead-in, or its header and its row's label."""
    numbered: dict[int, str] = {}
    loose = ""  # a lead-in without a number governs the items that follow it
    for paragraph in document.paragraphs:
        if paragraph.style.lower().startswith("toc "):
            continue  # a table of contents repeats headings and says nothing
        if paragraph.cell is not None:
            yield paragraph, _cell_context(document.tables[paragraph.cell.table], paragraph)
            continue
        level = paragraph.level
        if level is not None:
            above = [numbered[depth] for depth in sorted(numbered) if depth < level]
            numbered = {depth: text for depth, text in numbered.items() if depth < level}
        item = _is_item(paragraph)
        yield paragraph, above[-1] if level is not None and above else loose if item else ""
        lead_in = _lead_in(paragraph)
        if level is not None and lead_in:
            numbered[level] = lead_in
        if lead_in or not item:
            loose = lead_in


def _is_item(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return paragraph.number.startswith("(") or text[:1].islower() or text.endswith((";", ",", "; and", "; or"))


def _lead_in(paragraph: Paragraph) -> str:
    text = paragraph.text.rstrip()
    if not text.endswith((":", ":-", "-", "\u2013", "\u2014")) or len(text) < 3:
        return ""
    start = sentences(text)[-1][0]
    return unlabelled(text[start:])[-LONGEST_CONTEXT:]


def _cell_context(table: Table, paragraph: Paragraph) -> str:
    cell = paragraph.cell
    if cell is None or cell.row < table.header_rows:
        return ""
    headers = [
        header.text
        for row in table.rows[: table.header_rows]
        for header in row
        if header.column <= cell.column < header.column + header.column_span
    ]
    row = table.rows[cell.row] if cell.row < len(table.rows) else ()
    label = row[0].text if row and row[0].column < cell.column else ""
    parts = [part.strip().rstrip(":") for part in (*headers, label) if part.strip()]
    return ": ".join(part[: LONGEST_CONTEXT // 2] for part in parts) + ":" if parts else ""
