"""Duties of a company that is no party: a name left over from another contract."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from contractkit.document import Document
from contractkit.party_names import LEGAL_NAME
from contractkit.terms.defect import Defect

_DUTY = re.compile(r"\W{0,3}(?:shall|will|must|may|agrees|undertakes|accepts|is obliged|is entitled|warrants)\b")
_TWO_SENTENCES = re.compile(r"[a-z]\.\s+[A-Z]")
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
            if _DUTY.match(paragraph.text, match.end("name")):
                yield Defect(paragraph.index, match.start("name"), match.end("name"), match["name"])


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()
