"""How long the clause library takes to load: without the cache, filling it, and with it.

Run: python benchmarks/library_load.py [--files 800]. With --files the shipped rules are copied under other ids until
the library has that many files. Times are the best of several runs; compare the ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from contractkit.library.builtin import data_folder
from contractkit.library.load import default_folders, load_folders
from contractkit.library.source import read_sources

_OLD = 10**9  # a time stamp of 2001: files that changed a moment ago are not kept in the cache


def main() -> None:
    """Print the times and ratios."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--files", type=int, default=0)
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
            os.environ[variable] = str(room / "cache")
        os.environ["CONTRACTKIT_CACHE"] = "off"
        folders = default_folders()
        count = len(read_sources(folders))
        if given.files > count:
            folders.append(_copies(room / "copies", given.files - count))
        _measure(folders, given.runs)


def _measure(folders: list[Path], runs: int) -> None:
    cold = min(_seconds(lambda: load_folders(folders)) for _ in range(runs))
    reading = min(_seconds(lambda: read_sources(folders)) for _ in range(runs))
    del os.environ["CONTRACTKIT_CACHE"]
    filling = _seconds(lambda: load_folders(folders))
    warm = min(_seconds(lambda: load_folders(folders)) for _ in range(runs))
    kept = min(_seconds(lambda: read_sources(folders)) for _ in range(runs))
    print(f"{len(read_sources(folders))} files")
    for label, seconds in (("without cache", cold), ("filling it", filling), ("with cache", warm)):
        print(f"  {label:<14} {seconds * 1000:7.1f} ms  {seconds / warm:5.1f} times the time with cache")
    print(f"  of which reading files: {reading * 1000:.1f} ms without cache, {kept * 1000:.1f} ms with it")


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _copies(folder: Path, number: int) -> Path:
    """Write copies of the shipped rules under other ids."""
    rules = sorted((data_folder() / "clause_library" / "families").rglob("rules/*.yaml"))
    for index in range(number):
        rule = rules[index % len(rules)]
        name = f"{rule.stem}-copy-{index}"
        path = folder / rule.relative_to(data_folder() / "clause_library").with_name(f"{name}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rule.read_text("utf-8").replace(f"id: {rule.stem}", f"id: {name}", 1), "utf-8")
        os.utime(path, (_OLD, _OLD))
    return folder


if __name__ == "__main__":
    main()
