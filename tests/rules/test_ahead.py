"""A long document gets the same report, byte for byte, from one process and from two, alone and beside another round."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TWO = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
# Run by itself: the process of the tests may have other threads, and is then never copied.
SCRIPT = """
import os, sys
from pathlib import Path
from contractkit.check import check_document, check_documents
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.report.machine import report_json

text = "\\n\\n".join(path.read_text() for path in sorted(Path("tests/drafts/development").glob("*.txt")))
rounds = [" ".join(words) for words in (text.split(" ")[:13_000],)]
rounds.append(rounds[0].replace("thirty (30) days", "ninety (90) days").replace("may not", "may"))
old, new = (document_from_text(text, name) for text, name in zip(rounds, ("old", "new")))
check_document(document_from_text("A short text."), library=load_library())  # from now on phrases are kept
library = load_library()
assert library.has_kept_phrases and old.words > 10_000
reports = {}
for processors in "12":
    os.environ["CONTRACTKIT_PROCESSORS"] = processors
    before = sum(os.times()[2:4])
    alone = [report_json(check_document(document, library=library)) for document in (old, new)]
    together = [report_json(report) for report in check_documents([old, new], library=library)]
    assert alone == together
    reports[processors] = alone
    print("copied" if sum(os.times()[2:4]) > before else "alone")
assert reports["1"] == reports["2"] and alone[0] != alone[1]
"""


def test_the_report_is_the_same_from_one_process_and_from_two() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.stdout.split()) == ("", ["alone", "copied" if TWO else "alone"])
