"""Deals that contradict themselves: every reason at once, each with its place in the deal file and a remedy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contractkit.deal import Deal, KpiTarget
from contractkit.deal.places import EEA
from contractkit.draft.kpi_rows import kpi_rows, unit_text
from contractkit.draft.selection import select_parts, variables_of
from contractkit.draft.templating import evaluate
from contractkit.errors import LibraryError
from contractkit.library.catalogue import Library
from contractkit.library.models import KpiDefinition, Variable, Wording
from contractkit.validation import did_you_mean

_NO_TOOL = re.compile(r"\s*(?:none|no|n/?a|not (?:applicable|needed)|-)\b", re.IGNORECASE)
_DAYS_PER_MONTH = 365 / 12
_DEAL_PATH = re.compile(r"\bdeal\.([a-z_]+(?:\.[a-z_]+)*)")
_TYPES: dict[str, tuple[type, ...]] = {"integer": (int,), "number": (int, float), "text": (str,), "boolean": (bool,)}


@dataclass(frozen=True)
class _Found:
    """A contradiction at a place of the deal file."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def problems(
    deal: Deal, library: Library, template: str = "agreement", positions: Mapping[str, str] | None = None
) -> list[str]:
    """Return every way in which the deal contradicts itself, the clause library or the template; empty when none."""
    found = [item for check, read in _CHECKS if _given(deal, read) for item in check(deal, library)]
    found += [*_choices(deal, library, template, positions or {}), *_answers(deal, library)]
    if not _given(deal, ["kpis"]) or all(target.kpi in library.kpis for target in deal.kpis):
        found += _wordings(deal, library, template, positions or {}, {item.path for item in found})
    return [str(item) for item in dict.fromkeys(found)]


def _given(deal: Deal, names: Iterable[str]) -> bool:
    """Whether these answers are in the deal: a deal for a short document holds only what that document needs."""
    return all(getattr(deal, name) is not None for name in names)


def _parties(deal: Deal, _: Library) -> Iterator[_Found]:
    customer, vendor = deal.customer, deal.vendor
    if customer.name.casefold() == vendor.name.casefold():
        yield _Found("vendor.name", f'"{vendor.name}" is customer and vendor at once. Name two legal entities.')
    elif (customer.registration_number, customer.country) == (vendor.registration_number, vendor.country):
        yield _Found("vendor.registration_number", "customer and vendor have the same number. Correct one of them.")


def _channels(deal: Deal, _: Library) -> Iterator[_Found]:
    yield from _twice("services", "service", (service.id for service in deal.services))
    yield from _twice("channels", "channel", (channel.channel for channel in deal.channels))
    yield from _twice("languages", "language", (item.language for item in deal.languages))
    known = {item.language.casefold() for item in deal.languages}
    for at, channel in enumerate(deal.channels):
        for language in channel.languages:
            if language.casefold() not in known:
                yield _Found(
                    f"channels[{at}].languages",
                    f'{channel.channel} is served in "{language}", which stands not under languages. '
                    "Add it there with its level, or take it out here.",
                )
    served = {language.casefold() for channel in deal.channels for language in channel.languages}
    for at, item in enumerate(deal.languages):
        if item.language.casefold() not in served:
            yield _Found(f"languages[{at}]", f'no channel is served in "{item.language}". Add it to a channel.')


def _twice(path: str, what: str, names: Iterable[str]) -> Iterator[_Found]:
    for name, count in Counter(name.casefold() for name in names).items():
        if count > 1:
            yield _Found(path, f'the {what} "{name}" stands there {count} times. Keep one.')


def _kpis(deal: Deal, library: Library) -> Iterator[_Found]:
    yield from _twice("kpis", "KPI", (target.kpi for target in deal.kpis))
    for at, target in enumerate(deal.kpis):
        path = f"kpis[{at}]"
        kpi = library.kpis.get(target.kpi)
        if kpi is None:
            yield _Found(path, f'there is no KPI "{target.kpi}". {did_you_mean(target.kpi, sorted(library.kpis))}')
        else:
            yield from _kpi(path, target, kpi, deal)


