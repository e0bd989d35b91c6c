"""Train the text model that recognises clause families, and write the weights that ship with contractkit.

Learns from CUAD's training half (CC BY 4.0, The Atticus Project) and the library's own wordings; see
src/contractkit/family_model/MODEL_CARD.md. The same input gives the same file. Needs requirements.txt beside this file.

Run: python benchmarks/families/train.py [path of train.json]
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
import zlib
from pathlib import Path

import numpy as np
from contracts import cuad_file, mapped_families
from corpus import Corpus, Features, features_of, kept_corpus
from learning import FOLDS, Flags, Linear, Scores, by_family, folds, highest_by_contract, learn, sample
from numpy.typing import NDArray

from contractkit.family_model.model import ZERO
from contractkit.library.load import load_library

SHIPPED = Path(__file__).resolve().parents[2] / "src" / "contractkit" / "family_model"
WEIGHTS, CARD = SHIPPED / "weights.bin", SHIPPED / "MODEL_CARD.md"
LEAST_STEPS = 4  # of 127: smaller weights are left out
OF_CONTRACTS, OF_PASSAGES, NEAR = 0.95, 0.75, 0.5  # precision, on contracts that the model had not learnt from
MARGIN = 0.3  # above the best passage of our wordings of other families
FLOOR = 0.0  # no cut is lower: there the classifier itself says yes
NEVER_NEAR = -0.6  # where nearly every contract has the clause, precision alone would let anything be near
_FEWEST = 4  # passages above the cut; a cut that fewer support is luck
_STRENGTH = {"cuad": 0.01, "own": 0.03}
_MISSES = {"cuad": 0.25, "own": 0.05}
_ALIKE = -0.9  # the score from which a passage is worth learning from whether it was drawn or not


def learn_from(corpus: Corpus, features: Features, learnt: Flags, kind: str) -> Linear:
    """Return the classifiers of the outputs of one kind, pruned as they ship, from the passages ``learnt``.

    CUAD's outputs learn twice: the second time also from the passages that the first takes nearly for the category's.
    """
    hits, unsure = corpus.hits[:, corpus.columns(kind)], corpus.unsure[:, corpus.columns(kind)]
    matrix = features.with_headings if kind == "cuad" else features.bare
    ours = corpus.contract_of < 0
    chosen = learnt & (sample(hits, _MISSES[kind]) | ours)
    model = learn(matrix, hits, unsure, chosen, _STRENGTH[kind])
    if kind == "cuad":
        alike = learnt[:, None] & (model.scores(matrix) > _ALIKE)
        model = learn(matrix, hits, unsure, chosen[:, None] | alike, _STRENGTH[kind])
    return model.pruned(features.rarity, LEAST_STEPS)


def unseen_scores(corpus: Corpus, features: Features, kind: str, number: int = FOLDS) -> Scores:
    """Return the scores of the contracts' passages by models that had not learnt from their contract; others score -9.

    Our own texts are always learnt from for CUAD's outputs; for ours they are held out by turns too.
    """
    matrix = features.with_headings if kind == "cuad" else features.bare
    contract, ours = folds(len(corpus.present)) % number, corpus.contract_of < 0
    fold = np.where(ours, np.arange(len(ours)) // 8 % number, contract[corpus.contract_of])
    scores = np.full((len(ours), len(corpus.columns(kind))), -9, np.float32)
    for held_out in range(number):
        learnt = (fold != held_out) | (ours if kind == "cuad" else False)
        rows = (fold == held_out) & (~ours if kind == "cuad" else True)
        scores[rows] = learn_from(corpus, features, learnt, kind).scores(matrix[rows])
    return scores


def cuts(corpus: Corpus, scores: Scores, fitted: Scores, kind: str) -> tuple[Scores, Scores]:
    """Return for each output the score from which a passage is told as its own, and that from which it is near.

    Told contracts have the clause in ``OF_CONTRACTS`` of the cases (CUAD's outputs); told passages are the family's in
    ``OF_PASSAGES`` (ours: a clause under another heading counts as wrong there, so the true share is higher). Near passages
    are right in ``NEAR`` of the cases. Infinite when there is no such score. No wording of ours for another family
    reaches the cut: a clause cut out of our own contract must stay missing.
    """
    families = {category: family for family, of in mapped_families().items() for category in of}
    ours = np.flatnonzero(corpus.contract_of < 0)
    highest = highest_by_contract(scores, corpus.contract_of, len(corpus.present))
    found, near = (np.full(scores.shape[1], np.inf, np.float32) for _ in range(2))
    for at, column in enumerate(corpus.columns(kind)):
        family = families.get(corpus.outputs[column][1], corpus.outputs[column][1])
        judged = ~corpus.unsure[:, column] & (scores[:, at] > -9)
        passages = scores[judged, at], corpus.hits[judged, column]
        if kind == "cuad":
            told = _cut_for_precision(highest[:, at], _has_family(corpus, family), OF_CONTRACTS)
        else:
            told = _cut_for_precision(*passages, OF_PASSAGES)
        others = [row for row, text in zip(ours, corpus.own, strict=True)
                  if text.source == "wording" and text.of != family]  # fmt: skip
        found[at] = max(told, float(fitted[others, at].max()) + MARGIN, FLOOR)
        near[at] = min(max(_cut_for_precision(*passages, NEAR), NEVER_NEAR), found[at])
    return found, near


def _has_family(corpus: Corpus, family: str) -> Flags:
    names = list(mapped_families())
    has: Flags = by_family(corpus.present, mapped_families())[:, names.index(family)]
    return has


def _cut_for_precision(scores: Scores, hits: Flags, precision: float) -> float:
    order = np.argsort(-scores, kind="stable")
    share = np.cumsum(hits[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero((share >= precision) & hits[order])
    return float(scores[order[reached[-1]]]) if len(reached) and reached[-1] + 1 >= _FEWEST else np.inf


def write_weights(place: Path, corpus: Corpus, features: Features, model: Linear, cut: Scores) -> int:
    """Write the outputs that have a cut, and return the number of features that ship."""
    families = {category: family for family, of in mapped_families().items() for category in of}
    kept = np.flatnonzero(np.isfinite(cut[1]))
    folded = model.weights[:, kept] * features.rarity[:, None]
    step = np.maximum(np.abs(folded).max(axis=0), 1e-9) / 127
    weights = np.round(folded / step).astype(np.int8)
    rows = np.flatnonzero(weights.any(axis=1))
    about = {
        "trained_on": corpus.sha256, "features": len(rows),
        "outputs": [
            {"family": families.get(name, name), "name": name, "step": _figure(step[at]), "offset": _figure(model.offset[column]), "cut": _figure(min(cut[0, column], 99)), "near": _figure(cut[1, column])}
            for at, column in enumerate(kept) for _, name in [corpus.outputs[column]]
        ],
    }  # fmt: skip
    stored = (weights[rows].astype(np.int16) + ZERO).astype(np.uint8)
    body = features.keys[rows].astype("<u4").tobytes() + stored.tobytes()
    place.write_bytes(json.dumps(about).encode() + b"\n" + zlib.compress(body, 9))
    return len(rows)


def _figure(value: float | np.floating) -> float:
    return float(f"{value:.5g}")


def train(corpus: Corpus, features: Features) -> tuple[Linear, Scores]:
    """Return the model of all outputs, and their cuts: 2 x outputs, told and near."""
    parts, found = [], []
    everything = np.ones(len(corpus.texts), bool)
    for kind, number in (("cuad", FOLDS), ("own", 2)):
        scores = unseen_scores(corpus, features, kind, number)
        model = learn_from(corpus, features, everything, kind)
        matrix = features.with_headings if kind == "cuad" else features.bare
        parts.append(model)
        found.append(cuts(corpus, scores, model.scores(matrix), kind))
    weights: NDArray[np.float32] = np.hstack([part.weights for part in parts])
    return Linear(weights, np.concatenate([part.offset for part in parts])), np.hstack(found)


def note_in_card(corpus: Corpus, shipped: int) -> None:
    """Write into the model card which input the weights were learnt from, and which weights they are."""
    about = {
        "Weights": f"sha256 {hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()}, {WEIGHTS.stat().st_size:,} bytes, {shipped:,} features",
        "CUAD's file": f"sha256 {hashlib.sha256(cuad_file().read_bytes()).hexdigest()}",
        "Whole input": f"sha256 {corpus.sha256}, over that file and {len(corpus.own):,} passages of our own",
    }
    card = CARD.read_text(encoding="utf-8")
    for name, value in about.items():
        card = re.sub(rf"^- \*\*{name}:\*\* .*$", f"- **{name}:** {value}", card, flags=re.MULTILINE)
    CARD.write_text(card, encoding="utf-8")


def main() -> None:
    """Train, write the weights and say what they are."""
    started = time.process_time()
    keep = os.environ.get("CONTRACTKIT_CORPUS")  # where the corpus is kept between runs
    corpus = kept_corpus(load_library(), Path(keep) if keep else None, patterns=False)
    features = features_of(corpus)
    print(
        f"{len(corpus.texts)} passages, {len(features.keys)} features, {time.process_time() - started:.0f} s",
        flush=True,
    )
    model, cut = train(corpus, features)
    shipped = write_weights(WEIGHTS, corpus, features, model, cut)
    note_in_card(corpus, shipped)
    print(
        f"{WEIGHTS.stat().st_size / 1e6:.2f} MB, {shipped} features, {np.isfinite(cut).sum(axis=1)} of {cut.shape[1]} outputs told, near, {time.process_time() - started:.0f} s of CPU"
    )


if __name__ == "__main__":
    main()
