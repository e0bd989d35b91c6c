"""Typed facts and service-level tables read from a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from contractkit import text as t
from contractkit.document import Cell, Document, Table
from contractkit.evidence import Evidence, Passage
from contractkit.findings import Kpi
from contractkit.library.models import FactPattern, Family, KpiDefinition
from contractkit.phrases import Match, Phrase
from contractkit.polarity import taken_back

Compile = Callable[[str], Phrase]
Operator = Literal["<=", ">=", "<", ">", "=", ""]
_MONTHS_A_YEAR = 12
_TERMS = ("initial_term", "lock_period", "renewal_term")
_SHORTEST_TERM = 0.9  # months: 28 days and more; four working days are no term
_NOTICE = re.compile(r"\W*(?:(?:prior|advance|previous|written|clear|formal|or more|in writing)\W+)*notice")
_A_YEAR_OF_FEES = re.compile(
    r"annual|per year|per annum|a year|in any (?:contract )?year|twelve|12\W{0,4}month|preceding year"
)


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact with its place: offsets of the sentence (or cell) in the paragraph that states it."""

    name: str
    quantity: t.Quantity
    paragraph: int
    start: int
    end: int


def find_facts(
    families: Iterable[Family], scope_of: Callable[[str], frozenset[int]], evidence: Evidence, compile_phrase: Compile
) -> tuple[FoundFact, ...]:
    """Return every fact that the families' fact patterns find, in document order, each place and value once.

    Prose is searched where its family stands (``scope_of``), tables everywhere: key terms stand in order forms.
    """
    found: defaultdict[tuple[str, t.Quantity, int], list[FoundFact]] = defaultdict(list)
    tabular = {p.index for p in evidence.document.paragraphs if p.cell is not None}
    for family in families:
        places = scope_of(family.id) | tabular if family.facts else frozenset()
        for pattern in family.facts:
            for fact in _facts(pattern, places, evidence, compile_phrase):
                same = found[fact.name, fact.quantity, fact.paragraph]
                if not any(fact.start < other.end and other.start < fact.end for other in same):
                    same.append(fact)
    told = (fact for same in found.values() for fact in same)
    return tuple(sorted(told, key=lambda item: (item.paragraph, item.start, item.name)))


def _facts(
    pattern: FactPattern, places: frozenset[int] | set[int], evidence: Evidence, compile_phrase: Compile
) -> Iterator[FoundFact]:
    """The first value that the pattern finds in each passage, unless the passage is excused or takes it back."""
    excused = {passage for passage, _ in evidence.find([compile_phrase(source) for source in pattern.unless], places)}
    last = None
    for passage, match in evidence.find([compile_phrase(source) for source in pattern.find], places):
        if passage is last or passage in excused or match.value is None or _is_notice(pattern.name, passage, match):
            continue
        if passage.span(match.start, match.end) is None or taken_back(passage.canonical, match.start):
            continue
        quantity = _quantity(pattern.name, match.value, passage.canonical)
        if pattern.name in _TERMS and (t.convert(quantity, "month") or 1) < _SHORTEST_TERM:
            continue
        last = passage
        yield FoundFact(pattern.name, quantity, passage.paragraph, passage.start, passage.end)


def _is_notice(name: str, passage: Passage, match: Match) -> bool:
    """Whether the value is a length of notice ("six months' prior written notice") and the fact is none."""
    return "notice" not in name and _NOTICE.match(passage.canonical, match.value_end) is not None


def parse_value(text: str) -> t.Quantity:
    """Return what a value marker matched, typed by its own unit: percentage, money, duration or bare number."""
    if re.search(r"%|per\s?cent|percentage", text):
        return t.parse_percent(text)
    if re.search(rf"{t.CURRENCY}", text):
        return t.parse_money(text)
    if re.fullmatch(t.DURATION, text):
        return t.parse_duration(text)
    return t.Quantity(t.parse_number(text), "number")


def _quantity(name: str, value: str, sentence: str) -> t.Quantity:
    quantity = parse_value(value)
    if name != "liability_cap":
        return quantity
    if quantity.unit == "month":
        return t.Quantity(quantity.value, "months_of_fees")
    if quantity.unit == "%" and _A_YEAR_OF_FEES.search(sentence):
        return t.Quantity(quantity.value * _MONTHS_A_YEAR / 100, "months_of_fees")
    return quantity


_NAME_HEADER = re.compile(r"kpi|service level|metric|measure|indicator|parameter|performance standard")
_TARGET_HEADER = re.compile(r"target|threshold|commitment|goal|objective|minimum|standard|level")
_OTHER_HEADERS = {
    "window": re.compile(r"period|window|frequency|interval"),
    "exclusions": re.compile(r"exclu|exception|note|remark|condition"),
    "measured_by": re.compile(r"measured by|source|tool|data|method|calculat"),
    "credit": re.compile(r"credit|weight|penalt|at risk"),
}
_AT_LEAST = r"at least|not less than|no less than|minimum(?: of)?|>=|≥|not fall below|or (?:more|higher|above)"
_AT_MOST = (
    r"at most|not more than|no more than|maximum(?: of)?|up to|within|<=|≤|not exceed|or (?:less|fewer|lower|below)"
)
_OPERATORS: tuple[tuple[re.Pattern[str], Operator], ...] = (
    (re.compile(_AT_LEAST), ">="),
    (re.compile(_AT_MOST), "<="),
    (re.compile(r"less than|below|under|fewer than|<"), "<"),
    (re.compile(r"more than|above|over|greater than|>"), ">"),
)


