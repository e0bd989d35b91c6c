"""Which clause families each part of a document serves.

Headings and signals tell; where these see nothing, the text model is asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from contractkit.document import Document
from contractkit.evidence import Evidence, Known, Passage, Place
from contractkit.family_model.model import FamilyModel, near_by_shipped_model
from contractkit.library.models import Family, PhraseLists
from contractkit.phrases import Compile
from contractkit.questions import says_it_itself
from contractkit.titles import FamilyTitles

_MARGINS = ("header", "footer")
_FEWEST_WORDS = 12  # of a passage that the text model is asked about: shorter ones name a clause more often than be one
_MOST_AROUND = 40  # paragraphs: a longer section is a whole chapter
_CATCH_ALL = "general-provisions"
_DEFINITION = re.compile(
    r"""\W*["“][^"”]{2,60}["”]\s*(?:\([^)]*\)\s*)?,?\s*"""
    r"(?:means?|shall mean|has the meaning|have the meaning|refers? to|includes?)\b"
)
# Without quotation marks, as in a list of definitions in bold: "Initial Term means the 24 months".
_BARE_DEFINITION = re.compile(r"\W*(?:[A-Z][\w'’-]*\s+){1,6}(?:means?|shall mean|has the meaning|have the meaning)\b")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a family stands: the paragraphs under its headings, its signal sentences, and all that is read for it.

    ``own`` are the paragraphs whose nearest heading names this family and no other.
    ``read`` are the sentences that the text model alone takes for the family's, ``traces`` those that only speak of its
    subject. ``apart`` are the paragraphs that the document gives to other families by their headings, where it gives
    nearly every family a heading.
    """

    headed: frozenset[int]
    signals: tuple[Place, ...]
    paragraphs: frozenset[int]
    read: tuple[Place, ...] = ()
    apart: frozenset[int] = frozenset()
    traces: tuple[Place, ...] = ()
    own: frozenset[int] = frozenset()

    @property
    def seen(self) -> bool:
        """True when anything in the document looks like the family."""
        return bool(self.paragraphs)


def find_scope(
    family: Family,
    evidence: Evidence,
    compile_phrase: Compile,
    headed: frozenset[int],
    apart: frozenset[int] = frozenset(),
    *,
    own: frozenset[int] = frozenset(),
) -> Scope:
    """Return where ``family`` stands in the document; ``headed`` are the paragraphs under its headings.

    ``apart`` are the paragraphs that other families have for themselves, ``own`` those that this one has.

    A paragraph belongs to the family when the nearest matching heading above it names the family, or when it, or
    its numbered section, holds a signal sentence.
    """
    found = tuple(_signals(family, evidence, compile_phrase))
    # A definition is no clause, but where there is a clause it is read with it: definitions can gut a duty.
    signals = tuple(s for s in found if not _defines(evidence.document.paragraphs[s.paragraph].text))
    if not headed and not signals:
        return Scope(frozenset(), (), frozenset())
    defined = {signal.paragraph for signal in found}
    around = {index for signal in signals for index in _section_around(evidence, signal.paragraph)}
    return Scope(headed, signals, headed | around | defined, apart=apart, own=own)


def _defines(text: str) -> bool:
    return bool(_DEFINITION.match(text) or _BARE_DEFINITION.match(text))


def headings_above(document: Document) -> list[str]:
    """Return for each paragraph the headings that it stands under: the nearest, or its own, and its chapter's."""
    nearest, chapters = [""] * len(document.paragraphs), [""] * len(document.paragraphs)
    for section in document.sections:  # outer sections come before those inside them
        below, length = slice(section.first, section.last + 1), section.last + 1 - section.first
        if section.title:
            nearest[below] = [section.title] * length
        if section.parent is None:
            chapters[below] = [section.title] * length
    found = []
    for paragraph, title, chapter in zip(document.paragraphs, nearest, chapters, strict=True):
        own = paragraph.heading or title
        found.append(own if own == chapter else f"{own} {chapter}".strip())
    return found


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the text model says of a family: the passage most like it, and all passages that it sees as the family's."""

    nearest: Place
    seen: tuple[Place, ...]


def read_passages(evidence: Evidence, model: FamilyModel | None = None) -> dict[str, Sighting]:
    """Return by family what the text model says of an English document; nothing of others, which it does not know.

    Short passages, definitions, cells and margins are not asked about: they say too little or do another job.
    """
    if evidence.document.language != "en":
        return {}
    near = model.near if model else near_by_shipped_model
    headings = headings_above(evidence.document)
    best: dict[str, tuple[float, Place]] = {}
    seen: defaultdict[str, dict[Place, None]] = defaultdict(dict)
    for passage in evidence.passages:
        if not is_clause_text(passage, evidence.document, _FEWEST_WORDS):
            continue
        place = passage.place
        for output, score in near(passage.canonical, headings[passage.paragraph]):
            if score - output.near > best.get(output.family, (-1.0, place))[0]:
                best[output.family] = score - output.near, place
                if score >= output.cut:
                    seen[output.family][place] = None
    return {family: Sighting(place, tuple(seen[family])) for family, (_, place) in best.items()}


