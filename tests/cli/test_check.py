"""``contractkit check``: exit statuses, formats, files and widths."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click
import pytest

from builders import docx, p
from contractkit import cli
from small_library import write_library

CLEAN = "Customer and Vendor shall not terminate early. The lock period is 24 months."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a contract that trips the rule "lock-renews" (high) of a small library beside the built-in one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTRACTKIT_CACHE", "off")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("contractkit.library.load.default_folders", lambda: [write_library(tmp_path / "library")])
    (tmp_path / "draft.docx").write_bytes(docx(p(CLEAN), p("The lock period renews.")))
    return tmp_path


def run(*arguments: str) -> int:
    return cli.main(["check", "draft.docx", "--playbook", "test", *arguments])


@pytest.mark.parametrize(
    ("fail_on", "expected"), [("critical", 0), ("high", 1), ("medium", 1), ("low", 1), ("never", 0)]
)
@pytest.mark.usefixtures("folder")
def test_the_exit_status_follows_fail_on(fail_on: str, expected: int) -> None:
    assert run("--fail-on", fail_on) == expected
    assert run("--fail-on", fail_on, "--format", "json") == expected


@pytest.mark.usefixtures("folder")
def test_the_default_fails_on_high() -> None:
    assert run() == 1


def test_no_finding_is_status_0_even_at_low(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "draft.docx").write_bytes(docx(p(CLEAN)))
    assert run("--fail-on", "low") == 0
    text = capsys.readouterr().out
    assert "No findings." in text
    assert "safe" not in text.lower()


@pytest.mark.usefixtures("folder")
def test_json_goes_to_stdout_and_nothing_else_does(capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "json")
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    assert report["schema"] == "contractkit/report/1"
    assert report["document"]["name"] == "draft.docx"
    assert [finding["rule"] for finding in report["findings"]] == ["lock-renews"]
    assert captured.err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
@pytest.mark.usefixtures("folder")
def test_a_terminal_is_told_why_the_first_check_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONTRACTKIT_CACHE", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    reading, writing = os.openpty()
    with os.fdopen(writing, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        run("--format", "json")
        assert os.read(reading, 1000).startswith(b"Preparing the phrases of the clause library")
        run("--format", "json")
        terminal.write("the end")
        terminal.flush()
        assert os.read(reading, 1000) == b"the end"
    os.close(reading)
    assert "Preparing" not in capsys.readouterr().out


def test_the_output_file_is_written_whole_and_stdout_stays_empty(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--format", "json", "-o", "report.json") == 1
    assert capsys.readouterr().out == ""
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["findings"]
    assert run("-o", "report.txt") == 1
    text = (folder / "report.txt").read_text(encoding="utf-8")
    assert text == click.unstyle(text)
    assert {path.name for path in folder.iterdir()} == {"draft.docx", "library", "report.json", "report.txt"}


def test_a_folder_that_does_not_exist_is_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("-o", "nowhere/report.txt") == 2
    assert "does not exist; create it first" in capsys.readouterr().err
    assert not (folder / "nowhere").exists()


@pytest.mark.usefixtures("folder")
def test_no_color_and_pipes_are_plain(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    assert "\x1b" not in capsys.readouterr().out  # captured output is no terminal
    monkeypatch.setenv("NO_COLOR", "1")
    run()
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("columns", "width"), [("80", 80), ("60", 60), ("20", 40), ("200", 100)])
def test_no_line_is_wider_than_the_terminal(
    columns: str, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    run("--full")
    widths = [len(click.unstyle(line)) for line in capsys.readouterr().out.splitlines()]
    assert max(widths) == width


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("option", ["--customer", "--vendor"])
def test_one_party_alone_is_wrong_use(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(option, "Shop") == 2
    captured = capsys.readouterr()
    assert "Give both --customer and --vendor, or neither." in captured.err
    assert captured.out == ""


def test_given_names_are_used_and_may_be_several(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--customer", "Shop", "--customer", "Shop Ltd", "--vendor", "Bright Desk", "--format", "json")
    report = json.loads(capsys.readouterr().out)
    assert report["document"]["roles"] == {"customer": ["Shop", "Shop Ltd"], "vendor": ["Bright Desk"]}
    assert report["findings"][0]["message"] == "Please delete the renewal of the lock. Bright Desk keeps its notice."


def test_the_type_can_be_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--type", "sla", "--format", "json")
    assert json.loads(capsys.readouterr().out)["document"]["type"] == "sla"
    run("--format", "json")
    assert json.loads(capsys.readouterr().out)["document"]["type"] == "msa"


@pytest.mark.usefixtures("folder")
def test_an_unknown_playbook_is_wrong_use_before_anything_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "does-not-exist.docx", "--playbook", "nope"]) == 2
    assert 'there is no playbook "nope"; known: test' in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_the_checked_file_is_not_changed() -> None:
    before = Path("draft.docx").read_bytes()
    run()
    assert Path("draft.docx").read_bytes() == before


def second(folder: Path, text: str = CLEAN) -> Path:
    path = folder / "other.docx"
    path.write_bytes(docx(p(text)))
    return path


def test_several_files_give_one_line_of_json_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second(folder)
    assert run("other.docx", "--format", "json") == 1
    names = [json.loads(line)["document"]["name"] for line in capsys.readouterr().out.splitlines()]
    assert names == ["draft.docx", "other.docx"]


def test_several_files_into_a_folder_give_one_report_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second(folder)
    assert run("other.docx", "--format", "json", "-o", "reports") == 1
    for name in ("draft", "other"):
        report = json.loads((folder / "reports" / f"{name}.json").read_text(encoding="utf-8"))
        assert report["document"]["name"] == f"{name}.docx"
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "draft.docx: 0 critical, 1 high" in captured.err


def test_one_unreadable_file_does_not_stop_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.docx").write_bytes(b"no Word file")
    second(folder)
    assert run("broken.docx", "other.docx", "--format", "json") == 3
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    assert "broken.docx" in captured.err


def test_two_files_of_one_name_cannot_share_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "draft.docx").write_bytes(docx(p(CLEAN)))
    assert run("sub/draft.docx", "-o", "reports") == 2
    assert 'two files are called "draft"' in capsys.readouterr().err
    assert not (folder / "reports").exists()


def test_a_baseline_hides_what_it_knows_and_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "json", "-o", "first.json")
    assert run("--baseline", "first.json") == 0
    text = capsys.readouterr().out
    assert "No findings." in text
    assert "set aside" in text
    assert "known from the baseline" in text


def test_a_suppression_in_the_project_is_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "json")
    ids = [item["id"] for item in json.loads(capsys.readouterr().out)["findings"]]
    entries = "".join(
        f"  - {{finding: {item}, reason: Accepted., author: A. Ruiz, expires: 2027-06-30}}\n" for item in ids
    )
    (folder / "contractkit").mkdir()
    (folder / "contractkit" / "suppressions.yaml").write_text(f"suppressions:\n{entries}", encoding="utf-8")
    assert run("--today", "2027-06-30") == 0
    assert "accepted by A. Ruiz until 2027-06-30: Accepted." in " ".join(capsys.readouterr().out.split())
    assert run("--today", "2027-07-01") == 1


@pytest.mark.usefixtures("folder")
def test_a_day_that_is_no_date_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--today", "soon") == 2
    assert "year-month-day" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("out", "begins"),
    [("r.json", "{"), ("r.html", "<!doctype html>"), ("r.md", "# "), ("r.SARIF", "{"), ("r", "draft.docx")],
)
def test_the_ending_of_the_output_says_the_format(folder: Path, out: str, begins: str) -> None:
    assert run("-o", out) == 1
    assert (folder / out).read_text().lower().startswith(begins)
    assert run("-o", out, "--format", "json") == 1
    assert json.loads((folder / out).read_text())["findings"]
