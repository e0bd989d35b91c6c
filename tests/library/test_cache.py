"""The cache saves time and nothing else: with it, without it and with a broken one the library is the same."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from contractkit.library import source
from contractkit.library.cache import cache_file
from contractkit.library.gather import gather
from contractkit.library.load import load_folders
from contractkit.yamltext import YamlText
from small_library import FILES, RULE_PATH, write_files, write_library

YAML_FILES = sum(not name.endswith(".docx") for name in FILES)


@pytest.fixture
def settled(folder: Path) -> Path:
    """The small library as if written an hour ago."""
    return age(write_library(folder / "library"))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed, as they are."""
    names: list[str] = []

    class Recording(YamlText):
        def parse(self):
            names.append(self.path.name)
            return super().parse()

    monkeypatch.setattr(source, "YamlText", Recording)
    monkeypatch.setattr(source, "settled", lambda status: True)
    return names


def age(folder: Path, seconds: int = 3600) -> Path:
    for path in folder.rglob("*.*"):
        status = path.stat()
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - seconds * 10**9))
    return folder


def test_the_second_load_parses_nothing_and_gives_the_same(settled: Path, parsed: list[str]) -> None:
    first = load_folders([settled])
    assert len(parsed) == YAML_FILES
    parsed.clear()
    assert load_folders([settled]) == first
    assert parsed == []


def test_only_a_changed_file_is_parsed_again(settled: Path, parsed: list[str]) -> None:
    load_folders([settled])
    parsed.clear()
    rule = settled / RULE_PATH
    rule.write_text(rule.read_text().replace("severity: high", "severity: low "))
    assert load_folders([settled]).rules["lock-renews"].severity == "low"
    assert parsed == ["lock-renews.yaml"]


def test_a_removed_file_is_gone(settled: Path, parsed: list[str]) -> None:
    load_folders([settled])
    (settled / RULE_PATH).unlink()
    assert load_folders([settled]).rules == {}


def test_a_fresh_file_is_not_kept_because_it_may_change_within_one_time_stamp(folder: Path) -> None:
    load_folders([write_library(folder / "library")])
    assert not cache_file().exists()


def test_two_projects_share_the_cache(folder: Path, parsed: list[str]) -> None:
    one, two = (age(write_library(folder / name)) for name in ("one", "two"))
    for _ in range(2):
        load_folders([one])
        load_folders([two])
    assert len(parsed) == 2 * YAML_FILES


def test_files_that_no_longer_exist_leave_the_cache(folder: Path, parsed: list[str]) -> None:
    load_folders([age(write_library(folder / "one"))])
    (folder / "one").rename(folder / "moved")
    load_folders([folder / "moved"])
    kept = json.loads(cache_file().read_bytes().partition(b"\n")[2])
    assert {Path(name).parts[len(folder.parts)] for name in kept} == {"moved"}


def test_files_with_problems_are_not_kept(folder: Path, parsed: list[str]) -> None:
    broken = age(write_library(folder / "library", RULE=("title: The", "title: [The")))
    problems = [gather([broken])[1] for _ in range(2)]
    assert problems[0] == problems[1] != []
    assert parsed.count("lock-renews.yaml") == 2


def test_model_problems_are_reported_from_the_cache_with_their_place(folder: Path, parsed: list[str]) -> None:
    broken = age(write_library(folder / "library", RULE=("severity: high", "severity: x")))
    problems = [gather([broken])[1] for _ in range(2)]
    assert problems[0] == problems[1]
    assert problems[1][0].line == 4


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "not-json", "list", "other-version", "folder"])
def test_a_damaged_cache_is_rebuilt_without_a_word(
    settled: Path, parsed: list[str], damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = load_folders([settled])
    path = cache_file()
    content = path.read_bytes()
    path.unlink()
    damaged = {
        "empty": b"",
        "cut": content[: len(content) // 2],
        "changed": content.replace(b"The lock renews", b"The lock remews"),
        "not-json": content.partition(b"\n")[0] + b"\n{",
        "list": b"[]",
        "other-version": content.replace(b" cache ", b" cache 0", 1),
    }
    if damage == "folder":
        path.mkdir()
    else:
        path.write_bytes(damaged[damage])
    assert load_folders([settled]) == expected
    assert capsys.readouterr() == ("", "")
    if damage != "folder":
        assert path.read_bytes() == content


@pytest.mark.parametrize("value", ["off", "OFF"])
def test_it_can_be_turned_off(settled: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    load_folders([settled])
    monkeypatch.setenv("CONTRACTKIT_CACHE", value)
    assert cache_file() is None
    assert load_folders([settled]).rules
    assert len(parsed) == 2 * YAML_FILES


def test_a_cache_folder_that_cannot_be_made_is_no_error(settled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = write_files(settled.parent, {"blocked": "a file, not a folder"}) / "blocked"
    monkeypatch.setattr(source, "settled", lambda status: True)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(blocked))
    assert load_folders([settled]).rules


def test_a_user_without_home_is_no_error(settled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(Path, "home", homeless)
    assert cache_file() is None
    assert load_folders([settled]).rules


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/contractkit/library.json"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/me/.cache/contractkit/library.json"),
        ("linux", {}, "/home/me/.cache/contractkit/library.json"),
        ("darwin", {"XDG_CACHE_HOME": "/x"}, "/home/me/Library/Caches/contractkit/library.json"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/contractkit/Cache/library.json"),
        ("win32", {}, "/home/me/AppData/Local/contractkit/Cache/library.json"),
    ],
)
def test_it_stands_where_the_platform_keeps_caches(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/me"))
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache_file() == Path(expected)
