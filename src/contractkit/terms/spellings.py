"""Defined terms that the text also writes in another spelling: "Sub-processor" and "Subprocessor"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from contractkit.definitions import Definition
from contractkit.document import Document
from contractkit.terms.defect import Defect

_CAPITALISED = re.compile(r"(?<![\w-])[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}")
_BRITISH = (
    (r"ise(?=[sd]?\b|ation)", "ize"),
    (r"isation", "ization"),
    (r"our\b", "or"),
    (r"centre", "center"),
    (r"licence", "license"),
)
_FEWEST_LETTERS = 6


def find_other_spellings(document: Document, definitions: Iterable[Definition]) -> Iterator[Defect]:
    """Yield the first use of each other spelling of a defined term: by hyphen, by space, or British and American.

    ``definitions`` are those of the document.
    """
    terms = [definition.term for definition in definitions]
    known = {_plural_free(term) for term in terms}
    by_letters = {_letters(term): term for term in terms if len(_letters(term)) >= _FEWEST_LETTERS}
    told: set[str] = set()
    for paragraph in document.paragraphs:
        for match in _CAPITALISED.finditer(paragraph.text):
            for found in _runs(match):
                term = by_letters.get(_letters(found[0]))
                plain = _plural_free(found[0])
                if term is None or plain in known or plain in told or found[0].isupper() or _only_case(found[0], term):
                    continue
                told.add(plain)
                yield Defect(paragraph.index, found[1], found[1] + len(found[0]), f"defined as {term}")


def _runs(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """The words of a capitalised run, one to three together, with where they begin."""
    words = [(word.group(), match.start() + word.start()) for word in re.finditer(r"\S+", match.group())]
    for first in range(len(words)):
        for last in range(first, min(first + 3, len(words))):
            yield " ".join(word for word, _ in words[first : last + 1]), words[first][1]


def _plural_free(term: str) -> str:
    return re.sub(r"(?:['’]s|s['’]|s|['’])$", "", term)


@lru_cache(maxsize=10_000)  # a contract writes the same few names over and over
def _letters(term: str) -> str:
    """The term's letters in small, American, without hyphens and spaces; singular."""
    low = _plural_free(term).lower()
    for british, american in _BRITISH:
        low = re.sub(british, american, low)
    return re.sub(r"[\W_]+", "", low)


def _only_case(one: str, other: str) -> bool:
    return _plural_free(one).lower() == _plural_free(other).lower()
