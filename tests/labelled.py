"""Labelled sentences and tables: what the checker reads in each, against what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from contractkit.evidence import gather_evidence
from contractkit.library.catalogue import Library
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.rules.context import Context
from contractkit.trial import EXAMPLE_ROLES

FOLDER = Path(__file__).parent / "facts"
FACT_SETS = (
    "facts_first",
    "facts_second",
    "facts_third",
    "facts_fourth",
    "facts_fifth",
    "facts_sixth",
    "facts_seventh",
    "facts_eighth",
    "facts_ninth",
    "facts_tenth",
    "facts_eleventh",
    "facts_twelfth",
    "facts_thirteenth",
)
KPI_SETS = ("kpis_first", "kpis_second")


@dataclass(frozen=True, slots=True)
class Case:
    """A text, what is true of it and what was told, each item as one comparable string."""

    text: str
    true: frozenset[str]
    told: frozenset[str]

    @property
    def hits(self) -> frozenset[str]:
        """What is true and was told."""
        return self.true & self.told

    @property
    def right(self) -> bool:
        """Whether everything true was told, and nothing else."""
        return self.true == self.told


def context(text: str) -> Context:
    """The text with the built-in library. The parties are called Customer, Client or You, and Vendor, Provider or We."""
    return Context(gather_evidence(document_from_text(text), EXAMPLE_ROLES), _library())


@cache
def _library() -> Library:
    return load_library()


def fact_cases(name: str) -> Iterator[Case]:
    """Yield every case of a set of facts; facts that only serve a rule are left out."""
    for text, *facts in _cases(name):
        told = (fact for fact in context(text).facts if fact.told_as)
        yield Case(
            text, frozenset(facts), frozenset(f"{f.told_as} {f.quantity.value:.10g} {f.quantity.unit}" for f in told)
        )


def kpi_cases(name: str) -> Iterator[Case]:
    """Yield every case of a set of service levels; keys that the truth does not give are not compared."""
    for case in _cases(name):
        records = [_record(found.kpi.model_dump()) for found in context(case["text"]).kpis]
        told: list[str] = []
        for true in case["kpis"]:
            fitting = next((record for record in records if _agrees(true, record)), None)
            if fitting is not None:
                records.remove(fitting)
                told.append(str(true))
        others = [f"not labelled: {record}" for record in records]
        yield Case(case["text"], frozenset(map(str, case["kpis"])), frozenset([*told, *others]))


def _record(dumped: dict[str, Any]) -> dict[str, Any]:
    within = dumped["within"]
    return dumped | {"within": [within["value"], within["unit"]] if within else None}


def _agrees(true: dict[str, Any], record: dict[str, Any]) -> bool:
    return all(record.get(key) == value for key, value in true.items())


def _cases(name: str) -> list[Any]:
    cases: list[Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["cases"]
    return cases
