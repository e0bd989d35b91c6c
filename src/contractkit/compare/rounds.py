"""Two rounds of one contract -> comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from contractkit import __version__
from contractkit import comparison as m
from contractkit.compare.align import Pair, align
from contractkit.compare.changes import Round, changes
from contractkit.compare.risk import fact_changes, finding_changes
from contractkit.document import Document
from contractkit.findings import Report, Tool, UnreadText
from contractkit.library.catalogue import Library


def compare_rounds(
    old: Round,
    new: Round,
    reports: tuple[Report, Report],
    library: Library,
    *,
    clauses: Mapping[str, str] | None = None,
    settled: Mapping[str, str] | None = None,
    agreed: Mapping[str, str] | None = None,
) -> m.Comparison:
    """Return how ``new`` differs from ``old``; ``reports`` are the checks of both, old first.

    ``clauses`` names the wordings of our library by the text of the old file's paragraphs (from its passport);
    ``settled`` says by finding id how findings were accepted in earlier rounds, ``agreed`` by an id of the new round
    when the other side agreed to mend them.
    """
    pairs = align(old.accepted, new.accepted)
    found = list(changes(pairs, old, new, clauses or {}))
    findings = finding_changes(*reports, pairs, settled or {}, agreed or {})
    return m.Comparison(
        tool=Tool(version=__version__),
        old=_side(old.accepted),
        new=_side(new.accepted),
        playbook=reports[1].playbook.id,
        summary=_summary(found, findings, pairs, old, new),
        changes=found,
        findings=findings,
        facts=list(fact_changes(reports[0].facts, reports[1].facts, library.rules.values())),
        unread=_unread(old.accepted, new.accepted),
    )


def _side(document: Document) -> m.Side:
    return m.Side(name=document.name, sha256=document.sha256, words=document.words)


def _summary(
    found: Sequence[m.Change], findings: Sequence[m.FindingChange], pairs: Sequence[Pair], old: Round, new: Round
) -> m.ComparisonSummary:
    return m.ComparisonSummary(
        changes={kind: sum(change.kind == kind for change in found) for kind in get_args(m.ChangeKind)},
        silent=sum(change.silent for change in found),
        findings={state: sum(item.state == state for item in findings) for state in get_args(m.FindingState)},
        back=sum(bool(item.back) for item in findings),
        renumbered=sum(
            old.accepted.paragraphs[pair.old].section != new.accepted.paragraphs[pair.new].section
            for pair in pairs
            if pair.old is not None and pair.new is not None and not pair.moved
        ),
    )


def _unread(*documents: Document) -> list[UnreadText]:
    return [
        UnreadText(part=f"{document.name}: {item.part}", place=item.place, reason=item.reason)
        for document in documents
        for item in document.coverage.unread
    ]
