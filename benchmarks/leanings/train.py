"""Train the model of one-sided wording, and write the weights that ship with contractkit.

Learns from the labelled drafts to learn from (tests/drafts/development): passages that overlap a risk of medium or above
against all others, and against the same passages with the parties swapped: who bears what is half of a risk. The held-out
drafts are never read. The same input gives the same file.

Prints how well passages of drafts that were left out are ranked: average precision, and the share of risky ones among the
first twenty of each vendor draft; the same for the sum of the leanings' weights, which needs no training.

Run: python benchmarks/leanings/train.py
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from math import log, log1p, sqrt
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from contractkit.attention import one_sided
from contractkit.check import check_document
from contractkit.evidence import Evidence, Passage, gather_evidence
from contractkit.leaning_model.model import LONG, WEIGHTS, words_of
from contractkit.library.load import load_library
from contractkit.library.models import ForbiddenRule
from contractkit.phrases import CUSTOMER_TOKEN, VENDOR_TOKEN
from contractkit.plain import document_from_text
from contractkit.roles import find_roles

PROJECT = Path(__file__).resolve().parents[2]
DRAFTS = PROJECT / "tests" / "drafts" / "development"
SHIPPED = PROJECT / "src" / "contractkit" / "leaning_model" / WEIGHTS
FOLDS = 9
FEWEST = 3  # passages that hold a word, or it is left out
STRENGTH = 2.0
SWAPPED = 0.5  # what a risky passage with the parties swapped weighs
WORTH_READING = 0.45  # of the passages above the cut, on drafts that were left out, of which half are fair agreements
KEPT = 0.93  # of the right findings of rules, on drafts that were left out, read as one-sided
KEPT_IN_FAIR_PAPER = 0.8  # the same where a paper is fair all over, and few findings are right
TYPICAL = 25  # words
NOTED = ("critical", "high", "medium")
OTHER = {VENDOR_TOKEN: CUSTOMER_TOKEN, CUSTOMER_TOKEN: VENDOR_TOKEN}
PARTIES = frozenset(OTHER)


@dataclass(frozen=True, slots=True)
class Example:
    """A passage of a draft, and whether it overlaps a labelled risk; ``told``: and a rule's finding too."""

    draft: str
    words: frozenset[str]
    length: int
    leanings: dict[str, float]
    risky: bool
    told: bool

    @property
    def untrained(self) -> float:
        """The sum of the leanings' weights, more for a long passage."""
        return sum(self.leanings.values()) + log((self.length + 1) / TYPICAL)


def examples() -> list[Example]:
    """Return the passages of all drafts to learn from."""
    library = load_library()
    worded = {rule.id for rule in library.rules.values() if isinstance(rule, ForbiddenRule)}
    found = []
    for path in sorted(DRAFTS.glob("*.txt")):
        truth = yaml.safe_load(path.with_suffix("").with_suffix(".truth.yaml").read_text(encoding="utf-8"))
        document = document_from_text(path.read_text(encoding="utf-8"), path.stem)
        evidence = gather_evidence(document, find_roles(document))
        held = one_sided(evidence, library.leanings, library.phrase).held
        risks = [
            place for risk in truth["risks"] if risk["severity"] in NOTED for place in places(evidence, risk["quote"])
        ]
        told = [
            (finding.paragraph, finding.start or 0, finding.end or 0)
            for finding in check_document(document, library=library).findings
            if finding.paragraph is not None and finding.rule in worded and finding.severity in NOTED
        ]
        for passage in evidence.passages:
            risky = overlaps(passage, risks)
            length = len(passage.canonical[passage.own :].split())
            leanings = held.get(passage.number, {})
            words = frozenset(words_of(passage.canonical))
            found.append(Example(path.stem, words, length, leanings, risky, risky and overlaps(passage, told)))
    return [example for example in found if example.length > FEWEST]


def places(evidence: Evidence, quote: str) -> list[tuple[int, int, int]]:
    """Return where a quote stands: paragraph, start and end."""
    texts = ((paragraph.index, paragraph.text.find(quote)) for paragraph in evidence.document.paragraphs)
    return [(index, start, start + len(quote)) for index, start in texts if start >= 0]


