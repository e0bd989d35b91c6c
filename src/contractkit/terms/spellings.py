"""Defined terms that the text also writes in another spelling: "Sub-processor" and "Subprocessor"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from contractkit.definitions import Definition
from contractkit.document import Document
from contractkit.evidence import Known
from contractkit.terms.defect import Defect

_CAPITALISED = re.compile(r"(?<![\w-])[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}")
_BRITISH = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"ise(?=[sd]?\b|ation)", "ize"),
        (r"isation", "ization"),
        (r"our\b", "or"),
        (r"centre", "center"),
        (r"licence", "license"),
    )
)
_PLURAL = re.compile(r"(?:['’]s|s['’]|s|['’])$")
_MARKS = re.compile(r"[\W_]+")
_FEWEST_LETTERS = 6


def find_other_spellings(document: Document, definitions: Iterable[Definition], known: Known) -> Iterator[Defect]:
    """Yield the first use of each other spelling of a defined term: by hyphen, by space, or British and American.

    ``definitions`` are those of the document.
    """
    terms = [definition.term for definition in definitions]
    defined = {_plural_free(term) for term in terms}
    by_letters = {_letters(term): term for term in terms if len(_letters(term)) >= _FEWEST_LETTERS}
    told: set[str] = set()
    for paragraph in document.paragraphs if by_letters else ():
        for words, start, letters in known.once(_names, paragraph.text):
            term = by_letters.get(letters)
            if term is None:
                continue
            plain = _plural_free(words)
            if plain in defined or plain in told or words.isupper() or _only_case(words, term):
                continue
            told.add(plain)
            yield Defect(paragraph.index, start, start + len(words), f"defined as {term}")


def _names(text: str) -> list[tuple[str, int, str]]:
    """What may be a defined term: capitalised words, one to three together, where they begin, and their letters."""
    runs = ((match, run) for match in _CAPITALISED.finditer(text) for run in _runs(match.group()))
    return [(words, match.start() + at, letters) for match, (words, at, letters) in runs]


@lru_cache(maxsize=10_000)  # a contract writes the same few names over and over
def _runs(names: str) -> tuple[tuple[str, int, str], ...]:
    """The words of a capitalised run, one to three together, with where they begin and their letters."""
    words = [(word.group(), word.start()) for word in re.finditer(r"\S+", names)]
    runs = [
        (" ".join(word for word, _ in words[first : last + 1]), words[first][1])
        for first in range(len(words))
        for last in range(first, min(first + 3, len(words)))
    ]
    return tuple((run, at, _letters(run)) for run, at in runs)


def _plural_free(term: str) -> str:
    return _PLURAL.sub("", term)


def _letters(term: str) -> str:
    """The term's letters in small, American, without hyphens and spaces; singular."""
    low = _plural_free(term).lower()
    for british, american in _BRITISH:
        low = british.sub(american, low)
    return _MARKS.sub("", low)


def _only_case(one: str, other: str) -> bool:
    return _plural_free(one).lower() == _plural_free(other).lower()
