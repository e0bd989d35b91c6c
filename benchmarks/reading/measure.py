"""Compare readers of Word files: time, memory, words recalled. Each reading happens in a fresh process.

Usage: python measure.py FILE.docx [PROCESSES]

FILE comes from make_contract.py, with FILE.words.txt beside it. Readers that are not installed are left out; install
them with `pip install -r requirements.txt`, best in an environment of their own beside contractkit. Readers take turns,
so that a busy machine slows all of them alike; the figures are medians of CPU seconds, without the imports.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[[str], Any]  # what is timed: from the path to all text in memory
Text = Callable[[Any], str]  # what is not: from that to one string


def _bare() -> tuple[Read, Text]:
    import zipfile

    from lxml import etree

    def read(path: str) -> list[Any]:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            return [etree.fromstring(archive.read(name)) for name in names]

    return read, lambda _trees: ""


def _contractkit() -> tuple[Read, Text]:
    from contractkit.word.read import read_document

    return read_document, lambda document: "\n".join(paragraph.text for paragraph in document.paragraphs)


def _python_docx() -> tuple[Read, Text]:
    from docx import Document

    return lambda path: [paragraph.text for paragraph in Document(path).paragraphs], "\n".join


def _python_docx_tables() -> tuple[Read, Text]:
    from docx import Document

    def read(path: str) -> list[str]:
        document = Document(path)
        texts = [paragraph.text for paragraph in document.paragraphs]
        return texts + [cell.text for table in document.tables for row in table.rows for cell in row.cells]

    return read, "\n".join


def _docx2python() -> tuple[Read, Text]:
    from docx2python import docx2python

    def read(path: str) -> str:
        with docx2python(path) as content:
            return str(content.text)

    return read, str


def _mammoth() -> tuple[Read, Text]:
    import mammoth

    def read(path: str) -> str:
        with Path(path).open("rb") as stream:
            return str(mammoth.extract_raw_text(stream).value)

    return read, str


def _docx2txt() -> tuple[Read, Text]:
    import docx2txt

    return docx2txt.process, str


READERS: dict[str, tuple[str, Callable[[], tuple[Read, Text]]]] = {
    "unzip + lxml parse": ("lxml", _bare),
    "contractkit": ("contractkit", _contractkit),
    "python-docx, paragraphs": ("docx", _python_docx),
    "python-docx, and tables": ("docx", _python_docx_tables),
    "docx2txt": ("docx2txt", _docx2txt),
    "docx2python": ("docx2python", _docx2python),
    "mammoth": ("mammoth", _mammoth),
}


def recalled(text: str, words: list[str]) -> float:
    """The share of ``words``, each as often as it occurs, that ``text`` holds."""
    from collections import Counter

    wanted, found = Counter(words), Counter(text.split())
    return sum((wanted & found).values()) / max(len(words), 1)


def measure_one(name: str, path: str) -> None:
    """Read once in this process and print what it took."""
    import resource

    read, text_of = READERS[name][1]()
    started = time.process_time()
    result = read(path)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    text = text_of(result)
    import json

    words = Path(path).with_suffix(".words.txt").read_text(encoding="utf-8").split("\n")
    print(json.dumps({"seconds": seconds, "peak": peak, "recalled": recalled(text, words)}))


def measure_all(path: str, processes: int) -> dict[str, list[dict[str, float]]]:
    """Let the readers take turns in fresh processes."""
    import json
    import subprocess
    from importlib.util import find_spec

    found: dict[str, list[dict[str, float]]] = {name: [] for name, (module, _) in READERS.items() if find_spec(module)}
    for _ in range(processes):
        for name in list(found):
            command = [sys.executable, __file__, "--one", name, path]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{name} failed: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                del found[name]
            else:
                found[name].append(json.loads(done.stdout))
    return found


def table(found: dict[str, list[dict[str, float]]]) -> str:
    """The results as a Markdown table; ratios compare with unzip + parse in the same run."""
    import statistics

    medians = {
        name: {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        for name, runs in found.items()
        if runs
    }
    floor = medians["unzip + lxml parse"]["seconds"]
    lines = ["| reader | CPU seconds | ratio | peak MB | words recalled |", "|---|---:|---:|---:|---:|"]
    for name, median in medians.items():
        share = "" if name == "unzip + lxml parse" else f"{median['recalled']:.1%}"
        seconds, peak = median["seconds"], median["peak"]
        lines.append(f"| {name} | {seconds:.3f} | {seconds / floor:.2f} | {peak:.0f} | {share} |")
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        measure_one(sys.argv[2], sys.argv[3])
    else:
        print(table(measure_all(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 9)))
