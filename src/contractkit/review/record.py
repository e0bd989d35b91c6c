"""What a packet holds, as an entry of the matter file."""

from __future__ import annotations

from contractkit.review.dossier import Dossier, Issue
from contractkit.review.matter import STATUSES, IssueStatus, SentChange, SentItem, SentRound
from contractkit.review.memo import Occasion
from contractkit.review.plan import Marking
from contractkit.review.returned_word import foreign_marks
from contractkit.word.limits import DEFAULT_LIMITS, Limits


def sent_round(
    dossier: Dossier, marking: Marking, occasion: Occasion, *, author: str, received: bytes, counterparty: bool,
    limits: Limits = DEFAULT_LIMITS,
) -> SentRound:  # fmt: skip
    """Return the entry that says what was sent, issue by issue; ``received`` is the vendor's file."""
    report = dossier.report
    return SentRound(
        round=occasion.round, date=occasion.date, document=report.document.name, sha256=report.document.sha256,
        packet=occasion.packet, pack="counterparty" if counterparty else "internal",
        playbook=f"{report.playbook.id}@{report.playbook.version}", library=report.playbook.sha256,
        author=author, marks=foreign_marks(received, limits),
        items=[_item(issue, marking) for issue in dossier.issues],
    )  # fmt: skip


def _item(issue: Issue, marking: Marking) -> SentItem:
    change = marking.changes.get(issue.id)
    return SentItem(
        id=issue.id, number=issue.number, rule=issue.rule, family=issue.family, severity=issue.severity,
        clause=issue.clause, title=issue.title, quote=issue.quote, status=_status(issue.status), owner=issue.owner,
        approvers=list(issue.approvers), comment=issue.id in marking.commented,
        change=SentChange(key=change.key, old=change.old, new=change.new) if change else None,
    )  # fmt: skip


def _status(text: str) -> IssueStatus:
    return next(status for status in STATUSES if status == text)
