"""The deal's service levels joined with what the KPI catalogue knows about them, as rows for tables."""

from __future__ import annotations

import re
from typing import Any

from contractkit.deal import Deal, KpiTarget
from contractkit.draft.wording_style import typographic, unit
from contractkit.errors import DealError
from contractkit.library.catalogue import Library
from contractkit.library.models import KpiDefinition
from contractkit.validation import did_you_mean

_UNIT_NAMES = {"s": "second", "business_day": "Working Day", "score": "", "number": ""}
_SHORT_UNITS = {"s": "second", "min": "minute", "h": "hour", "d": "day"}
_SHORT = re.compile(r"(\d+(?:\.\d+)?) ?(s|min|h|d)")
_BOUNDS = {"higher": "at least", "lower": "at most", "corridor": "about", "observe": "reported, no target"}


def kpi_rows(deal: Deal, library: Library) -> tuple[dict[str, Any], ...]:
    """Return one row for each service level of the deal, in its order. Raises DealError for an unknown KPI."""
    return tuple(_row(target, _definition(target.kpi, library)) for target in deal.kpis or ())


def unit_text(value: float, name: str) -> str:
    """Return a value in a KPI's unit as a reader writes it: (20, "s") is "20 seconds"."""
    return unit(value, _UNIT_NAMES.get(name, name)).strip()


def _definition(kpi: str, library: Library) -> KpiDefinition:
    if kpi not in library.kpis:
        raise DealError(f'kpis: there is no KPI "{kpi}". {did_you_mean(kpi, sorted(library.kpis))}'.rstrip())
    return library.kpis[kpi]


def _row(target: KpiTarget, kpi: KpiDefinition) -> dict[str, Any]:
    threshold = spelled(target.threshold or kpi.threshold)
    exit_level = target.target if target.exit_below is None else target.exit_below
    return {
        "id": kpi.id,
        "name": kpi.name.en,
        "definition": typographic(kpi.definition),
        "formula": typographic(kpi.formula),
        "unit": kpi.unit,
        "threshold": threshold,
        "target": target.target,
        "target_text": _level(kpi, target.target, threshold),
        "weight": target.weight,
        "exit_trigger": target.exit_trigger,
        "exit_text": _exit_text(target, kpi, exit_level),
        "measurement": typographic(kpi.measurement),
        "exclusions": typographic(kpi.exclusions),
    }


def _level(kpi: KpiDefinition, value: float, threshold: str) -> str:
    if kpi.direction == "observe":
        return _BOUNDS["observe"]
    limit = f" within {threshold}" if threshold and kpi.unit == "%" else ""
    return f"{_BOUNDS[kpi.direction]} {unit_text(value, kpi.unit)}{limit}"


def spelled(duration: str) -> str:
    """Return a short duration in words, "20 s" as "20 seconds"; any other text unchanged."""
    match = _SHORT.fullmatch(duration)
    return unit(float(match[1]), _SHORT_UNITS[match[2]]) if match else duration


def _exit_text(target: KpiTarget, kpi: KpiDefinition, level: float) -> str:
    """What opens the performance exit: a month worse than the level."""
    if not target.exit_trigger:
        return "no"
    worse = {"higher": "below", "lower": "above"}.get(kpi.direction, "off")
    return f"{worse} {unit_text(level, kpi.unit)}"
