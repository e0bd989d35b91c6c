"""From a phrase as it is written to its regular expression: recursive descent over its tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from contractkit import text as t
from contractkit.errors import LibraryError
from contractkit.phrase_needs import (
    CUSTOMER_ROLE,
    FIGURE,
    NOTHING,
    PARTY_ROLE,
    SIGN,
    START,
    VENDOR_ROLE,
    Firsts,
    Need,
    all_of,
    anchors_of_phrase_word,
    firsts_of,
    of_word,
    one_of,
)
from contractkit.phrase_words import (
    BARRIER,
    CUSTOMER,
    CUSTOMER_TOKEN,
    SEPARATOR,
    VENDOR,
    VENDOR_TOKEN,
    WHICH_PARTY,
    separated,
)

_ANY_WORD = f"[^ ;{BARRIER}]+"
_GAP_STEP = f"(?: +{_ANY_WORD})"
_DEFAULT_GAP = 12
_SOMEBODYS = rf"(?:{VENDOR_TOKEN}|{CUSTOMER_TOKEN})?"
_SIDE = rf"(?: +(?:(?:and|or) +)+(?:any of )?(?:{_SOMEBODYS}its|their){SEPARATOR}\w+){{0,3}}"
_ROLES = {
    "vendor": rf"(?:the[ {BARRIER}])?{VENDOR}{_SIDE}",
    "customer": rf"(?:the[ {BARRIER}])?{CUSTOMER}{_SIDE}",
    "party": rf"(?:the[ {BARRIER}])?(?:{VENDOR}|{CUSTOMER}|{WHICH_PARTY}){_SIDE}",
}
_ROLE_NEEDS = {"vendor": of_word("vendor"), "customer": of_word("customer"), "party": NOTHING}
_ROLE_FIRSTS = {
    "vendor": frozenset({VENDOR_ROLE}),
    "customer": frozenset({CUSTOMER_ROLE}),
    "party": frozenset({VENDOR_ROLE, CUSTOMER_ROLE, PARTY_ROLE}),
}
_VALUES = {"duration": t.DURATION, "percent": t.PERCENT, "money": t.MONEY, "number": t.NUMBER}
_NUMBERS = (FIGURE, *t.WORDS_OF_NUMBERS)
_CODES = tuple(f"{code}*" for code in t.CURRENCY_CODES)
_VALUE_FIRSTS = {
    "duration": frozenset({*_NUMBERS, "a", "an", "half"}),
    "percent": frozenset(_NUMBERS),
    "money": frozenset({*_NUMBERS, *_CODES, SIGN, "us", "a", "c", "s", "rs", "half", "rupees"}),
    "number": frozenset(_NUMBERS),
}
_VALUE_NEEDS = {
    "duration": one_of([*map(of_word, (*_NUMBERS, "half", "quarter", "fortnight"))]),
    "percent": one_of([*map(of_word, _NUMBERS)]),
    "money": one_of([*map(of_word, (*_NUMBERS, *_CODES, "half", "quarter"))]),
    "number": one_of([*map(of_word, _NUMBERS)]),
}
_TOKEN = re.compile(
    r"(?P<gap>\.\.\.(?P<size>\d*))|\{(?P<macro>[a-z][a-z0-9 _-]*)\}|(?P<mark>[()|\[\]!^])"
    r"|(?P<word>[^\s()|\[\]!^{}.,]+(?:\.[^\s()|\[\]!^{}.,]+)*)|(?P<skip>[\s,]+)"
)

PART = "part: "  # what the names of alternatives begin with: "part: {at will}#2", "part: fees|{charged}#1"

Vocabulary = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Node:
    """A compiled part: its regular expression, what a text must hold to match, and with what a match begins.

    ``branches`` are the alternatives of one that consists of nothing else, each with a ``name`` of its own in the
    phrase or named group where it is written; ``solid`` when it never matches nothing.
    """

    regex: str
    needs: Need = NOTHING
    firsts: Firsts = None
    branches: tuple[Node, ...] = ()
    name: str = ""
    solid: bool = True


NamedGroups = dict[str, Node]


def compiled_node(source: str, vocabulary: Vocabulary, groups: NamedGroups, markers: Mapping[str, str]) -> Node:
    """Return the compiled phrase. Raises LibraryError when it is not well formed or names an unknown ``{macro}``."""
    return _Compiler(source, vocabulary, groups, markers=markers).compile()


def whole_words(regex: str) -> str:
    """Return the expression of what begins and ends with a word."""
    return rf"(?<!\w)(?:{regex})(?!\w)"


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
        self.written = 0  # sequences so far

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

    def compile(self) -> Node:
        """Return the node of the whole phrase."""
        node = self._alternatives(closing=None)
        if not node.regex:
            raise self._error("the phrase is empty")
        return replace(node, regex=whole_words(node.regex)) if self.within == () else node

    def _alternatives(self, closing: str | None) -> Node:
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
        return Node(
            f"(?:{'|'.join(branch.regex for branch in branches)})",
            one_of([branch.needs for branch in branches]),
            firsts_of([branch.firsts for branch in branches]),
            tuple(chain.from_iterable(branch.branches or (branch,) for branch in branches)),
            solid=all(branch.solid for branch in branches),
        )

    def _mark(self) -> str | None:
        return self.tokens[self.at]["mark"] if self.at < len(self.tokens) else None

    def _sequence(self, closing: str | None) -> Node:
        regex, started, gap = "", False, ""
        branches: tuple[Node, ...] = ()
        solid = False
        needs: list[Need] = []
        firsts: list[Firsts] = []  # of what can come first: all optional parts, and the first that must be there
        stops = {"|", closing or ")"}
        while self.at < len(self.tokens) and self._mark() not in stops:
            token = self.tokens[self.at]
            if token["gap"]:
                self.at += 1
                gap = f"{_GAP_STEP}{{0,{token['size'] or _DEFAULT_GAP}}}?"
                branches = ()
                continue
            if token["mark"] == "^":
                self.at += 1
                regex += rf"^\W*(?:(?:\w{{1,2}}|[ivx]{{1,4}}|[\d.]+)\.?{SEPARATOR})??"
                firsts = firsts if started else [frozenset({START})]
                branches = ()
                continue
            forbids, optional = token["mark"] == "!", token["mark"] == "["
            node = self._item()
            joint = gap + SEPARATOR if started else ""
            if not started and not forbids and not regex.startswith("^"):
                firsts.append(node.firsts)
            branches = node.branches if not (forbids or optional or regex or gap) else ()
            solid = solid or (node.solid and not forbids and not optional)
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
        self.written += 1
        owner = f"{{{self.within[-1]}}}" if self.within else self.source
        name = f"{PART}{owner}#{self.written}"
        return Node(regex, all_of(needs), firsts_of(firsts) if started else None, branches, name, solid)

    def _item(self) -> Node:
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

    def _macro(self, name: str) -> Node:
        if name in _ROLES:
            return Node(_ROLES[name], _ROLE_NEEDS[name], _ROLE_FIRSTS[name])
        if name in self.markers or name in _VALUES:
            group = "?P<value>" if self.value_free else "?:"
            self.value_free = False
            marker = self.markers.get(name)
            if marker is not None:
                word = marker.strip("_")
                return Node(rf"({group}{marker})", of_word(word), frozenset({word}))
            return Node(rf"({group}{_VALUES[name]})", _VALUE_NEEDS[name], _VALUE_FIRSTS[name])
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


def _word(word: str) -> Node:
    stem = word.endswith("*")
    body = separated(word.rstrip("*").lower().translate({0x2019: "'"})).strip()
    if not body:
        return Node(_ANY_WORD)
    regex = f"[ {BARRIER}]?".join(re.escape(part) for part in body.split())
    anchors = anchors_of_phrase_word(body, stem=stem)
    needs = one_of([of_word(anchor) for anchor in anchors])
    firsts = frozenset(anchors)
    if body in ("it", "its"):
        regex, firsts = _SOMEBODYS + regex, firsts | {"vendor", "customer"}
    elif body in (VENDOR_TOKEN, CUSTOMER_TOKEN):
        regex = VENDOR if body == VENDOR_TOKEN else CUSTOMER
    return Node(regex + (r"\w*" if stem else ""), needs, firsts or None)