def _kpi(path: str, target: KpiTarget, kpi: KpiDefinition, deal: Deal) -> Iterator[_Found]:
    values = {"target": target.target, "exit_below": target.exit_below}
    for name, value in values.items():
        if value is None:
            continue
        if kpi.unit == "%" and not 0 <= value <= 100:
            yield _Found(f"{path}.{name}", f"{kpi.id} is a percentage; {value:g} lies outside 0 to 100.")
        elif value < 0:
            yield _Found(f"{path}.{name}", f"{kpi.id} is measured in {kpi.unit}; it cannot be {value:g}.")
    known = {channel.channel for channel in deal.channels or ()}
    measured = set(kpi.channels) & {"phone", "email", "chat", "messaging", "social", "video", "post"}
    if measured and measured == set(kpi.channels) and not measured & known:
        names = " or ".join(sorted(measured))
        yield _Found(path, f"{kpi.id} measures {names}, which is not served. Add the channel or drop the KPI.")
    if target.exit_trigger:
        yield from _exit_level(path, target, kpi)


def _exit_level(path: str, target: KpiTarget, kpi: KpiDefinition) -> Iterator[_Found]:
    level = target.target if target.exit_below is None else target.exit_below
    if kpi.direction == "observe":
        yield _Found(f"{path}.exit_trigger", f"{kpi.id} is only observed; it has no level to miss.")
        return
    impossible = level <= 0 if kpi.direction == "higher" else kpi.unit == "%" and level >= 100
    if impossible:
        bound = unit_text(level, kpi.unit)
        yield _Found(
            f"{path}.exit_below", f"{kpi.id} can never be worse than {bound}, so the performance exit can never fire."
        )
    stricter = level > target.target if kpi.direction == "higher" else level < target.target
    if stricter and kpi.direction in ("higher", "lower"):
        yield _Found(
            f"{path}.exit_below",
            f"{kpi.id} would open the exit although its target is met ({target.target:g}). Set a worse level.",
        )


def _credits(deal: Deal, _: Library) -> Iterator[_Found]:
    credits_ = deal.service_credits
    if credits_.at_risk_percent < credits_.single_miss_percent:
        yield _Found(
            "service_credits.at_risk_percent",
            f"the cap of {credits_.at_risk_percent:g}% lies below a single credit of "
            f"{credits_.single_miss_percent:g}%. Raise the cap or lower single_miss_percent.",
        )
    weights = sum(target.weight for target in deal.kpis)
    if weights > 100:
        yield _Found("kpis", f"the weights add up to {weights}; they are shares of one amount, so at most 100.")
    if weights == 0:
        yield _Found("kpis", "no KPI has a weight, so no service credit can ever fall due. Give weight to some.")


def _term(deal: Deal, _: Library) -> Iterator[_Found]:
    days = deal.term.months * _DAYS_PER_MONTH
    term = f"the term of {deal.term.months} months"
    if deal.lock.months > deal.term.months:
        yield _Found("lock.months", f"a lock of {deal.lock.months} months is longer than {term}. Shorten it.")
    for name in ("renewal_notice_days", "convenience_notice_days", "vendor_notice_days"):
        notice = getattr(deal.term, name)
        if notice > days:
            yield _Found(f"term.{name}", f"a notice of {notice} days is longer than {term}. Shorten it.")


def _lock(deal: Deal, _: Library) -> Iterator[_Found]:
    trigger = deal.lock.exit
    never = "so the performance exit can never fire"
    if trigger.misses > trigger.window_months:
        yield _Found(
            "lock.exit.misses",
            f"{trigger.misses} missed months do not fit in a window of {trigger.window_months} months, {never}.",
        )
    if deal.lock.months == 0:
        return
    if not any(target.exit_trigger for target in deal.kpis):
        yield _Found("kpis", f"no KPI is marked exit_trigger: true, {never}. Mark those that matter most.")
    if trigger.window_months > deal.lock.months:
        yield _Found(
            "lock.exit.window_months",
            f"a window of {trigger.window_months} months is longer than the lock of {deal.lock.months}. Shorten it.",
        )
    elif trigger.misses >= deal.lock.months:
        yield _Found(
            "lock.exit.misses",
            f"{trigger.misses} missed months are the whole lock of {deal.lock.months} months: the exit opens when the "
            "lock is over. Ask for fewer.",
        )


def _data(deal: Deal, _: Library) -> Iterator[_Found]:
    data = deal.data
    places = [*data.places, *(item.country for item in data.sub_processors)]
    abroad = sorted({place for place in places if place.casefold().strip() not in EEA})
    if abroad and _NO_TOOL.match(data.transfer_mechanism):
        yield _Found(
            "data.transfer_mechanism",
            f'"{data.transfer_mechanism}", but data is handled in {", ".join(abroad)}. Name the transfer tool '
            "(adequacy decision, standard contractual clauses); for places in the EEA write the country alone.",
        )


