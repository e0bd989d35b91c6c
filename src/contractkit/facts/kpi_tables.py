"""Service levels in tables of any layout.

A table may hold one KPI a row, or one a column; a column for each channel, period or priority; its target in the
header; or no header at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from contractkit import text as t
from contractkit.canonical import Canonicaliser
from contractkit.document import Cell, Table
from contractkit.evidence import Evidence
from contractkit.facts.kpi_grid import (
    Grid,
    Row,
    counted_from,
    grid_of,
    has_value,
    is_empty,
    role_of,
    spread,
    target_columns,
    text_of,
    transposed,
)
from contractkit.facts.kpi_names import Catalogue, channel_of
from contractkit.facts.kpi_record import FoundKpi, Named, Remarks, record
from contractkit.facts.kpi_target import TIMES, Target, read_target
from contractkit.library.models import KpiDefinition

_PIECE = re.compile(r"\s*(?:;|\n|,? and (?=\d))\s*")
_PRIORITY = re.compile(
    r"(?:p|prio|priority|severity|sev|level|class)[ .-]?\d|critical|high|medium|low|urgent|normal|standard"
    r"|major|minor|blocker"
)
_EXPLICIT = re.compile(r"kpi|service level|metric|indicator|performance|(?<!\w)sla(?!\w)|measure|parameter")


@dataclass(frozen=True, slots=True)
class _Level:
    """A level that a table sets; its paragraphs are counted from the table's first."""

    name: str
    definition: KpiDefinition | None
    target: Target
    remarks: Remarks
    row_text: str
    paragraph: int
    paragraphs: tuple[int, ...]


@dataclass(frozen=True)
class TableReader:
    """Reads the service levels of tables with one catalogue; ``who`` tells the parties' names apart."""

    catalogue: Catalogue
    who: Canonicaliser

    def kpis(self, evidence: Evidence) -> Iterator[FoundKpi]:
        """Yield the service levels of every table that holds some, in the document's order."""
        for table in evidence.document.tables:
            if not table.rows or table.columns < 2:
                continue
            first = min((index for row in table.rows for cell in row for index in cell.paragraphs), default=0)
            for level in evidence.known.once(TableReader.levels, self, counted_from(first, table)):
                paragraph = evidence.document.paragraphs[first + level.paragraph]
                named = Named(level.name, level.definition, paragraph.section)
                kpi = record(named, level.target, level.remarks, self.who)
                inside = tuple(first + index for index in level.paragraphs)
                yield FoundKpi(kpi, paragraph.index, level.row_text, 0, len(paragraph.text), inside)

    def levels(self, table: Table) -> tuple[_Level, ...]:
        """Return the levels that a table sets, whose paragraphs are counted from its first."""
        return tuple(self._of_table(table))

    def _of_table(self, table: Table) -> Iterator[_Level]:
        grid = _upright(spread(table), table.header_rows, self.catalogue)
        if grid is None:
            return
        name = _name_column(grid, self.catalogue)
        targets = target_columns(grid, name, self.catalogue)
        in_header = _header_target(grid)
        if not targets and in_header is None and not _names_and_targets(grid, name):
            return
        if not _about_kpis(grid, name, targets, self.catalogue):
            return
        columns = _Columns(grid, name, targets, in_header)
        for row in grid.rows:
            if len({id(cell) for cell in row}) == 1 and len(row) > 1:
                columns.context = text_of(row[0])  # a title across the table: "Telephone"
                continue
            yield from self._of_row(row, columns)

    def _of_row(self, row: Row, columns: _Columns) -> Iterator[_Level]:
        if columns.name is not None and (not text_of(row[columns.name]) or _is_total(row[columns.name])):
            return
        if _complement(row, columns):
            yield from self._of_cell(row, row[columns.targets[0]], -1, columns)
            return
        for at in columns.targets or (-1,):
            cell = row[at] if at >= 0 else None
            if len(columns.targets) > 1 and is_empty(cell):
                continue
            if cell is not None and columns.name is not None and cell is row[columns.name]:
                continue
            yield from self._of_cell(row, cell, at, columns)

    def _of_cell(self, row: Row, cell: Cell | None, at: int, columns: _Columns) -> Iterator[_Level]:
        header = columns.grid.headers[at] if at >= 0 else ""
        name, definition = _named(row, header, columns, self.catalogue)
        text = _level_text(row, cell, at, columns)
        timed = definition is not None and definition.unit in TIMES and "description" in columns.others
        if timed or (name and definition is None):
            definition = _described(row, columns, text, self.catalogue) or definition
        text = _with_time(text, row, columns, definition)
        label = row[columns.name] if columns.name is not None else row[0]
        place = next((part for part in (cell, label) if part and text_of(part)), None)
        if place is None or not place.paragraphs:
            return
        inside = tuple(dict.fromkeys(index for part in row if part for index in part.paragraphs))
        row_text = " | ".join(dict.fromkeys(text_of(part) for part in row))
        for target in _targets(text, definition):
            yield _Level(name, definition, target, _remarks(row, columns), row_text, place.paragraphs[0], inside)


