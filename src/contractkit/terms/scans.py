"""What patterns find in the paragraphs of a document; equal paragraphs, also of other documents, are searched once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from contractkit.document import Document, Paragraph
from contractkit.evidence import Known
from contractkit.text import fold


def matches_in(
    document: Document, pattern: re.Pattern[str], known: Known, *, perhaps: Callable[[str], object] | None = None
) -> Iterator[tuple[Paragraph, re.Match[str]]]:
    """Yield every match of a module's pattern in the paragraphs' text, in order.

    A text that ``perhaps``, which is faster, says no to is known to hold none.
    """
    found = known.once(_found, pattern)
    for paragraph in document.paragraphs:
        text = paragraph.text
        matches = found.get(text)
        if matches is None:
            matches = found[text] = tuple(pattern.finditer(text)) if perhaps is None or perhaps(text) else ()
        for match in matches:
            yield paragraph, match


def _found(_pattern: re.Pattern[str]) -> dict[str, tuple[re.Match[str], ...]]:
    """What a pattern finds, by text; to begin with nothing."""
    return {}


def folded(document: Document, known: Known) -> list[str]:
    """Return the folded text of every paragraph."""
    return [known.once(fold, paragraph.text) for paragraph in document.paragraphs]
