"""The checks of the text against itself that a rule of the kind ``consistency`` can name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from contractkit.document import Document
from contractkit.evidence import Known
from contractkit.rules import contradictions, date_order
from contractkit.rules.context import Context
from contractkit.terms import (
    blanks,
    counts,
    currencies,
    defined,
    numbers,
    parties,
    reference_titles,
    references,
    schedules,
    spellings,
)
from contractkit.terms.defect import Defect

Check = Callable[[Context], Iterable[Defect]]


def _of_document(find: Callable[[Document], Iterable[Defect]]) -> Check:
    return lambda context: find(context.evidence.document)


def _of_texts(find: Callable[[Document, Known], Iterable[Defect]]) -> Check:
    return lambda context: find(context.evidence.document, context.evidence.known)


def _of_terms(find: Callable[[defined.DefinedTerms], Iterable[Defect]]) -> Check:
    return lambda context: find(context.defined_terms)


def _strangers(context: Context) -> Iterator[Defect]:
    evidence = context.evidence
    yield from parties.find_wrong_parties(evidence.document, evidence.roles.names, evidence.known)
    yield from parties.find_strange_nouns(evidence.document, evidence.roles.names, evidence.definitions, evidence.known)


def _other_spellings(context: Context) -> Iterator[Defect]:
    evidence = context.evidence
    return spellings.find_other_spellings(evidence.document, evidence.definitions, evidence.known)


CHECKS: dict[str, Check] = {
    "placeholder": _of_texts(blanks.find_placeholders),
    "concealed-text": _of_document(blanks.find_concealed_text),
    "number-words-disagree": _of_texts(numbers.find_number_disagreements),
    "dangling-reference": _of_texts(references.find_dangling_references),
    "missing-schedule": _of_texts(schedules.find_missing_schedules),
    "duplicate-definition": _of_terms(defined.DefinedTerms.duplicates),
    "circular-definition": _of_terms(defined.DefinedTerms.circular),
    "unused-term": _of_terms(defined.DefinedTerms.unused),
    "undefined-term": _of_terms(defined.DefinedTerms.undefined),
    "miscapitalised-term": _of_terms(defined.DefinedTerms.miscapitalised),
    "conflicting-values": contradictions.conflicting_values,
    "weights-off": contradictions.weights_off,
    "dates-out-of-order": date_order.dates_out_of_order,
    "count-disagrees": _of_document(counts.find_wrong_counts),
    "mixed-currency": _of_texts(currencies.find_mixed_currencies),
    "reference-title-disagrees": _of_texts(reference_titles.find_other_titles),
    "term-spelled-otherwise": _other_spellings,
    "wrong-party": _strangers,
}
