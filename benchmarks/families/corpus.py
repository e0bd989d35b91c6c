"""All passages to learn from, with what each output of the model should say of them.

Outputs come in two kinds. A ``cuad`` output is one CUAD category, learnt from CUAD's labelled spans and our samples of
the category. An ``own`` output is one family of the library, learnt from the library's wordings, our sample clauses and
the CUAD contracts' own headings: what stands under a heading that names one family alone is that family's; what stands
under several is left out; everything else is not.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from contracts import Contract, cuad_file, mapped_families, read_contracts
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from contractkit.evidence import gather_evidence
from contractkit.family_model.features import LONG, heading_features, passage_features
from contractkit.identify import headed_paragraphs
from contractkit.library.catalogue import Library
from contractkit.library.suggestion import suggestion_text
from contractkit.plain import document_from_text
from contractkit.rules.context import Context
from contractkit.trial import EXAMPLE_ROLES

Flags = NDArray[np.bool_]
SAMPLES = Path(__file__).with_name("sample_clauses.yaml")
_FEWEST_WORDS = 6
_FEWEST_TEXTS = 5
FEWEST_CONTRACTS = 4  # in which a feature must stand, or two of our own sources


@dataclass(frozen=True, slots=True)
class OwnText:
    """A passage of ours in canonical text, its family or CUAD category, and where it comes from."""

    text: str
    of: str
    source: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages x outputs: ``hits`` and ``unsure``; the contracts' passages come first, then ours.

    ``contract_of`` is the number of a passage's contract, -1 for ours; ``present`` is contracts x cuad outputs;
    ``by_patterns`` contracts x mapped families, told present by headings and signals.
    """

    texts: list[str]
    headings: list[str]
    contract_of: NDArray[np.int64]
    outputs: tuple[tuple[str, str], ...]
    hits: Flags
    unsure: Flags
    present: Flags
    by_patterns: Flags
    own: tuple[OwnText, ...]
    sha256: str

    def columns(self, kind: str) -> list[int]:
        """Return the outputs of one kind."""
        return [index for index, (of_kind, _) in enumerate(self.outputs) if of_kind == kind]


def read_corpus(library: Library, *, patterns: bool = False, most: int | None = None) -> Corpus:
    """Return everything that there is to learn from; ``most`` contracts; ``patterns`` judges them by patterns too."""
    families = mapped_families()
    categories = [category for of_family in families.values() for category in of_family]
    own = [*_wordings(library), *_samples(library)]
    counts = {text.of: sum(other.of == text.of for other in own) for text in own}
    named = sorted(of for of in counts if of in library.families and counts[of] >= _FEWEST_TEXTS)
    contracts, headed, told = [], [], []
    for contract in read_contracts(categories, most):
        contracts.append(contract)
        headed.append(_under_headings(contract, named, library))
        told.append(_seen_by_patterns(contract, list(families), library) if patterns else [False] * len(families))
    of_own = np.array([[family == text.of for family in named] for text in own])
    of_category = np.array([[category == text.of for category in categories] for text in own])
    # Which category of its family an own text is, nobody said; and a sample of a category is not always the family's.
    wide = np.array([[text.of == family for family, of in families.items() for _ in of] for text in own])
    narrow = np.array([[text.of in categories] * len(named) for text in own])
    hits = np.hstack([np.vstack([*(c.holds for c in contracts), of_category]),
                      np.vstack([*(hit for hit, _ in headed), of_own])])  # fmt: skip
    unsure = np.hstack([np.vstack([*(c.touches for c in contracts), wide]),
                        np.vstack([*(doubt for _, doubt in headed), narrow])])  # fmt: skip
    return Corpus(
        texts=[p.canonical for c in contracts for p in c.evidence.passages] + [text.text for text in own],
        headings=[heading for c in contracts for heading in c.headings] + [""] * len(own),
        contract_of=np.array([*(i for i, c in enumerate(contracts) for _ in c.headings), *(-1 for _ in own)]),
        outputs=(*(("cuad", category) for category in categories), *(("own", family) for family in named)),
        hits=hits, unsure=unsure & ~hits,
        present=np.stack([c.present for c in contracts]), by_patterns=np.array(told, bool),
        own=tuple(own), sha256=_checksum(own),
    )  # fmt: skip


def _checksum(own: Sequence[OwnText]) -> str:
    ours = "\n".join(f"{text.of}\t{text.text}" for text in own)
    return hashlib.sha256(cuad_file().read_bytes() + ours.encode()).hexdigest()


