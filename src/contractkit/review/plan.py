"""From a report to what is written into the vendor's file: comments, replacements and new clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contractkit.document import Document
from contractkit.findings import SEVERITIES, Finding, Severity
from contractkit.review.dossier import Dossier
from contractkit.review.notes import Remark, counterparty_lines, internal_lines, missing_lines
from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.marks import Author, Edit, Marked, Note, Refused
from contractkit.word.redline import mark_up

MISSING = "missing"  # the key of the one comment on all absent clauses that are not inserted


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change for a finding. ``key`` is the mark's key; several findings may share one change."""

    key: str
    old: str
    new: str
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marking:
    """The marked file, the change made for each finding (by id), and the reason where one was wanted and not made."""

    data: bytes
    changes: Mapping[str, Change]
    reasons: Mapping[str, str]
    commented: frozenset[str]


def mark(
    data: bytes, document: Document, dossier: Dossier, author: Author, *, internal: bool, comments: Severity,
    limits: Limits = DEFAULT_LIMITS,
) -> Marking:  # fmt: skip
    """Return the vendor's file with our comments and tracked changes; ``comments`` is the least severity commented.

    A change that does not pass the proof of accepting and rejecting becomes a comment that says why.
    """
    edits, changes, reasons = _wanted(dossier)
    notes, commented = _notes(document, dossier, changes, reasons, internal=internal, at_least=comments)
    marked = mark_up(data, notes, edits, author, limits)
    refused = {item.edit.key: item.reason for item in marked.refused if not isinstance(item.edit, Note)}
    if refused:
        changes, reasons = _without(changes, reasons, refused)
        edits = [edit for edit in edits if edit.key not in refused]
        notes, commented = _notes(document, dossier, changes, reasons, internal=internal, at_least=comments)
        marked = mark_up(data, notes, edits, author, limits)
    return _marking(marked, changes, reasons, commented)


def _marking(
    marked: Marked, changes: Mapping[str, Change], reasons: Mapping[str, str], commented: frozenset[str]
) -> Marking:
    """The result; what was refused even in the second attempt is left out and said so."""
    late = {item.edit.key: item.reason for item in marked.refused if not isinstance(item.edit, Note)}
    unsaid = {item.edit.key for item in marked.refused if isinstance(item.edit, Note)}
    kept, why = _without(changes, reasons, late)
    why = {**why, **{item.edit.key: _unanchored(item) for item in marked.refused if isinstance(item.edit, Note)}}
    return Marking(marked.data, kept, why, commented - unsaid)


def _unanchored(refused: Refused) -> str:
    return f"the comment could not be placed in the file: {refused.reason}"


def _without(
    changes: Mapping[str, Change], reasons: Mapping[str, str], refused: Mapping[str, str]
) -> tuple[dict[str, Change], dict[str, str]]:
    kept = {finding: change for finding, change in changes.items() if change.key not in refused}
    lost = {finding: refused[change.key] for finding, change in changes.items() if change.key in refused}
    return kept, {**reasons, **lost}


def _wanted(dossier: Dossier) -> tuple[list[Edit], dict[str, Change], dict[str, str]]:
    edits: list[Edit] = []
    changes: dict[str, Change] = {}
    reasons: dict[str, str] = {}
    for proposal in dossier.proposals:
        if proposal.finding in dossier.settled or proposal.shared in dossier.settled:
            continue
        if proposal.edit is not None:
            edits.append(proposal.edit)
            changes[proposal.finding] = Change(proposal.edit.key, proposal.old, proposal.new)
        elif proposal.shared:
            changes[proposal.finding] = Change(proposal.shared, proposal.old, proposal.new)
        else:
            reasons[proposal.finding] = proposal.reason
    for clause in dossier.clauses:
        if clause.finding not in dossier.settled:
            edits.append(clause.insertion)
            changes[clause.finding] = Change(clause.insertion.key, "", clause.text, clause.blanks)
    return edits, changes, reasons


def _notes(
    document: Document, dossier: Dossier, changes: Mapping[str, Change], reasons: Mapping[str, str], *, internal: bool,
    at_least: Severity,
) -> tuple[list[Note], frozenset[str]]:  # fmt: skip
    """A comment for each finding that is severe enough, and one for all absent clauses that are not inserted."""
    worst = SEVERITIES[: SEVERITIES.index(at_least) + 1]
    lines = internal_lines if internal else counterparty_lines
    notes: list[Note] = []
    absent: list[tuple[int, Finding]] = []
    for number, finding in enumerate(dossier.report.findings, 1):
        if finding.severity not in worst or finding.id in dossier.settled:
            continue
        place = _place(finding, document, dossier)
        if place is None:
            absent.append((number, finding))
        else:
            remark = _remark(number, finding, dossier, changes.get(finding.id), reasons.get(finding.id, ""))
            notes.append(Note(*place, lines(remark), finding.id))
    commented = frozenset(note.key for note in notes)
    first = _first_words(document)
    if absent and first is not None:
        notes.append(Note(*first, missing_lines(absent, internal=internal), MISSING))
        commented |= {finding.id for _, finding in absent}
    return notes, commented


def _place(finding: Finding, document: Document, dossier: Dossier) -> tuple[int, int, int] | None:
    """The words to comment on: those quoted, or for a new clause the end of the text that it follows."""
    if finding.paragraph is not None and finding.start is not None and finding.end is not None:
        return finding.paragraph, finding.start, max(finding.end, finding.start + 1)
    clause = next((item for item in dossier.clauses if item.finding == finding.id), None)
    if clause is None:
        return None
    text = document.paragraphs[clause.insertion.after].text
    return (clause.insertion.after, 0, len(text)) if text else None


def _first_words(document: Document) -> tuple[int, int, int] | None:
    for paragraph in document.paragraphs:
        if paragraph.origin == "body" and paragraph.cell is None and paragraph.text.strip():
            return paragraph.index, 0, len(paragraph.text)
    return None


def _remark(number: int, finding: Finding, dossier: Dossier, change: Change | None, reason: str) -> Remark:
    issue = dossier.issue(finding.id)
    told = _change_told(change, dossier) if change else f"No change is made in the text: {reason}." if reason else ""
    return Remark(
        number, finding, issue.why, issue.ask, told or "No change is made in the text: this needs a person.",
        "" if change else issue.wording, issue.fallback, issue.walk_away, dossier.back.get(finding.id, ""),
    )  # fmt: skip


def _change_told(change: Change, dossier: Dossier) -> str:
    if change.old:
        return "The change is marked in the text."
    clause = next(item for item in dossier.clauses if item.insertion.key == change.key)
    blanks = f" Fill in: {', '.join(change.blanks)}." if change.blanks else ""
    return f"A clause is added at the end of {clause.near}.{blanks}"
