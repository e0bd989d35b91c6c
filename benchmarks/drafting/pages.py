"""How long a draft takes by its length: ``python benchmarks/drafting/pages.py examples/deal.yaml``.

Three agreements of the example deal: of about 30 pages (clauses that nothing points to are left out, from the end), as
it is, and of about 100 pages (its clauses a second time, as further schedules). Each is drafted in fresh processes, in
turn; shown are the medians of wall-clock and of processor time for the first draft of a process, imports aside, and for
the next one. On a busy machine the processor time is the one to look at.
"""

from __future__ import annotations

import argparse
import io
import json
import pickle
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path

from contractkit.deal import Deal
from contractkit.deal.file import load_deal
from contractkit.draft import draft_contract
from contractkit.errors import LibraryError
from contractkit.library.catalogue import Library
from contractkit.library.load import load_library
from contractkit.library.models import TemplatePart

SHORT, LONG = 30, 100
PROCESSES = 3
_COUNT = re.compile(rb"NUMPAGES.*?<w:t[^>]*>(\d+)")
ONCE = {"parties", "recitals", "definitions", "execution"}  # what stands once in a contract


def pages_of(draft: bytes) -> int:
    """The number of pages that the footer shows."""
    with zipfile.ZipFile(io.BytesIO(draft)) as package:
        found = _COUNT.search(package.read("word/footer1.xml"))
    if found is None:
        raise ValueError("the footer shows no number of pages")
    return int(found[1])


def with_parts(library: Library, parts: list[TemplatePart]) -> Library:
    """The library with other parts in the agreement's template."""
    template = library.templates["agreement"].model_copy(update={"parts": parts})
    return replace(library, templates={**library.templates, "agreement": template})


def shortened(library: Library, deal: Deal) -> Library:
    """The library whose agreement is as long as ``SHORT`` says: clauses to which nothing points are left out."""
    parts = list(library.templates["agreement"].parts)
    for at in reversed(range(len(parts))):
        for clause in reversed(parts[at].clauses):
            if pages_of(draft_contract(deal, "agreement", with_parts(library, parts))) <= SHORT:
                return with_parts(library, parts)
            left = [item for item in parts[at].clauses if item != clause]
            without = [*parts[:at], parts[at].model_copy(update={"clauses": left}), *parts[at + 1 :]]
            try:
                draft_contract(deal, "agreement", with_parts(library, without))
            except LibraryError:
                continue  # something points to it
            parts = without
    return with_parts(library, parts)


def lengthened(library: Library, deal: Deal) -> Library:
    """The library whose agreement is at least as long as ``LONG`` says: clauses stand again, as further schedules."""
    *parts, signature = library.templates["agreement"].parts
    wordings = dict(library.wordings)
    for turn, part in ((turn, part) for turn in ("second", "third") for part in tuple(parts)):
        again = []
        for choice in part.choices:
            wording = None if choice.id in ONCE or choice.when else library.clause("agreement", choice.id)
            if wording is not None:
                again.append(f"{turn}-{choice.id}")
                wordings[again[-1], "en", "preferred"] = wording.model_copy(update={"family": again[-1]})
        further = {"id": f"{turn}-{part.id}", "kind": "schedule", "title": f"Further {part.id}", "clauses": again}
        parts.append(TemplatePart.model_validate(further))
        long = replace(with_parts(library, [*parts, signature]), wordings=wordings)
        if pages_of(draft_contract(deal, "agreement", long)) >= LONG:
            return long
    return long


def measured(deal: Deal, library: Library) -> dict[str, float]:
    """Milliseconds of the clock and of the processor for the first and the next draft in this process; the pages."""
    found: dict[str, float] = {}
    for which in ("first", "next"):
        clock, processor = time.perf_counter(), time.process_time()
        draft = draft_contract(deal, "agreement", library)
        found[f"{which}, wall"] = (time.perf_counter() - clock) * 1000
        found[f"{which}, processor"] = (time.process_time() - processor) * 1000
    return {**found, "pages": pages_of(draft)}


def main() -> None:
    """Measure each length in fresh processes and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("deal", type=Path)
    parser.add_argument("--library", type=Path, help="Measure this library, as written by the script itself.")
    arguments = parser.parse_args()
    deal = load_deal(arguments.deal)
    if arguments.library:
        library = pickle.loads(arguments.library.read_bytes())  # the parent process wrote it
        print(json.dumps(measured(deal, library)))
        return
    shipped = load_library()
    libraries = {"short": shortened(shipped, deal), "the example": shipped, "long": lengthened(shipped, deal)}
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in libraries}
    with tempfile.TemporaryDirectory() as folder:
        for name, library in libraries.items():
            Path(folder, name).write_bytes(pickle.dumps(library))
        for _ in range(PROCESSES):
            for name, found in runs.items():
                command = [sys.executable, __file__, str(arguments.deal), "--library", str(Path(folder, name))]
                done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
                found.append(json.loads(done.stdout))
    for name, found in runs.items():
        medians = {key: statistics.median(run[key] for run in found) for key in found[0]}
        shown = ", ".join(f"{key} {value:.0f} ms" for key, value in medians.items() if key != "pages")
        print(f"{name} ({medians['pages']:.0f} pages): {shown}")


if __name__ == "__main__":
    main()
