"""From passages to weights, and from scores to cuts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

Scores = NDArray[np.float32]
Flags = NDArray[np.bool_]
FOLDS = 5
WEIGHT_OF_HITS = 5
_HIGHEST = 127  # of a weight as it ships


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights (features x outputs) and offsets."""

    weights: NDArray[np.float32]
    offset: NDArray[np.float32]

    def scores(self, matrix: csr_matrix) -> Scores:
        """Return passages x outputs."""
        return np.asarray(matrix @ self.weights) + self.offset

    def pruned(self, rarity: NDArray[np.float32], least: int) -> Linear:
        """Return the model as it ships: weights in steps of 1/127 of an output's greatest, without those under ``least`` steps."""
        folded = self.weights * rarity[:, None]
        step = np.maximum(np.abs(folded).max(axis=0), 1e-9) / _HIGHEST
        steps = np.round(folded / step)
        steps[np.abs(steps) < least] = 0
        return Linear((steps * step / rarity[:, None]).astype(np.float32), self.offset)


def learn(matrix: csr_matrix, hits: Flags, unsure: Flags, learnt: Flags, strength: float) -> Linear:
    """Return one linear support vector machine per column of ``hits``, from the passages ``learnt`` (one column for all,
    or one for each), but for the unsure.

    ``strength`` is how much an error costs, against large weights.
    """
    weights = np.zeros((matrix.shape[1], hits.shape[1]), np.float32)
    offset = np.full(hits.shape[1], -2, np.float32)
    for output in range(hits.shape[1]):
        used = (learnt if learnt.ndim == 1 else learnt[:, output]) & ~unsure[:, output]
        if hits[used, output].any():
            model = LinearSVC(C=strength, class_weight={1: WEIGHT_OF_HITS}, tol=0.02, random_state=0)
            model.fit(matrix[used], hits[used, output])
            weights[:, output], offset[output] = model.coef_[0], model.intercept_[0]
    return Linear(weights, offset)


def folds(contracts: int) -> NDArray[np.int64]:
    """Return the fold of each contract."""
    return np.random.default_rng(0).permutation(contracts) % FOLDS


def sample(hits: Flags, share: float) -> Flags:
    """Return all passages with a hit, and a share of the others: nearly all passages are of no family's."""
    return hits.any(axis=1) | (np.random.default_rng(1).random(len(hits)) < share)


def highest_by_contract(scores: Scores, contract_of: NDArray[np.int64], contracts: int) -> Scores:
    """Return contracts x outputs: the best score of any passage."""
    highest = np.full((contracts, scores.shape[1]), -9, np.float32)
    of_contract = contract_of >= 0
    np.maximum.at(highest, contract_of[of_contract], scores[of_contract])
    return highest


def by_family(of_categories: NDArray, families: dict[str, list[str]]) -> NDArray:
    """Return contracts x families from contracts x categories: the greatest of any category of the family."""
    columns, at = [], 0
    for of_family in families.values():
        columns.append(of_categories[:, at : at + len(of_family)].max(axis=1))
        at += len(of_family)
    return np.stack(columns, axis=1)


def by_category(of_families: NDArray, families: dict[str, list[str]]) -> NDArray:
    """Return contracts x categories from contracts x families: each category as its family."""
    return of_families[:, [number for number, of in enumerate(families.values()) for _ in of]]


def best_cut(highest: Scores, present: Flags) -> float:
    """Return the score that splits contracts with the clause from those without with the greatest F1."""
    order = np.argsort(-highest, kind="stable")
    f1 = 2 * np.cumsum(present[order]) / (np.arange(1, len(order) + 1) + present.sum())
    best = int(np.argmax(f1))
    after = highest[order[best + 1]] if best + 1 < len(order) else highest[order[best]] - 1
    return float((highest[order[best]] + after) / 2)


def steady_cut(highest: Scores, present: Flags) -> float:
    """Return a cut for the greatest F1 that does not follow luck: the mean of the best cuts of thirty draws of the
    contracts."""
    draws = np.random.default_rng(0).integers(0, len(present), (30, len(present)))
    found = [best_cut(highest[draw], present[draw]) for draw in draws if present[draw].any()]
    return float(np.mean(found)) if found else 0.0


def f1(told: Flags, true: Flags) -> float:
    """Return the F1 of being present."""
    return float(2 * (told & true).sum() / max(1, told.sum() + true.sum()))
