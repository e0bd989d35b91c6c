"""One item of the library as readable text at 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from contractkit.errors import UsageError
from contractkit.library.catalogue import Library
from contractkit.library.listing import origin
from contractkit.library.models import (
    Condition,
    ConsistencyRule,
    DefinedTerm,
    Family,
    ForbiddenRule,
    InterlockRule,
    KpiDefinition,
    LawItem,
    Leaning,
    LimitRule,
    Playbook,
    PythonRule,
    Rule,
    TableRule,
    Template,
    Wording,
)
from contractkit.validation import did_you_mean

_WIDTH = 80
_VERIFIED = {
    "primary": "checked against the official text",
    "secondary": "checked against a secondary source",
    "unverified": "not verified",
}

Lines = Iterator[str]


def describe(library: Library, item: str) -> str:
    """Return a description of every item of that id. Raises UsageError when there is none."""
    return "\n\n".join(
        "\n".join([f"{key}  ({kind}, {origin(library, kind, key)})", "=" * _WIDTH, *_KINDS[kind][1](library, found)])
        for kind, key, found in _called(library, item)
    )


def item_files(library: Library, item: str) -> list[Path]:
    """Return the files that hold the items of that id. Raises UsageError when there is none."""
    return list(dict.fromkeys(library.origins[kind, key] for kind, key, _ in _called(library, item)))


def _called(library: Library, item: str) -> list[tuple[str, str, Any]]:
    """Kind, key and item of all that have the id, or another name of it."""
    every = ((kind, key, found) for kind, (items, _) in _KINDS.items() for key, found in items(library).items())
    called = [(kind, key, found) for kind, key, found in every if item in {key, *_other_names(found)}]
    if not called:
        remedy = did_you_mean(item, sorted(_ids(library))) or "See: contractkit library list"
        raise UsageError(f'the library holds no "{item}". {remedy}')
    return called


def _other_names(item: object) -> tuple[str, ...]:
    """A wording is also known as "family.position" and with its version."""
    return (f"{item.family}.{item.position}", item.clause_id) if isinstance(item, Wording) else ()


def _ids(library: Library) -> Iterator[str]:
    for items, _ in _KINDS.values():
        for key, found in items(library).items():
            yield _other_names(found)[0] if isinstance(found, Wording) else key


def _wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    start = indent if first is None else first
    return textwrap.fill(
        " ".join(text.split()), _WIDTH, initial_indent=start, subsequent_indent=indent,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


def _field(name: str, text: str) -> Lines:
    if text:
        yield _wrapped(text, " " * 12, f"{name + ':':<12}")


def _list(name: str, items: Iterable[str], mark: str = "- ") -> Lines:
    shown = list(items)
    if shown:
        yield f"{name}:"
        yield from (_wrapped(item, " " * (2 + len(mark)), f"  {mark}") for item in shown)


def _law(library: Library, ids: Iterable[str]) -> Lines:
    cited = [library.law[item].cite if item in library.law else item for item in ids]
    yield from _field("Law", "; ".join(cited))


def _family(library: Library, family: Family) -> Lines:
    yield from _field("Title", " / ".join(filter(None, [family.title.en, family.title.es])))
    yield from _field("Group", family.group)
    yield from _field("Is", family.is_)
    yield from _field("Why", family.why)
    yield from _field("Needed in", ", ".join(f"{kind}: {need}" for kind, need in family.need.items()))
    yield from _law(library, family.law)
    yield from _field("Headings", ", ".join(family.recognise.headings.en))
    yield from _list("Signals", family.recognise.signals.en)
    yield from _list("Topics", family.recognise.topics.en)
    for element in family.elements:
        yield f"Element {element.id} ({element.need}):"
        yield _wrapped(element.says, "  ", "  ")
        yield from _phrases("satisfied by", element.satisfied_by)
        yield from _phrases("defeated by", element.defeated_by)
    for fact in family.facts:
        yield f"Fact {fact.name}:"
        yield from _phrases("found by", fact.find)
        yield from _phrases("unless", fact.unless)
    yield from _field("Wordings", ", ".join(f"{w.position} {w.version}" for w in library.positions(family.id)))
    yield from _list("Rules", [f"{rule.id} ({rule.severity}): {rule.title}" for rule in library.rules_of(family.id)])
    yield from _field("Related", ", ".join(family.related))


def _phrases(name: str, phrases: Iterable[str]) -> Lines:
    for index, phrase in enumerate(phrases):
        yield _wrapped(phrase, " " * 18, f"    {name + ':' if not index else '':<14}")


def _rule(library: Library, rule: Rule) -> Lines:
    yield from _field("Title", rule.title)
    yield from _field("Family", rule.family)
    yield from _field("Severity", rule.severity)
    yield from _field("Why", rule.why)
    yield from _field("Says", rule.says)
    wording = library.wording(rule.ask.family or rule.family, rule.ask.position)
    yield from _field("Ask for", wording.clause_id if wording else f"{rule.ask.family or rule.family} (no wording yet)")
    yield from _law(library, rule.law)
    yield from _field("Redline", _redline(rule))
    yield f"Fires ({rule.kind}):"
    yield from _condition_lines(rule)
    yield from _field("Replaces", ", ".join(rule.replaces))
    yield from _list("Must flag", rule.tests.flag)
    yield from _list("Must accept", rule.tests.accept)
    yield from _field("Owner", f"{rule.owner}, since {rule.since}")


def _redline(rule: Rule) -> str:
    redline = rule.redline
    if redline is None:
        return ""
    if redline.value is not None:
        return f"the number becomes {redline.value:g} {redline.unit}"
    if redline.delete:
        return "the sentence is struck out"
    return redline.instead or "the clause asked for is added"


def _condition_lines(rule: Rule) -> Lines:
    if isinstance(rule, ForbiddenRule):
        for name in ("any", "all", "unless", "unless_in_section"):
            yield from _phrases(name.replace("_", " "), getattr(rule, name))
        if not rule.leave_excuses:
            yield "    also where the customer's leave is needed"
    elif isinstance(rule, TableRule):
        yield _wrapped(f"{rule.problem}, in {', '.join(rule.kpis) or 'every KPI'}", "    ")
        yield from _phrases("says", rule.phrases)
    else:
        yield from (_wrapped(text, "      ", "    ") for text in _condition_texts(rule))


def _condition_texts(rule: Rule) -> Iterator[str]:
    if isinstance(rule, LimitRule):
        for step in rule.steps:
            side = f"over {step.over:g}" if step.over is not None else f"under {step.under:g}"
            yield f"{rule.fact} {side} {rule.unit}: {step.severity}"
    elif isinstance(rule, InterlockRule):
        yield from (_condition(condition) for condition in rule.when)
    elif isinstance(rule, ConsistencyRule):
        yield rule.check
    elif isinstance(rule, PythonRule):
        yield rule.entry_point


def _condition(condition: Condition) -> str:
    if condition.element:
        return f"{condition.family}: element {condition.element} is {'met' if condition.met else 'not met'}"
    if condition.family:
        return f"{condition.family} is {' or '.join(condition.status)}"
    if condition.fact:
        bounds = [("over", condition.over), ("under", condition.under)]
        shown = " and ".join(f"{word} {value:g}" for word, value in bounds if value is not None)
        return f"{condition.fact} {shown} {condition.unit or ''}".rstrip()
    return f"{'no sentence' if condition.absent else 'a sentence'} says: {' or '.join(condition.phrases)}"


def _wording(_: Library, wording: Wording) -> Lines:
    yield from _field("Title", wording.title)
    yield from _field("Version", f"{wording.version}, {wording.status}, owner {wording.owner}")
    yield from _field("Requires", ", ".join(wording.requires))
    yield from _field("Note", wording.note)
    for name, variable in wording.variables.items():
        bounds = " to ".join(f"{bound:g}" for bound in (variable.min, variable.max) if bound is not None)
        details = ", ".join(filter(None, [variable.unit, bounds, f"default {variable.default}"]))
        yield _wrapped(f"Variable {name} ({details}):", "  ", "")
        yield from (_wrapped(text, "  ") for text in (variable.ask, variable.why))
    yield from _list("Must hold", [f"{invariant.that}: {invariant.message}" for invariant in wording.invariants])
    yield ""
    yield from (_paragraph(line) for line in wording.body.rstrip().splitlines())


def _paragraph(line: str) -> str:
    """A line of Markdown, wrapped below its number."""
    indent = len(line) - len(line.lstrip())
    return _wrapped(line, " " * (indent + 3), " " * indent) if line.strip() else ""


def _kpi(_: Library, kpi: KpiDefinition) -> Lines:
    target = kpi.target
    yield from _field("Name", " / ".join(filter(None, [kpi.name.en, kpi.name.es])))
    yield from _field("Also", ", ".join(kpi.aliases))
    yield from _field("Category", kpi.category)
    yield from _field("Means", kpi.definition)
    yield from _field("Formula", f"{kpi.formula} [{kpi.unit}]")
    yield from _field("Better", kpi.direction)
    values = [("typical", target.typical), ("stretch", target.stretch), ("floor", target.floor)]
    shown = ", ".join(f"{name} {value:g}" for name, value in values if value is not None)
    yield from _field("Target", f"{shown} ({target.evidence})")
    yield from _field("Threshold", kpi.threshold)
    yield from _field("Measured", kpi.measurement)
    yield from _field("Excludes", kpi.exclusions)
    yield from _field("Gamed by", kpi.gamed_by)
    yield from _list("Sources", target.sources)


def _law_item(_: Library, item: LawItem) -> Lines:
    yield from _field("Cite", item.cite)
    yield from _field("Says", item.says)
    yield from _field("Verified", f"{item.verified} ({_VERIFIED[item.verified]}), as of {item.as_of}")
    yield from _field("Source", item.source)


def _playbook(_: Library, playbook: Playbook) -> Lines:
    yield from _field("Title", f"{playbook.title} ({playbook.version})")
    yield from _field("For", f"the {playbook.side}; {', '.join(playbook.types)}")
    missing = [f"{need}: {severity or 'no finding'}" for need, severity in playbook.missing.items()]
    lacking = [f"{need}: {severity or 'no finding'}" for need, severity in playbook.lacking.items()]
    yield from _field("Missing", ", ".join(missing))
    yield from _field("Lacking", ", ".join(lacking))
    yield from _field("Inverted", playbook.inverted)
    yield from _list("Missing, by family", [f"{name}: {value}" for name, value in playbook.missing_severity.items()])
    for kind, needs in playbook.needs.items():
        yield from _list(f"Needs in {kind}", [f"{name}: {need or 'not needed'}" for name, need in needs.items()])
    yield from _list("Severity", [f"{name}: {value}" for name, value in playbook.severity.items()])
    yield from _list("Walk-away", [f"{name}: {text}" for name, text in playbook.walk_away.items()])
    yield from _list("Disabled", [f"{name}: {reason}" for name, reason in playbook.disabled.items()])


def _template(_: Library, template: Template) -> Lines:
    yield from _field("Title", f"{template.title} ({template.version})")
    yield from _field("Type", template.type)
    yield from _field("About", template.about)
    for part in template.parts:
        clauses = [f"{choice.id} (when {choice.when})" if choice.when else choice.id for choice in part.choices]
        yield from _list(f"{part.kind} {part.id}" + (f': "{part.title}"' if part.title else ""), clauses)


def _term(_: Library, term: DefinedTerm) -> Lines:
    yield from _field("Means", term.means)


def _leaning(_: Library, leaning: Leaning) -> Lines:
    yield from _field("Reason", leaning.reason)
    yield from _field("Weight", f"{leaning.weight:+g}")
    yield from _list("Any of", leaning.any)
    yield from _list("Unless", leaning.unless)


def _named(_: Library, phrases: list[str]) -> Lines:
    yield from _list("Any of", phrases)


def _wordings_by_name(library: Library) -> dict[str, Wording]:
    return {
        f"{family}/{language}.{position}": wording for (family, language, position), wording in library.wordings.items()
    }


_KINDS: dict[str, tuple[Callable[[Library], Mapping[str, Any]], Callable[..., Lines]]] = {
    "family": (lambda library: library.families, _family),
    "rule": (lambda library: library.rules, _rule),
    "wording": (_wordings_by_name, _wording),
    "kpi": (lambda library: library.kpis, _kpi),
    "law": (lambda library: library.law, _law_item),
    "playbook": (lambda library: library.playbooks, _playbook),
    "template": (lambda library: library.templates, _template),
    "term": (lambda library: library.terms, _term),
    "vocabulary": (lambda library: library.vocabulary, _named),
    "leaning": (lambda library: library.leanings, _leaning),
}
