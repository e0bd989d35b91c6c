"""Decisions come back: what people did in Word and in the issues list is recorded, and nothing is guessed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import UnreadableFileError, UsageError
from contractkit.review.claims import said_status
from contractkit.review.decide import Reading, read_returned
from contractkit.review.handoff import Handoff
from contractkit.review.matter import Decision, load_matter, with_entries
from contractkit.review.state import state_of
from contractkit.word.read_marks import read_marks
from contractkit.word.resolve import accept_all, reject_all
from packets import REVIEWER, finding_of, handed_off
from returned import changed_workbook, with_foreign_comment, with_reply, with_resolved, with_words
from vendor_files import negotiated, typed

OURS = frozenset({REVIEWER})


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Handoff:
    return handed_off(tmp_path_factory.mktemp("written"), negotiated())


@pytest.fixture
def packet(written: Handoff, tmp_path: Path) -> Handoff:
    """A copy of its own for each test."""
    shutil.copytree(written.matter.parent, tmp_path, dirs_exist_ok=True)
    return replace(written, folder=tmp_path / written.folder.name, matter=tmp_path / written.matter.name)


def _marked(packet: Handoff) -> Path:
    return next(packet.folder.glob("*_marked.docx"))


def _issues(packet: Handoff) -> Path:
    return next(packet.folder.glob("*_issues.xlsx"))


def _read(packet: Handoff, *paths: Path, record: bool = True) -> Reading:
    matter = load_matter(packet.matter)
    found = read_returned(paths or (_marked(packet),), matter, by="Lee Legal", date="2026-12-02")
    if record:
        packet.matter.write_text(with_entries(packet.matter, packet.matter.read_text(), found.entries))
    return found


def _decisions(found: Reading, finding: str) -> list[tuple[str, str, str, str]]:
    return [
        (entry.what, entry.now, entry.who, entry.why)
        for entry in found.entries
        if isinstance(entry, Decision) and entry.finding == finding
    ]


def test_a_packet_that_comes_back_as_it_went_says_nothing(packet: Handoff) -> None:
    found = _read(packet, _marked(packet), _issues(packet))
    assert (found.entries, found.questions) == ((), ())


def test_a_reply_that_begins_with_a_status_decides(packet: Handoff) -> None:
    finding = finding_of(packet, "free-subcontracting")
    data = with_reply(_marked(packet).read_bytes(), finding, "Escalated: the COO must look at this.", REVIEWER)
    _marked(packet).write_bytes(data)
    assert _decisions(_read(packet), finding) == [("status", "escalated", REVIEWER, "the COO must look at this.")]
    assert state_of(load_matter(packet.matter)).status(finding) == "escalated"


def test_any_other_reply_is_kept_word_for_word(packet: Handoff) -> None:
    finding = finding_of(packet, "free-subcontracting")
    _marked(packet).write_bytes(with_reply(_marked(packet).read_bytes(), finding, "Why <this> & that?", "Vera Nimbus"))
    assert _decisions(_read(packet), finding) == [("reply", "Why <this> & that?", "Vera Nimbus", "")]


def test_accepted_by_a_stranger_is_a_question_until_the_matter_file_names_them(packet: Handoff) -> None:
    finding = finding_of(packet, "free-subcontracting")
    _marked(packet).write_bytes(with_reply(_marked(packet).read_bytes(), finding, "Accepted.", "Gail Counsel"))
    found = _read(packet)
    assert _decisions(found, finding) == [("reply", "accepted", "Gail Counsel", "")]
    assert "no decision of ours" in found.questions[0]
    text = packet.matter.read_text().replace("people: {}", "people:\n  Gail Counsel: [General Counsel]")
    packet.matter.write_text(text)
    assert ("status", "accepted", "Gail Counsel", "") in _decisions(_read(packet), finding)


def test_a_resolved_comment_without_a_word_is_asked_about(packet: Handoff) -> None:
    finding = finding_of(packet, "service-hours-missing")
    keyed = finding_of(packet, "lock-without-performance-exit")
    _marked(packet).write_bytes(with_resolved(_marked(packet).read_bytes(), keyed))
    found = _read(packet)
    assert _decisions(found, keyed) == [("resolved", "resolved", "Lee Legal", "")]
    assert "resolved without saying how" in found.questions[0]
    assert state_of(load_matter(packet.matter)).status(keyed) == "open"
    assert _decisions(found, finding) == []


def test_accepted_changes_are_agreed_text(packet: Handoff) -> None:
    _marked(packet).write_bytes(accept_all(_marked(packet).read_bytes(), authors=OURS))
    found = _read(packet)
    for finding in packet.marking.changes:
        assert ("change", "accepted", "Lee Legal", "") in _decisions(found, finding)
        assert ("status", "agreed", "Lee Legal", "our change was accepted in the text") in _decisions(found, finding)
    assert found.questions == ()


def test_rejected_changes_are_asked_about_and_stay_open(packet: Handoff) -> None:
    _marked(packet).write_bytes(reject_all(_marked(packet).read_bytes(), authors=OURS))
    found = _read(packet)
    state = state_of(load_matter(packet.matter))
    for finding in packet.marking.changes:
        assert ("change", "rejected", "Lee Legal", "") in _decisions(found, finding)
        assert state.status(finding) == "open"
    assert len(found.questions) == len(packet.marking.changes)
    assert all("say whether the deviation is accepted" in question for question in found.questions)


def test_an_edited_change_is_recorded_with_its_new_words(packet: Handoff) -> None:
    finding = finding_of(packet, "vendor-may-assign-freely")
    data = with_words(_marked(packet).read_bytes(), "prior written consent", "prior consent by e-mail")
    _marked(packet).write_bytes(data)
    found = [item for item in _read(packet).entries if isinstance(item, Decision) and item.now == "edited"]
    assert found and "prior consent by e-mail" in found[0].why
    assert found[0].was
    assert found[0].finding in (finding, finding_of(packet, "free-subcontracting"))


def test_new_comments_become_issues_and_old_ones_of_others_do_not(packet: Handoff) -> None:
    parts = _marked(packet).read_bytes()
    finding = finding_of(packet, "lock-too-long")
    data = with_reply(parts, finding, "first", "Vera Nimbus")
    _marked(packet).write_bytes(data)
    found = _read(packet)
    assert not [entry for entry in found.entries if entry.finding.startswith("new-")]
    later = with_words(data, 'w:author="Vera Nimbus" w:date="2026-03-01', 'w:author="Vera Nimbus" w:date="2026-12-05')
    _marked(packet).write_bytes(with_foreign_comment(later, "And who pays for this?", "Vera Nimbus"))
    new = [entry for entry in _read(packet).entries if entry.finding.startswith("new-")]
    assert {(entry.what, entry.who) for entry in new if isinstance(entry, Decision)} == {
        ("change", "Vera Nimbus"), ("comment", "Vera Nimbus"),
    }  # fmt: skip
    assert any("And who pays for this?" in entry.now for entry in new if isinstance(entry, Decision))


def test_reading_a_file_twice_adds_nothing(packet: Handoff) -> None:
    finding = finding_of(packet, "free-subcontracting")
    _marked(packet).write_bytes(with_reply(_marked(packet).read_bytes(), finding, "Agreed", REVIEWER))
    changed_workbook(_issues(packet), {"lock-too-long": {"Status": "escalated", "Owner": "Bo"}})
    assert _read(packet, _marked(packet), _issues(packet)).entries
    before = packet.matter.read_text()
    assert _read(packet, _marked(packet), _issues(packet)).entries == ()
    assert packet.matter.read_text() == before


def test_changed_cells(packet: Handoff) -> None:
    changed_workbook(
        _issues(packet),
        {
            "credits-sole-remedy": {
                "Status": "Accepted",
                "Reason": "credits were doubled",
                "Approved by": "Gail Counsel; Di Po",
            },
            "lock-too-long": {"Owner": "Bo", "Their position": "They need two years."},
            "free-subcontracting": {"Status": "perhaps"},
        },
    )
    found = _read(packet, _issues(packet))
    credits, lock = finding_of(packet, "credits-sole-remedy"), finding_of(packet, "lock-too-long")
    assert _decisions(found, credits) == [
        ("approval", "Gail Counsel", "Lee Legal", ""),
        ("approval", "Di Po", "Lee Legal", ""),
        ("status", "accepted", "Lee Legal", "credits were doubled"),
    ]
    assert sorted(_decisions(found, lock)) == [
        ("cell", "They need two years.", "Lee Legal", ""), ("owner", "Bo", "Lee Legal", ""),
    ]  # fmt: skip
    assert _decisions(found, finding_of(packet, "free-subcontracting")) == [("cell", "perhaps", "Lee Legal", "")]
    assert '"perhaps" is not a status' in found.questions[0]


def test_added_rows_columns_and_notes_are_kept_and_deleted_rows_are_told(packet: Handoff) -> None:
    from openpyxl.comments import Comment

    book = openpyxl.load_workbook(_issues(packet))
    sheet = book["Issues"]
    reference = {row[16].value: row for row in sheet.iter_rows(min_row=2)}
    first = finding_of(packet, "credits-sole-remedy")
    reference[first][4].comment = Comment("Ask Bo first", "Gail")
    sheet.cell(1, 18, "Priority")
    reference[finding_of(packet, "lock-too-long")][16].offset(0, 1).value = "now"
    sheet.append(
        [None, "9", "Notices by fax", "Fax is dead", "Delete", None, None, None, "low", "Bo", None, None, "escalated"]
    )
    sheet.delete_rows(reference[finding_of(packet, "vendor-may-assign-freely")][0].row)
    book.save(_issues(packet))
    found = _read(packet, _issues(packet))
    told = [(entry.what, entry.field, entry.now) for entry in found.entries if isinstance(entry, Decision)]
    assert ("comment", "Our position", "Ask Bo first") in told
    assert ("cell", "Priority", "now") in told
    assert any(what == "comment" and "Notices by fax" in now for what, _, now in told)
    assert any(
        entry.finding.startswith("new-") and entry.what == "status" and entry.now == "escalated"
        for entry in found.entries if isinstance(entry, Decision)
    )  # fmt: skip
    assert any("was deleted" in question for question in found.questions)


def _resaved(path: Path, change: Callable[[Any], None]) -> None:
    """The issues list as somebody saved it after ``change`` of the workbook."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.properties.lastModifiedBy = "Lee Legal"
    book.save(path)


