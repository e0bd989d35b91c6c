"""Fields: what they show is text, their codes are not, and some codes name files or sites outside."""

from __future__ import annotations

import re

from lxml import etree

from contractkit.document import Link
from contractkit.word.names import attribute, is_on, word_names

_TARGET = re.compile(
    r"^\s*(HYPERLINK|INCLUDETEXT|INCLUDEPICTURE|LINK|DDE|DDEAUTO|RD|IMPORT)\b\s+(.*)", re.IGNORECASE | re.DOTALL
)
_PROGRAM_FIRST = frozenset({"LINK", "DDE", "DDEAUTO"})  # they name the program, then the file
_QUOTED = re.compile(r'"([^"]+)"|(\S+)')
_ALL_DROPDOWN = tuple(word_names("ddList"))
_ALL_CHECKBOX = tuple(word_names("checkBox"))


class Fields:
    """The complex fields that are open at one place of a story.

    A field without an end would swallow the rest of the document, so its beginning is ignored and its text is read.
    """

    def __init__(self, endless: set[etree._Element]) -> None:
        self._open: list[str] = []
        self._codes: list[list[str]] = []
        self._contents: list[bool] = []
        self.in_code = False
        self._endless = endless

    @property
    def is_open(self) -> bool:
        """Whether a field that began in an earlier paragraph goes on here."""
        return bool(self._open)

    @property
    def in_contents(self) -> bool:
        """Whether this place is inside the result of a table of contents."""
        return bool(self._contents) and any(self._contents)

    def instruction(self, code: str) -> None:
        """Take a piece of field code."""
        if self._codes:
            self._codes[-1].append(code)

    def mark(self, element: etree._Element, kind: str, links: list[Link], part: str) -> str:
        """Take a begin, separate or end mark; return the characters that a form field shows by itself."""
        shown = ""
        if kind == "begin" and element not in self._endless:
            self._open.append("code")
            self._codes.append([])
            self._contents.append(False)
            shown = _form_field(element)
        elif kind == "separate" and self._open:
            self._open[-1] = "result"
            self._contents[-1] = self._code().lstrip()[:4].upper().rstrip() == "TOC"
        elif kind == "end" and self._open:
            links.extend(link for link in [external_target(self._code(), part)] if link)
            self._open.pop()
            self._codes.pop()
            self._contents.pop()
        if shown and len(self._open) == 1:
            self.in_code = False
            return shown
        self.in_code = "code" in self._open
        return ""

    def _code(self) -> str:
        return "".join(self._codes[-1])


def external_target(code: str, part: str) -> Link | None:
    """Return the file or site that a field code names, or None."""
    match = _TARGET.match(code)
    if match is None:
        return None
    name = match.group(1).upper()
    arguments = [quoted or bare for quoted, bare in _QUOTED.findall(match.group(2))]
    for target in arguments[name in _PROGRAM_FIRST :][:1]:
        if target.startswith("\\") and not target.startswith("\\\\"):
            break  # a switch: the field names nothing
        if target.startswith("\\\\\\\\") or ":\\\\" in target:
            target = target.replace("\\\\", "\\")  # noqa: PLW2901  # Word writes every backslash in a code twice
        return Link("hyperlink" if name == "HYPERLINK" else "other", target, part)
    return None


def _form_field(begin: etree._Element) -> str:
    for box in begin.iter(*_ALL_CHECKBOX):
        values = {etree.QName(child).localname: is_on(child) for child in box}
        return "☒" if values.get("checked", values.get("default", False)) else "☐"
    for choices in begin.iter(*_ALL_DROPDOWN):
        return _chosen(choices)
    return ""


def _chosen(choices: etree._Element) -> str:
    entries = [attribute(child, "val") or "" for child in choices if etree.QName(child).localname == "listEntry"]
    picked = [
        attribute(child, "val") or "0" for child in choices if etree.QName(child).localname in ("result", "default")
    ]
    number = int(picked[0]) if picked and picked[0].isdigit() else 0
    return entries[number] if number < len(entries) else ""
