"""Everything that the papers of one handoff tell, computed once: issues, proposals, new clauses, approvals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor

from contractkit.deal import Deal
from contractkit.document import Document
from contractkit.findings import Finding, Report, Severity
from contractkit.library.catalogue import Library
from contractkit.library.models import LimitRule, Playbook
from contractkit.library.suggestion import Manner, suggestion_text
from contractkit.review.approvals import roles_needed
from contractkit.review.edits import Proposal, propose
from contractkit.review.insertion import NewClause, new_clauses
from contractkit.review.state import State
from contractkit.review.voice import manner_of, with_articles
from contractkit.text import told


@dataclass(frozen=True, slots=True)
class Issue:
    """One row of the issues list. ``back`` says that the issue was settled in an earlier round and stands again."""

    number: int
    id: str
    clause: str
    quote: str
    title: str
    why: str
    severity: Severity
    family: str
    rule: str
    ask: str
    wording: str
    fallback: str
    walk_away: str
    approvers: tuple[str, ...]
    owner: str
    status: str
    approved_by: str
    reason: str
    back: str


@dataclass(frozen=True)
class Dossier:
    """The report on a document, our proposals for it, and what earlier rounds decided.

    ``settled`` are findings on which a person decided to accept the deviation; they get no comment and no change.
    ``back`` gives, by finding, the words for an issue that was agreed and stands again.
    """

    report: Report
    library: Library
    playbook: Playbook
    manner: Manner
    issues: tuple[Issue, ...]
    proposals: tuple[Proposal, ...]
    clauses: tuple[NewClause, ...]
    settled: frozenset[str]
    back: Mapping[str, str]
    round: int

    def issue(self, finding: str) -> Issue:
        """Return the issue of a finding of this report. Raises StopIteration for another."""
        return next(issue for issue in self.issues if issue.id == finding)


def dossier_of(
    report: Report, document: Document, library: Library, playbook: Playbook, *, deal: Deal | None = None,
    state: State | None = None, number: int = 1, insert: Severity | None = "high", owner: str = "",
) -> Dossier:  # fmt: skip
    """Return the dossier of a report; ``state`` is what the matter file says of earlier rounds.

    ``insert`` is the least severity of an absent clause that is added to the text; None adds none. ``owner`` takes
    care of the issues that nobody else was given.
    """
    state = state or State()
    manner = manner_of(document, report, library, deal)
    back = dict(_back(report.findings, state, number))
    writer = _Writer(library, playbook, manner, state, owner)
    issues = tuple(
        writer.issue(row, finding, back.get(finding.id, "")) for row, finding in enumerate(report.findings, 1)
    )
    settled = frozenset(issue.id for issue in issues if issue.status == "accepted" and state.is_cleared(issue.id))
    return Dossier(
        report, library, playbook, manner, issues, tuple(propose(report, document, library, manner)),
        tuple(new_clauses(report, document, library, manner, insert, deal=deal)) if insert else (),
        settled, back, number,
    )  # fmt: skip


def _back(findings: Iterable[Finding], state: State, number: int) -> Iterable[tuple[str, str]]:
    for finding in findings:
        settled = state.agreed_before(finding, number)
        if settled:
            yield finding.id, f"BACK AGAIN: this was {settled} and stands in the text once more."


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes rows of the issues list for one document."""

    library: Library
    playbook: Playbook
    manner: Manner
    state: State
    owner: str

    def issue(self, number: int, finding: Finding, back: str) -> Issue:
        """Return the row of a finding."""
        library, state = self.library, self.state
        approvers = roles_needed(self.playbook.approvals, finding.severity, finding.family, library)
        return Issue(
            number=number, id=finding.id, clause=_clause(finding), quote=finding.shown_quote, title=finding.title,
            why=with_articles(finding.why, self.manner),
            severity=finding.severity, family=finding.family, rule=finding.rule,
            ask=with_articles(finding.message, self.manner),
            wording=_wording(finding, library, self.manner), fallback=_fallback(finding, library, self.manner),
            walk_away=walk_away(finding, library, self.playbook, self.manner), approvers=tuple(approvers),
            owner=state.owner(finding.id) or self.owner, status="open" if back else state.status(finding.id),
            approved_by=state.approved_by(finding.id), reason=state.reason(finding.id), back=back,
        )  # fmt: skip


def _clause(finding: Finding) -> str:
    if finding.paragraph is None:
        return "not there"
    return finding.section or finding.origin


def _wording(finding: Finding, library: Library, manner: Manner) -> str:
    """The clause to ask for in the document's own words, or the sentence that the rule proposes."""
    rule = library.rules.get(finding.rule)
    if rule is not None and rule.redline is not None and rule.redline.instead:
        return manner.speak(" ".join(rule.redline.instead.split()))
    if finding.suggestion is None:
        return ""
    return _in_words(finding, finding.suggestion.position, library, manner)


def _fallback(finding: Finding, library: Library, manner: Manner) -> str:
    return _in_words(finding, "fallback", library, manner) if finding.fallback else ""


def _in_words(finding: Finding, position: str, library: Library, manner: Manner) -> str:
    rule = library.rules.get(finding.rule)
    family = rule.ask.family or rule.family if rule else finding.family
    wording = library.wording(family, position)
    titles = {item.id: item.title.en for item in library.families.values()}
    return suggestion_text(wording, manner.customer, manner.vendor, titles, manner) if wording else ""


def walk_away(finding: Finding, library: Library, playbook: Playbook, manner: Manner) -> str:
    """Return the floor: what the playbook says for the family, the walk-away wording, the worst step of a limit, or for
    a critical finding not to sign.
    """
    if finding.family in playbook.walk_away:
        return with_articles(playbook.walk_away[finding.family], manner)
    for wording in library.positions(finding.family):
        if wording.position == "walk-away":
            return _in_words(finding, "walk-away", library, manner)
    rule = library.rules.get(finding.rule)
    critical = [step for step in rule.steps if step.severity == "critical"] if isinstance(rule, LimitRule) else []
    if isinstance(rule, LimitRule) and critical:
        step = critical[-1]
        most = step.over is not None
        bound = told(floor(step.over) if step.over is not None else ceil(step.under or 0), rule.unit)
        return f"We do not sign unless it is {'at most' if most else 'at least'} {bound}."
    if finding.severity != "critical":
        return ""
    missing = finding.kind == "missing"
    return f"We do not sign {'without this clause' if missing else 'with this clause as it stands'}."