def _sorted(book: Any, heads: tuple[str, ...] | None = None) -> None:
    """Sort the rows by the issue's name: all columns, or only some of them."""
    sheet = book["Issues"]
    names = [cell.value for cell in sheet[1]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    order = sorted(rows, key=lambda row: str(row[names.index("Issue")]))
    for at, (old, new) in enumerate(zip(rows, order, strict=True), 2):
        for column, name in enumerate(names):
            sheet.cell(at, column + 1).value = new[column] if heads is None or name in heads else old[column]


def test_a_sorted_list_says_what_it_said(packet: Handoff) -> None:
    changed_workbook(_issues(packet), {"lock-too-long": {"Status": "escalated"}})
    _resaved(_issues(packet), _sorted)
    found = _read(packet, _issues(packet))
    assert [(entry.finding, entry.now) for entry in found.entries if isinstance(entry, Decision)] == [
        (finding_of(packet, "lock-too-long"), "escalated")
    ]
    assert not found.questions


def test_columns_that_were_sorted_without_the_others_are_refused(packet: Handoff) -> None:
    _resaved(_issues(packet), lambda book: _sorted(book, ("No", "Issue", "Status", "Owner")))
    with pytest.raises(UnreadableFileError, match="sorted without the others"):
        _read(packet, _issues(packet))


def test_a_row_that_stands_twice_with_two_statuses_is_a_contradiction(packet: Handoff) -> None:
    finding = finding_of(packet, "lock-too-long")

    def doubled(book: Any) -> None:
        sheet = book["Issues"]
        row = next([cell.value for cell in row] for row in sheet.iter_rows(min_row=2) if row[16].value == finding)
        sheet.append([*row[:12], "accepted", *row[13:]])
        sheet.append([*row[:12], "escalated", *row[13:]])

    _resaved(_issues(packet), doubled)
    found = _read(packet, _issues(packet))
    assert any("stands 3 times; keep one" in question for question in found.questions)
    assert [conflict.finding for conflict in found.conflicts] == [finding]
    assert state_of(load_matter(packet.matter)).status(finding) == "open"


def test_a_renamed_column_is_asked_about_and_its_cells_are_kept(packet: Handoff) -> None:
    changed_workbook(_issues(packet), {"lock-too-long": {"Status": "accepted"}})

    def renamed(book: Any) -> None:
        next(cell for cell in book["Issues"][1] if cell.value == "Status").value = "Our view"

    _resaved(_issues(packet), renamed)
    found = _read(packet, _issues(packet))
    assert any('the column "Status" is gone or renamed' in question for question in found.questions)
    assert ("cell", "accepted", "Lee Legal", "") in _decisions(found, finding_of(packet, "lock-too-long"))


def test_without_the_hidden_sheet_the_decisions_are_still_read(packet: Handoff) -> None:
    changed_workbook(
        _issues(packet), {"lock-too-long": {"Status": "accepted", "Approved by": "Gail", "Owner": "Bo", "Reason": "ok"}}
    )
    _resaved(_issues(packet), lambda book: book.remove(book["Sent"]))
    found = _read(packet, _issues(packet))
    assert sorted(_decisions(found, finding_of(packet, "lock-too-long"))) == [
        ("approval", "Gail", "Lee Legal", ""), ("owner", "Bo", "Lee Legal", ""), ("status", "accepted", "Lee Legal", "ok"),
    ]  # fmt: skip
    assert len(found.entries) == 3 and "look at the other columns yourself" in found.questions[0]


def test_a_column_of_approvals_that_the_other_side_adds_approves_nothing(tmp_path: Path) -> None:
    outside = handed_off(tmp_path, negotiated(), counterparty=True)
    finding = finding_of(outside, "lock-too-long")

    def approved(book: Any) -> None:
        sheet = book["Issues"]
        heads = [cell.value for cell in sheet[1]]
        sheet.cell(1, len(heads) + 1, "Approved by")
        row = next(row for row in sheet.iter_rows(min_row=2) if row[heads.index("Ref")].value == finding)
        sheet.cell(row[0].row, len(heads) + 1, "Gail")

    _resaved(_issues(outside), approved)
    assert _decisions(_read(outside, _issues(outside)), finding) == [("cell", "Gail", "Lee Legal", "")]


def test_sources_that_differ_are_a_contradiction_and_neither_is_chosen(packet: Handoff) -> None:
    finding = finding_of(packet, "free-subcontracting")
    _marked(packet).write_bytes(with_reply(_marked(packet).read_bytes(), finding, "Agreed", REVIEWER))
    changed_workbook(_issues(packet), {"free-subcontracting": {"Status": "escalated"}})
    found = _read(packet, _marked(packet), _issues(packet))
    assert [sorted(conflict.claims) for conflict in found.conflicts] == [
        [f"{_issues(packet).name}: escalated", f"{_marked(packet).name}: agreed"]
    ]
    state = state_of(load_matter(packet.matter))
    assert state.status(finding) == "open"
    assert [conflict.finding for conflict in state.open_conflicts()] == [finding]
    changed_workbook(_issues(packet), {"free-subcontracting": {"Status": "agreed"}})
    _read(packet, _marked(packet), _issues(packet))
    state = state_of(load_matter(packet.matter))
    assert (state.status(finding), state.open_conflicts()) == ("agreed", [])


def test_a_rejected_change_contradicts_an_agreed_row(packet: Handoff) -> None:
    _marked(packet).write_bytes(reject_all(_marked(packet).read_bytes(), authors=OURS))
    changed_workbook(_issues(packet), {"lock-too-long": {"Status": "agreed"}})
    found = _read(packet, _marked(packet), _issues(packet))
    assert [conflict.finding for conflict in found.conflicts] == [finding_of(packet, "lock-too-long")]


def test_an_agreed_issue_that_stands_again_is_shouted_about(tmp_path: Path) -> None:
    packet = handed_off(tmp_path, typed())
    changed_workbook(
        _issues(packet), {"services-as-is": {"Status": "agreed"}, "suspension-at-will": {"Status": "escalated"}}
    )
    _read(packet, _issues(packet))
    assert handed_off(tmp_path, typed(), into="again").dossier.back == {}, "the same round is not again"
    second = handed_off(tmp_path, typed(), into="round-2", number=2)
    finding = finding_of(second, "services-as-is")
    assert second.dossier.back == {finding: "BACK AGAIN: this was agreed in round 1 and stands in the text once more."}
    assert second.dossier.issue(finding).status == "open"
    assert second.dossier.issue(finding_of(second, "suspension-at-will")).status == "escalated"


def test_an_approved_deviation_gets_no_comment_in_the_next_round(tmp_path: Path) -> None:
    packet = handed_off(tmp_path, typed())
    changed_workbook(
        _issues(packet),
        {"services-as-is": {"Status": "accepted", "Approved by": "Hal"}, "suspension-at-will": {"Status": "accepted"}},
    )
    _read(packet, _issues(packet))
    packet.matter.write_text(packet.matter.read_text().replace("people: {}", "people: {Hal: [Head of Legal]}"))
    second = handed_off(tmp_path, typed(), into="round-2", number=2)
    approved, waiting = finding_of(second, "services-as-is"), finding_of(second, "suspension-at-will")
    assert approved not in second.marking.commented and approved not in second.marking.changes
    assert waiting in second.marking.commented
    assert second.dossier.issue(approved).status == "accepted"


def test_wrong_files_are_refused_with_a_remedy(packet: Handoff, tmp_path: Path) -> None:
    matter = load_matter(packet.matter)

    def reading(path: Path) -> None:
        read_returned([path], matter, by="", date="2026-12-02")

    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    with pytest.raises(UsageError, match="give the marked Word file"):
        reading(tmp_path / "x.pdf")
    (tmp_path / "x.xlsx").write_bytes(b"no zip")
    with pytest.raises(UnreadableFileError, match="not an Excel workbook"):
        reading(tmp_path / "x.xlsx")
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(UnreadableFileError, match='the sheet "Issues" is gone'):
        reading(tmp_path / "other.xlsx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_files_that_another_program_saved_say_the_same(packet: Handoff, tmp_path: Path) -> None:
    """LibreOffice writes every part anew; what nobody changed is still unchanged, and what somebody said is still said."""
    comments = [item for item in read_marks(_marked(packet).read_bytes()).comments if item.key not in ("", "missing")]
    places = [(item.paragraph, item.start, item.end) for item in comments]
    alone = next(
        item.key for item, place in zip(comments, places, strict=True) if places.count(place) == 1 and item.quote
    )
    crowded = finding_of(packet, "free-subcontracting")
    data = with_reply(_marked(packet).read_bytes(), alone, "Agreed", REVIEWER)
    _marked(packet).write_bytes(with_reply(data, crowded, "Accepted", REVIEWER))
    saved = []
    for path, kind in ((_marked(packet), "docx:MS Word 2007 XML"), (_issues(packet), "xlsx")):
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind]
        subprocess.run(
            [*command, "--outdir", str(tmp_path / "saved"), str(path)], check=True, capture_output=True, timeout=180
        )
        saved.append(tmp_path / "saved" / path.name)
    found = _read(packet, *saved)
    told = [(entry.what, entry.finding, entry.now) for entry in found.entries if isinstance(entry, Decision)]
    assert ("status", alone, "agreed") in told
    new = [entry for entry in told if entry[1].startswith("new-")]
    assert [(what, now) for what, _, now in new] == [("comment", "Accepted")], (
        "two comments of ours stand on those words"
    )
    assert len(told) == 2 and "say which issue that decides" in found.questions[0]


@pytest.mark.parametrize(
    ("text", "status", "rest"),
    [
        ("Agreed.", "agreed", ""),
        ("agree", "agreed", ""),
        ("ACCEPTED - the DPA covers it", "accepted", "the DPA covers it"),
        ("Escalate to the CFO", "escalated", "to the CFO"),
        ("Re-opened: they changed it back", "open", "they changed it back"),
        ("Accepted if they pay", None, "Accepted if they pay"),
        ("Accepted, but only for 2027", None, "Accepted, but only for 2027"),
        ("Not accepted", None, "Not accepted"),
        ("Acceptable", None, "Acceptable"),
        ("We agreed on this", None, "We agreed on this"),
        ("", None, ""),
    ],
)
def test_what_a_reply_says(text: str, status: str | None, rest: str) -> None:
    assert said_status(text) == (status, rest)


@given(st.text(max_size=60))
def test_no_reply_loses_its_words(text: str) -> None:
    status, rest = said_status(text)
    assert (status is None and rest == text) or all(word in text for word in rest.split())