def _escalation(deal: Deal, _: Library) -> Iterator[_Found]:
    levels = [step.level for step in deal.escalation]
    if levels != list(range(1, len(levels) + 1)):
        yield _Found("escalation", f"levels must count 1, 2, 3 …; they are {', '.join(map(str, levels))}.")
    for at, step in enumerate(deal.escalation):
        if step.response_hours > step.resolution_hours:
            yield _Found(
                f"escalation[{at}]", f"the answer is due after {step.response_hours:g} hours, later than the solution."
            )


_CHECKS: tuple[tuple[Callable[[Deal, Library], Iterable[_Found]], tuple[str, ...]], ...] = (
    (_parties, ("customer", "vendor")),
    (_channels, ("services", "channels", "languages")),
    (_kpis, ("kpis", "channels")),
    (_credits, ("kpis",)),
    (_term, ("term",)),
    (_lock, ("term", "kpis")),
    (_data, ("data",)),
    (_escalation, ("escalation",)),
)


def _choices(deal: Deal, library: Library, template: str, positions: Mapping[str, str]) -> Iterator[_Found]:
    for family, position in {**deal.positions, **positions}.items():
        path = f"positions.{family}"
        own = library.positions(f"{template}/{family}")
        known = [wording.position for wording in own or library.positions(family)]
        if family not in library.families and not known:
            yield _Found(path, f"there is no clause family of this name. {did_you_mean(family, _families(library))}")
        elif position not in known and not (position == "fallback" and "fallback-1" in known):
            yield _Found(path, f'there is no wording "{position}"; there are: {", ".join(known) or "none"}.')


def _answers(deal: Deal, library: Library) -> Iterator[_Found]:
    for family, given in deal.terms.items():
        if family not in _families(library):
            remedy = did_you_mean(family, _families(library))
            yield _Found(f"terms.{family}", f"there is no clause family of this name. {remedy}")
            continue
        wordings = [wording for wording in library.wordings.values() if wording.family == family]
        known = {name for wording in wordings for name in wording.variables}
        for name in given:
            if name not in known:
                remedy = did_you_mean(name, sorted(known)) or "This clause has no variables."
                yield _Found(f"terms.{family}.{name}", f"the clause knows no such value. {remedy}")


def _families(library: Library) -> list[str]:
    return sorted({*library.families, *(wording.family for wording in library.wordings.values())})


def _wordings(
    deal: Deal, library: Library, template: str, positions: Mapping[str, str], known: set[str]
) -> Iterator[_Found]:
    """Yield what the chosen wordings say against the deal: variables out of range, invariants broken."""
    parts = select_parts(library.template(template), deal, library, positions)
    shared = {"deal": deal, "kpis": kpi_rows(deal, library)}
    for wording in (wording for part in parts for wording in part.wordings):
        unfit = list(_variables(wording, deal))
        yield from unfit
        if not unfit:
            yield from _invariants(wording, {**shared, "terms": variables_of(wording, deal)}, known)


def _variables(wording: Wording, deal: Deal) -> Iterator[_Found]:
    values = variables_of(wording, deal)
    for name, variable in wording.variables.items():
        path = f"terms.{wording.family}.{name}"
        if name not in values:
            yield _Found(path, f"still to be answered: {variable.ask} ({variable.why})")
        else:
            message = _unfit(values[name], variable)
            if message:
                yield _Found(path, message)


def _unfit(value: Any, variable: Variable) -> str:
    """Return what is wrong with a variable's value, or nothing."""
    if not isinstance(value, _TYPES[variable.type]) or (isinstance(value, bool) and variable.type != "boolean"):
        return f"expected {variable.type}, found {value!r}."
    if variable.choices and str(value) not in variable.choices:
        return f'"{value}" is none of: {", ".join(variable.choices)}.'
    if isinstance(value, (int, float)):
        if variable.min is not None and value < variable.min:
            return f"{value:g} is below the least that the playbook allows, {variable.min:g}."
        if variable.max is not None and value > variable.max:
            return f"{value:g} is above the most that the playbook allows, {variable.max:g}."
    return ""


def _invariants(wording: Wording, values: Mapping[str, Any], known: set[str]) -> Iterator[_Found]:
    for invariant in wording.invariants:
        paths = _DEAL_PATH.findall(invariant.that)
        if known & {*paths, *(path.split(".")[0] for path in paths)}:
            continue  # the same contradiction is reported already
        try:
            holds = evaluate(invariant.that, values, wording.clause_id)
        except LibraryError as error:
            yield _Found(wording.clause_id, str(error))
            continue
        if not holds:
            yield _Found(paths[0] if paths else wording.clause_id, invariant.message)
