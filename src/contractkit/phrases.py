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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from contractkit import text as t
from contractkit.errors import LibraryError
from contractkit.phrase_needs import (
    NOTHING,
    START,
    Firsts,
    Need,
    all_of,
    anchors_of_phrase_word,
    firsts_of,
    holds,
    of_word,
    one_of,
)

VENDOR_TOKEN = "vendor_"  # noqa: S105 - no secret
CUSTOMER_TOKEN = "customer_"  # noqa: S105 - no secret

# A gap must not run over these: behind them the sentence says the opposite. "Not later than" and the like deny nothing.
NEGATIONS = (
    r"(?:not(?! +(?:later|earlier|more|less|fewer|only|limited|exceeding|withstanding)\b)(?<!or not)"
    r"|no(?! +(?:later|earlier|more|less|fewer|longer than)\b)|never|nor|neither|none|nothing|cannot)\b"
)
# The space before a negation becomes a barrier in the texts that expressions are tried on: an expression that held all
# negations in each of its gaps was a third larger, and slower to load and to try.
_BARRIER = "\x01"
_BEFORE_NEGATION = re.compile(rf" (?={NEGATIONS})")
SEPARATOR = f"[ {_BARRIER}]+"
_ANY_WORD = f"[^ ;{_BARRIER}]+"
_GAP_STEP = f"(?: +{_ANY_WORD})"
_DEFAULT_GAP = 12

# A pronoun that stands for a party is one word with its token: "vendor_it".
VENDOR = rf"{VENDOR_TOKEN}(?:its?)?"
CUSTOMER = rf"{CUSTOMER_TOKEN}(?:its?)?"
_SOMEBODYS = rf"(?:{VENDOR_TOKEN}|{CUSTOMER_TOKEN})?"
_SIDE = rf"(?: +(?:(?:and|or) +)+(?:any of )?(?:{_SOMEBODYS}its|their){SEPARATOR}\w+){{0,3}}"
_WHICH = "(?:(?:either|each|neither|any|both|other) +)"
_ROLES = {
    "vendor": rf"(?:the[ {_BARRIER}])?{VENDOR}{_SIDE}",
    "customer": rf"(?:the[ {_BARRIER}])?{CUSTOMER}{_SIDE}",
    "party": rf"(?:the[ {_BARRIER}])?(?:{VENDOR}|{CUSTOMER}|{_WHICH}?part(?:y|ies)){_SIDE}",
}
_ROLE_NEEDS = {"vendor": of_word("vendor"), "customer": of_word("customer"), "party": NOTHING}
_ROLE_FIRSTS = {
    "vendor": frozenset({"the", "vendor"}),
    "customer": frozenset({"the", "customer"}),
    "party": frozenset(
        ["the", "vendor", "customer", "either", "each", "neither", "any", "both", "other", "party", "parties"]
    ),
}
# What stands for a value of each kind in the text that the phrases of facts are tried on.
VALUE_MARKERS = {
    "duration": "duration_", "percent": "percent_", "money": "money_", "fees": "fees_", "cycle": "cycle_",
}  # fmt: skip
_VALUES = {"duration": t.DURATION, "percent": t.PERCENT, "money": t.MONEY, "number": t.NUMBER}
_TOKEN = re.compile(
    r"(?P<gap>\.\.\.(?P<size>\d*))|\{(?P<macro>[a-z][a-z0-9 _-]*)\}|(?P<mark>[()|\[\]!^])"
    r"|(?P<word>[^\s()|\[\]!^{}.,]+(?:\.[^\s()|\[\]!^{}.,]+)*)|(?P<skip>[\s,]+)"
)

Vocabulary = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Node:
    """A compiled part: its regular expression, what a text must hold to match, and with what a match begins."""

    regex: str
    needs: Need = NOTHING
    firsts: Firsts = None


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


