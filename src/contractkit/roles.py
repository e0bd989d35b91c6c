"""Who is customer and who is vendor, and under which names the document speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from contractkit.canonical import Roles
from contractkit.document import Document
from contractkit.party_names import (
    CUSTOMER_NOUNS,
    MOST_HITS,
    OFTEN_NO_PARTY,
    VENDOR_NOUNS,
    Party,
    acts,
    named_parties,
    noun_role,
    uses,
)
from contractkit.party_pronouns import add_pronouns, defines_pronouns

_LEADING_PARAGRAPHS = 80
_CLOSING_PARAGRAPHS = 30  # the signature block
_EVIDENCE_CHARACTERS = 150_000  # who performs and who pays is plain long before; a long contract need not cost more
_SERVICES = r"(?:the |its |such |all |any |certain |following )*(?:[\w-]+ ){0,5}?(?:services?|support|work|assistance)"
_PERFORM = r"(?:provide|perform|supply|deliver|render|staff|handle|answer|produce|manufacture|maintain)"
_OUR_TRADE = r"(?:customer support|contact cent|call cent|outsourc|customer service|customer care)"
_DUTY = r"(?:shall|will|must|may|agrees? to|undertakes? to|is to|has agreed to|is engaged to|wishes to|is willing to)"
# (pattern with NAME, role whose evidence a match is, weight)
_SIGNS: tuple[tuple[str, str, int], ...] = (
    (rf"NAME(?:'s [\w-]+)? {_DUTY} (?:\w+ ){{0,2}}?{_PERFORM} {_SERVICES}", "vendor", 3),
    (r"services (?:to be )?(?:provided|performed|rendered|supplied|delivered) by (?:the )?NAME", "vendor", 3),
    (rf"NAME (?:is|carries on|operates|specialis\w+|is engaged in|provides)[^.]{{0,60}}{_OUR_TRADE}", "vendor", 3),
    (r"NAME (?:provides|offers|supplies|performs|renders) [^.]{0,80}(?:services?|support)", "vendor", 3),
    (r"NAME (?:answers|handles|serves|attends to|takes)[^.]{0,60}(?:calls|messages|contacts|enquiries|tickets|customers"
     r"|shoppers|buyers|families|people|chats|e-?mails)", "vendor", 3),
    (r"(?:entrust|entrusts|entrusting|hand|hands|pass|passes)[^.]{0,60} to (?:the |THE )?NAME", "vendor", 3),
    (r"NAME (?:is |)(?:the |a )?(?:data )?processor", "vendor", 3),
    (r"NAME (?:is |)(?:the |a )?(?:data )?controller", "customer", 3),
    (r"(?:desires?|wishes|wants|request\w*) (?:that )?NAME (?:to )?(?:provide|perform|supply)", "vendor", 3),
    (r"(?:outsource[^.]{0,40} to|(?:retain|engage|appoint|hire)(?:s|ed)?) (?:the )?NAME", "vendor", 3),
    (r"(?:payable|paid|pay|payment) (?:to )?(?:the )?NAME", "vendor", 2),
    (r"NAME'?s? (?:agents?|personnel|employees|staff|invoices?|rates|fees|charges)", "vendor", 1),
    (rf"NAME {_DUTY} (?:\w+ ){{0,2}}?(?:pay|reimburse|compensate)", "customer", 3),
    # A vendor pays as well: credits, damages, its people.
    (r"NAME (?:alone )?pays [^;\n]{0,60}?(?:fees?|charges?|invoices?|prices?|bills?|remuneration|within"
     r"|an? (?:month|contact|year))\b", "customer", 1),
    (r"(?:services|products) (?:provided |performed |rendered |delivered )?(?:to|for) (?:the )?NAME", "customer", 2),
    (r"NAME (?:hereby |has )?(?:engage[sd]|appoint(?:s|ed)|retain(?:s|ed)"
     r"|(?:wishes|desires) to (?:engage|appoint|outsource|buy|obtain|receive|retain))", "customer", 3),
    (r"NAME'?s? (?:customers|end customers|products|online (?:shop|store)|web ?shop|brand|website|shoppers|orders"
     r"|buyers)", "customer", 2),
    (r"(?:customers|shoppers|buyers|consumers|purchasers) of (?:the |THE )?NAME", "customer", 2),
    (r"(?:calls|contacts|e-?mails|messages|enquiries|tickets) of (?:the )?NAME", "customer", 2),
    (r"(?:invoices?|bills?) (?:to )?(?:the )?NAME", "customer", 2),
    (r"NAME (?:sells|retails|manufactures|makes and sells|operates an? (?:online|e-commerce|web))", "customer", 3),
)  # fmt: skip
_LEAST_EVIDENCE = 3
GIVEN = "given by the user"  # the reason of roles that nobody had to find


def find_roles(document: Document, override: Mapping[str, Iterable[str]] | None = None) -> Roles:
    """Return the party names by role; ``override`` ({"customer": [...], "vendor": [...]}) wins.

    ``sure`` is False, with the reason, when nothing in the text settles which party performs and which pays.
    """
    if override and override.get("customer") and override.get("vendor"):
        return Roles(tuple(override["customer"]), tuple(override["vendor"]), reason=GIVEN)
    text = "\n".join(p.text for p in document.paragraphs)[:_EVIDENCE_CHARACTERS].replace("’", "'")
    opening = [p.text.replace("’", "'") for p in document.paragraphs[:_LEADING_PARAGRAPHS]]
    closing = [p.text.replace("’", "'") for p in document.paragraphs[-_CLOSING_PARAGRAPHS:]]
    parties = named_parties(opening, text, closing)
    by_role = _assigned(parties, text, pronouns=defines_pronouns(opening))
    add_pronouns(by_role, opening, text)
    if by_role["customer"] and by_role["vendor"]:
        return Roles(tuple(by_role["customer"]), tuple(by_role["vendor"]))
    return _guess(by_role, text)


def _is_called(noun: str, text: str) -> bool:
    """Whether a noun that nobody defined is a party's name: used thrice and not as a part of another name."""
    if text.count(noun) < 3:
        return False
    alone = re.findall(
        rf"(?<!\w)(?:(?!The|Each|Any|If|When|Both|And|By|To)[A-Z]\w+ )?{re.escape(noun)}(?!\w| [A-Z]\w+ L)", text
    )
    return alone.count(noun) >= 3


