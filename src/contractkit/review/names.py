"""File names in the manner of document-management systems: MSA_Brightline_v1_2026-11-29_marked.docx."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from contractkit.findings import DocumentType

_GENERIC = {
    "vendor", "provider", "supplier", "agency", "contractor", "consultant", "processor", "company", "service provider",
    "outsourcer", "agent", "we", "us", "our", "the vendor",
}  # fmt: skip
_LEGAL_FORM = re.compile(
    r",?\s+(?:ltd|limited|llc|l\.l\.c|llp|inc|incorporated|corp|corporation|plc|gmbh|ag|s\.?l\.?u?|s\.a|sa|b\.v|bv|n\.v|lda"
    r"|sas|s\.?r\.?l|oy|ab|aps|company)\b\.?.*$",
    re.IGNORECASE,
)
_LONGEST = 40


def matter_name(kind: DocumentType, vendors: Iterable[str]) -> str:
    """Return "MSA_Brightline": the kind of contract and the vendor's shortest own name, in letters safe everywhere."""
    own = [name for name in vendors if name.lower().removeprefix("the ") not in _GENERIC]
    name = min(own, key=len, default="Vendor")
    return f"{kind.upper()}_{safe(_LEGAL_FORM.sub('', name)) or 'Vendor'}"


def packet_name(matter: str, number: int, date: str) -> str:
    """Return "MSA_Brightline_v1_2026-11-29"; the version is the round."""
    return f"{matter}_v{number}_{date}"


def safe(text: str) -> str:
    """Return the letters and digits of a name, each word with a capital: "Atlântico Contact" is "AtlanticoContact"."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", plain)
    return "".join(word[:1].upper() + word[1:] for word in words)[:_LONGEST]
