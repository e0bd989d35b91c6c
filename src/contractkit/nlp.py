"""Sentences. The only place that imports spaCy, on first use, and only where the rule below is in doubt.

Contracts are written with capitals and with few abbreviations, so the sign behind a word and what follows it tell
nearly every end of a sentence. spaCy is asked about what that rule does not know: other languages, scripts without
capitals, and paragraphs that begin their sentences with small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

Span = tuple[int, int]

_POSSIBLE_END = re.compile(r"[.!?]['\")\]]*\s")
_LANGUAGES_WITH_RULE = ("en", "es")
# A full stop behind these does not end a sentence.
_ABBREVIATION = re.compile(
    r"\b(?:no|nos|art|arts|sec|cl|para|inc|ltd|llc|co|corp|plc|gmbh|e\.g|i\.e|etc|approx|vs|mr|mrs|ms|dr|st|sch|fig|vol|max"
    r"|min|p\.a|incl|excl|resp|rs|viz|pvt|pte|pty|sdn|[^\W\d])\.['\")\]]*\s*$",
    re.IGNORECASE,
)
# A number at the start is a label ("4. Fees", "Section 4.1. Fees"); elsewhere it ends a sentence ("... £120. Then"),
# except before a month ("from 1. March").
_NUMBER = re.compile(r"\d[a-z]?\.$")
_LABEL = re.compile(r"\W*(?:[A-Z]\w{2,10} )?[\d.]*\d[a-z]?\.$")
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
)
# As written here only: others are words. List numbers, months, titles, and the states of American statutes.
_NAME_ABBREVIATION = re.compile(
    r"\b(?:[ivx]{2,4}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Adm|Bros|Gen|Gov|Jr|Messrs|Mt|Prof|Rep|Rev|Sen"
    r"|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ia|Id|Ill|Ind|Kans?|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont"
    r"|Nebr?|Nev|Okla|Ore|Pa|Ph\.D|Tenn|Va|Wash|Wis)\.$"
)
# Before a figure only: elsewhere these may be the last word of a sentence.
_FIGURE_ABBREVIATION = re.compile(
    r"\b(?:cls|secs|schs|sched|exh|paras|subs|regs?|pp|ss|rr|chap|ch|ref|ext|tel|cf|ca|nr|núm|kr)\.$", re.IGNORECASE
)
_LONGEST_ABBREVIATION = 12
# One full stop (a row of them leads to a page number), what closes brackets and quotes, and the space behind.
_END = re.compile(r"(?:(?<!\.)\.|[!?]+)['\"”’»)\]]*(?:\s+['\"”’»)\].!?]+(?=\s))*\s+(?=\S)")
_SMALL_LABEL = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|[a-z]{2}(?=\)))[.)]\s")
_NO_CAPITALS = re.compile(
    r"[\u0590-\u109f\u1100-\u1cff\u2e80-\ua63f\ua800-\uabff\uac00-\ud7ff\uf900-\ufdff\U0001e800-\U0003ffff]"
)
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_]")


def sentences(text: str, language: str = "en") -> list[Span]:
    """Return (start, end) of every sentence of one paragraph, in order, without surrounding spaces.

    An abbreviation ("Art. 28", "Acme Ltd.") or a bare list number does not end a sentence, nor does a full stop before
    a small letter. What opens a bracket or a quote belongs to the sentence that follows.
    """
    if not _POSSIBLE_END.search(text):
        return _trimmed(text, [(0, len(text))])
    if language not in _LANGUAGES_WITH_RULE or _NO_CAPITALS.search(text):
        return _trimmed(text, _by_spacy(text, language))
    starts = [0]
    for start in _possible_starts(text):
        if _starts_small(text, start):
            if _in_small_letters(text):
                return _trimmed(text, _by_spacy(text, language))
        else:
            starts.append(start)
    return _trimmed(text, _with_words(text, list(zip(starts, [*starts[1:], len(text)], strict=True))))


def _possible_starts(text: str) -> Iterator[int]:
    """Where a sentence may start: behind the sign of an end that follows no abbreviation and no label."""
    start = 0
    for end in _END.finditer(text):
        before = text[max(0, end.start() - _LONGEST_ABBREVIATION) : end.start() + 1]
        if _ABBREVIATION.search(before) or _NAME_ABBREVIATION.search(before):
            continue
        if text[end.end()].isdigit() and _FIGURE_ABBREVIATION.search(before):
            continue
        if _NUMBER.search(before) and (_LABEL.match(text, start, end.start() + 1) or _MONTH.match(text, end.end())):
            continue
        start = end.end()
        yield start


def _starts_small(text: str, start: int) -> bool:
    """True for "processes" in "equipment. or processes", false for labels ("b) the fees") and names ("eBay")."""
    return text[start].islower() and not text[start + 1 : start + 2].isupper() and not _SMALL_LABEL.match(text, start)


def _in_small_letters(text: str) -> bool:
    """Whether the paragraph begins with a small letter, so that its other sentences may as well."""
    label = _SMALL_LABEL.match(text)
    first = _FIRST_LETTER.search(text, label.end() if label else 0)
    return first is not None and first.group().islower()


def _with_words(text: str, spans: list[Span]) -> list[Span]:
    """The spans, where one without a word ("[***]", "-----") is part of the one before."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not _WORD.search(text, start, end):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


@cache
def _pipeline(language: str) -> Language:
    import spacy  # noqa: PLC0415 - a second of start-up that drafting, --help and most checks must not pay

    nlp = spacy.blank(language if language in _LANGUAGES_WITH_RULE else "xx")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 50_000_000
    return nlp


def _by_spacy(text: str, language: str) -> list[Span]:
    joined: list[Span] = []
    for sentence in _pipeline(language)(text).sents:
        if joined and _ABBREVIATION.search(text[joined[-1][0] : joined[-1][1]]):
            joined[-1] = (joined[-1][0], sentence.end_char)
        else:
            joined.append((sentence.start_char, sentence.end_char))
    return joined


def _trimmed(text: str, spans: list[Span]) -> list[Span]:
    result = []
    for start, end in spans:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = end - (len(piece) - len(piece.rstrip()))
        if left < right:
            result.append((left, right))
    return result
