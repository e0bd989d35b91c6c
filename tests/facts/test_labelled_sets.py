"""The labelled sentences and tables: what is read must not get worse."""

import pytest

from labelled import FACT_SETS, KPI_SETS, Case, fact_cases, kpi_cases

# Set: (least found, most wrongly told). What is missed today is told by benchmarks/facts/measure.py -v.
FLOORS = {
    "facts_first": (160, 2), "facts_second": (110, 0), "facts_third": (74, 0), "facts_fourth": (37, 0),
    "facts_fifth": (45, 0), "facts_sixth": (17, 0), "facts_seventh": (218, 0), "facts_eighth": (139, 0),
    "facts_ninth": (15, 0), "facts_tenth": (214, 0), "facts_eleventh": (142, 0),
    "facts_twelfth": (69, 16), "facts_thirteenth": (59, 11),
    "kpis_first": (51, 0), "kpis_second": (40, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", [*FACT_SETS, *KPI_SETS])
def test_as_much_is_read_as_before_and_no_more_is_wrong(name: str) -> None:
    cases: list[Case] = list(fact_cases(name) if name in FACT_SETS else kpi_cases(name))
    found = sum(len(case.hits) for case in cases)
    wrong = sum(len(case.told - case.true) for case in cases)
    missed = [(case.text, sorted(case.true - case.told)) for case in cases if not case.right]
    least, most = FLOORS[name]
    assert found >= least, missed
    assert wrong <= most, [(case.text, sorted(case.told - case.true)) for case in cases if not case.right]


def test_the_sets_hold_what_they_promise() -> None:
    texts = [case.text for name in FACT_SETS for case in fact_cases(name)]
    assert len(texts) == len(set(texts)) >= 150
    assert sum(not case.true for name in FACT_SETS for case in fact_cases(name)) >= 25