def _wordings(library: Library) -> Iterator[OwnText]:
    titles = {family.id: family.title.en for family in library.families.values()}
    for _, wording in sorted(library.wordings.items()):
        if wording.family in library.families and wording.language == "en":
            text = suggestion_text(wording, "Customer", "Vendor", titles)
            yield from _own(text, wording.family, "wording")


def _samples(library: Library) -> Iterator[OwnText]:
    samples = yaml.safe_load(SAMPLES.read_text(encoding="utf-8"))
    for kind in ("cuad", "own"):
        for of, texts in samples[kind].items():
            if kind == "cuad" or of in library.families:
                for text in texts:
                    yield from _own(text, of, "sample")


def _own(text: str, of: str, source: str) -> Iterator[OwnText]:
    for passage in gather_evidence(document_from_text(text), EXAMPLE_ROLES).passages:
        if len(passage.canonical.split()) >= _FEWEST_WORDS:
            yield OwnText(passage.canonical, of, source)


def _under_headings(contract: Contract, named: Sequence[str], library: Library) -> tuple[Flags, Flags]:
    evidence = contract.evidence
    under = headed_paragraphs(library.families.values(), evidence.document).paragraphs
    headed = np.array([[p.paragraph in under.get(family, ()) for family in named] for p in evidence.passages], bool)
    alone = np.array([sum(p.paragraph in places for places in under.values()) == 1 for p in evidence.passages])
    whole = np.array([len(p.canonical.split()) >= _FEWEST_WORDS for p in evidence.passages])
    return headed & (alone & whole)[:, None], headed


def _seen_by_patterns(contract: Contract, families: list[str], library: Library) -> list[bool]:
    context = Context(contract.evidence, library, read_by_model=False)
    return [name in library.families and context.judgement(name).status != "missing" for name in families]


@dataclass(frozen=True, slots=True)
class Features:
    """The features that are kept (hashes, ascending), their rarity, and passages x features."""

    keys: NDArray[np.uint32]
    rarity: NDArray[np.float32]
    with_headings: csr_matrix
    bare: csr_matrix


def features_of(corpus: Corpus) -> Features:
    """Return what the model sees of every passage. Which features are kept depends on no label."""
    rows, hashes, heading = [], [], []
    lengths = np.zeros(len(corpus.texts), np.float32)
    for row, (text, above) in enumerate(zip(corpus.texts, corpus.headings, strict=True)):
        seen, titles = passage_features(text), heading_features(above)
        lengths[row] = max(LONG, len(seen))
        rows += [row] * (len(seen) + len(titles))
        hashes += sorted(seen) + sorted(titles)
        heading += [False] * len(seen) + [True] * len(titles)
    row_of, of_heading = np.array(rows), np.array(heading)
    keys, codes, passages_with = np.unique(np.array(hashes, np.uint32), return_inverse=True, return_counts=True)
    groups = np.where(
        corpus.contract_of < 0, corpus.contract_of.max() + 1 + np.arange(len(lengths)) // 8, corpus.contract_of
    )
    pairs = np.unique(codes.astype(np.int64) * (groups.max() + 1) + groups[row_of])
    kept = np.bincount(pairs // (groups.max() + 1), minlength=len(keys)) >= FEWEST_CONTRACTS
    rarity = np.log((1 + len(lengths)) / (1 + passages_with[kept])).astype(np.float32)
    number = np.cumsum(kept) - 1
    values = 1 / np.sqrt(lengths)

    def matrix(chosen: Flags) -> csr_matrix:
        used = chosen & kept[codes]
        column = number[codes[used]]
        data = (values[row_of[used]] * rarity[column]).astype(np.float32)
        return csr_matrix((data, (row_of[used], column)), shape=(len(lengths), int(kept.sum())))

    return Features(keys[kept], rarity, matrix(np.ones(len(row_of), bool)), matrix(~of_heading))


def kept_corpus(library: Library, place: Path | None, *, patterns: bool) -> Corpus:
    """Return the corpus from ``place`` when it is there, else read it, and keep it there: reading takes minutes."""
    if place is not None and place.exists():
        kept: Corpus = pickle.loads(place.read_bytes())
        return kept
    corpus = read_corpus(library, patterns=patterns)
    if place is not None:
        place.write_bytes(pickle.dumps(corpus))
    return corpus
