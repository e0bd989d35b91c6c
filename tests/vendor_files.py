"""Three vendor drafts of very different make, written for tests: marks of others, tables and controls, typed numbers."""

from __future__ import annotations

from builders import deleted, docx, field, footnote_reference, ins, legal_list, p, r, sdt, tbl, tr

_HEADS = (1, 0)
_TEXTS = (1, 1)
_ITEMS = (1, 2)


def _on(words: str, comment: int) -> str:
    """Words with a comment of somebody else on them."""
    return (
        f'<w:commentRangeStart w:id="{comment}"/>{r(words)}<w:commentRangeEnd w:id="{comment}"/>'
        f'{r(raw=f"""<w:commentReference w:id="{comment}"/>""")}'
    )


def negotiated() -> bytes:
    """A draft in which two other authors have changed and commented already; numbers are automatic."""
    return docx(
        p("Master Services Agreement"),
        p("This Agreement is made between Osprey Outdoor Ltd (the “Customer”) and Nimbus Contact Ltd (the “Supplier”)."),
        p("Services", num=_HEADS),
        p("The Supplier shall provide customer support services (the “Services”) to the Customer.", num=_TEXTS),
        p(
            _on("The Supplier may subcontract any part of the Services.", 1),
            " Subcontractors work under the Supplier’s supervision.", num=_TEXTS,
        ),
        p(
            "The Supplier shall keep Customer Data confidential.",
            ins(" The Supplier may use Customer Data to train its machine-learning models.", author="Vera Nimbus"),
            num=_TEXTS,
        ),
        p("Charges", num=_HEADS),
        p("The Customer shall pay the charges (the “Charges”) within ", deleted("30", author="Carl Osprey"),
          ins("90", author="Vera Nimbus"), " days of receipt of an invoice.", num=_TEXTS),
        p("Service Levels", num=_HEADS),
        p("Service Credits are the Customer’s sole and exclusive remedy for any failure to meet a ",
          r("Service Level", "<w:b/>"), ". The Supplier shall report every month.", num=_TEXTS),
        p("Term and termination", num=_HEADS),
        p("The Lock Period is thirty-six (36) months from the Start Date.", num=_TEXTS),
        p("Either party may terminate this Agreement for a material breach that is not remedied within:", num=_TEXTS),
        p("thirty days after notice of the breach; or", num=_ITEMS),
        p("ten days where the breach is repeated.", num=_ITEMS),
        p("On expiry the Supplier shall return all Customer Data as set out in clause ", field(" REF _r1 ", "1.3"), ".",
          num=_TEXTS),
        p("Assignment", num=_HEADS),
        p("The Supplier may assign this Agreement without consent.", num=_TEXTS),
        numbering=legal_list(),
        comments={1: ("Carl Osprey", "We did not agree to this."), 2: ("Vera Nimbus", "Standard for us.")},
        footer=p("Nimbus Contact Ltd, confidential"),
    )  # fmt: skip


def tabled() -> bytes:
    """A draft with a service-level table, content controls, footnotes and a clause in the footer."""
    levels = tbl(
        tr("Service level", "Target", "Measured by", properties="<w:tblHeader/>"),
        tr("First response time (e-mail)", "48 hours", "Provider"),
        tr("Abandonment rate", "5 %", "Client"),
    )
    return docx(
        p("Support Services Agreement"),
        p("between Alder Home GmbH (“Client”) and Helios Care S.L. (“Provider”)."),
        p("Services", num=_HEADS),
        p("Provider must provide the Services to Client.", num=_TEXTS),
        sdt(p("Provider may process data in any country where it or its affiliates operate.", num=_TEXTS)),
        p("Service levels", num=_HEADS),
        p("Provider must meet the service levels in this table:", num=_TEXTS),
        levels,
        p("Data protection", num=_HEADS),
        p(
            "Provider must notify Client of a ",
            sdt(r("personal data breach"), '<w:alias w:val="term"/>'),
            " within five (5) business days after becoming aware of it.",
            footnote_reference(2), num=_TEXTS,
        ),
        p("Provider may engage sub-processors at its discretion.", num=_TEXTS),
        p("Payment", num=_HEADS),
        p("Client must pay each invoice within 120 days of receipt.", num=_TEXTS),
        numbering=legal_list(),
        footnotes={
            2: p("Provider may amend this Agreement at any time by publishing a new version on its website."),
        },
        footer=p("Continued use of the Services means that Client accepts the revised conditions."),
    )  # fmt: skip


def typed() -> bytes:
    """A draft whose numbers are typed, as it comes out of many PDF converters."""
    return docx(
        p("OUTSOURCING AGREEMENT"),
        p("Made between Quill & Paper Inc. (the “Company”) and Bold Desk LLC (the “Agency”)."),
        p("1. Services"),
        p("1.1 The Agency will provide the support services described in Annex A (the “Services”)."),
        p("1.2 The size of the team is at the Agency’s discretion."),
        p("2. Term"),
        p("2.1 This Agreement renews automatically for successive periods of 24 months."),
        p("2.2 The Agency may suspend the Services immediately if any amount is overdue."),
        p("3. Liability"),
        p("3.1 The Agency’s total liability is limited to the fees paid in the preceding three months."),
        p("3.2 The Services are supplied as is."),
        p("4. General"),
        p("4.1 The Agency may revise its prices on 30 days’ notice."),
        p("4.2 This Agreement is governed by the laws of Delaware."),
    )  # fmt: skip


VENDOR_FILES = {"negotiated": negotiated, "tabled": tabled, "typed": typed}

# The rules that are planted in each file: what a golden packet is compared on, whatever else the library learns to find.
PLANTED = {
    "negotiated": (
        "free-subcontracting", "ai-training-on-customer-data", "payment-term-beyond-law", "credits-sole-remedy",
        "lock-too-long", "lock-without-performance-exit", "vendor-may-assign-freely",
    ),
    "tabled": (
        "free-international-transfers", "breach-notice-slow", "sub-processors-without-control",
        "payment-term-beyond-law", "unilateral-change-of-terms", "continued-use-is-acceptance",
        "service-level-row-measured-by-vendor",
    ),
    "typed": (
        "team-size-at-vendor-discretion", "renewal-term-too-long", "suspension-at-will", "liability-cap-below-a-year",
        "services-as-is", "prices-raised-at-will",
    ),
}  # fmt: skip
