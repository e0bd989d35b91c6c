"""Which clause families each part of a document serves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from contractkit.document import Document
from contractkit.evidence import Evidence
from contractkit.library.models import Family
from contractkit.phrases import Phrase
from contractkit.text import fold

Compile = Callable[[str], Phrase]
_MARGINS = ("header", "footer")
_DEFINITION = re.compile(
    r"""\W*["“][^"”]{2,60}["”]\s*(?:\([^)]*\)\s*)?,?\s*"""
    r"(?:means?|shall mean|has the meaning|have the meaning|refers? to|includes?)\b"
)


@dataclass(frozen=True, slots=True)
class Signal:
    """A sentence that does the family's job: paragraph and its offsets."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a family stands: the paragraphs under its headings, its signal sentences, and all that is read for it."""

    headed: frozenset[int]
    signals: tuple[Signal, ...]
    paragraphs: frozenset[int]

    @property
    def seen(self) -> bool:
        """True when anything in the document looks like the family."""
        return bool(self.paragraphs)


def find_scope(family: Family, evidence: Evidence, compile_phrase: Compile) -> Scope:
    """Return where ``family`` stands in the document.

    A paragraph belongs to the family when the nearest matching heading above it names the family, or when it, or
    its numbered section, holds a signal sentence.
    """
    headed = frozenset(_headed(family, evidence.document))
    found = tuple(_signals(family, evidence, compile_phrase))
    # A definition is no clause, but where there is a clause it is read with it: definitions can gut a duty.
    signals = tuple(s for s in found if not _DEFINITION.match(evidence.document.paragraphs[s.paragraph].text))
    if not headed and not signals:
        return Scope(frozenset(), (), frozenset())
    defined = {signal.paragraph for signal in found}
    around = {index for signal in signals for index in _section_around(evidence.document, signal.paragraph)}
    return Scope(headed, signals, headed | around | defined)


def _headed(family: Family, document: Document) -> Iterable[int]:
    titles = (*family.recognise.headings.en, *family.recognise.headings.es)
    if not titles:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(title)) for title in titles)})(?!\w)")
    for section in document.sections:
        if section.title and pattern.search(fold(section.title)):
            yield from range(section.first, section.last + 1)
    for paragraph in document.paragraphs:
        if paragraph.heading and pattern.search(fold(paragraph.heading)):
            yield paragraph.index


def _signals(family: Family, evidence: Evidence, compile_phrase: Compile) -> Iterable[Signal]:
    phrases = [compile_phrase(source) for source in (*family.recognise.signals.en, *family.recognise.signals.es)]
    last = None
    for passage, match in evidence.find(phrases):
        if passage is not last and passage.span(match.start, match.end) is not None:
            last = passage
            yield Signal(passage.paragraph, passage.start, passage.end)


def _section_around(document: Document, paragraph: int) -> range:
    """The smallest numbered section that holds the paragraph, unless it is a whole chapter: then it alone."""
    if document.paragraphs[paragraph].origin in _MARGINS:
        return range(paragraph, paragraph + 1)
    smallest = None
    for section in document.sections:
        if section.first <= paragraph <= section.last and (
            smallest is None or section.last - section.first < smallest.last - smallest.first
        ):
            smallest = section
    if smallest is None or smallest.last - smallest.first > 40:
        return range(paragraph, paragraph + 1)
    return range(smallest.first, smallest.last + 1)
