"""What rules are judged on: the document's passages in canonical text, with the parties resolved.

A passage is one sentence. A list item is read with its lead-in, a table cell with its column header and the first
cell of its row; that context stands before the passage's own words and is never part of a quote.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from contractkit.canonical import Canonical, Canonicaliser, Roles
from contractkit.definitions import Definition, find_definitions
from contractkit.document import Document, Paragraph, Section
from contractkit.lead_ins import LONGEST_CONTEXT, unlabelled, with_context
from contractkit.nlp import sentences
from contractkit.phrase_search import KnownTexts, SearchableTexts, bits_of, numbers_in
from contractkit.phrases import Compile, Match, Phrase
from contractkit.pronouns import NOBODY, Subject, may_point
from contractkit.questions import Question, Says, Wording, says_it
from contractkit.term_classes import classes_of, named_bots

_INLINE_ITEM = re.compile(r"(?:;|,)\s*(?:and\s+|or\s+)?(?=\((?:[a-z]|[ivx]{1,4})\)\s)")
_FIRST_ITEM = re.compile(r"(?<!\S)(?<![\d)] )\((?:a|i)\)\s")
Given = TypeVarTuple("Given")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a paragraph's text."""

    paragraph: int
    start: int
    end: int


class Passage(NamedTuple):
    """One sentence of a paragraph: ``canonical`` is context + own words, which begin at ``own``.

    ``start`` and ``end`` are offsets of the own words in the paragraph's text; ``number`` counts passages from 0.
    """

    paragraph: int
    start: int
    end: int
    canonical: str
    own: int
    mapping: Canonical
    number: int

    @property
    def place(self) -> Place:
        """Where the passage stands."""
        return Place(self.paragraph, self.start, self.end)

    def moved(self, paragraph: int, number: int) -> Passage:
        """Return the passage as it stands in another paragraph with the same text."""
        return Passage(paragraph, self.start, self.end, self.canonical, self.own, self.mapping, number)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the paragraph offsets of a canonical stretch, or None when it lies in the context alone."""
        if end <= self.own:
            return None
        first = self.mapping.original(max(start, self.own) - self.own)
        last = self.mapping.original(end - self.own)
        return self.start + first, self.start + max(last, first)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document ready to be judged.

    ``chapters`` gives each paragraph's top-level section, -1 outside of any; ``sections`` its smallest one.
    ``known`` is what is known of its sentences; ``wordings`` are the numbers of the passages' wordings there.
    """

    document: Document
    roles: Roles
    passages: tuple[Passage, ...]
    by_paragraph: dict[int, tuple[Passage, ...]]
    chapters: tuple[int, ...]
    sections: tuple[Section | None, ...]
    definitions: tuple[Definition, ...]
    wordings: tuple[int, ...]
    known: Known
    _bits: dict[frozenset[int] | None, int] = field(default_factory=dict, repr=False, compare=False)  # by paragraphs
    _worded: dict[int, list[int]] = field(default_factory=dict, repr=False, compare=False)  # passages by wording

    def find(
        self, phrases: Iterable[Phrase], paragraphs: frozenset[int] | None = None
    ) -> Iterator[tuple[Passage, Match]]:
        """Yield every match of the phrases, passage by passage, in the phrases' order; if given, in ``paragraphs``."""
        question = Question(says_it, tuple(phrases))
        for passage, _ in self._answers(question, paragraphs):
            for match in self._matches(question, passage):
                yield passage, match

    def saying(
        self, says: Says, sources: Iterable[str], compile_phrase: Compile, paragraphs: frozenset[int] | None = None
    ) -> list[tuple[Passage, int]]:
        """Return the passages that say something by a match of the phrases, and what; if given, in ``paragraphs``."""
        return self._answers(self.known.question(says, sources, compile_phrase), paragraphs)

    def said(self, says: Says, sources: Iterable[str], compile_phrase: Compile, passage: Passage) -> int:
        """Return what a passage says by a match of the phrases, 0 for nothing."""
        number, known = self.wordings[passage.number], self.known
        question = known.question(says, sources, compile_phrase)
        question.ask(1 << number, known.wordings, known.searchable)
        return question.answers.get(number, 0)

    def matches(self, sources: Iterable[str], compile_phrase: Compile, passage: Passage) -> Iterator[Match]:
        """Yield every match of the phrases in a passage, in the phrases' order, looked for when it is asked for."""
        return self._matches(self.known.question(says_it, sources, compile_phrase), passage)

    def passages_at(self, paragraph: int, start: int, end: int) -> list[Passage]:
        """Return the passages that overlap a stretch of a paragraph."""
        there = self.by_paragraph.get(paragraph, ())
        return [passage for passage in there if passage.start < end and start < passage.end]

    def _answers(self, question: Question, paragraphs: frozenset[int] | None) -> list[tuple[Passage, int]]:
        bits = question.ask(self._bits_of(paragraphs), self.known.wordings, self.known.searchable)
        numbers = sorted(number for wording in numbers_in(bits) for number in self._with(wording))
        found = ((self.passages[number], question.answers[self.wordings[number]]) for number in numbers)
        return [(passage, said) for passage, said in found if paragraphs is None or passage.paragraph in paragraphs]

    def _matches(self, question: Question, passage: Passage) -> Iterator[Match]:
        number, texts = self.wordings[passage.number], self.known.searchable
        for phrase in question.phrases:
            if texts.matching(phrase, 1 << number):
                yield from texts.find(phrase, number)

    def _with(self, wording: int) -> Sequence[int]:
        """The numbers of the passages with this wording."""
        if not self._worded:
            for number, worded in enumerate(self.wordings):
                self._worded.setdefault(worded, []).append(number)
        return self._worded[wording]

    def _bits_of(self, paragraphs: frozenset[int] | None) -> int:
        """The wordings of the passages of the paragraphs, or of all, as bits."""
        bits = self._bits.get(paragraphs)
        if bits is None:
            inside: Iterable[int] = self.wordings
            if paragraphs is not None:
                passages = (passage for index in paragraphs for passage in self.by_paragraph.get(index, ()))
                inside = (self.wordings[passage.number] for passage in passages)
            bits = self._bits[paragraphs] = bits_of(inside, len(self.known.wordings))
        return bits