def overlaps(passage: Passage, spans: list[tuple[int, int, int]]) -> bool:
    """Whether the passage shares a character with one of the spans."""
    return any(
        passage.paragraph == index and start < passage.end and passage.start < end for index, start, end in spans
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """What the model sees: words and pairs, leanings, the length."""

    words: dict[str, int]
    leanings: list[str]

    @classmethod
    def of(cls, known: list[Example]) -> Columns:
        """Return the columns of what stands often enough in the examples."""
        counts: dict[str, int] = {}
        for example in known:
            for word in example.words:
                counts[word] = counts.get(word, 0) + 1
        words = sorted(word for word, count in counts.items() if count >= FEWEST)
        return cls({word: at for at, word in enumerate(words)}, sorted({name for e in known for name in e.leanings}))

    def matrix(self, some: list[Example]) -> csr_matrix:
        """Return a row for each example."""
        rows, columns, values = [], [], []
        for row, example in enumerate(some):
            known = [self.words[word] for word in example.words if word in self.words]
            rows += [row] * len(known)
            columns += known
            values += [1 / sqrt(max(LONG, len(known)))] * len(known)
        words = csr_matrix((values, (rows, columns)), (len(some), len(self.words)))
        rest = [[float(name in e.leanings) for name in self.leanings] + [log1p(e.length)] for e in some]
        return csr_matrix(hstack([words, csr_matrix(rest)]))


def learnt(some: list[Example]) -> tuple[Columns, LogisticRegression]:
    """Return the model of some examples."""
    columns = Columns.of(some)
    turned = [swapped(example) for example in some if example.risky and not PARTIES.isdisjoint(example.words)]
    model = LogisticRegression(C=STRENGTH, solver="liblinear", class_weight="balanced", random_state=0)
    model.fit(
        columns.matrix([*some, *turned]),
        [example.risky for example in (*some, *turned)],
        sample_weight=[1.0] * len(some) + [SWAPPED] * len(turned),
    )
    return columns, model


def swapped(example: Example) -> Example:
    """Return the example with the parties swapped: no risk, and without what leans to the vendor's side."""
    words = frozenset(" ".join(OTHER.get(word, word) for word in item.split()) for item in example.words)
    return replace(example, words=words, leanings={}, risky=False, told=False)


def left_out_scores(every: list[Example]) -> NDArray[np.float64]:
    """Return each example's score by a model that did not see its draft."""
    drafts = sorted({example.draft for example in every})
    scores = np.zeros(len(every))
    for fold in range(FOLDS):
        out = set(drafts[fold::FOLDS])
        columns, model = learnt([example for example in every if example.draft not in out])
        rows = [row for row, example in enumerate(every) if example.draft in out]
        scores[rows] = model.decision_function(columns.matrix([every[row] for row in rows]))
    return scores


def told(name: str, every: list[Example], scores: NDArray[np.float64]) -> str:
    """Return a line on how well the scores rank the passages of each draft."""
    precision, first = [], []
    for draft in sorted({example.draft for example in every if example.draft.startswith("vendor")}):
        rows = [row for row, example in enumerate(every) if example.draft == draft]
        risky = np.array([every[row].risky for row in rows])
        precision.append(average_precision_score(risky, scores[rows]))
        first.append(risky[np.argsort(-scores[rows], kind="stable")][:20].mean())
    return f"{name}: average precision {np.mean(precision):.2f}, of the first twenty {np.mean(first):.0%} are risky"


def cut_of(every: list[Example], scores: NDArray[np.float64]) -> float:
    """Return the lowest score above which enough passages are worth reading."""
    order = np.argsort(-scores, kind="stable")
    share = np.cumsum([every[row].risky for row in order]) / np.arange(1, len(order) + 1)
    return float(scores[order[np.flatnonzero(share >= WORTH_READING)[-1]]])


def main() -> None:
    """Print how well the model does, and write the weights of one that has learnt from all drafts."""
    every = examples()
    scores = left_out_scores(every)
    sys.stdout.write(f"{len(every)} passages, {sum(example.risky for example in every)} risky\n")
    sys.stdout.write(told("leanings alone", every, np.array([example.untrained for example in every])) + "\n")
    sys.stdout.write(told("trained", every, scores) + "\n")
    columns, model = learnt(every)
    weights = [round(float(weight), 2) for weight in model.coef_[0]]
    named = dict(zip([*columns.words, *columns.leanings, "length"], weights, strict=True))
    right = np.array([score for score, example in zip(scores, every, strict=True) if example.told])
    made = {
        "offset": round(float(model.intercept_[0]), 3),
        "length": named.pop("length"),
        "leanings": {name: weights[len(columns.words) + at] for at, name in enumerate(columns.leanings)},
        "words": {word: weights[at] for word, at in columns.words.items() if weights[at]},
        "cut": round(cut_of(every, scores), 2),
        "fair": round(float(np.quantile(right, 1 - KEPT)), 2),
        "fair_in_fair_paper": round(float(np.quantile(right, 1 - KEPT_IN_FAIR_PAPER)), 2),
    }
    sys.stdout.write(f"cut {made['cut']}, fair below {made['fair']}, {len(made['words'])} words and pairs\n")
    SHIPPED.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
