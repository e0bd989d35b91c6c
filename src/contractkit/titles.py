"""Which clause families a heading names: by a title of the library, or by the same words in other forms and order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from contractkit.text import fold

_COMPANY = re.compile(
    r"\b(?:ltd|limited|llc|inc|plc|gmbh|ag|lda|b\.?v|s\.?l(?:\.?u)?|s\.?a(?:\.?s)?)\.?$", re.IGNORECASE
)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"\w+")
_IN_WORD = re.compile(r"\w")
# Words that say nothing of a title's subject.
_FILLERS = frozenset((
    "a", "an", "and", "any", "are", "as", "at", "be", "by", "do", "does", "each", "for", "from", "has", "have",
    "his", "how", "if", "in", "into", "is", "it", "its", "no", "not", "of", "on", "or", "other", "our", "ours", "s",
    "shall", "that", "the", "their", "them", "there", "they", "this", "to", "up", "us", "was", "we", "what", "when",
    "where", "which", "who", "whose", "will", "with", "you", "your", "yours",
))  # fmt: skip
_ENDINGS = (
    "ations", "ation", "ements", "ement", "ments", "ment", "ances", "ance", "ings", "ing", "ions", "ion", "ities",
    "ity", "ies", "ied", "ness", "ors", "or", "ers", "er", "es", "ed", "s", "y", "e",
)  # fmt: skip
_SHORTEST_STEM = 4  # letters, and three before a plain "s": below, an ending is part of the word ("red", "being")
_BEGINNINGS = (3, 4)  # letters by which titles are looked up; no ending takes them away
_MOST_WORDS = 8  # of a heading without fillers: in a longer one words stand together by chance


class FamilyTitles:
    """The titles by which families are known: made of pairs of a title and a family."""

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        self._by_first: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._by_beginning: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for written, family in titles:
            name, first, beginning = _title(written)
            pair = name, family
            self._by_first[first].append(pair)
            self._by_beginning[beginning].append(pair)
        for pairs in self._by_first.values():
            pairs.sort(key=_length, reverse=True)

    def named_in(self, heading: str) -> tuple[str, ...]:
        """Return the families that a heading names.

        Where the titles of two families overlap the longer counts. Where no title stands word by word, a title of
        several words is known by these words in any order and form ("missed levels", "if a level is missed"); of two
        such titles the one with more words counts. The name of a company names nothing.
        """
        if _COMPANY.search(heading):
            return ()
        folded = fold(heading)
        exact = _longest(self._spans(folded))
        named = (family for _, family in exact) if exact else self._loosely_named(folded)
        return tuple(dict.fromkeys(named))

    def _loosely_named(self, heading: str) -> Iterator[str]:
        stems = content_stems(heading)
        if not 1 < len(stems) <= _MOST_WORDS:
            return
        beginnings = sorted({stem[:letters] for stem in stems for letters in _BEGINNINGS})
        near = [pair for beginning in beginnings for pair in self._by_beginning.get(beginning, ())]
        worded = ((content_stems(name), family) for name, family in near)
        found = [(words, family) for words, family in worded if len(words) > 1 and words <= stems]
        for words, family in found:
            if not any(words < other for other, _ in found):
                yield family

    def _spans(self, heading: str) -> list[tuple[tuple[int, int], str]]:
        """Return where titles stand in a folded heading, each family's longest first, without overlap."""
        found: list[tuple[tuple[int, int], str]] = []
        free: defaultdict[str, int] = defaultdict(int)
        for token in _TOKEN.finditer(heading):
            for name, family in self._by_first.get(token.group(), ()):
                start, end = token.start(), token.start() + len(name)
                if start >= free[family] and heading.startswith(name, start) and not _IN_WORD.match(heading, end):
                    found.append(((start, end), family))
                    free[family] = end
        return found


@lru_cache(maxsize=20_000)  # of titles, where a heading has a word that begins alike
def content_stems(folded: str) -> frozenset[str]:
    """Return the words of a folded text that say something, without their endings."""
    return frozenset(_stem(word) for word in _WORD.findall(folded) if word not in _FILLERS)


@lru_cache(maxsize=20_000)  # titles share most of their words
def _stem(word: str) -> str:
    stems = (word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _shortest(end))
    return next(stems, word)


def _shortest(ending: str) -> int:
    return _SHORTEST_STEM - (ending == "s")


def _length(pair: tuple[str, str]) -> int:
    return len(pair[0])


def _beginning(word: str) -> str:
    """How the stems of the word begin: four letters, and three of a short word, which may lose more."""
    fewest, most = _BEGINNINGS
    return word[: most if len(word) > _SHORTEST_STEM + 1 else fewest]


@lru_cache(maxsize=20_000)  # of a library: the same for every document
def _title(written: str) -> tuple[str, str, str]:
    """A title as it is looked for, its first word, and how its longest word begins."""
    name = fold(written)
    words = name.split(" ") if name.replace(" ", "").isalnum() else _TOKEN.findall(name)
    return name, words[0], _beginning(max(words, key=len))


def _longest(spans: list[tuple[tuple[int, int], str]]) -> list[tuple[tuple[int, int], str]]:
    """The names, but for those that are part of a longer one."""
    return [
        ((start, end), family)
        for (start, end), family in spans
        if not any(left <= start and end <= right and right - left > end - start for (left, right), _ in spans)
    ]
