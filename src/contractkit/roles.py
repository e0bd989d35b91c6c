"""Who is customer and who is vendor, and under which names the document speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from contractkit.document import Document
from contractkit.evidence import Roles

# Nouns that settle a role wherever they name a party of a services contract.
_VENDOR_NOUNS = (
    "Vendor", "Service Provider", "Provider", "Supplier", "Agency", "Contractor", "Consultant", "Outsourcer",
    "Data Processor", "Processor", "Servicer", "Service Company", "Agent", "Seller", "Licensor", "Operator",
)  # fmt: skip
_CUSTOMER_NOUNS = (
    "Customer", "Client", "Buyer", "Purchaser", "Principal", "Data Controller", "Controller", "Merchant", "Retailer",
    "Brand", "Brand Owner", "Recipient", "Licensee", "Store", "Shop", "E-commerce Company", "Service Recipient",
)  # fmt: skip
# These name a party only when the document defines them so.
_OFTEN_NO_PARTY = {"Agent", "Operator", "Store", "Shop", "Brand", "Seller", "Recipient", "Principal", "Processor"}
_NOT_PARTIES = {
    "agreement", "services", "service", "effective date", "parties", "party", "term", "sow", "order", "order form",
    "fees", "contract", "dpa", "sla", "addendum", "msa", "confidential information", "commencement date", "both",
    "schedule", "standard terms", "key terms", "framework terms", "base terms", "cover page", "product", "products",
    "software", "deliverables", "amendment", "services agreement", "master agreement", "affiliate", "affiliates",
}  # fmt: skip
_THINGS = re.compile(
    r"(?:agreement|addendum|fees?|terms|schedule|annex|exhibit|period|date|services?|software|systems?|act|pay|plan|data"
    r"|sites?|programs?|products?|materials?|offering|project|property|information|documents?|loi|users?)$",
    re.IGNORECASE,
)
_LEADING_PARAGRAPHS = 80
_EVIDENCE_CHARACTERS = 150_000  # who performs and who pays is plain long before; a long contract need not cost more

_GROUP = re.compile(r"""\((?P<inner>[^()]{0,40}["“][^()]{1,90}["”][^()]{0,40})\)""")
_HEREINAFTER = re.compile(
    r"""(?:hereinafter|hereafter|referred to as|herein called)[^()"“”]{0,40}(?P<inner>["“][^"“”]{2,40}["”])""",
    re.IGNORECASE,
)
_UNQUOTED = re.compile(r"\((?:the )(?P<inner>[A-Z][\w-]+(?: [A-Z][\w-]+)?)\)")
_QUOTED = re.compile(r'["“](?:the )?(?P<name>[A-Z][\w&.\' -]{1,40}?)[,.]?["”]', re.IGNORECASE)
_LEGAL_NAME = re.compile(
    r"(?<!\ba )(?<!\ban )(?P<name>(?P<short>[A-Z][\w&.,'’-]*(?:\s+(?:&|and|of|de|the|[A-Z][\w&.'’-]*)){0,6}?),?\s+"
    r"(?:Ltd|Limited|LLC|L\.L\.C|LLP|L\.P|[Ii]nc|INC|Incorporated|Corp|Corporation|CORPORATION|PLC|plc|GmbH|AG"
    r"|S\.?L\.?U?|S\.A|SA|B\.V|BV|N\.V|Lda|SAS|S\.?r\.?l|Oy|AB|ApS|LIMITED|COMPANY|Company)\b\.?)"
)
_PARTY_BLOCK = re.compile(
    r"\b(?:between|by and among|incorporated|registered|company n|corporation|organi[sz]ed under|on the one"
    r"|on the other|whose|represented by|hereinafter|hereafter|limited liability)\b",
    re.IGNORECASE,
)
_SERVICES = r"(?:the |its |such |all |any |certain |following )*(?:[\w-]+ ){0,5}?(?:services?|support|work|assistance)"
_PERFORM = r"(?:provide|perform|supply|deliver|render|staff|handle|answer|produce|manufacture|maintain)"
_OUR_TRADE = r"(?:customer support|contact cent|call cent|outsourc|customer service|customer care)"
_DUTY = r"(?:shall|will|must|may|agrees? to|undertakes? to|is to|has agreed to|is engaged to|wishes to|is willing to)"
_ACTS = (
    r"(?:hereby |also |further )?(?:shall|will|may|must|agrees?|undertakes?|represents?|warrants?|acknowledges?"
    r"|desires?|wishes|provides|has|is|does|can|pays)(?! be\b)"
)
# (pattern with NAME, role whose evidence a match is, weight)
_SIGNS: tuple[tuple[str, str, int], ...] = (
    (rf"NAME(?:'s [\w-]+)? {_DUTY} (?:\w+ ){{0,2}}?{_PERFORM} {_SERVICES}", "vendor", 3),
    (r"services (?:to be )?(?:provided|performed|rendered|supplied|delivered) by (?:the )?NAME", "vendor", 3),
    (rf"NAME (?:is|carries on|operates|specialis\w+|is engaged in|provides)[^.]{{0,60}}{_OUR_TRADE}", "vendor", 3),
    (r"NAME (?:provides|offers|supplies|performs|renders) [^.]{0,80}(?:services|support)", "vendor", 3),
    (r"(?:desires?|wishes|wants|request\w*) (?:that )?NAME (?:to )?(?:provide|perform|supply)", "vendor", 3),
    (r"(?:outsource[^.]{0,40} to|(?:retain|engage|appoint|hire)(?:s|ed)?) (?:the )?NAME", "vendor", 3),
    (r"(?:payable|paid|pay|payment) (?:to )?(?:the )?NAME", "vendor", 2),
    (r"NAME'?s? (?:agents?|personnel|employees|staff|invoices?|rates|fees|charges)", "vendor", 1),
    (rf"NAME {_DUTY} (?:\w+ ){{0,2}}?(?:pay|reimburse|compensate)", "customer", 3),
    (r"(?:services|products) (?:provided |performed |rendered |delivered )?(?:to|for) (?:the )?NAME", "customer", 2),
    (r"NAME (?:hereby |has )?(?:engage[sd]|appoint(?:s|ed)|retain(?:s|ed)"
     r"|(?:wishes|desires) to (?:engage|appoint|outsource|buy|obtain|receive|retain))", "customer", 3),
    (r"NAME'?s? (?:customers|end customers|products|online (?:shop|store)|web ?shop|brand|website|shoppers|orders)",
     "customer", 2),
    (r"(?:invoices?|bills?) (?:to )?(?:the )?NAME", "customer", 2),
    (r"NAME (?:sells|retails|operates an? (?:online|e-commerce|web))", "customer", 3),
)  # fmt: skip
_MOST_HITS = 5  # of one sign: a habit of wording must not outvote everything else
_LEAST_EVIDENCE = 3
_LEAST_PRONOUNS = 5
_PRONOUNS = (("We", "Us", "Our", "Ours"), ("You", "Your", "Yours"))


@dataclass(slots=True)
class _Party:
    """One party: its short names as the text uses them, most used first, and its full name."""

    names: list[str]
    legal: str = ""
    evidence: dict[str, int] = field(default_factory=dict)

    @property
    def all_names(self) -> list[str]:
        return [*self.names, *([self.legal] if self.legal and self.legal not in self.names else [])]

    @property
    def leaning(self) -> int:
        """Above zero for a vendor, below for a customer."""
        return self.evidence.get("vendor", 0) - self.evidence.get("customer", 0)


def find_roles(document: Document, override: Mapping[str, Iterable[str]] | None = None) -> Roles:
    """Return the party names by role; ``override`` ({"customer": [...], "vendor": [...]}) wins.

    ``sure`` is False, with the reason, when nothing in the text settles which party performs and which pays.
    """
    if override and override.get("customer") and override.get("vendor"):
        return Roles(tuple(override["customer"]), tuple(override["vendor"]), reason="given by the user")
    text = "\n".join(p.text for p in document.paragraphs)[:_EVIDENCE_CHARACTERS].replace("’", "'")
    opening = [p.text.replace("’", "'") for p in document.paragraphs[:_LEADING_PARAGRAPHS]]
    parties = _parties(opening, text)
    by_role = _assigned(parties, text)
    _add_pronouns(by_role, opening, text)
    if by_role["customer"] and by_role["vendor"]:
        return Roles(tuple(by_role["customer"]), tuple(by_role["vendor"]))
    return _guess(by_role, text)


def _parties(opening: list[str], text: str) -> list[_Party]:
    """The parties that the opening defines; without definitions, those whose full names it gives."""
    found: list[_Party] = []
    for paragraph in opening:
        if _LEGAL_NAME.search(paragraph) or _PARTY_BLOCK.search(paragraph):
            for party in _defined(paragraph, text):
                known = next((other for other in found if set(other.names) & set(party.names)), None)
                if known is None:
                    found.append(party)
                elif not known.legal:
                    known.legal = party.legal
    return found if len(found) > 1 else [*found, *_named_in_full(opening[:20], text, found)]


def _defined(paragraph: str, text: str) -> Iterator[_Party]:
    position = 0
    groups = [*_GROUP.finditer(paragraph), *_HEREINAFTER.finditer(paragraph), *_UNQUOTED.finditer(paragraph)]
    for group in sorted(groups, key=lambda match: match.start()):
        quoted = [match["name"] for match in _QUOTED.finditer(group["inner"])] or [group["inner"]]
        names = _in_use([name.strip() for name in quoted], text)
        if names:
            yield _Party(names, _legal_name(names, paragraph[position : group.start()]))
            position = group.end()


def _legal_name(names: list[str], before: str) -> str:
    """The full name that a definition stands behind: one that holds the short name, else the nearest."""
    legal = [match["name"] for match in _LEGAL_NAME.finditer(before)]
    alike = [full for full in legal if any(name.lower() in full.lower() for name in names)]
    return (alike or legal or [""])[-1]


def _in_use(quoted: Iterable[str], text: str) -> list[str]:
    """The quoted names under which somebody acts in the text, in the spelling that it uses, most used first."""
    spelled: dict[str, int] = {}
    for name in quoted:
        if name.lower() in _NOT_PARTIES or _THINGS.search(name) or name[:1].islower():
            continue
        for spelling in (name, name.title()) if name.isupper() and len(name) > 3 else (name,):
            if _uses(spelling, text) >= 3 and (_acts(spelling, text) or _noun_role(spelling)):
                spelled[spelling] = _uses(spelling, text)
    return sorted(spelled, key=lambda name: -spelled[name])


def _named_in_full(opening: list[str], text: str, known: list[_Party]) -> Iterator[_Party]:
    """Parties by the first words of their full names: "Horst Entertainment Inc." acts as "Horst Entertainment"."""
    taken = {name for party in known for name in party.all_names}
    for paragraph in opening:
        for match in _LEGAL_NAME.finditer(paragraph):
            short = match["short"].rstrip(", ")
            names = _in_use([short], text)
            if names and match["name"] not in taken and not set(names) & taken:
                taken.update(names)
                yield _Party(names, match["name"])


def _uses(name: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _acts(name: str, text: str) -> int:
    """How often somebody of this name does something, by its verb."""
    return len(re.findall(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(name.upper())}) {_ACTS}", text))


def _noun_role(name: str) -> str | None:
    for role, nouns in (("vendor", _VENDOR_NOUNS), ("customer", _CUSTOMER_NOUNS)):
        if any(name.lower() == noun.lower() for noun in nouns):
            return role
    return None


def _is_called(noun: str, text: str) -> bool:
    """Whether a noun that nobody defined is a party's name: used thrice and not as a part of another name."""
    alone = re.findall(
        rf"(?<!\w)(?:(?!The|Each|Any|If|When|Both|And|By|To)[A-Z]\w+ )?{re.escape(noun)}(?!\w| [A-Z]\w+ L)", text
    )
    return alone.count(noun) >= 3


