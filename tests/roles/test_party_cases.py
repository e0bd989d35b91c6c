"""Openings, letters, orders and signature blocks of every manner: as many are read right as before, no doubt hidden."""

import pytest

from contractkit.plain import document_from_text
from contractkit.roles import find_roles
from party_cases import SETS, open_texts, party_cases

# Set: (least right of those to learn from, least right of those that are only counted).
FLOORS = {"cases_known.yaml": (78, 25), "cases_second.yaml": (27, 6), "cases_third.yaml": (23, 4)}


@pytest.mark.parametrize("name", SETS)
def test_as_many_parties_are_found_as_before(name: str) -> None:
    cases = [case for case in party_cases(name) if not case.kept_back]
    wrong = {case.id: found for case in cases if (found := case.wrong)}
    assert len(cases) - len(wrong) >= FLOORS[name][0], wrong


@pytest.mark.parametrize("name", SETS)
def test_as_many_are_found_in_the_cases_that_nobody_looks_at(name: str) -> None:
    right = sum(not case.wrong for case in party_cases(name) if case.kept_back)
    assert right >= FLOORS[name][1], "benchmarks/parties/measure.py counts them"


@pytest.mark.parametrize("name", sorted(open_texts()))
def test_a_guess_is_told_as_one(name: str) -> None:
    found = find_roles(document_from_text(open_texts()[name]))
    assert not found.sure and found.reason


def test_the_sets_hold_what_they_promise() -> None:
    ids = [case.id for case in party_cases()]
    assert len(ids) == len(set(ids)) >= 160
    assert len(open_texts()) >= 15
    assert 35 <= sum(case.kept_back for case in party_cases()) <= 60
