from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from contractkit.cli.output import write_or_print, write_whole
from contractkit.errors import UsageError

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


def test_text_is_utf8_and_bytes_are_bytes(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", "naïve\n")
    write_whole(tmp_path / "b", b"\x00\r\n")
    assert (tmp_path / "a").read_bytes() == "naïve\n".encode()
    assert (tmp_path / "b").read_bytes() == b"\x00\r\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_an_old_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old " * 1000)
    write_whole(path, "new")
    assert path.read_text() == "new"


def test_when_writing_fails_the_old_file_stays_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_text("old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="a cannot be written: No space left on device"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_an_interrupt_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", "new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"the folder .*nowhere does not exist; create it first"):
        write_whole(tmp_path / "nowhere" / "a", "x")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder; give the name of a file"):
        write_whole(tmp_path, "x")


@ON_POSIX
def test_modes_and_links_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@ON_POSIX
def test_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_whole(tmp_path / "a", "x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@ON_POSIX
def test_a_device_is_written_to_not_replaced() -> None:
    write_whole(Path("/dev/null"), "x")
    assert Path("/dev/null").is_char_device()


def test_without_a_path_the_text_is_printed_with_one_final_newline(capsys: pytest.CaptureFixture[str]) -> None:
    write_or_print(None, "a")
    write_or_print(None, "b\n")
    assert capsys.readouterr().out == "a\nb\n"


def test_with_a_path_the_file_ends_with_one_newline(tmp_path: Path) -> None:
    write_or_print(tmp_path / "a", "a")
    assert (tmp_path / "a").read_bytes() == b"a\n"
