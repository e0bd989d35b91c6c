"""Forty thousand words of contract that repeat nothing, in which rules fire as in any vendor's draft.

The example draft, the drafts in tests/drafts/development and what our templates draft from the example deal stand one
behind the other as one document. The parties of each get the names of the example draft's parties, so that every part
is read as a contract between the same two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx

from contractkit.deal.file import load_deal
from contractkit.document import Document, Paragraph
from contractkit.draft import draft_contract
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.roles import find_roles
from contractkit.word.read import read_document

PROJECT = Path(__file__).resolve().parents[2]
DRAFT = PROJECT / "examples" / "vendor_draft.docx"
CUSTOMER, VENDOR = "Client", "Brightline"


def write_long_draft(target: Path, words: int) -> str:
    """Write a file of at least ``words`` words and return its path."""
    long, written, paragraphs = docx.Document(), 0, _paragraphs()
    while written < words:
        text = next(paragraphs, None)
        if text is None:
            raise SystemExit(f"the texts hold only {written} words")
        written += len(text.split())
        long.add_paragraph(text)
    long.save(str(target))
    return str(target)


def _paragraphs() -> Iterator[str]:
    for document in _documents():
        roles = find_roles(document)
        names = [(name, CUSTOMER) for name in roles.customer] + [(name, VENDOR) for name in roles.vendor]
        names.sort(key=lambda pair: -len(pair[0]))
        for paragraph in document.paragraphs:
            text = numbered(paragraph)
            for name, ours in names:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", ours, text)
            yield text


def numbered(paragraph: Paragraph) -> str:
    """Return the text of a paragraph behind its number, which a typed text holds already."""
    text = paragraph.text.strip()
    return text if text.startswith(paragraph.number) else f"{paragraph.number} {text}"


def _documents() -> Iterator[Document]:
    yield read_document(DRAFT)
    for path in sorted((PROJECT / "tests" / "drafts" / "development").glob("*.txt")):
        yield document_from_text(path.read_text(encoding="utf-8"), path.name)
    library = load_library()
    for name in sorted(library.templates):
        deal = load_deal(PROJECT / "examples" / "deal.yaml", (), library.template(name).needs)
        yield read_document(draft_contract(deal, name, library))
