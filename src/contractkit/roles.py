"""Who is customer and who is vendor, and under which names the document speaks of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

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
_OFTEN_NO_PARTY = {"Agent", "Operator", "Store", "Shop", "Brand", "Seller", "Recipient"}
_LEADING_PARAGRAPHS = 80
_DEFINED = re.compile(
    r"""(?:\(|\bhereinafter\b|\bhereafter\b|referred\ to\ as|\btogether\b|\bor\b|,)
    [^()"“”]{0,60}["“”](?P<name>[A-Z][\w&.'\ -]{1,40}?)[,.]?["“”]""",
    re.VERBOSE,
)
_QUOTED = re.compile(r'["“](?P<name>[\w&.\' -]{2,40}?)[,.]?["”]')
_LEGAL_NAME = re.compile(
    r"(?P<name>[A-Z][\w&.,'’-]*(?:\s+(?:&|and|of|de|the|[A-Z][\w&.'’-]*)){0,6}?,?\s+"
    r"(?:Ltd|Limited|LLC|L\.L\.C\.|Inc|Incorporated|Corp|Corporation|PLC|plc|GmbH|AG|S\.?L\.?U?|S\.?A\.?|B\.?V\.?|N\.?V\.?|Lda|SAS|S\.?r\.?l|LLP|Oy|AB|ApS|Company)\b\.?)"
)
_PARTY_BLOCK = re.compile(
    r"\b(?:between|by and among|incorporated|registered|company n|corporation|organi[sz]ed under|on the one"
    r"|on the other|whose|represented by)\b",
    re.IGNORECASE,
)
_NOT_PARTIES = {
    "agreement", "services", "service", "effective date", "parties", "party", "term", "sow", "order", "order form",
    "fees", "contract", "dpa", "sla", "addendum", "msa", "confidential information", "commencement date", "both",
    "schedule",
}  # fmt: skip
_SERVICES = r"(?:the |its |such |all |any |certain |following )*(?:[\w-]+ ){0,3}(?:services?|support|work|assistance)"
_PERFORM = r"(?:provide|perform|supply|deliver|render|staff|handle|answer)"
_OUR_TRADE = r"(?:customer support|contact cent|call cent|outsourc|customer service|customer care)"
_DUTY = r"(?:shall|will|must|may|agrees? to|undertakes? to|is to|has agreed to|is engaged to|wishes to|is willing to)"
# (pattern with NAME, role whose evidence a match is, weight)
_SIGNS: tuple[tuple[str, str, int], ...] = (
    (rf"NAME(?:'s [\w-]+)? {_DUTY} (?:\w+ ){{0,2}}?{_PERFORM} {_SERVICES}", "vendor", 3),
    (rf"{_SERVICES} (?:to be )?(?:provided|performed|rendered|supplied|delivered) by (?:the )?NAME", "vendor", 3),
    (rf"NAME (?:is|carries on|operates|specialis\w+|is engaged in|provides)[^.]{{0,60}}{_OUR_TRADE}", "vendor", 3),
    (r"NAME (?:provides|offers|supplies|performs|renders) [^.]{0,80}(?:services|support)", "vendor", 3),
    (r"(?:payable|paid|pay|payment) to (?:the )?NAME", "vendor", 2),
    (r"NAME'?s? (?:agents?|personnel|employees|staff|invoices?|rates|fees|charges)", "vendor", 1),
    (rf"NAME {_DUTY} (?:\w+ ){{0,2}}?(?:pay|reimburse|compensate)", "customer", 3),
    (rf"{_SERVICES} (?:provided |performed |rendered |delivered )?(?:to|for) (?:the )?NAME", "customer", 2),
    (r"NAME (?:hereby )?(?:engages|appoints|retains|wishes to (?:engage|appoint|outsource|buy|obtain|receive))",
     "customer", 3),
    (r"NAME'?s? (?:customers|end customers|products|online (?:shop|store)|web ?shop|brand|website|shoppers|orders)",
     "customer", 2),
    (r"invoices? (?:to )?(?:the )?NAME", "customer", 2),
    (r"NAME (?:sells|retails|operates an? (?:online|e-commerce|web))", "customer", 3),
)  # fmt: skip
_WE_NAMES = ("We", "Us", "Our", "Ours")
_YOU_NAMES = ("You", "Your", "Yours")


def find_roles(document: Document, override: Mapping[str, Iterable[str]] | None = None) -> Roles:
    """Return the party names by role; ``override`` ({"customer": [...], "vendor": [...]}) wins.

    ``sure`` is False, with the reason, when nothing in the text settles which party performs and which pays.
    """
    if override and override.get("customer") and override.get("vendor"):
        return Roles(tuple(override["customer"]), tuple(override["vendor"]), reason="given by the user")
    text = "\n".join(paragraph.text for paragraph in document.paragraphs).replace("’", "'")
    opening = [paragraph.text for paragraph in document.paragraphs[:_LEADING_PARAGRAPHS]]
    candidates = _candidates(opening, text)
    by_role: dict[str, list[str]] = {"customer": [], "vendor": []}
    undecided = []
    for name in candidates:
        role = _role_of_noun(name) or _role_by_evidence(name, text)
        if role:
            by_role[role].append(name)
        else:
            undecided.append(name)
    _complete(by_role, undecided)
    _add_legal_names(by_role, opening)
    _add_pronouns(by_role, text)
    if by_role["customer"] and by_role["vendor"]:
        return Roles(tuple(by_role["customer"]), tuple(by_role["vendor"]))
    return _guess(by_role, text)


def _candidates(opening: list[str], text: str) -> list[str]:
    found = Counter[str]()
    for paragraph in opening:
        if not (_LEGAL_NAME.search(paragraph) or _PARTY_BLOCK.search(paragraph)):
            continue
        for match in _DEFINED.finditer(paragraph):
            name = match["name"].strip()
            name = name[4:] if name.lower().startswith("the ") else name
            if name.lower() not in _NOT_PARTIES:
                found[name] += 1
    names = [name for name in found if _uses(name, text) >= 3]
    for nouns in (_VENDOR_NOUNS, _CUSTOMER_NOUNS):
        if not any(_role_of_noun(name) == _role_of_noun(nouns[0]) for name in names):
            names += [
                noun
                for noun in nouns
                if noun not in _OFTEN_NO_PARTY and _uses(noun, text) + _uses(noun.upper(), text) >= 3
            ]
    return names


def _uses(name: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _role_of_noun(name: str) -> str | None:
    folded = name.lower()
    if any(folded == noun.lower() or folded.endswith(" " + noun.lower()) for noun in _VENDOR_NOUNS):
        return "vendor"
    if any(folded == noun.lower() or folded.endswith(" " + noun.lower()) for noun in _CUSTOMER_NOUNS):
        return "customer"
    return None


def _role_by_evidence(name: str, text: str) -> str | None:
    scores = {"vendor": 0, "customer": 0}
    for sign, role, weight in _SIGNS:
        hits = len(re.findall(sign.replace("NAME", f"(?<!\\w){re.escape(name)}"), text))
        scores[role] += weight * min(hits, 5)
    if scores["vendor"] == scores["customer"] or max(scores.values()) < 2:
        return None
    return "vendor" if scores["vendor"] > scores["customer"] else "customer"


def _complete(by_role: dict[str, list[str]], undecided: list[str]) -> None:
    """With one side known and one name left over, the name is the other side."""
    for role, other in (("customer", "vendor"), ("vendor", "customer")):
        if not by_role[role] and by_role[other] and len(undecided) == 1:
            by_role[role].append(undecided[0])


def _add_legal_names(by_role: dict[str, list[str]], opening: list[str]) -> None:
    for paragraph in opening:
        legal = _LEGAL_NAME.search(paragraph)
        if legal is None:
            continue
        quoted = {match["name"].removeprefix("the ").removeprefix("The ") for match in _QUOTED.finditer(paragraph)}
        for role, names in by_role.items():
            other = by_role["vendor" if role == "customer" else "customer"]
            if quoted & set(names) and not quoted & set(other) and legal["name"] not in names:
                names.append(legal["name"])


def _add_pronouns(by_role: dict[str, list[str]], text: str) -> None:
    """Take "we" and "you" for the parties when the contract is written in that manner."""
    we = len(re.findall(r"\b[Ww]e (?:will|shall|may|must|are|do|can|reserve|provide)\b", text))
    you = len(re.findall(r"\b[Yy]ou (?:will|shall|may|must|are|agree|can|acknowledge)\b", text))
    if we < 5 or you < 5:
        return
    we_is_vendor = bool(
        re.search(r"\b[Ww]e (?:will|shall) (?:\w+ )?(?:provide|perform|deliver|supply|handle|answer)", text)
    ) or not re.search(r"\b[Ww]e (?:will|shall) pay\b", text)
    by_role["vendor" if we_is_vendor else "customer"].extend(_WE_NAMES)
    by_role["customer" if we_is_vendor else "vendor"].extend(_YOU_NAMES)


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
