"""The phrase language: how the clause library says what a sentence must hold.

A phrase is words in order. ``term*`` matches a stem, ``(a|b c)`` alternatives, ``[word]`` an optional part,
``...`` a gap of up to 12 words and ``...30`` one of up to 30: a gap never crosses a negation or a semicolon.
``!word`` or ``!(a|b)`` forbids what follows at that place, ``^`` is the start of the sentence.
``{vendor}``, ``{customer}`` and ``{party}`` are the parties under whatever names the document gives them.
``{duration}``, ``{percent}``, ``{money}`` and ``{number}`` match values; other names in braces come from the
library's vocabulary. Phrases are matched against canonical text: folded, marks between words made spaces, party
names made role tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

from contractkit.phrase_compiler import NamedGroups, Vocabulary, compiled_node
from contractkit.phrase_needs import NOTHING, START, Firsts, Need, holds
from contractkit.phrase_words import (
    CUSTOMER,
    CUSTOMER_TOKEN,
    NEGATIONS,
    SEPARATOR,
    VALUE_MARKERS,
    VENDOR,
    VENDOR_TOKEN,
    separated,
    with_barriers,
)

__all__ = [
    "CUSTOMER",
    "CUSTOMER_TOKEN",
    "NEGATIONS",
    "SEPARATOR",
    "VALUE_MARKERS",
    "VENDOR",
    "VENDOR_TOKEN",
    "Compile",
    "Match",
    "NamedGroups",
    "Phrase",
    "Searched",
    "UnknownText",
    "Vocabulary",
    "compile_phrase",
    "could_match",
    "separated",
    "with_barriers",
]  # fmt: skip


class Match(NamedTuple):
    """Where a phrase was found in canonical text; ``value`` is the text of its first value marker, if any.

    ``value_end`` is where that value ends, -1 without one.
    """

    start: int
    end: int
    value: str | None
    phrase: str
    value_end: int = -1


class Keeper(Protocol):
    """Keeps expressions between runs."""

    def regex(self, source: str) -> str:
        """Return the regular expression of a phrase that it gave."""

    def pattern(self, phrase: Phrase) -> re.Pattern[str]:
        """Return the compiled expression of a phrase."""


@dataclass(unsafe_hash=True)  # never changed; not frozen, because a library has many thousands
class Phrase:
    """A compiled phrase. The regular expression is built when first needed, by its ``keeper`` if it has one.

    A text that matches holds what ``needs`` says, and the match begins with one of ``firsts``, if these are known.
    """

    source: str
    written: str | None = field(default=None, repr=False, compare=False)
    needs: Need = field(default=NOTHING, repr=False, compare=False)
    firsts: Firsts = field(default=None, repr=False)
    keeper: Keeper | None = field(default=None, repr=False, compare=False)

    @cached_property
    def regex(self) -> str:
        """The regular expression; "" for one that consists of other phrases."""
        return self.keeper.regex(self.source) if self.written is None and self.keeper else self.written or ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled regular expression."""
        return self.keeper.pattern(self) if self.keeper else re.compile(self.regex)

    def find(self, canonical: str) -> Iterator[Match]:
        """Return every match in canonical text, left to right."""
        return iter(self.found_in(UnknownText(canonical)))

    def found_in(self, text: Searched) -> Sequence[Match]:
        """Return every match in a text, left to right."""
        hits = self.hits(text.barred, text.starts(self.firsts))
        return self._matches(hits) if hits else ()

    def narrowed(self, among: int, texts: ManySearched) -> int:  # noqa: ARG002 - phrases of several parts ask them
        """Return the bits of the texts ``among`` those given where the whole phrase is worth trying."""
        return among

    def hits(self, barred: str, places: Sequence[int] | None = None) -> Sequence[re.Match[str]]:
        """Return every match of the expression in a text with barriers.

        If given, ``places`` are all where a match can begin, in order.
        """
        if places is None:
            return list(self.pattern.finditer(barred))
        if not places:
            return ()  # the expression need not be loaded
        found, free, match = [], 0, self.pattern.match
        for place in places:
            if place >= free and (hit := match(barred, place)):
                free = hit.end()
                found.append(hit)
        return found

    def everywhere(self, barred: str, places: Sequence[int] | None = None) -> list[Match]:
        """Return the match at each place of a text with barriers where there is one, also of those that overlap."""
        if places is not None:
            hits = list(filter(None, (self.pattern.match(barred, place) for place in places)))
        else:
            hits, at = [], 0
            while hit := self.pattern.search(barred, at):
                hits.append(hit)
                at = hit.start() + 1
        return self._matches(hits) if hits else []

    def _matches(self, hits: Sequence[re.Match[str]]) -> list[Match]:
        if "value" in self.pattern.groupindex:
            return [Match(*hit.span(), hit["value"], self.source, hit.end("value")) for hit in hits]
        return [Match(*hit.span(), None, self.source) for hit in hits]

    @property
    def at_hand(self) -> bool:
        """Whether the expression is compiled or loaded."""
        return "pattern" in self.__dict__


