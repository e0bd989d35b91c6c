"""Who is customer and who is vendor, and under which names the document speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from contractkit.canonical import Roles
from contractkit.document import Document, Paragraph
from contractkit.party_aliases import with_plain_quotes
from contractkit.party_evidence import evidence_of
from contractkit.party_mentions import acts, uses
from contractkit.party_names import Line, Party, named_parties
from contractkit.party_nouns import CUSTOMER_NOUNS, OFTEN_NO_PARTY, VENDOR_NOUNS, leaning_of_name
from contractkit.party_pronouns import add_pronouns, defines_pronouns
from contractkit.party_short_names import acting_names

_LEADING_PARAGRAPHS = 80
_CLOSING_PARAGRAPHS = 30  # the signature block
_EVIDENCE_CHARACTERS = 150_000  # who performs and who pays is plain long before; a long contract need not cost more
_LEAST_EVIDENCE = 3
GIVEN = "given by the user"  # the reason of roles that nobody had to find
_SOMEBODY = (
    r"[\"“]{noun}s?[\"”] (?:is|are|means?|shall mean) (?:an? |any |each |every |all )?(?:natural |individual |end )?"
    r"(?:persons?|people|individuals?|consumers?|shoppers?|buyers?|users?|customers?|employees?|workers?)\b"
)
_HINT = 3  # points of a name such as "the Toy Shop"


def find_roles(document: Document, override: Mapping[str, Iterable[str]] | None = None) -> Roles:
    """Return the party names by role; ``override`` ({"customer": [...], "vendor": [...]}) wins.

    ``sure`` is False, with the reason, when nothing in the text settles which party performs and which pays.
    """
    if override and override.get("customer") and override.get("vendor"):
        return Roles(tuple(override["customer"]), tuple(override["vendor"]), reason=GIVEN)
    text = "\n".join(p.text for p in document.paragraphs)[:_EVIDENCE_CHARACTERS].replace("’", "'")
    opening = [_line(p) for p in document.paragraphs[:_LEADING_PARAGRAPHS]]
    closing = [_line(p) for p in document.paragraphs[-_CLOSING_PARAGRAPHS:]]
    first = [line.text for line in opening]
    by_role = _assigned(named_parties(opening, text, closing), text, pronouns=defines_pronouns(first))
    last = document.paragraphs[-_CLOSING_PARAGRAPHS:]
    letterhead = [with_plain_quotes(p.text) for p in last if p.origin in ("header", "footer")]
    add_pronouns(by_role, first, letterhead, text)
    if not (by_role["customer"] and by_role["vendor"]):
        _add_actors(by_role, text)
    customer = dict.fromkeys(by_role["customer"])
    vendor = [name for name in dict.fromkeys(by_role["vendor"]) if name not in customer]
    if customer and vendor:
        return Roles(tuple(customer), tuple(vendor))
    return _guess(by_role, text)


def _line(paragraph: Paragraph) -> Line:
    return Line(with_plain_quotes(paragraph.text), paragraph.cell)


def _add_actors(by_role: dict[str, list[str]], text: str) -> None:
    """Give empty roles to whoever acts under a name that nothing introduces, where what they do leaves no doubt."""
    known = {name for names in by_role.values() for name in names}
    parties = [Party([name]) for name in acting_names(text) if name not in known]
    for party in parties:
        party.evidence = _evidence(party, text)
    parties.sort(key=lambda party: party.leaning)
    apart = len(parties) > 1 and parties[-1].leaning - parties[0].leaning >= 3 * _LEAST_EVIDENCE
    for role, party in zip(("customer", "vendor"), (parties[0], parties[-1]) if parties else (), strict=False):
        likely = party.leaning if role == "vendor" else -party.leaning
        if not by_role[role] and (likely >= _LEAST_EVIDENCE or apart):
            by_role[role] += party.all_names


def _is_called(noun: str, text: str) -> bool:
    """Whether a noun that nobody defined is a party's name: used thrice and not as a part of another name.

    '"Customer" means any person who buys from ...' is no party either.
    """
    if text.count(noun) < 3 or re.search(_SOMEBODY.format(noun=re.escape(noun)), text):
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
        if party.role and not _of_doubtful_noun(party, parties):
            by_role[party.role] += party.all_names
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


def _of_doubtful_noun(party: Party, parties: list[Party]) -> bool:
    """Whether a noun such as "Seller" may mean the other side: here another party has a plain noun for the same one."""
    plain = [other for other in parties if other is not party and other.role == party.role]
    alone = not any(other.role not in {"", party.role} for other in parties)
    return not party.said and alone and _may_mean_others(party) and not all(map(_may_mean_others, plain))


def _may_mean_others(party: Party) -> bool:
    return any(name.title() in OFTEN_NO_PARTY for name in party.names)


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
    points = evidence_of(party.names, text)
    if hint := next((role for name in party.names if (role := leaning_of_name(name))), None):
        points[hint] += _HINT
    return points


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
