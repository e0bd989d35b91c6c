"""Texts ready to be searched for phrases: an index of their words tells where a phrase can match and can begin.

Most of the time of a check would go into trying expressions at places where they cannot match.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain
from operator import and_, or_

from contractkit.phrase_needs import START, WORDS, Need, anchors_of_word, roles_in
from contractkit.phrases import Match, Phrase, with_barriers


def bits_of(numbers: Iterable[int], count: int) -> int:
    """Return the set of ``numbers``, all below ``count``, as bits: bit n stands for n."""
    row = bytearray(count // 8 + 1)
    for number in numbers:
        row[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(row, "little")


class _Lazy(dict[str, int]):
    """Numbers that are worked out when they are first asked for."""

    def __init__(self, work_out: Callable[[str], int]) -> None:
        self._work_out = work_out

    def __missing__(self, key: str) -> int:
        self[key] = found = self._work_out(key)
        return found


KnownTexts = dict[str, "_Text"]


class SearchableTexts:
    """Canonical texts, numbered from 0. ``bits`` are sets of texts: bit n stands for text n.

    What is found in a text is found in all that are the same, here and in others that were given the same ``known``.
    """

    def __init__(self, texts: Sequence[str], known: KnownTexts | None = None) -> None:
        self.texts = texts
        self._known = {} if known is None else known
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for word in set(WORDS.findall(text)):
                self._holding[word].append(number)
        self._words: defaultdict[str, list[str]] = defaultdict(list)  # by anchor
        for word in self._holding:
            for anchor in anchors_of_word(word):
                self._words[anchor].append(word)
        self._anchors = set(self._words)
        self._bits: dict[Need, int] = {}
        self._word_bits = _Lazy(self._holding_word)
        self._sought: dict[int, Phrase] = {}  # as long as a phrase lives, its id is its own
        self._each: list[_Text | None] = [None] * len(texts)

    def find(self, phrase: Phrase, number: int) -> Sequence[Match]:
        """Return every match of the phrase in one text, left to right."""
        return (self._each[number] or self._text(number)).matches(phrase)

    def hits(self, phrase: Phrase, number: int) -> Sequence[re.Match[str]]:
        """Return every match of the phrase's expression in one text, left to right."""
        return (self._each[number] or self._text(number)).hits(phrase)

    def _text(self, number: int) -> _Text:
        wording = self.texts[number]
        text = self._known.get(wording)
        if text is None:
            text = self._known[wording] = _Text(self, number, wording)
        self._each[number] = text
        return text

    def remember(self, phrase: Phrase) -> None:
        """Keep the phrase alive as long as the texts."""
        self._sought[id(phrase)] = phrase

    def holding(self, phrase: Phrase, inside: int | None = None) -> Iterator[int]:
        """Yield the numbers of the texts, if given of those ``inside``, that hold what the phrase needs."""
        if inside == 0:
            return
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
        return (self._each[number] or self._text(number)).starts(phrase)

    def _bits_of(self, need: Need) -> int:
        if need.word:
            return self._word_bits[need.word]
        bits = self._bits.get(need)
        if bits is None:
            bits = self._bits[need] = self._of_all(need) if need.all else self._of_one(need)
        return bits

    def _of_one(self, need: Need) -> int:
        bits = reduce(or_, map(self._word_bits.__getitem__, self._anchors.intersection(need.words)), 0)
        return reduce(or_, map(self._bits_of, need.parts), bits)

    def _of_all(self, need: Need) -> int:
        if not self._anchors.issuperset(need.words):
            return 0
        bits = reduce(and_, map(self._word_bits.__getitem__, need.words), (1 << len(self.texts)) - 1)
        for part in need.parts:
            if not bits:
                break
            bits &= self._bits_of(part)
        return bits

    def _holding_word(self, anchor: str) -> int:
        """The bits of the texts that hold an anchor."""
        words = self._words[anchor] if anchor in self._anchors else ()
        return bits_of(chain.from_iterable(map(self._holding.__getitem__, words)), len(self.texts)) if words else 0


class _Text:
    """One of the texts, and what is known of it."""

    __slots__ = ("_anchors", "_barred", "_everywhere", "_found", "_hits", "_number", "_starts", "_text", "_texts")

    def __init__(self, texts: SearchableTexts, number: int, text: str) -> None:
        self._texts = texts
        self._number = number
        self._text = text
        self._barred: str | None = None
        self._anchors: dict[str, list[int]] | None = None
        self._starts: dict[frozenset[str], Sequence[int]] = {}
        self._found: dict[int, Sequence[Match]] = {}
        self._everywhere: dict[int, Sequence[Match]] = {}
        self._hits: dict[int, Sequence[re.Match[str]]] = {}

    @property
    def barred(self) -> str:
        if self._barred is None:
            self._barred = with_barriers(self._text)
        return self._barred

    @property
    def anchors(self) -> dict[str, list[int]]:
        """The words of the text and their beginnings, with where each stands."""
        anchors = self._anchors
        if anchors is None:
            anchors = self._anchors = defaultdict(list)
            anchors[START] = [0]
            for match in WORDS.finditer(self._text):
                for anchor in anchors_of_word(match.group()):
                    anchors[anchor].append(match.start())
            for role, start in roles_in(self._text):
                anchors[role].append(start)
        return anchors

    def starts(self, phrase: Phrase) -> Sequence[int] | None:
        firsts = phrase.firsts
        if firsts is None:
            return None
        places = self._starts.get(firsts)
        if places is None:
            places = self._starts[firsts] = self._places(firsts)
        return places

    def _places(self, firsts: frozenset[str]) -> Sequence[int]:
        """Where something begins that is one of ``firsts``, in order."""
        anchors = self.anchors
        first = firsts & anchors.keys()
        if len(first) < 2:
            return anchors[next(iter(first))] if first else ()
        return sorted(set(chain.from_iterable(map(anchors.__getitem__, first))))

    def known(self, phrase: Phrase) -> bool:
        return id(phrase) in self._found

    def matches(self, phrase: Phrase) -> Sequence[Match]:
        found = self._found.get(id(phrase))
        if found is None:
            holds = self._texts.could_match(phrase) >> self._number & 1
            found = self._found[id(phrase)] = tuple(phrase.find(self._text, self)) if holds else ()
            self._texts.remember(phrase)
        return found

    def everywhere(self, phrase: Phrase) -> Sequence[Match]:
        found = self._everywhere.get(id(phrase))
        if found is None:
            holds = self._texts.could_match(phrase) >> self._number & 1
            places = self.starts(phrase) if holds else ()
            found = phrase.everywhere(self.barred, places) if places is None or places else ()
            self._everywhere[id(phrase)] = found
            self._texts.remember(phrase)
        return found

    def hits(self, phrase: Phrase) -> Sequence[re.Match[str]]:
        found = self._hits.get(id(phrase))
        if found is None:
            places = self.starts(phrase)
            found = tuple(phrase.hits(self.barred, places)) if places is None or places else ()
            self._hits[id(phrase)] = found
            self._texts.remember(phrase)
        return found
