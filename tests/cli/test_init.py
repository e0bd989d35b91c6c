from __future__ import annotations

import os
import pty
import signal
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


def asked(lines: list[str], given: dict | None = None) -> tuple[dict, str]:
    """The answers of an interview into which these lines are typed, and what was shown."""
    kept = {}

    @click.command()
    def command() -> None:
        kept.update(interview(LIBRARY, given))

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
    "names", "buyers", "Portugal", "none, all in the EEA", "n", "y",  # data; no sub-processors
    "y", "Phone", "4", "announcement", "n", "Braga",  # contingency
    "y", "1", "Lead", "Lead", "1", "2", "y", "2", "Head", "Head", "2", "4", "n",  # escalation
    "y", "Review", "monthly", "Heads", "Numbers", "n",  # governance
    "100000", "Ireland", "the courts of Ireland",
    "n",  # the usual answers
]  # fmt: skip


def test_an_interview_can_answer_everything() -> None:
    answers, shown = asked(ALL)
    assert open_questions(answers) == []
    deal = Deal.model_validate(answers)
    assert deal.data.sub_processors == []
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


def test_back_changes_an_answer_and_keeps_it_on_enter() -> None:
    answers, shown = asked(["REF", "2027-01-01", "<", "<", "OTHER", "", "A Ltd", *[""] * 400])
    assert (answers["reference"], answers["date"]) == ("OTHER", "2027-01-01")
    assert answers["customer"]["name"] == "A Ltd"
    assert "[REF]>" in shown


def test_back_from_the_first_question_stays_there() -> None:
    answers, shown = asked(["<", "REF", *[""] * 400])
    assert answers["reference"] == "REF"
    assert "first question" in shown


def test_back_takes_a_list_item_away() -> None:
    start = ALL[:19]
    assert start[-1] == "Shop"
    answers, _ = asked([*start, "y", "doubts", "y", "returns", "n", "<", "<", "<", "n", *[""] * 400])
    assert [item["id"] for item in answers["services"]] == ["doubts"]


def test_a_question_mark_says_more() -> None:
    answers, shown = asked(["?", "REF", *[""] * 400])
    assert answers["reference"] == "REF"
    assert "reference in the deal file" in shown
    assert "goes back to the question before" in shown


def test_usual_answers_are_shown_with_their_reason_and_can_be_changed() -> None:
    answers, shown = asked([*ALL[:-1], "y", "", "14", *[""] * 60])
    assert "All else has a usual answer." in shown
    assert "[30]> " in shown
    assert "EU law allows 60 at most" in shown
    assert 14 in [answers["volumes"].get("tolerance_percent"), answers["volumes"].get("surge_percent")]


def test_an_interview_goes_on_where_it_ended() -> None:
    half, _ = asked([*ALL[:24], *[""] * 400])
    answers, shown = asked([""] * 400, half)
    assert answers == half
    assert "Your reference for this deal?" not in shown
    _, shown = asked(["n"], asked(ALL)[0])
    assert "Full legal name?" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
def test_each_answer_is_in_the_file_at_once_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "deal.yaml"
    path.write_text(blank_deal().replace("reference: TBC", "reference: R-1  # ask Ann"), encoding="utf-8")
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "contractkit", "init", "--resume"]
    with subprocess.Popen(command, stdin=child, stdout=child, stderr=child, cwd=tmp_path) as process:
        os.close(child)
        os.write(parent, b"2027-01-31\nLark & <Willow> Ltd\n")
        shown = b""
        while b"Legal form?" not in shown:
            shown += os.read(parent, 4096)
        process.send_signal(signal.SIGINT)
        try:
            while os.read(parent, 4096):
                pass
        except OSError:
            pass  # the terminal closes when the command ends
        assert process.wait(timeout=60) == 130
    text = path.read_text(encoding="utf-8")
    assert "reference: R-1  # ask Ann" in text
    answers = read_answers(path).data
    assert (answers["date"], answers["customer"]["name"]) == ("2027-01-31", "Lark & <Willow> Ltd")
    assert text.count("#") == blank_deal().count("#") + 1
