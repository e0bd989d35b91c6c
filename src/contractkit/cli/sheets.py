"""``contractkit draft --from deals.xlsx``: one contract a row, all of them or none."""

from __future__ import annotations

import gc
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractkit.deal.sheet.layout import TEMPLATE
from contractkit.deal.sheet.read import SheetDeal, read_sheet, shortened
from contractkit.errors import ContractKitError, DealError, UsageError

if TYPE_CHECKING:
    from contractkit.library.catalogue import Library
    from contractkit.theme import Look

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 100
_WORTH_PROCESSES = 12  # below so many contracts, starting processes costs more than it saves
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@dataclass(frozen=True)
class Order:
    """What is drafted from every row: the template where the row names none, positions, library folders, the look."""

    template: str
    positions: Mapping[str, str]
    overlays: tuple[Path, ...]
    look: Look | None = None


@dataclass(frozen=True)
class _Task:
    row: SheetDeal
    target: Path
    order: Order


def write_empty_sheet(path: Path, library: Library) -> None:
    """Write a workbook to fill in. Raises UsageError when the name does not end in .xlsx or openpyxl is missing."""
    from contractkit.cli.output import write_whole
    from contractkit.deal.sheet.write import make_sheet

    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{path}: the workbook is an Excel file; give a name that ends in .xlsx")
    choices = {"kpi": sorted(library.kpis), TEMPLATE: sorted(library.templates), "family": sorted(library.families)}
    write_whole(path, make_sheet(choices))


def draft_sheet(path: Path, folder: Path, order: Order, sets: tuple[str, ...] = ()) -> int:
    """Draft a contract for each row of a workbook into a folder, named by reference, and return how many.

    Either all files are written or none. Raises DealError with every problem and its cell.
    """
    rows = [_with_sets(row, sets) for row in read_sheet(path)]
    names = _names(rows, path)
    _need_folder(folder)
    with tempfile.TemporaryDirectory(prefix=".contractkit-", dir=folder.parent.resolve()) as workshop:
        tasks = [_Task(row, Path(workshop, name), order) for row, name in zip(rows, names, strict=True)]
        found = _progress(_drafted(tasks), len(tasks))
        problems = list(dict.fromkeys(problem for told in found for problem in told))  # "*" rows serve many deals
        if problems:
            raise DealError("\n".join(f"{path.name}, {problem}" for problem in shortened(problems)))
        folder.mkdir(exist_ok=True)
        for name in names:
            Path(workshop, name).replace(folder / name)
    return len(names)


def _with_sets(row: SheetDeal, sets: tuple[str, ...]) -> SheetDeal:
    from contractkit.deal.file import with_sets

    return replace(row, answers=with_sets(row.answers, sets)) if sets else row


def _names(rows: list[SheetDeal], path: Path) -> list[str]:
    """The files' names, from the references. Raises DealError when two would be the same."""
    names: dict[str, SheetDeal] = {}
    for row in rows:
        stem = _UNSAFE.sub("-", row.reference).strip("-.")[:_LONGEST_NAME] or "deal"
        name = f"{stem}-.docx" if _RESERVED.fullmatch(stem) else f"{stem}.docx"
        other = next((found for known, found in names.items() if known.casefold() == name.casefold()), None)
        if other:
            raise DealError(f"{path.name}, {row.cell([])}: its file would be {name}, as that of {other.cell([])}")
        names[name] = row
    return list(names)


def _need_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: this is a file; -o names the folder for the contracts")
    if not folder.parent.is_dir():
        raise UsageError(f"{folder}: the folder {folder.parent} does not exist; create it first")


def _drafted(tasks: list[_Task]) -> Iterator[list[str]]:
    """Yield for each task what is wrong with it, on all processors when it pays."""
    workers = min(os.cpu_count() or 1, len(tasks) // (_WORTH_PROCESSES // 2) or 1)
    if len(tasks) < _WORTH_PROCESSES or workers == 1:
        yield from map(_draft, tasks)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_draft, tasks, chunksize=4)


def _draft(task: _Task) -> list[str]:
    """Draft one contract into its file; return what is wrong with the deal, each with its cell."""
    from contractkit.draft import draft_contract

    library = _library(task.order.overlays)
    template = task.row.template or task.order.template
    if template not in library.templates:
        known = ", ".join(sorted(library.templates))
        return [f'{task.row.cell([TEMPLATE])}: there is no template "{template}"; known: {known}']
    deal, problems = task.row.deal(library.template(template).needs)
    if deal is None:
        return problems
    try:
        task.target.write_bytes(draft_contract(deal, template, library, task.order.positions, task.order.look))
    except ContractKitError as error:
        return [task.row.located(line) for line in str(error).splitlines()]
    return []


@lru_cache(maxsize=1)
def _library(overlays: tuple[Path, ...]) -> Library:
    from contractkit.library.load import load_library

    library = load_library(overlays)
    gc.freeze()  # the library stays; no collection need walk through it again
    return library


def _progress(found: Iterable[list[str]], length: int) -> Iterator[list[str]]:
    """Yield what is found, with a progress bar when somebody watches."""
    if not sys.stderr.isatty():
        yield from found
        return
    with click.progressbar(found, length=length, label="Drafting", file=sys.stderr, show_pos=True) as shown:
        yield from shown
