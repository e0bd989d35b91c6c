from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest

from contractkit.errors import LibraryError
from contractkit.library import load
from contractkit.library.catalogue import Library
from contractkit.library.gather import gather
from contractkit.library.load import library_folders, load_folders, load_library
from small_library import (
    FAMILY,
    FAMILY_PATH,
    KPI,
    LAW,
    RULE,
    RULE_PATH,
    WORDING,
    WORDING_PATH,
    write_files,
    write_library,
)


def test_every_kind_is_loaded_under_its_id(small: Library, folder: Path) -> None:
    assert list(small.families) == ["lock-period"]
    assert list(small.rules) == ["lock-renews"]
    assert list(small.wordings) == [("lock-period", "en", "preferred")]
    assert list(small.kpis) == ["first-response-time"]
    assert list(small.playbooks) == ["test"]
    assert list(small.law) == ["test-1"]
    assert list(small.terms) == ["Lock Period"]
    assert small.vocabulary == {"must not": ["(must|shall|may) not", "cannot"]}
    assert list(small.templates) == ["msa"]
    assert small.origins["wording", "lock-period/en.preferred"] == folder / WORDING_PATH
    assert small.origins["term", "Lock Period"] == folder / "definitions/en.yaml"


def test_a_wording_knows_its_place_and_body(small: Library) -> None:
    wording = small.wordings["lock-period", "en", "preferred"]
    assert wording.clause_id == "lock-period.preferred@1.0.0"
    assert wording.body.startswith("1. {#lock} The [[Lock Period]]")
    assert wording.body.endswith("\n")


def test_windows_line_ends_and_byte_order_mark_change_nothing(folder: Path) -> None:
    plain = load_folders([write_library(folder / "plain")])
    for path in (folder / "plain").rglob("*.*"):
        other = folder / "other" / path.relative_to(folder / "plain")
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_folders([folder / "other"]).sha256 == plain.sha256


def test_sha256_follows_content_not_comments_or_place(folder: Path) -> None:
    first = load_folders([write_library(folder / "a")])
    moved = load_folders([write_library(folder / "b", RULE=("severity: high", "severity:   high  # much"))])
    changed = load_folders([write_library(folder / "c", RULE=("severity: high", "severity: low"))])
    reworded = load_folders([write_library(folder / "d", WORDING=("may leave", "can leave"))])
    assert first.sha256 == moved.sha256
    assert len({first.sha256, changed.sha256, reworded.sha256}) == 3


def test_later_folders_win_by_id(folder: Path) -> None:
    base = write_library(folder / "base")
    own = write_files(
        folder / "own",
        {
            RULE_PATH: RULE.replace("severity: high", "severity: low"),
            WORDING_PATH: WORDING.replace("version: 1.0.0", "version: 2.0.0"),
            "law/own.yaml": LAW.replace("Be fair.", "Be very fair."),
            "definitions/en.yaml": "terms: [{term: Lock Period, means: our own}, {term: Shop, means: the shop}]\n",
            "vocabulary/en.yaml": "names: {must not: [never]}\n",
        },
    )
    library = load_folders([base, own])
    assert library.rules["lock-renews"].severity == "low"
    assert library.wording("lock-period").version == "2.0.0"
    assert library.law["test-1"].says == "Be very fair."
    assert {name: term.means for name, term in library.terms.items()} == {"Lock Period": "our own", "Shop": "the shop"}
    assert library.vocabulary == {"must not": ["never"]}
    assert library.origins["rule", "lock-renews"] == own / RULE_PATH
    assert library.origins["family", "lock-period"] == base / FAMILY_PATH
    assert load_folders([own, base]).rules["lock-renews"].severity == "high"


def test_the_project_folder_and_library_option_come_after_built_in(folder: Path) -> None:
    extra = write_files(folder / "extra", {"kpis/first-response-time.yaml": KPI})
    write_files(folder / "contractkit", {"law/test.yaml": LAW})
    folders = library_folders([extra])
    assert [path.name for path in folders] == ["clause_library", "templates", "contractkit", "extra"]
    library = load_library([extra])
    assert "test-1" in library.law
    assert library.origins["kpi", "first-response-time"] == extra / "kpis/first-response-time.yaml"


def test_a_contractkit_folder_without_library_files_is_left_alone(folder: Path) -> None:
    write_files(folder / "contractkit", {"notes.yaml": "a: [", "src/x.py": "", "rules/y.yaml": "b"})
    assert [path.name for path in library_folders()] == ["clause_library", "templates"]


def test_the_same_folder_twice_counts_once(folder: Path) -> None:
    write_files(folder / "contractkit", {"law/test.yaml": LAW})
    assert library_folders([folder / "contractkit", Path("contractkit")])[2:] == [folder / "contractkit"]


@pytest.mark.parametrize("name", ["absent", "empty", "a-file"])
def test_a_library_option_without_library_is_refused(folder: Path, name: str) -> None:
    (folder / "empty").mkdir()
    (folder / "a-file").write_text("x")
    with pytest.raises(LibraryError, match=f"{name}: this folder holds no clause library; docs/library.md"):
        load_library([folder / name])


@pytest.mark.parametrize("as_function", [False, True])
def test_installed_packages_stand_between_built_in_and_project(
    folder: Path, monkeypatch: pytest.MonkeyPatch, as_function: bool
) -> None:
    package = write_files(folder / "package", {"law/test.yaml": LAW.replace("Be fair.", "Packaged.")})
    monkeypatch.setattr(load, "given_by_test", (lambda: package) if as_function else str(package), raising=False)
    point = importlib.metadata.EntryPoint("shop", "contractkit.library.load:given_by_test", load.ENTRY_POINT_GROUP)
    monkeypatch.setattr(load, "entry_points", lambda group: [point] if group == "contractkit.libraries" else [])
    assert load_library().law["test-1"].says == "Packaged."
    write_files(folder / "contractkit", {"law/test.yaml": LAW})
    assert load_library().law["test-1"].says == "Be fair."


def test_an_installed_package_without_library_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "given_by_test", folder / "nothing", raising=False)
    point = importlib.metadata.EntryPoint("shop", "contractkit.library.load:given_by_test", load.ENTRY_POINT_GROUP)
    monkeypatch.setattr(load, "entry_points", lambda group: [point])
    with pytest.raises(LibraryError, match=r'entry "shop" in contractkit\.libraries gives .*nothing'):
        load_library()


def test_an_installed_package_that_fails_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = importlib.metadata.EntryPoint("shop", "no_such_module:folder", load.ENTRY_POINT_GROUP)
    monkeypatch.setattr(load, "entry_points", lambda group: [point])
    with pytest.raises(LibraryError, match=r'entry "shop" of an installed package .* fails: ModuleNotFoundError'):
        load_library()


def test_a_folder_that_may_not_be_read_does_not_pass_for_empty(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    write_library(folder)
    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(LibraryError, match="families: Permission denied; make the folder readable"):
        load_folders([folder])


def test_gather_keeps_what_is_right_beside_what_is_wrong(folder: Path) -> None:
    write_library(folder, RULE=("severity: high", "severity: huge"))
    library, problems = gather([folder])
    assert len(problems) == 1
    assert "lock-renews" not in library.rules
    assert "lock-period" in library.families


def test_the_shipped_library_loads() -> None:
    library = load_library()
    assert len(library.families) > 20
    assert len(library.law) > 20
    assert FAMILY  # the small library is not the shipped one