def _assigned(parties: list[_Party], text: str) -> dict[str, list[str]]:
    """Names by role: nouns first, then elimination, then who performs and who pays, then nouns that nobody defined."""
    by_role: dict[str, list[str]] = {"customer": [], "vendor": []}
    open_parties = []
    for party in parties:
        role = next((role for name in party.names if (role := _noun_role(name))), None)
        if role:
            by_role[role] += party.all_names
        else:
            party.evidence = _evidence(party, text)
            open_parties.append(party)
    open_parties.sort(key=lambda party: party.leaning)
    _by_leaning(by_role, open_parties)
    for role, nouns in (("vendor", _VENDOR_NOUNS), ("customer", _CUSTOMER_NOUNS)):
        if not by_role[role]:
            used = [noun for noun in nouns if noun not in _OFTEN_NO_PARTY and _is_called(noun, text)]
            by_role[role] += sorted(used, key=lambda noun: -_uses(noun, text))
    if not any("Company" in party.names for party in parties) and _acts("Company", text) > 1:
        open_parties.append(_Party(["Company"]))
    _by_elimination(by_role, open_parties)
    return by_role


def _by_leaning(by_role: dict[str, list[str]], parties: list[_Party]) -> None:
    """Give an empty role the party that leans to it most; two parties, with no role known, when they lean apart."""
    filled = [role for role, names in by_role.items() if names]
    if len(filled) == 1:
        sign = 1 if filled == ["customer"] else -1
        _by_elimination(by_role, [party for party in parties if party.legal or sign * party.leaning > 0])
    elif not filled and len(parties) > 1:
        customer, vendor = parties[0], parties[-1]
        if vendor.leaning - customer.leaning >= _LEAST_EVIDENCE:
            by_role["customer"] += customer.all_names
            by_role["vendor"] += vendor.all_names
    elif not filled and parties and abs(parties[0].leaning) >= _LEAST_EVIDENCE:
        by_role["vendor" if parties[0].leaning > 0 else "customer"] += parties[0].all_names


