"""What a comparison says. These models are the published JSON Schema ``contractkit/comparison/1``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from contractkit.document import Origin
from contractkit.findings import Finding, IntroducedBy, Severity, Strict, Tool, UnreadText

ChangeKind = Literal["changed", "added", "removed", "moved", "rejected"]
FindingState = Literal["new", "worse", "open", "better", "solved"]

KIND_WORDS: dict[ChangeKind, str] = {
    "changed": "changed",
    "added": "added",
    "removed": "removed",
    "moved": "moved",
    "rejected": "tracked change rejected",
}
STATE_WORDS: dict[FindingState, str] = {
    "new": "new",
    "worse": "worse than before",
    "open": "still open",
    "better": "better",
    "solved": "solved",
}


class Side(Strict):
    """One of the two files. ``words`` counts the words of all read text."""

    name: str
    sha256: str
    words: int


class Words(Strict):
    """A stretch of a changed paragraph. A change is tracked by ``by``, or silent when ``by`` is empty."""

    operation: Literal["same", "deleted", "inserted"]
    text: str
    by: list[IntroducedBy] = []


class Change(Strict):
    """One paragraph that changed, came, went, moved, or in which a tracked change of the old file was rejected.

    ``silent`` when at least one word changed without tracking. ``section_old`` and ``section_new`` are numbers as Word
    shows them, "" where the paragraph is not. ``clause`` is the wording of our library that the old paragraph is, by
    the passport of the old file ("" without one). ``also_edited`` tells a moved paragraph whose words changed too.
    """

    kind: ChangeKind
    silent: bool
    section_old: str
    section_new: str
    paragraph_old: int | None
    paragraph_new: int | None
    origin: Origin
    clause: str = ""
    also_edited: bool = False
    words: list[Words]


class FindingChange(Strict):
    """A finding in both rounds: new, worse, still open, better or solved; of the old report when it is solved.

    ``back`` says, for a finding that was settled in an earlier round and is here again, how it was settled.
    """

    state: FindingState
    finding: Finding
    severity_before: Severity | None = None
    back: str = ""


class FactChange(Strict):
    """A fact whose values differ: "12 months". ``worse`` is None where no rule of the library says which way is bad."""

    name: str
    before: list[str]
    after: list[str]
    section: str
    worse: bool | None


class ComparisonSummary(Strict):
    """Counts: changes by kind, those made silently, findings by state, paragraphs that only got another number."""

    changes: dict[ChangeKind, int]
    silent: int
    findings: dict[FindingState, int]
    back: int
    renumbered: int


class Comparison(Strict):
    """Everything that a comparison says about two rounds of one contract."""

    schema_id: Literal["contractkit/comparison/1"] = Field(default="contractkit/comparison/1", alias="schema")
    tool: Tool
    old: Side
    new: Side
    playbook: str
    summary: ComparisonSummary
    changes: list[Change]
    findings: list[FindingChange]
    facts: list[FactChange]
    unread: list[UnreadText]
