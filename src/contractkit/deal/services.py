"""What is bought: services, channels, languages, volumes, and how the parties work together."""

from __future__ import annotations

from typing import Literal

from contractkit.deal.fields import Answered, Line, Words, ask

ServiceId = Literal[
    "returns", "exchanges", "refunds", "warranties", "shipping-problems", "order-notices", "doubts", "complaints",
    "feedback", "cross-selling", "loyalty", "logistics", "quality-control", "reception-checks",
]  # fmt: skip
ChannelId = Literal["phone", "email", "chat", "messaging", "social", "video", "post"]


class Service(Answered):
    """One service of the after-sales menu. ``details`` adds what is special to this shop."""

    id: ServiceId = ask("Which service?", "The scope names it.", "customer")
    details: Words = ask("What does it cover in your shop?", "A bare name invites dispute.", "customer", default="")


class Channel(Answered):
    """A contact channel with its hours. ``hours`` such as "Monday to Sunday, 08:00 to 22:00"."""

    channel: ChannelId = ask("Which channel?", "What is not named is not served.", "customer")
    hours: Line = ask("Service hours of this channel?", "A service level without hours cannot be measured.", "customer")
    time_zone: Line = ask("Time zone?", "Hours mean nothing without one.", "customer")
    languages: list[Line] = ask("Languages served?", "Agents are hired by language.", "customer", min_length=1)
    holidays: Line = ask(
        "What happens on public holidays?", "Shops sell on holidays.", "customer", default="served as ordinary days"
    )


class Language(Answered):
    """A language with the minimum level of agents (CEFR)."""

    language: Line = ask("Which language?", "Agents are hired by language.", "customer")
    level: Literal["B1", "B2", "C1", "C2", "native"] = ask(
        "Which level of the common European framework?", "A level can be tested, 'fluent' cannot.", "customer"
    )


class Volumes(Answered):
    """How much work is expected. Percentages are of the monthly forecast."""

    contacts_per_month: int = ask("Contacts in an ordinary month?", "The vendor staffs for it.", "customer", gt=0)
    orders_per_day: int = ask("Orders on an ordinary day?", "Tests the vendor's capacity.", "customer", gt=0)
    tolerance_percent: int = ask(
        "How far above forecast at the same price and level, in percent?",
        "A forecast is never exact.", "customer", default=15, ge=5, le=50,
    )  # fmt: skip
    surge_percent: int = ask(
        "How much more at short notice, in percent?",
        "A vendor that turns contacts away harms your name.", "customer", default=40, ge=5, le=300,
    )  # fmt: skip
    surge_notice_hours: int = ask(
        "At how many hours' notice?", "Agents must be called in.", "both", default=48, ge=1, le=720
    )
    peaks: list[Line] = ask("Which peaks do you expect?", "Peaks are planned, not excused.", "customer", min_length=1)


class EscalationLevel(Answered):
    """One step of the ladder: who speaks to whom, and within how many hours."""

    level: int = ask("Which level, from 1?", "Problems climb step by step.", "both", ge=1, le=6)
    customer_role: Line = ask("Who on the customer's side?", "A problem needs a name.", "customer")
    vendor_role: Line = ask("Who on the vendor's side?", "A problem needs a name.", "vendor")
    response_hours: float = ask("Answer within how many hours?", "Silence is the worst answer.", "both", gt=0)
    resolution_hours: float = ask("Solution within how many hours?", "Then it goes a level up.", "both", gt=0)


class Meeting(Answered):
    """A regular meeting."""

    name: Line = ask("Name of the meeting?", "The minutes refer to it.", "both")
    frequency: Line = ask("How often?", "Meetings without a rhythm do not happen.", "both")
    attendees: Line = ask("Who attends?", "Those who can decide must be there.", "both")
    agenda: Line = ask("Standing agenda?", "So that nothing is left out.", "both")


class Governance(Answered):
    """Meetings and contacts."""

    meetings: list[Meeting] = ask("Which regular meetings?", "Daily work leaves no time to talk.", "both", min_length=1)


class Recovery(Answered):
    """Recovery time of one service when all goes wrong; ``interim`` is what is done meanwhile."""

    service: Line = ask("Which service or channel?", "Each needs its own time.", "both")
    recovery_hours: float = ask("Back within how many hours?", "Customers do not wait for a plan.", "both", gt=0)
    interim: Line = ask("What is done meanwhile?", "Silence costs customers.", "vendor")


class Contingency(Answered):
    """Continuity: times and tests."""

    recovery: list[Recovery] = ask(
        "How fast must each channel be back?", "Customers do not wait for a plan.", "both", min_length=1
    )
    data_loss_hours: float = ask(
        "Data of how many hours may be lost at most?", "Backups are made at this rhythm.", "both",
        default=4, gt=0, le=24,
    )  # fmt: skip
    tests_per_year: int = ask(
        "How many tests of the plan a year?", "An untested plan is a hope.", "both", default=1, ge=1, le=12
    )
    second_site: Line = ask("From where is service given when the site fails?", "One site is no plan.", "vendor")
