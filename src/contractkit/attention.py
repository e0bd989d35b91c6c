"""What to read yourself: passages that lean to the vendor's side, ranked, where no rule could judge.

Similarity to risky samples finds a clause's topic and not its direction; who may, who must, who waives and at whose
discretion finds the direction, and a model over such wordings and a passage's own words finds it best. Its score is no
finding: it orders a short list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from contractkit.evidence import Evidence, Passage
from contractkit.leaning_model.model import leaning_model
from contractkit.library.models import Leaning
from contractkit.phrases import Compile
from contractkit.questions import says_it, says_it_itself

MOST_PASSAGES = 20
_LEAST_WORDS = 6
_FEWEST_TO_JUDGE = 8
_MOST_WORDINGS = 3


@dataclass(frozen=True, slots=True)
class Leaned:
    """A passage with its score, the ids of the leanings that it holds, heaviest first, and the words that make it.

    ``wordings`` are in canonical text, the most telling first; only of a passage without leanings.
    """

    passage: Passage
    score: float
    leanings: tuple[str, ...]
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OneSided:
    """What leans to one side in a document, by the numbers of its passages.

    ``held`` gives the leanings of each passage with their weights; ``ranked`` the scores of those that are worth
    reading, highest first.
    """

    held: dict[int, dict[str, float]]
    ranked: list[tuple[float, int]]


def one_sided(evidence: Evidence, leanings: Mapping[str, Leaning], compile_phrase: Compile) -> OneSided:
    """Return what leans to one side in a document."""
    held: dict[int, dict[str, float]] = {}
    for leaning in leanings.values():
        for index in _held(leaning, evidence, compile_phrase):
            held.setdefault(index, {})[leaning.id] = leaning.weight
    cut = leaning_model().cut
    scored = ((one_sidedness(item, held.get(item.number, {})), item.number) for item in evidence.passages)
    return OneSided(held, sorted((item for item in scored if item[0] >= cut), key=lambda item: (-item[0], item[1])))


def leaning_passages(evidence: Evidence, found: OneSided, told: Collection[tuple[int, int, int]]) -> list[Leaned]:
    """Return at most 20 passages that lean to the vendor's side, most one-sided first.

    ``told`` are places (paragraph, start, end) that findings quote: passages that overlap one are left out.
    """
    ranked = ((score, evidence.passages[number]) for score, number in found.ranked)
    untold = ((score, passage) for score, passage in ranked if not _is_told(passage, told))
    return [_leaned(score, passage, found.held.get(passage.number, {})) for score, passage in _distinct(untold)]


def one_sidedness(passage: Passage, leanings: Mapping[str, float]) -> float:
    """Return how one-sided a passage with these leanings reads, by the model that ships with contractkit."""
    return leaning_model().score(passage.canonical, _own_words(passage), leanings)


def reads_fair(passages: Iterable[Passage], found: OneSided, *, in_fair_paper: bool = False) -> bool:
    """Return whether none of the passages reads as risks do. Of a few words, as in a table, the model knows nothing.

    ``in_fair_paper``: they stand in a paper in which next to nothing is one-sided, so more of what rules find is fair.
    """
    fair = leaning_model().fair_in_fair_paper if in_fair_paper else leaning_model().fair
    return all(
        _own_words(passage) >= _FEWEST_TO_JUDGE and one_sidedness(passage, found.held.get(passage.number, {})) < fair
        for passage in passages
    )


def _own_words(passage: Passage) -> int:
    return len(passage.canonical[passage.own :].split())


def _held(leaning: Leaning, evidence: Evidence, compile_phrase: Compile) -> set[int]:
    """Indices of the passages that hold the leaning in their own words."""
    return {
        passage.number
        for passage, _ in evidence.saying(says_it_itself, leaning.any, compile_phrase)
        if not evidence.said(says_it, leaning.unless, compile_phrase, passage)
    }


def _leaned(score: float, passage: Passage, weights: Mapping[str, float]) -> Leaned:
    heaviest = sorted((name for name, weight in weights.items() if weight > 0), key=lambda name: (-weights[name], name))
    wordings = () if heaviest else leaning_model().telling(passage.canonical, _MOST_WORDINGS)
    return Leaned(passage, score, tuple(heaviest), tuple(wordings))


def _is_told(passage: Passage, told: Collection[tuple[int, int, int]]) -> bool:
    short = _own_words(passage) < _LEAST_WORDS and passage.own == 0
    return short or any(
        paragraph == passage.paragraph and start < passage.end and passage.start < end for paragraph, start, end in told
    )


def _distinct(ranked: Iterable[tuple[float, Passage]]) -> list[tuple[float, Passage]]:
    """The first passages, none of which lies within another: an item is not told beside its whole sentence."""
    chosen: list[tuple[float, Passage]] = []
    for score, here in ranked:
        if len(chosen) == MOST_PASSAGES:
            break
        if not any(
            other.paragraph == here.paragraph and other.start < here.end and here.start < other.end
            for _, other in chosen
        ):
            chosen.append((score, here))
    return chosen
