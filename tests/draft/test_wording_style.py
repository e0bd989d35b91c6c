import datetime as dt
from typing import get_args

import pytest

from contractkit.deal import Channel, Service
from contractkit.deal.services import ChannelId, ServiceId
from contractkit.draft import wording_style as style
from contractkit.text import fold, parse_duration, parse_money, parse_percent


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.0, "0"), (12, "12"), (12.0, "12"), (1.5, "1.5"), (0.85, "0.85"), (1650000, "1,650,000"), (-3, "-3")],
)
def test_number(value: float, text: str) -> None:
    assert style.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1500000, "EUR 1,500,000"), (4.1, "EUR 4.10"), (19.5, "EUR 19.50"), (0.125, "EUR 0.125")]
)
def test_money(value: float, text: str) -> None:
    assert style.money(value, "EUR") == text
    assert parse_money(fold(text)).value == value


@pytest.mark.parametrize(("value", "text"), [(38, "EUR 38.00"), (1950.5, "EUR 1,950.50"), (0.125, "EUR 0.125")])
def test_a_price_always_shows_its_cents(value: float, text: str) -> None:
    assert style.price(value, "EUR") == text
    assert parse_money(fold(text)).value == value


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        (1, "month", "1 month"),
        (12, "month", "12 months"),
        (0, "day", "0 days"),
        (1.5, "hour", "1.5 hours"),
        (2, "Working Day", "2 Working Days"),
        (80, "%", "80%"),
        (7, "number", "7"),
    ],
)
def test_unit(value: float, name: str, text: str) -> None:
    assert style.unit(value, name) == text


def test_what_is_written_is_read_back() -> None:
    assert parse_duration(fold(style.unit(24, "month"))).value == 24
    assert parse_percent(fold(style.percent(12.5))).value == 12.5


def test_date_and_lists() -> None:
    assert style.date(dt.date(2027, 3, 1)) == style.date("2027-03-01") == "1 March 2027"
    assert [style.join_and(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip
    assert style.join_and(["a", "b"], "or") == "a or b"


def test_every_service_and_channel_has_a_name() -> None:
    assert all(style.service_name(name) for name in get_args(ServiceId))
    assert all(style.channel_name(name) for name in get_args(ChannelId))
    assert style.service_name(Service(id="doubts")) == "questions and doubts"
    assert style.channel_name(Channel(channel="email", hours="x", time_zone="x", languages=["x"])) == "e-mail"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the \"Customer\"; the ('x')", "the “Customer”; the (‘x’)"),
        ("Vendor's and the parties' own", "Vendor’s and the parties’ own"),
        ('"Quoted," he said: "yes"', "“Quoted,” he said: “yes”"),
        ("nothing to do", "nothing to do"),
    ],
)
def test_quotation_marks_are_set_as_printers_do(text: str, shown: str) -> None:
    assert style.typographic(text) == shown
    assert fold(shown) == fold(text)
