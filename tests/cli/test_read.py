"""``contractkit read``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders import deleted, docx, ins, p
from contractkit.cli import main


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vendor.docx"
    path.write_bytes(docx(p("7.1 Term: ", deleted("12"), ins("36"), " months.")))
    return path


def test_text_on_the_terminal(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(file)]) == 0
    out = capsys.readouterr().out
    assert "7.1 Term: 36 months." in out
    assert "inserted by Vendor on 2026-03-01: “36”" in out


def test_the_original_view(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(file), "--view", "original"]) == 0
    assert "7.1 Term: 12 months." in capsys.readouterr().out


def test_json_into_a_file(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "document.json"
    assert main(["read", str(file), "--format", "json", "-o", str(target)]) == 0
    data = json.loads(target.read_text(encoding="utf-8"))
    assert data["schema"] == "contractkit/document/1"
    assert data["paragraphs"][0]["text"] == "7.1 Term: 36 months."
    assert capsys.readouterr().out == ""


def test_a_file_that_is_no_word_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "scan.docx"
    path.write_bytes(b"%PDF-1.7\n")
    target = tmp_path / "out.txt"
    assert main(["read", str(path), "-o", str(target)]) == 3
    captured = capsys.readouterr()
    assert "scan.docx: is a PDF" in captured.err
    assert captured.out == ""
    assert not target.exists()


def test_a_wrong_limit_is_wrong_use(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(file), "--limit", "size=1"]) == 2
    assert "part-size" in capsys.readouterr().err