def _by_elimination(by_role: dict[str, list[str]], parties: list[_Party]) -> None:
    """With one side known, the party left over is the other; of several, the one that leans there most."""
    free = [party for party in parties if not any(set(party.names) & set(names) for names in by_role.values())]
    for role, other, sign in (("customer", "vendor", -1), ("vendor", "customer", 1)):
        if not by_role[role] and by_role[other] and free:
            by_role[role] += max(free, key=lambda party: sign * party.leaning).all_names


def _evidence(party: _Party, text: str) -> dict[str, int]:
    scores = {"vendor": 0, "customer": 0}
    names = {spelling for name in party.names for spelling in (name, name.upper())}
    name = rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)"
    for sign, role, weight in _SIGNS:
        scores[role] += weight * min(len(re.findall(sign.replace("NAME", name), text)), _MOST_HITS)
    return scores


def _add_pronouns(by_role: dict[str, list[str]], opening: list[str], text: str) -> None:
    """Take "we" and "you" for the parties when the contract is written in that manner."""
    we, you = (len(re.findall(rf"\b{pronoun}\b", text, re.IGNORECASE)) for pronoun in ("we", "you"))
    if min(we, you) < _LEAST_PRONOUNS:
        return
    we_is_vendor = bool(
        re.search(r"\b[Ww]e (?:will|shall) (?:\w+ )?(?:provide|perform|deliver|supply|handle|answer)", text)
    ) or not re.search(r"\b[Ww]e (?:will|shall) pay\b", text)
    for role, pronouns in zip(
        ("vendor", "customer") if we_is_vendor else ("customer", "vendor"), _PRONOUNS, strict=True
    ):
        if not by_role[role]:
            by_role[role] += _behind_pronouns(pronouns, opening)
        by_role[role] += pronouns


