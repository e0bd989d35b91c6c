"""What a returned file says about an issue, before anything is recorded."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from contractkit.review.matter import STATUSES, IssueStatus, What

_SAID = re.compile(
    r"^\W*(?P<word>agreed?|accept(?:ed)?|escalated?|open|re-?open(?:ed)?)\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_CONDITION = re.compile(r"\b(?:but|if|unless|subject|provided|only|except|when|once|not)\b", re.IGNORECASE)
_STATUS_OF: dict[str, IssueStatus] = {
    "agre": "agreed",
    "acce": "accepted",
    "esca": "escalated",
    "open": "open",
    "reop": "open",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a person wrote or did. ``who`` is "" when the file does not say it; ``date`` is an ISO day or "".

    ``ours`` says that the file, or the person, is known to be of our side.
    """

    finding: str
    what: What
    now: str
    source: str
    who: str = ""
    date: str = ""
    was: str = ""
    why: str = ""
    field: str = ""
    ours: bool = True


def said_status(text: str) -> tuple[IssueStatus | None, str]:
    """Return the status that a reply begins with and the rest of it; None when it says none, or says it on a condition.

    "Agreed." is agreed; "Accepted: the DPA covers it" is accepted with a reason; "Accepted if they pay" is neither.
    """
    match = _SAID.match(text)
    if match is None or _CONDITION.search(match["rest"].split(".")[0]):
        return None, text
    word = match["word"].lower().replace("-", "")
    return _STATUS_OF[word[:4]], match["rest"].lstrip(" \t\n.:,;-–—").rstrip()


def cell_status(text: str) -> IssueStatus | None:
    """Return the status that a cell holds, None when it holds something else."""
    word = text.strip().lower()
    return next((status for status in STATUSES if status == word), None)


def new_issue(*words: str) -> str:
    """Return the id of an issue that a person raised: "new-" and a fingerprint of who said what where."""
    return f"new-{mark_of(*words)}"


def mark_of(*words: str) -> str:
    """Return 12 hexadecimal digits that tell a comment or change of others again: of author, date and words."""
    return hashlib.sha256("\n".join(" ".join(word.split()) for word in words).encode()).hexdigest()[:12]
