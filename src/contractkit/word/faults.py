"""What can be unsound in a Word file: the kinds of fault, and one fault with its place."""

from __future__ import annotations

from dataclasses import dataclass

FAULTS: dict[str, str] = {
    "dangling-reference": "references and links that lead nowhere",
    "wrong-reference": "references whose text is not the number they point to",
    "wrong-contents": "contents entries unlike the heading they point to",
    "duplicate-bookmark": "bookmark names that stand twice",
    "duplicate-id": "ids that stand twice",
    "unclosed-bookmark": "bookmarks and comment ranges without an end",
    "left-over-tag": "left-over template tags",
    "uncached-field": "fields without a text to show, or marked as out of date",
    "unclosed-field": "fields that do not end",
    "undefined-style": "styles that are used and not defined",
    "undefined-numbering": "lists that are used and not defined",
    "headerless-table": "tables without a header row",
    "direct-formatting": "runs formatted by hand",
    "cell-without-paragraph": "table cells that do not end in a paragraph",
    "misplaced-text": "visible text inside a deletion",
    "missing-section": "sections without page settings",
    "missing-part": "parts that are named and not there",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One unsound thing: its kind, a key of ``FAULTS``, where it stands, and what is wrong."""

    kind: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message
