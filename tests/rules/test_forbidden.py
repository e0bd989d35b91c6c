"""Sentences that must not stand there, and what excuses them."""

import pytest

from checking import VOCABULARY, check, fired, forbidden, library, only
from contractkit.library.load import load_library
from contractkit.library.models import Rule

USES = forbidden("uses-data", "{vendor} {may} use ... data")
UNLESS = forbidden("uses-data", "{vendor} {may} use ... data", unless=["with consent of {customer}"])


def test_a_forbidden_sentence_is_quoted_whole() -> None:
    text = "Nothing else matters. Provider may use the data freely. Client agrees."
    finding = only(check(text, library(USES)), "uses-data")
    assert finding.quote == "Provider may use the data freely."
    assert (finding.severity, finding.kind, finding.title) == ("high", "risk", "Title of uses-data")


WORDY = " and ".join(["it answers every call that comes in from anywhere in the world"] * 9)


def test_of_a_very_long_sentence_the_words_that_matter_are_quoted() -> None:
    text = f"Provider is here, {WORDY}, and Provider may use the data freely, and then {WORDY}."
    finding = only(check(text, library(USES)), "uses-data")
    assert "and Provider may use the data freely, and then it answers" in finding.quote
    assert f" {finding.quote} " in text
    assert (len(finding.quote) <= 400, finding.left_out) == (True, "both")


def test_a_quote_begins_with_its_sentence_where_the_words_that_matter_stand_there() -> None:
    finding = only(check(f"Provider may use the data, and {WORDY}.", library(USES)), "uses-data")
    assert finding.quote.startswith("Provider may use the data, and it answers")
    assert (len(finding.quote) <= 400, finding.left_out) == (True, "after")


def test_a_quote_ends_with_its_sentence_where_the_words_that_matter_stand_there() -> None:
    finding = only(check(f"It is said that {WORDY}, and Provider may use the data.", library(USES)), "uses-data")
    assert finding.quote.endswith("in the world, and Provider may use the data.")
    assert (300 < len(finding.quote) <= 400, finding.left_out) == (True, "before")


def test_a_finding_keeps_its_id_when_only_another_part_of_its_sentence_is_quoted() -> None:
    texts = [f"It is so, {WORDY}, and Provider may use {whose} data." for whose in ("all", "any")]
    one, other = (only(check(text, library(USES)), "uses-data") for text in texts)
    assert one.quote != other.quote
    assert one.id == other.id


def test_one_sentence_is_one_finding_however_many_phrases_match() -> None:
    both = forbidden("uses-data", "use ... data", "{vendor} {may} use", "data")
    assert fired("Provider may use the data.", both) == ["Provider may use the data."]


def test_every_sentence_is_its_own_finding() -> None:
    text = "Provider may use data. Provider can use Client's data.\nProvider is entitled to use any data."
    assert len(fired(text, USES)) == 3


def test_unless_excuses_in_the_same_sentence_only() -> None:
    assert fired("With consent of Client, Provider may use the data.", UNLESS) == []
    assert fired("Provider may use the data. It needs no letter with consent of Client.", UNLESS) != []


def test_all_must_be_said_as_well() -> None:
    rule = forbidden("sells", "{vendor} {may} sell", all=["data", "third parties"])
    assert fired("Provider may sell data to third parties.", rule) != []
    assert fired("Provider may sell data.", rule) == []


def test_what_the_customer_is_free_to_do_is_not_forbidden() -> None:
    rule = forbidden("trains-models", "use ... data to train")
    assert fired("The data of shoppers may be used: Provider will use the data to train its models.", rule) != []
    assert fired("Client may use the data to train its models.", rule) == []
    assert fired("Client may use the data to train its models only after it has paid.", rule) != []


LEAVE = {name: load_library().vocabulary[name] for name in ("only with leave",)}


def _fired_with_leave(text: str, rule: Rule) -> list[str]:
    return [finding.quote for finding in check(text, library(rule, vocabulary=VOCABULARY | LEAVE)).findings]


@pytest.mark.parametrize(
    "sentence",
    [
        "Provider may use the data only with Client's prior written consent.",
        "Provider may use the data subject to Client's consent.",
        "Subject to Client's prior consent, Provider may use the data.",
        "Provider may use the data; each use requires Client's prior approval.",
        "Provider may use the data, subject to the prior approval of Client.",
        "Provider may use the data, but not until Client has agreed.",
    ],
)
def test_what_needs_the_customers_leave_is_excused_unless_the_rule_says_otherwise(sentence: str) -> None:
    assert _fired_with_leave(sentence, USES) == []
    strict = forbidden("uses-data", "{vendor} {may} use ... data", leave_excuses=False)
    assert _fired_with_leave(sentence, strict) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Provider may use the data, which does not require Client's consent.",
        "Provider may use the data and is not subject to Client's approval.",
        "Provider may use the data, which no longer needs Client's consent.",
        "Provider may use the data when Client has agreed to these terms.",
        "Provider may use the data, subject to changes without Client's approval.",
    ],
)
def test_leave_that_is_not_needed_excuses_nothing(sentence: str) -> None:
    assert _fired_with_leave(sentence, USES) == [sentence]