class Known:
    """What is known of sentences: documents that share it and much of their text cost little more than one.

    It grows with each document, so it should live no longer than the documents that it was made for.
    """

    def __init__(self) -> None:
        self.texts: KnownTexts = {}
        self.wordings: list[Wording] = []
        self._numbers: dict[Wording, int] = {}
        self._searchable: SearchableTexts | None = None
        self._readers: dict[Hashable, Canonicaliser] = {}
        self._passages: dict[tuple[Canonicaliser, str, str, str], tuple[Passage, ...]] = {}
        self._worked_out: dict[tuple[Callable[..., Any], tuple[Any, ...]], Any] = {}

    def __getstate__(self) -> dict[str, Any]:
        """What another process is told: not what only reading another document would make use of."""
        return {**self.__dict__, "_readers": {}, "_passages": {}}

    def once(self, work_out: Callable[[*Given], Found], *given: *Given) -> Found:
        """Return what a pure function makes of what is given; it is asked once, in whichever document."""
        key = work_out, given
        if key not in self._worked_out:
            self._worked_out[key] = work_out(*given)
        return self._worked_out[key]  # type: ignore[no-any-return]

    def question(self, says: Says, sources: Iterable[str], compile_phrase: Compile) -> Question:
        """Return the question what the phrases say, with the answers so far."""
        return self.once(_question, says, tuple(sources), compile_phrase)

    @property
    def searchable(self) -> SearchableTexts:
        """All wordings, ready to be searched under their numbers."""
        if self._searchable is None or len(self._searchable.texts) < len(self.wordings):
            self._searchable = SearchableTexts([wording.canonical for wording in self.wordings], self.texts)
        return self._searchable

    def numbered(self, wordings: Iterable[Wording]) -> tuple[int, ...]:
        """Return the numbers under which wordings are known; equal ones have the same."""
        numbers = tuple(self._numbers.setdefault(wording, len(self._numbers)) for wording in wordings)
        self.wordings += islice(self._numbers, len(self.wordings), None)
        return numbers

    def reader(self, roles: Roles, classes: Mapping[str, str]) -> Canonicaliser:
        """Return what makes texts canonical, the same for the same names."""
        key = roles.customer, roles.vendor, tuple(sorted(classes.items()))
        if key not in self._readers:
            self._readers[key] = Canonicaliser(roles, classes)
        return self._readers[key]

    def passages_of(
        self, paragraph: Paragraph, context: str, canonicalise: Canonicaliser, language: str, numbers: Iterator[int]
    ) -> list[Passage]:
        """Return the passages of a paragraph that is read with ``context``."""
        key = canonicalise, paragraph.text, context, language
        if key not in self._passages:
            self._passages[key] = tuple(_passages_of(paragraph, context, canonicalise, language, count()))
        return [item.moved(paragraph.index, next(numbers)) for item in self._passages[key]]


