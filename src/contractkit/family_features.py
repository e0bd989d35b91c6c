"""Words, word pairs and concepts of many passages at once, as hashed numbers: what the text model of families sees.

A feature is a word or a pair of neighbouring words of the passage, or of the headings above it; the first letters of a
word; or a concept (``family_concepts``) that the passage names, or two of them anywhere in it. Letters are lower-cased,
every figure becomes 0, marks separate words, and both parties read alike: who promises makes no other family. All
passages go through one buffer of bytes, so the cost is a few array operations, not a loop over words. Words outside
Latin-1 lose the letters that it lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from contractkit.family_concepts import CONCEPTS
from contractkit.phrases import CUSTOMER_TOKEN, VENDOR_TOKEN

Rows = NDArray[np.int64]
Hashes = NDArray[np.uint64]

_WORD_BREAK, _PASSAGE_BREAK = ord(" "), ord("\n")
# An odd base has an inverse modulo 2**64, so the hash of any stretch follows from hashes of two beginnings.
_BASE = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_NEXT_WORD = np.uint64(0x9FB21C651E98DF25)
_IN_TEXT, _IN_HEADING, _CONCEPT, _STEM = 1, 101, 201, 301
_STEM_LETTERS = 5
_PARTY = "party_"


def _kind_of_byte(code: int) -> int:
    """The byte that stands for a Latin-1 character: its lower-case letter, 0 for any figure, or a space."""
    char = chr(code)
    if code == _PASSAGE_BREAK or char in "_%$":
        return code
    if char.isascii() and char.isdigit():
        return ord("0")
    lower = char.lower()
    return ord(lower) if char.isalpha() else _WORD_BREAK


_KINDS = bytes(_kind_of_byte(code) for code in range(256))


def passage_features(texts: Sequence[str], headings: Sequence[str]) -> tuple[Rows, Hashes]:
    """Return every feature of every passage as (index of the passage, hash), repeats included.

    ``headings`` holds, for each text, the headings that it stands under.
    """
    rows, words, stems = _words([_partyless(text) for text in texts])
    heading_rows, heading_words, _ = _words(headings)
    parts = [
        _singles_and_pairs(rows, words, _IN_TEXT),
        (rows, _mixed(stems ^ np.uint64(_STEM))),
        _singles_and_pairs(heading_rows, heading_words, _IN_HEADING),
        _concepts(rows, words, len(texts)),
    ]
    return np.concatenate([rows for rows, _ in parts]), np.concatenate([hashes for _, hashes in parts])


def _partyless(text: str) -> str:
    return text.replace(CUSTOMER_TOKEN, _PARTY).replace(VENDOR_TOKEN, _PARTY)


def _singles_and_pairs(rows: Rows, words: Hashes, salt: int) -> tuple[Rows, Hashes]:
    together = rows[1:] == rows[:-1]
    pairs = (words[:-1] * _NEXT_WORD + words[1:])[together]
    single, double = np.uint64(salt), np.uint64(salt + 1)
    return (
        np.concatenate([rows, rows[:-1][together]]),
        np.concatenate([_mixed(words ^ single), _mixed(pairs ^ double)]),
    )


def _concepts(rows: Rows, words: Hashes, passages: int) -> tuple[Rows, Hashes]:
    """Each concept that a passage names, and each two of them."""
    known, concept_of = _concept_words()
    places = np.searchsorted(known, words)
    places[places == len(known)] = 0
    held = known[places] == words
    named = np.zeros((passages, len(CONCEPTS)), bool)
    named[rows[held], concept_of[places[held]]] = True
    one, other = np.triu_indices(len(CONCEPTS))  # a concept with itself stands for the concept alone
    where, pairs = np.nonzero(named[:, one] & named[:, other])
    hashes = _mixed((one * len(CONCEPTS) + other).astype(np.uint64) << np.uint64(8) ^ np.uint64(_CONCEPT))
    return where, hashes[pairs]


@cache
def _concept_words() -> tuple[Hashes, Rows]:
    """The hashes of all words of concepts, ascending, and the number of each one's concept."""
    numbers, hashes, _ = _words(list(CONCEPTS.values()))
    order = np.argsort(hashes)
    return hashes[order], numbers[order]


def _words(texts: Sequence[str]) -> tuple[Rows, Hashes, Hashes]:
    """The passage of each word, in order, with the hashes of the word and of its first letters."""
    lines = [text.encode("latin-1", "replace").replace(b"\n", b" ") for text in texts]
    letters = np.frombuffer(b"\n".join(lines).translate(_KINDS) + b"\n", np.uint8)
    breaks = letters == _PASSAGE_BREAK
    edges = np.diff((~breaks & (letters != _WORD_BREAK)).view(np.int8), prepend=0)
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    up_to = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum((letters + np.uint64(1)) * _powers(_BASE, len(letters)), out=up_to[1:])
    back = _powers(_INVERSE, len(letters))[starts]
    words, stems = (
        _mixed((up_to[stops] - up_to[starts]) * back) for stops in (ends, np.minimum(ends, starts + _STEM_LETTERS))
    )
    return np.cumsum(breaks)[starts], words, stems


def _powers(base: np.uint64, count: int) -> Hashes:
    """base**0 … base**(count-1) modulo 2**64."""
    factors = np.full(count, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


def _mixed(hashes: Hashes) -> Hashes:
    """The hashes with all bits depending on all bits (the finaliser of MurmurHash3, public domain)."""
    mixed = hashes ^ (hashes >> np.uint64(33))
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xC4CEB9FE1A85EC53)
    mixed ^= mixed >> np.uint64(33)
    return mixed
