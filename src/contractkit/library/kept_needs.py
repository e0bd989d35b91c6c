"""What the phrases of a library need, in one piece that loads fast: parts that many phrases share are kept once."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterable, Iterator

from contractkit.alternatives import Alternatives
from contractkit.phrase_needs import Firsts, Need, Node
from contractkit.phrases import Phrase

Entry = tuple[int, int, tuple[str, ...]]  # the places of needs and firsts, and the names of alternatives


class _Parts:
    """The parts of a kept need."""

    __slots__ = ("_kept", "_places")

    def __init__(self, kept: KeptNeeds, places: tuple[int, ...]) -> None:
        self._kept = kept
        self._places = places

    def __iter__(self) -> Iterator[Need]:
        return map(self._kept.need_at, self._places)


class KeptNeeds:
    """The needs and firsts of phrases by source. Bytes that are not ours raise ValueError, TypeError or EOFError."""

    def __init__(self, kept: bytes | None = None) -> None:
        self._nodes: list[Node] = []
        self._firsts: list[tuple[str, ...] | None] = []
        self._phrases: dict[str, Entry] = {}
        if kept is not None:
            self._nodes, self._firsts, self._phrases = marshal.loads(kept)  # noqa: S302 - our own file, see phrase_store
        self._needs: list[Need | None] = [None] * len(self._nodes)
        self._first_sets: dict[int, Firsts] = {}

    def __contains__(self, source: str) -> bool:
        return source in self._phrases

    def __len__(self) -> int:
        return len(self._phrases)

    def get(self, source: str) -> tuple[Need, Firsts]:
        """Return the needs and firsts of a phrase that is kept."""
        need, firsts, _ = self._phrases[source]
        if firsts not in self._first_sets:
            words = self._firsts[firsts]
            self._first_sets[firsts] = None if words is None else frozenset(words)
        return self.need_at(need), self._first_sets[firsts]

    def alternatives(self, source: str) -> tuple[str, ...]:
        """Return the names of the phrases of which a kept phrase is one; none for a phrase of its own."""
        return self._phrases[source][2]

    def need_at(self, place: int) -> Need:
        """Return the need that stands at a place; its parts are made when they are asked for."""
        need = self._needs[place]
        if need is None:
            node = self._nodes[place]
            need = self._needs[place] = Need(node) if isinstance(node, str) else self._made(place, *node)
        return need

    def _made(self, place: int, needs_all: bool, words: tuple[str, ...], parts: tuple[int, ...]) -> Need:
        return Need("", words, _Parts(self, parts) if parts else (), needs_all, 0, self._nodes, place)

    def with_phrases(self, phrases: Iterable[Phrase]) -> bytes:
        """Return all that is kept and these phrases as bytes."""
        nodes, firsts = list(self._nodes), list(self._firsts)
        places = {node: place for place, node in enumerate(nodes)}
        first_places = {words: place for place, words in enumerate(firsts)}
        entries: dict[str, Entry] = dict(self._phrases)
        for phrase in phrases:
            words = None if phrase.firsts is None else tuple(sorted(phrase.firsts))
            if words not in first_places:
                first_places[words] = len(firsts)
                firsts.append(words)
            entries[phrase.source] = (_place(phrase.needs, nodes, places), first_places[words], _names(phrase))
        return marshal.dumps((nodes, firsts, entries))


def _names(phrase: Phrase) -> tuple[str, ...]:
    """The names of alternatives; equal ones are one string, which is written once."""
    return tuple(map(sys.intern, phrase.names)) if isinstance(phrase, Alternatives) else ()


def _place(need: Need, nodes: list[Node], places: dict[Node, int]) -> int:
    """Where the need stands among the nodes; its parts stand before it."""
    node: Node = need.word or (
        need.all, tuple(need.words), tuple(_place(part, nodes, places) for part in need.parts)
    )  # fmt: skip
    place = places.get(node)
    if place is None:
        place = places[node] = len(nodes)
        nodes.append(node)
    return place
