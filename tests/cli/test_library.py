from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from contractkit.cli import main
from contractkit.schemas import schema_names
from small_library import KPI, RULE, RULE_PATH, WORDING, write_files

OWN_RULE = "families/exit/lock-period/rules/own-lock-renews.yaml"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project as the current directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTRACTKIT_CACHE", "off")
    return tmp_path


def own_rule(**changes: str) -> str:
    text = (
        RULE.replace("lock-renews", "own-lock-renews")
        .replace("[test-1]", "[]")
        .replace("lock period ...", "lock period ... ")
    )
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_list_gives_an_overview(capsys: pytest.CaptureFixture[str]) -> None:
    text = output(capsys, "library", "list")
    assert "lock-period" in text
    assert "built in" in text


def test_list_shows_items_of_the_project_and_of_the_library_option(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(project / "contractkit", {OWN_RULE: own_rule()})
    write_files(project / "more", {"kpis/first-response-time.yaml": KPI})
    text = output(capsys, "library", "list", "rules", "--library", "more")
    assert f"from {Path('contractkit') / OWN_RULE}" in text
    assert "from more" in output(capsys, "library", "list", "kpis", "--library", "more")


def test_list_as_json_is_data(capsys: pytest.CaptureFixture[str]) -> None:
    entries = json.loads(output(capsys, "library", "list", "--format", "json"))
    assert {"family", "rule", "wording", "law", "term"} <= {entry["kind"] for entry in entries}
    assert all(entry["origin"] == "built in" for entry in entries)


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert output(capsys, "library", "show", "lock-period").startswith("lock-period  (family, built in)")
    assert main(["library", "show", "lokc-period"]) == 2
    assert 'Did you mean "lock-period"?' in capsys.readouterr().err


def test_show_the_file_to_copy_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copied = output(capsys, "library", "show", "customer-support", "--file")
    write_files(project / "contractkit", {"playbooks/customer-support.yaml": copied})
    assert "customer-support.yaml" in output(capsys, "library", "list", "playbooks", "--format", "json")
    assert output(capsys, "library", "show", "customer-support", "--file") == copied
    assert output(capsys, "library", "show", "lock-period.preferred", "--file").startswith("---\n")
    assert main(["library", "show", "lokc-period", "--file"]) == 2


def test_a_broken_own_file_is_status_3_with_place_and_remedy(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(project / "contractkit", {OWN_RULE: own_rule(severity="sevrity")})
    assert main(["library", "list"]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f'{Path("contractkit") / OWN_RULE}:4:1: unknown key "sevrity"' in captured.err
    assert 'Did you mean "severity"?' in captured.err


def test_test_passes_an_own_rule_that_keeps_its_word(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(project / "contractkit", {OWN_RULE: own_rule()})
    text = output(capsys, "library", "test", "own-lock-renews")
    assert text.startswith("1 rule with 6 examples and 0 wordings tried: 0 failures\n")


def test_test_fails_with_status_1_and_names_the_example(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(project / "contractkit", {OWN_RULE: own_rule(**{"The lock period extends by a year.": "Nothing."})})
    assert main(["library", "test", "own-lock-renews"]) == 1
    text = capsys.readouterr().out
    assert text.startswith(f"{Path('contractkit') / OWN_RULE}:16:7: own-lock-renews does not fire on this flag example")
    assert "tried: 1 failure\n" in text


def test_test_goes_on_past_files_that_cannot_be_loaded(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(project / "contractkit", {OWN_RULE: own_rule(), RULE_PATH: "id: ["})
    assert main(["library", "test", "own-lock-renews"]) == 0
    assert "in other files: contractkit library test" in capsys.readouterr().out
    assert main(["library", "test", "lock-renews"]) == 1
    assert "lock-renews.yaml:2:1" in capsys.readouterr().out


def test_test_of_a_rule_that_cannot_be_loaded_shows_why(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(project / "contractkit", {OWN_RULE: own_rule(**{"severity: high": "severity: hihg"})})
    assert main(["library", "test", "own-lock-renews"]) == 1
    text = capsys.readouterr().out
    assert 'Did you mean "high"?' in text
    assert "0 rules with 0 examples" in text


def test_test_of_a_wording_shows_its_own_problems(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wording = WORDING.replace("[[Lock Period]]", "[[Lokc Period]]").replace("lock-period#lock", "lock-period")
    write_files(project / "contractkit", {"families/exit/lock-period/en.fallback-1.md": wording})
    assert main(["library", "test", "lock-period.fallback-1"]) == 1
    assert 'en.fallback-1.md:9:16: "Lokc Period" is not a defined term' in capsys.readouterr().out
    main(["library", "test", "lock-period.preferred"])
    assert "Lokc" not in capsys.readouterr().out


def test_test_of_an_unknown_id_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "test", "no-such-thing"]) == 2
    assert 'there is no family, rule or wording "no-such-thing"' in capsys.readouterr().err


def test_schema_prints_one_or_writes_all_and_checks(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(output(capsys, "library", "schema", "rule"))["title"] == "contractkit rule"
    (project / "schemas").mkdir()
    output(capsys, "library", "schema", "-o", "schemas")
    assert len(list((project / "schemas").iterdir())) == len(schema_names())
    assert output(capsys, "library", "schema", "-o", "schemas", "--check") == ""
    (project / "schemas" / "rule.schema.json").write_text("{}")
    (project / "schemas" / "kpi.schema.json").unlink()
    assert main(["library", "schema", "-o", "schemas", "--check"]) == 1
    assert capsys.readouterr().out.count("is not current: contractkit library schema -o schemas") == 2


@pytest.mark.parametrize("arguments", [["no-such"], [], ["--check"], ["rule", "-o", "nowhere"]])
def test_schema_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "schema", *arguments]) == 2
    assert capsys.readouterr().err.startswith("contractkit: ")


def test_the_rule_of_the_tutorial_keeps_its_word(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "rule-language.md").read_text("utf-8")
    (path,) = re.findall(r"`contractkit/(families/\S+/audit-papers[\w-]+\.yaml)`", page)
    write_files(project / "contractkit", {path: page.split("```yaml\n")[1].split("```")[0]})
    assert "1 rule with 6 examples" in output(capsys, "library", "test", Path(path).stem)


def test_every_command_and_option_is_documented() -> None:
    from contractkit.cli.library import library

    text = (Path(__file__).resolve().parents[2] / "docs" / "library.md").read_text("utf-8")
    for name, command in library.commands.items():
        assert f"contractkit library {name}" in text
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert any(f"{option} " in text or f"{option}`" in text for option in parameter.opts), (name, parameter)
