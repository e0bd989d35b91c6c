"""From passages to weights: the features that are kept, their rarity, and one linear classifier per output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from contractkit.family_features import passage_features
from contractkit.family_model import known_features

WEIGHT_OF_HITS = 5
IN_CONTRACTS, IN_SOURCES = 5, 2  # contracts, or sources of our own texts, in which a feature must stand


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages as distinct (passage, feature) pairs; ``groups`` says which contract or source each passage is of."""

    rows: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    groups: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str], headings: Sequence[str], groups: Sequence[int]) -> Passages:
        """Return the passages of these texts under these headings."""
        rows, hashes = passage_features(texts, headings)
        distinct = np.unique(rows.astype(np.uint64) << np.uint64(32) | (hashes & np.uint64(0xFFFFFFFF)))
        return cls((distinct >> np.uint64(32)).astype(np.int64), distinct.astype(np.uint32), np.array(groups, np.int64))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features that are kept (ascending) and how rare each is among the passages learnt from."""

    keys: NDArray[np.uint32]
    rarity: NDArray[np.float32]

    def matrix(self, passages: Passages) -> csr_matrix:
        """Return passages × features, each row of length one."""
        rows, features = known_features(self.keys, passages.rows, passages.hashes.astype(np.uint64))
        shape = (len(passages.groups), len(self.keys))
        return normalize(csr_matrix((self.rarity[features], (rows, features)), shape=shape)).astype(np.float32)


def vocabulary(passages: Passages, learnt: NDArray[np.bool_], contracts: int) -> Vocabulary:
    """Return the features that stand in enough contracts or sources that are ``learnt`` from.

    The first ``contracts`` groups are contracts, the others sources of our own.
    """
    chosen = learnt[passages.rows]
    rows, hashes = passages.rows[chosen], passages.hashes[chosen]
    keys, codes, passages_with = np.unique(hashes, return_inverse=True, return_counts=True)
    groups = int(passages.groups.max()) + 1
    pairs = np.unique(codes * groups + passages.groups[rows])
    of_contract = pairs % groups < contracts
    in_contracts = np.bincount(pairs[of_contract] // groups, minlength=len(keys))
    in_sources = np.bincount(pairs[~of_contract] // groups, minlength=len(keys))
    kept = (in_contracts >= IN_CONTRACTS) | (in_sources >= IN_SOURCES)
    rarity = np.log((1 + learnt.sum()) / (1 + passages_with[kept]))
    return Vocabulary(keys[kept], rarity.astype(np.float32))


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights (features × outputs) and offsets."""

    weights: NDArray[np.float32]
    offset: NDArray[np.float32]

    def scores(self, matrix: csr_matrix) -> NDArray[np.float32]:
        """Return passages × outputs."""
        return np.asarray(matrix @ self.weights) + self.offset


def learn(
    matrix: csr_matrix,
    hits: NDArray[np.bool_],
    unsure: NDArray[np.bool_],
    learnt: NDArray[np.bool_],
    strength: float = 0.1,
) -> Linear:
    """Return one classifier per column of ``hits``, from the passages ``learnt``, without those that are ``unsure``.

    ``strength`` is how much an error costs, against large weights: the C of a linear support vector machine.
    """
    weights = np.zeros((matrix.shape[1], hits.shape[1]), np.float32)
    offset = np.full(hits.shape[1], -2, np.float32)
    for output in range(hits.shape[1]):
        used = learnt & ~unsure[:, output]
        if hits[used, output].any():
            model = LinearSVC(C=strength, class_weight={1: WEIGHT_OF_HITS}, tol=0.01, random_state=0)
            model.fit(matrix[used], hits[used, output])
            weights[:, output], offset[output] = model.coef_[0], model.intercept_[0]
    return Linear(weights, offset)
