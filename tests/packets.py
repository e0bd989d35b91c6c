"""Packets for tests: a vendor's file handed off in one line, and looked into in another."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from contractkit.deal import Deal
from contractkit.library.catalogue import Library
from contractkit.library.load import load_library
from contractkit.review.handoff import Handoff, Wishes, write_handoff

REVIEWER = "Dana Ortiz"
DAY = dt.date(2026, 11, 29)
WISHES = Wishes(reviewer=REVIEWER, initials="DO", date=DAY, insert="critical")
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "vendor_draft.docx"


@cache
def library() -> Library:
    """The built-in library, loaded once."""
    return load_library()


def handed_off(
    folder: Path, data: bytes, name: str = "draft.docx", into: str = "round-1", deal: Deal | None = None, **changes: Any
) -> Handoff:
    """The packet on a vendor's file, written below ``folder``."""
    path = folder / name
    path.write_bytes(data)
    return write_handoff(path, folder / into, replace(WISHES, **changes), deal=deal, library=library())


def content(packet: Handoff, ending: str) -> bytes:
    """The one file of a packet whose name ends so."""
    return next(packet.folder.glob(f"*{ending}")).read_bytes()


def manifest(packet: Handoff) -> dict[str, Any]:
    """The manifest of a packet."""
    found: dict[str, Any] = json.loads(content(packet, "_manifest.json"))
    return found


def workbook(packet: Handoff) -> Any:
    """The issues list of a packet, opened."""
    return openpyxl.load_workbook(io.BytesIO(content(packet, "_issues.xlsx")))


def row_of(sheet: Any, rule: str) -> dict[str, Any]:
    """The cells of the row of a rule, by the head of their column."""
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        cells = dict(zip(heads, row, strict=True))
        if cells["Rule"].value == rule:
            return cells
    raise AssertionError(f"no row for {rule}")


def finding_of(packet: Handoff, rule: str) -> str:
    """The id of the first finding of a rule."""
    return next(issue.id for issue in packet.dossier.issues if issue.rule == rule)
