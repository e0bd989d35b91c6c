"""Which clause families each part of a document serves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from contractkit.document import Document
from contractkit.evidence import Evidence
from contractkit.library.models import Family, PhraseLists
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


def find_scope(family: Family, evidence: Evidence, compile_phrase: Compile, headed: frozenset[int]) -> Scope:
    """Return where ``family`` stands in the document; ``headed`` are the paragraphs under its headings.

    A paragraph belongs to the family when the nearest matching heading above it names the family, or when it, or
    its numbered section, holds a signal sentence.
    """
    found = tuple(_signals(family, evidence, compile_phrase))
    # A definition is no clause, but where there is a clause it is read with it: definitions can gut a duty.
    signals = tuple(s for s in found if not _DEFINITION.match(evidence.document.paragraphs[s.paragraph].text))
    if not headed and not signals:
        return Scope(frozenset(), (), frozenset())
    defined = {signal.paragraph for signal in found}
    around = {index for signal in signals for index in _section_around(evidence.document, signal.paragraph)}
    return Scope(headed, signals, headed | around | defined)


def headed_paragraphs(families: Iterable[Family], document: Document) -> dict[str, frozenset[int]]:
    """Return the paragraphs under headings that name a family, by family.

    Where the names of two families overlap in one title, the longer counts: "Breach reporting" is not "Reporting".
    """
    patterns = {family.id: pattern for family in families if (pattern := _heading_pattern(family, document.language))}
    headings = [(section.title, range(section.first, section.last + 1)) for section in document.sections]
    headings += [(p.heading, range(p.index, p.index + 1)) for p in document.paragraphs]
    named: dict[str, tuple[str, ...]] = {}
    found: defaultdict[str, set[int]] = defaultdict(set)
    for title, below in headings:
        if title and title not in named:
            named[title] = _named(fold(title), patterns)
        for family in named.get(title, ()):
            found[family].update(below)
    return {family: frozenset(paragraphs) for family, paragraphs in found.items()}


def _heading_pattern(family: Family, language: str) -> re.Pattern[str] | None:
    names = _in_language(family.recognise.headings, language)
    longest_first = sorted((fold(name) for name in names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if names else None


def _named(title: str, patterns: Mapping[str, re.Pattern[str]]) -> tuple[str, ...]:
    spans = [(match.span(), family) for family, pattern in patterns.items() for match in pattern.finditer(title)]
    return tuple(
        dict.fromkeys(
            family
            for (start, end), family in spans
            if not any(left <= start and end <= right and right - left > end - start for (left, right), _ in spans)
        )
    )


def _in_language(lists: PhraseLists, language: str) -> list[str]:
    """English is read in every document, Spanish in Spanish ones: "personal" is staff there, and not here."""
    return [*lists.en, *(lists.es if language == "es" else ())]


def _signals(family: Family, evidence: Evidence, compile_phrase: Compile) -> Iterable[Signal]:
    sources = _in_language(family.recognise.signals, evidence.document.language)
    phrases = [compile_phrase(source) for source in sources]
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
