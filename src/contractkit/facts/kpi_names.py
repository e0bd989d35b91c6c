"""Which KPI of the catalogue a name speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from contractkit.library.models import KpiDefinition
from contractkit.phrase_needs import START, anchors_of
from contractkit.phrases import Compile, could_match, separated
from contractkit.text import fold

_ANYTHING = ""  # what phrases begin with that can begin with any word
_CHANNELS = (
    ("chat", re.compile(r"(?<!\w)(?:live )?chats?(?!\w)|chatbot|webchat")),
    ("email", re.compile(r"(?<!\w)(?:email|electronic mail|mail|web form|ticket|written)s?(?!\w)")),
    ("social media", re.compile(r"(?<!\w)(?:social|facebook|instagram|twitter|dms?)(?!\w)")),
    ("messaging", re.compile(r"(?<!\w)(?:whats ?app|sms|text messages?|messaging|messenger)(?!\w)")),
    ("phone", re.compile(r"(?<!\w)(?:voice|phones?|telephon\w*|calls?|inbound|hotline|ivr)(?!\w)")),
)


@lru_cache(maxsize=8192)
def plain_name(text: str) -> str:
    """Return a name for comparison: folded, marks made spaces, single spaces, "e-mail" as one word."""
    return re.sub(r"(?<!\w)e mail", "email", " ".join(separated(fold(text)).split()))


def channel_of(text: str) -> str:
    """Return the channel that a name or header speaks of ("chat", "email", "phone", …), or ""."""
    name = plain_name(text)
    return next((channel for channel, pattern in _CHANNELS if pattern.search(name)), "")


class Catalogue:
    """The KPI definitions with all their names, and what sentences say of them, ready to be looked up.

    Catalogues of the same definitions are equal: what one reads in a text, the other does.
    """

    def __init__(self, definitions: Iterable[KpiDefinition], compile_phrase: Compile | None = None) -> None:
        self.definitions = tuple(definitions)
        self._key = compile_phrase, tuple(map(id, self.definitions))
        self._said = [
            (compile_phrase(source), definition)
            for definition in self.definitions
            for source in (definition.said if compile_phrase else ())
            if compile_phrase
        ]
        self._said_by_first: dict[str, list[int]] = {}
        for number, (phrase, _) in enumerate(self._said):
            for first in {_ANYTHING} if phrase.firsts is None or START in phrase.firsts else phrase.firsts:
                self._said_by_first.setdefault(first, []).append(number)
        self._by_first_word: dict[str, list[tuple[str, KpiDefinition]]] = {}
        for definition in self.definitions:
            for name in map(plain_name, _names(definition)):
                self._by_first_word.setdefault(name.split()[0], []).append((name, definition))
        self._known: dict[tuple[str, str], tuple[KpiDefinition, str] | None] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalogue) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def match(self, name: str, channel: str = "") -> KpiDefinition | None:
        """Return the KPI whose longest name stands in ``name``; ``channel`` says where a bare name is meant."""
        found = self.find(name, channel)
        return found[0] if found else None

    def find(self, name: str, channel: str = "") -> tuple[KpiDefinition, str] | None:
        """Return the KPI and the name of it, in plain form, that stands in ``name``."""
        key = (plain_name(name), channel)
        if key not in self._known:
            self._known[key] = self._longest(*key)
        return self._known[key]

    def said(self, canonical: str) -> KpiDefinition | None:
        """Return the KPI that canonical text speaks of without a name: "answer calls within"."""
        prefixes = anchors_of(canonical)
        begun = map(self._said_by_first.__getitem__, self._said_by_first.keys() & {*prefixes, _ANYTHING})
        for phrase, definition in map(self._said.__getitem__, sorted(set(chain.from_iterable(begun)))):
            if could_match(phrase, prefixes) and any(phrase.find(canonical)):
                return definition
        return None

    def match_or_said(self, name: str, channel: str = "") -> KpiDefinition | None:
        """Return the KPI that a table's cell names or describes."""
        return self.match(name, channel) or self.said(separated(fold(name)))

    def _longest(self, name: str, channel: str) -> tuple[KpiDefinition, str] | None:
        """The longest name that stands in ``name``; one of the channel's own goes before another of its length."""
        plain = max(self._standing(name), key=_rank, default=None)
        if not channel:
            return plain and (plain[1], plain[0])
        own = [pair for pair in self._standing(f"{channel} {name} {channel}") if channel in pair[0]]
        best = max(own, key=_rank, default=None)
        if best and (plain is None or len(best[0]) + len(channel) > len(plain[0])):
            plain = best
        return plain and (plain[1], plain[0])

    def _standing(self, text: str) -> list[tuple[str, KpiDefinition]]:
        """The names of KPIs that stand in plain ``text``."""
        words = dict.fromkeys(text.split())
        return [
            (alias, definition)
            for word in words
            for alias, definition in self._by_first_word.get(word, ())
            if any(whole_words(alias, text))
        ]


def _rank(pair: tuple[str, KpiDefinition]) -> tuple[int, str]:
    return len(pair[0]), pair[0]


def _names(definition: KpiDefinition) -> Iterable[str]:
    return filter(None, (definition.name.en, definition.name.es, *definition.aliases))


def whole_words(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where ``name`` stands in ``text`` as whole words."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not _in_word(text[start - 1 : start]) and not _in_word(text[end : end + 1]):
            yield start, end
        start = text.find(name, start + 1)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def match_kpi(name: str, definitions: Iterable[KpiDefinition]) -> KpiDefinition | None:
    """Return the catalogue's KPI that ``name`` speaks of: the longest of its names and aliases that ``name`` holds."""
    return Catalogue(definitions).match(name, channel_of(name))
