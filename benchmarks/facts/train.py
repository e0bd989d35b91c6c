"""Train the model that says which fact a value is, and write the weights that ship with contractkit.

Learns from the labelled texts of tests/facts, and from the drafts to learn from (tests/drafts/development), whose facts
stand where they are quoted. Held-out drafts, and the set that is kept back, are never read. The same input gives the same
file.

Prints for each set, of a model that has not seen it, how many values it tells rightly and wrongly.

Run: python benchmarks/facts/train.py [--measure]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from math import sqrt
from pathlib import Path

import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests"))

from contractkit.document import Document  # noqa: E402
from contractkit.evidence import Evidence, gather_evidence  # noqa: E402
from contractkit.fact_model.features import features_of, value_features  # noqa: E402
from contractkit.fact_model.model import LONG, WEIGHTS, concepts_in  # noqa: E402
from contractkit.facts.fitting import fits, may_fit  # noqa: E402
from contractkit.facts.sentences import Sentences  # noqa: E402
from contractkit.library.load import load_library  # noqa: E402
from contractkit.library.models import FactPattern  # noqa: E402
from contractkit.phrases import VALUE_MARKERS  # noqa: E402
from contractkit.plain import document_from_text  # noqa: E402
from contractkit.roles import find_roles  # noqa: E402
from contractkit.text import Quantity, convert  # noqa: E402
from contractkit.trial import EXAMPLE_ROLES  # noqa: E402
from labelled import FACT_SETS, FOLDER  # noqa: E402

DRAFTS = PROJECT / "tests" / "drafts" / "development"
SHIPPED = PROJECT / "src" / "contractkit" / "fact_model" / WEIGHTS
KEPT_BACK = "facts_thirteenth"
FEWEST = 3  # values that have a feature, or it is left out
STRENGTH = 30.0
SMALLEST = 0.5  # a weight below it is left out
CUT, SURE, MARGIN = 0.0, 0.0, 2.0  # log odds
FOLDS = 8
_WHOLE_WORD = re.compile(r"[a-z]+\*?")


@dataclass(frozen=True, slots=True)
class Label:
    """A fact that a text states; ``quote`` says where, "" for anywhere."""

    name: str
    quantity: Quantity
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A value of a text, its features, and whether it is the fact ``name``."""

    group: str
    text: str
    name: str
    told: str
    features: set[str]
    true: bool


