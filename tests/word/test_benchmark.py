"""The contract that the benchmark measures is read to the last word, and the hostile files are refused."""

from __future__ import annotations

import runpy
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from contractkit.errors import UnreadableFileError
from contractkit.word.read import read_document

FOLDER = Path(__file__).parents[2] / "benchmarks" / "reading"
SCRIPT = FOLDER / "make_contract.py"


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


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_every_hostile_file_is_refused_in_one_line_and_soon() -> None:
    refusals = runpy.run_path(str(FOLDER / "refusals.py"))
    seen = set()
    for name, data in refusals["hostile_files"]():
        started = time.process_time()
        with pytest.raises(UnreadableFileError) as caught:
            read_document(data)
        # On a busy machine the half second of a process of its own is too strict here: the script measures it.
        assert time.process_time() - started < 4 * refusals["LONGEST"], name
        assert "\n" not in str(caught.value)
        seen.add(name)
    assert len(seen) > 25
