"""The trained weights, and the score of a passage for each output of the model.

``benchmarks/families/train.py`` makes the file ``weights.bin``; MODEL_CARD.md says from which data, and how well it
does. Plain Python over a table of small integers: importing numpy would cost more than scoring 5,000 words.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import inf, sqrt

from contractkit.family_model.features import LONG, heading_features, passage_features

WEIGHTS = "weights.bin"
ZERO = 128  # what a weight of nothing is stored as
_ROUNDING = 0.001  # sums are whole numbers: far more than the error of a division
_AT_ONCE = 256  # features whose weights fit into two bytes when added


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that the model recognises: a CUAD category or a family as our own texts know it.

    A score is ``offset`` + ``step`` x the sum of the weights / the root of the number of the passage's features, or of
    ``LONG`` where there are fewer. From ``cut`` on the passage counts as the family's, from ``near`` on it is worth a
    reader's look.
    """

    family: str
    name: str
    step: float
    offset: float
    cut: float
    near: float

    def score(self, total: int, length: float) -> float:
        """Return the score for a sum of weights and the root of the number of features."""
        return self.offset + self.step * total / length

    @property
    def least(self) -> float:
        """What a sum of weights, divided by the root, must reach for ``near``."""
        return (self.near - self.offset) / self.step if self.step > 0 else -inf


class _Lanes(dict[int, int | None]):
    """The weights of each feature as one number with a lane of two bytes for each output; None for unknown features.

    Adding such numbers adds all lanes at once, which plain Python does faster than anything else. They are looked up in
    the sorted ``keys`` and made when first asked for: to make a table of all takes longer than to read a short text.
    """

    def __init__(self, keys: array[int], rows: bytes, outputs: int) -> None:
        self._keys, self._rows, self._outputs = keys, rows, outputs

    def __missing__(self, feature: int) -> int | None:
        lanes, at = None, bisect_left(self._keys, feature)
        if at < len(self._keys) and self._keys[at] == feature:
            wide = bytearray(2 * self._outputs)
            wide[::2] = self._rows[at * self._outputs : (at + 1) * self._outputs]
            lanes = int.from_bytes(wide, "little")
        self[feature] = lanes
        return lanes


@dataclass(frozen=True, slots=True)
class FamilyModel:
    """What the model recognises, and the weights of features; ``trained_on`` is the checksum of what it learnt from.

    ``leasts`` are the outputs' ``least``.
    """

    outputs: tuple[Output, ...]
    lanes: _Lanes
    trained_on: str
    leasts: tuple[float, ...]

    def scores(self, text: str, heading: str) -> list[float]:
        """Return the score of each output for a passage in canonical text that stands under ``heading``."""
        sums, length = self._weighed(text, heading)
        return [output.score(total, length) for output, total in zip(self.outputs, sums, strict=True)]

    def near(self, text: str, heading: str) -> Iterator[tuple[Output, float]]:
        """Yield the outputs whose score reaches ``near``, with it; for most passages there is none."""
        sums, length = self._weighed(text, heading)
        for output, total, least in zip(self.outputs, sums, self.leasts, strict=True):
            if total >= least * length - _ROUNDING and (score := output.score(total, length)) >= output.near:
                yield output, score

    def _weighed(self, text: str, heading: str) -> tuple[list[int], float]:
        """The sum of the weights for each output, and what it is divided by."""
        features = passage_features(text)
        lanes = map(self.lanes.__getitem__, (*features, *heading_features(heading)))
        return self._sums([known for known in lanes if known is not None]), sqrt(max(LONG, len(features)))

    def _sums(self, known: list[int]) -> list[int]:
        sums = [0] * len(self.outputs)
        for start in range(0, len(known), _AT_ONCE):
            some = known[start : start + _AT_ONCE]
            lanes = sum(some).to_bytes(2 * len(sums), "little")
            shift = ZERO * len(some)
            sums = [total + lane - shift for total, lane in zip(sums, _numbers("H", lanes), strict=True)]
        return sums


@cache
def family_model() -> FamilyModel:
    """Return the model that ships with contractkit."""
    return read_model(files("contractkit.family_model").joinpath(WEIGHTS).read_bytes())


@lru_cache(maxsize=20_000)  # two rounds of a contract share most sentences
def near_by_shipped_model(text: str, heading: str) -> tuple[tuple[Output, float], ...]:
    """Return what ``near`` yields for the model that ships with contractkit."""
    return tuple(family_model().near(text, heading))


def read_model(data: bytes) -> FamilyModel:
    """Return the model from its file: a line of JSON; then packed, the hashes of the features (uint32) and a byte for
    each feature and output, which is the weight + 128."""
    head, _, packed = data.partition(b"\n")
    about = json.loads(head)
    body = zlib.decompress(packed)
    outputs = tuple(Output(**output) for output in about["outputs"])
    edge = 4 * about["features"]  # the hashes stand in order
    lanes = _Lanes(_numbers("I", body[:edge]), body[edge:], len(outputs))
    return FamilyModel(outputs, lanes, about["trained_on"], tuple(output.least for output in outputs))


def _numbers(kind: str, stored: bytes) -> array[int]:
    numbers = array(kind, stored)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
