"""Every command that opens somebody else's Word file has the same limits, and the same way to raise them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders import docx, p, r, relation
from contractkit.cli import main

COMMANDS = (["read"], ["check", "--fail-on", "never"], ["inspect", "--quality"], ["compare"])
DEEP = "<w:smartTag>" * 300 + r("7.1 The Vendor must answer within two hours.") + "</w:smartTag>" * 300


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_limit_can_be_raised(command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deep.docx"
    path.write_bytes(docx(p(DEEP)))
    files = [str(path)] * (2 if command == ["compare"] else 1)
    assert main([*command, *files]) == 3
    error = capsys.readouterr().err
    assert "--limit depth=800" in error
    assert len(error.splitlines()) == 1
    assert main([*command, *files, "--limit", "depth=800"]) in (0, 1)
    assert capsys.readouterr().err == ""


def test_a_deep_file_is_handed_off_marked_and_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deep.docx"
    wrapped = "<w:smartTag>" * 300 + r("The Vendor may assign this Agreement without consent.") + "</w:smartTag>" * 300
    path.write_bytes(docx(p("Agreement between Shop Ltd (the “Customer”) and Desk Ltd (the “Vendor”)."), p(wrapped)))
    handoff = ["handoff", str(path), "-o", str(tmp_path / "out")]
    assert main(handoff) == 3
    assert not (tmp_path / "out").exists()
    assert main([*handoff, "--limit", "depth=800"]) == 0
    (marked,) = (tmp_path / "out").glob("*_marked.docx")
    capsys.readouterr()
    assert main(["review", "read", str(marked)]) == 3
    assert "--limit depth=800" in capsys.readouterr().err
    assert main(["review", "read", str(marked), "--limit", "depth=800"]) == 0


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("setting", ["size=1", "depth", "depth=801", "parts=many"])
def test_a_wrong_limit_is_wrong_use(
    command: list[str], setting: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(p("a")))
    files = [str(path)] * (2 if command == ["compare"] else 1)
    assert main([*command, *files, "--limit", setting]) == 2
    assert "--limit" in capsys.readouterr().err


BROKEN_HEADER = docx(
    p("7.1 The Vendor must answer within two hours."),
    relations=relation("rIdH", "header", "h.xml"),
    section='<w:headerReference w:type="default" r:id="rIdH"/>',
    parts={"word/h.xml": "<w:hdr"},
)


@pytest.mark.parametrize("command", ["read", "check"])
def test_unread_text_is_said_in_one_line_and_never_looks_clean(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(BROKEN_HEADER)
    main([command, str(path)])
    lines = capsys.readouterr().out.splitlines()
    assert sum("NOT READ" in line or "NOT EVERYTHING WAS READ" in line for line in lines) == 1
    assert any("word/h.xml" in line for line in lines)
    main([command, str(path), "--format", "json"])
    coverage = json.loads(capsys.readouterr().out)["coverage"]
    assert coverage["read"] < coverage["characters"]
    (unread,) = coverage["unread"]
    assert (unread["part"], unread["place"]) == ("word/h.xml", "whole part")
    assert "broken" in unread["reason"]
