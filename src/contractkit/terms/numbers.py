"""Numbers that their words contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractkit import text as t
from contractkit.document import Document
from contractkit.terms.defect import Defect

_NUMBER_PAIR = re.compile(
    rf"(?<!\w)(?P<words>{t.NUMBER_WORDS})\s*\(\s*(?P<figure>{t.FIGURE})\s*(?:%|days?|months?|hours?|years?)?\s*\)",
    re.IGNORECASE,
)
# Behind these the words are the end of another number, or a name.
_NO_PAIR = re.compile(r"\b(?:point|part|schedule|annex|exhibit|appendix|article|section|phase|tier|level)\s+$")


def find_number_disagreements(document: Document) -> Iterator[Defect]:
    """Yield "thirty (60) days": words and figures that write two numbers."""
    for paragraph in document.paragraphs:
        folded = t.fold(paragraph.text)
        for match in _NUMBER_PAIR.finditer(folded):
            words, figure = t.parse_number_words(match["words"]), t.parse_figure(match["figure"])
            if words != figure and not _NO_PAIR.search(folded, 0, match.start()):
                yield Defect(paragraph.index, match.start(), match.end(), f"{words:g} in words, {figure:g} in figures")