def concepts() -> dict[str, list[str]]:
    """Return the words of the groups of cues, with the groups that hold them: the library's own lists of synonyms."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for pattern in patterns():
        for kind, groups in (("c", pattern.cues), ("a", pattern.alone)):
            for number, source in enumerate(groups):
                for word in words_of(source):
                    found[word].append(f"+{pattern.name}{kind}{number}")
    return dict(sorted(found.items()))


def words_of(source: str) -> list[str]:
    """Return the alternatives of a phrase that are one word each, those of its named groups too."""
    names = vocabulary()
    parts = source.strip("()").split("|")
    opened = [part for name in parts if name.strip("{}") in names for part in words_in_all(names[name.strip("{}")])]
    return sorted({part for part in (*parts, *opened) if _WHOLE_WORD.fullmatch(part)})


@cache
def vocabulary() -> dict[str, list[str]]:
    """Return the named groups of phrases."""
    path = PROJECT / "clause_library" / "vocabulary" / "en.yaml"
    names: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))["names"]
    return names


def words_in_all(sources: Iterable[str]) -> Iterator[str]:
    """Yield the alternatives of phrases that are nothing but alternatives."""
    for source in sources:
        if re.fullmatch(r"\([^()]*\)|[a-z*]+", source):
            yield from source.strip("()").split("|")


@cache
def patterns() -> list[FactPattern]:
    """Return how the library finds each fact of the report."""
    return [fact for family in load_library().families.values() for fact in family.facts if fact.told_as is None]


def texts() -> Iterator[tuple[str, str, Evidence, list[Label]]]:
    """Yield the group, the name, the evidence and the facts of every text to learn from."""
    for name in FACT_SETS:
        cases = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["cases"]
        for number, (text, *facts) in enumerate(cases):
            evidence = gather_evidence(document_from_text(text), EXAMPLE_ROLES)
            yield name, f"{name} {number}", evidence, [label_of(fact) for fact in facts]
    for path in sorted(DRAFTS.glob("*.txt")):
        truth = yaml.safe_load(path.with_suffix(".truth.yaml").read_text(encoding="utf-8"))
        document = document_from_text(path.read_text(encoding="utf-8"), path.stem)
        labels = [
            Label(fact["name"], Quantity(float(fact["value"]), fact["unit"]), fact.get("quote", ""))
            for fact in truth["facts"]
        ]
        yield path.stem, path.stem, gather_evidence(document, find_roles(document)), labels


def label_of(fact: str) -> Label:
    """Return a label of a set: "cure_period 30 day"."""
    name, value, unit = fact.split()
    return Label(name, Quantity(float(value), unit))


def examples(known: Mapping[str, list[str]]) -> Iterator[Example]:
    """Yield every value that may be a fact, once for each fact that it may be."""
    for group, text, evidence, labels in texts():
        sentences = Sentences(evidence).widened(set(), bare=True)
        for pattern in patterns():
            yield from examples_of(pattern, sentences, labels, known, evidence.document, group=group, text=text)


def examples_of(
    pattern: FactPattern, sentences: Sentences, labels: list[Label], known: Mapping[str, list[str]], document: Document,
    *, group: str, text: str,
) -> Iterator[Example]:  # fmt: skip
    """Yield the values of a text that may be one fact; of a draft those whose label says not where are left out."""
    mine = [label for label in labels if label.name == pattern.name]
    for (passage, view), value in sentences.readings.answers("train", pattern, partial(able, pattern)):
        at = view.places[view.values.index(value)]
        alike = [label for label in mine if same(pattern, value.quantity, label.quantity)]
        stretch = document.paragraphs[passage.paragraph].text[passage.start : passage.end]
        here = [label for label in alike if not label.quote or label.quote in stretch or stretch in label.quote]
        if alike and not here:
            continue
        span = (at, at + len(VALUE_MARKERS[value.kind]))
        features = value_features(view.text, view.own, span, value.quantity, view.labels, said=partial(said, known))
        told = f"{value.quantity.value:g} {value.quantity.unit}"
        yield Example(group, text, pattern.name, told, features, bool(here))


def said(known: Mapping[str, list[str]], place: str, word: str) -> tuple[str, ...]:
    """Return the features of a word in a place."""
    return features_of(place, word, concepts_in(known, word))


def able(pattern: FactPattern, views):  # type: ignore[no-untyped-def]
    """Yield the values of views that may be the fact."""
    for view in views.views:
        for value, at in zip(view.values, view.places, strict=True):
            if at >= view.own and may_fit(pattern, value) and fits(pattern, view, value, at, view.text):
                yield view, value


def same(pattern: FactPattern, told: Quantity, label: Quantity) -> bool:
    """Whether a value is the labelled one, in this unit or in another."""
    values = [told.value, told.value - (pattern.over or 0)]
    units = [label.value] if told.unit == label.unit else []
    converted = convert(told, label.unit)
    return any(abs(value - unit) < 0.01 for value in values for unit in units) or (
        converted is not None and abs(converted - label.value) < 0.01
    )


def learnt(some: list[Example]) -> tuple[float, dict[str, float]]:
    """Return the offset and the weights for one fact."""
    counts = Counter(feature for example in some for feature in example.features)
    columns = {feature: at for at, feature in enumerate(sorted(f for f, count in counts.items() if count >= FEWEST))}
    rows = matrix(some, columns)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    model.fit(rows, [example.true for example in some])
    weights = {feature: round(float(model.coef_[0][at]), 2) for feature, at in columns.items()}
    return float(model.intercept_[0]), {f: weight for f, weight in weights.items() if abs(weight) >= SMALLEST}


def matrix(some: list[Example], columns: Mapping[str, int]) -> csr_matrix:
    """Return a row for each example."""
    rows, places, values = [], [], []
    for row, example in enumerate(some):
        known = [columns[feature] for feature in example.features if feature in columns]
        rows += [row] * len(known)
        places += known
        values += [1 / sqrt(max(LONG, len(example.features)))] * len(known)
    return csr_matrix((values, (rows, places)), (len(some), len(columns)))


def score(example: Example, offset: float, weights: Mapping[str, float]) -> float:
    """Return the score of an example."""
    total = sum(weights[feature] for feature in example.features if feature in weights)
    return offset + total / sqrt(max(LONG, len(example.features)))


def main() -> None:
    """Print how well the model does on what it has not seen, and write the weights of one that has learnt from all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--without", nargs="*", default=[], help="sets that are not learnt from either")
    parser.add_argument("--measure", action="store_true", help="measure only, write nothing")
    options = parser.parse_args()
    known = concepts()
    every = list(examples(known))
    sys.stdout.write(f"{len(every)} pairs of value and fact, {sum(example.true for example in every)} of them true\n")
    measured(every)
    if options.measure:
        return
    outputs = {}
    for pattern in patterns():
        offset, weights = learnt(
            [e for e in every if e.name == pattern.name and e.group not in {KEPT_BACK, *options.without}]
        )
        hundredths = {feature: round(100 * weight) for feature, weight in weights.items()}
        outputs[pattern.name] = {"offset": round(offset, 3), "weights": hundredths}
    made = {"cut": CUT, "sure": SURE, "margin": MARGIN, "concepts": known, "outputs": outputs}
    SHIPPED.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stdout.write(f"{sum(len(o['weights']) for o in outputs.values())} weights, {SHIPPED.stat().st_size} bytes\n")


def measured(every: list[Example]) -> None:
    """Print what models tell of texts that they have not seen: the likeliest value of each fact, if it is likely."""
    groups = sorted({example.group for example in every} - {KEPT_BACK})
    drafts = [group for group in groups if not group.startswith("facts_")]
    parts = [{"facts_twelfth"}, {"facts_eleventh"}, {"facts_eighth"}, {"facts_tenth"}]
    parts += [set(drafts[fold::FOLDS]) for fold in range(FOLDS)]
    best: dict[tuple[str, str, str], tuple[float, bool]] = {}
    for part in parts:
        for name in sorted({example.name for example in every}):
            mine = [example for example in every if example.name == name]
            offset, weights = learnt([e for e in mine if e.group not in part and e.group != KEPT_BACK])
            for example in (example for example in mine if example.group in part):
                key = (example.group if example.group in groups[: -len(drafts)] else "drafts", example.text, name)
                best[key] = max(best.get(key, (0.0, False)), (score(example, offset, weights), example.true))
    stated = {(e.text, e.name) for e in every if e.true}
    for group in sorted({key[0] for key in best}):
        mine = {key[1:]: found for key, found in best.items() if key[0] == group and found[0] > CUT}
        true = sum(key[1:] in stated for key in best if key[0] == group)
        right = sum(found[1] for found in mine.values())
        absent = sum(key not in stated for key in mine)
        sys.stdout.write(
            f"{group}: {right} of {true} facts, {len(mine) - right - absent} with another value, {absent} not there\n"
        )


if __name__ == "__main__":
    main()
