"""``contractkit compare``: statuses and formats."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from builders import docx, ins, p
from contractkit import cli
from contractkit.review.handoff import Handoff
from contractkit.review.matter import Decision, with_entries
from packets import finding_of, handed_off
from small_library import write_library
from vendor_files import typed

TEXT = "Customer and Vendor shall not terminate early. The lock period is 24 months."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTRACTKIT_CACHE", "off")
    monkeypatch.setattr("contractkit.library.load.default_folders", lambda: [write_library(tmp_path / "library")])
    (tmp_path / "old.docx").write_bytes(docx(p(TEXT)))
    return tmp_path


def run(folder: Path, new: bytes, *arguments: str) -> int:
    (folder / "new.docx").write_bytes(new)
    return cli.main(["compare", "old.docx", "new.docx", "--playbook", "test", *arguments])


def test_nothing_new_is_status_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, docx(p(TEXT))) == 0
    assert "no change in words" in capsys.readouterr().out


def test_a_tracked_harmless_change_is_status_0_and_a_silent_one_1(folder: Path) -> None:
    assert run(folder, docx(p(TEXT, ins(" Good.")))) == 0
    assert run(folder, docx(p(TEXT + " Good."))) == 1


def test_a_new_serious_finding_is_status_1(folder: Path) -> None:
    new = docx(p(TEXT), p(ins("The lock period renews."), mark='<w:ins w:id="5" w:author="Bo"/>'))
    assert run(folder, new) == 1
    assert run(folder, new, "--fail-on", "critical") == 0


def test_json_and_html_are_written_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, docx(p(TEXT + " Good.")), "--format", "json", "-o", "c.json")
    assert json.loads((folder / "c.json").read_text(encoding="utf-8"))["summary"]["silent"] == 1
    run(folder, docx(p(TEXT + " Good.")), "--format", "html", "-o", "c.html")
    assert (folder / "c.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert capsys.readouterr().out == ""


def test_a_file_that_is_none_is_status_3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, b"no Word file") == 3
    assert "new.docx" in capsys.readouterr().err


def decided(packet: Handoff, status: str) -> None:
    """Write into the matter file what somebody said about the liability cap."""
    said = Decision(
        round=1, date="2026-12-01", finding=finding_of(packet, "liability-cap-below-a-year"), who="Lee", source="mail",
        what="status", now=status,
    )  # fmt: skip
    packet.matter.write_text(with_entries(packet.matter, packet.matter.read_text(), [said]))


@pytest.mark.parametrize("place", ["beside the files", "named"])
def test_an_issue_that_the_matter_file_calls_agreed_is_shouted_about(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packet = handed_off(tmp_path, typed())
    draft = str(tmp_path / "draft.docx")
    arguments = ["compare", draft, draft]
    if place == "named":
        arguments += ["--matter", str(packet.matter.rename(tmp_path / "elsewhere.yaml"))]
    assert cli.main(arguments) == 0
    assert "BACK AGAIN" not in capsys.readouterr().out
    path = Path(arguments[-1]) if place == "named" else packet.matter
    decided(replace(packet, matter=path), "agreed")
    assert cli.main(arguments) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "BACK AGAIN: The liability cap is too low (3.1). It was settled: agreed in round 1" in told
    decided(replace(packet, matter=path), "accepted")
    assert cli.main(arguments) == 0


def test_of_several_matter_files_none_is_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packet = handed_off(tmp_path, typed())
    decided(packet, "agreed")
    (tmp_path / "other.matter.yaml").write_text(packet.matter.read_text())
    draft = str(tmp_path / "draft.docx")
    assert cli.main(["compare", draft, draft]) == 0
    assert "name one with --matter FILE" in capsys.readouterr().err