Compile = Callable[[str], Phrase]


class Searched(Protocol):
    """What is known of one text that is searched for many phrases."""

    @property
    def barred(self) -> str:
        """The text with barriers."""

    @property
    def canonical(self) -> str:
        """The text."""

    def starts(self, firsts: Firsts) -> Sequence[int] | None:
        """Return where in the text something begins with one of ``firsts``, in order; None when that is not known."""

    def matches(self, phrase: Phrase) -> Sequence[Match]:
        """Return every match of a phrase in the text."""

    def everywhere(self, phrase: Phrase) -> Sequence[Match]:
        """Return the match of a phrase at each place of the text where there is one."""


class ManySearched(Protocol):
    """Texts that are searched together; bit n of a set of texts stands for text n."""

    def matching(self, phrase: Phrase, among: int) -> int:
        """Return the bits of the texts ``among`` those given in which the phrase matches."""

    def without_failed(self, phrases: Iterable[Phrase], among: int) -> int:
        """Return the bits of the texts ``among`` those given in which none of the phrases was tried in vain."""


@dataclass(frozen=True, slots=True)
class UnknownText:
    """A text of which nothing is known beforehand."""

    canonical: str

    @property
    def barred(self) -> str:
        """The text with barriers."""
        return with_barriers(self.canonical)

    def starts(self, _firsts: Firsts) -> None:
        """Return that a match can begin anywhere."""

    def matches(self, phrase: Phrase) -> Sequence[Match]:
        """Return every match of a phrase in the text."""
        return phrase.found_in(self)

    def everywhere(self, phrase: Phrase) -> Sequence[Match]:
        """Return the match of a phrase at each place of the text where there is one."""
        return phrase.everywhere(self.barred)


def could_match(phrase: Phrase, anchors: frozenset[str]) -> bool:
    """Return False only when no text with these anchors can match."""
    begins = phrase.firsts is None or START in phrase.firsts or not phrase.firsts.isdisjoint(anchors)
    return begins and holds(phrase.needs, anchors)


def compile_phrase(
    source: str,
    vocabulary: Vocabulary,
    groups: NamedGroups | None = None,
    markers: Mapping[str, str] | None = None,
) -> Phrase:
    """Return the compiled phrase. ``groups`` keeps compiled named groups between calls with one vocabulary.

    With ``markers`` a value marker such as ``{duration}`` matches the word that stands for such values in the text,
    and not the value itself: so the phrases of facts are read.

    Raises LibraryError when the phrase is not well formed or names an unknown ``{macro}``.
    """
    node = compiled_node(source, vocabulary, {} if groups is None else groups, markers or {})
    return Phrase(source, node.regex, node.needs, node.firsts)
