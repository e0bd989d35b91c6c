"""Texts ready to be searched for phrases: an index of their words tells where a phrase can match and can begin.

Most of the time of a check would go into trying expressions at places where they cannot match.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, partial, reduce
from itertools import chain
from operator import or_

from contractkit.phrase_needs import START, WORDS, Need
from contractkit.phrases import Match, Phrase


class SearchableTexts:
    """Canonical texts, numbered from 0. ``bits`` are sets of texts: bit n stands for text n."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for word in set(WORDS.findall(text)):
                self._holding[word].append(number)
        self._bits: dict[Need | str, int] = {}
        self._present: dict[frozenset[str], frozenset[str]] = {}
        self._places: list[dict[str, list[int]] | None] = [None] * len(texts)

    def find(self, phrase: Phrase, number: int) -> Iterator[Match]:
        """Yield every match of the phrase in one text, left to right."""
        return phrase.find(self.texts[number], partial(self.starts, number))

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
            present = frozenset(word for anchor in anchors for word in self._words_of(anchor))
            self._present[anchors] = present
        return present

    def _words_of(self, anchor: str) -> Sequence[str]:
        if not anchor.endswith("*"):
            return (anchor,) if anchor in self._holding else ()
        beginning = anchor[:-1]
        after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
        return self._sorted_words[bisect_left(self._sorted_words, beginning) : bisect_left(self._sorted_words, after)]

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self._holding)

    def _bits_of(self, need: Need) -> int:
        bits = self._bits.get(need.word or need)
        if bits is None:
            bits = self._bits[need.word or need] = self._holding_word(need.word) if need.word else self._combined(need)
        return bits

    def _combined(self, need: Need) -> int:
        if not need.all:
            return reduce(or_, map(self._bits_of, need.parts), 0)
        bits = (1 << len(self.texts)) - 1
        for part in need.parts:
            bits &= self._bits_of(part)
            if not bits:
                break
        return bits

    def _holding_word(self, anchor: str) -> int:
        row = bytearray(len(self.texts) // 8 + 1)
        for word in self._words_of(anchor):
            for number in self._holding[word]:
                row[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(row, "little")
