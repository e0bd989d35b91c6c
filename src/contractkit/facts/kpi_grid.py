"""A service-level table as a grid, and what each of its columns holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from contractkit.document import Cell, Table
from contractkit.facts.kpi_names import Catalogue, channel_of
from contractkit.facts.kpi_target import read_target
from contractkit.text import fold

Row = tuple[Cell | None, ...]

_VALUE_IN_HEADER = re.compile(r"\(?[^()]*\d+\s*(?:%|per ?cent|s\b|sec|min|h\b|hours?|days?)[^()]*\)?")
_ROLES = (
    ("number", re.compile(r"^(?:nr|no|n|#|ref|id|item no|number|kpi (?:no|nr|id|ref)|lfd)\.?$")),
    ("channel", re.compile(r"^(?:channel|queue|medium|contact channel|service channel|line)s?$")),
    ("priority", re.compile(r"^(?:priority|severity|class|category|prio|priority level|severity level)(?: class)?$")),
    ("weight", re.compile(r"weight")),
    ("credit", re.compile(r"credit|penalt|malus|at risk|deduct|consequence|bonus|taken off|if missed")),
    ("exclusions", re.compile(r"exclu|excepti|note|remark|condition|comment|not counted|caveat|assumption")),
    ("window", re.compile(r"period|window|frequen|interval|cycle|reporting|^over$|reset")),
    (
        "measured_by",
        re.compile(
            r"measured|source|tool|data|method|calculat|how measured|who measures|measurement|evidence|formula"
            r"|count(?:ed|ing)?\b|proof|recorded|comes? from|how .*(?:found|obtained)"
        ),
    ),
    ("description", re.compile(r"^(?:\w+ )?(?:definition|description|meaning|explanation|scope)s?$")),
)
_STRONG_TARGET = re.compile(
    r"target|(?<!\w)aim|figure$|threshold|commitment|goal|objective|minimum|maximum|required|expected|promise|agreed|committed"
)
_NAME = re.compile(
    r"kpi|service[ -]levels?|metric|measure|indicator|parameter|performance standard|(?<!\w)sla(?!\w)"
    r"|what we measure|criteri"
)
_WEAK_TARGET = re.compile(r"standard|level|value|limit|(?<!\w)sla(?!\w)|result|response")
_MINIMUM = re.compile(r"minimum|required|critical|floor|commit|target|threshold")
_GREEN = re.compile(r"(?<!\w)(?:green|met|pass|fulfilled)(?!\w)")
_NOTHING = re.compile(r"\W*(?:n/?a|none|-|not applicable|tbd|tbc)?\W*")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without merged cells: ``headers`` of the columns, and the rows below them, ``rows[i][column]``."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, role: str) -> int | None:
        """Return the first column of the role, or None."""
        return next((at for at, header in enumerate(self.headers) if role_of(header) == role), None)


def role_of(header: str) -> str:
    """Return what a column under ``header`` holds: name, target, weight, credit, …; "" when the header does not say."""
    text = " ".join(_VALUE_IN_HEADER.sub(" ", fold(header)).split()).strip(" .:")
    for role, pattern in _ROLES:
        if pattern.search(text):
            return role
    named = _NAME.search(text)
    if _STRONG_TARGET.search(text):
        return "target"
    if named:
        return "name"
    return "target" if _WEAK_TARGET.search(text) else ""


def counted_from(first: int, table: Table) -> Table:
    """Return the table by itself, its paragraphs counted from ``first``, its own first: so equal tables are equal."""
    rows = tuple(
        tuple(replace(cell, paragraphs=tuple(index - first for index in cell.paragraphs)) for cell in row)
        for row in table.rows
    )
    return Table(0, table.header_rows, table.columns, rows)


def spread(table: Table) -> tuple[Row, ...]:
    """Return the table's rows with each merged cell in all places that it covers."""
    grid: list[list[Cell | None]] = [[None] * table.columns for _ in table.rows]
    for row in table.rows:
        for cell in row:
            for down in range(cell.row, min(cell.row + max(cell.row_span, 1), len(grid))):
                for right in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                    grid[down][right] = cell
    return tuple(map(tuple, grid))


def transposed(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return rows and columns changed over."""
    return tuple(zip(*rows, strict=True))


def text_of(cell: Cell | None) -> str:
    """Return the cell's text without outer spaces; "" for no cell."""
    return cell.text.strip() if cell else ""


def has_value(cell: Cell | None) -> bool:
    """Whether the cell states a level: a percentage, a time or a number."""
    return read_target(fold(text_of(cell)), None).value is not None


def is_empty(cell: Cell | None) -> bool:
    """Whether the cell says nothing: empty, a dash, "n/a", "tbd"."""
    return _NOTHING.fullmatch(fold(text_of(cell))) is not None


def grid_of(rows: tuple[Row, ...], header_rows: int) -> Grid:
    """Return the grid under its header rows; a table that marks none has a header row when that holds no value."""
    count = header_rows
    if count == 0 and len(rows) > 1 and not any(has_value(cell) for cell in rows[0]) and any(map(text_of, rows[0])):
        count = 1
    columns = len(rows[0]) if rows else 0
    headers = tuple(
        " ".join(dict.fromkeys(text_of(row[column]) for row in rows[:count])).strip() for column in range(columns)
    )
    return Grid(headers, rows[count:])


def target_columns(grid: Grid, name: int | None, catalogue: Catalogue) -> tuple[int, ...]:
    """Return the columns that hold targets: those whose headers say so, else those that mostly hold values."""
    if name is None:
        known = [at for at in range(len(grid.headers)) if catalogue.match(grid.headers[at]) is not None]
        return tuple(at for at in known if _mostly_values(grid, at))
    said = [at for at in range(len(grid.headers)) if at != name and role_of(grid.headers[at]) == "target"]
    if not said:
        said = [at for at in range(len(grid.headers)) if at != name and role_of(grid.headers[at]) == "name"]
        said = [at for at in said if _mostly_values(grid, at)]
    if not said:
        free = [at for at in range(len(grid.headers)) if at != name and role_of(grid.headers[at]) in ("", "name")]
        free = [at for at in free if _mostly_values(grid, at)]
        green = [at for at in free if _GREEN.search(fold(grid.headers[at]))]
        return tuple(green or free)
    told_apart = [at for at in said if channel_of(grid.headers[at]) or catalogue.match(grid.headers[at])]
    if len(said) > 1 and not told_apart:
        return (next((at for at in said if _MINIMUM.search(fold(grid.headers[at]))), said[0]),)
    return tuple(said)


def _mostly_values(grid: Grid, column: int) -> bool:
    cells = [row[column] for row in grid.rows if not is_empty(row[column])]
    return bool(cells) and sum(map(has_value, cells)) * 2 >= len(cells)
