"""Train the text model that recognises clause families, and write the weights that ship with contractkit.

Learns from CUAD's training half (CC BY 4.0, The Atticus Project) and the project's own texts; see docs/model-card.md.
The same data gives the same file. Needs benchmarks/families/requirements.txt beside contractkit itself.

Run: python benchmarks/families/train.py [path of train.json]
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from contracts import mapped_families
from corpus import Corpus, read_corpus
from learning import Linear, Vocabulary, learn, vocabulary
from numpy.typing import NDArray
from routing import headed_table, routing_table
from scipy.sparse import csr_matrix

from contractkit.library.load import load_library

WEIGHTS = Path(__file__).resolve().parents[2] / "src" / "contractkit" / "family_weights.npz"
FOLDS = 5
KINDS = ("cuad", "own")
SURE, LIKELY, HALF = 0.8, 0.6, 0.5  # precision from which a score counts
FLOOR = -0.2
# The share of CUAD's passages that are learnt from when no output of the kind claims them, and when one does.
_MISSES, _HITS = {"cuad": 0.4, "own": 0.05}, {"cuad": 1.0, "own": 0.1}
_STRENGTH = {"cuad": 0.1, "own": 1.0}

Scores = NDArray[np.float32]
Flags = NDArray[np.bool_]


def folds(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a fold for each passage; a contract, or a source of our own, is never split."""
    shuffled = np.random.default_rng(0).permutation(int(groups.max()) + 1)
    return shuffled[groups] % FOLDS


def unseen_scores(corpus: Corpus) -> Scores:
    """Return scores of every passage by a model that has not learnt from its contract or source."""
    fold = folds(corpus.passages.groups)
    scores = np.zeros(corpus.hits.shape, np.float32)
    for held_out in range(FOLDS):
        rows = fold == held_out
        known, model = learn_from(corpus, ~rows)
        for kind in KINDS:
            columns = corpus.columns(kind)
            scores[np.ix_(rows, columns)] = model.scores(_matrix(corpus, kind, known)[rows])[:, columns]
    return scores


def learn_from(corpus: Corpus, learnt: Flags, kinds: tuple[str, ...] = KINDS) -> tuple[Vocabulary, Linear]:
    """Return the vocabulary and the classifiers of the outputs of these kinds, learnt from some passages.

    Our own texts are always learnt from for the outputs of CUAD, whose test is by contract.
    """
    known = vocabulary(corpus.passages, learnt, len(corpus.present))
    drawn = np.random.default_rng(1).random(len(learnt))
    ours = corpus.contract_of < 0
    parts = []
    for kind in kinds:
        hits, unsure = corpus.hits[:, corpus.columns(kind)], corpus.unsure[:, corpus.columns(kind)]
        telling = ours | (drawn < np.where(hits.any(axis=1), _HITS[kind], _MISSES[kind]))
        chosen = telling & (learnt | ours if kind == "cuad" else learnt)
        parts.append(learn(_matrix(corpus, kind, known), hits, unsure, chosen, _STRENGTH[kind]))
    return known, Linear(np.hstack([part.weights for part in parts]), np.concatenate([part.offset for part in parts]))


def _matrix(corpus: Corpus, kind: str, known: Vocabulary) -> csr_matrix:
    return known.matrix(corpus.passages if kind == "cuad" else corpus.bare)