def test_a_library_without_words_for_leave_excuses_nothing_by_it() -> None:
    assert fired("Provider may use the data only with Client's prior consent.", USES) != []


SECTIONS = """\
1. Data
1.1 Provider may use the data.
1.2 Provider asks Client first.
2. Other
2.1 Provider may use the data.
"""


def test_unless_in_section_looks_at_the_whole_chapter_and_no_further() -> None:
    rule = forbidden("uses-data", "{vendor} {may} use ... data", unless_in_section=["asks {customer} first"])
    report = check(SECTIONS, library(rule))
    assert [finding.section for finding in report.findings] == ["2.1"]


def test_unless_in_section_without_any_section_looks_at_the_paragraph() -> None:
    rule = forbidden("uses-data", "{vendor} {may} use ... data", unless_in_section=["asks {customer} first"])
    assert fired("Provider may use the data. Provider asks Client first.", rule) == []
    assert fired("Provider may use the data.\nProvider asks Client first.", rule) != []


@pytest.mark.parametrize(
    "sentence",
    [
        "Nothing in this Agreement means that Provider may use the data.",
        "Under no circumstances Provider may use the data.",
        "Neither Client nor Provider may use the data.",
        "It is not the case that Provider may use the data.",
        "Provider may not use the data.",
        "There is no clause under which Provider may use the data.",
    ],
)
def test_a_sentence_that_takes_itself_back_is_accepted(sentence: str) -> None:
    assert fired(sentence, USES) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Nothing in this Agreement limits that Provider may use the data.",
        "Provider pays nothing; Provider may use the data.",
        "No fee is due, but Provider may use the data.",
        "Client is not told when Provider may use the data.",
    ],
)
def test_a_negation_of_something_else_excuses_nothing(sentence: str) -> None:
    assert fired(sentence, USES) == [sentence]


def test_an_item_is_read_with_its_lead_in_and_quoted_alone() -> None:
    text = "7.1 Provider may:\n(a) use the data; and\n(b) leave."
    finding = only(check(text, library(USES)), "uses-data")
    assert finding.quote == "(a) use the data; and"
    assert finding.section == "7.1(a)"


def test_items_of_a_prohibition_are_accepted() -> None:
    assert fired("7.1 Provider must not:\n(a) use the data; or\n(b) sell it.", USES) == []
    rule = forbidden("sells", "sell")
    assert fired("7.1 Provider must never:\n(a) use the data; or\n(b) sell it.", rule) == []


def test_items_inside_one_sentence() -> None:
    quotes = fired("Provider may (a) leave at any time; (b) use the data; and (c) send letters.", USES)
    assert quotes == ["(b) use the data"]
    assert fired("Provider may (a) use the data, and (b) leave.", USES) == ["(a) use the data"]


def test_a_sentence_with_items_is_told_once() -> None:
    rule = forbidden("uses-data", "{vendor} {may} ... use")
    assert fired("Provider may (a) leave, and (b) use the data.", rule) == ["(b) use the data."]


def test_a_reference_is_no_item() -> None:
    sentence = "Under clause 4 (a) Provider may use the data, (b) apart."
    assert fired(sentence, USES) == [sentence]


def test_a_lead_in_alone_is_no_hit() -> None:
    rule = forbidden("offer", "{vendor} {may}")
    assert fired("Provider may:\n(a) leave;\n(b) go.", rule) == ["Provider may:"]


def test_a_cell_is_read_with_its_header_and_its_row() -> None:
    rule = forbidden("peaks-excluded", "exclusions ... peak")
    table = (
        "| Metric | Target | Exclusions |\n|---|---|---|\n| Peak calls | 90 % | none |\n| Calls | 90 % | peak season |"
    )
    finding = only(check(table, library(rule)), "peaks-excluded")
    assert (finding.quote, finding.origin) == ("peak season", "table")


@pytest.mark.parametrize("origin", ["header", "footer", "footnote", "endnote", "textbox"])
def test_every_part_of_the_file_counts(origin: str) -> None:
    finding = only(check(f"Some text.\n[{origin}] Provider may use the data.", library(USES)), "uses-data")
    assert finding.origin == origin


def test_other_names_and_lookalikes_of_the_parties_are_seen() -> None:
    names = {"customer": ["Shop Ltd", "Shop"], "vendor": ["Acme", "the Agency"]}
    report = check("ACME may use the data. Agency may use the data.", library(USES), roles=names)
    assert [finding.quote for finding in report.findings] == ["ACME may use the data."]
    assert fired("The customer may use the data. A provider may use the data.", USES) == []


def test_a_zero_width_character_does_not_hide_a_word() -> None:
    text = "Provider may u\u200bse the d\u0430ta."  # a zero-width space and a Cyrillic letter
    assert fired(text, USES) == [text]


def test_a_disabled_rule_does_not_fire_and_a_playbook_changes_severities() -> None:
    text = "Provider may use the data."
    assert check(text, library(USES, playbook={"disabled": {"uses-data": "a test"}})).findings == []
    report = check(text, library(USES, playbook={"severity": {"uses-data": "low"}}))
    assert only(report, "uses-data").severity == "low"
    assert report.summary.findings == {"critical": 0, "high": 0, "medium": 0, "low": 1}
