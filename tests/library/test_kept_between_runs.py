"""The kept library and the kept phrases save time and nothing else."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from contractkit.alternatives import Alternatives
from contractkit.library import merged
from contractkit.library.cache import cache_file
from contractkit.library.catalogue import Library
from contractkit.library.load import load_folders
from contractkit.phrases import Phrase
from small_library import RULE_PATH, write_library

VENDOR_MAY = "{vendor} (may|can) ... {duration}"
SENTENCE = "vendor_ may leave after thirty days"


@pytest.fixture
def kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small library that was loaded once and kept."""
    monkeypatch.setattr(merged, "settled", lambda status: True)
    load_folders([write_library(folder / "library")])
    return folder / "library"


def stores(pattern: str) -> list[Path]:
    return sorted(cache_file().parent.glob(pattern))


def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on no library file may be read."""
    monkeypatch.setattr("contractkit.library.gather.read_sources", lambda folders: pytest.fail("files were read"))


def test_an_unchanged_library_is_not_read_again_and_is_the_same(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTRACTKIT_CACHE", "off")
    from_files = load_folders([kept])
    monkeypatch.delenv("CONTRACTKIT_CACHE")
    unread(monkeypatch)
    assert load_folders([kept]) == from_files


def test_a_changed_file_an_added_and_a_removed_one_are_seen(kept: Path) -> None:
    rule = kept / RULE_PATH
    rule.write_text(rule.read_text().replace("severity: high", "severity: low"))
    assert load_folders([kept]).rules["lock-renews"].severity == "low"
    rule.with_name("lock-again.yaml").write_text(rule.read_text().replace("id: lock-renews", "id: lock-again"))
    assert set(load_folders([kept]).rules) == {"lock-renews", "lock-again"}
    rule.unlink()
    assert set(load_folders([kept]).rules) == {"lock-again"}


@pytest.mark.parametrize("damage", [b"", b"\n", b"nonsense", b"x" * 200_000])
def test_a_damaged_kept_library_is_read_from_its_files(kept: Path, damage: bytes) -> None:
    (store,) = stores("library-*.bin")
    head = store.read_bytes().partition(b"\n")[0]
    for content in (damage, head + b"\n" + damage):
        store.write_bytes(content)
        assert "lock-renews" in load_folders([kept]).rules


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are those of POSIX")
def test_what_others_could_have_written_is_not_used(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (store,) = stores("library-*.bin")
    store.chmod(0o666)
    unread(monkeypatch)
    with pytest.raises(pytest.fail.Exception, match="files were read"):
        load_folders([kept])


def test_only_the_newest_libraries_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merged, "settled", lambda status: True)
    for number in range(7):
        load_folders([write_library(folder / str(number))])
    assert len(stores("library-*.bin")) == 4


def matches(library: Library) -> list[tuple[int, int, str | None]]:
    return [(match.start, match.end, match.value) for match in library.phrase(VENDOR_MAY).find(SENTENCE)]


def test_a_kept_phrase_finds_what_a_compiled_one_finds(small: Library, folder: Path) -> None:
    compiled = matches(small)
    assert compiled == [(0, 35, "thirty days")]
    small.keep_phrases()
    again = load_folders([folder])
    assert matches(again) == compiled
    assert again.phrase(VENDOR_MAY) == small.phrase(VENDOR_MAY)


def test_a_library_tells_whether_its_phrases_are_kept(small: Library, folder: Path) -> None:
    matches(small)
    assert not small.has_kept_phrases
    small.keep_phrases()
    assert load_folders([folder]).has_kept_phrases


def test_a_kept_phrase_is_not_compiled_again(small: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matches(small)
    small.keep_phrases()
    again = load_folders([folder])
    monkeypatch.setattr("contractkit.library.catalogue.compile_phrase", lambda *_: pytest.fail("compiled"))
    monkeypatch.setattr("contractkit.library.catalogue.compile_alternatives", lambda *_: pytest.fail("compiled"))
    monkeypatch.setattr("contractkit.library.phrase_store._compiled", lambda _: pytest.fail("compiled"))
    assert matches(again)


def long_choice(library: Library, last: str) -> Phrase:
    """A phrase of many alternatives, most of which another one has as well."""
    library.vocabulary["reasons"] = [f"{{vendor}} leaves for reason{number} ... {{duration}}" for number in range(9)]
    return library.phrase(f"({{reasons}}|{last})")


def test_kept_alternatives_find_what_compiled_ones_find(small: Library, folder: Path) -> None:
    texts = ["vendor_ leaves for reason3 after ten days", "vendor_ pays; customer_ pays", "reason3"]
    choices = ["{vendor} pays", "{customer} pays"]
    compiled = [list(long_choice(small, last).find(text)) for text in texts for last in choices]
    assert [len(found) for found in compiled] == [1, 1, 1, 1, 0, 0]
    small.keep_phrases()
    (store,) = stores("phrases-*.db")
    assert isinstance(long_choice(small, choices[0]), Alternatives)
    for damage in ("SELECT 1", "DELETE FROM phrases"):
        with sqlite3.connect(store) as database:
            database.execute(damage)
        again = load_folders([folder])
        assert [list(long_choice(again, last).find(text)) for text in texts for last in choices] == compiled


def test_a_store_that_begins_anew_keeps_alternatives_whole(
    small: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_choice(small, "one")
    small.keep_phrases()
    monkeypatch.setattr("contractkit.library.phrase_store._MOST_PHRASES", 1)
    grown = load_folders([folder])
    long_choice(grown, "another")
    grown.keep_phrases()
    last = load_folders([folder])
    assert [match.end for match in long_choice(last, "another").find("vendor_ leaves for reason8 in two days")] == [38]


def test_another_vocabulary_has_a_store_of_its_own(small: Library, folder: Path) -> None:
    matches(small)
    small.keep_phrases()
    other = load_folders([folder])
    other.vocabulary["lock"] = ["something else"]
    matches(other)
    other.keep_phrases()
    assert len(stores("phrases-*.db")) == 2


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\0" + b"x" * 5000, b"nonsense"])
def test_a_damaged_store_means_compiling_again(small: Library, folder: Path, damage: bytes) -> None:
    matches(small)
    small.keep_phrases()
    (store,) = stores("phrases-*.db")
    store.write_bytes(damage)
    again = load_folders([folder])
    assert matches(again)
    again.keep_phrases()
    last = load_folders([folder])
    assert last.has_kept_phrases
    assert matches(last)


def test_a_store_is_read_on_while_another_takes_its_place(small: Library, folder: Path) -> None:
    expected = matches(small)
    small.keep_phrases()
    reading, writing = load_folders([folder]), load_folders([folder])
    assert reading.has_kept_phrases
    assert list(writing.phrase("{vendor} leaves").find("vendor_ leaves"))
    writing.keep_phrases()
    assert matches(reading) == expected
    assert matches(load_folders([folder])) == expected
    assert [path.suffix for path in stores("phrases-*")] == [".db"]


@pytest.mark.parametrize("code", [b"", b"nonsense", b"x" * 1000])
def test_damaged_code_in_a_store_means_compiling_again(small: Library, folder: Path, code: bytes) -> None:
    expected = matches(small)
    small.keep_phrases()
    (store,) = stores("phrases-*.db")
    with sqlite3.connect(store) as database:
        database.execute("UPDATE phrases SET code = ?", (code,))
    assert matches(load_folders([folder])) == expected


def test_without_a_cache_nothing_is_written(small: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cache_file().parent
    monkeypatch.setenv("CONTRACTKIT_CACHE", "off")
    matches(small)
    small.keep_phrases()
    assert not list(folder.glob("phrases-*.db"))
