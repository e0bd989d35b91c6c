"""What is wrong with a service level, one by one and all together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contractkit.evidence import Place
from contractkit.facts import FoundKpi
from contractkit.findings import Kpi
from contractkit.library.models import KpiDefinition, StatutoryFloor, TableRule
from contractkit.rules.context import Context
from contractkit.rules.hits import Hit
from contractkit.rules.standing import standing
from contractkit.text import Quantity, convert, parse_percent, told

_TIMES = ("s", "minute", "hour", "day", "business_day")


def table_hits(rule: TableRule, context: Context) -> Iterator[Hit]:
    """Yield a hit for each service level, or sentence about them, that has the rule's problem."""
    whole = _WHOLE.get(rule.problem)
    if whole is not None:
        yield from whole(rule, context)
        return
    for found in _chosen(rule, context):
        detail = _problem(rule, found, context)
        if detail is not None:
            yield _hit(rule, found, detail)


def _chosen(rule: TableRule, context: Context) -> list[FoundKpi]:
    return [found for found in context.kpis if not rule.kpis or found.kpi.kpi in rule.kpis]


def _hit(rule: TableRule, found: FoundKpi, detail: str) -> Hit:
    return Hit(Place(found.paragraph, found.start, found.end), rule.severity, detail)


def _problem(rule: TableRule, found: FoundKpi, context: Context) -> str | None:
    """What is wrong with the service level, as far as this rule looks; None when nothing is."""
    kpi = found.kpi
    definition = context.library.kpis.get(kpi.kpi)
    if rule.problem == "target-missing":
        return kpi.name if kpi.target is None else None
    if rule.problem == "worse-than-range":
        return _worse_than_floor(kpi, definition) if definition else None
    if rule.problem == "averaged" and not _hides_peaks(found, definition, context):
        return None
    text = {"vendor-measured": kpi.measured_by, "excluded": " ".join(kpi.exclusions)}.get(rule.problem, found.row_text)
    if not text:
        return None
    return kpi.name if next(standing(rule.phrases, context, frozenset(found.paragraphs)), None) else None


def _worse_than_floor(kpi: Kpi, definition: KpiDefinition) -> str | None:
    floor = definition.target.floor
    if floor is None or kpi.target is None or definition.direction not in ("higher", "lower"):
        return None
    if not _worse(kpi, floor, definition):
        return None
    same = convert(Quantity(kpi.target, kpi.unit), definition.unit)  # a reader compares like with like
    target = told(kpi.target, kpi.unit) if same is None else told(same, definition.unit)
    return f"{kpi.name}: {target}, market floor {told(floor, definition.unit)}"


def _worse(kpi: Kpi, floor: float, definition: KpiDefinition) -> bool:
    """Whether the target lies beyond ``floor``, which is in the KPI's unit; False when they cannot be compared."""
    target = convert(Quantity(kpi.target or 0, kpi.unit), definition.unit)
    if target is None:
        return False
    return target < floor if definition.direction == "higher" else target > floor


def _hides_peaks(found: FoundKpi, definition: KpiDefinition | None, context: Context) -> bool:
    """Whether a time is promised on average only: no share goes with it, nor with another level of its channel."""
    kpi = found.kpi
    if kpi.target is None or kpi.share is not None or kpi.within is not None or kpi.unit == "%":
        return False
    channels = set(definition.channels) if definition else set()
    for other in context.kpis:
        its = context.library.kpis.get(other.kpi.kpi)
        beside = its is not None and (other.kpi.kpi == kpi.kpi or bool(channels & set(its.channels)))
        if beside and (other.kpi.share is not None or other.kpi.within is not None):
            return False
    return True


def _unmeasured(rule: TableRule, context: Context) -> Iterator[Hit]:
    """Levels are promised, and neither a row nor a sentence says how they are measured."""
    promised = [found for found in _chosen(rule, context) if found.kpi.target is not None]
    if not promised or any(found.kpi.measured_by for found in context.kpis):
        return
    if next(standing(rule.phrases, context), None) is None:
        yield _hit(rule, promised[0], f"{len(promised)} service levels")


def _below_statute(rule: TableRule, context: Context) -> Iterator[Hit]:
    """Levels below what a law asks, where a sentence matches the rule's phrases: so the law may apply."""
    chosen = _chosen(rule, context)
    if not chosen or next(standing(rule.phrases, context), None) is None:
        return
    for floor, definition in _floors(rule, context):
        same = [found for found in chosen if _comparable(found.kpi, definition, floor)]
        if floor.within is not None:
            if same and not any(_reaches(found.kpi, floor) for found in same):
                yield _hit(rule, same[0], f"the law asks for {floor.floor:g} % within {floor.within:g} s")
            continue
        for found in same:
            if found.kpi.target is not None and _worse(found.kpi, floor.floor, definition):
                yield _hit(rule, found, f"the law asks for {floor.floor:g} {definition.unit}")


def _floors(rule: TableRule, context: Context) -> Iterator[tuple[StatutoryFloor, KpiDefinition]]:
    for name, definition in context.library.kpis.items():
        if not rule.kpis or name in rule.kpis:
            for floor in definition.statutory:
                yield floor, definition


def _comparable(kpi: Kpi, definition: KpiDefinition, floor: StatutoryFloor) -> bool:
    """Whether the level is the KPI's own, or of another that can meet the floor."""
    return kpi.kpi in (definition.id, *floor.levels)


def _reaches(kpi: Kpi, floor: StatutoryFloor) -> bool:
    within = convert(Quantity(kpi.within.value, kpi.within.unit), "s") if kpi.within else None
    in_time = within is None or floor.within is None or within <= floor.within
    return kpi.target is not None and kpi.target >= floor.floor and in_time


def _exit_unscheduled(rule: TableRule, context: Context) -> Iterator[Hit]:
    """Sentences on leaving that name a service level which the schedule does not hold."""
    scheduled = {found.kpi.kpi for found in context.kpis}
    if not scheduled:
        return
    told: set[int] = set()
    for passage, _ in standing(rule.phrases, context):
        paragraph = context.evidence.document.paragraphs[passage.paragraph]
        named = context.kpi_named(paragraph.text[passage.start : passage.end]) if paragraph.cell is None else None
        if named is not None and named.id not in scheduled and passage.paragraph not in told:
            told.add(passage.paragraph)
            yield Hit(passage.place, rule.severity, named.name.en)


def _credit_out_of_reach(rule: TableRule, context: Context) -> Iterator[Hit]:
    """Credits that begin ``points`` or more below the level that they are to secure."""
    levels = [
        found.kpi
        for found in context.kpis
        if found.kpi.unit == "%" and found.kpi.target is not None and found.kpi.operator in (">=", ">")
    ]
    for passage, match in standing(rule.phrases, context):
        threshold = parse_percent(match.value).value if match.value else None
        named = context.kpi_named(passage.canonical[passage.own :])
        targets = [kpi for kpi in levels if named is None or kpi.kpi == named.id]
        if threshold is None or not targets:
            continue
        kpi = max(targets, key=lambda level: level.target or 0)
        if (kpi.target or 0) - threshold >= rule.points:
            detail = f"{kpi.name}: target {kpi.target:g} %, credits below {threshold:g} %"
            yield Hit(passage.place, rule.severity, detail)


_WHOLE: dict[str, Callable[[TableRule, Context], Iterator[Hit]]] = {
    "unmeasured": _unmeasured,
    "below-statute": _below_statute,
    "exit-unscheduled": _exit_unscheduled,
    "credit-out-of-reach": _credit_out_of_reach,
}