@dataclass(frozen=True, slots=True)
class FoundKpi:
    """A service level with its place: the paragraph of its target cell, or of its name when it has no target."""

    kpi: Kpi
    paragraph: int
    row_text: str


def find_kpis(document: Document, catalogue: Iterable[KpiDefinition]) -> tuple[FoundKpi, ...]:
    """Return the service levels of every table that has a column of names and a column of targets."""
    definitions = list(catalogue)
    found: list[FoundKpi] = []
    for table in document.tables:
        columns = _columns(table)
        if columns is None:
            continue
        for row in table.rows[max(table.header_rows, 1) :]:
            item = _kpi_of_row(document, row, columns, definitions)
            if item is not None:
                found.append(item)
    return tuple(found)


def _columns(table: Table) -> dict[str, int] | None:
    if len(table.rows) < 2:
        return None
    header: dict[int, str] = {}
    for row in table.rows[: max(table.header_rows, 1)]:
        for cell in row:
            for column in range(cell.column, cell.column + cell.column_span):
                header[column] = f"{header.get(column, '')} {t.fold(cell.text)}".strip()
    names = [column for column, text in header.items() if _NAME_HEADER.search(text)]
    if not names:
        return None
    targets = [column for column, text in header.items() if column != names[0] and _TARGET_HEADER.search(text)]
    if not targets:
        return None
    columns = {"name": names[0], "target": targets[0]}
    for key, pattern in _OTHER_HEADERS.items():
        for column, text in header.items():
            if column not in columns.values() and pattern.search(text):
                columns[key] = column
                break
    return columns


def _kpi_of_row(
    document: Document, row: tuple[Cell, ...], columns: dict[str, int], definitions: list[KpiDefinition]
) -> FoundKpi | None:
    cells = {column: cell for cell in row for column in range(cell.column, cell.column + cell.column_span)}
    name_cell, target_cell = cells.get(columns["name"]), cells.get(columns["target"])
    if name_cell is None or not name_cell.text.strip() or target_cell is name_cell:
        return None
    target_text = target_cell.text if target_cell else ""
    definition = match_kpi(name_cell.text, definitions)
    operator, target, unit, share = _target(t.fold(target_text), definition)
    paragraphs = (target_cell.paragraphs if target_cell and target_text.strip() else ()) or name_cell.paragraphs
    if not paragraphs:
        return None

    def cell_text(key: str) -> str | None:
        cell = cells.get(columns[key]) if key in columns else None
        return cell.text.strip() or None if cell else None

    credit = re.search(t.PERCENT, t.fold(cell_text("credit") or ""))
    exclusions = cell_text("exclusions")
    kpi = Kpi(
        kpi=definition.id if definition else "", name=name_cell.text.strip(), operator=operator, target=target,
        unit=unit, share=share, window=cell_text("window"), exclusions=[exclusions] if exclusions else [],
        measured_by=cell_text("measured_by"), credit=t.parse_percent(credit.group()).value if credit else None,
        section=document.paragraphs[paragraphs[0]].section,
    )  # fmt: skip
    return FoundKpi(kpi, paragraphs[0], " | ".join(cell.text for cell in row))


def match_kpi(name: str, definitions: Iterable[KpiDefinition]) -> KpiDefinition | None:
    """Return the catalogue's KPI that ``name`` speaks of: the longest of its names and aliases that ``name`` holds."""
    folded = t.fold(name)
    best: tuple[int, KpiDefinition] | None = None
    for definition in definitions:
        for alias in (definition.name.en, definition.name.es or "", *definition.aliases):
            if (
                alias
                and re.search(rf"(?<!\w){re.escape(t.fold(alias))}(?!\w)", folded)
                and len(alias) > (best[0] if best else 0)
            ):
                best = (len(alias), definition)
    return best[1] if best else None


def _target(text: str, definition: KpiDefinition | None) -> tuple[Operator, float | None, str, float | None]:
    """(operator, target, unit, share): "90 % within 4 h" of a time KPI is <= 4 hour for a share of 90."""
    duration = re.search(t.DURATION, text)
    percent = re.search(t.PERCENT, text)
    operator: Operator = next((sign for pattern, sign in _OPERATORS if pattern.search(text)), "")
    timed = definition is not None and definition.unit in ("s", "minute", "hour", "day", "business_day")
    if percent and duration and (timed or definition is None):
        quantity = t.parse_duration(duration.group())
        return "<=", quantity.value, quantity.unit, t.parse_percent(percent.group()).value
    if percent:
        return _default_operator(operator, definition), t.parse_percent(percent.group()).value, "%", None
    if duration:
        quantity = t.parse_duration(duration.group())
        return _default_operator(operator or "<=", definition), quantity.value, quantity.unit, None
    number = re.search(t.NUMBER, text)
    if number:
        value = t.parse_number(number.group())
        return _default_operator(operator, definition), value, definition.unit if definition else "number", None
    return "", None, definition.unit if definition else "", None


def _default_operator(operator: Operator, definition: KpiDefinition | None) -> Operator:
    if operator or definition is None:
        return operator
    if definition.direction == "higher":
        return ">="
    return "<=" if definition.direction == "lower" else "="
