"""The same report as HTML, Markdown and SARIF: whole, escaped, and with nothing that reaches outside."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from contractkit.findings import IntroducedBy, Report, SetAside, Suggestion
from contractkit.report.html import report_html
from contractkit.report.markdown import report_markdown
from contractkit.report.sarif import report_sarif
from contractkit.report.terminal import report_text
from report.test_terminal import TITLES, finding, report

HOSTILE = '<script>alert("x")</script> | *not* [a](http://evil.example) & "q" `c`'


def full() -> Report:
    found = finding(
        suggestion=Suggestion(
            clause="performance-exit.preferred@1.0.0", position="preferred", text="1. Client may\n   (a) go."
        ),
        fallback="Client may go after a year.",
        references=["GDPR Art. 28(3)"],
        introduced_by=IntroducedBy(author=HOSTILE, date="2026-09-14T10:00:00Z"),
        quote=HOSTILE,
    )
    aside = SetAside(
        id="0" * 12, rule="old", severity="low", title="Old", section="1", why="suppressed", reason="Agreed.",
        author="A. Ruiz", expires="2027-01-31",
    )  # fmt: skip
    return report(found, unread=3).model_copy(update={"set_aside": [aside]})


class Page(HTMLParser):
    """Collects tags, addresses and text; fails on tags that are not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_whole_and_reaches_nothing_outside() -> None:
    html = report_html(full(), TITLES)
    page = Page(html)
    assert page.open == []
    assert page.addresses == []
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags)
    assert "url(" not in html and "@import" not in html


def test_the_page_shows_everything_and_escapes_it() -> None:
    page = Page(report_html(full(), TITLES))
    for text in (
        HOSTILE, "A lock holds you to bad service.", "Please let Client leave", "GDPR Art. 28(3)", "(a) go.",
        "Client may go after a year.", "accepted by A. Ruiz until 2027-01-31: Agreed.", "Not everything was read",
        "an altChunk", "Exit assistance", "the parties are guessed", "Not legal advice",
    ):  # fmt: skip
        assert text in page.text, text


@pytest.mark.parametrize(
    ("left_out", "shown"), [("", "a b"), ("before", "… a b"), ("after", "a b …"), ("both", "… a b …")]
)
def test_a_quote_shows_where_its_sentence_goes_on(left_out: str, shown: str) -> None:
    cut = report(finding(quote="a\nb", left_out=left_out))
    assert f"<blockquote>{shown}</blockquote>" in report_html(cut, TITLES)
    assert f"\n> {shown}\n" in report_markdown(cut, TITLES)
    assert f"“{shown}”" in report_text(cut, titles=TITLES)
    (result,) = json.loads(report_sarif(cut))["runs"][0]["results"]
    assert result["message"]["text"].endswith(f"“{shown}”")
    assert result["properties"]["quote"] == "a\nb"


@pytest.mark.parametrize("make", [report_html, report_markdown])
def test_no_findings_is_said_and_never_safe(make) -> None:
    text = make(report(), TITLES)
    assert "No findings." in text
    assert "safe" not in text.lower()


def test_markdown_escapes_what_it_quotes() -> None:
    text = report_markdown(full(), TITLES)
    (quote,) = [line for line in text.splitlines() if line.startswith("> ")]
    assert quote == ('> \\<script\\>alert("x")\\</script\\> \\| \\*not\\* \\[a\\](http://evil.example) & "q" \\`c\\`')
    assert "## 1. Lock period with no performance exit" in text
    assert "    1. Client may\n       (a) go." in text
    assert "| Exit assistance | Missing |  |" in text
    assert "accepted by A. Ruiz until 2027-01-31" in text
    assert "Not read: word/document.xml" in text


def test_sarif_has_a_rule_a_place_and_a_fingerprint_for_each_finding() -> None:
    log = json.loads(report_sarif(full()))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    found, suppressed = run["results"]
    rule = run["tool"]["driver"]["rules"][found["ruleIndex"]]
    assert found["ruleId"] == rule["id"] == "lock-without-performance-exit"
    assert found["level"] == "error"
    assert found["partialFingerprints"] == {"contractkit/finding/1": "0123456789ab"}
    assert found["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "2.3", "kind": "section"}]
    assert HOSTILE in found["message"]["text"]
    assert suppressed["suppressions"][0]["justification"] == "Agreed. (A. Ruiz, until 2027-01-31)"
    assert run["artifacts"][0]["hashes"]["sha-256"] == "0" * 64
    doubt, note = run["invocations"][0]["toolExecutionNotifications"]
    assert doubt["message"]["text"] == "the parties are guessed"
    assert "an altChunk" in note["message"]["text"]


def test_sarif_names_a_file_by_a_valid_address() -> None:
    one = report(finding())
    named = one.model_copy(update={"document": one.document.model_copy(update={"name": "Borrador ñ (2) final.docx"})})
    uri = json.loads(report_sarif(named))["runs"][0]["artifacts"][0]["location"]["uri"]
    assert re.fullmatch(r"[\w%.\-~/()]+", uri, re.ASCII)


def test_the_same_report_gives_the_same_text() -> None:
    for make in (report_html, report_markdown):
        assert make(full(), TITLES) == make(full(), TITLES)
    assert report_sarif(full()) == report_sarif(full())
