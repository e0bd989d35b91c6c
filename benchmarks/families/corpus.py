"""All passages to learn from, with what each output of the model should say of them.

Outputs come in two kinds. A ``cuad`` output is one CUAD category, learnt from CUAD's labelled spans. An ``own`` output is
one family of the project, learnt from the project's own texts and from the CUAD contracts' own headings: what stands
under a heading that names one family alone is that family's, what stands under several, or holds a signal phrase
elsewhere, is left out, and everything else is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from contracts import Contract, mapped_families, read_contracts
from learning import Passages
from numpy.typing import NDArray
from own_texts import OwnText, canonical, own_texts, sample_clauses

from contractkit.evidence import Evidence
from contractkit.identify import find_scope, headed_paragraphs
from contractkit.library.catalogue import Library
from contractkit.rules.status import judge_family

Flags = NDArray[np.bool_]
SAMPLE = "sample of category "
_FEWEST_TEXTS = 5
_FEWEST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages × outputs: ``hits`` and ``unsure``; contracts come first, then ``own`` texts.

    ``bare`` are the passages without the headings of the contracts: what ``own`` outputs learn from, since headings
    already say which passages are theirs and would else be all that they learn.
    ``contract_of`` is the number of a passage's contract, -1 for own texts; ``present`` is contracts × cuad outputs;
    ``by_patterns`` is contracts × mapped families, told present by headings and signal phrases; ``related`` are the pairs of families that the library calls related.
    """

    passages: Passages
    bare: Passages
    texts: list[str]
    headings: list[str]
    contract_of: NDArray[np.int64]
    outputs: tuple[tuple[str, str], ...]
    hits: Flags
    unsure: Flags
    present: Flags
    by_patterns: Flags
    own: tuple[OwnText, ...]
    related: frozenset[frozenset[str]]

    def columns(self, kind: str) -> list[int]:
        """Return the outputs of one kind."""
        return [index for index, (of_kind, _) in enumerate(self.outputs) if of_kind == kind]


def read_corpus(library: Library) -> Corpus:
    """Return everything that there is to learn from."""
    families = mapped_families()
    samples = [
        OwnText(text, "", family, SAMPLE + category)
        for family, of_family in families.items()
        for category in of_family
        for sample in sample_clauses("cuad").get(category, ())
        for text in canonical(sample)
    ]
    own = [*own_texts(library), *samples]
    categories = [category for family in families.values() for category in family]
    named = sorted(f for f in {t.family for t in own} if sum(t.family == f for t in own) >= _FEWEST_TEXTS)
    contracts = list(read_contracts(categories))
    texts = [p.canonical for contract in contracts for p in contract.evidence.passages] + [t.text for t in own]
    headings = [heading for contract in contracts for heading in contract.headings] + [t.heading for t in own]
    sources = {source: len(contracts) + index for index, source in enumerate(dict.fromkeys(t.source for t in own))}
    contract_of = [index for index, contract in enumerate(contracts) for _ in contract.headings]
    groups = [*contract_of, *(sources[t.source] for t in own)]
    of_cuad = _cuad_labels(contracts, own, families)
    of_own = _own_labels(contracts, own, named, library)
    return Corpus(
        passages=Passages.of(texts, headings, groups),
        bare=Passages.of(texts, [*("" for _ in contract_of), *(t.heading for t in own)], groups),
        texts=texts, headings=headings,
        contract_of=np.array([*contract_of, *(-1 for _ in own)]),
        outputs=(*(("cuad", category) for category in categories), *(("own", family) for family in named)),
        hits=np.hstack([of_cuad[0], of_own[0]]), unsure=np.hstack([of_cuad[1], of_own[1]]),
        present=np.stack([contract.present for contract in contracts]),
        by_patterns=np.array([_seen_by_patterns(contract.evidence, families, library) for contract in contracts]),
        own=tuple(own),
        related=frozenset(frozenset((f.id, other)) for f in library.families.values() for other in f.related),
    )  # fmt: skip


def _seen_by_patterns(evidence: Evidence, families: Iterable[str], library: Library) -> list[bool]:
    headed = headed_paragraphs(library.families.values(), evidence.document)
    seen = []
    for name in families:
        family = library.families.get(name)
        if family is None:
            seen.append(False)
            continue
        scope = find_scope(family, evidence, library.phrase, headed.get(name, frozenset()))
        seen.append(judge_family(family, scope, evidence, library.phrase).status != "missing")
    return seen


def _cuad_labels(
    contracts: Sequence[Contract], own: Sequence[OwnText], families: Mapping[str, list[str]]
) -> tuple[Flags, Flags]:
    """CUAD's spans and our samples of a category. Other samples, and own texts of its family, are neither hit nor miss."""
    wide = np.array(
        [[f == t.family or _is_sample(t) for f, of_family in families.items() for _ in of_family] for t in own]
    )
    categories = [category for of_family in families.values() for category in of_family]
    samples = np.array([[t.source == SAMPLE + category for category in categories] for t in own])
    hits = np.vstack([*(contract.holds for contract in contracts), samples])
    touched = np.vstack([*(contract.touches for contract in contracts), wide])
    return hits, touched & ~hits


def _is_sample(text: OwnText) -> bool:
    return text.source.startswith(SAMPLE)


def _own_labels(
    contracts: Sequence[Contract], own: Sequence[OwnText], named: Sequence[str], library: Library
) -> tuple[Flags, Flags]:
    parts = [_under_headings(contract.evidence, named, library) for contract in contracts]
    own_hits = np.array([[family == t.family and not _is_sample(t) for family in named] for t in own])
    hits = np.vstack([*(part[0] for part in parts), own_hits])
    # A sample of a CUAD category is not always one of the family: termination fees count as liquidated damages there.
    unsure = np.vstack([*(part[1] for part in parts), np.array([[_is_sample(t)] * len(named) for t in own])])
    return hits, unsure & ~hits


def _under_headings(evidence: Evidence, named: Sequence[str], library: Library) -> tuple[Flags, Flags]:
    shape = (len(evidence.passages), len(named))
    headed, signalled = np.zeros(shape, bool), np.zeros(shape, bool)
    under = headed_paragraphs(library.families.values(), evidence.document)
    for column, family in enumerate(named):
        if family in library.families:
            scope = find_scope(library.families[family], evidence, library.phrase, frozenset())
            places = {(signal.paragraph, signal.start) for signal in scope.signals}
            signalled[:, column] = [(p.paragraph, p.start) in places for p in evidence.passages]
            headed[:, column] = [p.paragraph in under.get(family, ()) for p in evidence.passages]
    alone = np.array([sum(p.paragraph in paragraphs for paragraphs in under.values()) == 1 for p in evidence.passages])
    whole = np.array([len(p.canonical.split()) >= _FEWEST_WORDS for p in evidence.passages])
    hits = headed & (alone[:, None] | signalled) & whole[:, None]
    return hits, headed | signalled
