"""Compiled templates kept between runs: they save time and never change what is drafted."""

from __future__ import annotations

from pathlib import Path

import pytest

from contractkit.draft.compiled import CompiledTemplates

CODE = compile("x = 1", "<template>", "exec")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("CONTRACTKIT_CACHE", raising=False)
    return tmp_path / "contractkit"


def stored() -> CompiledTemplates:
    kept = CompiledTemplates()
    assert kept.get("{{ x }}") is None
    kept.put("{{ x }}", CODE)
    kept.store()
    return kept


def test_what_is_stored_is_found_in_the_next_run(folder: Path) -> None:
    stored()
    assert CompiledTemplates().get("{{ x }}") == CODE
    assert CompiledTemplates().get("{{ y }}") is None


def test_it_can_be_turned_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTRACTKIT_CACHE", "off")
    stored()
    assert not folder.exists()


@pytest.mark.parametrize("content", [b"", b"nothing", None])
def test_a_damaged_file_is_no_error(folder: Path, content: bytes | None) -> None:
    stored()
    path = folder / "templates.bin"
    path.write_bytes(path.read_bytes()[:-1] if content is None else content)
    assert CompiledTemplates().get("{{ x }}") is None


def test_code_that_others_could_have_written_is_not_run(folder: Path) -> None:
    stored()
    (folder / "templates.bin").chmod(0o666)
    assert CompiledTemplates().get("{{ x }}") is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert stored().get("{{ x }}") == CODE
