"""How long does a check take, against the time that a process needs which only imports spaCy?

Each line tells of nine fresh processes, all kinds in turn: the median of their CPU time, and the shortest time by the
clock, because other programs disturb clocks; both also divided by those of the first line: a process that imports spaCy
and makes a blank English pipeline. A check of a long text uses a second processor where there is one, so that its time by
the clock is less than its CPU time; the lines "on one processor" forbid that.

- a draft of 5,000 words: examples/vendor_draft.docx; of 20,000 and 40,000 words: texts that repeat nothing
  (long_draft.py), and, since those are some ten contracts with the findings of ten, the draft eight times over
- ten drafts in one call: how much of the start they share
- --help

Run: python benchmarks/checking/measure.py [rounds]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
from long_draft import DRAFT, numbered, write_long_draft

from contractkit.word.read import read_document

BASE = [sys.executable, "-c", "import spacy; spacy.blank('en')"]
ALONE = ", on one processor"
CHECK = [sys.executable, "-m", "contractkit", "check", "--format", "json"]


def seconds(command: list[str], processors: str) -> tuple[float, float]:
    """Return the user and system time of one run of ``command`` with its copies, and its time by the clock."""
    before, began = os.times(), time.perf_counter()
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        env={**os.environ, "CONTRACTKIT_PROCESSORS": processors},
    )  # fmt: skip
    clock, after = time.perf_counter() - began, os.times()
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}")
    used = after.children_user - before.children_user + after.children_system - before.children_system
    return used, clock


def lengthened(target: Path, times: int) -> str:
    """Write the draft's paragraphs ``times`` over into ``target``, with their numbers typed, and return its path."""
    long = docx.Document()
    for _ in range(times):
        for paragraph in read_document(DRAFT).paragraphs:
            long.add_paragraph(numbered(paragraph))
    long.save(str(target))
    return str(target)


def commands(folder: Path) -> dict[str, list[str]]:
    """Return what is measured by its name."""
    draft = str(DRAFT)
    long = {words: write_long_draft(folder / f"{words}.docx", words) for words in (20_000, 40_000)}
    repeated = lengthened(folder / "repeated.docx", 8)
    return {
        "import spaCy, blank pipeline": BASE,
        "contractkit --help": [sys.executable, "-m", "contractkit", "--help"],
        "check 5,000 words": [*CHECK, draft],
        "check 20,000 words": [*CHECK, long[20_000]],
        "check 40,000 words": [*CHECK, long[40_000]],
        f"check 40,000 words{ALONE}": [*CHECK, long[40_000]],
        "check 40,000 words, the draft eight times over": [*CHECK, repeated],
        "check 10 x 5,000 words in one call": [*CHECK, *[draft] * 10],
    }


def main(rounds: int = 9) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        measured = commands(Path(folder))
        for command in measured.values():
            seconds(command, "1")  # the first run fills the caches, as for any user
        times = {name: [] for name in measured}
        for _ in range(rounds):
            for name, command in measured.items():
                times[name].append(seconds(command, "1" if name.endswith(ALONE) else ""))
    used = {name: statistics.median(cpu for cpu, _ in found) for name, found in times.items()}
    clock = {name: min(clock for _, clock in found) for name, found in times.items()}
    (base, *_), (base_clock, *_) = used.values(), clock.values()
    print(f"{len(os.sched_getaffinity(0))} processors, load {os.getloadavg()[0]:.1f}")
    print("| process | CPU seconds | ratio | by the clock | ratio |\n|---|---:|---:|---:|---:|")
    for name, cpu in used.items():
        print(f"| {name} | {cpu:.2f} | {cpu / base:.2f} | {clock[name]:.2f} | {clock[name] / base_clock:.2f} |")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
