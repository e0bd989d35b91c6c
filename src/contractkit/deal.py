"""The deal: the facts of one contract, as answered in a deal file."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from contractkit.findings import Strict

Who = Literal["customer", "vendor", "both"]
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _printable(text: str) -> str:
    """Refuse what no Word file can hold: control characters and halves of characters."""
    found = _UNPRINTABLE.search(text)
    if found:
        raise ValueError(f"holds a character that cannot be printed (U+{ord(found.group()):04X}); delete it")
    return text


Words = Annotated[str, AfterValidator(_printable)]
Line = Annotated[Words, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
ServiceId = Literal[
    "returns", "exchanges", "refunds", "warranties", "shipping-problems", "order-notices", "doubts", "complaints",
    "feedback", "cross-selling", "loyalty", "logistics", "quality-control", "reception-checks",
]  # fmt: skip
ChannelId = Literal["phone", "email", "chat", "messaging", "social", "video", "post"]


def ask(question: str, why: str, answered_by: Who, **more: Any) -> Any:
    """Return a pydantic field that carries its question, the reason for it and who can answer it."""
    return Field(title=question, description=why, json_schema_extra={"answered_by": answered_by}, **more)


class Answered(Strict):
    """Base of everything in a deal file: numbers are finite."""

    model_config = ConfigDict(allow_inf_nan=False)


class Signatory(Answered):
    """The person who signs for a party."""

    name: Line = ask("Who signs?", "The signature block names the person.", "both")
    title: Line = ask("In which office?", "Authority to sign depends on the office.", "both")


class Party(Answered):
    """A contracting legal entity."""

    name: Line = ask("Full legal name?", "A wrong name can make the contract unenforceable.", "both")
    form: Line = ask("Legal form?", "Tells a company from a person.", "both")
    registration_number: Line = ask("Company number?", "Names change; the number does not.", "both")
    address: Line = ask("Registered address?", "Notices and court papers go there.", "both")
    country: Line = ask("Country of registration?", "Data and payment rules depend on it.", "both")
    email: Line = ask("E-mail for notices?", "Formal notice goes there.", "both")
    signatory: Signatory


class Service(Answered):
    """One service of the after-sales menu. ``details`` adds what is special to this shop."""

    id: ServiceId
    details: Words = ""


class Channel(Answered):
    """A contact channel with its hours. ``hours`` such as "Monday to Sunday, 08:00 to 22:00"."""

    channel: ChannelId
    hours: Line = ask("Service hours of this channel?", "A service level without hours cannot be measured.", "customer")
    time_zone: Line = ask("Time zone?", "Hours mean nothing without one.", "customer")
    languages: list[Line] = ask("Languages served?", "Agents are hired by language.", "customer", min_length=1)
    holidays: Line = "served as ordinary days"


class Language(Answered):
    """A language with the minimum level of agents (CEFR)."""

    language: Line
    level: Literal["B1", "B2", "C1", "C2", "native"]


class Volumes(Answered):
    """How much work is expected. Percentages are of the monthly forecast."""

    contacts_per_month: int = ask("Contacts in an ordinary month?", "The vendor staffs for it.", "customer", gt=0)
    orders_per_day: int = ask("Orders on an ordinary day?", "Tests the vendor's capacity.", "customer", gt=0)
    tolerance_percent: int = Field(default=15, ge=5, le=50)
    surge_percent: int = Field(default=40, ge=5, le=300)
    surge_notice_hours: int = Field(default=48, ge=1, le=720)
    peaks: list[Line] = ask("Which peaks do you expect?", "Peaks are planned, not excused.", "customer", min_length=1)


class KpiTarget(Answered):
    """A service level of this deal: a KPI of the catalogue, its target in the KPI's unit, and its weight.

    ``weight`` is the share of the at-risk amount in percent (0: reported, bears no credit); ``exit_below`` is the
    level whose repeated miss opens the performance exit (None: the target itself).
    """

    kpi: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    target: float
    threshold: Words = ""
    weight: int = Field(default=0, ge=0, le=100)
    exit_trigger: bool = False
    exit_below: float | None = None


class ServiceCredits(Answered):
    """Money back for missed service levels. Percentages are of the month's charges."""

    at_risk_percent: float = Field(default=12, gt=0, le=100)
    single_miss_percent: float = Field(default=3, gt=0, le=100)
    repeat_factor: float = Field(default=1.5, ge=1, le=5)


class Rate(Answered):
    """One line of the rate card; ``amount`` in the currency of the charges."""

    item: Line
    unit: Line
    amount: float = Field(ge=0)


class Charges(Answered):
    """The prices and how they are paid."""

    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    rates: list[Rate] = ask("Rate card?", "What is not in the rate card is not payable.", "both", min_length=1)
    annual_value: float = ask(
        "Expected charges in a year?", "The liability cap has a floor in money.", "customer", gt=0
    )
    payment_days: int = Field(default=30, ge=1, le=60)
    increase_cap_percent: float = Field(default=3, ge=0, le=20)


class Term(Answered):
    """Start and length."""

    start: dt.date = ask("Start date of the services?", "The term and all deadlines run from it.", "both")
    months: int = ask("Initial term in months?", "A term without end is a lock without end.", "customer", ge=1, le=120)
    renewal_months: int = Field(default=12, ge=0, le=36)
    renewal_notice_days: int = Field(default=60, ge=14, le=180)
    convenience_notice_days: int = Field(default=90, ge=14, le=365)
    vendor_notice_days: int = Field(default=180, ge=30, le=730)


