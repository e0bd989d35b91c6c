"""The contract that the benchmark measures is read to the last word."""

from __future__ import annotations

import runpy
import sys
from collections import Counter
from pathlib import Path

import pytest

from contractkit.word.read import read_document

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "reading" / "make_contract.py"


def test_every_word_of_the_benchmark_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "contract.docx"
    monkeypatch.setattr(sys, "argv", ["make_contract.py", str(target), "6000"])
    runpy.run_path(str(SCRIPT), run_name="__main__")
    words = Counter(target.with_suffix(".words.txt").read_text(encoding="utf-8").split("\n"))
    document = read_document(target)
    found = Counter(word for paragraph in document.paragraphs for word in paragraph.text.split())
    assert words - found == Counter()
    assert document.coverage.unread == ()
    assert {paragraph.origin for paragraph in document.paragraphs} >= {"body", "table", "footnote", "header", "footer"}
    assert document.paragraphs[1].number == "1"
