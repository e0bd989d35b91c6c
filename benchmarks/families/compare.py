"""Which way of recognising clause families is best? Presence in whole contracts, against the public CUAD labels.

Five-fold cross-validation by contract, over the families that the project's list maps to CUAD. A family counts as
present when a passage of the contract reaches the cut of one of its categories.

- natural: the cut is where the classifier says yes
- chosen: the cut is chosen on the four other folds, each scored by a model that had not learnt from it
- best: one cut for all contracts, chosen on their own labels: no honest cut can do better

Macro-F1 is the mean over the families of the F1 of "present". "Both ways" is the mean of the F1 of present and of
absent, which flatters families that few contracts have. The methods:

- patterns: headings and signal phrases of the library; nothing is trained
- spacy: spaCy's textcat, a linear bag of words, on heading and passage
- characters: character 3- to 5-grams of heading and passage, linear
- words: words and word pairs of heading and passage, linear
- shipped: words, pairs, beginnings of words, concepts and our sample clauses, pruned, as train.py learns them
- union: the mean of characters and shipped, each standardised
- or patterns: present by either
- with patterns: the score is raised where the patterns see the family; by how much, the other folds say

Run: python benchmarks/families/compare.py [path of train.json]
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from contracts import mapped_families
from corpus import Corpus, features_of, kept_corpus
from learning import (
    FOLDS,
    Flags,
    Scores,
    best_cut,
    by_category,
    by_family,
    f1,
    folds,
    highest_by_contract,
    learn,
    sample,
    steady_cut,
)
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfTransformer
from train import unseen_scores

from contractkit.library.load import load_library

_FLAGS = {"norm": None, "binary": True, "alternate_sign": False, "dtype": np.float32}
RISES = (0.0, 0.1, 0.2, 0.3)  # of a score where patterns see the family
_MISSES = 0.1  # of the passages without a hit, those that are learnt from
_STRENGTH = 0.1  # rows have length one here


def main() -> None:
    """Print the tables."""
    keep = os.environ.get("CONTRACTKIT_CORPUS")
    corpus = kept_corpus(load_library(), Path(keep) if keep else None, patterns=True)
    scores: dict[str, Scores] = {}
    seconds: dict[str, float] = {}
    features = features_of(corpus)
    learners: dict[str, Callable[[], Scores]] = {
        "shipped": lambda: unseen_scores(corpus, features, "cuad"),
        "words": lambda: _by_counts(corpus, _word_counts(_with_headings(corpus))),
        "characters": lambda: _by_counts(corpus, _character_counts(_with_headings(corpus))),
        "spacy": lambda: _by_spacy(corpus),
    }
    for name, learner in learners.items():
        started = time.process_time()
        scores[name] = learner()
        seconds[name] = time.process_time() - started
        _print_line(name, corpus, scores[name], seconds[name])
    scores["union"] = _standard(corpus, scores["characters"]) + _standard(corpus, scores["shipped"])
    _print_line("union", corpus, scores["union"], seconds["characters"] + seconds["shipped"])
    told = {"patterns": corpus.by_patterns} | {name: chosen(corpus, of) for name, of in scores.items()}
    told["shipped or patterns"] = told["shipped"] | told["patterns"]
    told["shipped with patterns"] = _with_patterns(corpus, scores["shipped"])
    _print_table(corpus, told)


def _contracts_only(corpus: Corpus, scores: Scores) -> Scores:
    return highest_by_contract(scores, corpus.contract_of, len(corpus.present))


def chosen(corpus: Corpus, scores: Scores) -> Flags:
    """Return contracts x families told present, with the cut of each category from the other folds."""
    return told_by_folds(_contracts_only(corpus, scores), corpus.present, folds(len(corpus.present)))


def told_by_folds(highest: Scores, present: Flags, fold: np.ndarray) -> Flags:
    """Return contracts x families told present, from contracts x categories; the cuts of a fold come from the others."""
    told = np.zeros_like(present)
    for held_out in np.unique(fold):
        others = fold != held_out
        for category in range(told.shape[1]):
            cut = steady_cut(highest[others, category], present[others, category])
            told[~others, category] = highest[~others, category] >= cut
    return by_family(told, mapped_families())


def _with_patterns(corpus: Corpus, scores: Scores) -> Flags:
    """Return contracts x families told present. The rise is the one with which the four other folds come out best."""
    fold, true = folds(len(corpus.present)), by_family(corpus.present, mapped_families())
    seen = by_category(corpus.by_patterns, mapped_families()).astype(np.float32)
    raised = [_contracts_only(corpus, scores) + rise * seen for rise in RISES]
    decided = [told_by_folds(highest, corpus.present, fold) for highest in raised]
    told = np.zeros_like(true)
    for held_out in range(FOLDS):
        others = fold != held_out
        inner = [told_by_folds(highest[others], corpus.present[others], fold[others]) for highest in raised]
        best = int(np.argmax([_macro(of, true[others]) for of in inner]))
        told[~others] = decided[best][~others]
    return told


def _best(corpus: Corpus, scores: Scores) -> Flags:
    highest = by_family(_contracts_only(corpus, scores), mapped_families())
    true = by_family(corpus.present, mapped_families())
    return np.stack([highest[:, i] >= best_cut(highest[:, i], true[:, i]) for i in range(true.shape[1])], axis=1)


def _natural(corpus: Corpus, scores: Scores) -> Flags:
    return by_family(_contracts_only(corpus, scores) >= 0, mapped_families())


def _word_counts(texts: list[str]) -> csr_matrix:
    return HashingVectorizer(ngram_range=(1, 2), n_features=1 << 19, **_FLAGS).transform(texts)


def _character_counts(texts: list[str]) -> csr_matrix:
    """Character grams do not cross the edges of words here, so those of each word are counted once for all texts."""
    words = CountVectorizer(token_pattern=r"\S+", binary=True, dtype=np.float32)
    of_texts = words.fit_transform(texts)
    grams = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), n_features=1 << 18, **_FLAGS)
    counts = csr_matrix(of_texts @ grams.transform(words.get_feature_names_out()))
    counts.data[:] = 1
    return counts


def _by_counts(corpus: Corpus, counts: csr_matrix) -> Scores:
    matrix = TfidfTransformer().fit_transform(counts).astype(np.float32)
    hits, unsure, fold = *_of_contracts(corpus), _fold(corpus)
    scores = np.full(hits.shape, -9, np.float32)
    for held_out in range(FOLDS):
        learnt = (fold != held_out) & (fold >= 0) & sample(hits, _MISSES)
        rows = fold == held_out
        scores[rows] = learn(matrix, hits, unsure, learnt, _STRENGTH).scores(matrix[rows])
    return scores


def _by_spacy(corpus: Corpus) -> Scores:
    import spacy
    from spacy.training import Example

    blank = spacy.blank("en")
    documents = [blank.make_doc(text) for text in _with_headings(corpus)]
    hits, _ = _of_contracts(corpus)
    labels, fold = [f"c{number}" for number in range(hits.shape[1])], _fold(corpus)
    scores = np.full(hits.shape, -9, np.float32)
    for held_out in range(FOLDS):
        nlp = spacy.blank("en")
        bag = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": False, "ngram_size": 2, "length": 1 << 18,
               "no_output_layer": False}  # fmt: skip
        textcat = nlp.add_pipe("textcat_multilabel", config={"model": bag, "threshold": 0.5})
        rows = np.flatnonzero((fold != held_out) & (fold >= 0) & sample(hits, _MISSES))
        examples = [
            Example.from_dict(documents[i], {"cats": dict(zip(labels, map(float, hits[i]), strict=True))}) for i in rows
        ]
        for label in labels:
            textcat.add_label(label)
        nlp.initialize(lambda examples=examples: examples[:500])
        shuffled = np.random.default_rng(0)
        for _ in range(3):
            order = shuffled.permutation(len(examples))
            for at in range(0, len(order), 256):
                nlp.update([examples[i] for i in order[at : at + 256]])
        unseen = np.flatnonzero(fold == held_out)
        for at in range(0, len(unseen), 2000):
            part = unseen[at : at + 2000]
            shares = np.clip(np.asarray(textcat.predict([documents[i] for i in part])), 1e-6, 1 - 1e-6)
            scores[part] = np.log(shares / (1 - shares))
    return scores


def _of_contracts(corpus: Corpus) -> tuple[Flags, Flags]:
    columns = corpus.columns("cuad")
    return corpus.hits[:, columns], corpus.unsure[:, columns]


def _fold(corpus: Corpus) -> np.ndarray:
    """The fold of each passage; -1 for our own."""
    return np.where(corpus.contract_of < 0, -1, folds(len(corpus.present))[corpus.contract_of])


def _with_headings(corpus: Corpus) -> list[str]:
    return [f"{heading} . {text}" for heading, text in zip(corpus.headings, corpus.texts, strict=True)]


def _standard(corpus: Corpus, scores: Scores) -> Scores:
    told = scores[corpus.contract_of >= 0]
    return (scores - told.mean(axis=0)) / (told.std(axis=0) + 1e-6)


def _macro(told: Flags, true: Flags) -> float:
    return float(np.mean([f1(told[:, i], true[:, i]) for i in range(true.shape[1])]))


def _print_line(name: str, corpus: Corpus, scores: Scores, seconds: float) -> None:
    true = by_family(corpus.present, mapped_families())
    ways = [_natural(corpus, scores), chosen(corpus, scores), _best(corpus, scores)]
    both = (_macro(ways[1], true) + _macro(~ways[1], ~true)) / 2
    figures = " | ".join(f"{_macro(told, true):.3f}" for told in ways)
    print(f"| {name} | {figures} | {both:.3f} | {seconds:.0f} |", flush=True)


def _print_table(corpus: Corpus, methods: dict[str, Flags]) -> None:
    true = by_family(corpus.present, mapped_families())
    print(f"\n| family | contracts | {' | '.join(methods)} |\n|---|--:|{'--:|' * len(methods)}")
    for number, (family, count) in enumerate(zip(mapped_families(), true.sum(axis=0), strict=True)):
        figures = " | ".join(f"{f1(told[:, number], true[:, number]):.2f}" for told in methods.values())
        print(f"| {family} | {count} | {figures} |")
    print(f"| **macro-F1** | | {' | '.join(f'**{_macro(told, true):.3f}**' for told in methods.values())} |")


if __name__ == "__main__":
    main()
