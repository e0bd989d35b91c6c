"""Who contracts, under which law."""

from __future__ import annotations

from contractkit.deal.fields import Answered, Line, ask


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


class Law(Answered):
    """Governing law and courts, such as "England and Wales" and "the courts of London"."""

    law: Line = ask("Which law governs?", "Decides what every clause means.", "both")
    courts: Line = ask("Which courts decide?", "Decides where you must go to be heard.", "both")
