"""The parties as the opening of a contract names them: full names, and the short names that the text uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

# Nouns that settle a role wherever they name a party of a services contract.
VENDOR_NOUNS = (
    "Vendor", "Service Provider", "Provider", "Supplier", "Agency", "Contractor", "Consultant", "Outsourcer",
    "Data Processor", "Processor", "Servicer", "Service Company", "Agent", "Seller", "Licensor", "Operator",
    "Outsourcing Partner", "Service Partner", "Support Partner", "Subcontractor", "Consultancy",
)  # fmt: skip
CUSTOMER_NOUNS = (
    "Customer", "Client", "Buyer", "Purchaser", "Principal", "Data Controller", "Controller", "Merchant", "Retailer",
    "Brand", "Brand Owner", "Recipient", "Licensee", "Store", "Shop", "E-commerce Company", "Service Recipient",
    "Subscriber", "Ordering Party", "Commissioning Party", "Contracting Authority", "Trader",
)  # fmt: skip
# These name a party only when the document defines them so.
OFTEN_NO_PARTY = {
    "Agent", "Operator", "Store", "Shop", "Brand", "Seller", "Recipient", "Principal", "Processor", "Buyer",
    "Purchaser", "Trader", "Subscriber", "Subcontractor",
}  # fmt: skip
_NOT_PARTIES = {
    "agreement", "services", "service", "effective date", "parties", "party", "term", "sow", "order", "order form",
    "fees", "contract", "dpa", "sla", "addendum", "msa", "confidential information", "commencement date", "both",
    "schedule", "standard terms", "key terms", "framework terms", "base terms", "cover page", "product", "products",
    "software", "deliverables", "amendment", "services agreement", "master agreement", "affiliate", "affiliates",
    "gdpr", "uk gdpr", "ccpa", "start date", "regulation", "working day", "business day",
}  # fmt: skip
_THINGS = re.compile(
    r"(?:agreement|contract|addendum|fees?|terms|schedule|annex|exhibit|period|date|services?|software|systems?|act|pay|plan|data"
    r"|sites?|programs?|products?|materials?|offering|project|property|information|documents?|loi|users?)$",
    re.IGNORECASE,
)

MOST_HITS = 5  # of one sign of a role: a habit of wording must not outvote everything else
GROUP = re.compile(r"""\((?P<inner>[^()]{0,40}["“][^()]{1,90}["”][^()]{0,40})\)""")
_HEREINAFTER = re.compile(
    r"""(?:hereinafter|hereafter|referred to as|herein called)[^()"“”]{0,40}(?P<inner>["“][^"“”]{2,40}["”])""",
    re.IGNORECASE,
)
_UNQUOTED = re.compile(r"\((?:the )(?P<inner>[A-Z][\w-]+(?: [A-Z][\w-]+)?)\)")
# "Client: Wonen & Zo B.V.", and the label alone where the name stands in the next cell.
_LABELLED = re.compile(
    r"\W*(?:[Tt]he )?(?P<label>[A-Z][\w-]+(?: [A-Z][\w-]+)?)(?:\W*|\s*(?:[:\t|]|\s[-–—])\s*(?P<value>\S.*))"
)
_HEREINAFTER_UNQUOTED = re.compile(
    r"(?:[Hh]ereinafter|[Hh]ereafter|[Ff]rom now on|[Rr]eferred to as),?\s+(?:also\s+)?"
    r"(?:(?:referred to as|called)\s+)?(?:[Tt]he |THE )?(?P<inner>[A-Z][\w-]+(?: [A-Z][\w-]+)?)(?=[)\].,;])"
)
QUOTED = re.compile(r'["“](?:the )?(?P<name>[A-Z][\w&.\' -]{1,40}?)[,.]?["”]', re.IGNORECASE)
LEGAL_NAME = re.compile(
    r"(?<!\ba )(?<!\ban )(?P<name>(?P<short>(?!(?:Between|And|By|With|Of|From|Whereas|We|You)\b)"
    r"[A-Z][\w&.,'’-]*(?:\s+(?:&|and|of|de|the|[A-Z][\w&.'’-]*)){0,6}?),?\s+"
    r"(?:Ltd|Limited|LLC|L\.L\.C|LLP|L\.P|[Ii]nc|INC|Incorporated|Corp|Corporation|CORPORATION|PLC|plc|GmbH|AG"
    r"|S\.?L\.?U?|S\.A|SA|B\.V|BV|N\.V|NV|Lda|SAS|SARL|S\.?r\.?l|S\.?p\.?A|SE|KG|OHG|UG|Oy|AB|ApS|A/S|AS|OÜ|SIA|UAB"
    r"|DAC|Designated Activity Company|Sp\. z o\.o|s\.r\.o|Kft|Zrt|Pty Ltd|BVBA|LIMITED|COMPANY|Company)\b\.?)"
)
_PARTY_BLOCK = re.compile(
    r"\b(?:between|by and among|incorporated|registered|company n|corporation|organi[sz]ed under|on the one"
    r"|on the other|whose|represented by|hereinafter|hereafter|limited liability)\b",
    re.IGNORECASE,
)
_ACTS = (
    r"(?:hereby |also |further )?(?:shall|will|may|must|agrees?|undertakes?|represents?|warrants?|acknowledges?"
    r"|desires?|wishes|provides|has|is|does|can|pays)(?! be\b)"
)
# A plain contract says what a party does, without "shall": "Oakline answers the calls".
_DOES = (
    r"(?:alone |also |itself |then |therefore |only |again )?(?:accepts|acts|agrees|answers|appoints|approves|asks"
    r"|bears|charges|chooses|computes|corrects|decides|delivers|employs|ensures|gives|grants|handles|hands|helps|holds"
    r"|informs|invoices|issues|keeps|lets|makes|measures|names|notifies|offers|operates|owns|pays|performs|processes"
    r"|provides|receives|renders|reports|retains|sells|sends|serves|supplies|takes|tells|trains|undertakes|uses"
    r"|warrants)"
)


@dataclass(slots=True)
class Party:
    """One party: its short names as the text uses them, most used first, and its full name."""

    names: list[str]
    legal: str = ""
    evidence: dict[str, int] = field(default_factory=dict)

    @property
    def all_names(self) -> list[str]:
        """The short names and the full name."""
        return [*self.names, *([self.legal] if self.legal and self.legal not in self.names else [])]

    @property
    def leaning(self) -> int:
        """Above zero for a vendor, below for a customer."""
        return self.evidence.get("vendor", 0) - self.evidence.get("customer", 0)


def named_parties(opening: list[str], text: str, closing: Sequence[str] = ()) -> list[Party]:
    """The parties that the opening defines or labels; without these, those whose full names it or ``closing`` gives."""
    found: list[Party] = []
    for paragraph in opening:
        if LEGAL_NAME.search(paragraph) or _PARTY_BLOCK.search(paragraph):
            for party in _defined(paragraph, text):
                known = next((other for other in found if set(other.names) & set(party.names)), None)
                if known is None:
                    found.append(party)
                elif not known.legal:
                    known.legal = party.legal
    for source in (_labelled(opening), _named_in_full(opening[:20], text), _named_in_full(closing, text)):
        if len(found) < 2:
            found += _unknown(source, found)
    return found


def _unknown(parties: Iterable[Party], known: list[Party]) -> Iterator[Party]:
    taken = {name for party in known for name in party.all_names}
    for party in parties:
        if not taken & set(party.all_names):
            taken.update(party.all_names)
            yield party


def _labelled(opening: list[str]) -> Iterator[Party]:
    """Parties of a cover table or a list of key terms: a noun that settles the role, and a full name beside it."""
    for paragraph, following in zip(opening, [*opening[1:], ""], strict=True):
        label = _LABELLED.fullmatch(paragraph)
        name = LEGAL_NAME.match(label["value"] or following) if label and noun_role(label["label"]) else None
        if label and name and not noun_role(name["short"].rstrip(", ")):
            yield Party([label["label"]], _without_full_stop(name["name"]))


def _defined(paragraph: str, text: str) -> Iterator[Party]:
    position = 0
    patterns = (GROUP, _HEREINAFTER, _UNQUOTED, _HEREINAFTER_UNQUOTED)
    groups = [group for pattern in patterns for group in pattern.finditer(paragraph)]
    for group in sorted(groups, key=lambda match: match.start()):
        quoted = [match["name"] for match in QUOTED.finditer(group["inner"])] or [group["inner"]]
        names = _in_use([name.strip() for name in quoted], text)
        if names:
            yield Party(names, _legal_name(names, paragraph[position : group.start()]))
            position = group.end()


def _legal_name(names: list[str], before: str) -> str:
    """The full name that a definition stands behind: one that holds the short name, else the nearest."""
    legal = [match["name"] for match in LEGAL_NAME.finditer(before)]
    alike = [full for full in legal if any(name.lower() in full.lower() for name in names)]
    return (alike or legal or [""])[-1]


def _in_use(quoted: Iterable[str], text: str, *, least: int = 3) -> list[str]:
    """The quoted names under which somebody acts in the text, in the spelling that it uses, most used first."""
    spelled: dict[str, int] = {}
    for name in quoted:
        if name.lower() in _NOT_PARTIES or _THINGS.search(name) or name[:1].islower():
            continue
        for spelling in (name, name.title()) if name.isupper() and len(name) > 3 else (name,):
            if uses(spelling, text) >= least and (acts(spelling, text) or noun_role(spelling)):
                spelled[spelling] = uses(spelling, text)
    return sorted(spelled, key=lambda name: -spelled[name])


def _named_in_full(paragraphs: Sequence[str], text: str) -> Iterator[Party]:
    """Parties by the first words of their full names: "Horst Entertainment Inc." acts as "Horst Entertainment"."""
    for paragraph in paragraphs:
        for match in LEGAL_NAME.finditer(paragraph):
            short = match["short"].rstrip(", ")
            names = [] if noun_role(short) else _in_use(_beginnings(short, text), text, least=2)
            if names:
                yield Party(names, _without_full_stop(match["name"]))


def _without_full_stop(name: str) -> str:
    """ "Lumen Services Limited" where it ends a sentence; the point of "Inc." and "S.L." stays."""
    form = name.rsplit(" ", 1)[-1].rstrip(".")
    return name if "." in form or form in ("Inc", "INC", "Ltd", "Corp", "inc") else name.rstrip(".")


def _beginnings(name: str, text: str) -> Iterator[str]:
    """The name and its first words, as far as the text does not use them as ordinary words too."""
    words = name.split()
    yield name
    for count in range(len(words) - 1, 0, -1):
        beginning = " ".join(words[:count])
        complete = not words[count - 1].islower() and words[count - 1] != "&" and not noun_role(beginning)
        if complete and uses(beginning, text) > uses(name, text) and not uses(beginning.lower(), text):
            yield beginning


def uses(name: str, text: str) -> int:
    """Return how often the text holds the name as a whole word."""
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def acts(name: str, text: str) -> int:
    """How often somebody of this name does something, by its verb."""
    return len(re.findall(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(name.upper())}) (?:{_ACTS}|{_DOES}\b)", text))


def noun_role(name: str) -> str | None:
    """Return the role that a noun such as "Supplier" settles, or None."""
    for role, nouns in (("vendor", VENDOR_NOUNS), ("customer", CUSTOMER_NOUNS)):
        if any(name.lower() == noun.lower() for noun in nouns):
            return role
    return None
