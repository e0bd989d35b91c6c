"""Parsed library files kept between runs: one JSON file in the user's cache folder.

It only saves time. Whatever is wrong with it (absent, damaged, of another version, not writable) means that files are
parsed again, never an error. ``CONTRACTKIT_CACHE=off`` turns it off.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from contractkit import __version__

_FORMAT = 1
# A file that changed so recently may change again without a new time stamp.
_SETTLED_NS = 2_000_000_000
_WRITABLE_BY_OTHERS = 0o022

Entries = dict[str, dict[str, Any]]


def cache_file() -> Path | None:
    """Return where the cache stands on this platform, or None when it is turned off."""
    if os.environ.get("CONTRACTKIT_CACHE", "").lower() == "off":
        return None
    with suppress(RuntimeError):  # no home folder
        return _folder() / "library.json"
    return None


def stamp(status: os.stat_result) -> list[int]:
    """Return what changes when a file changes."""
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def settled(status: os.stat_result) -> bool:
    """Return whether the file is old enough for its time stamp to tell the next change."""
    return time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > _SETTLED_NS


def written_by_us(path: Path) -> bool:
    """Return whether the file exists and nobody else can have written it; only such a file may hold code."""
    try:
        status = path.stat()
    except OSError:
        return False
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & _WRITABLE_BY_OTHERS)


def load_entries() -> Entries:
    """Return the kept files by path; empty when there is nothing usable."""
    path = cache_file()
    if path is None:
        return {}
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head != _head(body):
            return {}
        entries = json.loads(body)
    except (OSError, ValueError, RecursionError):
        return {}
    return entries if isinstance(entries, dict) else {}


def store_entries(entries: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep the entries whose files still exist, if the cache can be written."""
    path = cache_file()
    if path is None:
        return
    kept = {name: entry for name, entry in entries.items() if Path(name).exists()}
    write_kept(path, json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def read_kept(path: Path | None, state: str = "") -> bytes | None:
    """Return what ``write_kept`` put into the file in the same state; None when that is not there, or not whole.

    Only a file that nobody else can have written is read.
    """
    if path is None or not written_by_us(path):
        return None
    with suppress(OSError):
        head, _, body = path.read_bytes().partition(b"\n")
        return body if head == _head(body, state) else None
    return None


def write_kept(path: Path, body: bytes, state: str = "") -> None:
    """Write a file, whole or not at all; nothing when the folder cannot be written. ``state`` is what it hangs on."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=path.name, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_head(body, state) + b"\n" + body)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def remove_old(newest: Path, kind: str, most: int) -> None:
    """Remove all but the newest ``most`` of the files that are named like ``kind``, a pattern with a star."""
    with suppress(OSError):
        others = [path for path in newest.parent.glob(kind) if path != newest]
        for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[most - 1 :]:
            path.unlink(missing_ok=True)


def _head(body: bytes, state: str = "") -> bytes:
    """The first line: versions and a checksum, so that no other program's or half a file is taken for ours."""
    checksum = hashlib.sha256(state.encode())
    checksum.update(body)
    return f"contractkit {__version__} cache {_FORMAT} {checksum.hexdigest()}".encode()


def _folder() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "contractkit" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "contractkit"
    given = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(given) if Path(given).is_absolute() else Path.home() / ".cache") / "contractkit"