def scope_by_model(scope: Scope, sighting: Sighting, evidence: Evidence) -> Scope:
    """Return ``scope`` with the sections around the passages that the text model sees as the family's."""
    around = {index for signal in sighting.seen for index in _section_around(evidence, signal.paragraph)}
    return replace(scope, paragraphs=scope.paragraphs | around, read=sighting.seen)


def scope_by_traces(scope: Scope, traces: tuple[Place, ...], evidence: Evidence) -> Scope:
    """Return ``scope`` with the sections around the sentences that speak of the family's subject."""
    around = {index for trace in traces for index in _section_around(evidence, trace.paragraph)}
    return replace(scope, paragraphs=scope.paragraphs | around, traces=traces)


def is_clause_text(passage: Passage, document: Document, fewest_words: int) -> bool:
    """Return whether a passage can be part of a clause: no definition, cell or margin, and of so many words."""
    paragraph = document.paragraphs[passage.paragraph]
    apart = paragraph.origin in _MARGINS or paragraph.cell is not None
    return not apart and not _defines(paragraph.text) and passage.canonical.count(" ") >= fewest_words - 1


@dataclass(frozen=True)
class Headed:
    """Where headings name families.

    ``paragraphs`` are all under a heading that names the family. ``nearest`` are the families that the nearest heading
    above a paragraph names, or its own heading.
    """

    paragraphs: dict[str, frozenset[int]]
    nearest: dict[int, tuple[str, ...]]

    def at(self, paragraph: int) -> tuple[str, ...]:
        """Return the families whose place the paragraph is."""
        return self.nearest.get(paragraph, ())

    def only(self, family: str) -> frozenset[int]:
        """Return the paragraphs whose nearest heading names this family, and at most one other."""
        return frozenset(index for index in self._nearest_of.get(family, ()) if len(self.nearest[index]) <= 2)

    def names_nearly_all(self, families: int) -> bool:
        """Return whether headings name five in six of so many ``families``."""
        return 6 * len(self.paragraphs) >= 5 * families

    def given_away(self, family: str, families: int) -> frozenset[int]:
        """Return the paragraphs that headings give to others, where they name five in six of so many ``families``.

        Such a contract gives each clause its place; in others a heading such as "People" stands over many clauses, as
        the general provisions do everywhere.
        """
        if not self.names_nearly_all(families):
            return frozenset()
        return self._not_catch_all - self._nearest_of.get(family, frozenset())

    @cached_property
    def _nearest_of(self) -> dict[str, frozenset[int]]:
        """The paragraphs whose nearest heading names a family, by family."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for index, named in self.nearest.items():
            for family in named:
                found[family].add(index)
        return {family: frozenset(paragraphs) for family, paragraphs in found.items()}

    @cached_property
    def _not_catch_all(self) -> frozenset[int]:
        """The paragraphs under a heading that names a family, but not the one that catches all."""
        return frozenset().union(*self._nearest_of.values()) - self._nearest_of.get(_CATCH_ALL, frozenset())


def headed_paragraphs(families: Iterable[Family], document: Document, known: Known | None = None) -> Headed:
    """Return the paragraphs under headings that name a family.

    Where the names of two families overlap in one title, the longer counts: "Breach reporting" is not "Reporting".
    The name of a company names no clause.
    """
    known = known or Known()
    names = family_titles(families, document.language)
    # Outer sections come before those inside them.
    headings = [(section.title, range(section.first, section.last + 1)) for section in document.sections]
    headings += [(p.heading, range(p.index, p.index + 1)) for p in document.paragraphs]
    found: defaultdict[str, set[int]] = defaultdict(set)
    nearest: dict[int, tuple[str, ...]] = {}
    for title, below in headings:
        if not title:
            continue
        here = known.once(names.named_in, title)
        for family in here:
            found[family].update(below)
        nearest |= dict.fromkeys(below, here)
    return Headed({family: frozenset(paragraphs) for family, paragraphs in found.items()}, nearest)


def family_titles(families: Iterable[Family], language: str) -> FamilyTitles:
    """Return the titles by which the families are known in documents of this language."""
    return _titles(tuple(_headings_of(families, language)))


@lru_cache(maxsize=8)  # of libraries and languages
def _titles(headings: tuple[tuple[str, str], ...]) -> FamilyTitles:
    return FamilyTitles(headings)


def _headings_of(families: Iterable[Family], language: str) -> Iterator[tuple[str, str]]:
    for family in families:
        yield from ((written, family.id) for written in _in_language(family.recognise.headings, language))


def _in_language(lists: PhraseLists, language: str) -> list[str]:
    """English is read in every document, Spanish in Spanish ones: "personal" is staff there, and not here."""
    return [*lists.en, *(lists.es if language == "es" else ())]


def _signals(family: Family, evidence: Evidence, compile_phrase: Compile) -> Iterable[Place]:
    sources = _in_language(family.recognise.signals, evidence.document.language)
    return (passage.place for passage, _ in evidence.saying(says_it_itself, sources, compile_phrase))


def _section_around(evidence: Evidence, paragraph: int) -> range:
    """The smallest numbered section that holds the paragraph, unless it is a whole chapter: then it alone."""
    section = evidence.sections[paragraph]
    in_margin = evidence.document.paragraphs[paragraph].origin in _MARGINS
    if section is None or in_margin or section.last - section.first > _MOST_AROUND:
        return range(paragraph, paragraph + 1)
    return range(section.first, section.last + 1)