class _Columns:
    """What the columns of a grid hold, found once for all rows."""

    def __init__(self, grid: Grid, name: int | None, targets: tuple[int, ...], in_header: str | None) -> None:
        self.grid = grid
        self.name = name
        self.targets = targets
        self.in_header = in_header
        self.context = ""
        roles = ("channel", "priority", "description", "exclusions", "window", "measured_by", "credit", "weight")
        self.others = {role: at for role in roles if (at := grid.column(role)) is not None and at != name}


def _upright(rows: tuple[Row, ...], header_rows: int, catalogue: Catalogue) -> Grid | None:
    """The grid with one KPI a row; a table with one KPI a column is turned."""
    grid = grid_of(rows, header_rows)
    labels = [role_of(text_of(row[0])) for row in rows[1:]]
    across = sum(_is_kpi(cell, catalogue) for cell in rows[0][1:])
    down = sum(_is_kpi(row[0], catalogue) for row in rows)
    if across >= 1 and across > down and "target" in labels:
        return grid_of(transposed(rows), 1)
    return grid if grid.rows else None


def _is_kpi(cell: Cell | None, catalogue: Catalogue) -> bool:
    return bool(text_of(cell)) and catalogue.match(text_of(cell)) is not None and not has_value(cell)


def _name_column(grid: Grid, catalogue: Catalogue) -> int | None:
    """The column of names: the one whose cells the catalogue knows best, among those that headers call names."""
    known = {
        at: sum(catalogue.match_or_said(text_of(row[at])) is not None for row in grid.rows)
        for at in range(len(grid.headers))
    }
    said = [at for at in known if role_of(grid.headers[at]) == "name"]
    if said:
        return max(said, key=lambda at: (known[at], -at))
    free = [at for at in known if role_of(grid.headers[at]) in ("", "target", "number", "priority") and known[at]]
    best = max(free, key=lambda at: (known[at], -at), default=None)
    if best is not None and known[best] * 2 >= len(grid.rows):
        return best
    return None


def _header_target(grid: Grid) -> str | None:
    """A target that stands in a header: "Metric (target 90 %)"."""
    found = [header for header in grid.headers if re.search(r"target|goal|threshold|minimum", t.fold(header))]
    return next((header for header in found if read_target(t.fold(header), None).value is not None), None)


def _names_and_targets(grid: Grid, name: int | None) -> bool:
    return name is not None and any(role_of(header) == "target" for header in grid.headers)


def _about_kpis(grid: Grid, name: int | None, columns: tuple[int, ...], catalogue: Catalogue) -> bool:
    """Whether headers name KPIs and targets, or the catalogue knows half of the names."""
    if name is None:
        return any(catalogue.match(grid.headers[at]) for at in columns) and _has_priorities(grid)
    said = _EXPLICIT.search(t.fold(grid.headers[name])) is not None and role_of(grid.headers[name]) == "name"
    known = sum(catalogue.match_or_said(text_of(row[name])) is not None for row in grid.rows)
    named = [row for row in grid.rows if text_of(row[name])]
    promised = any(role_of(grid.headers[at]) == "target" for at in columns)
    return (said and bool(columns)) or (known > 0 and known * (3 if promised else 2) >= len(named))


def _has_priorities(grid: Grid) -> bool:
    return any(_PRIORITY.match(t.fold(text_of(row[0]))) for row in grid.rows) or any(
        role_of(header) == "priority" for header in grid.headers
    )


def _is_total(cell: Cell | None) -> bool:
    return re.match(r"(?:total|sum|overall|average)(?!\w)(?!.*(?:time|speed|wait))", t.fold(text_of(cell))) is not None