@dataclass(frozen=True)
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

    def find(self, canonical: str, text: Searched | None = None) -> Iterator[Match]:
        """Yield every match in canonical text, left to right; ``text`` is what is known of that text."""
        for hit in self.hits(text.barred if text else with_barriers(canonical), text.starts(self) if text else None):
            start, end = hit.span()
            if "value" in hit.re.groupindex:
                yield Match(start, end, hit["value"], self.source, hit.end("value"))
            else:
                yield Match(start, end, None, self.source)

    def hits(self, barred: str, places: Sequence[int] | None = None) -> Iterator[re.Match[str]]:
        """Yield every match of the expression in a text with barriers.

        If given, ``places`` are all where a match can begin, in order.
        """
        if places is None:
            yield from self.pattern.finditer(barred)
            return
        if not places:
            return  # the expression need not be loaded
        free, match = 0, self.pattern.match
        for place in places:
            if place >= free and (hit := match(barred, place)):
                free = hit.end()
                yield hit


class Searched(Protocol):
    """What is known of one text that is searched for many phrases."""

    @property
    def barred(self) -> str:
        """The text with barriers."""

    def starts(self, phrase: Phrase) -> Sequence[int] | None:
        """Return where in the text a match can begin, in order; None when it can anywhere."""

    def matches(self, phrase: Phrase) -> Sequence[Match]:
        """Return every match of a phrase in the text."""


_POSSESSIVE = re.compile(r"'s(?!\w)")
_SEPARATORS = str.maketrans(dict.fromkeys("\"'():/[]*-\u2022", " "))
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")  # one between digits is part of a number


def separated(folded: str) -> str:
    """Return folded text with possessives and the marks between words made spaces; same length."""
    return _COMMA.sub(" ", _POSSESSIVE.sub("  ", folded)).translate(_SEPARATORS)


@lru_cache(maxsize=20_000)  # the sentences of a long contract: each is tried with hundreds of phrases
def with_barriers(canonical: str) -> str:
    """Return canonical text as expressions are tried on it: a gap never crosses a barrier; same length."""
    return _BEFORE_NEGATION.sub(_BARRIER, canonical)


def could_match(phrase: Phrase, anchors: frozenset[str]) -> bool:
    """Return False only when no text with these anchors can match."""
    begins = phrase.firsts is None or START in phrase.firsts or not phrase.firsts.isdisjoint(anchors)
    return begins and holds(phrase.needs, anchors)


NamedGroups = dict[str, "_Node"]


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
    node = _Compiler(source, vocabulary, {} if groups is None else groups, markers=markers or {}).compile()
    return Phrase(source, node.regex, node.needs, node.firsts)


