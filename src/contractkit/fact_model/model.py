"""The trained weights, and how much a value reads like each fact.

``benchmarks/facts/train.py`` makes the file ``weights.json``; MODEL_CARD.md says from which data, and how well it does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files
from math import sqrt

from contractkit.fact_model.features import features_of, value_features
from contractkit.text import Quantity

WEIGHTS = "weights.json"
LONG = 60  # features; a value with fewer counts as having so many


@dataclass(frozen=True, slots=True)
class Output:
    """How one fact is known: a score is ``offset`` + the sum of the weights / the root of the number of features.

    Weights are whole hundredths, so that their sum is the same in any order.
    """

    offset: float
    weights: Mapping[str, int]


class FactModel:
    """What the model knows: words that mean the same, and the weights of features for each fact.

    From ``cut`` on a value is told as a fact that no phrase finds. What phrases found stands where it scores above
    ``sure``, and gives way to a value that scores higher by ``margin``.
    """

    def __init__(
        self, concepts: Mapping[str, Sequence[str]], outputs: Mapping[str, Output], cut: float, sure: float,
        margin: float,
    ) -> None:  # fmt: skip
        self.outputs = outputs
        self.cut = cut
        self.sure = sure
        self.margin = margin
        concepts_of = lru_cache(maxsize=20_000)(partial(concepts_in, concepts))
        self._said = lru_cache(maxsize=100_000)(lambda place, word: features_of(place, word, concepts_of(word)))

    def features(
        self, text: str, own: int, span: tuple[int, int], quantity: Quantity, labels: Sequence[str]
    ) -> set[str]:
        """Return what the model sees of the value whose marker stands at ``span`` of a view's text."""
        return value_features(text, own, span, quantity, labels, said=self._said)

    def score(self, fact: str, features: set[str]) -> float:
        """Return how much a value with these features reads like the fact: log odds."""
        output = self.outputs[fact]
        total = sum(map(output.weights.__getitem__, features & output.weights.keys()))
        return output.offset + total / (100 * sqrt(max(LONG, len(features))))


def concepts_in(concepts: Mapping[str, Sequence[str]], word: str) -> tuple[str, ...]:
    """Return the groups that a word is one of; "pay*" stands for every word that begins so."""
    keys = (word, *(f"{word[:length]}*" for length in range(2, len(word) + 1)))
    return tuple(dict.fromkeys(group for key in keys for group in concepts.get(key, ())))


@cache
def fact_model() -> FactModel:
    """Return the model that ships with contractkit."""
    made = json.loads(files("contractkit.fact_model").joinpath(WEIGHTS).read_bytes())
    outputs = {name: Output(**output) for name, output in made["outputs"].items()}
    return FactModel(made["concepts"], outputs, made["cut"], made["sure"], made["margin"])
