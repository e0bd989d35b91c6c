"""Labelled sentences and tables: what the checker reads in each, against what stands in it.

Run: python tests/facts/labelled.py [-v] for the figures of each set.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from contractkit.evidence import gather_evidence
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.rules.context import Context
from contractkit.trial import EXAMPLE_ROLES

HERE = Path(__file__).parent
FACT_SETS, KPI_SETS = ("facts_first", "facts_second", "facts_third", "facts_fourth"), ("kpis_first", "kpis_second")


@dataclass(frozen=True, slots=True)
class Case:
    """A text, what is true of it and what was told, each item as one comparable string."""

    text: str
    true: frozenset[str]
    told: frozenset[str]


def context(text: str) -> Context:
    """The text with the built-in library; the parties are called Customer and Vendor, Client and Provider, You and We."""
    return Context(gather_evidence(document_from_text(text), EXAMPLE_ROLES), _library())


@cache
def _library() -> Any:
    return load_library()


def fact_cases(name: str) -> Iterator[Case]:
    """Every case of a set of facts; facts that only serve a rule are left out."""
    for text, *facts in _cases(name):
        reported = [fact for fact in context(text).facts if fact.told_as]
        told = frozenset(f"{fact.told_as} {fact.quantity.value:.10g} {fact.quantity.unit}" for fact in reported)
        yield Case(text, frozenset(facts), told)


def kpi_cases(name: str) -> Iterator[Case]:
    """Every case of a set of service levels; keys that the truth does not give are not compared."""
    for case in _cases(name):
        found = [_record(item.kpi.model_dump()) for item in context(case["text"]).kpis]
        used: set[int] = set()
        hits: list[str] = []
        for true in case["kpis"]:
            at = next((i for i, record in enumerate(found) if i not in used and _agrees(true, record)), None)
            hits.append(str(true))
            if at is not None:
                used.add(at)
        told = {str(true) for i, record in enumerate(found) if i in used for true in case["kpis"] if _agrees(true, record)}
        others = {f"OTHER {record}" for i, record in enumerate(found) if i not in used}
        yield Case(case["text"], frozenset(hits), frozenset(told | others))


def _record(dumped: dict[str, Any]) -> dict[str, Any]:
    within = dumped.get("within")
    return dumped | {"within": [within["value"], within["unit"]] if within else None}


def _agrees(true: dict[str, Any], record: dict[str, Any]) -> bool:
    return all(record.get(key) == value for key, value in true.items())


def _cases(name: str) -> list[Any]:
    path = HERE / f"{name}.yaml"
    cases: list[Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["cases"] if path.exists() else []
    return cases


def main(arguments: list[str]) -> None:
    """Print found, missed and wrongly told of each set; with -v each case that is not right."""
    for names, read in ((FACT_SETS, fact_cases), (KPI_SETS, kpi_cases)):
        for name in names:
            cases = list(read(name))
            true, told = sum(len(case.true) for case in cases), sum(len(case.told) for case in cases)
            hit = sum(len(case.true & case.told) for case in cases)
            right = sum(case.true == case.told for case in cases)
            print(f"{name}: {hit} of {true} found, {told - hit} wrong, {right} of {len(cases)} texts all right")
            for case in cases if "-v" in arguments else ():
                if case.true != case.told:
                    print(f"  {case.text!r}\n     MISSED {sorted(case.true - case.told)} WRONG {sorted(case.told - case.true)}")


if __name__ == "__main__":
    main(sys.argv[1:])
