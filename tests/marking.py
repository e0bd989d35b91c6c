"""Short words for tests that mark up files."""

from __future__ import annotations

import io
import zipfile

from contractkit.word.marks import Author, Marked, Note, Replacement
from contractkit.word.read import read_document
from contractkit.word.redline import mark_up

AUTHOR = Author("Acme Legal", "AL", "2026-03-05T10:00:00Z")
OURS = frozenset({AUTHOR.name})


def part(data: bytes, name: str = "word/document.xml") -> str:
    """One part of a file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def names(data: bytes) -> list[str]:
    """The parts of a file in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def texts(data: bytes) -> list[str]:
    """Every paragraph with words, all changes accepted."""
    return [paragraph.text for paragraph in read_document(data).paragraphs if paragraph.text]


def replaced(data: bytes, old: str, new: str, *, paragraph: int | None = None) -> Marked:
    """The file with the first place of ``old`` replaced, tracked."""
    for item in read_document(data).paragraphs:
        at = item.text.find(old)
        if at >= 0 and paragraph in (None, item.index):
            return mark_up(data, (), [Replacement(item.index, at, at + len(old), new)], AUTHOR)
    raise AssertionError(f"no paragraph says {old!r}")


def commented(data: bytes, words: str, *lines: str) -> Marked:
    """The file with a comment on the first place of ``words``."""
    for item in read_document(data).paragraphs:
        at = item.text.find(words)
        if at >= 0:
            return mark_up(data, [Note(item.index, at, at + len(words), lines or ("Why?",))], (), AUTHOR)
    raise AssertionError(f"no paragraph says {words!r}")


def reasons(marked: Marked) -> list[str]:
    """Why edits were left out."""
    return [item.reason for item in marked.refused]
