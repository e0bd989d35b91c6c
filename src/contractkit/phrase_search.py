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
from typing import TypeVar

from contractkit.phrase_needs import (
    CUSTOMER_ROLE,
    PARTY_ROLE,
    SIGN,
    START,
    VENDOR_ROLE,
    WORDS,
    Firsts,
    Need,
    Node,
    anchors_of_word,
    roles_and_signs_in,
)
from contractkit.phrases import Match, Phrase, with_barriers

_K = TypeVar("_K")
_V = TypeVar("_V")


def bits_of(numbers: Iterable[int], count: int) -> int:
    """Return the set of ``numbers``, all below ``count``, as bits: bit n stands for n."""
    row = bytearray(count // 8 + 1)
    for number in numbers:
        row[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(row, "little")


def numbers_in(bits: int) -> list[int]:
    """Return the numbers that ``bits`` stands for, in order."""
    numbers = []
    while bits:
        highest = bits.bit_length() - 1
        numbers.append(highest)
        bits ^= 1 << highest
    numbers.reverse()
    return numbers


class _Lazy(dict[_K, _V]):
    """What is worked out when it is first asked for."""

    def __init__(self, work_out: Callable[[_K], _V]) -> None:
        self._work_out = work_out

    def __missing__(self, key: _K) -> _V:
        self[key] = found = self._work_out(key)
        return found


class _Tried:
    """A phrase that is looked for: the texts where it could match, was tried, and was found, as bits."""

    __slots__ = ("could", "found", "phrase", "tried")

    def __init__(self, phrase: Phrase, could: int) -> None:
        self.phrase = phrase  # as long as it lives, its id is its own
        self.could = could
        self.tried = self.found = 0


KnownTexts = dict[str, "_Text"]
_NO_WORDS = frozenset({START, VENDOR_ROLE, CUSTOMER_ROLE, PARTY_ROLE, SIGN})


class SearchableTexts:
    """Canonical texts, numbered from 0. ``bits`` are sets of texts: bit n stands for text n.

    What is found in a text is found in all that are the same, here and in others that were given the same ``known``.
    """

    def __init__(self, texts: Sequence[str], known: KnownTexts | None = None) -> None:
        self.texts = texts
        known = {} if known is None else known
        self._each = [known.get(text) or known.setdefault(text, _Text(self, n, text)) for n, text in enumerate(texts)]
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self._each):
            for word in text.words:
                self._holding[word].append(number)
        self._words: defaultdict[str, list[str]] = defaultdict(list)  # by anchor
        for word in self._holding:
            for anchor in anchors_of_word(word):
                self._words[anchor].append(word)
        self._anchors = set(self._words)
        self._bits: dict[Need, int] = {}
        self._row: Sequence[Node] = ()
        self._at_places: dict[int, int] = {}  # of the row
        self._word_bits = _Lazy(self._holding_word)
        self._tried: dict[int, _Tried] = {}
        self.beginning = _Lazy(self._beginning)

    def find(self, phrase: Phrase, number: int) -> Sequence[Match]:
        """Return every match of the phrase in one text, left to right."""
        return self._each[number].matches(phrase)

    def hits(self, phrase: Phrase, number: int) -> Sequence[re.Match[str]]:
        """Return every match of the phrase's expression in one text, left to right."""
        return self._each[number].hits(phrase)

    def matching(self, phrase: Phrase, among: int) -> int:
        """Return the bits of the texts ``among`` those given in which the phrase matches."""
        sought = self._tried.get(id(phrase)) or self.remember(phrase)
        left = among & sought.could & ~sought.tried
        if left:
            sought.tried |= left
            for number in numbers_in(phrase.narrowed(left, self)):
                if self._each[number].search(phrase):
                    sought.found |= 1 << number
        return among & sought.found

    def without_failed(self, phrases: Iterable[Phrase], among: int) -> int:
        """Return the bits of the texts ``among`` those given in which none of the phrases was tried in vain."""
        for phrase in phrases:
            sought = self._tried.get(id(phrase))
            if sought:
                among &= ~sought.tried | sought.found
        return among

    def remember(self, phrase: Phrase) -> _Tried:
        """Keep the phrase alive as long as the texts, and what is found out about it."""
        sought = self._tried.get(id(phrase))
        if sought is None:
            sought = self._tried[id(phrase)] = _Tried(phrase, self.could_match(phrase))
        return sought

    def holding(self, phrase: Phrase, inside: int | None = None) -> Iterator[int]:
        """Return the numbers of the texts, if given of those ``inside``, that hold what the phrase needs."""
        bits = self.could_match(phrase)
        return iter(numbers_in(bits if inside is None else bits & inside))

    def could_match(self, phrase: Phrase) -> int:
        """Return the bits of the texts that hold what the phrase needs."""
        return self._bits_of(phrase.needs)

    def starts(self, number: int, phrase: Phrase) -> Sequence[int] | None:
        """Return the places of a text where a match of the phrase can begin, in order; None when it can anywhere."""
        return self._each[number].starts(phrase.firsts)

    def _bits_of(self, need: Need) -> int:
        if need.word:
            return self._word_bits[need.word]
        if need.nodes:
            if self._row is not need.nodes:
                self._row, self._at_places = need.nodes, {}
            return self._bits_at(need.place)
        bits = self._bits.get(need)
        if bits is None:
            bits = self._bits[need] = self._combined(need.all, need.words, need.parts, self._bits_of)
        return bits

    def _bits_at(self, place: int) -> int:
        """What ``_bits_of`` gives for the need that is kept at a place of the row: no object is made for its parts."""
        bits = self._at_places.get(place)
        if bits is None:
            node = self._row[place]
            bits = self._word_bits[node] if isinstance(node, str) else self._combined(*node, self._bits_at)
            self._at_places[place] = bits
        return bits

    def _combined(
        self, needs_all: bool, words: Sequence[str], parts: Iterable[_K], bits_of_part: Callable[[_K], int]
    ) -> int:
        """The bits of the texts that hold all of the words and parts, or one of them."""
        if not needs_all:
            bits = reduce(or_, map(self._word_bits.__getitem__, self._anchors.intersection(words)), 0)
            return reduce(or_, map(bits_of_part, parts), bits)
        if not self._anchors.issuperset(words):
            return 0
        bits = reduce(and_, map(self._word_bits.__getitem__, words), (1 << len(self.texts)) - 1)
        for part in parts:
            if not bits:
                break
            bits &= bits_of_part(part)
        return bits

    def _holding_word(self, anchor: str) -> int:
        """The bits of the texts that hold an anchor."""
        words = self._words[anchor] if anchor in self._anchors else ()
        return bits_of(chain.from_iterable(map(self._holding.__getitem__, words)), len(self.texts)) if words else 0

    def _beginning(self, firsts: frozenset[str]) -> frozenset[str]:
        """What stands for ``firsts`` among that with which texts and their parts begin: words, roles, signs, START."""
        words = chain.from_iterable(map(self._words.__getitem__, self._anchors.intersection(firsts)))
        return firsts.intersection(_NO_WORDS).union(words)


class _Text:
    """One of the texts, and what is known of it."""

    __slots__ = (
        "_barred",
        "_begun",
        "_everywhere",
        "_found",
        "_hits",
        "_number",
        "_starts",
        "_texts",
        "canonical",
        "words",
    )

    def __init__(self, texts: SearchableTexts, number: int, text: str) -> None:
        self._texts = texts
        self._number = number
        self.canonical = text
        self.words: dict[str, list[int]] = {}  # with where each stands
        for match in WORDS.finditer(text):
            self.words.setdefault(match.group(), []).append(match.start())
        self._barred = ""
        self._begun: dict[str, list[int]] | None = None
        self._starts: dict[frozenset[str], Sequence[int]] = {}
        self._found: dict[int, Sequence[Match]] = {}
        self._everywhere: dict[int, Sequence[Match]] = {}
        self._hits: dict[int, Sequence[re.Match[str]]] = {}

    @property
    def barred(self) -> str:
        if not self._barred:
            self._barred = with_barriers(self.canonical)
        return self._barred

    def starts(self, firsts: Firsts) -> Sequence[int] | None:
        if firsts is None:
            return None
        places = self._starts.get(firsts)
        if places is None:
            places = self._starts[firsts] = self._places(firsts)
        return places

    def _places(self, firsts: frozenset[str]) -> Sequence[int]:
        """Where something begins that is one of ``firsts``, in order."""
        begun = self._begun
        if begun is None:
            begun = self._begun = _begun(self)
        first = self._texts.beginning[firsts] & begun.keys()
        if len(first) < 2:
            return begun[next(iter(first))] if first else ()
        return sorted(set(chain.from_iterable(map(begun.__getitem__, first))))

    def search(self, phrase: Phrase) -> Sequence[Match]:
        """Look for a phrase for the first time."""
        found = phrase.found_in(self)
        if found:
            self._texts.remember(phrase)
            self._found[id(phrase)] = found
        return found

    def matches(self, phrase: Phrase) -> Sequence[Match]:
        found = self._found.get(id(phrase))
        if found is None:
            holds = self._texts.remember(phrase).could >> self._number & 1
            found = self._found[id(phrase)] = phrase.found_in(self) if holds else ()
        return found

    def everywhere(self, phrase: Phrase) -> Sequence[Match]:
        found = self._everywhere.get(id(phrase))
        if found is None:
            holds = self._texts.remember(phrase).could >> self._number & 1
            places = self.starts(phrase.firsts) if holds else ()
            found = phrase.everywhere(self.barred, places) if places is None or places else ()
            self._everywhere[id(phrase)] = found
        return found

    def hits(self, phrase: Phrase) -> Sequence[re.Match[str]]:
        found = self._hits.get(id(phrase))
        if found is None:
            self._texts.remember(phrase)
            places = self.starts(phrase.firsts)
            found = tuple(phrase.hits(self.barred, places)) if places is None or places else ()
            self._hits[id(phrase)] = found
        return found


def _begun(text: _Text) -> dict[str, list[int]]:
    """With what a text and its parts begin, words, roles, signs and START, and where."""
    begun = text.words | {START: [0]}
    for found, start in roles_and_signs_in(text.canonical):
        begun.setdefault(found, []).append(start)
    return begun
