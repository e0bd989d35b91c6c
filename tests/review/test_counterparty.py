"""The pack for the other side holds nothing internal, in no part of no file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from contractkit.errors import ContractKitError
from contractkit.review.handoff import write_handoff
from contractkit.review.leaks import leaks, parts
from contractkit.review.matter import Decision, with_entries
from packets import EXAMPLE, REVIEWER, WISHES, finding_of, handed_off, library, workbook
from vendor_files import VENDOR_FILES, negotiated, typed

FILES = {**VENDOR_FILES, "example": EXAMPLE.read_bytes}


@pytest.mark.parametrize("name", FILES)
def test_no_part_of_no_file_holds_an_internal_string(name: str, tmp_path: Path) -> None:
    data = FILES[name]()
    internal = handed_off(tmp_path, data, owner="Bo Businessowner", marking="Privileged and confidential")
    note = Decision(
        round=1, date="2026-11-30", finding=internal.dossier.issues[0].id, who=REVIEWER, source="by hand",
        what="status", now="escalated", why="between us: we would take eighteen months",
    )  # fmt: skip
    internal.matter.write_text(with_entries(internal.matter, internal.matter.read_text(), [note]))
    outgoing = handed_off(
        tmp_path, data, into="out", counterparty=True, owner="Bo Businessowner", marking="Privileged and confidential"
    )
    secrets = {REVIEWER, "Bo Businessowner", "Privileged and confidential", "customer-support", note.why}
    secrets |= {rule.role for rule in internal.dossier.playbook.approvals}
    for issue in internal.dossier.issues:
        secrets |= {text for text in (issue.why, issue.fallback, issue.walk_away, issue.rule) if text}
        secrets |= {line for line in issue.fallback.split("\n") if len(line) > 40}
    wordings = " ".join(issue.wording for issue in internal.dossier.issues)
    secrets = {secret for secret in secrets if secret not in wordings and not leaks({"received": data}, [secret])}
    files = {path.name: path.read_bytes() for path in outgoing.folder.iterdir()}
    assert leaks(files, secrets) == []
    assert len(secrets) > 30, "a test that searches for nothing finds nothing"
    assert leaks({path.name: path.read_bytes() for path in internal.folder.iterdir()}, secrets), (
        "the search itself works"
    )


FLOOR = "No cap below the Charges of eighteen months, whatever else they give."


def test_the_floor_that_a_playbook_sets_stays_on_our_side(tmp_path: Path) -> None:
    book = library().playbook("customer-support").model_copy(update={"walk_away": {"liability-cap": FLOOR}})
    ours = replace(library(), playbooks={**library().playbooks, book.id: book})
    draft = tmp_path / "draft.docx"
    draft.write_bytes(typed())
    inside = write_handoff(draft, tmp_path / "in", replace(WISHES, insert=None), library=ours)
    places = leaks({path.name: path.read_bytes() for path in inside.folder.iterdir()}, [FLOOR])
    assert {place.split("!")[0].rsplit("_", 1)[1] for place, _ in places} == {"memo.docx", "issues.xlsx", "marked.docx"}
    outside = write_handoff(draft, tmp_path / "out", replace(WISHES, counterparty=True), library=ours)
    assert leaks({path.name: path.read_bytes() for path in outside.folder.iterdir()}, [FLOOR]) == []


def test_the_other_side_gets_four_files_signed_by_the_customer(tmp_path: Path) -> None:
    from contractkit.word.read_marks import read_marks

    packet = handed_off(tmp_path, negotiated(), counterparty=True)
    assert sorted(name.rsplit("_", 1)[1] for name in packet.files) == [
        "issues.xlsx", "manifest.json", "marked.docx", "received.docx",
    ]  # fmt: skip
    ours = [c for c in read_marks(next(packet.folder.glob("*_marked.docx")).read_bytes()).comments if c.key]
    assert {comment.author for comment in ours} == {"Osprey Outdoor Ltd"}
    assert any("Proposed wording" in c.text or "Please" in c.text for c in ours)


def test_an_escalation_and_an_unapproved_acceptance_are_open_to_the_other_side(tmp_path: Path) -> None:
    internal = handed_off(tmp_path, negotiated())
    escalated, accepted, agreed = (
        finding_of(internal, rule) for rule in ("lock-too-long", "credits-sole-remedy", "free-subcontracting")
    )
    entries = [
        Decision(round=1, date="2026-12-01", finding=finding, who="Lee", source="x", what="status", now=now)
        for finding, now in ((escalated, "escalated"), (accepted, "accepted"), (agreed, "agreed"))
    ]
    internal.matter.write_text(with_entries(internal.matter, internal.matter.read_text(), entries))
    rows = workbook(handed_off(tmp_path, negotiated(), into="out", counterparty=True))["Issues"].iter_rows(
        values_only=True
    )
    heads = next(rows)
    status = {row[heads.index("Ref")]: row[heads.index("Status")] for row in rows}
    assert (status[escalated], status[accepted], status[agreed]) == ("open", "open", "agreed")


def test_our_files_carry_no_author_and_no_clock(tmp_path: Path) -> None:
    packet = handed_off(tmp_path, negotiated(), counterparty=True)
    workbook = {"x.xlsx": next(packet.folder.glob("*_issues.xlsx")).read_bytes()}
    properties = {place: text for place, text in parts(workbook) if "docProps" in place}
    assert properties and not any(b"creator" in text or b"lastModifiedBy" in text for text in properties.values())
    assert all(b"openpyxl" not in text for text in properties.values())


def test_a_leak_stops_the_pack(tmp_path: Path) -> None:
    """A reviewer's reason that was typed as the author's name would go out with every comment."""
    packet = handed_off(tmp_path, negotiated())
    finding = packet.dossier.issue(finding_of(packet, "credits-sole-remedy"))
    with pytest.raises(ContractKitError, match="nothing was written"):
        handed_off(tmp_path, negotiated(), into="out", counterparty=True, author=f"Legal ({finding.why})")
    assert not (tmp_path / "out").exists()


def test_a_string_is_found_behind_tags_entities_and_zips(tmp_path: Path) -> None:
    import io
    import zipfile

    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("word/document.xml", "<w:t>we would </w:t></w:r><w:r><w:t>take R&amp;D at 5</w:t>")
    with zipfile.ZipFile(outer, "w") as package:
        package.writestr("deep.docx", inner.getvalue())
    found = leaks({"a.zip": outer.getvalue()}, ["we would take R&D at 5", "not in it at all"])
    assert found == [("a.zip!deep.docx!word/document.xml", "we would take R&D at 5")]
