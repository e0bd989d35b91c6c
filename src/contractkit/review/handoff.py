"""The packet that a lawyer gets: the vendor's file, the marked one, issues list, memo, intake sheet, manifest."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from contractkit import __version__
from contractkit.check import DEFAULT_PLAYBOOK, check_document
from contractkit.deal import Deal
from contractkit.document import Document
from contractkit.errors import ContractKitError, UsageError
from contractkit.findings import SEVERITIES, DocumentType, Report, Severity
from contractkit.library.catalogue import Library
from contractkit.library.load import load_library
from contractkit.report.machine import report_json
from contractkit.review.dossier import Dossier, Issue, dossier_of
from contractkit.review.intake import intake
from contractkit.review.leaks import leaks
from contractkit.review.matter import SUFFIX, Matter, load_matter, new_matter_text, with_entries
from contractkit.review.memo import Occasion, Outcome, customer_name, memo
from contractkit.review.names import matter_name, packet_name
from contractkit.review.plan import Marking, mark
from contractkit.review.record import sent_round
from contractkit.review.state import state_of
from contractkit.review.storage import check_new_folder, write_folder
from contractkit.review.workbook import issues_workbook
from contractkit.setaside import load_suppressions, set_aside
from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.marks import Author
from contractkit.word.paper import render_paper
from contractkit.word.read import read_document
from contractkit.word.resolve import accept_all


@dataclass(frozen=True)
class Wishes:
    """How a handoff is made. Empty texts and None mean the usual.

    ``author`` and ``initials`` sign comments and changes: usually the reviewer, in the pack for the other side the
    customer. ``number`` is the round: usually the next one of the matter file. ``date`` is today. ``comments`` is the
    least severity that gets a comment, ``insert`` that of an absent clause that is added to the text (None: never).
    ``marking`` is printed on our own papers. ``suppressions`` is a file of findings that people accepted before.
    ``limits`` keep a hostile file from exhausting the machine.
    """

    reviewer: str = ""
    author: str = ""
    initials: str = ""
    number: int | None = None
    date: dt.date | None = None
    counterparty: bool = False
    matter: Path | None = None
    marking: str = ""
    owner: str = ""
    deadline: str = ""
    comments: Severity = "medium"
    insert: Severity | None = "high"
    playbook: str = DEFAULT_PLAYBOOK
    document_type: DocumentType | None = None
    roles: Mapping[str, Iterable[str]] | None = None
    suppressions: Path | None = None
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True)
class Handoff:
    """What was written: the folder with its files, the matter file, and what they are about.

    ``doubt`` says why the deal file may belong to another document, "" when it does not.
    """

    folder: Path
    files: tuple[str, ...]
    matter: Path
    round: int
    report: Report
    dossier: Dossier
    marking: Marking
    doubt: str = ""


_USUAL = Wishes()


def write_handoff(
    path: Path, folder: Path, wishes: Wishes = _USUAL, *, deal: Deal | None = None, library: Library | None = None
) -> Handoff:
    """Write the packet on the vendor's file ``path`` into the new folder ``folder``, whole or not at all.

    The matter file beside the folder gets an entry that says what was sent. The same file, wishes and date give the
    same bytes. Raises UnreadableFileError for a file that is no Word document or a broken matter file, UsageError for a
    folder that exists or a round that cannot be, and ContractKitError when something internal would go to the other
    side.
    """
    check_new_folder(folder)
    library = library or load_library()
    document = read_document(path, limits=wishes.limits)  # first: it says what is wrong with a file that is none
    data = path.read_bytes()
    day = wishes.date or dt.datetime.now(tz=dt.UTC).date()
    date = day.isoformat()
    report = check_document(
        document, wishes.playbook, library=library, document_type=wishes.document_type, roles=wishes.roles
    )
    if wishes.suppressions is not None:
        report = set_aside(report, load_suppressions(wishes.suppressions), frozenset(), day)
    name = matter_name(report.document.type, report.document.roles["vendor"])
    matter_path = wishes.matter or folder.resolve().parent / f"{name}{SUFFIX}"
    matter, text = _matter(matter_path, name)
    number = _round(matter, wishes.number, report)
    dossier = dossier_of(
        report, document, library, library.playbook(wishes.playbook), deal=deal, state=state_of(matter), number=number,
        insert=wishes.insert, owner=wishes.reviewer,
    )  # fmt: skip
    packet = packet_name(matter.matter, number, date)
    doubt = _doubt_about(deal, document)
    occasion = Occasion(packet, number, date, wishes.reviewer, wishes.marking, wishes.owner, wishes.deadline, doubt)
    author = _author(wishes, dossier, deal, date)
    marking = mark(
        data, document, dossier, author, internal=not wishes.counterparty, comments=wishes.comments,
        limits=wishes.limits,
    )  # fmt: skip
    job = _Job(path, data, wishes, deal, dossier, marking, occasion, author)
    files = job.files()
    entry = sent_round(
        dossier, marking, occasion, author=author.name, received=data, counterparty=wishes.counterparty,
        limits=wishes.limits,
    )  # fmt: skip
    write_folder(folder, files, {matter_path: with_entries(matter_path, text, [entry])})
    return Handoff(folder, tuple(files), matter_path, number, report, dossier, marking, doubt)


def _doubt_about(deal: Deal | None, document: Document) -> str:
    """Why the deal file may belong to another contract: the document names neither of its parties."""
    if deal is None:
        return ""
    text = " ".join(paragraph.text for paragraph in document.paragraphs).casefold()
    if any(party.name.casefold() in text for party in (deal.customer, deal.vendor)):
        return ""
    return f"The deal file is about {deal.customer.name} and {deal.vendor.name}; the document names neither of them."


def _matter(path: Path, name: str) -> tuple[Matter, str]:
    if path.exists():
        return load_matter(path), path.read_text(encoding="utf-8-sig")
    return Matter(matter=name), new_matter_text(name)


def _round(matter: Matter, wanted: int | None, report: Report) -> int:
    """The round: as wanted, else that in which this very file was sent already, else the next."""
    rounds = matter.rounds
    if wanted is not None:
        if wanted < 1:
            raise UsageError("--round counts from 1")
        return wanted
    same = [sent.round for sent in rounds if sent.sha256 == report.document.sha256]
    return same[-1] if same else (rounds[-1].round + 1 if rounds else 1)


def _author(wishes: Wishes, dossier: Dossier, deal: Deal | None, date: str) -> Author:
    usual = customer_name(dossier, deal) if wishes.counterparty else wishes.reviewer or "contractkit"
    name = wishes.author or usual
    initials = wishes.initials or "".join(word[0] for word in name.split() if word[0].isalnum())[:3].upper()
    return Author(name, initials, f"{date}T00:00:00Z")


@dataclass(frozen=True)
class _Job:
    """Everything that the files of one packet are made from."""

    path: Path
    data: bytes
    wishes: Wishes
    deal: Deal | None
    dossier: Dossier
    marking: Marking
    occasion: Occasion
    author: Author

    def files(self) -> dict[str, bytes]:
        """Return the files by name. Raises ContractKitError when something internal would go to the other side."""
        stem, suffix, internal = self.occasion.packet, self.path.suffix.lower(), not self.wishes.counterparty
        files = {
            f"{stem}_received{suffix}": self.data,
            f"{stem}_marked{suffix}": self.marking.data,
            f"{stem}_issues.xlsx": self._issues(),
        }
        if internal:
            paper = memo(self.dossier, self.marking, self.occasion, self.deal, self._outcome())
            files[f"{stem}_memo.docx"] = render_paper(paper)
            files[f"{stem}_intake.docx"] = render_paper(intake(self.dossier, self.occasion, self.deal))
            files[f"{stem}_report.json"] = report_json(self.dossier.report).encode()
        files[f"{stem}_manifest.json"] = self._manifest(files)
        if not internal:
            self._refuse_leaks(files)
        return files

    def _issues(self) -> bytes:
        internal = not self.wishes.counterparty
        owners = [self.wishes.owner, self.wishes.reviewer, *self._roles()] if internal else []
        issues = self.dossier.issues if internal else tuple(map(self._shown_outside, self.dossier.issues))
        return issues_workbook(
            issues, title=f"Issues list {self.occasion.packet}", date=self.occasion.date,
            number=self.occasion.round, owners=tuple(dict.fromkeys(filter(None, owners))), internal=internal,
        )  # fmt: skip

    def _shown_outside(self, issue: Issue) -> Issue:
        """A row as the other side sees it: what we escalate, or accepted without the approval, is open to them."""
        inside = issue.status == "escalated" or (issue.status == "accepted" and issue.id not in self.dossier.settled)
        return replace(issue, status="open") if inside else issue

    def _roles(self) -> list[str]:
        return [rule.role for rule in self.dossier.playbook.approvals]

    def _refuse_leaks(self, files: Mapping[str, bytes]) -> None:
        found = leaks(files, self._secrets())
        if found:
            place, secret = found[0]
            raise ContractKitError(f'nothing was written: {place} would show the other side "{secret[:80]}"')

    def _secrets(self) -> set[str]:
        """Every string that is for our own people only; what the vendor's own file says is no secret."""
        wishes = self.wishes
        secrets = {wishes.reviewer, wishes.owner, wishes.marking, self.dossier.playbook.id, *self._roles()}
        for issue in self.dossier.issues:
            secrets |= {issue.why, issue.fallback, issue.walk_away, issue.rule, issue.reason, issue.approved_by}
            secrets |= {issue.owner, issue.back}
        secrets -= {self.author.name, ""} | {issue.wording for issue in self.dossier.issues}
        return secrets - {secret for _, secret in leaks({"received": self.data}, secrets)}

    def _outcome(self) -> Outcome:
        """What our own check says of the text with all our changes accepted."""
        before, limits = self.dossier.report, self.wishes.limits
        if not self.marking.changes:
            return Outcome(dict(before.summary.findings), ())
        roles = self.wishes.roles or {str(role): names for role, names in before.document.roles.items()}
        after = check_document(
            read_document(accept_all(self.marking.data, frozenset({self.author.name}), limits), limits=limits),
            self.dossier.playbook, library=self.dossier.library, document_type=before.document.type, roles=roles,
        )  # fmt: skip
        known = {(finding.rule, finding.quote) for finding in before.findings}
        ours = [change.new for change in self.marking.changes.values()]
        new = [
            finding.title
            for finding in after.findings
            if finding.severity in SEVERITIES[:2] and (finding.rule, finding.quote) not in known
            and any(finding.quote and finding.quote in text for text in ours)
        ]  # fmt: skip
        return Outcome(dict(after.summary.findings), tuple(dict.fromkeys(new)))

    def _manifest(self, files: Mapping[str, bytes]) -> bytes:
        report, library = self.dossier.report, self.dossier.library
        book = library.origins["playbook", report.playbook.id].read_bytes()
        ours = {
            "playbook": {"id": report.playbook.id, "version": report.playbook.version, "sha256": _sha256(book)},
            "library": {"sha256": report.playbook.sha256},
        }
        manifest = {
            "schema": "contractkit/manifest/1",
            "tool": {"name": "contractkit", "version": __version__},
            "packet": self.occasion.packet,
            "pack": "counterparty" if self.wishes.counterparty else "internal",
            "date": self.occasion.date,
            "round": self.occasion.round,
            "received": {"name": self.path.name, "sha256": report.document.sha256},
            **({} if self.wishes.counterparty else ours),
            "files": [
                {"name": name, "sha256": _sha256(content), "bytes": len(content)} for name, content in files.items()
            ],
        }
        return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