def _named(row: Row, header: str, columns: _Columns, catalogue: Catalogue) -> tuple[str, KpiDefinition | None]:
    """The name of the level in one cell, and its KPI: from the row, the header, or the channel in either."""
    label = text_of(row[columns.name]) if columns.name is not None else ""
    beside = text_of(row[columns.others["channel"]]) if "channel" in columns.others else ""
    ahead = " ".join(text_of(part) for part in row[: columns.name or 0])
    channel = (
        channel_of(beside)
        or channel_of(ahead)
        or channel_of(header)
        or channel_of(label)
        or channel_of(columns.context)
    )
    known = catalogue.match(header)
    if label and not (known and _PRIORITY.match(t.fold(label))):
        several = len(columns.targets) > 1
        definition = catalogue.match_or_said(label, channel) or _of_channel(row, columns, channel, catalogue)
        return (f"{label} ({header})" if several and header else label), definition
    first = text_of(row[0])
    return (f"{header} ({first})" if first else header), known


def _of_channel(row: Row, columns: _Columns, channel: str, catalogue: Catalogue) -> KpiDefinition | None:
    """The KPI of a row that names a channel and promises a time: how fast it is answered."""
    target = read_target(" ".join(t.fold(text_of(row[at])) for at in columns.targets), None)
    if not channel or target.unit not in TIMES:
        return None
    return catalogue.match(
        f"{channel} service level" if channel == "phone" and target.share else f"{channel} first response"
    )


def _complement(row: Row, columns: _Columns) -> bool:
    """Whether two target columns make one level between them: "within 30 seconds" and "8 of 10"."""
    if len(columns.targets) != 2 or any(channel_of(columns.grid.headers[at]) for at in columns.targets):
        return False
    units = {read_target(t.fold(text_of(row[at])), None).unit for at in columns.targets}
    return len(units) == 2 and "%" in units and not units & {"", "number"}


def _level_text(row: Row, cell: Cell | None, at: int, columns: _Columns) -> str:
    """The folded words that state the level: of the cell, of two that belong together, or of the header."""
    if at < 0 and cell is not None:
        return " for ".join(t.fold(text_of(row[column])) for column in columns.targets)
    return t.fold(text_of(cell)) if cell else t.fold(columns.in_header or "")


def _described(row: Row, columns: _Columns, text: str, catalogue: Catalogue) -> KpiDefinition | None:
    """The KPI of a row whose description says what is counted: a share where the name speaks of a time."""
    at = columns.others.get("description")
    described = text_of(row[at]) if at is not None else ""
    target = read_target(text, None)
    return catalogue.match_or_said(described) if described and target.unit == "%" else None


def _with_time(text: str, row: Row, columns: _Columns, definition: KpiDefinition | None) -> str:
    """The level with the time limit that the row's name or description gives to a bare percentage."""
    target = read_target(text, definition)
    if definition is None or target.unit != "%" or target.within or target.value is None:
        return text
    places = [columns.name, columns.others.get("description")]
    for described in (t.fold(text_of(row[at])) for at in places if at is not None):
        limit = read_target(described, None)
        if limit.value is not None and limit.unit in TIMES and limit.share is None and definition.channels:
            found = re.search(rf"(?:within|in|under|<|≤|less than) *{t.DURATION}", described)
            return f"{text} {found.group()}" if found else text
    return text


def _targets(text: str, definition: KpiDefinition | None) -> list[Target]:
    """The targets of one cell: several when it lists several whole levels."""
    pieces = [piece for piece in _PIECE.split(text) if piece]
    several = [read_target(piece, definition) for piece in pieces]
    if len(pieces) > 1 and all(target.value is not None and (target.share or target.within) for target in several):
        return several
    return [read_target(text, definition)]


def _remarks(row: Row, columns: _Columns) -> Remarks:
    cells = {role: text_of(row[at]) for role, at in columns.others.items()}
    said = {role: "" if is_empty(row[at]) else cells[role] for role, at in columns.others.items()}
    remarks = Remarks(
        window=said.get("window", ""), exclusions=said.get("exclusions", ""), measured_by=said.get("measured_by", ""),
        credit=_percent(said.get("credit", "")), weight=_percent(said.get("weight", "")),
    )  # fmt: skip
    return remarks if remarks.window else replace(remarks, window="")


def _percent(text: str) -> float | None:
    match = re.search(t.PERCENT, t.fold(text))
    if match:
        return t.parse_percent(match.group()).value
    number = re.fullmatch(t.FIGURE, text.strip())
    return t.parse_figure(number.group()) if number else None
