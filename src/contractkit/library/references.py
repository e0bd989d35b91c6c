"""Whether everything that the library names exists: families, elements, facts, law, rules, wordings, terms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from contractkit.library.catalogue import Library
from contractkit.library.complaints import Complaint
from contractkit.library.models import (
    Condition,
    Family,
    InterlockRule,
    LimitRule,
    Playbook,
    Rule,
    TableRule,
    Template,
)
from contractkit.validation import did_you_mean
from contractkit.yamltext import Location

TERM = re.compile(r"\[\[([^\[\]]+)\]\]")
_DERIVED = ("missing", "weak", "incomplete", "inverted")
_PARTIES = ("vendor", "customer")


def reference_complaints(library: Library) -> Iterator[Complaint]:
    """Yield a complaint for every name that names nothing and that the work depends on, and for every cycle."""
    derived = derived_rules(library)
    facts = {fact.name for family in library.families.values() for fact in family.facts}
    for family in library.families.values():
        yield from _family(family, library)
    for rule in library.rules.values():
        yield from _rule(rule, library, facts)
    for playbook in library.playbooks.values():
        yield from _playbook(playbook, library, derived)
    for template in library.templates.values():
        yield from _template(template, library)
    yield from _wordings(library)
    yield from _term_cycles(library)
    yield from _requirement_cycles(library)


def advisory_complaints(library: Library) -> Iterator[Complaint]:
    """Yield a complaint for what works but should not stay.

    That is: unknown related families, KPIs that share a name, rules that replace no rule or ask for no wording.
    """
    yield from _aliases(library)
    rules = {*library.rules, *derived_rules(library)}
    for rule in library.rules.values():
        yield from _ask(rule, library)
        yield from _each(library.origins["rule", rule.id], ["replaces"], "rule", rule.replaces, rules)
    for family in library.families.values():
        path = library.origins["family", family.id]
        yield from _each(path, ["related"], "family", family.related, library.families)


def derived_rules(library: Library) -> set[str]:
    """Return the ids of the rules that need no file, because they come from ``family.yaml``."""
    return {f"{family}-{state}" for family in library.families for state in _DERIVED}


def _unknown(path: Path, location: Location, what: str, name: str, known: Collection[str]) -> Iterator[Complaint]:
    """A complaint when ``name`` is not known."""
    if name not in known:
        yield Complaint(path, location, f'there is no {what} "{name}"', did_you_mean(name, sorted(known)))


def _each(
    path: Path, location: Location, what: str, names: Iterable[str], known: Collection[str]
) -> Iterator[Complaint]:
    for index, name in enumerate(names):
        yield from _unknown(path, [*location, index], what, name, known)


def _family(family: Family, library: Library) -> Iterator[Complaint]:
    path = library.origins["family", family.id]
    yield from _each(path, ["law"], "provision of law", family.law, library.law)
    seen: set[str] = set()
    for index, element in enumerate(family.elements):
        if element.id in seen:
            yield Complaint(path, ["elements", index, "id"], f'the element "{element.id}" stands here twice')
        seen.add(element.id)


def _rule(rule: Rule, library: Library, facts: set[str]) -> Iterator[Complaint]:
    path = library.origins["rule", rule.id]
    yield from _unknown(path, ["family"], "family", rule.family, library.families)
    yield from _each(path, ["law"], "provision of law", rule.law, library.law)
    if rule.ask.family:
        yield from _unknown(path, ["ask", "family"], "family", rule.ask.family, library.families)
    for name in re.findall(r"\{(.*?)\}", rule.says):
        yield from _unknown(path, ["says"], "party", name, _PARTIES)
    yield from _redline(rule, library, path)
    if isinstance(rule, LimitRule):
        yield from _unknown(path, ["fact"], "fact", rule.fact, facts)
        for index, step in enumerate(rule.steps):
            if (step.over is None) == (step.under is None):
                yield Complaint(path, ["steps", index], "a step needs exactly one of over and under")
    elif isinstance(rule, TableRule):
        yield from _each(path, ["kpis"], "KPI", rule.kpis, library.kpis)
    elif isinstance(rule, InterlockRule):
        for index, condition in enumerate(rule.when):
            yield from _condition(path, ["when", index], condition, library, facts)


def _redline(rule: Rule, library: Library, path: Path) -> Iterator[Complaint]:
    redline = rule.redline
    if redline is None:
        return
    for name in re.findall(r"(?<!\{)\{([^{}]*)\}", redline.instead or ""):
        yield from _unknown(path, ["redline", "instead"], "party", name, _PARTIES)
    for name in TERM.findall(redline.instead or ""):
        yield from _unknown(path, ["redline", "instead"], "defined term", name.partition("|")[0], library.terms)
    if redline.value is not None and not isinstance(rule, LimitRule):
        remedy = "Only a rule of kind limit has a number to replace; give instead a whole sentence."
        yield Complaint(path, ["redline", "value"], "this rule has no number", remedy)
    if redline.insert and not library.positions(rule.ask.family or rule.family):
        yield Complaint(path, ["redline", "insert"], "the family asked for has no wording to add", "Write it first.")


def _ask(rule: Rule, library: Library) -> Iterator[Complaint]:
    """A rule that does not say what to ask for may belong to a family that needs no wording."""
    family = rule.ask.family or rule.family
    offered = [wording.position for wording in library.positions(family)]
    if "ask" in rule.model_fields_set and family in library.families and rule.ask.position not in offered:
        remedy = f"It has: {', '.join(offered)}." if offered else "Write it, or ask for the wording of another family."
        message = f'"{family}" has no wording in position "{rule.ask.position}"'
        yield Complaint(library.origins["rule", rule.id], ["ask"], message, remedy)


def _condition(
    path: Path, location: Location, condition: Condition, library: Library, facts: set[str]
) -> Iterator[Complaint]:
    named = [condition.family, condition.fact, condition.rule]
    if sum(name is not None for name in named) + bool(condition.phrases) != 1:
        yield Complaint(path, location, "a condition needs exactly one of family, fact, rule and phrases")
    if condition.rule is not None:
        yield from _unknown(path, [*location, "rule"], "rule", condition.rule, library.rules)
    if condition.family is not None:
        yield from _unknown(path, [*location, "family"], "family", condition.family, library.families)
        if bool(condition.status) == (condition.element is not None):
            yield Complaint(path, location, "a family condition needs exactly one of status and element")
        family = library.families.get(condition.family)
        if family and condition.element:
            known = [element.id for element in family.elements]
            yield from _unknown(path, [*location, "element"], "element", condition.element, known)
    if condition.fact is not None:
        yield from _unknown(path, [*location, "fact"], "fact", condition.fact, facts)
        compared = {"over_fact": condition.over_fact, "under_fact": condition.under_fact}
        for key, other in compared.items():
            if other is not None:
                yield from _unknown(path, [*location, key], "fact", other, facts)
        if condition.over is None and condition.under is None and not any(compared.values()):
            yield Complaint(path, location, "a fact condition needs over or under with a unit, or another fact")


def _playbook(playbook: Playbook, library: Library, derived: set[str]) -> Iterator[Complaint]:
    path = library.origins["playbook", playbook.id]
    rules = {*library.rules, *derived}
    for name in playbook.missing_severity:
        yield from _unknown(path, ["missing_severity", name], "family", name, library.families)
    for name in playbook.walk_away:
        yield from _unknown(path, ["walk_away", name], "family", name, library.families)
    for kind, needs in playbook.needs.items():
        for name in needs:
            yield from _unknown(path, ["needs", kind, name], "family", name, library.families)
    for key, scopes in (("approvals", playbook.approvals), ("specialists", playbook.specialists)):
        for index, scope in enumerate(scopes):
            yield from _each(path, [key, index, "families"], "family", scope.families, library.families)
    for key, names in (("severity", playbook.severity), ("disabled", playbook.disabled)):
        for name in names:
            yield from _unknown(path, [key, name], "rule", name, rules)


def _template(template: Template, library: Library) -> Iterator[Complaint]:
    path = library.origins["template", template.id]
    if not library.shell(template.id).is_file():
        yield Complaint(path, [], "shell.docx is missing beside this file", "It gives the styles, header and footer.")
    used: set[str] = set()
    for at, part in enumerate(template.parts):
        for index, choice in enumerate(part.choices):
            location: Location = ["parts", at, "clauses", index]
            own = library.clause(template.id, choice.id)
            if own is None:
                yield from _unknown(path, location, "family", choice.id, library.families)
            if choice.id in library.families and own is None:
                yield Complaint(path, location, f'"{choice.id}" has no wording', "Write the wording en.preferred.md.")
            if choice.id in used and not choice.when:
                yield Complaint(path, location, f'the clause "{choice.id}" stands in this template twice')
            used.add(choice.id)


def own_clauses(library: Library, template: str) -> set[str]:
    """Return the clauses that a template has wordings of its own for; none for no template."""
    return {wording.family for wording in library.wordings.values() if template and wording.template == template}


def _wordings(library: Library) -> Iterator[Complaint]:
    for (family, language, position), wording in library.wordings.items():
        path = library.origins["wording", f"{family}/{language}.{position}"]
        if wording.template and wording.template not in library.templates:
            message = f'there is no template.yaml for "{wording.template}"'
            yield Complaint(path, [], message, "Write one two folders up.")
        elif not wording.template and family not in library.families:
            yield Complaint(path, [], f'there is no family.yaml for "{family}"', "Write one beside this file.")
        known = {*library.families, *own_clauses(library, wording.template)}
        yield from _each(path, ["requires"], "family", wording.requires, known)


def _term_cycles(library: Library) -> Iterator[Complaint]:
    uses = {name: TERM.findall(term.means) for name, term in library.terms.items()}
    for cycle in cycles(uses):
        path = library.origins["term", cycle[0]]
        shown = " -> ".join([*cycle, cycle[0]])
        yield Complaint(
            path, ["terms", cycle[0]], f"definitions lead back to themselves: {shown}", "Reword one of them."
        )


def _requirement_cycles(library: Library) -> Iterator[Complaint]:
    uses: dict[str, list[str]] = {}
    for (family, _, _), wording in library.wordings.items():
        uses.setdefault(family, []).extend(wording.requires)
    for cycle in cycles(uses):
        key = next(key for key in library.wordings if key[0] == cycle[0] and library.wordings[key].requires)
        path = library.origins["wording", f"{key[0]}/{key[1]}.{key[2]}"]
        shown = " -> ".join([*cycle, cycle[0]])
        yield Complaint(path, ["requires"], f"clauses require each other: {shown}", "Let only one require the other.")


def cycles(uses: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the cycles that a walk through ``uses`` meets, each as the names along it."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in uses:
        trail: list[str] = []
        waiting: list[tuple[str, int]] = [(start, 0)]
        while waiting:
            name, depth = waiting.pop()
            del trail[depth:]
            if name in trail:
                found.append(trail[trail.index(name) :])
            elif name not in done:
                trail.append(name)
                done.add(name)
                waiting.extend((used, depth + 1) for used in uses.get(name, ()))
    return found


def _aliases(library: Library) -> Iterator[Complaint]:
    """Two KPIs under one name would make the reading of a table a matter of luck."""
    owners: dict[str, str] = {}
    for kpi in library.kpis.values():
        names = chain([kpi.name.en], kpi.aliases)
        for index, name in enumerate(names):
            owner = owners.setdefault(name.casefold(), kpi.id)
            if owner != kpi.id:
                location: Location = ["aliases", index - 1] if index else ["name"]
                yield Complaint(library.origins["kpi", kpi.id], location, f'"{name}" is also a name of "{owner}"')
