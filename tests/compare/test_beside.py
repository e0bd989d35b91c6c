"""Two computations at once give what they give one after the other, errors and sudden ends included."""

from __future__ import annotations

import os

import pytest

from contractkit.compare.beside import both
from contractkit.errors import UsageError


def test_both_results_come_in_their_order() -> None:
    assert both(lambda: [1, "one"], lambda: [2, "two"]) == ([1, "one"], [2, "two"])


@pytest.mark.parametrize("which", [0, 1])
def test_an_error_of_either_is_raised(which: int) -> None:
    def fails() -> int:
        raise UsageError("no such playbook")

    with pytest.raises(UsageError, match="no such playbook"):
        both(*((fails, lambda: 1) if which == 0 else (lambda: 1, fails)))


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="processes are copied on Linux only")
def test_what_a_killed_copy_did_not_tell_is_computed_here() -> None:
    here = os.getpid()

    def dies_elsewhere() -> str:
        if os.getpid() != here:
            os._exit(9)
        return "computed here"

    assert both(dies_elsewhere, lambda: "other") == ("computed here", "other")


def test_a_large_result_does_not_block() -> None:
    assert both(lambda: "x" * 5_000_000, lambda: "y")[0] == "x" * 5_000_000
