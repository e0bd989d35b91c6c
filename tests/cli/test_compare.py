"""``contractkit compare``: statuses and formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders import docx, ins, p
from contractkit import cli
from small_library import write_library

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