def _behind_pronouns(pronouns: tuple[str, ...], opening: list[str]) -> list[str]:
    """Whoever the opening defines as "we": 'Desk Support GmbH ("we")'."""
    for paragraph in opening:
        for group in _GROUP.finditer(paragraph):
            quoted = [match["name"] for match in _QUOTED.finditer(group["inner"])]
            legal = _LEGAL_NAME.search(paragraph[: group.start()])
            if legal and any(name.capitalize() in pronouns for name in quoted):
                return [*(name for name in quoted if name.capitalize() not in pronouns), legal["name"]]
    return []


def _guess(by_role: dict[str, list[str]], text: str) -> Roles:
    reason = "no party block, role noun or sentence settles who performs the services and who pays"
    customer = by_role["customer"] or [
        noun for noun in ("Customer", "Client", "Company") if noun not in by_role["vendor"]
    ]
    vendor = by_role["vendor"] or [
        noun for noun in ("Vendor", "Provider", "Supplier", "Agency", "Contractor") if noun not in customer
    ]
    present = {name: _uses(name, text) for name in (*customer, *vendor)}
    return Roles(
        tuple(name for name in customer if present[name]) or tuple(customer),
        tuple(name for name in vendor if present[name]) or tuple(vendor),
        sure=False,
        reason=reason,
    )
