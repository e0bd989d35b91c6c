"""How many contracts a second a spreadsheet gives: ``python benchmarks/drafts_from_sheet.py [rows]``.

Each row becomes a whole agreement: the example deal with names, volumes, dates, periods and sums of its own. Shown are
the drafts a second of wall-clock time, the drafts a second of processor time, which is what one core does, and the most
memory that the process and one of its workers took.
"""

from __future__ import annotations

import datetime as dt
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


def changes_of(rows: int) -> dict[str, object]:
    """What differs from row to row, by cell."""
    from sheets import column_of

    values = {
        "customer.name": lambda at: f"Shop {at:04} Limited",
        "customer.registration_number": lambda at: f"{718204 + at}",
        "customer.signatory.name": lambda at: f"Director {at:04}",
        "vendor.name": lambda at: f"Contact Centre {at:04}, Lda.",
        "vendor.address": lambda at: f"Rua do Almada {at}, 4050-032 Porto, Portugal",
        "shop": lambda at: f"Shop {at:04}",
        "volumes.contacts_per_month": lambda at: 9_000 + 37 * at,
        "volumes.orders_per_day": lambda at: 500 + 11 * at,
        "charges.annual_value": lambda at: 300_000 + 4_321 * at,
        "charges.payment_days": lambda at: (14, 30, 45)[at % 3],
        "term.start": lambda at: dt.date(2027, 1, 1) + dt.timedelta(days=at % 365),
        "term.months": lambda at: (12, 18, 24, 36)[at % 4],
        "liability.floor": lambda at: 500_000 + 10_000 * at,
        "data.deletion_days": lambda at: (15, 30)[at % 2],
    }
    return {
        f"Deals!{column_of('Deals', key)}{at + 3}": value(at) for key, value in values.items() for at in range(rows)
    }


def main() -> None:
    """Draft the workbook and print what it took."""
    from contractkit.cli.sheets import Order, draft_sheet
    from sheets import example_sheet

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        book = example_sheet(
            Path(folder, "deals.xlsx"), [f"DEAL-{number:04}" for number in range(rows)], changes_of(rows)
        )
        start, used = time.perf_counter(), processor_seconds()
        count = draft_sheet(book, Path(folder, "out"), Order("agreement", {}, ()))
        taken, used = time.perf_counter() - start, processor_seconds() - used
        size = sum(path.stat().st_size for path in Path(folder, "out").iterdir()) / 1e6
    print(f"{count} agreements, {size:.0f} MB, {os.cpu_count()} cores (load {os.getloadavg()[0]:.1f})")
    print(f"{taken:.1f} s: {count / taken:.1f} a second")
    print(f"{used:.1f} s of processor time: {count / used:.1f} a second a core")
    most = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"most memory: {most[0]:.0f} MB, and {most[1]:.0f} MB in a worker")


if __name__ == "__main__":
    main()
