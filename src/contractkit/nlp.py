"""Sentences. The only place that imports spaCy, on first use."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_POSSIBLE_END = re.compile(r"[.!?]['\")\]]*\s")
# A full stop behind these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:no|nos|art|arts|sec|cl|para|inc|ltd|llc|co|corp|plc|gmbh|e\.g|i\.e|etc|approx|vs|mr|mrs|ms|dr|st|sch|fig|vol|max|min|p\.a|incl|excl|resp|\w)"
    r"|\b\d+)\.['\")\]]*\s*$",
    re.IGNORECASE,
)


@cache
def _pipeline(language: str) -> Language:
    import spacy  # noqa: PLC0415 - a second of start-up that drafting and --help must not pay

    nlp = spacy.blank(language if language in ("en", "es") else "xx")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 50_000_000
    return nlp


def sentences(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Return (start, end) of every sentence of one paragraph, in order, without surrounding spaces.

    An abbreviation ("Art. 28", "Acme Ltd.") or a bare list number does not end a sentence.
    """
    if not _POSSIBLE_END.search(text):
        return _trimmed(text, [(0, len(text))])
    raw = [(sent.start_char, sent.end_char) for sent in _pipeline(language)(text).sents]
    joined: list[tuple[int, int]] = []
    for start, end in raw:
        if joined and _ABBREVIATION.search(text[joined[-1][0] : joined[-1][1]]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return _trimmed(text, joined)


def _trimmed(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    result = []
    for start, end in spans:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = end - (len(piece) - len(piece.rstrip()))
        if left < right:
            result.append((left, right))
    return result
