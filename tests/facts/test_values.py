"""Values in a sentence: what is written, in every manner that contracts use."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.facts.dates import months_between, parse_date
from contractkit.facts.values import other_reading, scan_values
from contractkit.facts.views import sum_values
from contractkit.phrases import separated
from contractkit.text import Quantity, fold


def read(text: str) -> list[tuple[float, str]]:
    return [(value.quantity.value, value.quantity.unit) for value in scan_values(separated(fold(text)))]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("thirty-six (36) months", 36, "month"), ("36 (thirty-six) months", 36, "month"), ("three full years", 36, "month"),
        ("two and a half years", 30, "month"), ("for a year and a half", 18, "month"), ("half a year", 6, "month"),
        ("within a fortnight", 14, "day"), ("for another year", 12, "month"), ("one calendar quarter", 3, "month"),
        ("net 45", 45, "day"), ("the 30th day following receipt", 30, "day"), ("the tenth business day after it", 10, "business_day"),
        ("the third anniversary of the start", 36, "month"), ("the end of month 18", 18, "month"), ("ten banking days", 10, "business_day"),
        ("in the first contract year", 12, "month"), ("two point five percent (2.5%)", 2.5, "%"), ("half of the fees", 50, "%"),
        ("one fifth of that month's fees", 20, "%"), ("all fees for the remaining term", 100, "%"),
        ("five hundred thousand euros (€500,000)", 500_000, "EUR"), ("US$ 1.2 million", 1_200_000, "USD"),
        ("500.000,00 EUR", 500_000, "EUR"), ("renews yearly", 12, "month"), ("2,000 agent hours", 2000, "hour"),
        ("clause 1 seven days", 7, "day"),
        ("kept for 5 yrs", 60, "month"), ("3 wks", 21, "day"), ("gone by day 120", 120, "day"), ("in the first year and a half", 18, "month"),
        ("a month's notice", 1, "month"), ("after the eighteenth (18th) month", 18, "month"), ("until the 2nd contract year", 24, "month"), ("give us a week from then", 7, "day"), ("four fifths of the estimate", 80, "%"),
        ("a twentieth of what you paid", 5, "%"),
    ],
)  # fmt: skip
def test_one_value_in_words_and_figures(text: str, value: float, unit: str) -> None:
    ((found, kind),) = read(text)
    assert (found, kind) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "once a year",
        "a day in court",
        "the first class",
        "clause 18",
        "net of tax",
        "per month",
        "at the end of a month",
    ],
)
def test_what_is_no_value(text: str) -> None:
    assert read(text) == []


def test_values_stand_where_they_are_written() -> None:
    text = separated(fold("It lasts 24 months, then EUR 5 a day and 3 % more."))
    assert [text[value.start : value.end] for value in scan_values(text)] == ["24 months", "eur 5", "3 %"]


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(1, 120))
def test_whole_months_between_dates_whether_or_not_the_last_day_counts(first: date, months: int) -> None:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if first.day <= 28:
        end = date(year, month + 1, first.day)
        assert months_between(first, end) == months_between(first, end - timedelta(days=1)) == months


@given(
    st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d %B %Y", "%B %d %Y", "%Y %m %d", "%d.%m.%Y"])
)
def test_a_date_is_read_as_it_is_written(day: date, manner: str) -> None:
    assert parse_date(day.strftime(manner).lower()) == day


@pytest.mark.parametrize("text", ["31 february 2026", "39 april 2026", "2026 13 45"])
def test_a_day_of_no_calendar_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(alphabet="0123456789%€$ .,-()abcdeghimnorstuvwyz", max_size=60))
def test_any_text_is_read_without_error_and_in_order(text: str) -> None:
    canonical = separated(fold(text))
    ends = [0]
    for value in scan_values(canonical):
        assert isinstance(value.quantity, Quantity)
        assert ends[-1] <= value.start < value.end <= len(canonical)
        ends.append(value.end)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("announces each new one thirty days ahead", 30, "day"), ("within one hundred days", 100, "day"),
        ("credits one half of one per cent", 0.5, "%"), ("no more than four in a hundred", 4, "%"),
        ("half of what the remaining months would have cost", 50, "%"), ("no later than day 45 before it", 45, "day"),
        ("I get a month to mend it", 1, "month"), ("the 20th day thereafter", 20, "day"),
        ("after the thirty-sixth month", 36, "month"), ("at the latest on the fourth working day", 4, "business_day"),
        ("within 5 WD", 5, "business_day"), ("ten bank days", 10, "business_day"), ("48 clock hours", 48, "hour"),
        ("a quarter of a year", 3, "month"), ("six tenths of the forecast", 60, "%"), ("8 pct", 8, "%"),
        ("an upper bound of a quarter of the fee", 25, "%"), ("twenty thousand pounds", 20_000, "GBP"),
        ("half a million euros", 500_000, "EUR"), ("2 MSEK", 2_000_000, "SEK"), ("A$50,000", 50_000, "AUD"),
        ("Rupees Five Lakh", 500_000, "INR"), ("SGD 10,000", 10_000, "SGD"),
    ],
)  # fmt: skip
def test_rarer_manners_of_telling_a_value(text: str, value: float, unit: str) -> None:
    assert read(text) == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("half a year's fees", 6), ("the last six invoices", 6), ("the previous three retainers", 3),
        ("12x the average monthly fee", 12), ("the monthly fee times six", 6), ("one twelfth of the annual fees", 1),
        ("a quarter of annual fees", 3), ("fees from the last twelve months", 12), ("a year of billing", 12),
        ("the fees which fell due over the trailing 12 months", 12), ("twice the annual amount", 24),
        ("the value of six months' services", 6), ("50 % of what was paid in the year", 6),
        ("five monthly flat rates", 5), ("two retainers", 2), ("three times an average month's fee", 3),
        ("the turnover of the previous business year", 12), ("the annual net order volume", 12),
    ],
)  # fmt: skip
def test_a_sum_of_fees_in_many_manners(text: str, months: float) -> None:
    canonical = separated(fold(text))
    sums = sum_values(canonical, scan_values(canonical))
    assert [(item.quantity.value, item.quantity.unit) for item in sums] == [(pytest.approx(months), "months_of_fees")]


def test_words_that_contradict_their_figures_tell_a_second_value() -> None:
    assert other_reading("ninety  60  days") == Quantity(90, "day")
    assert other_reading("sixty  60  days") is None
    assert other_reading("60 days") is None