def _question(says: Says, sources: tuple[str, ...], compile_phrase: Compile) -> Question:
    return Question(says, tuple(map(compile_phrase, sources)))


def gather_evidence(document: Document, roles: Roles, known: Known | None = None) -> Evidence:
    """Return the passages of every paragraph of ``document``, in order."""
    known = known or Known()
    definitions = tuple(find_definitions(document))
    canonicalise = known.reader(roles, named_bots(document, roles.names) | classes_of(definitions, roles.names))
    passages: list[Passage] = []
    numbers = count()
    for paragraph, context in with_context(document):
        passages += known.passages_of(paragraph, context, canonicalise, document.language, numbers)
    by_paragraph: defaultdict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_paragraph[passage.paragraph].append(passage)
    grouped = {key: tuple(value) for key, value in by_paragraph.items()}
    wordings = known.numbered(Wording(passage.canonical, passage.own) for passage in passages)
    return Evidence(
        document, roles, tuple(passages), grouped, _chapters(document), _sections(document), definitions, wordings,
        known,
    )  # fmt: skip


def _chapters(document: Document) -> tuple[int, ...]:
    chapters = [-1] * len(document.paragraphs)
    for section in document.sections:
        if section.parent is None:
            chapters[section.first : section.last + 1] = [section.index] * (section.last + 1 - section.first)
    return tuple(chapters)


def _sections(document: Document) -> tuple[Section | None, ...]:
    """The smallest section around each paragraph; of two as small the first."""
    around: list[Section | None] = [None] * len(document.paragraphs)
    for section in sorted(document.sections, key=lambda section: (section.first - section.last, -section.index)):
        around[section.first : section.last + 1] = [section] * (section.last + 1 - section.first)
    return tuple(around)


def _passages_of(
    paragraph: Paragraph, context: str, canonicalise: Canonicaliser, language: str, numbers: Iterator[int]
) -> Iterator[Passage]:
    points = may_point(paragraph.text)
    lead_in = canonicalise(context, NOBODY if points else None)
    before: Subject | None = Subject(lead_in.subject.token, same=True) if points else None
    for start, end in sentences(paragraph.text, language):
        sentence = paragraph.text[start:end]
        items = _items(sentence)
        if items:
            lead = canonicalise(unlabelled(sentence[: items[0][0]]), before)
            words = f"{lead_in.text} {lead.text}".strip()[-LONGEST_CONTEXT:]
            acting = before and Subject(lead.subject.token, same=True)
            for left, right in items:
                item = canonicalise(unlabelled(sentence[left:right]), acting)
                yield _passage(paragraph, start + left, start + right, words, item, number=next(numbers))
        mapping = canonicalise(unlabelled(sentence), before)
        whole = _passage(paragraph, start, end, lead_in.text, mapping, number=next(numbers))
        yield whole
        before = whole.mapping.subject if may_point(paragraph.text[start:]) else None


def _items(sentence: str) -> list[tuple[int, int]]:
    """The stretches of "(a) …", "(b) …" inside one sentence; none when it holds no list."""
    first = _FIRST_ITEM.search(sentence)
    edges = [match.span() for match in _INLINE_ITEM.finditer(sentence, first.end())] if first else []
    if first is None or not edges:
        return []
    starts = [first.start(), *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(sentence)]
    return list(zip(starts, ends, strict=True))


def _passage(paragraph: Paragraph, start: int, end: int, context: str, mapping: Canonical, *, number: int) -> Passage:
    lead = f"{context} " if context else ""
    canonical = lead + mapping.text
    return Passage(paragraph.index, start, end, canonical, len(lead), mapping, number)
