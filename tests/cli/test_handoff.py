"""``contractkit handoff``: what it prints, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contractkit import cli
from vendor_files import typed


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.docx").write_bytes(typed())
    return tmp_path


def test_it_names_the_files_the_findings_and_the_history(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["handoff", "draft.docx", "-o", "r1", "--reviewer", "Dana Ortiz", "--date", "2026-11-29"]) == 0
    told = capsys.readouterr().out
    assert "r1: round 1, internal" in told and "MSA_BoldDesk_v1_2026-11-29_memo.docx" in told
    assert "tracked changes" in told and "MSA_BoldDesk.matter.yaml" in told
    assert len(list((folder / "r1").iterdir())) == 7


def test_all_options(folder: Path) -> None:
    arguments = [
        "handoff", "draft.docx", "-o", "out", "--counterparty", "--author", "Shop Legal", "--initials", "SL",
        "--round", "3", "--date", "2026-12-24", "--insert", "never", "--comments", "high", "--type", "msa",
        "--customer", "Company", "--vendor", "Agency", "--matter", "mine.matter.yaml",
    ]  # fmt: skip
    assert cli.main(arguments) == 0
    (manifest,) = (folder / "out").glob("*_manifest.json")
    told = json.loads(manifest.read_text())
    assert (told["pack"], told["round"], told["date"]) == ("counterparty", 3, "2026-12-24")
    assert (folder / "mine.matter.yaml").is_file() and len(told["files"]) == 3


def test_a_doubt_about_the_file_is_told_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = ["--customer", "Company", "--vendor", "Nobody Ltd"]
    assert cli.main(["handoff", "draft.docx", "-o", "r1", *wrong]) == 0
    assert "  ? the document nowhere says Nobody Ltd" in capsys.readouterr().out
    assert folder.joinpath("r1").is_dir()


def test_what_people_accepted_before_is_not_handed_off_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["handoff", "draft.docx", "-o", "r1", "--date", "2026-11-29"]) == 0
    (report,) = (folder / "r1").glob("*_report.json")
    finding = next(f for f in json.loads(report.read_text())["findings"] if f["rule"] == "services-as-is")
    (folder / "contractkit").mkdir()
    (folder / "contractkit" / "suppressions.yaml").write_text(
        "schema: contractkit/suppressions/1\nsuppressions:\n"
        f"  - {{finding: {finding['id']}, reason: agreed by the board, author: Gail, expires: 2030-01-01}}\n"
    )
    assert cli.main(["handoff", "draft.docx", "-o", "r2", "--date", "2026-11-29"]) == 0
    (report,) = (folder / "r2").glob("*_report.json")
    assert finding["id"] not in {f["id"] for f in json.loads(report.read_text())["findings"]}
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["draft.docx"], 2, "-o"),
        (["absent.docx", "-o", "r1"], 3, "absent.docx"),
        (["draft.docx", "-o", "nowhere/r1"], 2, "create it first"),
        (["draft.docx", "-o", "r1", "--vendor", "Agency"], 2, "Give both"),
        (["draft.docx", "-o", "r1", "--playbook", "none"], 2, "none"),
        (["draft.docx", "-o", "r1", "--deal", "draft.docx"], 3, "draft.docx"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    folder: Path, arguments: list[str], status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["handoff", *arguments]) == status
    assert message in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["draft.docx"]
