"""``contractkit review``: from a returned file to a status that a script can act on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contractkit import cli
from packets import handed_off
from returned import changed_workbook
from vendor_files import typed


@pytest.fixture
def issues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The issues list of a packet, in a folder that is the current one."""
    packet = handed_off(tmp_path, typed())
    monkeypatch.chdir(tmp_path)
    return next(packet.folder.glob("*_issues.xlsx"))


def test_from_a_changed_list_to_an_approved_deviation(issues: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed_workbook(issues, {"liability-cap-below-a-year": {"Status": "accepted", "Reason": "insured", "Owner": "Bo"}})
    assert cli.main(["review", "read", str(issues), "--date", "2026-12-02"]) == 0
    assert "2 entries added" in capsys.readouterr().out
    assert cli.main(["review", "status"]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "ACCEPTED WITHOUT THE APPROVAL THAT IT NEEDS" in told
    assert "must be approved by General Counsel" in told and "Chief Financial Officer" in told
    (matter,) = Path().glob("*.matter.yaml")
    people = "people: {Gail: [General Counsel, Chief Financial Officer]}"
    matter.write_text(matter.read_text().replace("people: {}", people))
    changed_workbook(issues, {"liability-cap-below-a-year": {"Approved by": "Gail"}})
    assert cli.main(["review", "read", str(issues), "--date", "2026-12-03"]) == 0
    capsys.readouterr()
    assert cli.main(["review", "status", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert not found["blocked"]
    assert cli.main(["review", "log", "liability-cap"]) == 0
    story = " ".join(capsys.readouterr().out.split())
    assert "Lee Legal: accepted. Why: insured" in story and "approved by Gail" in story


def test_questions_and_contradictions_are_status_1(issues: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed_workbook(issues, {"services-as-is": {"Status": "maybe"}})
    assert cli.main(["review", "read", str(issues)]) == 1
    assert "? " in capsys.readouterr().out


@pytest.mark.usefixtures("issues")
def test_a_clause_that_nobody_knows(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["review", "log", "99.9"]) == 2
    assert '"99.9"' in capsys.readouterr().err


def test_without_a_matter_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["review", "status"]) == 2
    assert "--matter" in capsys.readouterr().err
    assert cli.main(["review", "status", "--matter", "x.matter.yaml"]) == 2
    assert "no such matter file" in capsys.readouterr().err
