"""How many contracts a second a spreadsheet gives: ``python benchmarks/drafts_from_sheet.py [rows]``.

The workbook holds the example deal under other references; each row becomes a whole agreement. Shown are the drafts a
second of wall-clock time, and a second of processor time, which is what one core does.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))


def processor_seconds() -> float:
    """Return the seconds of processor time that this process and its ended children have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(item.ru_utime + item.ru_stime for item in used)


def main() -> None:
    """Draft the workbook and print what it took."""
    from contractkit.cli.sheets import Order, draft_sheet
    from sheets import example_sheet

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        book = example_sheet(Path(folder, "deals.xlsx"), [f"DEAL-{number:04}" for number in range(rows)])
        start, used = time.perf_counter(), processor_seconds()
        count = draft_sheet(book, Path(folder, "out"), Order("agreement", {}, ()))
        taken, used = time.perf_counter() - start, processor_seconds() - used
        size = sum(path.stat().st_size for path in Path(folder, "out").iterdir()) / 1e6
    print(f"{count} agreements, {size:.0f} MB, {os.cpu_count()} cores (load {os.getloadavg()[0]:.1f})")
    print(f"{taken:.1f} s: {count / taken:.1f} a second")
    print(f"{used:.1f} s of processor time: {count / used:.1f} a second a core")


if __name__ == "__main__":
    main()
