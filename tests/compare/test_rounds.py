"""Two rounds in, a comparison out: who changed what, what nobody tracked, and what it does to risk."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from builders import deleted, docx, ins, p
from checking import family, forbidden, law, library, rule
from contractkit.check import check_document
from contractkit.compare.changes import Round
from contractkit.compare.rounds import compare_rounds
from contractkit.comparison import Change, Comparison
from contractkit.report.compared_text import comparison_text
from contractkit.report.html import comparison_html
from contractkit.report.machine import report_json
from contractkit.schemas import schema
from contractkit.word.read import read_document
from report.test_formats import Page

TERM = "The initial term is 24 months from the start date of the services."
PAY = "Client pays each invoice within thirty days after it has arrived at its office."
USES = "Provider may use the data of Client for its own products."
CARE = "Provider performs the services with the care of a good contact centre."
LIBRARY = library(
    family("term", signals=["initial term"], facts=[{"name": "initial_term", "find": ["initial term is {duration}"]}]),
    forbidden("uses-data", "{vendor} {may} use", family="term", severity="critical"),
    rule("long-term", "term", kind="limit", fact="initial_term", unit="month", severity="medium",
         steps=[{"over": 12, "severity": "medium"}, {"over": 36, "severity": "high"}]),
    law("act-1", "Act s. 1"),
)  # fmt: skip
ROLES = {"customer": ["Client"], "vendor": ["Provider"]}


def round_of(data: bytes) -> Round:
    return Round(read_document(data), read_document(data, view="original"))


def compared(old: bytes, new: bytes, **settings: object) -> Comparison:
    one, other = round_of(old), round_of(new)
    reports = tuple(check_document(r.accepted, "test", library=LIBRARY, roles=ROLES) for r in (one, other))
    return compare_rounds(one, other, reports, LIBRARY, **settings)  # type: ignore[arg-type]


OLD = docx(p("Term"), p(TERM), p(PAY), p(CARE))


def only(comparison: Comparison) -> Change:
    (change,) = comparison.changes
    return change


def words(change: Change) -> list[tuple[str, str, list[str]]]:
    return [
        (word.operation, word.text, [by.author for by in word.by]) for word in change.words if word.operation != "same"
    ]


def test_no_change_is_no_change() -> None:
    comparison = compared(OLD, OLD)
    assert comparison.changes == []
    assert comparison.summary.silent == 0
    assert {item.state for item in comparison.findings} == {"open"}


def test_a_silent_change_is_told_as_silent() -> None:
    change = only(compared(OLD, docx(p("Term"), p(TERM.replace("24", "48")), p(PAY), p(CARE))))
    assert (change.kind, change.silent) == ("changed", True)
    assert words(change) == [("deleted", "24", []), ("inserted", "48", [])]


def test_a_tracked_change_names_its_author_and_is_not_silent() -> None:
    new = docx(p("Term"), p("The initial term is ", deleted("24"), ins("48", author="Bo"), TERM[22:]), p(PAY), p(CARE))
    change = only(compared(OLD, new))
    assert (change.kind, change.silent) == ("changed", False)
    assert words(change) == [("deleted", "24", ["Vendor"]), ("inserted", "48", ["Bo"])]


def test_a_sentence_rewritten_with_tracking_is_not_silent_though_few_words_were_kept() -> None:
    kept = "The initial term is "
    assert TERM.startswith(kept)
    rewritten = ins("for the Customer to choose on any day, with no notice, no fee, no reason and no form at all.")
    new = docx(p("Term"), p(kept, deleted(TERM[len(kept) :]), rewritten), p(PAY), p(CARE))
    change = only(compared(OLD, new))
    assert (change.kind, change.silent) == ("changed", False)
    assert all(author for operation, _, author in words(change) if operation != "same")


def test_a_silent_word_inside_a_tracked_paragraph_is_still_silent() -> None:
    new = docx(p("Term"), p(TERM), p(PAY.replace("thirty", "ten"), ins(" Late payment bears interest.")), p(CARE))
    change = only(compared(OLD, new))
    assert change.silent
    assert ("inserted", "ten", []) in words(change)


def test_paragraphs_that_came_and_went_tracked_and_silent() -> None:
    silent = compared(OLD, docx(p("Term"), p(TERM), p(USES), p(CARE)))
    assert [(c.kind, c.silent) for c in silent.changes] == [("removed", True), ("added", True)]
    tracked = compared(
        OLD,
        docx(
            p("Term"),
            p(TERM),
            p(deleted(PAY), mark='<w:del w:id="7" w:author="Bo"/>'),
            p(ins(USES), mark='<w:ins w:id="8" w:author="Vendor"/>'),
            p(CARE),
        ),
    )
    assert [(c.kind, c.silent) for c in tracked.changes] == [("removed", False), ("added", False)]


def test_a_moved_paragraph_is_one_change() -> None:
    change = only(compared(OLD, docx(p("Term"), p(CARE), p(TERM), p(PAY))))
    assert (change.kind, change.also_edited) == ("moved", False)


def test_our_tracked_change_that_came_back_rejected_is_said() -> None:
    sent = docx(
        p("Term"),
        p("The initial term is ", deleted("24", author="Us"), ins("12", author="Us"), TERM[22:]),
        p(PAY),
        p(CARE),
    )
    change = only(compared(sent, OLD))
    assert (change.kind, change.silent) == ("rejected", False)
    assert {author for _, _, authors in words(change) for author in authors} == {"Us"}
    assert compared(sent, docx(p("Term"), p(TERM.replace("24", "12")), p(PAY), p(CARE))).changes == []


def test_risk_new_solved_worse_and_facts() -> None:
    worse = compared(OLD, docx(p("Term"), p(TERM.replace("24", "48")), p(PAY), p(CARE), p(USES)))
    states = {
        (item.state, item.finding.rule) for item in worse.findings if item.finding.rule in ("uses-data", "long-term")
    }
    assert states == {("new", "uses-data"), ("worse", "long-term")}
    (fact,) = worse.facts
    assert (fact.before, fact.after, fact.worse) == (["24 months"], ["48 months"], True)
    solved = compared(docx(p("Term"), p(TERM), p(PAY), p(CARE), p(USES)), OLD)
    assert [i.finding.rule for i in solved.findings if i.state == "solved"] == ["uses-data"]


def test_a_reworded_problem_stays_open() -> None:
    old = docx(p("Term"), p(TERM), p(USES))
    new = docx(p("Term"), p(TERM), p(USES.replace("products", "goods and products")))
    assert ("open", "uses-data") in {(item.state, item.finding.rule) for item in compared(old, new).findings}


def test_a_settled_problem_that_is_back_is_told_first() -> None:
    new = docx(p("Term"), p(TERM), p(PAY), p(CARE), p(USES))
    (again,) = [i.finding for i in compared(OLD, new).findings if i.finding.rule == "uses-data"]
    comparison = compared(OLD, new, settled={again.id: "agreed in round 1"})
    assert (comparison.findings[0].back, comparison.summary.back) == ("agreed in round 1", 1)
    assert "BACK AGAIN" in comparison_text(comparison)
    assert "agreed in round 1" in Page(comparison_html(comparison)).text


def test_an_agreed_problem_that_stands_as_before_is_told_first() -> None:
    """What the other side agreed to mend must not stand there, though it is neither new nor worse."""
    old = docx(p("Term"), p(TERM), p(USES))
    (again,) = [i.finding for i in compared(old, old).findings if i.finding.rule == "uses-data"]
    told = compared(old, old, agreed={again.id: "agreed in round 1"})
    assert (told.findings[0].finding.id, told.findings[0].state, told.findings[0].back) == (
        again.id, "open", "agreed in round 1",
    )  # fmt: skip
    assert "BACK AGAIN" in comparison_text(told)
    assert compared(old, old, settled={again.id: "accepted by Lee"}).summary.back == 0, "accepted as it is"


def test_an_accepted_problem_that_got_worse_in_other_words_is_told_first() -> None:
    before = next(i.finding for i in compared(OLD, OLD).findings if i.finding.rule == "long-term")
    new = docx(p("Term"), p(TERM.replace("24", "48")), p(PAY), p(CARE))
    told = compared(OLD, new, settled={before.id: "accepted by Lee"}).findings[0]
    assert (told.state, told.back) == ("worse", "accepted by Lee") and told.finding.id != before.id


def test_our_own_wording_is_named() -> None:
    change = only(
        compared(
            OLD,
            docx(p("Term"), p(TERM), p(PAY.replace("thirty", "ten")), p(CARE)),
            clauses={PAY: "payment.preferred@1.0.0"},
        )
    )
    assert change.clause == "payment.preferred@1.0.0"


@pytest.mark.parametrize("width", [60, 80, 100])
def test_the_text_keeps_to_its_width_and_shows_silent_changes_first(width: int) -> None:
    new = docx(p("Term"), p(TERM.replace("24", "48")), p(PAY, ins(" And more.", author="Bo")), p(CARE))
    import click

    text = click.unstyle(comparison_text(compared(OLD, new), width))
    assert max(map(len, text.splitlines())) <= width
    assert text.index("Changed without tracking") < text.index("Tracked changes")
    assert "[-24-]{+48+}" in text
    assert "Bo" in text


def test_the_page_is_whole_and_escapes_what_it_shows() -> None:
    new = docx(p("Term"), p(TERM), p(PAY, ins(" <script>alert(1)</script>", author="A & B <x>")), p(CARE))
    page = Page(comparison_html(compared(OLD, new)))
    assert page.open == []
    assert page.addresses == []
    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in page.text
    assert "A & B <x>" in page.text


def test_the_json_is_of_the_published_schema() -> None:
    new = docx(p("Term"), p(TERM.replace("24", "48")), p(CARE), p(USES))
    data = json.loads(report_json(compared(OLD, new)))
    Draft202012Validator(schema("comparison")).validate(data)
    assert data["schema"] == "contractkit/comparison/1"
