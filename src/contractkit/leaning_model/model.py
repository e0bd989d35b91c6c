"""The trained weights, and the score of a passage.

``benchmarks/leanings/train.py`` makes the file ``weights.json``; MODEL_CARD.md says from which data, and how well it
does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log1p, sqrt

from contractkit.phrases import CUSTOMER_TOKEN, VENDOR_TOKEN

WEIGHTS = "weights.json"
LONG = 40  # known words and pairs; a passage of fewer counts as one of so many
_WORD = re.compile(r"\w+|[%$€£]")
_FIGURES = re.compile(r"\d+")
_SAYS_MUCH = re.compile(r"\w{6}")
_PARTY = re.compile(rf"({VENDOR_TOKEN}|{CUSTOMER_TOKEN})its?\b")


@dataclass(frozen=True, slots=True)
class LeaningModel:
    """The weights of words and pairs of neighbouring words, of leanings by id, and of the logarithm of the length.

    A score is ``offset`` + the weights of the leanings and of the length + the sum of the weights of the words / the
    root of their number. From ``cut`` on a passage is worth reading; below ``fair`` it hardly ever holds a risk;
    ``fair_in_fair_paper`` is the same for a paper that is fair all over, where most of what rules find is fair too.
    """

    offset: float
    length: float
    leanings: Mapping[str, float]
    words: Mapping[str, float]
    cut: float
    fair: float
    fair_in_fair_paper: float

    def score(self, text: str, own_words: int, leanings: Mapping[str, float]) -> float:
        """Return how one-sided canonical text reads, of which ``own_words`` are the passage's own.

        ``leanings`` are those that the passage holds: the weight that is given counts for one the model does not know.
        """
        known = words_of(text) & self.words.keys()
        held = sum(self.leanings.get(name, weight) for name, weight in leanings.items())
        said = sum(map(self.words.__getitem__, sorted(known))) / sqrt(max(LONG, len(known)))
        return self.offset + self.length * log1p(own_words) + held + said

    def telling(self, text: str, most: int) -> list[str]:
        """Return the words and pairs of canonical text that make it one-sided, the most telling first."""
        known = [
            word for word in words_of(text) & self.words.keys() if self.words[word] > 0 and _SAYS_MUCH.search(word)
        ]
        ranked = sorted(known, key=lambda word: (-self.words[word], word))
        return list(_apart(ranked))[:most]


def _apart(ranked: Iterable[str]) -> Iterable[str]:
    """The words and pairs that share no word with one before them."""
    told: set[str] = set()
    for words in ranked:
        if told.isdisjoint(words.split()):
            told.update(words.split())
            yield words


def words_of(text: str) -> set[str]:
    """Return the words and pairs of neighbouring words of canonical text, each figure as 0."""
    words = _WORD.findall(_FIGURES.sub("0", _PARTY.sub(r"\1", text)))
    return {*words, *map(" ".join, pairwise(words))}


@cache
def leaning_model() -> LeaningModel:
    """Return the model that ships with contractkit."""
    return LeaningModel(**json.loads(files("contractkit.leaning_model").joinpath(WEIGHTS).read_bytes()))
