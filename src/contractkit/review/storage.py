"""Folders and files that are written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from contractkit.errors import UsageError


def check_new_folder(folder: Path) -> None:
    """Raise UsageError when ``folder`` exists already, or when its parent does not."""
    if folder.exists():
        raise UsageError(f"{folder} exists already; a packet never overwrites anything, so give another name")
    parent = folder.resolve().parent
    if not parent.is_dir():
        raise UsageError(f"{folder}: the folder {parent} does not exist; create it first")


def write_folder(folder: Path, files: Mapping[str, bytes], beside: Mapping[Path, str]) -> None:
    """Write a new folder with its files, and the text files ``beside`` it: all of them, or nothing.

    Raises UsageError when something cannot be written.
    """
    check_new_folder(folder)
    parent = folder.resolve().parent
    workshop = Path(tempfile.mkdtemp(prefix=".contractkit-", dir=parent))
    try:
        ready = workshop / folder.name
        ready.mkdir()
        for name, content in files.items():
            _write(ready / name, content)
        waiting = {}
        for number, (path, text) in enumerate(beside.items()):
            waiting[path] = workshop / f"beside-{number}"
            _write(waiting[path], text.encode())
        ready.replace(folder)
        for path, temporary in waiting.items():
            _take_place(temporary, path, folder)
    except OSError as error:
        raise UsageError(f"{error.filename or folder} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Replace a text file in one step. Raises UsageError when it cannot be written."""
    name = ""
    try:
        with tempfile.NamedTemporaryFile(
            "wb", prefix=f".{path.name}.", dir=path.resolve().parent, delete=False
        ) as file:
            name = file.name
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        _keep_mode(Path(name), path)
        Path(name).replace(path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _take_place(temporary: Path, path: Path, folder: Path) -> None:
    """Put a finished file in its place; when that fails, the folder that belongs to it goes again."""
    try:
        _keep_mode(temporary, path)
        temporary.replace(path)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _keep_mode(new: Path, old: Path) -> None:
    if old.exists():
        new.chmod(old.stat().st_mode & 0o7777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o666 & ~mask)
