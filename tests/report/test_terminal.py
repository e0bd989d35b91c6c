"""The report as text."""

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.findings import (
    Attention,
    CoverageInfo,
    DocumentInfo,
    FamilyStatus,
    Finding,
    IntroducedBy,
    PlaybookInfo,
    Report,
    Suggestion,
    Summary,
    Tool,
    UnreadText,
)
from contractkit.report.machine import report_json
from contractkit.report.terminal import report_text


def finding(**changes: object) -> Finding:
    values: dict[str, object] = {
        "id": "0123456789ab", "rule": "lock-without-performance-exit", "kind": "risk", "family": "lock-period",
        "severity": "critical", "title": "Lock period with no performance exit",
        "message": "Please let Client leave when service stays bad.", "why": "A lock holds you to bad service.",
        "section": "2.3", "origin": "body", "quote": "Neither party may terminate in the first 24 months.",
        "paragraph": 7, "start": 0, "end": 51,
    }  # fmt: skip
    return Finding.model_validate(values | changes)


def report(*findings: Finding, unread: int = 0) -> Report:
    counts = {
        severity: sum(f.severity == severity for f in findings) for severity in ("critical", "high", "medium", "low")
    }
    return Report(
        tool=Tool(version="1.0.0"),
        document=DocumentInfo(
            name="draft.docx", sha256="0" * 64, language="en", type="msa", words=1234, roles={"customer": ["Client"], "vendor": ["Agency"]}
        ),
        playbook=PlaybookInfo(id="customer-support", version="1.0.0", sha256="0" * 64),
        summary=Summary(findings=counts, families={"present": 1, "weak": 0, "inverted": 0, "missing": 1}),  # type: ignore[arg-type]
        families=[
            FamilyStatus(id="lock-period", status="present", need="nice", sections=["2.3"], elements=[]),
            FamilyStatus(id="exit-assistance", status="missing", need="must", sections=[], elements=[]),
        ],
        findings=list(findings), facts=[], kpis=[], attention=[Attention(section="", quote="", reasons=["the parties are guessed"])],
        coverage=CoverageInfo(
            characters=100, read=100 - unread, by_origin={"body": 100 - unread},
            unread=[UnreadText(part="word/document.xml", place="paragraph 3", reason="an altChunk")] * bool(unread),
        ),
    )  # fmt: skip


TITLES = {"lock-period": "Lock period", "exit-assistance": "Exit assistance"}


def test_a_whole_report_at_80_columns() -> None:
    one = finding(
        suggestion=Suggestion(
            clause="performance-exit.preferred@1.0.0", position="preferred", text="1. Client may terminate."
        ),
        references=["GDPR Art. 28(3)"],
        introduced_by=IntroducedBy(author="Vendor's counsel", date="2026-09-14T10:00:00Z"),
    )
    assert (
        click.unstyle(report_text(report(one), 80, titles=TITLES))
        == """\
draft.docx
1,234 words · services agreement · customer: Client · vendor: Agency
Checked with playbook customer-support 1.0.0
Note: the parties are guessed

1 critical   0 high   0 medium   0 low
Clauses: 1 missing, 0 turned round, 0 weak, 1 present
All 100 characters of text were read.

Worst first
  1 critical  Lock period with no performance exit                           2.3

────────────────────────────────────────────────────────────────────────────────
1. Lock period with no performance exit
CRITICAL · section 2.3 · rule lock-without-performance-exit
certainty medium · id 0123456789ab
    “Neither party may terminate in the first 24 months.”
    (tracked insertion by Vendor's counsel on 2026-09-14)
Why
    A lock holds you to bad service.
Say
    Please let Client leave when service stays bad.
Ask for (performance-exit.preferred@1.0.0)
    1. Client may terminate.
Law
    GDPR Art. 28(3)

────────────────────────────────────────────────────────────────────────────────
Clauses
missing: Exit assistance
present: Lock period (2.3)

Read 100 of 100 characters: 100 in body.
"""
    )


def test_no_findings_is_said_and_never_called_safe() -> None:
    text = report_text(report(), 80, titles=TITLES)
    assert "No findings." in text
    assert "safe" not in text


def test_unread_text_is_said_at_the_top_and_listed() -> None:
    text = report_text(report(unread=5), 80, titles=TITLES)
    assert "NOT EVERYTHING WAS READ" in text.split("Worst first")[0]
    assert "word/document.xml, paragraph 3: an altChunk" in text


def test_a_long_suggestion_is_cut_and_full_shows_it() -> None:
    long = finding(
        suggestion=Suggestion(
            clause="x.preferred@1.0.0", position="preferred", text="\n".join(f"{n}. Words." for n in range(30))
        )
    )
    short, full = (report_text(report(long), 80, titles=TITLES, full=full) for full in (False, True))
    assert "--full" in short and "29. Words." not in short
    assert "29. Words." in full


@pytest.mark.parametrize("origin", ["footer", "footnote"])
def test_an_unusual_place_is_named(origin: str) -> None:
    assert f"in a {origin}" in report_text(report(finding(origin=origin)), 80, titles=TITLES)


WORDS = st.lists(st.text(alphabet="abcdé“” ", min_size=1, max_size=12), min_size=1, max_size=30).map(" ".join)


@given(quote=WORDS, title=WORDS, section=WORDS, width=st.integers(min_value=40, max_value=120))
def test_no_line_is_wider_than_the_terminal(quote: str, title: str, section: str, width: int) -> None:
    found = finding(quote=quote, title=title, section=section)  # a section without a number goes by its title
    text = click.unstyle(report_text(report(found), width, titles=TITLES))
    assert max(len(line) for line in text.splitlines()) <= width


def test_the_json_names_its_schema_and_keeps_text_readable() -> None:
    text = report_json(report(finding(quote="“Café” ≤ 4 h")))
    assert '"schema": "contractkit/report/1"' in text
    assert "“Café” ≤ 4 h" in text
    assert Report.model_validate_json(text).findings[0].quote == "“Café” ≤ 4 h"


def test_no_findings_with_unread_text_is_no_clean_bill() -> None:
    text = report_text(report(unread=5), 80, titles=TITLES)
    assert "No findings in the text that was read." in text
    assert "No findings." in report_text(report(), 80, titles=TITLES)
