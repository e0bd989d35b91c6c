"""Folding, numbers, durations, money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.text import (
    DURATION,
    Quantity,
    convert,
    fold,
    parse_duration,
    parse_figure,
    parse_money,
    parse_number_words,
    parse_percent,
    told,
)


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_makes_quotes_dashes_and_spaces_plain() -> None:
    assert fold("“Client’s”\u00a0Data – İ") == '"client\'s" data - İ'


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,250,000", 1_250_000),
        ("1.250.000", 1_250_000),
        ("1.000,50", 1000.5),
        ("6.000.10", 6000.1),
        ("1,000,00", 1000.0),
        ("9,00,000", 900_000),
        ("1,25,00,000.50", 12_500_000.5),
        ("1,000.50", 1000.5),
        ("99.5", 99.5),
        ("1,5", 1.5),
        ("12 000", 12_000),
    ],
)
def test_figures_in_either_manner(text: str, value: float) -> None:
    assert parse_figure(text) == value


@given(st.integers(min_value=0, max_value=999))
def test_number_words_come_back(number: int) -> None:
    assert parse_number_words(_in_words(number)) == number


_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def _in_words(number: int) -> str:
    if number >= 100:
        rest = f" and {_in_words(number % 100)}" if number % 100 else ""
        return f"{_SMALL[number // 100]} hundred{rest}"
    if number >= 20:
        return _TENS[number // 10] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    return _SMALL[number]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("thirty-six (36) months", 36, "month"),
        ("three years", 36, "month"),
        ("ten business days", 10, "business_day"),
        ("ten (10) working days", 10, "business_day"),
        ("one calendar quarter", 3, "month"),
        ("two weeks", 14, "day"),
        ("90 s", 90, "s"),
        ("4 h", 4, "hour"),
        ("15 minutes", 900, "s"),
        ("forty-eight (48) hours", 48, "hour"),
        ("30-day", 30, "day"),
    ],
)
def test_durations(text: str, value: float, unit: str) -> None:
    import re

    match = re.search(DURATION, text)
    assert match and match.group() == text
    assert parse_duration(text) == Quantity(value, unit)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (36, "month", "36 months"), (1, "day", "1 day"), (5, "business_day", "5 working days"), (20, "s", "20 seconds"),
        (12, "months_of_fees", "12 months of fees"), (2.5, "%", "2.5 %"), (5_000_000, "EUR", "5,000,000 EUR"), (4.2, "score", "4.2"),
    ],
)  # fmt: skip
def test_a_quantity_is_told_as_people_write_it(value: float, unit: str, words: str) -> None:
    assert told(value, unit) == words


def test_money_and_percentages() -> None:
    assert parse_money("€ 1.250.000") == Quantity(1_250_000, "EUR")
    assert parse_money("inr 9,00,000") == Quantity(900_000, "INR")
    assert parse_money("rs. 2.5 crore") == Quantity(25_000_000, "INR")
    assert parse_money("50 lakhs rupees") == Quantity(5_000_000, "INR")
    assert parse_money("₱5,000,000") == Quantity(5_000_000, "PHP")
    assert parse_money("eur 6.000.1") == Quantity(6000.1, "EUR")
    assert parse_money("gbp 2 million") == Quantity(2_000_000, "GBP")
    assert parse_money("500 eur") == Quantity(500, "EUR")
    assert parse_percent("one hundred (100) per cent") == Quantity(100, "%")


def test_conversion_between_times_and_never_between_kinds() -> None:
    assert convert(Quantity(3, "day"), "hour") == 72
    assert convert(Quantity(10, "business_day"), "hour") == pytest.approx(336)
    assert convert(Quantity(12, "month"), "day") == pytest.approx(365)
    assert convert(Quantity(12, "%"), "month") is None
