"""Duties of a company that is no party: a name left over from another contract."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from contractkit.definitions import Definition
from contractkit.document import Document
from contractkit.party_names import LEGAL_NAME
from contractkit.terms.defect import Defect

_DUTY = re.compile(
    r"\W{0,3}(?:shall|will|must|may|agrees|undertakes|accepts|is obliged|is entitled|warrants"
    r"|adheres|provides|performs|pays|handles|processes|keeps|delivers|remains|bears|is responsible|is liable"
    r"|guarantees|complies|renders|ensures|grants|declares|acknowledges)\b"
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
_STRANGE = re.compile(
    r"(?:^|(?<=[.;:,] ))(?:(?:The|the|[\d.]+ The) )?"
    r"(?P<noun>Vendor|Provider|Supplier|Agency|Contractor|Consultant|Outsourcer|Client)"
    r"(?= (?:shall|must|undertakes|agrees|warrants)\b)"
)
_MOST_STRANGE = 3  # used more often it is a party, under a name that we do not know
_TWO_SENTENCES = re.compile(r"[a-z](?<!Pvt)(?<!Co)(?<!Bros)(?<!St)\.\s+[A-Z]")
_OPENING = 30  # paragraphs in which the parties, and others who matter, are introduced
_SHORTEST = 8


def find_wrong_parties(document: Document, names: Collection[str]) -> Iterator[Defect]:
    """Yield full company names with a duty or right that are not among ``names``, the names of the parties.

    Nothing when the opening gives no full name of either party: then every name would look wrong.
    """
    known = {_plain(name) for name in names}
    introduced = {
        _plain(match["name"])
        for paragraph in document.paragraphs[:_OPENING]
        for match in LEGAL_NAME.finditer(paragraph.text)
        if not _DUTY.match(paragraph.text, match.end("name"))
        and not _SIGNS.search(paragraph.text[: match.start("name")])
    }
    if len(introduced) < 2:
        return
    known |= introduced
    for paragraph in document.paragraphs[1:]:
        for match in LEGAL_NAME.finditer(paragraph.text):
            name = _plain(match["name"])
            if len(name) < _SHORTEST or _TWO_SENTENCES.search(match["name"]):
                continue
            if any(f" {name} " in f" {other} " or f" {other} " in f" {name} " for other in known):
                continue
            signs = _SIGNS.search(paragraph.text[: match.start("name")])
            if signs or _DUTY.match(paragraph.text, match.end("name")):
                yield Defect(paragraph.index, match.start("name"), match.end("name"), match["name"])


def find_strange_nouns(
    document: Document, names: Collection[str], definitions: Iterable[Definition]
) -> Iterator[Defect]:
    """Yield "the Contractor shall" in a contract whose parties, by ``names``, are Client and Agency.

    Only words that name one side of a services contract, used for a duty three times at most and defined nowhere.
    ``definitions`` are those of the document.
    """
    known = {_plain(name) for name in names}
    defined = {_plain(definition.term) for definition in definitions}
    if not any(name.lower() in _SIDES for name in names):
        return
    found: defaultdict[str, list[Defect]] = defaultdict(list)
    for paragraph in document.paragraphs:
        for match in _STRANGE.finditer(paragraph.text):
            noun = match["noun"]
            if _plain(noun) not in known | defined and not any(_plain(noun) in name.split() for name in known):
                found[noun].append(Defect(paragraph.index, match.start("noun"), match.end("noun"), noun))
    for defects in found.values():
        if len(defects) <= _MOST_STRANGE:
            yield from defects


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()
