"""References, phrases, templates, anchors and terms: what only the whole library can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from contractkit.deal import Deal
from contractkit.errors import LibraryError
from contractkit.library.catalogue import Library
from contractkit.library.gather import gather
from contractkit.library.load import load_folders
from contractkit.library.references import cycles
from contractkit.library.validate import validate_library
from small_library import FAMILY_PATH, KPI, RULE, RULE_PATH, WORDING, WORDING_PATH, write_files, write_library

TEMPLATE_PATH = "templates/msa/template.yaml"


def found(folder: Path) -> list[str]:
    return [str(problem) for problem in validate_library(gather([folder])[0], Deal)]


def test_the_small_library_has_no_problem(small: Library) -> None:
    assert validate_library(small, Deal) == []


def test_the_shipped_library_has_no_problem(shipped: Library) -> None:
    assert [str(problem) for problem in validate_library(shipped, Deal)] == []


@pytest.mark.parametrize(
    ("constant", "old", "new", "expected"),
    [
        ("FAMILY", "[test-1]", "[tset-1]", f'{FAMILY_PATH}:6:7: there is no provision of law "tset-1"'),
        ("FAMILY", "related: []", "related: [term]", f'{FAMILY_PATH}:19:11: there is no family "term"'),
        ("RULE", "law: [test-1]", "law: [x]", f'{RULE_PATH}:8:7: there is no provision of law "x"'),
        ("RULE", "{vendor}", "{provider}", f'{RULE_PATH}:6:7: there is no party "provider"'),
        ("RULE", "position: preferred", "position: walk-away", f'{RULE_PATH}:7:6: "lock-period" has no wording in'),
        ("RULE", "position: preferred", "family: term", f'{RULE_PATH}:7:15: there is no family "term"'),
        ("RULE", "kind:", "replaces: [lock-period-missing, lock-lacks-x]\nkind:", 'there is no rule "lock-lacks-x"'),
        ("RULE", "- lock period ... (", "- lock period ... ((", f"{RULE_PATH}:11:5: phrase 'lock period ... (("),
        ("RULE", "lock period ... (renews|extends)", '"{mustn} renew"', f"{RULE_PATH}:11:5: phrase '{{mustn}}"),
        ("VOCABULARY", "cannot", '"{must not} ever"', "vocabulary/en.yaml:4:7: phrase"),
        ("PLAYBOOK", "lacking:", "missing_severity: {term: low}\nlacking:", '7:26: there is no family "term"'),
        ("PLAYBOOK", "lacking:", "severity: {no-rule: low}\nlacking:", '7:21: there is no rule "no-rule"'),
        ("PLAYBOOK", "lacking:", "disabled: {no-rule: why}\nlacking:", '7:21: there is no rule "no-rule"'),
        ("PLAYBOOK", "lacking:", "needs: {msa: {term: must}}\nlacking:", '7:21: there is no family "term"'),
        ("TEMPLATE", "[lock-period]", "[lock-period, term]", f'{TEMPLATE_PATH}:7:51: there is no family "term"'),
        ("TEMPLATE", "[lock-period]", "[lock-period, lock-period]", 'the clause "lock-period" stands in this template'),
        ("TEMPLATE", "[lock-period]", "[{id: lock-period, when: deal.lokc}]", 'a deal has no "lokc" here'),
        ("TEMPLATE", "id: body,", 'id: body, intro: "{{ dael.shop }}",', 'there is no value "dael"'),
        ("WORDING", "owner:", "requires: [term]\nowner:", f'{WORDING_PATH}:6:12: there is no family "term"'),
        ("WORDING", "owner:", "requires: [lock-period]\nowner:", "clauses require each other: lock-period -> lock-p"),
        ("WORDING", "lock-period#lock", "lock-period#lokc", f'{WORDING_PATH}:10:88: no wording of "lock-period" has'),
        ("WORDING", "lock-period#lock", "term", 'there is no family "term"'),
        ("WORDING", "[[Lock Period]]", "[[Lokc Period]]", f'{WORDING_PATH}:9:16: "Lokc Period" is not a defined term'),
        ("WORDING", '| unit("day")', '| unti("day")', f'{WORDING_PATH}:10:50: there is no filter "unti"'),
        ("WORDING", "deal.lock.months", "dael.lock.months", f'{WORDING_PATH}:9:38: there is no value "dael"'),
        ("WORDING", "deal.lock.months", "deal.lock.month", f'{WORDING_PATH}:9:47: a deal has no "month" here'),
        ("WORDING", "terms.notice_days", "terms.notice", f'{WORDING_PATH}:10:32: there is no variable "notice"'),
        ("WORDING", '{{ ref("', '{{ ref(("', f"{WORDING_PATH}:10:1: the template cannot be read"),
        ("WORDING", "2. Customer", "2. {#lock} Customer", f'{WORDING_PATH}:9:4: the anchor "lock" stands here twice'),
        ("WORDING", "2. Customer", '{{ table("x") }}\n2. Customer', 'there is no table "x" in the front matter'),
        ("WORDING", "default: 30", "default: 90", f"{WORDING_PATH}:5:58: the default 90 lies outside min and max"),
        ("WORDING", "default: 30", 'default: "30"', f"{WORDING_PATH}:5:58: the default is not of type integer"),
        ("WORDING", "default: 30", "default: true", f"{WORDING_PATH}:5:58: the default is not of type integer"),
        ("WORDING", "owner:", "invariants: [{that: trems.x, message: m}]\nowner:", '6:21: there is no value "trems"'),
        ("TERMS", "#lock", "#lokc", "definitions/en.yaml:2:32: no wording of"),
        ("TERMS", "the time", "the [[Start]] time", 'definitions/en.yaml:2:32: "Start" is not a defined term'),
        ("TERMS", "the time", "the [[Lock Period]]", "definitions lead back to themselves: Lock Period -> Lock Per"),
    ],
)  # fmt: skip
def test_what_names_nothing_is_found_at_its_place(
    folder: Path, constant: str, old: str, new: str, expected: str
) -> None:
    write_library(folder, **{constant: (old, new)})
    problems = found(folder)
    assert any(expected in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("constant", "old", "new"),
    [
        ("RULE", "law: [test-1]", "law: [x]"),
        ("TEMPLATE", "[lock-period]", "[lock-period, term]"),
        ("TERMS", "the time", "the [[Lock Period]]"),
        ("WORDING", "owner:", "requires: [lock-period]\nowner:"),
    ],
)
def test_what_the_work_depends_on_is_refused_already_when_loading(
    folder: Path, constant: str, old: str, new: str
) -> None:
    write_library(folder, **{constant: (old, new)})
    with pytest.raises(LibraryError) as caught:
        load_folders([folder])
    assert str(caught.value) == "\n".join(found(folder))


def test_remedies_name_the_nearest_or_the_known(folder: Path) -> None:
    write_library(folder, WORDING=("[[Lock Period]]", "[[Lokc Period]]"))
    assert 'Did you mean "Lock Period"?' in found(folder)[0]


def test_a_template_without_shell_is_reported(folder: Path) -> None:
    write_library(folder)
    (folder / "templates/msa/shell.docx").unlink()
    assert found(folder)[0].startswith(f"{TEMPLATE_PATH}:1:1: shell.docx is missing beside this file")


def test_a_wording_without_family_is_reported(folder: Path) -> None:
    write_files(folder, {"families/exit/term/en.preferred.md": WORDING.replace("lock-period#lock", "term#lock")})
    assert any('there is no family.yaml for "term"' in problem for problem in found(folder))


def test_a_rule_that_does_not_say_what_to_ask_for_needs_no_wording(folder: Path) -> None:
    write_library(folder, RULE=("ask: {position: preferred}\n", ""), TEMPLATE=("[lock-period]", "[]"))
    (folder / WORDING_PATH).unlink()
    write_files(folder, {"definitions/en.yaml": "terms: []\n"})
    assert found(folder) == []


def test_a_fact_needs_a_value_in_its_phrase(folder: Path) -> None:
    write_library(folder, FAMILY=('find: ["lock period ... {duration}"]', 'find: ["lock period ... months"]'))
    assert "the phrase of a fact holds no value" in found(folder)[0]


def test_parts_in_any_order_are_no_part_of_a_fact(folder: Path) -> None:
    write_library(folder, FAMILY=('find: ["lock period ... {duration}"]', 'find: ["lock period & {duration}"]'))
    assert "'&' joins whole phrases, which cannot stand in another" in found(folder)[0]


def test_two_kpis_under_one_name(folder: Path) -> None:
    write_library(folder)
    other = KPI.replace("id: first-response-time", "id: first-reply").replace("First response time", "First reply")
    write_files(folder, {"kpis/first-reply.yaml": other.replace("[FRT]", "[x, frt]")})
    assert any('kpis/first-response-time.yaml:3:11: "FRT" is also a name of' in problem for problem in found(folder))


INTERLOCK = RULE.partition("kind:")[0] + "kind: interlock\nwhen:\n  - {}\n  - {}\n" + RULE[RULE.index("tests:") :]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{family: lock-period, status: [missing]}", ""),
        ("{family: lock-period, element: length, met: false}", ""),
        ("{fact: lock_period, over: 12, unit: month}", ""),
        ("{phrases: [lock period], absent: true}", ""),
        ("{family: term, status: [missing]}", '12:14: there is no family "term"'),
        ("{family: lock-period, element: lenght}", '12:36: there is no element "lenght"'),
        ("{family: lock-period}", "12:5: a family condition needs exactly one of status and element"),
        (
            "{family: lock-period, status: [weak], fact: lock_period, over: 1}",
            "exactly one of family, fact, rule and phr",
        ),
        ("{absent: true}", "12:5: a condition needs exactly one of family, fact, rule and phrases"),
        ("{fact: lokc_period, over: 1}", '12:12: there is no fact "lokc_period"'),
        ("{fact: lock_period}", "12:5: a fact condition needs over or under with a unit, or another fact"),
        ('{phrases: ["(lock"]}', "12:16: phrase '(lock'"),
    ],
)
def test_interlock_conditions(folder: Path, condition: str, expected: str) -> None:
    write_library(folder)
    good = "{family: lock-period, status: [missing]}"
    text = INTERLOCK.replace("- {}", f"- {good}", 1).replace("- {}", f"- {condition}", 1)
    write_files(folder, {RULE_PATH: text})
    problems = found(folder)
    assert (not problems) if not expected else any(expected in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("kind: limit\nfact: lock_period\nunit: month\nsteps: [{over: 12, severity: low}]\n", ""),
        ("kind: limit\nfact: lock\nunit: month\nsteps: [{over: 12, severity: low}]\n", 'there is no fact "lock"'),
        ("kind: limit\nfact: lock_period\nunit: month\nsteps: [{severity: low}]\n", "exactly one of over and under"),
        ("kind: table\nproblem: excluded\nkpis: [frt]\nphrases: [peak]\n", 'there is no KPI "frt"'),
        ("kind: table\nproblem: excluded\nphrases: ['(peak']\n", "phrase '(peak'"),
        ("kind: consistency\ncheck: placeholder\n", ""),
    ],
)
def test_other_kinds(folder: Path, rest: str, expected: str) -> None:
    write_library(folder)
    write_files(folder, {RULE_PATH: RULE.partition("kind:")[0] + rest + RULE[RULE.index("tests:") :]})
    problems = found(folder)
    assert (not problems) if not expected else any(expected in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["b", "c"], "b": ["c"], "c": []}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"a": ["b"], "b": ["a"]}, [["a", "b"]]),
        ({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]}, [["a", "b", "c"]]),
        ({"a": ["unknown"]}, []),
    ],
)
def test_cycles(uses: dict[str, list[str]], expected: list[list[str]]) -> None:
    assert cycles(uses) == expected


def test_the_filters_known_here_are_those_of_drafting() -> None:
    from contractkit.draft.wording_style import FILTERS as DRAFTING
    from contractkit.draft.wording_style import STYLED
    from contractkit.library.wording_check import FILTERS

    assert {*DRAFTING, *STYLED} == FILTERS
