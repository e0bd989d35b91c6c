"""Numbers, dates and money in the way that the house chose, the same in the whole document."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.check import check_document
from contractkit.deal import Deal, Style
from contractkit.draft import draft_contract, draft_manuscript
from contractkit.draft.wording_style import count, counts_in, date, money, unit
from contractkit.library.load import load_library
from contractkit.manuscript import TableBlock
from contractkit.number_words import in_words
from contractkit.word.read import read_document
from drafting import example_deal, lines, text_of

LIBRARY = load_library()
WORDS = Style(numbers="words-and-figures")
US = Style(locale="en-US", numbers="words-and-figures", money="symbol")


@pytest.mark.parametrize(
    ("number", "british", "american"),
    [
        (0, "zero", "zero"),
        (13, "thirteen", "thirteen"),
        (30, "thirty", "thirty"),
        (45, "forty-five", "forty-five"),
        (100, "one hundred", "one hundred"),
        (180, "one hundred and eighty", "one hundred eighty"),
        (1005, "one thousand and five", "one thousand five"),
        (42_000, "forty-two thousand", "forty-two thousand"),
        (1_650_120, "one million six hundred and fifty thousand one hundred and twenty",
         "one million six hundred fifty thousand one hundred twenty"),
    ],
)  # fmt: skip
def test_numbers_in_words(number: int, british: str, american: str) -> None:
    assert in_words(number) == british
    assert in_words(number, british=False) == american


@given(st.integers(0, 999_999_999_999), st.integers(0, 999_999_999_999))
def test_different_numbers_have_different_words(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)


@pytest.mark.parametrize("number", [-1, 1_000_000_000_000])
def test_what_cannot_be_written_in_words_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        in_words(number)


def test_counts_and_durations() -> None:
    assert unit(30, "day", WORDS) == "thirty (30) days"
    assert unit(1, "month", WORDS) == "one (1) month"
    assert unit(1.5, "hour", WORDS) == "1.5 hours"
    assert unit(12, "%", WORDS) == "12%"
    assert count(-2, WORDS) == "-2"


@pytest.mark.parametrize(
    ("text", "figures", "words"),
    [
        ("within five [[Working Day]]s", "within 5 [[Working Day]]s", "within five (5) [[Working Day]]s"),
        ("Ten days later", "10 days later", "Ten (10) days later"),
        ("for 24 months", "for 24 months", "for twenty-four (24) months"),
        ("one year", "one year", "one (1) year"),
        ("section 12. Days pass", "section 12. Days pass", "section 12. Days pass"),
        ("a 30-day promise, 1.5 hours, 2 agents", "a 30-day promise, 1.5 hours, 2 agents", None),
        ("someone days", "someone days", None),
    ],
)
def test_counts_in_the_librarys_own_text(text: str, figures: str, words: str | None) -> None:
    assert counts_in(text) == figures
    assert counts_in(text, WORDS) == (words or text)


def test_dates_and_money() -> None:
    assert date(dt.date(2027, 2, 1), US) == "February 1, 2027"
    assert date("2027-02-01") == "1 February 2027"
    assert money(2000, "EUR", US) == "€2,000"
    assert money(-4.1, "GBP", US) == "-£4.10"
    assert money(2000, "CHF", US) == "CHF 2,000"


def test_a_contract_is_written_in_one_style() -> None:
    manuscript = draft_manuscript(example_deal(style={"numbers": "words-and-figures"}), "agreement", LIBRARY)
    prose = [text_of(block) for block in manuscript.blocks if not isinstance(block, TableBlock)]
    bare = re.compile(r"(?<![(\d,.])\b(?:\d+|two|three|five|six|ten) (?:days|months|hours|years|Working Days)\b")
    assert [text for text in prose if bare.search(text) and "exit levels" not in text] == []  # levels, as in a table
    assert any("thirty (30) days" in text for text in prose)
    tables = "\n".join(text_of(block) for block in manuscript.blocks if isinstance(block, TableBlock))
    assert "(30)" not in tables
    assert "one (1)" not in tables


def test_an_american_contract() -> None:
    deal = example_deal(style={"locale": "en-US", "money": "symbol"})
    manuscript = draft_manuscript(deal, "agreement", LIBRARY)
    text = "\n".join(lines(manuscript))
    assert (manuscript.date_text, manuscript.language) == ("November 23, 2026", "en-US")
    assert "February 1, 2027" in text
    assert "1 February 2027" not in text
    assert "€4.10" in text
    assert "EUR 4.10" not in text


@pytest.mark.parametrize("style", [WORDS, US])
def test_our_own_check_reads_every_style_alike(style: Style) -> None:
    def told(deal: Deal) -> list[str]:
        report = check_document(read_document(draft_contract(deal, "agreement", LIBRARY)), library=LIBRARY)
        return [finding.rule for finding in report.findings]

    assert told(example_deal(style=style.model_dump())) == told(example_deal())
