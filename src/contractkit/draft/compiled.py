"""Compiled templates and Markdown as read, kept between runs as Python keeps its modules: one file in the user's cache.

It only saves time. Whatever is wrong with the file (absent, damaged, of another version, not ours) means that
templates are compiled again, never an error. ``CONTRACTKIT_CACHE=off`` turns it off.
"""

from __future__ import annotations

import hashlib
import importlib.util
import marshal
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2

from contractkit import __version__
from contractkit.library.cache import cache_file, written_by_us

_MOST = 5_000
_VERSIONS = f"1 {__version__} {jinja2.__version__} {importlib.util.MAGIC_NUMBER.hex()}\n".encode()


class CompiledTemplates:
    """Code by template, and passages by Markdown. Both are looked up by the hash of their whole text."""

    def __init__(self) -> None:
        self._known: dict[str, Any] | None = None
        self._fresh = False

    def get(self, template: str) -> Any:
        """Return what is kept for a text, or None."""
        if self._known is None:
            self._known = _loaded()
        return self._known.get(_key(template))

    def put(self, template: str, code: CodeType | tuple[Any, ...]) -> None:
        """Keep what a text became for this run, and for the next when ``store`` is called."""
        if self._known is None or len(self._known) >= _MOST:
            self._known = {}
        self._known[_key(template)] = code
        self._fresh = True

    def store(self) -> None:
        """Write what is new, if the cache can be written."""
        path = _file()
        if not self._fresh or path is None or self._known is None:
            return
        self._fresh = False
        body = marshal.dumps(self._known)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=path.name, dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(_VERSIONS + hashlib.sha256(body).digest() + body)
            Path(temporary).replace(path)


def _file() -> Path | None:
    path = cache_file()
    return None if path is None else path.with_name("templates.bin")


def _loaded() -> dict[str, Any]:
    path = _file()
    if path is None:
        return {}
    try:
        if not written_by_us(path):
            return {}
        content = path.read_bytes()
        body = content[len(_VERSIONS) + 32 :]
        if content[: len(_VERSIONS) + 32] != _VERSIONS + hashlib.sha256(body).digest():
            return {}
        found = marshal.loads(body)  # noqa: S302  # our own file, as the checks above make sure
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _key(template: str) -> str:
    return hashlib.sha256(template.encode("utf-8", "surrogatepass")).hexdigest()


COMPILED = CompiledTemplates()
