"""Does a second look at the best passages tell a clause from its like? Measured, not shipped.

The same contracts, folds and cuts as compare.py; six splits as in neighbours.py. For each category the twenty passages
of a contract that the first step scores best are read again by a logistic regression, which learns from passages:
their scores, those of the passages before and after, place, length and the constructions of constructions.yaml. What
it learns from was scored by models that had learnt neither from that contract nor from the fold that is held out. The
ways:

- shipped: the first step alone
- constructions: the shipped score and the constructions
- both scores: the shipped score and that of neighbours.py, no construction
- both and constructions

Run: python benchmarks/families/rereading.py [path of train.json]
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from constructions import read_constructions, spoken
from contracts import mapped_families
from corpus import Corpus, Features, features_of, kept_corpus
from learning import FOLDS, Scores, folds, highest_by_contract
from neighbours import elsewhere, print_gains, with_neighbours
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from train import learn_from

from contractkit.library.load import load_library

AGAIN = 20  # passages of a contract that are read again
FEWEST = 3  # passages in which a construction must stand
STRENGTH = 0.1
_NO_PASSAGE = -9.0
_LOWEST = -2.0  # of a passage beside
_WIDEST = 5.0  # standard deviations
_LONGEST = 6000  # characters of a passage that are searched

Rows = NDArray[np.int64]


def main() -> None:
    """Print a line for each way."""
    corpus, shipped, beside = first_step()
    reader = reader_of(corpus)
    ways = {
        "shipped": held_out_scores(corpus, shipped),
        "constructions": reader.read_again([shipped], constructions=True),
        "both scores": reader.read_again([shipped, beside], constructions=False),
        "both and constructions": reader.read_again([shipped, beside], constructions=True),
    }
    print_gains(ways, corpus)


def first_step() -> tuple[Corpus, Scores, Scores]:
    """Return the contracts, and the nested scores of the shipped model and of neighbours.py."""
    keep = os.environ.get("CONTRACTKIT_CORPUS")
    corpus = kept_corpus(load_library(), Path(keep) if keep else None, patterns=True)
    features = features_of(corpus)
    strict = replace(corpus, unsure=corpus.unsure | elsewhere(corpus))
    return corpus, nested_scores(corpus, features), nested_scores(strict, with_neighbours(corpus, features))


def fold_of(corpus: Corpus) -> Rows:
    """Return the fold of each passage; -1 for our own."""
    return np.where(corpus.contract_of < 0, -1, folds(len(corpus.present))[corpus.contract_of])


def nested_scores(corpus: Corpus, features: Features) -> Scores:
    """Return held-out folds x the contracts' passages x categories.

    The passages of the held-out fold are scored by a model that learnt from all others; each other fold by one that
    learnt neither from it nor from the held-out one.
    """
    fold, matrix = fold_of(corpus), features.with_headings
    scores = np.full((FOLDS, len(fold), len(corpus.columns("cuad"))), _NO_PASSAGE, np.float32)
    for one in range(FOLDS):
        found = learn_from(corpus, features, fold != one, "cuad").scores(matrix)
        scores[one, fold == one] = found[fold == one]
        for other in range(one + 1, FOLDS):
            found = learn_from(corpus, features, (fold != one) & (fold != other), "cuad").scores(matrix)
            scores[one, fold == other], scores[other, fold == one] = found[fold == other], found[fold == one]
    return scores[:, corpus.contract_of >= 0]


def held_out_scores(corpus: Corpus, nested: Scores) -> Scores:
    """Return contracts x categories: the highest score of the first step, which had not learnt from the contract."""
    of, contracts = corpus.contract_of[corpus.contract_of >= 0], len(corpus.present)
    by_fold = np.stack([highest_by_contract(scores, of, contracts) for scores in nested])
    return by_fold[folds(contracts), np.arange(contracts)]


@dataclass(frozen=True, slots=True)
class Reader:
    """What the second step reads: the contracts' passages alone, with their folds, places and words.

    ``again`` passages of each contract are read, those that the first step scores best.
    """

    corpus: Corpus
    of: Rows
    fold: Rows
    place: Scores
    words: list[str]
    again: int = AGAIN

    def read_again(self, nested: list[Scores], *, constructions: bool) -> Scores:
        """Return contracts x categories: the highest score of the second step."""
        highest = np.full(self.corpus.present.shape, _NO_PASSAGE, np.float32)
        patterns = read_constructions()
        categories = [category for of_family in mapped_families().values() for category in of_family]
        for column, category in enumerate(categories):
            of_category = [scores[:, :, column] for scores in nested]
            chosen = [self.best(sum(scores[held_out] for scores in of_category)) for held_out in range(FOLDS)]
            read = np.unique(np.concatenate(chosen))
            searched = patterns[category.lower()] if constructions else []
            found = np.array([[bool(p.search(self.words[row])) for p in searched] for row in read], np.float32)
            for held_out, rows in enumerate(chosen):
                seen = found.reshape(len(read), -1)[np.searchsorted(read, rows)]
                told = self.learnt(
                    column, held_out, rows, self._numbers([s[held_out] for s in of_category], rows), seen
                )
                np.maximum.at(highest[:, column], self.of[rows[self.fold[rows] == held_out]], told)
        return highest

    def best(self, scores: Scores) -> Rows:
        """Return the passages that are read again, from the scores of all."""
        order = np.lexsort((-scores, self.of))
        rank = np.empty(len(order), np.int64)
        first = np.searchsorted(self.of, np.arange(len(self.corpus.present)))
        rank[order] = np.arange(len(order)) - first[self.of[order]]
        return np.flatnonzero(rank < self.again)

    def _numbers(self, scores: list[Scores], rows: Rows) -> Scores:
        """Place, length, and of each first step the score of the passage and of those beside it."""
        columns = [self.place[rows]]
        same = self.of[1:] == self.of[:-1]
        for score in scores:
            before, after = np.full_like(score, _LOWEST), np.full_like(score, _LOWEST)
            before[1:], after[:-1] = np.where(same, score[:-1], _LOWEST), np.where(same, score[1:], _LOWEST)
            beside = np.maximum(np.column_stack([before, after]), _LOWEST)
            columns.append(np.column_stack([score, beside])[rows])
        return np.hstack(columns)

    def learnt(self, column: int, held_out: int, rows: Rows, numbers: Scores, seen: Scores) -> Scores:
        """Return the scores of the held-out passages among ``rows`` by a second step that learnt from the others."""
        hits, unsure = self.corpus.hits[rows, column], self.corpus.unsure[rows, column]
        unseen = self.fold[rows] == held_out
        learnt = ~unseen & ~unsure
        usual = seen[:, seen[learnt].sum(axis=0) >= FEWEST]
        scaled = (numbers - numbers[learnt].mean(axis=0)) / (numbers[learnt].std(axis=0) + 1e-6)
        matrix = np.hstack([np.clip(scaled, -_WIDEST, _WIDEST), usual - usual[learnt].mean(axis=0)])
        model = LogisticRegression(C=STRENGTH, max_iter=500).fit(matrix[learnt], hits[learnt])
        told: Scores = model.decision_function(matrix[unseen]).astype(np.float32)
        return told


def reader_of(corpus: Corpus) -> Reader:
    """Return what the second step reads of the corpus."""
    ours = corpus.contract_of < 0
    of = corpus.contract_of[~ours]
    lengths = np.bincount(of, minlength=len(corpus.present))
    at = (np.arange(len(of)) - np.searchsorted(of, np.arange(len(lengths)))[of]) / lengths[of]
    texts = corpus.texts[: len(of)]
    place = np.column_stack([at, [np.log1p(len(text)) for text in texts]]).astype(np.float32)
    return Reader(corpus, of, fold_of(corpus)[~ours], place, [spoken(text)[:_LONGEST] for text in texts])


if __name__ == "__main__":
    main()
