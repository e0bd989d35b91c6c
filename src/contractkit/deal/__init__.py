"""The deal: the facts of one contract, as answered in a deal file.

Every field carries its question, the reason for it and who can answer it; the form, the interview and the list of
open questions are made from these.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from contractkit.deal.commercial import Charges, ExitTrigger, Liability, Lock, Rate, Term
from contractkit.deal.data import Data, SubProcessor
from contractkit.deal.fields import Answered, Line, Who, Words, ask
from contractkit.deal.parties import Law, Party, Signatory
from contractkit.deal.performance import KpiTarget, ServiceCredits
from contractkit.deal.services import (
    Channel,
    Contingency,
    EscalationLevel,
    Governance,
    Language,
    Meeting,
    Recovery,
    Service,
    Volumes,
)
from contractkit.deal.style import Style

__all__ = [
    "Channel", "Charges", "Contingency", "Data", "Deal", "EscalationLevel", "ExitTrigger", "Governance", "KpiTarget",
    "Language", "Law", "Liability", "Lock", "Meeting", "Party", "Rate", "Recovery", "Service", "ServiceCredits",
    "Signatory", "Style", "SubProcessor", "Term", "Volumes", "Who",
]  # fmt: skip


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
    out_of_scope: list[Line] = ask(
        "What is expressly not bought?", "Says where the vendor must pass a contact on.", "customer", default=[]
    )
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
    style: Style = Style()
    terms: dict[str, dict[str, bool | int | float | Words]] = ask(
        "Answers to single clauses, by family and name?", "contractkit library show FAMILY lists them.", "customer",
        default={},
    )  # fmt: skip
    positions: dict[str, str] = ask(
        "Where do you give way, by family?",
        "Each clause has a preferred wording and fallbacks.",
        "customer",
        default={},
    )
    confirmed: list[Words] = ask(
        "Which facts has a person confirmed?", "Unconfirmed facts are marked in the draft.", "customer", default=[]
    )
