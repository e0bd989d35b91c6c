"""``contractkit template``: list, show, and copy to adapt."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from drafting import EXAMPLE


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "contractkit", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, stdin=subprocess.DEVNULL)


def test_list_says_what_each_is_for(tmp_path: Path) -> None:
    done = run("template", "list", cwd=tmp_path)
    for name in ("agreement", "service-levels", "data-processing-agreement", "nda", "order-form", "change-order",
                 "exit-plan", "supplier-questionnaire", "rfp-kpi-sheet"):  # fmt: skip
        assert f"{name}: " in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    listed = json.loads(run("template", "list", "--format", "json", cwd=tmp_path).stdout)
    assert {"id", "type", "title", "about", "needs", "version"} == set(listed[0])


def test_show_names_clauses_and_what_is_needed(tmp_path: Path) -> None:
    done = run("template", "show", "nda", cwd=tmp_path)
    assert "secrecy" in done.stdout
    assert "Needs from the deal file: customer, vendor, shop, governing_law" in done.stdout
    missing = run("template", "show", "sonnet", cwd=tmp_path)
    assert (missing.returncode, "there is no template" in missing.stderr) == (2, True)


def test_a_copy_is_used_and_changes_nothing_else(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path / "deal.yaml")
    done = run("template", "new", "nda", "--as", "our-nda", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    wording = tmp_path / "contractkit" / "templates" / "our-nda" / "clauses" / "secrecy" / "en.preferred.md"
    wording.write_text(wording.read_text("utf-8").replace("Secrecy and use", "Silence"), encoding="utf-8")
    shown = {}
    for name in ("nda", "our-nda"):
        assert run("draft", "deal.yaml", "-o", f"{name}.docx", "--template", name, cwd=tmp_path).returncode == 0
        shown[name] = run("read", f"{name}.docx", cwd=tmp_path).stdout
    assert "Silence" in shown["our-nda"]
    assert "Silence" not in shown["nda"]


def test_nothing_is_replaced_and_ids_are_checked(tmp_path: Path) -> None:
    assert run("template", "new", "nda", cwd=tmp_path).returncode == 0
    again = run("template", "new", "nda", cwd=tmp_path)
    assert (again.returncode, "exists already" in again.stderr) == (2, True)
    odd = run("template", "new", "nda", "--as", "../x", cwd=tmp_path)
    assert (odd.returncode, "is no id" in odd.stderr) == (2, True)
    assert [path.name for path in (tmp_path / "contractkit" / "templates").iterdir()] == ["nda"]
