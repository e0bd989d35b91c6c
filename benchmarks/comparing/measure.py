"""Compare two rounds of a 40,000-word contract: how long each step takes, and what a redline library needs beside it.

Usage: python measure.py FILE.docx [ROUNDS]

FILE comes from ../reading/make_contract.py. The other side's round is made from it: 20 sentences changed without
tracking, 40 words changed with tracking, and two clauses that raise findings. The figures are medians of CPU seconds
in one warm process on one processor, without the imports; the analysis as the command does it, with a second processor
where there is one, is told by the clock, the shortest of the rounds, because other programs disturb clocks. python-redlines (its engine is a .NET program) is measured where it is
installed, with the CPU seconds of its process: `pip install -r requirements.txt` in an environment of its own
beside contractkit. It writes a redline and says nothing about risk; contractkit's redline is the row above it.
"""

from __future__ import annotations

import gc
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contractkit.check import check_document, check_documents
from contractkit.compare.changes import Round
from contractkit.compare.redline import compare_redline
from contractkit.compare.rounds import compare_rounds
from contractkit.library.load import load_library
from contractkit.word.marks import Author, Insertion, Replacement
from contractkit.word.read import read_document
from contractkit.word.redline import mark_up
from contractkit.word.resolve import accept_all, reject_all

SILENT, TRACKED = 20, 40
OURS, THEIRS = Author("Acme Legal", "AL", "2026-03-05T10:00:00Z"), Author("Vendor", "VE", "2026-03-09T10:00:00Z")
ADDED = (
    "The Vendor may assign this Agreement without consent.",
    "The lock period is twenty-four (24) months and the Vendor may use the Client's data to train its models.",
)


def next_round(data: bytes) -> bytes:
    """The contract as it comes back: 20 silent changes, 40 tracked ones and two tracked clauses."""
    chance = random.Random(5)
    body = [item for item in read_document(data).paragraphs if item.origin == "body" and len(item.text) > 80]
    chosen = [item for item in chance.sample(body, SILENT + TRACKED) if not item.revisions]
    edits = []
    for item in chosen:
        words = list(re.finditer(r"[A-Za-z]{4,}", item.text[:200]))
        at = chance.randrange(1, len(words) - 1)
        edits.append(Replacement(item.index, words[at].start(), words[at].end(), "altogether different"))
    silent = accept_all(mark_up(data, (), edits[:SILENT], THEIRS).data, frozenset({THEIRS.name}))
    clauses = [Insertion(body[-3].index, (text,)) for text in ADDED]
    return mark_up(silent, (), [*edits[SILENT:], *clauses[:1], *_behind(body, clauses[1:])], THEIRS).data


def _behind(body: list[Any], clauses: list[Insertion]) -> list[Insertion]:
    return [Insertion(body[-20 - at].index, clause.paragraphs) for at, clause in enumerate(clauses)]


def medians(steps: dict[str, Callable[[], object]], rounds: int, clock: Callable[[], float]) -> dict[str, float]:
    """The median seconds of each step; the steps take turns."""
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            began = clock()
            step()
            taken[name].append(clock() - began)
    return {name: statistics.median(found) for name, found in taken.items()}


def main() -> None:
    """Print a table of the steps, of the whole, and of the redline writers."""
    old, rounds = Path(sys.argv[1]).read_bytes(), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    new = next_round(old)
    library = load_library()
    gc.set_threshold(50_000, 20, 20)  # as every command does

    def read() -> list[Round]:
        return [Round(read_document(data), read_document(data, view="original")) for data in (old, new)]

    files = read()

    def check_apart() -> list[Any]:
        return [check_document(one.accepted, library=library) for one in files]

    def check() -> tuple[Any, Any]:
        before, after = check_documents([one.accepted for one in files], library=library)
        return before, after

    def align() -> Any:
        return compare_rounds(files[0], files[1], reports, library)

    def analysis() -> Any:
        return compare_rounds(files[0], files[1], check(), library)

    def redline() -> Any:
        return compare_redline(old, files[0].accepted, files[1].accepted, OURS)

    os.environ["CONTRACTKIT_PROCESSORS"] = "1"
    reports = check()
    found = align()
    steps = {
        "reading both files in both views": read, "checking both, each alone": check_apart,
        "checking both together": check, "aligning, changes, risk": align,
        "the redline, with its proof": redline,
    }  # fmt: skip
    for name, seconds in medians(steps, rounds, time.process_time).items():
        print(f"{name:<42}{seconds:7.2f} s CPU")
    _by_the_clock(analysis, rounds)
    print(f"changes: {found.summary.changes}, silent {found.summary.silent}, findings: {found.summary.findings}")
    refused = redline().refused
    print(f"redline: {len(refused)} changes refused; gives back old and new: {_exact(redline().data, files)}")
    _others(old, new, rounds, files)


def _by_the_clock(analysis: Callable[[], object], rounds: int) -> None:
    processors = len(os.sched_getaffinity(0))
    for used in ("1", "2"):
        os.environ["CONTRACTKIT_PROCESSORS"] = used
        shortest = min(medians({"": analysis}, 1, time.perf_counter)[""] for _ in range(rounds))
        print(f"{f'the analysis, on {used} of {processors} processors':<42}{shortest:7.2f} s by the clock")


def _exact(marked: bytes, files: list[Round]) -> str:
    """Whether rejecting a redline gives the old words and accepting it the new ones, paragraph by paragraph."""
    texts = [[paragraph.text for paragraph in read_document(data).paragraphs if paragraph.text.strip()]
             for data in (reject_all(marked), accept_all(marked))]  # fmt: skip
    wanted = [[paragraph.text for paragraph in one.accepted.paragraphs if paragraph.text.strip()] for one in files]
    same = [sum(a == b for a, b in zip(*pair, strict=False)) for pair in zip(texts, wanted, strict=True)]
    return ", ".join(
        f"{name} {'yes' if pair[0] == pair[1] else f'no ({count} of {len(pair[1])} in place)'}"
        for name, count, pair in zip(("old", "new"), same, zip(texts, wanted, strict=True), strict=True)
    )


def _others(old: bytes, new: bytes, rounds: int, files: list[Round]) -> None:
    try:
        from python_redlines import engines
    except ImportError:
        print("python-redlines is not installed, so it was not measured")
        return
    engine, results = engines.DocxodusEngine(), [b""]
    accepted = (
        accept_all(old),
        accept_all(new),
    )  # it compares what it sees, so the files' own changes are settled before

    def run() -> None:
        results[0] = engine.run_redline("Acme Legal", *accepted)[0]

    name = "python-redlines (docxodus), the redline"
    seconds = medians({name: run}, rounds, _children)[name]
    print(f"{name:<42}{seconds:7.2f} s CPU; gives back old and new: {_exact(results[0], files)}")


def _children() -> float:
    """CPU seconds of the processes that were started and have ended."""
    used = os.times()
    return used.children_user + used.children_system


if __name__ == "__main__":
    main()
