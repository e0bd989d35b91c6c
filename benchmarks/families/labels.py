"""How far do the labels of one contract hold in the next? The same words, labelled in one contract, in another.

For every labelled passage of ten words or more, the other contracts are found in which a passage shares nine in ten of
its features: nearly the same words. Such a contract has the clause if the first has it; whether its labels say so is
counted. A contract counts once for each category.

Run: python benchmarks/families/labels.py [path of train.json]
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from contracts import mapped_families
from corpus import Corpus, features_of, kept_corpus
from scipy.sparse import csr_matrix

from contractkit.family_model.features import words_of
from contractkit.library.load import load_library

ALIKE = 0.9
FEWEST_WORDS = 10


def main() -> None:
    """Print a line for each category, and the sum."""
    keep = os.environ.get("CONTRACTKIT_CORPUS")
    corpus = kept_corpus(load_library(), Path(keep) if keep else None, patterns=True)
    ours = corpus.contract_of < 0
    seen = csr_matrix(features_of(corpus).bare[~ours] > 0, dtype=np.float32)
    long = np.array([len(words_of(text)) >= FEWEST_WORDS for text in corpus.texts[: seen.shape[0]]])
    total = [0, 0]
    for column, category in enumerate(c for of_family in mapped_families().values() for c in of_family):
        holding = _contracts_with_its_words(corpus, seen, np.flatnonzero(corpus.hits[~ours, column] & long))
        labelled = int(corpus.present[holding, column].sum())
        total = [total[0] + len(holding), total[1] + labelled]
        print(f"{category:35} {len(holding):4} contracts hold a passage labelled elsewhere, {labelled:4} are labelled")
    print(f"{'all':35} {total[0]:4} {total[1]:4}")


def _contracts_with_its_words(corpus: Corpus, seen: csr_matrix, labelled: np.ndarray) -> list[int]:
    """The contracts in which nearly the words of a labelled passage of another contract stand."""
    lengths = np.asarray(seen.sum(axis=1)).ravel()
    shared = (seen[labelled] @ seen.T).tocoo()
    alike = shared.data >= ALIKE * (lengths[labelled][shared.row] + lengths[shared.col] - shared.data)
    first, other = corpus.contract_of[labelled[shared.row[alike]]], corpus.contract_of[shared.col[alike]]
    return sorted(set(other[first != other].tolist()))


if __name__ == "__main__":
    main()
