"""Texts ready to be searched for phrases: an index of their words tells where a phrase can match and can begin.

Most of the time of a check would go into trying expressions at places where they cannot match.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import and_, or_

from contractkit.phrase_needs import START, WORDS, Need, anchors_of_word
from contractkit.phrases import Match, Phrase, with_barriers


def bits_of(numbers: Iterable[int], count: int) -> int:
    """Return the set of ``numbers``, all below ``count``, as bits: bit n stands for n."""
    row = bytearray(count // 8 + 1)
    for number in numbers:
        row[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(row, "little")


KnownTexts = dict[str, tuple["SearchableTexts", int]]  # where a text was first met


class SearchableTexts:
    """Canonical texts, numbered from 0. ``bits`` are sets of texts: bit n stands for text n.

    What is found in a text is found in all that are the same, here and in others that were given the same ``known``.
    """

    def __init__(self, texts: Sequence[str], known: KnownTexts | None = None) -> None:
        self.texts = texts
        known = {} if known is None else known
        firsts = (known.setdefault(text, (self, number)) for number, text in enumerate(texts))
        # None for itself: an object that held itself would stay in memory until Python looks for cycles.
        self._first = [(None if first is self else first, number) for first, number in firsts]
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for word in set(WORDS.findall(text)):
                self._holding[word].append(number)
        self._words: defaultdict[str, list[str]] = defaultdict(list)  # by anchor
        for word in self._holding:
            for anchor in anchors_of_word(word):
                self._words[anchor].append(word)
        self._anchors = set(self._words)
        self._bits: dict[Need | str, int] = {}
        self._present: dict[frozenset[str], frozenset[str]] = {}
        self._found: dict[tuple[int, int], Sequence[Match]] = {}
        self._hits: dict[tuple[int, int], Sequence[re.Match[str]]] = {}
        self._sought: dict[int, Phrase] = {}  # as long as a phrase lives, its id is its own
        self._places: list[dict[str, list[int]] | None] = [None] * len(texts)

    def find(self, phrase: Phrase, number: int) -> Sequence[Match]:
        """Return every match of the phrase in one text, left to right."""
        texts, first = self._of_first(number)
        found = texts._found.get((first, id(phrase)))
        if found is None:
            found = texts._found[first, id(phrase)] = tuple(phrase.find(texts.texts[first], _Text(texts, first)))
            texts._sought[id(phrase)] = phrase
        return found

    def hits(self, phrase: Phrase, number: int) -> Sequence[re.Match[str]]:
        """Return every match of the phrase's expression in one text, left to right."""
        texts, first = self._of_first(number)
        found = texts._hits.get((first, id(phrase)))
        if found is None:
            starts = texts.starts(first, phrase)
            found = tuple(phrase.hits(texts.barred(first), starts)) if starts is None or starts else ()
            texts._hits[first, id(phrase)] = found
            texts._sought[id(phrase)] = phrase
        return found

    def _of_first(self, number: int) -> tuple[SearchableTexts, int]:
        """Where the same text was first met."""
        texts, first = self._first[number]
        return texts or self, first

    def barred(self, number: int) -> str:
        """Return one text with barriers."""
        return with_barriers(self.texts[number])

    def matches(self, number: int, phrase: Phrase) -> Sequence[Match]:
        """Return every match of the phrase in one text, whether or not it holds what the phrase needs."""
        return self.find(phrase, number) if self.could_match(phrase) >> number & 1 else ()

    def holding(self, phrase: Phrase, inside: int | None = None) -> Iterator[int]:
        """Yield the numbers of the texts, if given of those ``inside``, that hold what the phrase needs."""
        bits = self.could_match(phrase)
        if inside is not None:
            bits &= inside
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest

    def could_match(self, phrase: Phrase) -> int:
        """Return the bits of the texts that hold what the phrase needs."""
        return self._bits_of(phrase.needs)

    def starts(self, number: int, phrase: Phrase) -> Sequence[int] | None:
        """Return the places of a text where a match of the phrase can begin, in order; None when it can anywhere."""
        if phrase.firsts is None:
            return None
        words = self._words_at(number)
        first = self._present_of(phrase.firsts) & words.keys()
        if len(first) == 1 and START not in phrase.firsts:
            return words[next(iter(first))]
        places = chain.from_iterable(map(words.__getitem__, first))
        return sorted({0, *places} if START in phrase.firsts else places)

    def _words_at(self, number: int) -> dict[str, list[int]]:
        """The words of a text and where they begin."""
        words = self._places[number]
        if words is None:
            words = self._places[number] = defaultdict(list)
            for match in WORDS.finditer(self.texts[number]):
                words[match.group()].append(match.start())
        return words

    def _present_of(self, anchors: frozenset[str]) -> frozenset[str]:
        """The words of the texts that the anchors stand for."""
        present = self._present.get(anchors)
        if present is None:
            present = frozenset(chain.from_iterable(map(self._words.__getitem__, anchors & self._anchors)))
            self._present[anchors] = present
        return present

    def _bits_of(self, need: Need) -> int:
        if need.word:
            return self._bits_of_word(need.word)
        bits = self._bits.get(need)
        if bits is None:
            bits = self._bits[need] = self._of_all(need) if need.all else self._of_one(need)
        return bits

    def _of_one(self, need: Need) -> int:
        bits = reduce(or_, map(self._bits_of_word, self._anchors.intersection(need.words)), 0)
        return reduce(or_, map(self._bits_of, need.parts), bits)

    def _of_all(self, need: Need) -> int:
        if not self._anchors.issuperset(need.words):
            return 0
        bits = reduce(and_, map(self._bits_of_word, need.words), (1 << len(self.texts)) - 1)
        for part in need.parts:
            if not bits:
                break
            bits &= self._bits_of(part)
        return bits

    def _bits_of_word(self, anchor: str) -> int:
        bits = self._bits.get(anchor)
        if bits is None:
            bits = self._bits[anchor] = self._holding_word(anchor) if anchor in self._anchors else 0
        return bits

    def _holding_word(self, anchor: str) -> int:
        return bits_of(chain.from_iterable(self._holding[word] for word in self._words[anchor]), len(self.texts))


@dataclass(frozen=True, slots=True)
class _Text:
    """One of the texts."""

    texts: SearchableTexts
    number: int

    @property
    def barred(self) -> str:
        return self.texts.barred(self.number)

    def starts(self, phrase: Phrase) -> Sequence[int] | None:
        return self.texts.starts(self.number, phrase)

    def matches(self, phrase: Phrase) -> Sequence[Match]:
        return self.texts.matches(self.number, phrase)
