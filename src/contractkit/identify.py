"""Which clause families each part of a document serves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from contractkit.document import Document
from contractkit.evidence import Evidence
from contractkit.family_model import Recognised, family_model, recognised
from contractkit.library.models import Family, PhraseLists
from contractkit.phrases import Phrase
from contractkit.text import fold

Compile = Callable[[str], Phrase]
_MARGINS = ("header", "footer")
_CELL_WORDS = 10  # of a cell that says what a clause would say
_DEFINITION = re.compile(
    r"""\W*["“][^"”]{2,60}["”]\s*(?:\([^)]*\)\s*)?,?\s*"""
    r"(?:means?|shall mean|has the meaning|have the meaning|refers? to|includes?)\b"
)
_BARE_DEFINITION = re.compile(r"\W*(?:[A-Z][\w'’-]*\s+){1,6}(?:means?|shall mean|has the meaning|have the meaning)\b")


@dataclass(frozen=True, slots=True)
class Signal:
    """A sentence that does the family's job: paragraph and its offsets."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a family stands: the paragraphs under its headings, its signal sentences, and all that is read for it.

    ``read`` are the sentences that the text model surely takes for the family's.
    """

    headed: frozenset[int]
    signals: tuple[Signal, ...]
    paragraphs: frozenset[int]
    read: tuple[Signal, ...] = ()

    @property
    def seen(self) -> bool:
        """True when anything in the document looks like the family."""
        return bool(self.paragraphs)


def find_scope(
    family: Family,
    evidence: Evidence,
    compile_phrase: Compile,
    headed: frozenset[int],
    reading: tuple[Recognised, ...] = (),
) -> Scope:
    """Return where ``family`` stands in the document: ``headed`` are the paragraphs under its headings, ``reading``
    the passages that the text model takes for the family's.

    A paragraph belongs to the family when the nearest matching heading above it names the family, or when it, or
    its numbered section, holds a signal sentence or one that the model is sure of. Where the family stands, passages
    that are only likely are read with it.
    """
    found = tuple(_signals(family, evidence, compile_phrase))
    # A definition is no clause, but where there is a clause it is read with it: definitions can gut a duty.
    signals = tuple(signal for signal in found if not _is_definition(signal, evidence.document))
    read = tuple(_read_surely(reading, evidence))
    if not headed and not signals and not read:
        return Scope(frozenset(), (), frozenset())
    beside = {signal.paragraph for signal in found}
    beside |= {evidence.passages[passage.passage].paragraph for passage in reading}
    around = {index for signal in (*signals, *read) for index in _section_around(evidence.document, signal.paragraph)}
    return Scope(headed, signals, headed | around | beside, read)


def read_passages(evidence: Evidence) -> dict[str, tuple[Recognised, ...]]:
    """Return by family the passages that the text model takes for it; the model knows English alone."""
    if evidence.document.language != "en":
        return {}
    headings = headings_above(evidence.document)
    model = family_model()
    texts = [passage.canonical for passage in evidence.passages]
    scores = model.scores(texts, [headings[passage.paragraph] for passage in evidence.passages])
    return recognised(model, scores)


def headings_above(document: Document) -> list[str]:
    """Return for each paragraph the headings that it stands under: the nearest, or its own, and its chapter's."""
    nearest = [""] * len(document.paragraphs)
    chapters = [""] * len(document.paragraphs)
    for section in document.sections:  # outer sections come before those inside them
        below = slice(section.first, section.last + 1)
        if section.title:
            nearest[below] = [section.title] * (section.last + 1 - section.first)
        if section.parent is None:
            chapters[below] = [section.title] * (section.last + 1 - section.first)
    found = []
    for paragraph, title, chapter in zip(document.paragraphs, nearest, chapters, strict=True):
        own = paragraph.heading or title
        found.append(own if own == chapter else f"{own} {chapter}".strip())
    return found


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


def _read_surely(reading: Iterable[Recognised], evidence: Evidence) -> Iterable[Signal]:
    for item in reading:
        passage = evidence.passages[item.passage]
        paragraph = evidence.document.paragraphs[passage.paragraph]
        # A few words in a cell say too little, and a definition is no clause, with or without quotation marks.
        fragment = paragraph.cell is not None and len(paragraph.text.split()) < _CELL_WORDS
        apart = fragment or paragraph.origin in _MARGINS
        defines = _DEFINITION.match(paragraph.text) or _BARE_DEFINITION.match(paragraph.text)
        if item.sure and not apart and not defines:
            yield Signal(passage.paragraph, passage.start, passage.end)


def _is_definition(signal: Signal, document: Document) -> bool:
    return _DEFINITION.match(document.paragraphs[signal.paragraph].text) is not None


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
