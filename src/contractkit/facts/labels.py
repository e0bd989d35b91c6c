"""Labels that say what a value is: of a table's row or column, of a line ("Payment terms: net 30"), of a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from contractkit.document import Document, Paragraph
from contractkit.evidence import Passage
from contractkit.phrase_needs import anchors_of
from contractkit.phrases import SEPARATOR, Phrase, could_match, separated, with_barriers
from contractkit.text import fold

_RUN_IN = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*\.?\s+|\([a-z]\)\s+)?(?P<label>(?:[^:.;]|(?<=[Mm]in)\.|(?<=[Mm]ax)\.){3,70})"
    r"(?::|\s[-\u2013\u2014|]|\t)\s"
)
_LITTLE = (
    r"(?:the|of|a|an|this|agreement|contract|for|in|on|by|and|any|period|length|months?|days?|years?|clause|section|min|max|maximum|agreed"
    r"|value|key|commercial|terms?|item|our|your|their|or|\d[\d.]*|[a-z]|n|automatic|see|to|customer|vendor|customer_|vendor_|per|annual|standard)"
)
_SHORT = 12  # words of a paragraph that its heading may label


def labels_of(passage: Passage, document: Document, title: str) -> Iterator[str]:
    """Yield the labels that the passage stands under, in canonical form; ``title`` is that of its section."""
    paragraph = document.paragraphs[passage.paragraph]
    for label in _labels(paragraph, passage, document, title):
        yield separated(fold(label)).strip()


def _labels(paragraph: Paragraph, passage: Passage, document: Document, title: str) -> Iterator[str]:
    if paragraph.cell is not None:
        table = document.tables[paragraph.cell.table]
        row = table.rows[paragraph.cell.row] if paragraph.cell.row < len(table.rows) else ()
        yield from (cell.text for cell in row if cell.column < paragraph.cell.column)
        for above in table.rows[: max(table.header_rows, 1)]:
            yield from (
                cell.text
                for cell in above
                if cell.row < paragraph.cell.row
                and cell.column <= paragraph.cell.column < cell.column + cell.column_span
            )
        return
    run_in = _RUN_IN.match(paragraph.text)
    if run_in:
        yield run_in["label"]
    if paragraph.heading and passage.start > 0:
        yield paragraph.heading
    if title and len(paragraph.text.split()) <= _SHORT:
        yield title


def names_whole(phrases: Iterable[Phrase], label: str) -> bool:
    """Whether one of the phrases is the whole label, but for words that add nothing."""
    prefixes, barred = _anchors_of(label), with_barriers(label)
    return any(could_match(phrase, prefixes) and _whole(phrase.regex).fullmatch(barred) for phrase in phrases)


_anchors_of = lru_cache(maxsize=4096)(anchors_of)  # every fact asks for every label


@cache
def _whole(regex: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_LITTLE}\.?{SEPARATOR}|\W+)*{regex}(?: +{_LITTLE}(?!\w)|\W+)*")