class ExitTrigger(Answered):
    """When repeated misses open the performance exit: ``misses`` months out of ``window_months``."""

    misses: int = Field(default=2, ge=1, le=12)
    window_months: int = Field(default=3, ge=1, le=12)
    notice_days: int = Field(default=30, ge=1, le=90)


class Lock(Answered):
    """The lock period and its performance exit. ``months`` 0 means that nobody is locked."""

    months: int = Field(default=6, ge=0, le=36)
    exit: ExitTrigger = ExitTrigger()


class SubProcessor(Answered):
    """A company that handles personal data for the vendor."""

    name: Line
    service: Line
    country: Line


class Data(Answered):
    """Personal data in the deal."""

    categories: list[Line] = ask(
        "Which personal data do agents see?", "GDPR Article 28(3) wants them listed.", "customer", min_length=1
    )
    subjects: list[Line] = ask(
        "Whose data is it?", "GDPR Article 28(3) wants the groups listed.", "customer", min_length=1
    )
    places: list[Line] = ask(
        "From which countries is data handled?", "Reaching data from abroad is a transfer.", "vendor", min_length=1
    )
    transfer_mechanism: Line = ask("Which transfer tool for places outside the EEA?", "GDPR Chapter V.", "both")
    sub_processors: list[SubProcessor] = ask(
        "Which sub-processors?", "GDPR Article 28(2) wants authorisation.", "vendor"
    )
    breach_notice_hours: int = Field(default=24, ge=1, le=48)
    sub_processor_notice_days: int = Field(default=30, ge=15, le=90)
    deletion_days: int = Field(default=30, ge=1, le=60)
    security_standard: Line = "ISO/IEC 27001:2022"


class Recovery(Answered):
    """Recovery times of one service when all goes wrong, in hours; ``interim`` is what is done meanwhile."""

    service: Line
    recovery_hours: float = Field(gt=0)
    interim: Line


class Contingency(Answered):
    """Continuity: times and tests."""

    recovery: list[Recovery] = ask(
        "How fast must each channel be back?", "Customers do not wait for a plan.", "both", min_length=1
    )
    data_loss_hours: float = Field(default=4, gt=0, le=24)
    tests_per_year: int = Field(default=1, ge=1, le=12)
    second_site: Line = ask("From where is service given when the site fails?", "One site is no plan.", "vendor")


class EscalationLevel(Answered):
    """One step of the ladder: who speaks to whom, and within how many hours."""

    level: int = Field(ge=1, le=6)
    customer_role: Line
    vendor_role: Line
    response_hours: float = Field(gt=0)
    resolution_hours: float = Field(gt=0)


class Meeting(Answered):
    """A regular meeting."""

    name: Line
    frequency: Line
    attendees: Line
    agenda: Line


class Governance(Answered):
    """Meetings and contacts."""

    meetings: list[Meeting] = ask("Which regular meetings?", "Daily work leaves no time to talk.", "both", min_length=1)


class Liability(Answered):
    """Caps in percent of the yearly charges; ``floor`` in the currency of the charges."""

    cap_percent: int = Field(default=150, ge=100, le=1000)
    data_cap_percent: int = Field(default=300, ge=200, le=2000)
    floor: float = ask("Least amount of the cap?", "In a slow first year a percentage is nothing.", "customer", gt=0)


class Law(Answered):
    """Governing law and courts: "England and Wales", "the courts of London"."""

    law: Line = ask("Which law governs?", "Decides what every clause means.", "both")
    courts: Line = ask("Which courts decide?", "Decides where you must go to be heard.", "both")


class Deal(Answered):
    """A whole deal file, schema ``contractkit/deal/1``."""

    schema_id: Literal["contractkit/deal/1"] = Field(default="contractkit/deal/1", alias="schema")
    reference: Line = ask("Your reference for this deal?", "Stands in the header and the file name.", "customer")
    date: dt.date = ask(
        "Date of the draft?", "Fixes the document's dates: the same deal gives the same file.", "customer"
    )
    customer: Party
    vendor: Party
    shop: Line = ask("Name of the shop or brand?", "Agents speak in its name.", "customer")
    services: list[Service] = ask(
        "Which services do you buy?", "What is not named is not owed.", "customer", min_length=1
    )
    out_of_scope: list[Line] = []
    channels: list[Channel] = ask(
        "Which channels?", "A channel that is not named is not served.", "customer", min_length=1
    )
    languages: list[Language] = ask(
        "Languages and levels?", "'English-speaking' is no level.", "customer", min_length=1
    )
    sites: list[Line] = ask(
        "From which sites do agents work?", "Moves change law, cost and quality.", "vendor", min_length=1
    )
    volumes: Volumes
    kpis: list[KpiTarget] = ask(
        "Which service levels?", "What is not measured cannot be missed.", "customer", min_length=1
    )
    service_credits: ServiceCredits = ServiceCredits()
    charges: Charges
    term: Term
    lock: Lock = Lock()
    data: Data
    contingency: Contingency
    escalation: list[EscalationLevel] = ask(
        "The escalation ladder?", "A problem needs a name and a time.", "both", min_length=2
    )
    governance: Governance
    liability: Liability
    governing_law: Law
    terms: dict[str, dict[str, bool | int | float | Words]] = {}
    positions: dict[str, str] = {}
    confirmed: list[Words] = []
