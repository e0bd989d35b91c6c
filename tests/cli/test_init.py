from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from contractkit.cli.interview import interview, suggested_kpis
from contractkit.deal import Deal
from contractkit.deal.file import read_answers
from contractkit.deal.form import blank_deal
from contractkit.deal.questions import open_questions
from contractkit.draft import problems
from contractkit.library.load import load_library
from drafting import example_deal

LIBRARY = load_library()


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "contractkit", "init", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, stdin=subprocess.DEVNULL)


def test_it_writes_the_form(tmp_path: Path) -> None:
    done = run(cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "deal.yaml is written. What is still open: contractkit draft deal.yaml --missing\n"
    assert (tmp_path / "deal.yaml").read_text(encoding="utf-8") == blank_deal()


def test_it_does_not_replace_a_file_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("precious", encoding="utf-8")
    done = run("mine.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert "exists already" in done.stderr
    assert path.read_text(encoding="utf-8") == "precious"
    assert run("mine.yaml", "--force", cwd=tmp_path).returncode == 0
    assert "TBC" in path.read_text(encoding="utf-8")


def test_a_form_with_comments_is_yaml(tmp_path: Path) -> None:
    done = run("deal.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "ends in .yaml" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
def test_in_a_terminal_it_asks_and_keeps_what_was_answered(tmp_path: Path) -> None:
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "contractkit", "init"]
    with subprocess.Popen(command, stdin=child, stdout=child, stderr=child, cwd=tmp_path) as process:
        os.close(child)
        os.write(parent, b"MY-REF-1\nsoon\n2027-01-31\nLark Ltd\n" + b"\n" * 400)
        shown = b""
        try:
            while chunk := os.read(parent, 4096):
                shown += chunk
        except OSError:
            pass  # the terminal closes when the command ends
        assert process.wait(timeout=60) == 0, shown.decode()
    answers = read_answers(tmp_path / "deal.yaml").data
    assert (answers["reference"], answers["date"]) == ("MY-REF-1", "2027-01-31")
    assert answers["customer"]["name"] == "Lark Ltd"
    assert b"Your reference for this deal?" in shown
    assert b"Stands in the header" in shown


def asked(lines: list[str]) -> tuple[dict, str]:
    """The answers of an interview into which these lines are typed, and what was shown."""
    kept = {}

    @click.command()
    def command() -> None:
        kept.update(interview(LIBRARY))

    result = CliRunner().invoke(command, input="\n".join(lines) + "\n")
    assert result.exception is None, result.output
    return kept, result.output


PARTY = ["{0} Ltd", "limited company", "{0}1", "Street", "Ireland", "{0}@x.example", "Ann", "Director"]
ALL = [
    "REF", "2027-01-01", *(line.format("A") for line in PARTY), *(line.format("B") for line in PARTY), "Shop",
    "y", "doubts", "n",  # services
    "y", "telephone", "phone", "Monday 9 to 5", "Europe/Dublin", "English; French", "n",  # channels; one wrong answer
    "y", "English", "C1", "y", "French", "B2", "n",  # languages
    "Porto; Braga", "lots", "1000", "50", "Christmas",  # sites and volumes; one wrong answer
    "y",  # the usual service levels
    "EUR", "y", "Contact", "contact", "3.5", "n", "100000",  # charges
    "2027-02-01", "24",  # term
    "names", "buyers", "Portugal", "none, all in the EEA", "n",  # data
    "y", "Phone", "4", "announcement", "n", "Braga",  # contingency
    "y", "1", "Lead", "Lead", "1", "2", "y", "2", "Head", "Head", "2", "4", "n",  # escalation
    "y", "Review", "monthly", "Heads", "Numbers", "n",  # governance
    "100000", "Ireland", "the courts of Ireland",
]  # fmt: skip


def test_an_interview_can_answer_everything() -> None:
    answers, shown = asked(ALL)
    assert open_questions(answers) == [
        question for question in open_questions(answers) if question.path == "data.sub_processors"
    ]
    deal = Deal.model_validate({**answers, "data": {**answers["data"], "sub_processors": []}})
    assert deal.channels[0].languages == ["English", "French"]
    assert "phone" in shown
    assert problems(deal, LIBRARY) == []


def test_wrong_answers_are_asked_again() -> None:
    _, shown = asked(ALL)
    assert "Input should be 'phone'" in shown
    assert "Input should be a valid integer" in shown


def test_what_is_left_empty_stays_open() -> None:
    answers, _ = asked(["REF"] + [""] * 400)
    assert answers["reference"] == "REF"
    assert "customer" not in answers


def test_usual_service_levels_fit_the_channels_and_each_other() -> None:
    rows = suggested_kpis(LIBRARY, ["email", "chat"])
    ids = {row["kpi"] for row in rows}
    assert "frt-email" in ids
    assert not ids & {"service-level-voice", "frt-social"}
    assert sum(row["weight"] for row in rows) <= 100
    assert any(row.get("exit_trigger") for row in rows)
    assert example_deal(kpis=rows)
