"""A whole check: the report's promises, whatever the library says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import docx, ins, p
from checking import ROLES, check, element, family, forbidden, kpi, law, library, only, rule, wording
from contractkit.check import check_document, guess_type
from contractkit.errors import UsageError
from contractkit.findings import Report
from contractkit.library.load import load_library
from contractkit.library.models import Element
from contractkit.plain import document_from_text
from contractkit.report.machine import report_json
from contractkit.word.read import read_document

ROOT = Path(__file__).resolve().parents[1]
_SCHEMA = json.loads((ROOT / "docs" / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.validators.validator_for(_SCHEMA)(_SCHEMA)

LOCK = family(
    "lock-period",
    title="Lock period",
    headings=["lock period"],
    signals=["lock period"],
    elements=[element("length", "lock period ... {duration}", defeated_by=["lock period ... never ends"])],
    facts=[{"name": "lock_period", "find": ["lock period ... {duration}"]}],
    need={"msa": "must"},
    law=["act-1"],
)
USES = forbidden(
    "uses-data",
    "{vendor} ...12 {may} use ... data",
    family="data-use",
    says="Please stop {vendor}.",
    why="{customer} loses.",
)
LOCKED = rule(
    "locked",
    kind="limit",
    fact="lock_period",
    unit="month",
    steps=[{"over": 12, "severity": "critical"}],
    law=["act-1"],
)
OURS = wording("lock-period", "The [[Lock Period]] binds Vendor, not Customer.")
BACK = wording("lock-period", "Customer is bound as well.", position="fallback")
KPI = kpi("csat", "CSAT")
LIBRARY = library(LOCK, USES, LOCKED, OURS, BACK, KPI, law("act-1", "Act s. 1"))
BUILT_IN = load_library()
LEANING = replace(LIBRARY, leanings=BUILT_IN.leanings, vocabulary=BUILT_IN.vocabulary)
TEXT = """\
# 1. Services
1.1 Provider serves. Provider may use Client's data.
# 2. Lock period
2.1 The lock period is 24 months.
| KPI | Target |
|---|---|
| CSAT | 85 % |
[footer] Provider may use all data.
"""


def test_the_report_is_valid_against_the_published_schema() -> None:
    VALIDATOR.validate(json.loads(report_json(check(TEXT, LIBRARY))))
    VALIDATOR.validate(json.loads(report_json(check("Hello.", LIBRARY))))


def test_findings_stand_worst_first_and_then_in_the_documents_order() -> None:
    found = [(f.severity, f.rule, f.section, f.origin) for f in check(TEXT, LIBRARY).findings]
    assert found == [
        ("critical", "locked", "2.1", "body"),
        ("high", "uses-data", "1.1", "body"),
        ("high", "uses-data", "", "footer"),
    ]


def test_the_summary_counts_what_is_listed() -> None:
    report = check(TEXT, LIBRARY)
    assert report.summary.findings == {"critical": 1, "high": 2, "medium": 0, "low": 0}
    assert report.summary.families == {"present": 1, "weak": 0, "inverted": 0, "missing": 0}
    assert [(item.kpi, item.target) for item in report.kpis] == [("csat", 85)]
    assert [(fact.name, fact.value) for fact in report.facts] == [("lock_period", 24)]
    assert report.coverage.read == report.coverage.characters > 0


def test_a_finding_speaks_in_the_documents_own_names() -> None:
    names = {"customer": ["Shop"], "vendor": ["Bright Desk"]}
    report = check(TEXT.replace("Provider", "Bright Desk").replace("Client", "Shop"), LIBRARY, roles=names)
    used = next(f for f in report.findings if f.rule == "uses-data")
    assert (used.message, used.why, used.suggestion) == ("Please stop Bright Desk.", "Shop loses.", None)
    locked = only(report, "locked")
    assert locked.suggestion is not None
    assert locked.suggestion.text == "The Lock Period binds Bright Desk, not Shop."
    assert (locked.suggestion.clause, locked.suggestion.position) == ("lock-period.preferred@1.0.0", "preferred")
    assert (locked.fallback, locked.references) == ("Shop is bound as well.", ["Act s. 1"])


def test_a_rule_may_ask_for_another_wording() -> None:
    asks = forbidden("uses-data", "{vendor} {may} use", ask={"family": "lock-period", "position": "fallback"})
    finding = only(check("Provider may use data.", library(asks, LOCK, OURS, BACK)), "uses-data")
    assert finding.suggestion is not None and finding.suggestion.position == "fallback"
    assert finding.fallback is None


def test_a_rule_replaces_others() -> None:
    worse = forbidden("worse", "lock period ... secret", replaces=["locked", "lock-period-weak"])
    both = library(LOCK, LOCKED, worse)
    assert {f.rule for f in check("The lock period is 24 months.", both).findings} == {"locked"}
    assert {f.rule for f in check("The lock period is 24 months and secret.", both).findings} == {"worse"}


def test_a_rule_that_quotes_an_inversion_tells_it_alone() -> None:
    text = "The lock period never ends."
    assert [f.rule for f in check(text, library(LOCK)).findings] == ["lock-period-inverted"]
    tells = forbidden("endless", "lock period ... never ends")
    (finding,) = check(text, library(LOCK, tells)).findings
    assert (finding.rule, finding.kind) == ("endless", "inverted")
    other = element("free", "{customer} is free")
    partly = LOCK.model_copy(update={"elements": [*LOCK.elements, Element.model_validate(other)]})
    found = check(f"{text} In the lock period Client is free.", library(partly, tells)).findings
    assert [(f.rule, f.kind) for f in found] == [("endless", "risk")]


def test_the_author_of_a_tracked_insertion_is_named() -> None:
    data = docx(p("Client pays. ", ins("Provider may use Client's data.", author="Bo", date="2026-03-01T10:00:00Z")))
    report = check_document(read_document(data), "test", library=LIBRARY, roles=ROLES)
    finding = only(report, "uses-data")
    assert finding.introduced_by is not None
    assert (finding.introduced_by.author, finding.introduced_by.date) == ("Bo", "2026-03-01T10:00:00Z")
    assert only(report, "lock-period-missing").introduced_by is None


def test_a_long_sentence_is_quoted_up_to_a_words_end() -> None:
    text = f"Provider may use the data {'and so on ' * 100}."
    finding = only(check(text, LIBRARY), "uses-data")
    assert 380 < len(finding.quote) <= 400
    assert finding.quote == text[: len(finding.quote)]
    assert text[len(finding.quote)] == " "


def test_an_unsure_result_says_so_and_names_the_option() -> None:
    report = check_document(document_from_text("It rains."), "test", library=LIBRARY)
    assert "--customer and --vendor" in notes(report)[0]
    assert notes(check("Client hires Provider. The lock period is 24 months.", LIBRARY)) == []


def notes(report: Report) -> list[str]:
    """The notes at the head of a report."""
    return [reason for item in report.attention if not item.quote for reason in item.reasons]


def test_a_document_in_another_language_says_that_nothing_in_it_was_judged() -> None:
    german = (
        "Client und Provider schließen diesen Vertrag. Die Laufzeit der Bindung ist in der Anlage zu finden und gilt."
    )
    report = check(german, LIBRARY)
    (note,) = notes(report)
    assert "the document is in German, and the rules read English" in note
    assert only(report, "lock-period-missing").certainty == "low"
    assert only(check("Client hires Provider.", LIBRARY), "lock-period-missing").certainty == "high"


def test_a_given_name_that_the_document_does_not_use_is_told() -> None:
    text = "Shop hires Desk. The lock period is 24 months."
    names = {"customer": ["Shop"], "vendor": ["Brightline", "Bright"]}
    (note,) = notes(check(text, LIBRARY, roles=names))
    assert "nowhere says Brightline, Bright, the name that was given for the vendor" in note
    assert notes(check(text, LIBRARY, roles={"customer": ["SHOP"], "vendor": ["Brightline", "Desk"]})) == []


def test_a_file_without_any_clause_is_perhaps_no_contract() -> None:
    (note,) = notes(check("Client had lunch with Provider.", LIBRARY))
    assert "check that this is the right file" in note
    assert notes(check("Client had lunch with Provider.", library(USES))) == []


def test_an_unknown_playbook_is_refused() -> None:
    with pytest.raises(UsageError, match='there is no playbook "nope"; known: test'):
        check_document(document_from_text("Hello."), "nope", library=LIBRARY)


def test_a_document_without_a_word_is_checked() -> None:
    report = check("", LIBRARY)
    assert [f.rule for f in report.findings] == ["lock-period-missing"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("MASTER SERVICES AGREEMENT", "msa"), ("Customer support outsourcing agreement", "msa"),
        ("Service Level Agreement", "sla"), ("Schedule 2: Service Levels", "sla"), ("SLA for chat", "sla"),
        ("DATA PROCESSING AGREEMENT", "dpa"), ("Data Processing Addendum (DPA)", "dpa"),
        ("Agreement under Article 28 GDPR", "dpa"), ("AGREEMENT ON PERSONAL DATA", "dpa"), ("Services Agreement with service levels", "msa"),
        ("Master Services Agreement with a data processing annex", "msa"), ("Order form", "msa"), ("", "msa"),
    ],
)  # fmt: skip
def test_the_type_follows_from_the_title(title: str, expected: str) -> None:
    assert guess_type(document_from_text(f"{title}\nbetween A and B.")) == expected


def test_the_agreement_that_an_addendum_supplements_is_not_its_title() -> None:
    text = (
        'DATA PROCESSING ADDENDUM\nThis Addendum supplements the Care Services Agreement between A Ltd and B Ltd ("B").'
    )
    assert guess_type(document_from_text(text)) == "dpa"


def test_without_a_title_the_first_words_decide() -> None:
    text = "This data processing agreement is made on the first of May by and between the parties named below."
    assert guess_type(document_from_text(text)) == "dpa"


# ---- fingerprints


def ids(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in check(text, LIBRARY).findings:
        found.setdefault(finding.rule, set()).add(finding.id)
    return found


def test_an_edit_elsewhere_changes_no_id() -> None:
    changed = "# 0. Preamble\n0.1 Something new. Client pays.\n" + TEXT.replace("Provider serves.", "Provider helps.")
    assert ids(changed) == ids(TEXT)


def test_capitals_and_quotes_of_the_same_words_change_no_id() -> None:
    assert ids("Provider may use  Client’s data.")["uses-data"] == ids("Provider may use Client's DATA.")["uses-data"]


def test_the_same_words_twice_have_two_ids() -> None:
    assert len(ids("Provider may use data.\nProvider may use data.")["uses-data"]) == 2
    report = check(TEXT, LIBRARY)
    assert len({finding.id for finding in report.findings}) == len(report.findings)


# ---- the same input, the same output


def test_two_runs_are_byte_identical() -> None:
    assert report_json(check(TEXT, LIBRARY)) == report_json(check(TEXT, LIBRARY))


def test_the_order_of_hashes_changes_nothing() -> None:
    command = [
        sys.executable, "-m", "contractkit", "check", str(ROOT / "examples" / "vendor_draft.docx"),
        "--format", "json", "--fail-on", "never",
    ]  # fmt: skip
    outputs = {
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "4242")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000


# ---- quotes

PIECES = [
    "Provider may use the data.", "# 2. Lock period", "2.1 The lock period is 24 months.", "(a) use data; and",
    "Client may:",
    "| KPI | Target |", "|---|---|", "| CSAT | 85 % |", "[footer] Provider may use data",
    "Provider may (a) use data; (b) go.",
    "“Lock Period” means 3 years.", "The lock period never ends. Nor does Provider’s help…",
    "ﬁne print: Provider\u00a0may u\u200bse data",
    "İstanbul ß PROVIDER MAY USE DATA", "1. Provider may:",
    "The lock period is thirty (60) months [●], see clause 9.9.",
    "   ", "Prоvider may use data",
]  # fmt: skip
EVERYTHING = library(
    LOCK, USES, LOCKED, KPI,
    *(
        rule(name, kind="consistency", check=name)
        for name in ("placeholder", "dangling-reference", "number-words-disagree", "concealed-text")
    ),
    rule("bare", kind="table", problem="worse-than-range"),
    rule("both", kind="interlock", when=[{"fact": "lock_period"}, {"phrases": ["use"]}]),
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=40)
def test_every_quote_is_the_exact_text_at_its_place(pieces: list[str]) -> None:
    document = document_from_text("\n".join(pieces))
    report = check_document(document, "test", library=EVERYTHING, roles=ROLES)
    for finding in report.findings:
        if finding.paragraph is None:
            assert (finding.start, finding.end, finding.quote) == (None, None, "")
        else:
            paragraph = document.paragraphs[finding.paragraph]
            assert finding.quote == paragraph.text[finding.start : finding.end] != ""
            assert (finding.section, finding.origin) == (paragraph.section, paragraph.origin)
    for quote in [fact.quote for fact in report.facts]:
        assert any(quote in paragraph.text for paragraph in document.paragraphs)
    VALIDATOR.validate(json.loads(report_json(report)))


def test_a_sentence_that_refuses_a_protection_makes_it_turned_round_not_missing() -> None:
    no_exit = forbidden(
        "no-exit", "no exit [for|on] performance", family="performance-exit", replaces=["performance-exit-missing"]
    )
    exit_family = family("performance-exit", headings=["performance exit"], need={"msa": "must"})
    report = check("There is no exit for performance.", library(exit_family, no_exit))
    (found,) = [f for f in report.findings if f.family == "performance-exit"]
    assert (found.rule, found.kind) == ("no-exit", "inverted")
    (status,) = [item for item in report.families if item.id == "performance-exit"]
    assert status.status == "inverted"


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("Provider may use the data of Client at its sole discretion and without notice or compensation.", "medium"),
        ("Provider must answer each request within two working days and may use the data to answer it.", "low"),
        ("Provider may use the data.", "medium"),
    ],
    ids=["one-sided", "reads-fair", "too-short-to-tell"],
)
def test_a_wording_in_a_sentence_that_otherwise_reads_fair_is_less_certain(sentence: str, certainty: str) -> None:
    finding = only(check(sentence, LEANING), "uses-data")
    assert (finding.severity, finding.certainty) == ("high", certainty)


def test_of_a_table_the_model_says_nothing() -> None:
    table = "| Topic | What is agreed |\n|---|---|\n| Use | Each party agrees that Provider may use reporting data for reports |"
    assert only(check(table, LEANING), "uses-data").certainty == "medium"