def _assigned(parties: list[Party], text: str, *, pronouns: bool) -> dict[str, list[str]]:
    """Names by role: nouns first, then elimination, then who performs and who pays, then nouns that nobody defined.

    Where the parties are ``pronouns``, "we" and "you", a noun that nobody defined is somebody else.
    """
    by_role: dict[str, list[str]] = {"customer": [], "vendor": []}
    open_parties = []
    for party in parties:
        role = next((role for name in party.names if (role := noun_role(name))), None)
        if role:
            by_role[role] += party.all_names
        else:
            party.evidence = _evidence(party, text)
            open_parties.append(party)
    open_parties.sort(key=lambda party: party.leaning)
    _by_leaning(by_role, open_parties)
    for role, nouns in (("vendor", VENDOR_NOUNS), ("customer", CUSTOMER_NOUNS)):
        if not by_role[role] and not pronouns:
            used = [noun for noun in nouns if noun not in OFTEN_NO_PARTY and _is_called(noun, text)]
            by_role[role] += sorted(used, key=lambda noun: -uses(noun, text))
    if not any("Company" in party.names for party in parties) and acts("Company", text) > 1:
        open_parties.append(Party(["Company"]))
    _by_elimination(by_role, open_parties)
    return by_role


def _by_leaning(by_role: dict[str, list[str]], parties: list[Party]) -> None:
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


def _by_elimination(by_role: dict[str, list[str]], parties: list[Party]) -> None:
    """With one side known, the party left over is the other; of several, the one that leans there most."""
    free = [party for party in parties if not any(set(party.names) & set(names) for names in by_role.values())]
    for role, other, sign in (("customer", "vendor", -1), ("vendor", "customer", 1)):
        if not by_role[role] and by_role[other] and free:
            by_role[role] += max(free, key=lambda party: sign * party.leaning).all_names


def _evidence(party: Party, text: str) -> dict[str, int]:
    scores = {"vendor": 0, "customer": 0}
    names = {spelling for name in party.names for spelling in (name, name.upper())}
    name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)")
    places = [match.start() for match in name.finditer(text)]
    for sign, role, weight in _SIGNS:
        pattern = re.compile(sign.replace("NAME", name.pattern))
        found = _at_places(pattern, text, places) if sign.startswith("NAME") else pattern.finditer(text)
        scores[role] += weight * sum(1 for _ in islice(found, MOST_HITS))
    return scores


def _at_places(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What ``finditer`` yields for a pattern that can match at the places alone."""
    free = 0
    for place in places:
        if place >= free and (match := pattern.match(text, place)):
            free = match.end()
            yield match


def _guess(by_role: dict[str, list[str]], text: str) -> Roles:
    reason = "no party block, role noun or sentence settles who performs the services and who pays"
    customer = by_role["customer"] or [
        noun for noun in ("Customer", "Client", "Company") if noun not in by_role["vendor"]
    ]
    vendor = by_role["vendor"] or [
        noun for noun in ("Vendor", "Provider", "Supplier", "Agency", "Contractor") if noun not in customer
    ]
    present = {name: uses(name, text) for name in (*customer, *vendor)}
    return Roles(
        tuple(name for name in customer if present[name]) or tuple(customer),
        tuple(name for name in vendor if present[name]) or tuple(vendor),
        sure=False,
        reason=reason,
    )
