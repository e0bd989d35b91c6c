"""Headings that only their place shows: short lines without number, style or bold between paragraphs of text.

Papers that were copied from a web site or a mail have such headings ("What we do", "When are we around?"). Only a text
that has hardly any other headings is read so, because a short line can be much else: a name, an address, an item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contractkit.outline.labels import typed_label
from contractkit.outline.line import Readable
from contractkit.outline.wordlists import COMPANY_FORMS

_MOST_WORDS = 10
_FEWEST_WORDS_BELOW = 8
_FEWEST = 5  # in one text; fewer may be anything
_TITLE = re.compile(r"[A-Z\"“‘'](?:[^\W\d_]|[ ,&/’'‘“”\"?!()-])*(?:[^\W\d_]|[?!)”\"’'])")
_SENTENCE_END = re.compile(r"[.!?:;][\"”’')\]]*$")
_IN_A_TABLE = " | "


def bare_titles(lines: Sequence[Readable]) -> frozenset[int]:
    """Return the indices of the lines that are headings by their place alone; none where others are more."""
    body = [index for index, line in enumerate(lines) if line.kind in ("body", "cell") and line.text.strip()]
    others = sum(_has_place(lines[index]) for index in body)
    found = [
        index
        for before, index, behind in zip([None, *body], body, body[1:], strict=False)
        if _may_title(lines[index]) and _is_text(lines[behind]) and (before is None or _ends(lines[before]))
    ]
    return frozenset(found) if len(found) >= max(_FEWEST, others) else frozenset()


def _has_place(line: Readable) -> bool:
    """Whether a number, a style or bold letters show where a line stands."""
    if line.kind != "body":
        return False
    if line.label is not None and line.label.number_format != "bullet":
        return True
    label = typed_label(line.text) if line.label is None else None
    bold = line.lead >= len(line.text.rstrip())
    return line.outline_level is not None or bold or (label is not None and label.kind != "item")


def _may_title(line: Readable) -> bool:
    text = line.text.strip()
    if line.kind != "body" or line.label is not None or line.outline_level is not None or line.lead:
        return False
    words = text.split()
    return (
        len(words) <= _MOST_WORDS
        and _TITLE.fullmatch(text) is not None
        and words[-1].strip(".,)").lower() not in COMPANY_FORMS
        and typed_label(text) is None
    )


def _is_text(line: Readable) -> bool:
    """Whether a line can stand under a heading: a sentence, or a row of a table."""
    return line.kind == "cell" or _IN_A_TABLE in line.text or len(line.text.split()) >= _FEWEST_WORDS_BELOW


def _ends(line: Readable) -> bool:
    """Whether a line ends a paragraph of text, or a table."""
    return line.kind == "cell" or _IN_A_TABLE in line.text or _SENTENCE_END.search(line.text.rstrip()) is not None
