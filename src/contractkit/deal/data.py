"""Personal data in the deal."""

from __future__ import annotations

from contractkit.deal.fields import Answered, Line, ask


class SubProcessor(Answered):
    """A company that handles personal data for the vendor."""

    name: Line = ask("Name of the company?", "You authorise it by name.", "vendor")
    service: Line = ask("What does it do?", "Tells which data it needs.", "vendor")
    country: Line = ask("In which country?", "Outside the EEA a transfer tool is needed.", "vendor")


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
        "Which sub-processors? [] when there are none", "GDPR Article 28(2) wants authorisation.", "vendor"
    )
    breach_notice_hours: int = ask(
        "Notice of a data breach within how many hours?", "You have 72 hours yourself.", "both", default=24, ge=1, le=48
    )
    sub_processor_notice_days: int = ask(
        "Notice of a new sub-processor, in days?", "You need time to object.", "both", default=30, ge=15, le=90
    )
    deletion_days: int = ask(
        "Deletion at the end within how many days?", "Data kept is data at risk.", "both", default=30, ge=1, le=60
    )
    security_standard: Line = ask(
        "Which security standard?", "A certificate is checked by somebody else.", "vendor", default="ISO/IEC 27001:2022"
    )
