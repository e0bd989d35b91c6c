"""The words of margin comments: for our own people, and for the other side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contractkit.findings import Finding
from contractkit.review.columns import shortened

_LONGEST_WORDING = 700  # characters; the issues list has the whole text


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding as a comment tells it. ``number`` is its row in the issues list.

    ``why`` and ``ask`` speak of the parties as the document does. ``change`` says what was done in the text, or why
    nothing was; ``wording`` is the clause to ask for in the document's own words, "" when it stands in the text.
    """

    number: int
    finding: Finding
    why: str
    ask: str
    change: str
    wording: str = ""
    fallback: str = ""
    walk_away: str = ""
    back: str = ""


def internal_lines(remark: Remark) -> tuple[str, ...]:
    """Return the comment for our own people: why, what to ask, fallback, walk-away, rule."""
    finding = remark.finding
    lines = [f"{remark.number}. {finding.severity.upper()}: {finding.title}"]
    lines += [remark.back] if remark.back else []
    lines += _elsewhere(finding)
    lines += [f"Why: {_one_line(remark.why)}", f"Ask: {_one_line(remark.ask)}", remark.change]
    lines += _labelled("Our wording", remark.wording)
    lines += _labelled("Fallback", remark.fallback)
    lines += _labelled("Walk-away", remark.walk_away)
    if finding.introduced_by:
        lines.append(f"These words are a tracked insertion by {finding.introduced_by.author}.")
    if finding.references:
        lines.append(f"Law: {'; '.join(finding.references)}")
    lines.append(f"Rule: {finding.rule}")
    return tuple(lines)


def counterparty_lines(remark: Remark) -> tuple[str, ...]:
    """Return the comment for the other side: what we ask for, our wording, the law. Nothing internal."""
    finding = remark.finding
    lines = [f"{remark.number}. {_one_line(remark.ask)}", *_elsewhere(finding)]
    lines += _labelled("Proposed wording", remark.wording)
    if finding.references:
        lines.append(f"Law: {'; '.join(finding.references)}")
    return tuple(lines)


def missing_lines(findings: Sequence[tuple[int, Finding]], *, internal: bool) -> tuple[str, ...]:
    """Return one comment for the clauses that are absent and not inserted, each with its row in the issues list."""
    shown = [f"{number}. {finding.title.removeprefix('No clause on ')}" for number, finding in findings]
    lead = "The document has no clause on these subjects. Our wording stands in the issues list:"
    return (lead, *shown) if internal else ("Please add a clause on each of these (see the issues list):", *shown)


def _elsewhere(finding: Finding) -> list[str]:
    """Where the words stand, when they stand where Word takes no comment."""
    if finding.origin in ("body", "table", "textbox"):
        return []
    return [f"These words stand in a {finding.origin}: “{finding.shown_quote}”"]


def _labelled(label: str, text: str) -> list[str]:
    short = shortened(text, _LONGEST_WORDING)
    if short.endswith("…"):
        short += " (the issues list has all of it)"
    return [f"{label}: {short}"] if short else []


def _one_line(text: str) -> str:
    return " ".join(text.split())
