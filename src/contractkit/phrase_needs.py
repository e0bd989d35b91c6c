"""What a text must hold for a phrase to match: words ("may") and beginnings of words ("term*"), all or one of some.

Beginnings have the few lengths that texts are looked up by. Of figures it only counts that there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from contractkit.phrase_words import BARRIER, CUSTOMER_TOKEN, VENDOR_TOKEN, WHICH_PARTY
from contractkit.text import CURRENCY_MARKS

WORDS = re.compile(r"[^\W_]+")
STEMS = (3, 4, 6)  # lengths of word beginnings by which stems are looked up
START = "^"  # where a text begins, among the words that a match can begin with

FIGURE = "figure_"  # stands for all words that begin with a digit
SIGN = "sign_"  # a sign of a currency, where an amount can begin

# Beginnings of phrases that say {vendor}, {customer} or {party}; no word of a text is one of these.
VENDOR_ROLE, CUSTOMER_ROLE, PARTY_ROLE = "vendor_", "customer_", "party_"
_ROLE = re.compile(
    rf"(?<!\w)(?:the[ {BARRIER}])?(?:(?P<{VENDOR_ROLE}>{VENDOR_TOKEN})|(?P<{CUSTOMER_ROLE}>{CUSTOMER_TOKEN})"
    rf"|(?P<{PARTY_ROLE}>{WHICH_PARTY}(?!\w)))|(?P<{SIGN}>[{CURRENCY_MARKS}])"
)

Firsts = frozenset[str] | None


# A word, or: whether all are needed or one, words, the places of other parts in the same row.
Node = str | tuple[bool, tuple[str, ...], tuple[int, ...]]


@dataclass(slots=True, eq=False)  # never changed; not frozen, because a library has many thousands
class Need:
    """A ``word``; or all of some ``words`` and ``parts``, or one of them.

    ``weight`` is how likely a text is to hold it, very roughly. A need that was kept between runs also says at which
    ``place`` of a row of ``nodes`` it stands.
    """

    word: str = ""
    words: Sequence[str] = ()
    parts: Iterable[Need] = ()
    all: bool = False
    weight: float = 0
    nodes: Sequence[Node] = ()
    place: int = 0


NOTHING = Need(all=True)  # holds for every text


def anchors_of(canonical: str) -> frozenset[str]:
    """Return what needs and firsts are about: words, beginnings of words, roles and signs of currencies in a text."""
    words = chain.from_iterable(map(anchors_of_word, WORDS.findall(canonical)))
    return frozenset(chain(words, (found for found, _ in roles_and_signs_in(canonical))))


def roles_and_signs_in(canonical: str) -> Iterator[tuple[str, int]]:
    """Yield each role that a text names, with where its name begins, its article included, and each SIGN.

    Most phrases begin with a role. To try them at each "the", and again behind it, would take half of all trials.
    """
    return ((match.lastgroup or "", match.start()) for match in _ROLE.finditer(canonical))


@lru_cache(maxsize=50_000)
def anchors_of_word(word: str) -> tuple[str, ...]:
    """Return the word and its beginnings, and FIGURE for one that begins with a digit."""
    beginnings = (f"{word[:length]}*" for length in STEMS if len(word) >= length)
    return (word, FIGURE, *beginnings) if word[0].isdecimal() else (word, *beginnings)


def holds(need: Need, anchors: frozenset[str]) -> bool:
    """Return whether a text with these anchors holds what is needed."""
    if need.word:
        return need.word in anchors
    if need.all:
        return all(word in anchors for word in need.words) and all(holds(part, anchors) for part in need.parts)
    return not anchors.isdisjoint(need.words) or any(holds(part, anchors) for part in need.parts)


def of_word(anchor: str) -> Need:
    """Return the need of one anchor; parties are everywhere, and long words are rare."""
    return Need(anchor, weight=100 if anchor in ("vendor", "customer") else 10 / len(anchor))


def all_of(needs: Iterable[Need]) -> Need:
    """Return the need of all of some needs, the rarest first."""
    parts = sorted((need for need in needs if need is not NOTHING), key=lambda need: need.weight)
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    return _several(parts, all_of_them=True, weight=parts[0].weight)


def one_of(needs: Sequence[Need]) -> Need:
    """Return the need of one of some needs: nothing when one of them is nothing."""
    if NOTHING in needs or not needs:
        return NOTHING
    return needs[0] if len(needs) == 1 else _several(needs, weight=sum(need.weight for need in needs))


def _several(needs: Iterable[Need], *, weight: float, all_of_them: bool = False) -> Need:
    words = tuple(dict.fromkeys(need.word for need in needs if need.word))
    return Need("", words, tuple(need for need in needs if not need.word), all_of_them, weight)


def firsts_of(alternatives: Sequence[Firsts]) -> Firsts:
    """Return with what a choice can begin; None when one of its branches can begin with anything."""
    known = [firsts for firsts in alternatives if firsts is not None]
    return frozenset().union(*known) if len(known) == len(alternatives) else None


def anchors_of_phrase_word(body: str, *, stem: bool) -> tuple[str, ...]:
    """Return the anchors, of which a match has one, of a phrase's word in canonical form ("sub processor").

    Empty when a text cannot be looked up by it.
    """
    first, _, rest = body.partition(" ")
    if WORDS.findall(first) != [first]:
        return ()  # a mark inside the word: it is looked for in the text itself
    found = (first, _anchor(body.replace(" ", ""), stem)) if rest else (_anchor(first, stem),)
    return found if all(found) else ()


def _anchor(word: str, stem: bool) -> str:
    """What must be among the anchors of a text that holds the word; "" for a stem too short to be looked up."""
    lengths = [length for length in STEMS if length <= len(word)]
    return word if not stem else f"{word[: lengths[-1]]}*" if lengths else ""
