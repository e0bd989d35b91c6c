"""Check every real contract at hand, in one process: nothing may crash, and every report must keep its contract.

The files stand below $CONTRACTKIT_DATA/contracts (by default shared/data beside the project) and are not part of the
project. Of each report it is proved that the published schema accepts it, that each quote is the exact text of its
place, and that it can be printed. Prints the time of each file, and counts by severity.

Run: python benchmarks/real_files/sweep.py [file or folder ...]
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema.validators import validator_for

from contractkit.check import check_document
from contractkit.document import Document
from contractkit.findings import SEVERITIES, Report
from contractkit.library.catalogue import Library
from contractkit.library.load import load_library
from contractkit.report.machine import report_json
from contractkit.report.terminal import report_text
from contractkit.word.read import read_document

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Swept:
    """One file: seconds to read it and to check it, and its report."""

    file: Path
    reading: float
    checking: float
    report: Report


def contract_files() -> list[Path]:
    """Return every contract at hand, in order; none when the data is not there."""
    data = Path(os.environ.get("CONTRACTKIT_DATA", PROJECT.parent / "shared" / "data"))
    return sorted((data / "contracts").rglob("*.docx"))


def sweep_file(file: Path, library: Library) -> Swept:
    """Return the file's report and times. Raises whatever is wrong with the report."""
    started = time.perf_counter()
    document = read_document(file)
    read = time.perf_counter()
    report = check_document(document, library=library)
    checked = time.perf_counter()
    prove(report, document, library)
    return Swept(file, read - started, checked - read, report)


def prove(report: Report, document: Document, library: Library) -> None:
    """Raise when the report breaks its schema, misquotes, or has a line that is wider than it may be."""
    _validator().validate(json.loads(report_json(report)))
    for finding in report.findings:
        if finding.paragraph is not None:
            text = document.paragraphs[finding.paragraph].text
            assert finding.quote == text[finding.start : finding.end] != "", finding
    titles = {family.id: family.title.en for family in library.families.values()}
    assert report_text(report, 80, titles=titles).strip()
    assert len({finding.id for finding in report.findings}) == len(report.findings)


@cache
def _validator() -> Any:
    schema = json.loads((PROJECT / "docs" / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    return validator_for(schema)(schema)


def main(arguments: Iterable[str]) -> int:
    """Sweep the files and folders given, or all contracts at hand; print a line for each and the totals."""
    files = [file for given in map(Path, arguments) for file in _files(given)] or contract_files()
    if not files:
        print("no contracts at hand; set CONTRACTKIT_DATA", file=sys.stderr)
        return 2
    started = time.perf_counter()
    library = load_library()
    print(f"library: {time.perf_counter() - started:.2f} s")
    print(f"{'read':>6} {'check':>6} {'words':>7} {'crit':>5} {'high':>5} {'med':>5} {'low':>5} {'here':>5}  file")
    swept = [_told(sweep_file(file, library)) for file in files]
    print(*_totals(swept, time.perf_counter() - started), sep="\n")
    return 0


def _files(given: Path) -> list[Path]:
    return sorted(given.rglob("*.docx")) if given.is_dir() else [given]


def _told(swept: Swept) -> Swept:
    counts = swept.report.summary.findings
    severities = " ".join(f"{counts[severity]:>5}" for severity in SEVERITIES)
    quoted = sum(finding.paragraph is not None for finding in swept.report.findings)
    words = swept.report.document.words
    print(
        f"{swept.reading:6.2f} {swept.checking:6.2f} {words:7} {severities} {quoted:5}  {swept.file.name}", flush=True
    )
    return swept


def _totals(swept: list[Swept], seconds: float) -> Iterator[str]:
    words = sum(item.report.document.words for item in swept)
    yield f"\n{len(swept)} files, {words:,} words, {seconds:.1f} s in all"
    yield f"reading {sum(item.reading for item in swept):.1f} s, checking {sum(item.checking for item in swept):.1f} s"
    for severity in SEVERITIES:
        found = [finding for item in swept for finding in item.report.findings if finding.severity == severity]
        quoted = sum(finding.paragraph is not None for finding in found)
        yield f"{severity:9} {len(found):6} findings, {quoted:6} of them with a quote"
    unsure = sum(bool(item.report.attention) for item in swept)
    yield f"{unsure} files in which the parties are guessed"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