def score_for_precision(scores: Scores, hits: Flags, precision: float) -> float:
    """Return the lowest score from which on at least this share of the passages are hits; above all if there is none."""
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(hits[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero((found >= precision) & hits[order])
    return float(scores[order[reached[-1]]]) if len(reached) else float(scores.max()) + 0.5


def category_cut(scores: Scores, hits: Flags, highest: Scores, present: Flags) -> float:
    """Return the score from which a passage makes its contract count as having a CUAD category.

    It splits contracts with the clause from those without with the greatest F1 of their best passages (``highest``), but is
    never so low that most passages above it are not the category's: a status quotes the passage. The best F1 is the mean
    over thirty draws of the contracts: with few contracts that have the clause, a single best cut is luck.
    """
    draws = np.random.default_rng(0).integers(0, len(present), (30, len(present)))
    found = [_cut(highest[draw], present[draw]) for draw in draws if present[draw].any()]
    return max(float(np.mean(found)), score_for_precision(scores, hits, HALF))


def _cut(highest: Scores, present: Flags) -> float:
    order = np.argsort(-highest, kind="stable")
    f1 = 2 * np.cumsum(present[order]) / (np.arange(1, len(order) + 1) + present.sum())
    best = int(np.argmax(f1))
    after = highest[order[best + 1]] if best + 1 < len(order) else highest[order[best]] - 1
    return float((highest[order[best]] + after) / 2)


def highest_by_contract(scores: Scores, contract_of: NDArray[np.int64], contracts: int) -> Scores:
    """Return contracts × outputs: the best score of any passage."""
    highest = np.full((contracts, scores.shape[1]), -9, np.float32)
    of_contract = contract_of >= 0
    np.maximum.at(highest, contract_of[of_contract], scores[of_contract])
    return highest


def cuts(corpus: Corpus, scores: Scores) -> tuple[Scores, Scores]:
    """Return for each output the scores from which a passage is surely, or likely, the family's.

    Of an ``own`` output, precision counts among our own texts, but for those of related families, which often do its job
    too; sure is never below ``FLOOR``, since contracts speak of much that none of our texts speaks of.
    """
    sure, likely = np.zeros(scores.shape[1], np.float32), np.zeros(scores.shape[1], np.float32)
    highest = highest_by_contract(scores, corpus.contract_of, len(corpus.present))
    for column, (kind, name) in enumerate(corpus.outputs):
        judged = ~corpus.unsure[:, column]
        if kind == "own":
            judged[corpus.contract_of >= 0] = False
            judged[corpus.contract_of < 0] &= [frozenset((name, t.family)) not in corpus.related for t in corpus.own]
        of_output = scores[judged, column], corpus.hits[judged, column]
        likely[column] = score_for_precision(*of_output, LIKELY)
        if kind == "own":
            sure[column] = max(score_for_precision(*of_output, SURE), FLOOR)
        else:
            sure[column] = category_cut(*of_output, highest[:, column], corpus.present[:, column])
    return sure, np.minimum(likely, sure)


def write_weights(corpus: Corpus, known: Vocabulary, model: Linear, sure: Scores, likely: Scores) -> None:
    """Write the model in eight-bit weights; one column per output."""
    family_of = {category: family for family, of_family in mapped_families().items() for category in of_family}
    names = [family_of.get(name, name) for _, name in corpus.outputs]
    folded = model.weights * known.rarity[:, None]
    scale = np.abs(folded).max(axis=0) / 127
    np.savez_compressed(
        WEIGHTS,
        outputs=np.frombuffer("\n".join(names).encode("ascii"), np.uint8),
        keys=known.keys, weights=np.round(folded / scale).astype(np.int8), rarity=known.rarity,
        scale=scale.astype(np.float32), offset=model.offset.astype(np.float32), sure=sure, likely=likely,
    )  # fmt: skip


def main() -> None:
    """Train, and write the weights."""
    started = time.perf_counter()
    corpus = read_corpus(load_library())
    print(
        f"{len(corpus.texts)} passages, {len(corpus.outputs)} outputs, {time.perf_counter() - started:.0f} s",
        flush=True,
    )
    scores = unseen_scores(corpus)
    sure, likely = cuts(corpus, scores)
    print(*routing_table(corpus, scores, sure), "", *headed_table(corpus, scores, sure), sep="\n")
    print(f"cuts chosen, {time.perf_counter() - started:.0f} s", flush=True)
    known, model = learn_from(corpus, np.ones(len(corpus.texts), bool))
    write_weights(corpus, known, model, sure, likely)
    print(f"{WEIGHTS.stat().st_size / 1e6:.1f} MB, {len(known.keys)} features, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
