"""Does a passage say more of its clause family when it is read with the sentences beside it? Measured, not shipped.

The same contracts, folds and cuts as compare.py. Cuts are also chosen on five other splits of the contracts: the mean
of the six says more than one split, whose luck is about 0.003. The ways, each on top of the one before:

- shipped: sentence by sentence, as train.py learns
- contracts without: what a category is not, only contracts teach that do not have it, for labels are often incomplete
- neighbours: the features of the sentences before and after, under the same heading, count half

Run: python benchmarks/families/neighbours.py [path of train.json]
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
from contracts import mapped_families
from corpus import Corpus, Features, features_of, kept_corpus
from learning import FOLDS, Flags, Scores, best_cut, by_family, f1, folds, highest_by_contract
from scipy.sparse import csr_matrix, diags
from train import unseen_scores

from compare import told_by_folds
from contractkit.library.load import load_library

HALF = 0.5
LEAST_LENGTH = 120  # features; with neighbours a passage is longer than alone
OTHER_SPLITS = 5
DRAWS = 200


def main() -> None:
    """Print a line for each way."""
    keep = os.environ.get("CONTRACTKIT_CORPUS")
    corpus = kept_corpus(load_library(), Path(keep) if keep else None, patterns=True)
    features = features_of(corpus)
    strict = replace(corpus, unsure=corpus.unsure | elsewhere(corpus))
    ways = {
        "shipped": unseen_scores(corpus, features, "cuad"),
        "contracts without": unseen_scores(strict, features, "cuad"),
        "neighbours": unseen_scores(strict, with_neighbours(corpus, features), "cuad"),
    }
    number = len(corpus.present)
    print_gains({name: highest_by_contract(of, corpus.contract_of, number) for name, of in ways.items()}, corpus)


def elsewhere(corpus: Corpus) -> Flags:
    """Passages x outputs: those that no label marks, in contracts that have the category."""
    columns = corpus.columns("cuad")
    unmarked = np.zeros_like(corpus.hits)
    has = corpus.present[corpus.contract_of] & (corpus.contract_of >= 0)[:, None]
    unmarked[:, columns] = has & ~corpus.hits[:, columns]
    return unmarked


def with_neighbours(corpus: Corpus, features: Features) -> Features:
    """Return the features with headings, the passages beside counted half."""
    seen = features.with_headings.copy()
    seen.data[:] = 1
    beside = _beside(corpus)
    wide = csr_matrix(seen + HALF * (beside @ seen) + HALF * (beside.T @ seen))
    wide.data = np.minimum(wide.data, 1)
    lengths = np.maximum(LEAST_LENGTH, np.asarray(wide.sum(axis=1)).ravel())
    scaled = csr_matrix(diags(1 / np.sqrt(lengths)) @ wide @ diags(features.rarity), dtype=np.float32)
    return replace(features, with_headings=scaled)


def _beside(corpus: Corpus) -> csr_matrix:
    """Passages x passages: 1 where the column is the passage before the row, under the same heading."""
    of, headings = corpus.contract_of, corpus.headings
    rows = [
        row for row in range(1, len(of)) if of[row] == of[row - 1] >= 0 and headings[row] == headings[row - 1]
    ]  # fmt: skip
    before = np.array(rows) - 1
    return csr_matrix((np.ones(len(rows), np.float32), (rows, before)), shape=(len(of), len(of)))


def print_gains(ways: dict[str, Scores], corpus: Corpus) -> None:
    """Print a line for each way, from contracts x categories: macro-F1, and the gain over the first way."""
    told = {name: _told_by_splits(highest, corpus.present) for name, highest in ways.items()}
    first = next(iter(told.values()))[0]
    for name, highest in ways.items():
        _print_line(name, corpus.present, highest, told[name], first)


def _told_by_splits(highest: Scores, present: Flags) -> list[Flags]:
    contracts = len(present)
    others = [np.random.default_rng(seed).permutation(contracts) % FOLDS for seed in range(1, OTHER_SPLITS + 1)]
    return [told_by_folds(highest, present, split) for split in (folds(contracts), *others)]


def _macro(told: Flags, true: Flags) -> float:
    return float(np.mean([f1(told[:, i], true[:, i]) for i in range(true.shape[1])]))


def _print_line(name: str, present: Flags, highest: Scores, told: list[Flags], first: Flags) -> None:
    families = mapped_families()
    true, highest = by_family(present, families), by_family(highest, families)
    best = np.stack([highest[:, i] >= best_cut(highest[:, i], true[:, i]) for i in range(true.shape[1])], axis=1)
    chosen = [_macro(of, true) for of in told]
    draws = np.random.default_rng(0).integers(0, len(true), (DRAWS, len(true)))
    gains = [_macro(told[0][draw], true[draw]) - _macro(first[draw], true[draw]) for draw in draws]
    by_name = " ".join(f"{family} {f1(told[0][:, i], true[:, i]):.2f}" for i, family in enumerate(families))
    print(
        f"{name}: chosen {chosen[0]:.3f}, mean of six splits {np.mean(chosen):.3f}, best {_macro(best, true):.3f}, "
        f"gain {np.mean(gains):+.3f}, standard error {np.std(gains):.3f}\n  {by_name}",
        flush=True,
    )


if __name__ == "__main__":
    main()
