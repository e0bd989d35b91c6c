"""What to read yourself: passages that lean to the vendor's side, ranked, where no rule could judge.

Similarity to risky samples finds a clause's topic and not its direction; who may, who must, who waives and at whose
discretion finds the direction, without training. Such a score is no finding: it orders a short list.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from contractkit.evidence import Evidence, Passage
from contractkit.library.models import Leaning
from contractkit.phrases import Compile
from contractkit.questions import says_it, says_it_itself

MOST_PASSAGES = 20
_LEAST_SCORE = 0.5  # below it a passage is the daily bread of every contract
_LEAST_WORDS = 6
_TYPICAL_WORDS = 25
_LENGTH_WEIGHT = 1.0  # one-sided drafting is long drafting


@dataclass(frozen=True, slots=True)
class Leaned:
    """A passage with its score and the ids of the leanings that make it, heaviest first."""

    passage: Passage
    score: float
    leanings: tuple[str, ...]


def held_leanings(
    evidence: Evidence, leanings: Mapping[str, Leaning], compile_phrase: Compile
) -> dict[int, dict[str, float]]:
    """Return the leanings that passages hold, with their weights, by the passage's number and the leaning's id."""
    weights: dict[int, dict[str, float]] = {}
    for leaning in leanings.values():
        for index in _held(leaning, evidence, compile_phrase):
            weights.setdefault(index, {})[leaning.id] = leaning.weight
    return weights


def leaning_passages(
    evidence: Evidence, held: Mapping[int, Mapping[str, float]], told: Collection[tuple[int, int, int]]
) -> list[Leaned]:
    """Return at most 20 passages that lean to the vendor's side, most one-sided first.

    ``held`` are the leanings that passages hold; ``told`` are places (paragraph, start, end) that findings quote:
    passages that overlap one are left out.
    """
    scored = [_scored(evidence.passages[index], found) for index, found in held.items()]
    ranked = sorted(scored, key=lambda item: (-item.score, item.passage.paragraph, item.passage.start))
    return _distinct(item for item in ranked if item.score >= _LEAST_SCORE and not _is_told(item.passage, told))


def one_sidedness(passage: Passage, weights: Mapping[str, float]) -> float:
    """Return the sum of the leanings' weights, more for a long passage than for a short one."""
    words = len(passage.canonical[passage.own :].split())
    return sum(weights.values()) + _LENGTH_WEIGHT * math.log((words + 1) / _TYPICAL_WORDS)


def _held(leaning: Leaning, evidence: Evidence, compile_phrase: Compile) -> set[int]:
    """Indices of the passages that hold the leaning in their own words."""
    return {
        passage.number
        for passage, _ in evidence.saying(says_it_itself, leaning.any, compile_phrase)
        if not evidence.said(says_it, leaning.unless, compile_phrase, passage)
    }


def _scored(passage: Passage, weights: Mapping[str, float]) -> Leaned:
    heaviest = sorted((name for name, weight in weights.items() if weight > 0), key=lambda name: (-weights[name], name))
    return Leaned(passage, one_sidedness(passage, weights), tuple(heaviest))


def _is_told(passage: Passage, told: Collection[tuple[int, int, int]]) -> bool:
    short = len(passage.canonical[passage.own :].split()) < _LEAST_WORDS and passage.own == 0
    return short or any(
        paragraph == passage.paragraph and start < passage.end and passage.start < end for paragraph, start, end in told
    )


def _distinct(ranked: Iterable[Leaned]) -> list[Leaned]:
    """The first passages, none of which lies within another: an item is not told beside its whole sentence."""
    chosen: list[Leaned] = []
    for item in ranked:
        if len(chosen) == MOST_PASSAGES:
            break
        here = item.passage
        if not any(
            other.passage.paragraph == here.paragraph
            and other.passage.start < here.end
            and here.start < other.passage.end
            for other in chosen
        ):
            chosen.append(item)
    return chosen
