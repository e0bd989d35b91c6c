"""Whether files for the other side hold anything that is meant for our own people only."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping

_TAG = re.compile(rb"<[^>]*>")
_SHORTEST = 12  # shorter strings ("high") occur everywhere


def leaks(files: Mapping[str, bytes], secrets: Iterable[str]) -> list[tuple[str, str]]:
    """Return (place, secret) for every secret that stands in any part of any file, zips opened, tags ignored.

    Strings shorter than 12 characters are not searched, for they say nothing by themselves.
    """
    wanted = {_plain(secret): secret for secret in secrets if len(_plain(secret)) >= _SHORTEST}
    found = []
    for place, content in parts(files):
        texts = (_plain(content.decode("utf-8", "replace")), _plain(_TAG.sub(b"", content).decode("utf-8", "replace")))
        found += [(place, secret) for plain, secret in wanted.items() if any(plain in text for text in texts)]
    return found


def parts(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of every file, and of every part inside files that are zips."""
    for name, content in files.items():
        if not zipfile.is_zipfile(io.BytesIO(content)):
            yield name, content
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            inner = {f"{name}!{item}": package.read(item) for item in package.namelist()}
            yield f"{name}!comment", package.comment
        yield from parts(inner)


def _plain(text: str) -> str:
    """The text without entities, escapes and runs of space, for what XML and JSON make of it."""
    return " ".join(html.unescape(text).replace('\\"', '"').split())
