from __future__ import annotations

from pathlib import Path

import pytest

from contractkit.library.catalogue import Library
from contractkit.library.load import load_folders, load_library


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the cache of the person who runs it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The library that comes with the package, loaded once: nothing changes it."""
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        elsewhere.setenv("LOCALAPPDATA", str(tmp_path_factory.mktemp("cache")))
        return load_library()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty library folder that is also the current directory, so that messages show short paths."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def small(folder: Path):
    """The small library of tests.small_library, loaded."""
    from small_library import write_library

    return load_folders([write_library(folder)])
