"""Labels that say what a value is: of a table's row or column, of a line ("Payment terms: net 30"), of a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from contractkit.document import CellPosition, Document, Table
from contractkit.evidence import Known, Passage
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


def labels_of(passage: Passage, document: Document, title: str, known: Known) -> tuple[str, ...]:
    """Return the labels that the passage stands under, in canonical form; ``title`` is that of its section."""
    paragraph = document.paragraphs[passage.paragraph]
    if paragraph.cell is not None:
        return tuple(known.once(_canonical, label) for label in _of_cell(paragraph.cell, document.tables))
    return known.once(_of_line, paragraph.text, paragraph.heading if passage.start > 0 else "", title)


def _canonical(label: str) -> str:
    return separated(fold(label)).strip()


def _of_cell(cell: CellPosition, tables: Sequence[Table]) -> Iterator[str]:
    table = tables[cell.table]
    row = table.rows[cell.row] if cell.row < len(table.rows) else ()
    yield from (other.text for other in row if other.column < cell.column)
    for above in table.rows[: max(table.header_rows, 1)]:
        yield from (
            other.text
            for other in above
            if other.row < cell.row and other.column <= cell.column < other.column + other.column_span
        )


def _of_line(text: str, heading: str, title: str) -> tuple[str, ...]:
    run_in = _RUN_IN.match(text)
    short = len(text.split()) <= _SHORT
    labels = (run_in["label"] if run_in else "", heading, title if short else "")
    return tuple(_canonical(label) for label in labels if label)


@dataclass
class LabelPhrase:
    """A phrase that is looked for as a whole label, but for words that add nothing."""

    phrase: Phrase

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        whole = rf"(?:{_LITTLE}\.?{SEPARATOR}|\W+)*{self.phrase.regex}(?: +{_LITTLE}(?!\w)|\W+)*"
        return Phrase(whole, whole, keeper=self.phrase.keeper).pattern  # kept under itself: it hangs on _LITTLE too

    def names(self, label: str) -> bool:
        """Whether the phrase is the whole label."""
        return could_match(self.phrase, _anchors_of(label)) and bool(self._whole.fullmatch(with_barriers(label)))


_anchors_of = lru_cache(maxsize=4096)(anchors_of)  # every fact asks for every label
