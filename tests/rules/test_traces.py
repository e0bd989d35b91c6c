"""Not seen is not "not there": a clause of which something speaks is doubted, and not told as missing."""

from __future__ import annotations

from typing import Any

import pytest

from checking import check, element, family, forbidden, library, only, status
from contractkit.findings import Finding, Report
from contractkit.library.models import Family


def recognised(headings: list[str], signals: list[str], topics: list[str]) -> dict[str, Any]:
    return {"headings": {"en": headings}, "signals": {"en": signals}, "topics": {"en": topics}}


def breach(need: str = "must", **changes: Any) -> Family:
    values = {
        "group": "data",
        "recognise": recognised(["breach"], ["notify ... breach"], ["(leak*|breach*) & (call*|notify)"]),
        "elements": [element("notice", "notify ... breach"), element("clock", "within {duration}")],
        "need": {"msa": need},
    }
    return family("breach-notice", **values | changes)


SECURITY = family("security", group="data", headings=["security"])
MONEY = family("money", group="commercial", headings=["money"])
OTHERS = [SECURITY, MONEY, *(family(f"other-{n}", group="risk", headings=[f"other {n}"]) for n in range(4))]
LEAK = "Whoever sees a leak calls the shop before anything else is done."


def told(text: str, *, clause: Family | None = None) -> tuple[Report, list[Finding]]:
    report = check(text, library(clause or breach(), *OTHERS))
    return report, [finding for finding in report.findings if finding.family == "breach-notice"]


def test_a_sentence_on_the_subject_in_a_place_of_its_own_is_quoted_in_a_note() -> None:
    report, (finding,) = told(f"# 1. Care\n1.1 The parties are kind. {LEAK}")
    assert status(report, "breach-notice").status == "weak"
    assert (finding.rule, finding.severity, finding.certainty) == ("breach-notice-unclear", "low", "low")
    assert (finding.quote, finding.kind) == (LEAK, "risk")
    assert finding.title == "Perhaps no clause on breach notice"


@pytest.mark.parametrize("text", ["# 1. Care\n1.1 The parties are kind and Client pays.", "Client pays Provider."])
def test_where_nothing_speaks_of_it_the_clause_is_missing(text: str) -> None:
    report, (finding,) = told(text)
    assert status(report, "breach-notice").status == "missing"
    assert (finding.rule, finding.severity, finding.certainty) == ("breach-notice-missing", "high", "high")


@pytest.mark.parametrize(("title", "rule"), [("Security", "unclear"), ("Money", "missing")])
def test_under_a_heading_it_counts_with_a_neighbour_and_not_with_a_stranger(title: str, rule: str) -> None:
    _, (finding,) = told(f"# 1. {title}\n1.1 {LEAK}")
    assert finding.rule == f"breach-notice-{rule}"


def test_in_the_place_of_a_stranger_it_counts_with_two_elements() -> None:
    clause = breach(elements=[element("notice", "calls the shop"), element("clock", "before anything")])
    _, (finding,) = told(f"# 1. Money\n1.1 {LEAK}", clause=clause)
    assert finding.rule == "breach-notice-unclear"


def test_of_two_sentences_the_more_telling_is_quoted() -> None:
    clear = "Of a leak Provider calls Client within 24 hours."
    _, (finding,) = told(f"{LEAK}\n{clear}")
    assert finding.quote == clear


def test_a_definition_a_heading_and_a_cell_are_no_clause() -> None:
    _, (finding,) = told("“Leak” means a call that everybody hears.\n| Leak | Calls |\n|---|---|\n| 2 | 3 |")
    assert finding.rule == "breach-notice-missing"


def test_where_headings_name_nearly_all_what_they_do_not_name_is_not_there() -> None:
    headed = "\n".join(f"# {n + 1}. Other {n}\n{n + 1}.1 The parties are kind to each other." for n in range(4))
    text = f"{headed}\n# 5. Security\n5.1 Doors are locked.\n# 6. Money\n6.1 Client pays.\n# 7. Care\n7.1 {LEAK}"
    _, (finding,) = told(text)
    assert finding.rule == "breach-notice-missing"


def test_what_is_only_nice_to_have_is_not_doubted() -> None:
    assert told(LEAK, clause=breach(need="nice"))[1] == []


@pytest.mark.parametrize(("replaces", "expected"), [(["breach-notice-missing"], "inverted"), ([], "weak")])
def test_a_rule_that_quotes_a_doubted_clause_says_what_the_doubt_would(replaces: list[str], expected: str) -> None:
    rule = forbidden("no-calls", "no calls", family="breach-notice", replaces=replaces)
    report = check(f"{LEAK} There are no calls at night.", library(breach(), rule, *OTHERS))
    assert status(report, "breach-notice").status == expected
    assert [finding.rule for finding in report.findings if finding.family == "breach-notice"] == ["no-calls"]


# A heading that names two families.


def shared(body: str) -> Report:
    help_ = family(
        "help",
        recognise=recognised(["if something goes wrong"], [], ["(stuck|urgent)"]),
        elements=[element("ladder", "goes up")],
        need={"msa": "must"},
    )
    limit = family(
        "limit",
        recognise=recognised(["if something goes wrong"], [], ["owe"]),
        elements=[element("amount", "at most")],
        need={"msa": "must"},
    )
    return check(f"# 1. If something goes wrong\n1.1 {body}", library(help_, limit, *OTHERS))


def test_a_heading_that_names_two_families_counts_for_those_that_are_spoken_of() -> None:
    report = shared("The most that we ever owe you is what you paid.")
    assert (status(report, "limit").status, status(report, "help").status) == ("weak", "missing")
    report = shared("Whoever is stuck with an order phones the lead at once.")
    assert (status(report, "limit").status, status(report, "help").status) == ("missing", "weak")


# What an unseen element weighs.

LACKING = {"lacking": {"all": "medium", "must": "low", "should": "low"}}


def lacking(body: str, *elements: dict[str, Any]) -> str:
    clause = family("audit", headings=["audit"], elements=list(elements), need={"msa": "must"})
    report = check(f"# 1. Audit\n1.1 {body}", library(clause, playbook=LACKING))
    return only(report, "audit-weak").severity


BOOKS = "The parties look at the books together, every year and in a good spirit."


def test_one_unseen_element_is_a_note_unless_nothing_works_without_it() -> None:
    books, right = element("books", "the books"), element("right", "may audit")
    assert lacking(BOOKS, books, right) == "low"
    assert lacking(BOOKS, books, right | {"vital": True}) == "medium"
    assert lacking(BOOKS, books | {"vital": True}, right) == "low"


def test_a_clause_that_says_hardly_anything_weighs_as_a_whole() -> None:
    unseen = [element(f"unseen-{n}", f"unseen {n}") for n in range(2)]
    assert lacking(BOOKS, *unseen) == "medium"
    assert lacking(BOOKS, unseen[0]) == "low"
    assert lacking(BOOKS, element("books", "the books"), *unseen) == "medium"
    assert lacking(BOOKS, element("books", "the books"), element("year", "every year"), *unseen) == "low"
