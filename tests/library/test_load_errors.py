"""Everything that can be wrong in one file, with the exact place that the message names."""

from __future__ import annotations

from pathlib import Path

import pytest

from contractkit.errors import LibraryError
from contractkit.library.load import load_folders
from small_library import FAMILY, FAMILY_PATH, RULE, RULE_PATH, WORDING, write_files, write_library


def message(folder: Path) -> str:
    with pytest.raises(LibraryError) as caught:
        load_folders([folder])
    return str(caught.value)


@pytest.mark.parametrize(
    ("constant", "old", "new", "expected"),
    [
        ("RULE", "severity: high", "sevrity: high", f'{RULE_PATH}:4:1: unknown key "sevrity"'),
        ("RULE", "severity: high\n", "", f'{RULE_PATH}:1:1: "severity" is missing'),
        ("RULE", "severity: high", "severity: hihg", f'{RULE_PATH}:4:11: "severity": "hihg" is not allowed here'),
        ("RULE", "kind: forbidden", "kind: forbiden", f'{RULE_PATH}:9:7: there is no kind "forbiden"'),
        ("RULE", "any:\n", "any: x\nall:\n", f'{RULE_PATH}:10:6: "any": expected a list, found "x"'),
        ("RULE", "    - The lock period extends by a year.\n", "", f'{RULE_PATH}:14:5: "flag": needs at least 3'),
        ("RULE", "since: 2026-01-31", "since: January", f'{RULE_PATH}:22:8: "since": "January" is not written'),
        ("RULE", "title: The", "id: again\ntitle: The", f'{RULE_PATH}:2:1: the key "id" stands here twice'),
        ("RULE", "title: The lock", "title: The: lock", f"{RULE_PATH}:2:11: this is not valid YAML"),
        ("RULE", "id: lock-renews", "id: other", f'{RULE_PATH}:1:5: the id is "other", but the file stands under'),
        ("RULE", "family: lock-period", "family: term", f'{RULE_PATH}:3:9: the family is "term", but the file stands'),
        ("FAMILY", "id: lock-period", "id: lock", f'{FAMILY_PATH}:1:5: the id is "lock", but the file stands'),
        ("FAMILY", "group: exit", "group: data", f'{FAMILY_PATH}:2:8: the group is "data", but the file stands'),
        ("FAMILY", "need: must", "need: nice", f'{FAMILY_PATH}:13:11: "need": "nice" is not allowed here'),
        ("WORDING", "version: 1.0.0", "version: 1", 'en.preferred.md:3:10: "version": expected text'),
        ("WORDING", "owner: legal\n", "", 'en.preferred.md:2:1: "owner" is missing'),
        ("WORDING", "---\ntitle", "title", "en.preferred.md:1:1: the front matter is missing"),
        ("KPI", "unit: \"%\"", "unit: %", "kpis/first-response-time.yaml:7:7: this is not valid YAML"),
        ("KPI", "id: first-response-time", "id: frt", 'kpis/first-response-time.yaml:1:5: the id is "frt"'),
        ("LAW", "says: Be fair., ", "", 'law/test.yaml:4:5: "says" is missing'),
        ("TERMS", "means:", "menas:", 'definitions/en.yaml:2:5: "means" is missing'),
        ("VOCABULARY", "    - cannot", "    - 3", 'vocabulary/en.yaml:4:7: "must not": expected text'),
        ("PLAYBOOK", "must: critical", "must: worst", 'playbooks/test.yaml:6:17: "must": "worst" is not'),
        ("TEMPLATE", "id: msa", "id: sla", 'templates/msa/template.yaml:1:5: the id is "sla"'),
        ("TEMPLATE", "kind: body", "kind: boddy", 'template.yaml:7:12: "kind": "boddy" is not allowed'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(folder: Path, constant: str, old: str, new: str, expected: str) -> None:
    write_library(folder, **{constant: (old, new)})
    assert expected in message(folder)


def test_the_whole_message_of_one_problem(folder: Path) -> None:
    write_library(folder, RULE=("severity: high", "sevrity: high"))
    assert message(folder) == (
        f'{RULE_PATH}:1:1: "severity" is missing\n'
        "     1 | id: lock-renews\n"
        "       | ^\n"
        '  Add "severity: …".\n'
        f'{RULE_PATH}:4:1: unknown key "sevrity"\n'
        "     3 | family: lock-period\n"
        "     4 | sevrity: high\n"
        "       | ^\n"
        '  Did you mean "severity"?'
    )


def test_problems_of_all_files_are_listed_at_once(folder: Path) -> None:
    write_library(
        folder, RULE=("severity: high", "severity: x"), FAMILY=("group: exit", "group: x"), LAW=("says", "syas")
    )
    found = message(folder)
    assert "severity" in found
    assert "group" in found
    assert "syas" in found


def test_more_than_twenty_problems_are_counted(folder: Path) -> None:
    for number in range(23):
        write_files(folder, {f"kpis/k{number}.yaml": "- not a mapping\n"})
    assert message(folder).endswith("and 3 more")


def test_two_rules_of_one_id_in_one_folder(folder: Path) -> None:
    write_library(folder)
    other = "families/exit/term/rules/lock-renews.yaml"
    write_files(folder, {other: RULE.replace("family: lock-period", "family: term")})
    found = message(folder)
    assert f'{other}:1:5: the rule "lock-renews" stands also in {RULE_PATH}' in found
    assert "Give one of them another name, or remove it." in found


def test_one_term_twice_in_one_file(folder: Path) -> None:
    write_files(folder, {"definitions/en.yaml": "terms:\n  - {term: A, means: a}\n  - {term: A, means: b}\n"})
    assert 'definitions/en.yaml:3:12: the term "A" stands here twice' in message(folder)


@pytest.mark.parametrize(
    "path",
    [
        "families/lock-period/family.yaml",
        "families/exit/lock-period/rules.yaml",
        "families/exit/lock-period/rules/lock-renews.yml",
        "families/exit/lock-period/preferred.md",
        "kpis/speed/frt.yaml",
        "definitions/english.yaml",
        "templates/msa.yaml",
    ],
)
def test_a_file_in_no_place_is_reported_not_ignored(folder: Path, path: str) -> None:
    write_files(folder, {path: FAMILY})
    assert message(folder).startswith(f"{path}: no library file stands in this place\n  The layout is described")


def test_readme_files_and_other_kinds_are_no_library_files(folder: Path) -> None:
    write_library(folder)
    write_files(folder, {"README.md": "x", "families/README.md": "x", "families/exit/lock-period/notes.txt": "x"})
    assert load_folders([folder]).families


def test_a_file_that_is_not_utf8_is_named(folder: Path) -> None:
    write_library(folder)
    (folder / RULE_PATH).write_bytes(RULE.replace("never", "né").encode("latin-1"))
    assert message(folder).startswith(f"{RULE_PATH}: cannot be read: ")
    assert "Save the file as UTF-8 text." in message(folder)


@pytest.mark.parametrize("text", ["", "# nothing\n", "just text\n", "- a\n- b\n"])
def test_a_file_without_keys(folder: Path, text: str) -> None:
    write_files(folder, {FAMILY_PATH: text})
    assert f"{FAMILY_PATH}:1:1: expected key: value lines" in message(folder)


def test_front_matter_that_does_not_end(folder: Path) -> None:
    write_files(folder, {"families/exit/lock-period/en.preferred.md": WORDING.replace("---\n1.", "1.")})
    assert 'Start the file with a line "---", the keys, and a line "---"' in message(folder)


def test_front_matter_may_not_say_what_the_place_says(folder: Path) -> None:
    write_library(folder, WORDING=("owner: legal", "owner: legal\nlanguage: es"))
    assert 'en.preferred.md:7:1: unknown key "language"' in message(folder)


def test_a_wording_of_unknown_language_or_position(folder: Path) -> None:
    write_files(folder, {"families/exit/lock-period/fr.best.md": WORDING})
    found = message(folder)
    assert '"language": "fr" is not allowed here' in found
    assert '"position": "best" is not written as expected' in found
