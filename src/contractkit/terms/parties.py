"""Duties of a company that is no party: a name left over from another contract."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from contractkit.definitions import Definition
from contractkit.document import Document, Paragraph
from contractkit.evidence import Known
from contractkit.full_names import LEGAL_NAME
from contractkit.terms.defect import Defect
from contractkit.terms.scans import matches_in

_DUTY = re.compile(
    r"\W{0,3}(?:shall|will|must|may|agrees|undertakes|accepts|is obliged|is entitled|warrants"
    r"|adheres|provides|performs|pays|handles|processes|keeps|delivers|remains|bears|is responsible|is liable"
    r"|guarantees|complies|renders|ensures|grants|declares|acknowledges)\b"
)
_DOES = re.compile(
    r"\W{0,3}(?:approves|answers|appoints|assigns|charges|confirms|grants|gives|holds|indemnifies|informs|invoices"
    r"|issues|instructs|makes|notifies|orders|owes|owns|receives|reports|reserves|sends|signs|supplies|takes"
    r"|terminates|uses"
    r"|waives)\b"
)
# What a contract says of its parties alone: "the data of", "indemnifies", "to the satisfaction of".
_OF_A_PARTY = re.compile(
    r"\b(?:confidential information|information|data|property|records|instructions|customers|end users|shoppers"
    r"|premises|obligations|duties|liability|satisfaction|approval|consent|request|expense|cost|employees|staff"
    r"|personnel"
    r"|trade ?marks?|brands?|products|systems|affiliates|representatives) of (?:M/s\.? )?$"
    r"|\b(?:indemnif(?:y|ies)|reimburses?|notif(?:y|ies)|informs?|invoices?|pays?|assigns? to"
    r"|(?:payable|owed|due|liable|returned|delivered|reports?) (?:by|to)) (?:M/s\.? )?$"
)
_POSSESSIVE = re.compile(
    r"['’]s? (?:prior |written |express |own |sole )*(?:confidential|consent|approval|data|customers|end users"
    r"|obligations|liability|premises|expense|cost|request|instructions|personnel|employees|staff|trade ?marks?"
    r"|intellectual)\b"
)
# Companies that are named as what they are need no other introduction.
_THIRD = re.compile(
    r"\b(?:sub-?contract\w*|sub-?process\w*|subsidiar\w*|affiliate[sd]?|insur\w*|group|parent|formerly|licens\w*"
    r"|hosted|hosting|platform|software|reseller|carrier|bank|broker|auditor|certif\w*|escrow|third[- ]part\w*"
    r"|marketplace"
    r"|courier|published|successor|predecessor|takes? over|took over|assignment|novat\w*|merg\w*|provided by"
    r"|supplied by|such as|e\.g\.|(?:tools?|systems?) (?:of|from)\b)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"\b(?:for and on behalf of|signed (?:by|for)|duly authori[sz]ed (?:for|by))\W+$", re.IGNORECASE)
_SIDES = (
    "vendor",
    "provider",
    "supplier",
    "agency",
    "contractor",
    "consultant",
    "outsourcer",
    "customer",
    "client",
    "company",
)
# Nouns that only another kind of contract gives to its parties.
_OTHER_KINDS = (
    "Lessor", "Lessee", "Licensor", "Licensee", "Franchisor", "Franchisee", "Landlord", "Tenant", "Seller",
    "Purchaser", "Buyer", "Distributor", "Borrower", "Lender", "Publisher", "Employer", "Owner",
)  # fmt: skip
_SAME_SIDE = ("Vendor", "Provider", "Supplier", "Agency", "Contractor", "Consultant", "Outsourcer", "Client")
_DOES_ITS_DUTY = (
    r"(?: (?:shall|must|undertakes|agrees|warrants|will|may|pays|invoices|provides|performs|delivers|deletes|bears"
    r"|keeps|ensures|informs|notifies|indemnifies|guarantees|grants|terminates|sends|receives|remains"
    r"|is (?:liable|obliged"
    r"|responsible|entitled))\b)"
)
_STRANGE = re.compile(
    rf"(?:^|(?<=[.;:,] )|(?<=\bif )|(?<=\band )|(?<=\bthat ))(?:(?:The|the|[\d.]+ The|[\d.]+) )?"
    rf"(?P<noun>{'|'.join((*_SAME_SIDE, *_OTHER_KINDS))})(?={_DOES_ITS_DUTY})"
    r"|\b(?:indemnif(?:y|ies)|reimburses?|notif(?:y|ies)|informs?|pays?|pay to|(?:payable|owed|liable|due) to"
    rf"|consent of|approval of) (?:the )?(?P<object>{'|'.join((*_SAME_SIDE, *_OTHER_KINDS))})\b(?!-| [A-Z(])"
)
_MOST_STRANGE = 3  # used more often it is a party, under a name that we do not know
_TWO_SENTENCES = re.compile(r"[a-z](?<!Pvt)(?<!Co)(?<!Bros)(?<!St)\.\s+[A-Z]")
_OPENING = 30  # paragraphs in which the parties, and others who matter, are introduced
_LIST_OF_PARTIES = re.compile(
    r"\W*(?:\(?[\dA-Za-z]{1,3}[.)]\W*)?(?:the )?part(?:y|ies)\b|\W*\(\w\)"
    r"|.*\b(?:registered|company n|hereinafter|incorporated)",
    re.IGNORECASE,
)
_SHORTEST = 8


def find_wrong_parties(document: Document, names: Collection[str], known: Known) -> Iterator[Defect]:
    """Yield full company names with a duty or right that are not among ``names``, the names of the parties.

    Nothing when the opening gives no full name of either party: then every name would look wrong.
    """
    ours = {_plain(name) for name in names}
    introduced = {
        _plain(match["name"])
        for paragraph in _opening(document)
        for match in LEGAL_NAME.finditer(paragraph.text)
        if not _DUTY.match(paragraph.text, match.end("name"))
        and not _SIGNS.search(paragraph.text[: match.start("name")])
    }
    if len(introduced) < 2:
        return
    ours |= introduced
    for paragraph, match in matches_in(document, LEGAL_NAME, known):
        name = _plain(match["name"])
        if paragraph.index == 0 or len(name) < _SHORTEST or _TWO_SENTENCES.search(match["name"]):
            continue
        if any(f" {name} " in f" {other} " or f" {other} " in f" {name} " for other in ours):
            continue
        if _acts_as_party(paragraph.text, match):
            yield Defect(paragraph.index, match.start("name"), match.end("name"), match["name"])


def _opening(document: Document) -> Sequence[Paragraph]:
    """The paragraphs before the first numbered clause, in which the parties and others who matter are introduced."""
    numbered = (p.index for p in document.paragraphs[2:_OPENING] if p.number and not _LIST_OF_PARTIES.match(p.text))
    return document.paragraphs[: next(numbered, _OPENING)]


def _acts_as_party(text: str, name: re.Match[str]) -> bool:
    """Whether the sentence says of a company what is said of parties: it signs, it owes, the data are its own."""
    before, after = text[: name.start("name")], name.end("name")
    if _SIGNS.search(before) or _DUTY.match(text, after):
        return True
    if _THIRD.search(before) or _THIRD.search(text, after):
        return False
    return bool(_DOES.match(text, after) or _OF_A_PARTY.search(before) or _POSSESSIVE.match(text, after))


def find_strange_nouns(
    document: Document, names: Collection[str], definitions: Sequence[Definition], known: Known
) -> Iterator[Defect]:
    """Yield "the Contractor shall" in a contract whose parties, by ``names``, are Client and Agency.

    Only words that name one side of a services contract, used for a duty three times at most and defined nowhere.
    ``definitions`` are those of the document.
    """
    plain = {_plain(name) for name in names}
    defined = {_plain(definition.term) for definition in definitions}
    by_nouns = any(name.lower() in _SIDES for name in names)
    if not by_nouns and not (names and len(definitions) > 1):
        return
    known_words = {word for name in plain for word in (name, *name.split())} | defined
    nouns = tuple(
        noun for noun in ((*_SAME_SIDE, *_OTHER_KINDS) if by_nouns else _OTHER_KINDS) if _plain(noun) not in known_words
    )
    found: defaultdict[str, list[Defect]] = defaultdict(list)
    for paragraph in document.paragraphs:
        for noun, start, end in known.once(_acting_nouns, paragraph.text, nouns):
            found[noun].append(Defect(paragraph.index, start, end, noun))
    for defects in found.values():
        if len(defects) <= _MOST_STRANGE:
            yield from defects


def _acting_nouns(text: str, nouns: Sequence[str]) -> list[tuple[str, int, int]]:
    """Those of the nouns that the text gives a duty or a right, and where each stands."""
    matches = _STRANGE.finditer(text) if any(noun in text for noun in nouns) else ()
    groups = ((match, "noun" if match["noun"] else "object") for match in matches)
    return [(match[group], *match.span(group)) for match, group in groups if match[group] in nouns]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()
