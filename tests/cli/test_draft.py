from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import docx
import pytest

from contractkit.cli.draft import draft
from contractkit.cli.init import init
from drafting import EXAMPLE, ROOT


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "contractkit", *map(str, arguments)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "contract.docx"


def test_it_writes_a_contract_and_says_so(out: Path) -> None:
    done = run("draft", EXAMPLE, "-o", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{out}: Customer Support")
    assert docx.Document(str(out)).core_properties.author == "Lark & Willow Fashion Limited"


def test_template_set_and_position_are_heard(out: Path) -> None:
    given = [
        "--template",
        "data-processing-agreement",
        "--set",
        "shop=Otherwear",
        "--position",
        "data-protection=fallback-1",
    ]
    done = run("draft", EXAMPLE, "-o", out, *given)
    assert done.returncode == 0, done.stderr
    assert "Otherwear" in "\n".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs)


def test_a_wrong_deal_is_refused_and_nothing_is_written(out: Path) -> None:
    out.write_bytes(b"as before")
    done = run("draft", EXAMPLE, "-o", out, "--set", "lock.exit.misses=4", "--set", "service_credits.at_risk_percent=1")
    assert done.returncode == 3
    assert "lock.exit.misses: 4 missed months do not fit" in done.stderr
    assert "service_credits.at_risk_percent: the cap of 1%" in done.stderr
    assert "Traceback" not in done.stderr
    assert out.read_bytes() == b"as before"
    assert [path.name for path in out.parent.iterdir()] == ["contract.docx"]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["draft", EXAMPLE], 2, "-o OUT.docx"),
        (["draft", EXAMPLE, "-o", "x.pdf"], 2, "ends in .docx"),
        (["draft", EXAMPLE, "-o", "x.docx", "--template", "nosuch"], 2, "known: agreement"),
        (["draft", EXAMPLE, "-o", "x.docx", "--set", "shop"], 2, "KEY=VALUE"),
        (["draft", EXAMPLE, "-o", "x.docx", "--position", "lock-period"], 2, "FAMILY=POSITION"),
        (["draft", EXAMPLE, "-o", "nowhere/x.docx"], 2, "does not exist"),
        (["draft", "nosuch.yaml", "-o", "x.docx"], 3, "nosuch.yaml: there is no such file"),
        (["draft", EXAMPLE, "-o", "x.docx", "--position", "lock-period=fallback-9"], 3, "there is no wording"),
        (["draft"], 2, "DEAL"),
    ],
)
def test_wrong_use(tmp_path: Path, arguments: list[str], status: int, says: str) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == status
    assert says in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", [draft, init], ids=lambda command: command.name)
def test_the_manual_names_every_option(command: click.Command) -> None:
    manual = (ROOT / "docs" / "drafting.md").read_text(encoding="utf-8")
    options = [name for parameter in command.params for name in parameter.opts if name.startswith("--")]
    assert [name for name in options if name not in manual and name != "--output"] == []


def test_missing_lists_questions_by_who_answers(tmp_path: Path) -> None:
    path = tmp_path / "deal.yaml"
    text = EXAMPLE.read_text(encoding="utf-8").replace("shop: Lark & Willow", "shop: TBC")
    path.write_text(text.replace("second_site: the site in Braga", "second_site: TBC #"), encoding="utf-8")
    done = run("draft", "deal.yaml", "--missing", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "deal.yaml: 2 left to answer.",
        "",
        "Customer answers (1)",
        "  shop: Name of the shop or brand?",
        "    Agents speak in its name.",
        "",
        "Vendor answers (1)",
        "  contingency.second_site: From where is service given when the site fails?",
        "    One site is no plan.",
    ]
    assert "nothing is left to answer" in run("draft", EXAMPLE, "--missing").stdout
