"""The trained text model: how much a passage reads like a clause of each family.

A linear model over hashed words, word pairs and concepts (``family_features``). ``benchmarks/families/train.py`` makes
the weights; docs/model-card.md says from which data, and how well it does. The file holds hashes and numbers, no words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from contractkit.family_features import Hashes, Rows, passage_features

Scores = NDArray[np.float32]
_AT_ONCE = 512  # passages; keeps the arrays of a long document small
_RIVALRY = 0.25  # of the score, where 2 lies between "no" and "yes" of a classifier


@dataclass(frozen=True, slots=True)
class FamilyModel:
    """Weights of the model: ``outputs`` names what each column of ``weights`` recognises (several may be one family).

    ``keys`` are the low 32 bits of the hashes of the features that the model knows, ascending; ``rarity`` is the weight
    of each in the length of a passage. ``sure`` and ``likely`` are the scores from which a passage is that family's
    surely, or likely (see ``cuts`` in train.py).
    """

    outputs: tuple[str, ...]
    keys: NDArray[np.uint32]
    weights: NDArray[np.int8]
    rarity: NDArray[np.float32]
    scale: NDArray[np.float32]
    offset: NDArray[np.float32]
    sure: NDArray[np.float32]
    likely: NDArray[np.float32]

    def scores(self, texts: Sequence[str], headings: Sequence[str]) -> Scores:
        """Return the score of each passage for each output, passages × outputs.

        ``texts`` are passages in canonical text; ``headings`` the headings that each stands under.
        """
        parts = [
            self._scores(texts[at : at + _AT_ONCE], headings[at : at + _AT_ONCE])
            for at in range(0, len(texts), _AT_ONCE)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.outputs)), np.float32)

    def _scores(self, texts: Sequence[str], headings: Sequence[str]) -> Scores:
        rows, features = known_features(self.keys, *passage_features(texts, headings))
        scores = np.tile(self.offset, (len(texts), 1))
        if len(rows):
            held, starts = np.unique(rows, return_index=True)
            sums = np.add.reduceat(self.weights[features], starts, axis=0, dtype=np.int32)
            lengths = np.sqrt(np.add.reduceat(self.rarity[features] ** 2, starts))
            scores[held] += sums * self.scale / lengths[:, None]
        return scores


def known_features(keys: NDArray[np.uint32], rows: Rows, hashes: Hashes) -> tuple[Rows, NDArray[np.int64]]:
    """Return the distinct (row, index in ``keys``) of the features that the keys hold, by row."""
    wanted = hashes.astype(np.uint32)  # the low half
    places = np.searchsorted(keys, wanted)
    places[places == len(keys)] = 0
    held = keys[places] == wanted
    distinct = np.unique(rows[held] * len(keys) + places[held])
    return distinct // len(keys), distinct % len(keys)


@cache
def family_model() -> FamilyModel:
    """Return the model that ships with contractkit."""
    with files("contractkit").joinpath("family_weights.npz").open("rb") as stream:
        stored = np.load(stream, allow_pickle=False)
        arrays = {name: stored[name] for name in stored.files}
    outputs = tuple(bytes(arrays.pop("outputs")).decode("ascii").split("\n"))
    return FamilyModel(outputs=outputs, **arrays)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A passage (its index) that the model takes for a family's, ``sure`` or only likely."""

    passage: int
    sure: bool


def recognised(model: FamilyModel, scores: Scores) -> dict[str, tuple[Recognised, ...]]:
    """Return for each family the passages that the model takes for its own, in order.

    A passage may surely be several families', but of none that the model is much less sure of than of another; only
    likely it is that of the one family that fits it best.
    """
    families = list(dict.fromkeys(model.outputs))
    beyond_likely = _by_family(scores - model.likely, model, families)
    beyond_sure = _by_family(scores - model.sure, model, families)
    best = beyond_sure.max(axis=1, keepdims=True, initial=-np.inf)
    sure = (beyond_sure >= 0) & (beyond_sure >= best - _RIVALRY)
    likely = (beyond_likely >= 0) & (beyond_sure == best)
    found: dict[str, list[Recognised]] = {}
    for passage, family in np.argwhere(sure | likely).tolist():
        found.setdefault(families[family], []).append(Recognised(passage, bool(sure[passage, family])))
    return {family: tuple(passages) for family, passages in found.items()}


def _by_family(scores: Scores, model: FamilyModel, families: list[str]) -> Scores:
    """The greatest score of any output of each family."""
    columns = [[i for i, output in enumerate(model.outputs) if output == family] for family in families]
    return np.stack([scores[:, outputs].max(axis=1) for outputs in columns], axis=1)
