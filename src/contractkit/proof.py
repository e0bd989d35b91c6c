"""Whether the library keeps its word: every rule's examples and redline are tried, and every wording is checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contractkit.errors import LibraryError, UsageError
from contractkit.library.catalogue import Library
from contractkit.library.models import InterlockRule, Rule, Wording
from contractkit.library.source import yaml_text
from contractkit.trial import try_redline, try_rule, try_wording
from contractkit.yamltext import Problem

_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Proof:
    """How much was tried, and what failed."""

    rules: int
    examples: int
    wordings: int
    failures: tuple[Problem, ...]


def prove(library: Library, ids: Sequence[str] = ()) -> Proof:
    """Try the examples of the chosen rules and the chosen wordings (all when no ids are given).

    An id is a family (its rules and wordings), a rule, or a wording ("lock-period.preferred"). Raises UsageError for
    an id that does not exist. Rules and wordings of a family that does not exist are left out here, as are the
    templates' own wordings, which no family measures; validating the library reports what is wrong with them.
    """
    rules, wordings = _chosen(library, ids)
    rules = [rule for rule in rules if _judgeable(rule, library)]
    wordings = [wording for wording in wordings if wording.owner_id in library.families]
    failures = [failure for rule in rules for failure in _rule_failures(rule, library)]
    failures += [failure for wording in wordings for failure in _wording_failures(wording, library)]
    examples = sum(len(rule.tests.flag) + len(rule.tests.accept) for rule in rules)
    return Proof(len(rules), examples, len(wordings), tuple(failures))


def _chosen(library: Library, ids: Sequence[str]) -> tuple[list[Rule], list[Wording]]:
    wanted = set(ids)
    rules = [rule for _, rule in sorted(library.rules.items()) if not wanted or wanted & {rule.id, rule.family}]
    wordings = [wording for _, wording in sorted(library.wordings.items()) if not wanted or wanted & _names(wording)]
    found = {name for rule in rules for name in (rule.id, rule.family)}
    found |= {name for wording in wordings for name in _names(wording)}
    unknown = sorted(wanted - found - set(library.families))
    if unknown:
        raise UsageError(f'there is no family, rule or wording "{unknown[0]}"; see: contractkit library list')
    return rules, wordings


def _judgeable(rule: Rule, library: Library) -> bool:
    """Whether all families that the rule looks at exist."""
    named = [condition.family for condition in rule.when] if isinstance(rule, InterlockRule) else []
    return all(family is None or family in library.families for family in named)


def _names(wording: Wording) -> set[str]:
    return {wording.family, f"{wording.family}.{wording.position}", wording.clause_id}


def _rule_failures(rule: Rule, library: Library) -> Iterator[Problem]:
    source = yaml_text(library.origins["rule", rule.id])
    for expected, texts in (("flag", rule.tests.flag), ("accept", rule.tests.accept)):
        for index, text in enumerate(texts):
            problem = _example_problem(rule, text, expected, library)
            if problem:
                shown = " / ".join(text.split("\n"))[:_SHOWN]
                yield source.problem_at(["tests", expected, index], problem, f"Example: {shown}").without_excerpt()
    for problem in _redline_problems(rule, library):
        yield source.problem_at(["redline"], problem).without_excerpt()


def _redline_problems(rule: Rule, library: Library) -> list[str]:
    try:
        return try_redline(rule, library)
    except LibraryError as error:
        return [f"{rule.id}: {error}"]


def _example_problem(rule: Rule, text: str, expected: str, library: Library) -> str:
    """What is wrong with one example, or "" when the rule does what the example expects."""
    try:
        fires = try_rule(rule, text, library)
    except LibraryError as error:
        return f"{rule.id}: {error}"
    if fires == (expected == "flag"):
        return ""
    return f"{rule.id} does not fire on this flag example" if not fires else f"{rule.id} fires on this accept example"


def _wording_failures(wording: Wording, library: Library) -> Iterator[Problem]:
    path = library.origins["wording", f"{wording.owner_id}/{wording.language}.{wording.position}"]
    try:
        found = try_wording(wording, library)
    except LibraryError as error:
        found = [str(error)]
    for problem in found:
        yield Problem(path, 0, 0, problem)
