"""What the text model sees of a passage: hashed words, pairs of words, beginnings of words, and concepts.

Training and checking share this module, so that both see the same numbers. Letters are lower-cased, every figure
becomes 0, marks separate words, and both parties read alike: who promises makes no other family.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import combinations, pairwise
from zlib import crc32

from contractkit.family_model.concepts import CONCEPTS
from contractkit.phrases import CUSTOMER_TOKEN, VENDOR_TOKEN

_WORD = re.compile(r"[^\W_]+|[$%§_]")
_FIGURE = re.compile(r"\d")
LONG = 100  # features; shorter passages count as so long: what little they hold must not weigh more for it
_STEM_LETTERS = 5
_PARTY = " _ "
_STEM, _CONCEPT, _HEADING = "*", "+", "#"  # no word begins with these


def passage_features(text: str) -> set[int]:
    """Return the features of a passage in canonical text, as 32-bit hashes."""
    words, concept_of = words_of(text), _concept_of()
    found = {*words, *_pairs(words), *(_STEM + word[:_STEM_LETTERS] for word in words if len(word) > _STEM_LETTERS)}
    concepts = sorted({concept_of[word] for word in words if word in concept_of})
    found.update(concepts)
    found.update(map("".join, combinations(concepts, 2)))
    return {crc32(feature.encode()) for feature in found}


@cache
def heading_features(heading: str) -> frozenset[int]:
    """Return the features of a heading; the same words in a text are other features."""
    words = words_of(heading)
    return frozenset(crc32(f"{_HEADING}{feature}".encode()) for feature in (*words, *_pairs(words)))


def words_of(text: str) -> list[str]:
    """Return the words of a text as the model reads them."""
    plain = text.replace(CUSTOMER_TOKEN, _PARTY).replace(VENDOR_TOKEN, _PARTY).lower()
    return _WORD.findall(_FIGURE.sub("0", plain))


def _pairs(words: list[str]) -> Iterable[str]:
    return map(" ".join, pairwise(words))


@cache
def _concept_of() -> dict[str, str]:
    """The concept of each word, as a short name."""
    return {word: f"{_CONCEPT}{number}" for number, words in enumerate(CONCEPTS.values()) for word in words.split()}
