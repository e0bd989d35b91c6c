"""What is wrong with a text by itself, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contractkit.document import Document
from contractkit.evidence import Passage


@dataclass(frozen=True, slots=True)
class Defect:
    """A drafting defect at a place; ``detail`` completes the message."""

    paragraph: int
    start: int
    end: int
    detail: str


def defect_at(passage: Passage, match: re.Match[str], detail: str) -> Defect:
    """Return the defect that a match in the passage's canonical text shows; the whole passage if its context does."""
    start, end = passage.span(match.start(), match.end()) or (passage.start, passage.end)
    return Defect(passage.paragraph, start, end, detail)


def named_place(document: Document, paragraph: int) -> str:
    """Return where a paragraph stands, for a message: "in 4.2"."""
    section = document.paragraphs[paragraph].section
    return f"in {section}" if section else "in another place"
