"""Money and time: charges, liability, term, lock period and its exit."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import StringConstraints

from contractkit.deal.fields import Answered, Line, ask


class Rate(Answered):
    """One line of the rate card; ``amount`` in the currency of the charges."""

    item: Line = ask("What is paid for?", "What is not in the rate card is not payable.", "both")
    unit: Line = ask("Per what?", "Solved contact, agent hour, month: each pays for something else.", "both")
    amount: float = ask("How much?", "In the currency of the charges.", "both", ge=0)


class Charges(Answered):
    """The prices and how they are paid."""

    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = ask(
        "Currency, as a code of three capitals?", "EUR, GBP, USD.", "both"
    )
    rates: list[Rate] = ask("Rate card?", "What is not in the rate card is not payable.", "both", min_length=1)
    annual_value: float = ask(
        "Expected charges in a year?", "The liability cap has a floor in money.", "customer", gt=0
    )
    payment_days: int = ask(
        "Payment after how many days?", "EU law allows 60 at most unless agreed otherwise.", "both",
        default=30, ge=1, le=60,
    )  # fmt: skip
    increase_cap_percent: float = ask(
        "Yearly price increase at most, in percent?", "An index without cap is an open price.", "both",
        default=3, ge=0, le=20,
    )  # fmt: skip


class Term(Answered):
    """Start and length."""

    start: dt.date = ask("Start date of the services?", "The term and all deadlines run from it.", "both")
    months: int = ask("Initial term in months?", "A term without end is a lock without end.", "customer", ge=1, le=120)
    renewal_months: int = ask(
        "Renewal for how many months? 0: no renewal", "Long renewals lock again.", "both", default=12, ge=0, le=36
    )
    renewal_notice_days: int = ask(
        "Notice that stops a renewal, in days?", "Long notices are missed.", "both", default=60, ge=14, le=180
    )
    convenience_notice_days: int = ask(
        "Notice by which you may leave without cause, in days?", "Your freedom to move.", "customer",
        default=90, ge=14, le=365,
    )  # fmt: skip
    vendor_notice_days: int = ask(
        "Notice by which the vendor may leave, in days?", "You need time to find another.", "both",
        default=180, ge=30, le=730,
    )  # fmt: skip


class ExitTrigger(Answered):
    """When repeated misses open the performance exit: ``misses`` months out of ``window_months``."""

    misses: int = ask(
        "How many missed months open the exit?", "One bad month can happen.", "both", default=2, ge=1, le=12
    )
    window_months: int = ask(
        "Within how many months?", "Misses far apart are no pattern.", "both", default=3, ge=1, le=12
    )
    notice_days: int = ask(
        "Notice of the exit, in days?", "You leave quickly when service fails.", "both", default=30, ge=1, le=90
    )


class Lock(Answered):
    """The lock period and its performance exit. ``months`` 0 means that nobody is locked."""

    months: int = ask(
        "Lock period in months? 0: none", "A lock repays the vendor's start; longer only serves the vendor.", "both",
        default=6, ge=0, le=36,
    )  # fmt: skip
    exit: ExitTrigger = ExitTrigger()


class Liability(Answered):
    """Caps in percent of the yearly charges; ``floor`` in the currency of the charges."""

    cap_percent: int = ask(
        "General cap, in percent of the yearly charges?", "One month's charges repair nothing.", "both",
        default=150, ge=100, le=1000,
    )  # fmt: skip
    data_cap_percent: int = ask(
        "Cap for data and confidentiality, in percent?", "A leak costs more than the service.", "both",
        default=300, ge=200, le=2000,
    )  # fmt: skip
    floor: float = ask("Least amount of the cap?", "In a slow first year a percentage is nothing.", "customer", gt=0)
