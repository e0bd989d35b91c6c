"""The packet: whole or not at all, the vendor's file untouched, the same bytes each time, nothing lost."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contractkit.compare.align import align
from contractkit.compare.changes import Round, changes
from contractkit.deal.file import load_deal
from contractkit.errors import UsageError
from contractkit.review.handoff import Handoff
from contractkit.review.matter import load_matter
from contractkit.word.read import read_document
from contractkit.word.read_marks import read_marks
from contractkit.word.resolve import accept_all, reject_all
from packets import DAY, EXAMPLE, REVIEWER, content, finding_of, handed_off, manifest
from vendor_files import PLANTED, VENDOR_FILES, negotiated, tabled, typed

GOLDEN = Path(__file__).parent / "golden"
OURS = frozenset({REVIEWER})
pytestmark = pytest.mark.xdist_group("handoff")
Sent = Callable[[str], Handoff]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Gives the packet on one of the vendor's files, made once: for tests that only look at it."""
    return cache(lambda name: handed_off(tmp_path_factory.mktemp(name), VENDOR_FILES[name]()))


def test_the_packet_holds_seven_files_named_as_a_document_system_wants(sent: Sent) -> None:
    packet = sent("negotiated")
    stem = "MSA_NimbusContact_v1_2026-11-29"
    assert sorted(path.name for path in packet.folder.iterdir()) == [
        f"{stem}_{name}"
        for name in (
            "intake.docx", "issues.xlsx", "manifest.json", "marked.docx", "memo.docx", "received.docx", "report.json",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("name", VENDOR_FILES)
def test_the_vendors_file_is_untouched_and_rejecting_our_marks_gives_its_text(name: str, sent: Sent) -> None:
    data = VENDOR_FILES[name]()
    packet = sent(name)
    assert content(packet, "_received.docx") == data
    before, after = read_document(data), read_document(reject_all(content(packet, "_marked.docx"), authors=OURS))
    assert [(p.number, p.text) for p in after.paragraphs] == [(p.number, p.text) for p in before.paragraphs]


@pytest.mark.parametrize("name", VENDOR_FILES)
def test_golden_packets(name: str, sent: Sent) -> None:
    """What the planted defects of each file become; UPDATE_GOLDEN=1 writes the expected text anew."""
    told = _told(sent(name), PLANTED[name])
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def _told(packet: Any, rules: tuple[str, ...]) -> str:
    lines = []
    for rule in rules:
        issue = packet.dossier.issue(finding_of(packet, rule))
        change = packet.marking.changes.get(issue.id)
        lines.append(f"{rule} at {issue.clause}, {issue.severity}; approve: {', '.join(issue.approvers)}")
        lines += (
            [f"  - {change.old}"] * bool(change and change.old)
            if change
            else [packet.marking.reasons.get(issue.id, "comment only")]
        )
        new = change.new.split("\n") if change else []
        lines += [f"  + {line}" for line in new[:2]] + [f"  + and {len(new) - 2} more paragraphs"] * (len(new) > 2)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", VENDOR_FILES)
def test_accepting_our_changes_makes_the_planted_findings_go(name: str, sent: Sent) -> None:
    from contractkit.check import check_document
    from packets import library

    packet = sent(name)
    changed = {
        rule for rule in PLANTED[name]
        if finding_of(packet, rule) in packet.marking.changes
    }  # fmt: skip
    accepted = read_document(accept_all(content(packet, "_marked.docx"), authors=OURS))
    roles = {str(role): names for role, names in packet.report.document.roles.items()}
    after = {finding.rule for finding in check_document(accepted, library=library(), roles=roles).findings}
    assert changed and not changed & after


def test_comments_and_changes_of_others_stay(sent: Sent) -> None:
    packet = sent("negotiated")
    marks = read_marks(content(packet, "_marked.docx"))
    others = {(comment.author, comment.text) for comment in marks.comments if comment.author != REVIEWER}
    assert others == {("Carl Osprey", "We did not agree to this."), ("Vera Nimbus", "Standard for us.")}
    assert {change.author for change in marks.changes} == {REVIEWER, "Carl Osprey", "Vera Nimbus"}


def test_every_comment_stands_on_the_words_that_were_found(sent: Sent) -> None:
    packet = sent("tabled")
    findings = {finding.id: finding for finding in packet.report.findings}
    quotes = {key: finding.quote for key, finding in findings.items() if _takes_comment(finding)}
    marks = read_marks(content(packet, "_marked.docx"))
    anchored = {comment.key: comment for comment in marks.comments if comment.key in quotes and not comment.parent}
    assert len(anchored) >= len(PLANTED["tabled"]) - 2
    original = read_marks_quotes(packet, anchored)
    assert original == {key: quotes[key] for key in anchored}


def _takes_comment(finding: Any) -> bool:
    """Whether a finding quotes words on which Word lets a comment stand: none in a footnote or footer."""
    return bool(finding.quote) and finding.origin in ("body", "table")


def read_marks_quotes(packet: Any, anchored: dict[str, Any]) -> dict[str, str]:
    """The words under each of our comments once our changes are rejected again."""
    marks = read_marks(reject_all_changes(content(packet, "_marked.docx")))
    return {comment.key: comment.quote for comment in marks.comments if comment.key in anchored}


def reject_all_changes(data: bytes) -> bytes:
    return reject_all(data, authors=OURS)


def test_the_same_file_and_date_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = handed_off(tmp_path / "a", tabled()), handed_off(tmp_path / "b", tabled())
    for path in one.folder.iterdir():
        assert path.read_bytes() == (other.folder / path.name).read_bytes(), path.name
    assert one.matter.read_text() == other.matter.read_text()


def test_the_manifest_names_every_file_with_its_hash(sent: Sent) -> None:
    packet = sent("typed")
    told = manifest(packet)
    for entry in told["files"]:
        data = (packet.folder / entry["name"]).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (entry["sha256"], entry["bytes"])
    assert {entry["name"] for entry in told["files"]} == {
        path.name for path in packet.folder.iterdir() if "manifest" not in path.name
    }
    assert told["received"] == {"name": "draft.docx", "sha256": hashlib.sha256(typed()).hexdigest()}
    assert (told["date"], told["round"], told["tool"]["name"]) == (DAY.isoformat(), 1, "contractkit")
    assert len(told["playbook"]["sha256"]) == len(told["library"]["sha256"]) == 64


def test_a_folder_that_exists_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "round-1").mkdir()
    (tmp_path / "round-1" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        handed_off(tmp_path, typed())
    assert [path.name for path in (tmp_path / "round-1").iterdir()] == ["mine.txt"]
    assert not list(tmp_path.glob("*.matter.yaml"))


def test_when_writing_fails_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="No space left"):
        handed_off(tmp_path, typed())
    assert [path.name for path in tmp_path.iterdir()] == ["draft.docx"]


def test_the_values_of_a_deal_stand_in_new_clauses(tmp_path: Path) -> None:
    deal = load_deal(EXAMPLE.parent / "deal.yaml")
    packet = handed_off(tmp_path, typed(), deal=deal)
    clause = next(clause for clause in packet.dossier.clauses if clause.family == "breach-notification")
    assert f"at the latest {deal.data.breach_notice_hours} hours after" in clause.text


def test_a_new_clause_brings_its_table_as_a_list_or_says_that_it_is_a_blank(tmp_path: Path) -> None:
    deal = load_deal(EXAMPLE.parent / "deal.yaml")
    with_deal = handed_off(tmp_path, negotiated(), deal=deal)
    told = next(clause for clause in with_deal.dossier.clauses if clause.family == "data-protection").text.split("\n")
    at = told.index("Table “Particulars of processing”:")
    assert told[at + 1] == f"Subject matter: Customer support and after-sales service for the shop {deal.shop};"
    assert told[-1].startswith("Places: ") and told[-1].endswith(".")
    without = handed_off(tmp_path, negotiated(), into="without")
    clause = next(clause for clause in without.dossier.clauses if clause.family == "data-protection")
    assert clause.text.endswith("Table “Particulars of processing”: [topic and details, to be agreed].")
    assert "[topic and details, to be agreed]" in clause.blanks


def test_rounds_are_counted_by_the_file_that_came_in(tmp_path: Path) -> None:
    first = handed_off(tmp_path, typed())
    again = handed_off(tmp_path, typed(), into="again")
    second = handed_off(tmp_path, negotiated(), into="round-2", matter=first.matter)
    assert (first.round, again.round, second.round) == (1, 1, 2)
    assert [sent.round for sent in load_matter(first.matter).rounds] == [1, 2]
    assert handed_off(tmp_path, typed(), into="r7", number=7).round == 7
    with pytest.raises(UsageError, match="counts from 1"):
        handed_off(tmp_path, typed(), into="r0", number=0)


def test_our_own_wording_raises_nothing_serious_in_the_example(tmp_path: Path) -> None:
    packet = handed_off(tmp_path, EXAMPLE.read_bytes(), insert="high")
    accepted = read_document(accept_all(content(packet, "_marked.docx"), authors=OURS))
    before = {paragraph.text for paragraph in read_document(EXAMPLE).paragraphs}
    from contractkit.check import check_document
    from packets import library

    serious = [
        finding
        for finding in check_document(accepted, library=library()).findings
        if finding.severity in ("critical", "high")
        and finding.paragraph is not None
        and accepted.paragraphs[finding.paragraph].text not in before
        and any(finding.quote in change.new for change in packet.marking.changes.values())
    ]
    assert {finding.rule for finding in serious} == set()


def test_nothing_in_the_marked_file_is_told_as_changed_without_tracking(tmp_path: Path) -> None:
    packet = handed_off(tmp_path, EXAMPLE.read_bytes(), insert="critical")
    received, marked = (
        Round(read_document(data), read_document(data, view="original"))
        for data in (EXAMPLE.read_bytes(), content(packet, "_marked.docx"))
    )
    found = list(changes(align(received.accepted, marked.accepted), received, marked, {}))
    assert len(found) > 20
    assert [change.section_new for change in found if change.silent] == []
