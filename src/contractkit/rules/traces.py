"""Sentences that speak of a family's subject where no heading and no usual wording shows its clause.

"Not seen" is not "not there". A contract may say the thing in words that nobody foresaw, but hardly without a word on
the subject. So a clause is told as missing only where nothing speaks of it in a place that could be its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contractkit.evidence import Evidence, Passage, Place
from contractkit.identify import Headed, is_clause_text
from contractkit.library.models import Family
from contractkit.phrases import Compile
from contractkit.questions import says_it, says_it_itself

_FEWEST_WORDS = 4  # "An invalid term falls alone."
_MOST = 8  # sentences that are compared: the clause is seldom farther down, and a long document holds hundreds
_TELLING = 2  # elements: a sentence on the subject that says two stands for the clause wherever it stands


def find_traces(
    family: Family, families: Mapping[str, Family], evidence: Evidence, headed: Headed, compile_phrase: Compile
) -> tuple[Place, ...]:
    """Return the sentences that may be the clause of ``family``, the most telling first.

    A sentence on the subject counts in a place that no heading gives to a family, or that one gives to a neighbour; in
    the place of a stranger only if its paragraph says two of the family's elements. Where headings name nearly every
    family, what is not among them is not there, and nothing is returned.
    """
    if headed.names_nearly_all(len(families)):
        return ()
    hosts = neighbours_of(family, families)
    own: list[Passage] = []
    strangers: list[Passage] = []
    for passage in sentences_on(family, evidence, compile_phrase):
        (own if hosts.issuperset(headed.at(passage.paragraph)) else strangers).append(passage)
        if len(own) == _MOST:
            break
    found = own or strangers[:_MOST]
    said = elements_said(family, frozenset(p.paragraph for p in found), evidence, compile_phrase) if found else {}
    telling = [passage for passage in found if own or said.get(passage.paragraph, 0) >= _TELLING]
    telling.sort(key=lambda passage: -said.get(passage.paragraph, 0))
    return tuple(passage.place for passage in telling)


def is_spoken_of(family: Family, paragraphs: frozenset[int], evidence: Evidence, compile_phrase: Compile) -> bool:
    """Return whether a sentence in the paragraphs speaks of the family's subject, or none of its phrases is known."""
    return not family.recognise.topics.en or any(sentences_on(family, evidence, compile_phrase, paragraphs))


def sentences_on(
    family: Family, evidence: Evidence, compile_phrase: Compile, paragraphs: frozenset[int] | None = None
) -> Iterable[Passage]:
    """Yield the sentences on the family's subject, if given in ``paragraphs``; no cells, margins or definitions."""
    for passage, _ in evidence.saying(says_it_itself, family.recognise.topics.en, compile_phrase, paragraphs):
        if is_clause_text(passage, evidence.document, _FEWEST_WORDS):
            yield passage


def elements_said(
    family: Family, paragraphs: frozenset[int], evidence: Evidence, compile_phrase: Compile
) -> dict[int, int]:
    """Return how many of the family's elements each of the paragraphs says."""
    said: dict[int, int] = {}
    for element in family.elements:
        found = evidence.saying(says_it, element.satisfied_by, compile_phrase, paragraphs)
        for paragraph in {passage.paragraph for passage, _ in found}:
            said[paragraph] = said.get(paragraph, 0) + 1
    return said


def neighbours_of(family: Family, families: Mapping[str, Family]) -> frozenset[str]:
    """Return the families beside whose clause this one's may stand: those of its group, and those that either names."""
    return frozenset(
        other.id
        for other in families.values()
        if other.group == family.group or other.id in family.related or family.id in other.related
    )
