"""Service levels as records, and the words beside a target: how often, who measures, what does not count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contractkit.canonical import Canonicaliser
from contractkit.facts.kpi_target import Target
from contractkit.findings import Kpi, Measure
from contractkit.library.models import KpiDefinition
from contractkit.phrases import CUSTOMER_TOKEN, VENDOR_TOKEN
from contractkit.text import fold

_WINDOWS = (
    ("hour", r"hourly|each hour|every hour|per hour|half-hour\w*|15-minute"),
    ("day", r"daily|each (?:calendar |business |working )?day|per day|every day|a day|any day"),
    ("week", r"weekly|(?:each|per|every|any) (?:calendar )?week|a week"),
    (
        "month",
        r"monthly|(?:each|per|every|any|in a|a|one|the) (?:given )?(?:calendar |contract )?month(?!s)|calendar month",
    ),
    ("quarter", r"quarterly|(?:each|per|every|any|in a|a|one) (?:calendar |contract )?quarter|calendar quarter"),
    ("year", r"annual(?:ly)?|yearly|(?:each|per|every|any|in a|a|one) (?:calendar |contract )?year|per annum"),
)
_WINDOW = tuple((name, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for name, words in _WINDOWS)


@dataclass(frozen=True, slots=True)
class FoundKpi:
    """A service level with its place: offsets in the paragraph of its target cell, or of its name without a target.

    ``paragraphs`` are all paragraphs that speak of it (its row), the place among them.
    """

    kpi: Kpi
    paragraph: int
    row_text: str
    start: int = 0
    end: int = 0
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Remarks:
    """What a record says beside its target, as written; None or "" where it says nothing."""

    window: str = ""
    exclusions: str = ""
    measured_by: str = ""
    credit: float | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a level is called, the KPI of the catalogue that it is (None: unknown), and the section that states it."""

    name: str
    definition: KpiDefinition | None
    section: str


def record(named: Named, target: Target, remarks: Remarks, who: Canonicaliser) -> Kpi:
    """Return the record of one service level. ``who`` tells the parties' names apart."""
    within = Measure(value=target.within.value, unit=target.within.unit) if target.within else None
    known = named.definition.id if named.definition else ""
    window = window_of(remarks.window) or remarks.window or None
    return Kpi(
        kpi=known, name=named.name, operator=target.operator, target=target.value,
        unit=target.unit, share=target.share, within=within, window=window,
        exclusions=[remarks.exclusions] if remarks.exclusions else [], weight=remarks.weight,
        measured_by=measurer(remarks.measured_by, who), credit=remarks.credit, section=named.section,
    )  # fmt: skip


def window_of(text: str) -> str | None:
    """Return the measuring period that ``text`` names: hour, day, week, month, quarter or year; None for none."""
    folded = fold(text)
    return next((name for name, pattern in _WINDOW if pattern.search(folded)), None)


def measurer(text: str, who: Canonicaliser) -> str | None:
    """Return "vendor", "customer" or "both" for the parties that ``text`` names, else the text itself."""
    canonical = who(text).text
    names = [name for name, token in (("vendor", VENDOR_TOKEN), ("customer", CUSTOMER_TOKEN)) if token in canonical]
    return ("both" if len(names) == 2 else names[0]) if names else text.strip() or None