class _Compiler:
    """Recursive descent over the tokens of one phrase."""

    def __init__(
        self,
        source: str,
        vocabulary: Vocabulary,
        groups: NamedGroups,
        within: tuple[str, ...] = (),
        *,
        values: bool = True,
        markers: Mapping[str, str] | None = None,
    ) -> None:
        self.source = source
        self.vocabulary = vocabulary
        self.groups = groups
        self.within = within
        self.value_free = values
        self.markers = markers or {}
        self.tokens = list(self._tokenise())
        self.at = 0

    def _tokenise(self) -> Iterator[re.Match[str]]:
        position = 0
        while position < len(self.source):
            token = _TOKEN.match(self.source, position)
            if token is None:
                raise self._error(f"cannot read {self.source[position : position + 10]!r}")
            position = token.end()
            if not token["skip"]:
                yield token

    def _error(self, problem: str) -> LibraryError:
        return LibraryError(f"phrase {self.source!r}: {problem}")

    def compile(self) -> _Node:
        """Return the node of the whole phrase."""
        node = self._alternatives(closing=None)
        if not node.regex:
            raise self._error("the phrase is empty")
        return replace(node, regex=rf"(?<!\w)(?:{node.regex})(?!\w)") if self.within == () else node

    def _alternatives(self, closing: str | None) -> _Node:
        branches = [self._sequence(closing)]
        while self._mark() == "|":
            self.at += 1
            branches.append(self._sequence(closing))
        if closing is not None:
            if self._mark() != closing:
                raise self._error(f"{closing!r} is missing")
            self.at += 1
        elif self.at < len(self.tokens):
            raise self._error(f"unexpected {self.tokens[self.at].group()!r}")
        if len(branches) == 1:
            return branches[0]
        return _Node(
            f"(?:{'|'.join(branch.regex for branch in branches)})",
            one_of([branch.needs for branch in branches]),
            firsts_of([branch.firsts for branch in branches]),
        )

    def _mark(self) -> str | None:
        return self.tokens[self.at]["mark"] if self.at < len(self.tokens) else None

    def _sequence(self, closing: str | None) -> _Node:
        regex, started, gap = "", False, ""
        needs: list[Need] = []
        firsts: list[Firsts] = []  # of what can come first: all optional parts, and the first that must be there
        stops = {"|", closing or ")"}
        while self.at < len(self.tokens) and self._mark() not in stops:
            token = self.tokens[self.at]
            if token["gap"]:
                self.at += 1
                gap = f"{_GAP_STEP}{{0,{token['size'] or _DEFAULT_GAP}}}?"
                continue
            if token["mark"] == "^":
                self.at += 1
                regex += rf"^\W*(?:(?:\w{{1,2}}|[ivx]{{1,4}}|[\d.]+)\.?{SEPARATOR})??"
                firsts = firsts if started else [frozenset({START})]
                continue
            forbids, optional = token["mark"] == "!", token["mark"] == "["
            node = self._item()
            joint = gap + SEPARATOR if started else ""
            if not started and not forbids and not regex.startswith("^"):
                firsts.append(node.firsts)
            if forbids:
                regex += rf"(?!{joint}{node.regex}\b)"
            elif optional:
                regex += f"(?:{joint}{node.regex})?" if started else f"(?:{node.regex}{SEPARATOR})?"
            else:
                regex += joint + node.regex
                started, gap = True, ""
                needs.append(node.needs)
        if not started and not regex:
            raise self._error("an alternative or bracket is empty")
        return _Node(regex, all_of(needs), firsts_of(firsts) if started else None)

    def _item(self) -> _Node:
        if self.at >= len(self.tokens):
            raise self._error("'!' needs something behind it")
        token = self.tokens[self.at]
        self.at += 1
        if token["word"]:
            return _word(token["word"])
        if token["macro"]:
            return self._macro(token["macro"])
        if token["mark"] == "!":
            return self._item()
        if token["mark"] in ("(", "["):
            node = self._alternatives(")" if token["mark"] == "(" else "]")
            return replace(node, regex=f"(?:{node.regex})")
        raise self._error(f"unexpected {token.group()!r}")

    def _macro(self, name: str) -> _Node:
        if name in _ROLES:
            return _Node(_ROLES[name], _ROLE_NEEDS[name], _ROLE_FIRSTS[name])
        if name in self.markers or name in _VALUES:
            group = "?P<value>" if self.value_free else "?:"
            self.value_free = False
            marker = self.markers.get(name)
            if marker is not None:
                word = marker.strip("_")
                return _Node(rf"({group}{marker})", of_word(word), frozenset({word}))
            return _Node(rf"({group}{_VALUES[name]})")
        if name not in self.vocabulary:
            known = ", ".join(sorted({*_ROLES, *_VALUES, *self.markers, *self.vocabulary}))
            raise self._error(f"there is no {{{name}}}; known names: {known}")
        if name in self.within:
            raise self._error(f"{{{name}}} refers to itself")
        if name not in self.groups:
            joined = "|".join(f"({phrase})" for phrase in self.vocabulary[name])
            within = (*self.within, name)
            inner = _Compiler(
                joined, self.vocabulary, self.groups, within, values=False, markers=self.markers
            ).compile()
            self.groups[name] = replace(inner, regex=f"(?:{inner.regex})")
        return self.groups[name]


def _word(word: str) -> _Node:
    stem = word.endswith("*")
    body = separated(word.rstrip("*").lower().translate({0x2019: "'"})).strip()
    if not body:
        return _Node(_ANY_WORD)
    regex = f"[ {_BARRIER}]?".join(re.escape(part) for part in body.split())
    anchors = anchors_of_phrase_word(body, stem=stem)
    needs = one_of([of_word(anchor) for anchor in anchors])
    firsts = frozenset(anchors)
    if body in ("it", "its"):
        regex, firsts = _SOMEBODYS + regex, firsts | {"vendor", "customer"}
    elif body in (VENDOR_TOKEN, CUSTOMER_TOKEN):
        regex = VENDOR if body == VENDOR_TOKEN else CUSTOMER
    return _Node(regex + (r"\w*" if stem else ""), needs, firsts or None)
