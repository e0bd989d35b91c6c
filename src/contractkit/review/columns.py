"""The columns of the issues list: one place that both writes and reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from contractkit.review.dossier import Issue

_SHORT = 240  # characters of a clause in the list; the whole text stands on the second sheet
_NUMBER = re.compile(r"^\s*\d{1,2}\. ", re.MULTILINE)  # of the items of a clause
ISSUES, WORDING, SENT = "Issues", "Wording", "Sent"
STATUS, OWNER, APPROVED_BY, REASON, REFERENCE = "Status", "Owner", "Approved by", "Reason", "Ref"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, its text for an issue, and whether the other side may see it."""

    head: str
    width: int
    text: Callable[[Issue, int], str | int]
    shared: bool = True


COLUMNS: tuple[Column, ...] = (
    Column("No", 5, lambda issue, _: issue.number),
    Column("Clause", 9, lambda issue, _: issue.clause),
    Column("Their words", 32, lambda issue, _: issue.quote or "(nothing on this in the document)"),
    Column("Issue", 19, lambda issue, _: issue.title),
    Column("Our position", 32, lambda issue, _: issue.ask),
    Column("Their position", 12, lambda _issue, _: ""),
    Column("Fallback", 24, lambda issue, _: shortened(issue.fallback), shared=False),
    Column("Walk-away", 14, lambda issue, _: shortened(issue.walk_away), shared=False),
    Column("Risk", 9, lambda issue, _: issue.severity, shared=False),
    Column(OWNER, 11, lambda issue, _: issue.owner, shared=False),
    Column("Approver", 12, lambda issue, _: "; ".join(issue.approvers), shared=False),
    Column(APPROVED_BY, 11, lambda issue, _: issue.approved_by, shared=False),
    Column(STATUS, 10, lambda issue, _: issue.status),
    Column("Round", 7, lambda _issue, number: number),
    Column(REASON, 14, lambda issue, _: " ".join(filter(None, [issue.back, issue.reason])), shared=False),
    Column("Rule", 24, lambda issue, _: issue.rule, shared=False),
    Column(REFERENCE, 15, lambda issue, _: issue.id),
)
# These stand to the right of what is printed.
NOT_PRINTED = ("Rule", REFERENCE)


def shown_columns(*, internal: bool) -> list[Column]:
    """Return the columns of a pack; the other side gets neither fallback nor walk-away, owner, approver or reason."""
    return [column for column in COLUMNS if internal or column.shared]


def shortened(text: str, most: int = _SHORT) -> str:
    """Return a text on one line of at most ``most`` characters without item numbers, cut at a word, the cut marked."""
    line = " ".join(_NUMBER.sub("", text).split())
    return line if len(line) <= most else f"{line[: line.rfind(' ', 0, most)]} …"
