"""An issues list that comes back: every cell that somebody changed, every row, column and note that somebody added."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contractkit.deal.sheet.library import openpyxl
from contractkit.errors import UnreadableFileError
from contractkit.review.claims import Claim, cell_status, new_issue
from contractkit.review.columns import APPROVED_BY, COLUMNS, ISSUES, OWNER, REASON, REFERENCE, SENT, STATUS
from contractkit.review.matter import SentItem

_MOST_BYTES = 50_000_000
_MOST_ROWS = 20_000
_NUMBER = COLUMNS[0].head


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """What an issues list says, and what about it a person must look at."""

    claims: list[Claim]
    questions: list[str]


@dataclass(frozen=True, slots=True)
class _File:
    source: str
    who: str
    date: str
    ours: bool


def claims_of_workbook(path: Path, items: Mapping[str, SentItem]) -> ReadWorkbook:
    """Return what people changed in an issues list of ours.

    Raises UnreadableFileError when the file is no workbook, or none of ours, with the remedy.
    """
    workbook = _opened(path)
    now = _table(workbook, ISSUES, path)
    heads = now[0] if now else []
    if REFERENCE not in heads:
        raise UnreadableFileError(f'{path}: the column "{REFERENCE}" is gone, so the rows cannot be told; put it back')
    rows, questions = list(_rows(now)), list[str]()
    sent = _sent(workbook, path, items, rows, questions)
    _check_sorting(rows, sent, path)
    # A list for the other side was sent without the column of approvals; one that they add approves nothing.
    file = _File(path.name, *_last_saved(workbook), ours=any(APPROVED_BY in row for row in sent.values()))
    claims: list[Claim] = []
    for row in rows:
        reference = row.get(REFERENCE, "")
        if reference in items and reference in sent:
            claims += _changed_cells(reference, row, sent[reference], file, questions)
        elif any(row.values()):
            claims += _added_row(row, file)
    claims += _cell_notes(workbook[ISSUES], heads, file)
    questions += _about_rows_and_columns(rows, heads, sent, items, path)
    return ReadWorkbook(claims, questions)


def _sent(
    workbook: Any, path: Path, items: Mapping[str, SentItem], rows: list[dict[str, str]], questions: list[str]
) -> dict[str, dict[str, str]]:
    """Each row as it was sent, by reference: from the hidden sheet, or as far as the matter file knows it."""
    if SENT in workbook.sheetnames:
        return {row[REFERENCE]: row for row in _rows(_table(workbook, SENT, path))}
    questions.append(
        f'{path.name}: the hidden sheet "{SENT}" is gone, so only changes of {STATUS}, {OWNER}, {APPROVED_BY} and '
        f"{REASON} and what stands in new columns were read; look at the other columns yourself"
    )
    known = {column.head for column in COLUMNS}
    internal = any("Fallback" in row for row in rows)
    return {
        row[REFERENCE]: {
            **{head: text for head, text in row.items() if head in known and head not in (APPROVED_BY, REASON)},
            **({APPROVED_BY: "", REASON: ""} if internal else {}),
            STATUS: items[row[REFERENCE]].status, OWNER: items[row[REFERENCE]].owner,
        }
        for row in rows
        if row.get(REFERENCE) in items
    }  # fmt: skip


def _check_sorting(rows: list[dict[str, str]], sent: Mapping[str, dict[str, str]], path: Path) -> None:
    """Refuse a list in which some columns were sorted without the others: its cells stand beside wrong references."""
    numbers = {row.get(_NUMBER): reference for reference, row in sent.items()}
    for row in rows:
        reference, number = row.get(REFERENCE, ""), row.get(_NUMBER, "")
        if reference in sent and number in numbers and numbers[number] != reference:
            raise UnreadableFileError(
                f"{path}: some columns were sorted without the others: number {number} stands beside the reference "
                f"of issue {sent[reference].get(_NUMBER)}. Undo that sorting, or sort whole rows, and read it again"
            )


def _about_rows_and_columns(
    rows: list[dict[str, str]], heads: list[str], sent: Mapping[str, dict[str, str]], items: Mapping[str, SentItem],
    path: Path,
) -> Iterator[str]:  # fmt: skip
    """What a person must look at: rows that went or stand twice, and columns that we look for and that are gone."""
    counted = Counter(row.get(REFERENCE, "") for row in rows)
    for reference in sent:
        if reference in items and counted[reference] != 1:
            told = "was deleted" if not counted[reference] else f"stands {counted[reference]} times; keep one"
            yield f"{path.name}: the row of issue {items[reference].number} {told}"
    sent_heads = {head for row in sent.values() for head in row}
    for head in (STATUS, OWNER, APPROVED_BY, REASON):
        if head in sent_heads and head not in heads:
            yield f'{path.name}: the column "{head}" is gone or renamed, so what was changed in it is kept as a note'


def _opened(path: Path) -> Any:
    data = path.read_bytes()
    if len(data) > _MOST_BYTES:
        raise UnreadableFileError(f"{path}: is larger than {_MOST_BYTES // 1_000_000} MB, which no issues list is")
    try:
        return openpyxl().load_workbook(io.BytesIO(data), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise UnreadableFileError(f"{path}: is not an Excel workbook (.xlsx); save it as one") from error


def _table(workbook: Any, name: str, path: Path) -> list[list[str]]:
    if name not in workbook.sheetnames:
        raise UnreadableFileError(
            f'{path}: the sheet "{name}" is gone. Work in the issues list of the packet, and keep its sheets'
        )
    sheet = workbook[name]
    rows = list(sheet.iter_rows(values_only=True, max_row=min(sheet.max_row, _MOST_ROWS)))
    return [[_text(value) for value in row] for row in rows]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    return f"{value:g}" if isinstance(value, float) else str(value).strip()


def _rows(table: list[list[str]]) -> Iterator[dict[str, str]]:
    """Each row by the heads of its columns; a column without a head is called by its number."""
    heads = [head or f"column {at}" for at, head in enumerate(table[0], 1)] if table else []
    for row in table[1:]:
        yield dict(zip(heads, row, strict=False))


def _last_saved(workbook: Any) -> tuple[str, str]:
    properties = workbook.properties
    saved = properties.modified
    return properties.lastModifiedBy or "", saved.date().isoformat() if saved and properties.lastModifiedBy else ""


def _changed_cells(
    reference: str, row: dict[str, str], sent: dict[str, str], file: _File, questions: list[str]
) -> Iterator[Claim]:
    changed = {head: text for head, text in row.items() if text != sent.get(head, "")}
    reason = changed.get(REASON, "")
    for head, text in changed.items():
        was = sent.get(head, "")
        if head == STATUS:
            status = cell_status(text)
            if status is not None:
                yield _claim(reference, file, "status", status, was=was, why=reason)
                continue
            questions.append(
                f'{file.source}: issue {row.get("No", "")}: "{text}" is not a status; it is kept as a note'
            )
        if head == OWNER:
            yield _claim(reference, file, "owner", text, was=was)
        elif head == APPROVED_BY and file.ours:
            for name in filter(None, (part.strip() for part in text.replace(",", ";").split(";"))):
                if name not in was.split("; "):
                    yield _claim(reference, file, "approval", name)
        elif head != REASON or changed.get(STATUS) is None:
            yield _claim(reference, file, "cell", text, was=was, field=head)


def _claim(finding: str, file: _File, what: Any, now: str, *, was: str = "", why: str = "", field: str = "") -> Claim:
    return Claim(finding, what, now, file.source, file.who, file.date, was, why, field, file.ours)


def _added_row(row: dict[str, str], file: _File) -> Iterator[Claim]:
    told = "; ".join(f"{head}: {text}" for head, text in row.items() if text and head not in (STATUS, REFERENCE, "No"))
    finding = new_issue(told)
    yield _claim(finding, file, "comment", told)
    status = cell_status(row.get(STATUS, ""))
    if status is not None and status != "open":
        yield _claim(finding, file, "status", status, was="open")
    if row.get(OWNER):
        yield _claim(finding, file, "owner", row[OWNER])


def _cell_notes(sheet: Any, heads: list[str], file: _File) -> Iterator[Claim]:
    at = heads.index(REFERENCE)
    known = {column.head for column in COLUMNS}
    for row in sheet.iter_rows(max_row=min(sheet.max_row, _MOST_ROWS)):
        for cell in row:
            if cell.comment is not None:
                head = heads[cell.column - 1] if cell.column <= len(heads) else ""
                finding = _text(row[at].value) if at < len(row) else ""
                text = str(cell.comment.text).strip()
                yield Claim(
                    finding if finding and finding != REFERENCE else new_issue(text), "comment", text, file.source,
                    cell.comment.author or file.who, file.date, field=head if head in known else "",
                )  # fmt: skip
