"""The words of edits and notes: which cannot be written, and what changes make of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contractkit.word.marking.plan import RefusedError
from contractkit.word.marking.wording import Change

# Characters that XML cannot hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def check_characters(text: str) -> None:
    """Raise RefusedError when ``text`` holds what a Word file cannot hold."""
    if _NO_XML.search(text):
        raise RefusedError("the new words hold a character that a Word file cannot hold")


def one_line_end(text: str) -> str:
    """Return ``text`` with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def applied(text: str, changes: Iterable[Change]) -> str:
    """Return ``text`` with changes that do not overlap; insertions at one place stand in the order given."""
    pieces = []
    position = 0
    for change in sorted(changes, key=lambda item: (item.start, item.end)):
        pieces += [text[position : change.start], change.text]
        position = change.end
    return "".join([*pieces, text[position:]])
