"""The intake sheet: who, what, how much, by when, and on whose paper; blanks where nobody answered yet."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.deal import Deal
from contractkit.review.columns import shortened
from contractkit.review.dossier import Dossier
from contractkit.review.memo import TYPES, Occasion, customer_name, vendor_name
from contractkit.word.paper import Grid, Heading, Line, Paper

_BLANK = "__________________"
_MOST = 300


def intake(dossier: Dossier, occasion: Occasion, deal: Deal | None) -> Paper:
    """Return the intake sheet as a paper."""
    document = dossier.report.document
    received = (
        ("File", document.name), ("SHA-256", document.sha256),
        ("Kind", f"{TYPES[document.type]}, {document.words:,} words, language {document.language}"),
        ("Whose paper", "the vendor's"),
        ("Names in it", "; ".join(f"{role}: {', '.join(names)}" for role, names in document.roles.items())),
    )  # fmt: skip
    return Paper(
        f"Intake sheet: {vendor_name(dossier, deal)}", f"Round {occasion.round} · {occasion.date}",
        (
            Heading("The matter"), _table(_matter(dossier, occasion, deal)),
            Heading("The document that we received"), _table(received),
            Heading("The deal"), _table(_deal(deal)),
            Line("A blank is a question that the business owner answers before the lawyer starts.", aside=True),
        ),
        occasion.packet, occasion.date, occasion.marking,
    )  # fmt: skip


def _table(rows: tuple[tuple[str, str], ...]) -> Grid:
    shown = tuple((label, shortened(text, _MOST) or _BLANK) for label, text in rows)
    return Grid(("Question", "Answer"), shown, (30, 100))


def _matter(dossier: Dossier, occasion: Occasion, deal: Deal | None) -> tuple[tuple[str, str], ...]:
    counts = dossier.report.summary.findings
    return (
        ("Matter", occasion.packet), ("Reference", deal.reference if deal else ""),
        ("Customer (our side)", _entity(customer_name(dossier, deal), deal, "customer")),
        ("Vendor (other side)", _entity(vendor_name(dossier, deal), deal, "vendor")),
        ("Business owner", occasion.owner), ("Reviewer", occasion.reviewer), ("Deadline", occasion.deadline),
        ("First result", ", ".join(f"{count} {severity}" for severity, count in counts.items())),
    )  # fmt: skip


def _entity(name: str, deal: Deal | None, role: str) -> str:
    if deal is None:
        return name
    party = deal.customer if role == "customer" else deal.vendor
    return (
        f"{party.name}, {party.form}, no. {party.registration_number}, {party.address}. Signs: {party.signatory.name}"
    )


def _deal(deal: Deal | None) -> tuple[tuple[str, str], ...]:
    labels = ("Summary", "Yearly value", "Term", "Lock period", "Governing law", "Personal data", "Volumes")
    return tuple(zip(labels, _answers(deal), strict=True)) if deal else tuple((label, "") for label in labels)


def _answers(deal: Deal) -> Iterator[str]:
    services = ", ".join(service.id.replace("-", " ") for service in deal.services)
    yield f"Customer support for {deal.shop}: {services}"
    yield f"{deal.charges.currency} {deal.charges.annual_value:,.0f}"
    yield f"{deal.term.months} months from {deal.term.start.isoformat()}"
    yield f"{deal.lock.months} months"
    yield f"{deal.governing_law.law}; {deal.governing_law.courts}"
    yield f"breach notice within {deal.data.breach_notice_hours} hours; sites: {'; '.join(deal.sites)}"
    yield f"{deal.volumes.contacts_per_month:,} contacts a month"
