"""Which way of recognising clause families is best? Presence in whole contracts, against the public CUAD labels.

Five-fold cross-validation by contract, over the families that the project's list maps to CUAD. A family counts as present when
a passage of the contract reaches the cut of one of its categories. The cut comes from the four other folds alone, each
scored by a model that had not learnt from it. Printed: F1 of each family by each method, and their mean.

- patterns: headings and signal phrases of the library; nothing is trained
- spacy: spaCy's textcat, a linear bag of words, on heading and passage
- characters: character 3- to 5-grams of heading and passage, linear
- words: words and word pairs of heading and passage, linear
- union: the mean of words and characters, each standardised
- shipped: words, word pairs, headings and concepts with our sample clauses, as train.py learns them
- shipped or patterns: present by either

Run: python benchmarks/families/compare.py [path of train.json]
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import numpy as np
from contracts import mapped_families
from corpus import Corpus, read_corpus
from learning import learn
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from train import FOLDS, category_cut, folds, highest_by_contract, learn_from

from contractkit.library.load import load_library

Scores = NDArray[np.float32]
Flags = NDArray[np.bool_]
_SHARE_OF_MISSES = 0.2
_BUCKETS = 1 << 19


def main() -> None:
    """Print the table."""
    corpus = read_corpus(load_library())
    methods: dict[str, Flags] = {"patterns": corpus.by_patterns}
    scores: dict[str, Scores] = {}
    learners = {
        "spacy": _by_spacy,
        "characters": partial(
            _by_grams, HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), n_features=_BUCKETS)
        ),
        "words": partial(_by_grams, HashingVectorizer(ngram_range=(1, 2), n_features=_BUCKETS)),
        "shipped": _as_shipped,
    }
    for name, learner in learners.items():
        started = time.perf_counter()
        scores[name] = _unseen_scores(corpus, learner)
        methods[name] = _present(corpus, scores[name])
        print(f"{name}: {time.perf_counter() - started:.0f} s", flush=True)
    methods["union"] = _present(corpus, _standard(scores["words"]) + _standard(scores["characters"]))
    methods["shipped or patterns"] = methods["shipped"] | methods["patterns"]
    _print_table(corpus, methods)


def _categories(corpus: Corpus) -> int:
    return corpus.present.shape[1]


def _unseen_scores(corpus: Corpus, learner: Callable[[Corpus], Callable[[Flags], Scores]]) -> Scores:
    """The score of each passage of the contracts, by models that had not learnt from its contract."""
    fold = folds(corpus.passages.groups)
    scores = np.zeros((len(fold), _categories(corpus)), np.float32)
    learnt_from = learner(corpus)
    for held_out in range(FOLDS):
        rows = (fold == held_out) & (corpus.contract_of >= 0)
        scores[rows] = learnt_from((fold != held_out) & (corpus.contract_of >= 0))[rows]
    return scores


def _present(corpus: Corpus, scores: Scores) -> Flags:
    """Contracts × mapped families: whether the family is told present, with cuts from the other folds."""
    fold = folds(corpus.passages.groups)
    highest = highest_by_contract(scores, corpus.contract_of, len(corpus.present))
    fold_of = np.array([fold[np.argmax(corpus.contract_of == contract)] for contract in range(len(corpus.present))])
    told = np.zeros_like(corpus.present)
    for held_out in range(FOLDS):
        others, rows = fold_of != held_out, fold_of == held_out
        for category in range(_categories(corpus)):
            judged = (fold != held_out) & (corpus.contract_of >= 0) & ~corpus.unsure[:, category]
            cut = category_cut(
                scores[judged, category], corpus.hits[judged, category],
                highest[others, category], corpus.present[others, category],
            )  # fmt: skip
            told[rows, category] = highest[rows, category] >= cut
    return by_family(told)


def by_family(of_categories: Flags) -> Flags:
    """Return contracts × mapped families from contracts × categories: any category of the family."""
    columns, at = [], 0
    for of_family in mapped_families().values():
        columns.append(of_categories[:, at : at + len(of_family)].any(axis=1))
        at += len(of_family)
    return np.stack(columns, axis=1)


def _as_shipped(corpus: Corpus) -> Callable[[Flags], Scores]:
    def scores(learnt: Flags) -> Scores:
        known, model = learn_from(corpus, learnt, ("cuad",))
        return model.scores(known.matrix(corpus.passages))

    return scores


def _by_grams(grams: HashingVectorizer, corpus: Corpus) -> Callable[[Flags], Scores]:
    grams.set_params(norm=None, binary=True, alternate_sign=False)
    counts = grams.transform(_with_headings(corpus))

    def scores(learnt: Flags) -> Scores:
        matrix: csr_matrix = TfidfTransformer().fit(counts[learnt]).transform(counts).astype(np.float32)
        hits, unsure = corpus.hits[:, : _categories(corpus)], corpus.unsure[:, : _categories(corpus)]
        return learn(matrix, hits, unsure, _sample(learnt, hits)).scores(matrix)

    return scores


def _by_spacy(corpus: Corpus) -> Callable[[Flags], Scores]:
    import spacy
    from spacy.training import Example

    documents = [spacy.blank("en").make_doc(text) for text in _with_headings(corpus)]
    labels = [f"c{number}" for number in range(_categories(corpus))]
    hits = corpus.hits[:, : len(labels)]

    def scores(learnt: Flags) -> Scores:
        nlp = spacy.blank("en")
        bag = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": False, "ngram_size": 2, "length": 1 << 18,
               "no_output_layer": False}  # fmt: skip
        textcat = nlp.add_pipe("textcat_multilabel", config={"model": bag, "threshold": 0.5})
        chosen = np.flatnonzero(_sample(learnt, hits))
        examples = [
            Example.from_dict(
                nlp.make_doc(documents[i].text), {"cats": dict(zip(labels, map(float, hits[i]), strict=True))}
            )
            for i in chosen
        ]
        for label in labels:
            textcat.add_label(label)
        nlp.initialize(lambda: examples[:500])
        shuffled = np.random.default_rng(0)
        for _ in range(3):
            order = shuffled.permutation(len(examples))
            for at in range(0, len(order), 256):
                nlp.update([examples[i] for i in order[at : at + 256]])
        return np.concatenate(
            [np.asarray(textcat.predict(documents[at : at + 2000])) for at in range(0, len(documents), 2000)]
        )

    return scores


def _with_headings(corpus: Corpus) -> list[str]:
    return [f"{heading} . {text}" for heading, text in zip(corpus.headings, corpus.texts, strict=True)]


def _sample(learnt: Flags, hits: Flags) -> Flags:
    """All hits and a share of the misses: character grams of everything would take hours."""
    few = np.random.default_rng(1).random(len(learnt)) < _SHARE_OF_MISSES
    return learnt & (few | hits.any(axis=1))


def _standard(scores: Scores) -> Scores:
    return (scores - scores.mean(axis=0)) / (scores.std(axis=0) + 1e-6)


def _print_table(corpus: Corpus, methods: dict[str, Flags]) -> None:
    truth = by_family(corpus.present)
    print(f"| family | contracts | {' | '.join(methods)} |")
    print(f"|---|--:|{'--:|' * len(methods)}")
    f1 = np.array([[_f1(told[:, i], truth[:, i]) for told in methods.values()] for i in range(truth.shape[1])])
    for family, count, row in zip(mapped_families(), truth.sum(axis=0), f1, strict=True):
        print(f"| {family} | {count} | {' | '.join(f'{value:.2f}' for value in row)} |")
    print(f"| **macro-F1** | | {' | '.join(f'**{value:.3f}**' for value in f1.mean(axis=0))} |")


def _f1(told: Flags, true: Flags) -> float:
    return float(2 * (told & true).sum() / max(1, told.sum() + true.sum()))


if __name__ == "__main__":
    main()
