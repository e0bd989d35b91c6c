"""Typed tables of contents, whose lines look like headings and open no section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from contractkit.outline.labels import Label, typed_label

_LINE = re.compile(r"(?:\.{4,}|…{2,}|\t)\s*(?:\d{1,3}|[ivxl]{1,5})\s*$|(?:\.\s?){7,}|(?:…\s?){4,}")
_TITLE = re.compile(
    r"\s*(?:table of contents|contents|índice|indice|contenido|sumario|table des matières|inhaltsverzeichnis)"
    r"(?:\s*[:.]|\s+page(?: no\.?)?)?\s*",
    re.IGNORECASE,
)
CONTENTS_BEGINNINGS = frozenset({"tab", "con", "índ", "ind", "sum", "inh"})
_PAGE = re.compile(r"\s(\d{1,3})$")
_LONGEST_LINE = 600  # converters run several entries together; a longer paragraph is text
_LONGEST_TITLE = 60
_FEWEST_LINES = 6


def may_title_contents(text: str) -> bool:
    """A quick look: whether a line is short and begins like the title of a table of contents."""
    return len(text) < _LONGEST_TITLE and text.lstrip()[:3].lower() in CONTENTS_BEGINNINGS


def is_contents_line(text: str) -> bool:
    """Whether a line leads to a page number by dots or a tab."""
    return _LINE.search(text) is not None


class Listed(Protocol):
    """What this module needs to know of a line: its text, and whether its kind is "body"."""

    text: str
    kind: str


def untitled_contents(lines: Sequence[Listed]) -> frozenset[int]:
    """Return the indices of a typed table of contents without a title: labels, and page numbers that rise."""
    found: list[int] = []
    run: list[int] = []
    page = 0
    for index in [index for index, line in enumerate(lines) if line.text[-1:].isdigit()]:
        text = lines[index].text
        match = _PAGE.search(text[-5:])
        if match is None or len(text) > _LONGEST_LINE or lines[index].kind != "body" or not typed_label(text):
            continue
        number = int(match.group(1))
        if run and (not page <= number <= page + 40 or index - run[-1] > 4):
            found, run = (found + run if len(run) >= _FEWEST_LINES else found), []
        run.append(index)
        page = number
    return frozenset(found + run if len(run) >= _FEWEST_LINES else found)


class Contents:
    """Whether the text is inside a typed table of contents, whose lines look like headings and open nothing.

    It ends where its first label comes again, which is the heading itself, or with a long paragraph.
    """

    def __init__(self) -> None:
        self.open = False
        self._seen: set[tuple[str, tuple[int | str, ...]]] = set()

    def holds(self, text: str, label: Label | None) -> bool:
        """Whether this line belongs to the table of contents."""
        if not self.open:
            self.open = may_title_contents(text) and _TITLE.fullmatch(text) is not None
            return False
        if len(text) > _LONGEST_LINE and not is_contents_line(text):
            self.open = False
        elif label is not None:
            key = (label.kind, label.path)
            self.open = key not in self._seen
            self._seen.add(key)
        return self.open
