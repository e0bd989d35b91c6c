"""``contractkit inspect``: passport and certificate on the terminal and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contractkit.cli import main
from contractkit.draft import draft_contract
from drafting import EXAMPLE, ROOT, example_deal


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("draft") / "levels.docx"
    path.write_bytes(draft_contract(example_deal(), "service-levels"))
    return path


def test_the_passport_is_shown(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(draft)]) == 0
    shown = capsys.readouterr().out
    assert "template   service-levels@" in shown
    assert "paragraphs as drafted, 0 changed, 0 gone" in shown
    assert "kpi-targets.preferred@" in shown
    assert "Quality" not in shown


def test_the_certificate_is_shown(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(draft), "--quality"]) == 0
    shown = capsys.readouterr().out
    assert "Quality: passed" in shown
    assert "    0 left-over template tags" in shown


def test_a_file_with_faults_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(ROOT / "examples" / "vendor_draft.docx"), "--quality"]) == 1
    shown = capsys.readouterr().out
    assert "Passport: none" in shown
    assert "Quality: not passed" in shown


def test_json_has_both(draft: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.json"
    assert main(["inspect", str(draft), "--quality", "--format", "json", "-o", str(out)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["schema"] == "contractkit/inspect/1"
    assert found["quality"]["passed"] is True
    assert set(found["quality"]["faults"].values()) == {0}
    assert {item["state"] for item in found["passport"]["paragraphs"]} == {"kept"}


def test_json_without_passport(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(ROOT / "examples" / "vendor_draft.docx"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["passport"] is None


def test_no_file_and_no_word_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(tmp_path / "none.docx")]) == 3
    assert main(["inspect", str(EXAMPLE)]) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_draft_takes_the_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.docx"
    command = ["draft", str(EXAMPLE), "-o", str(out), "--template", "service-levels"]
    assert main([*command, "--page", "letter", "--watermark", "DRAFT", "--draft-number", "2"]) == 0
    assert main(["inspect", str(out), "--quality"]) == 0
    theme = tmp_path / "t.yaml"
    theme.write_text("font: x\n", encoding="utf-8")
    assert main([*command, "--theme", str(theme)]) == 3
    assert 'unknown key "font"' in capsys.readouterr().err
