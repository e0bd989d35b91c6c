"""Openings, letters, orders and signature blocks of every manner: as many are read right as before, and no doubt is hidden."""

import pytest

from contractkit.plain import document_from_text
from contractkit.roles import find_roles
from party_cases import open_texts, party_cases

LEAST = 78  # of the cases to learn from; benchmarks/parties/measure.py -v tells what is wrong in the others
LEAST_KEPT_BACK = 25


def test_as_many_parties_are_found_as_before() -> None:
    cases = [case for case in party_cases() if not case.kept_back]
    wrong = {case.id: found for case in cases if (found := case.wrong)}
    assert len(cases) - len(wrong) >= LEAST, wrong


def test_as_many_are_found_in_the_cases_that_nobody_looks_at() -> None:
    cases = [case for case in party_cases() if case.kept_back]
    right = sum(not case.wrong for case in cases)
    assert right >= LEAST_KEPT_BACK, "see benchmarks/parties/measure.py"


@pytest.mark.parametrize("name", sorted(open_texts()))
def test_a_guess_is_told_as_one(name: str) -> None:
    found = find_roles(document_from_text(open_texts()[name]))
    assert not found.sure and found.reason


def test_the_set_is_as_large_as_it_says() -> None:
    ids = [case.id for case in party_cases()]
    assert len(ids) == len(set(ids)) >= 100
    assert len(open_texts()) >= 15
    assert 25 <= sum(case.kept_back for case in party_cases()) <= 45
