"""The text against itself, as rules; each check has its own tests in test_terms."""

import pytest

from checking import check, family, library, only, rule

NUMBERED = "1. A\n1.1 a text\n2. B\n2.1 b text\n3. C\n3.1 c text\n"


@pytest.mark.parametrize(
    ("name", "text", "quote", "detail"),
    [
        ("placeholder", "The fee is [●] per month.", "[●]", "[●]"),
        ("dangling-reference", NUMBERED + "3.2 See clause 9.4 for more.", "clause 9.4", "clause 9.4"),
        ("number-words-disagree", "Notice is thirty (60) days.", "thirty (60)", "30 in words, 60 in figures"),
        ("concealed-text", "This has a hid\u200bden joint.", "hid\u200bden", "zero-width"),
        (
            "dates-out-of-order", "It runs from 1 May 2027 until 30 April 2026.", "runs from 1 May 2027 until 30 April 2026",
            "it begins on 2027-05-01 and ends on 2026-04-30",
        ),
        (
            "dates-out-of-order", "| Point | Agreed |\n|---|---|\n| Period | 1 March 2027 to 28 February 2026 |",
            "1 March 2027 to 28 February 2026", "it begins on 2027-03-01 and ends on 2026-02-28",
        ),
        (
            "dates-out-of-order", "The Agreement takes effect on 1 May 2027.\nThe term ends on 30 April 2027.",
            "term ends on 30 April 2027", "it ends on 2027-04-30 and begins on 2027-05-01",
        ),
        (
            "count-disagrees", "Client gets the following two papers: (a) a bill; (b) a list; (c) a plan.",
            "following two papers", "2 announced, 3 listed",
        ),
        (
            "mixed-currency", "All prices are stated in EUR.\nTraining costs GBP 40 an hour.", "GBP 40",
            "GBP here, all sums in EUR elsewhere",
        ),
        (
            "reference-title-disagrees", "# 1. Money\n1.1 See clause 1 (Exit).\n# 2. Exit\n2.1 It ends.",
            "clause 1 (Exit)", "1 is “Money”; “Exit” is 2",
        ),
        (
            "term-spelled-otherwise", '"Sub-processor" means another. No Subprocessor may act.', "Subprocessor",
            "defined as Sub-processor",
        ),
        ("wrong-party", "Client pays Provider.\nThe Contractor shall wait.", "Contractor", "Contractor"),
    ],
)  # fmt: skip
def test_each_check_quotes_the_defect_itself(name: str, text: str, quote: str, detail: str) -> None:
    finding = only(check(text, library(rule("defect", kind="consistency", check=name))), "defect")
    assert (finding.kind, finding.quote, finding.message) == ("consistency", quote, f"Says. ({detail})")


@pytest.mark.parametrize(
    "name",
    [
        "placeholder", "dangling-reference", "number-words-disagree", "concealed-text", "conflicting-values", "weights-off",
        "dates-out-of-order", "count-disagrees", "mixed-currency", "reference-title-disagrees", "term-spelled-otherwise",
        "wrong-party",
    ],
)  # fmt: skip
def test_a_clean_text_has_no_defect(name: str) -> None:
    text = NUMBERED + "3.2 See clause 2.1. Notice is thirty (30) days."
    assert check(text, library(rule("defect", kind="consistency", check=name))).findings == []


PAYING = {
    "name": "payment_term", "find": ["(pay|payable) within {duration}"],
}  # fmt: skip


def conflicts(text: str) -> list[str]:
    paying = family("payment", facts=[PAYING])
    told = check(text, library(paying, rule("defect", kind="consistency", check="conflicting-values"))).findings
    return [finding.message.removeprefix("Says. ") for finding in told]


def test_a_value_told_twice_and_differently_is_told_at_both_places() -> None:
    text = "1. Money\n1.1 Client must pay within 30 days.\n2. Bills\n2.1 A bill is payable within 14 days."
    assert conflicts(text) == ["(30 days here, 14 days in 2.1)", "(14 days here, 30 days in 1.1)"]


@pytest.mark.parametrize(
    "second",
    [
        "A bill is payable within 30 days.",
        "A bill is payable within one month.",
        "A disputed bill is payable within 14 days.",
        "If Client is late, the rest is payable within 14 days.",
        "Provider must pay within 14 days.",
        "A bill is payable within 14 days, unless agreed otherwise.",
    ],
)
def test_values_of_different_cases_do_not_conflict(second: str) -> None:
    assert conflicts(f"1. Money\n1.1 Client must pay within 30 days.\n2. Bills\n2.1 {second}") == []


def test_three_values_are_three_cases() -> None:
    lines = "\n".join(f"{days}. A bill is payable within {days} days." for days in (7, 14, 30))
    assert conflicts(lines) == []


CONFLICTS = library(family("terms"), rule("defect", kind="consistency", check="conflicting-values"))
ORDER = library(family("terms"), rule("defect", kind="consistency", check="dates-out-of-order"))


@pytest.mark.parametrize(
    ("first", "second", "quotes"),
    [
        (
            "2.1 This agreement is governed by the laws of England and Wales.",
            "9.1 This agreement is governed by Scottish law.",
            ["governed by the laws of England and Wales", "governed by Scottish law"],
        ),
        ("2.1 Client pays EUR 3.10 per call.", "9.1 A call costs EUR 3.40 per call.", ["EUR 3.10 per call", "EUR 3.40 per call"]),
    ],
)  # fmt: skip
def test_two_laws_and_two_prices_are_told_at_both_places(first: str, second: str, quotes: list[str]) -> None:
    told = check(f"# 2. A\n{first}\n# 9. B\n{second}", CONFLICTS).findings
    assert [finding.quote for finding in told] == quotes


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Client pays EUR 3.10 per call.", "On Sundays Client pays EUR 4.40 per call."),
        ("Client pays EUR 3.10 per call.", "Client pays EUR 3.10 per call and EUR 2.00 per chat."),
        ("This agreement is governed by English law.", "The standard contractual clauses are governed by the law of Ireland."),
    ],
)  # fmt: skip
def test_prices_and_laws_of_different_matters(first: str, second: str) -> None:
    assert check(f"{first}\n{second}", CONFLICTS).findings == []


@pytest.mark.parametrize(
    "text",
    [
        "1. Start: 2026-01-01. End: 2025-12-31.",
        "The contract enters into force on 1 March 2024.\nIt expires on 28 February 2023.",
        "| Beginning of the contract | 01.02.2025 |\n| End of the contract | 15.01.2024 |",
    ],
)
def test_a_start_and_an_end_by_their_labels(text: str) -> None:
    assert len(check(text, ORDER).findings) == 1
