"""Every real contract at hand is checked without a crash, and every report keeps its contract."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from contractkit.library.load import load_library

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks" / "real_files"))
from sweep import contract_files, sweep_file

FILES = contract_files()


@pytest.fixture(scope="module")
def library():
    return load_library()


def test_the_contracts_are_at_hand() -> None:
    if not FILES and os.environ.get("CI") == "true":
        pytest.fail("the contracts that we measure on are missing; set CONTRACTKIT_DATA")
    if not FILES:
        pytest.skip("the contracts that we measure on are not here; set CONTRACTKIT_DATA")
    assert len(FILES) >= 100


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem[:60])
def test_a_real_contract(file: Path, library) -> None:
    swept = sweep_file(file, library)
    assert swept.report.document.words > 0
    assert swept.report.findings
