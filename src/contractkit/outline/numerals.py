"""Numerals that label sections: roman, spelled out, and Spanish ordinals ("DÉCIMA SEGUNDA")."""

from __future__ import annotations

import re

from contractkit.outline.wordlists import in_order

_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_CARDINALS = in_order(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_SPANISH_CARDINALS = in_order("uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince")
_FIRST_TO_NINTH = {
    "primer": 1, "segund": 2, "tercer": 3, "cuart": 4, "quint": 5, "sext": 6, "séptim": 7, "septim": 7,
    "octav": 8, "noven": 9,
}  # fmt: skip
_TENS = {
    "décim": 10, "decim": 10, "undécim": 11, "undecim": 11, "duodécim": 12, "duodecim": 12, "vigésim": 20,
    "vigesim": 20, "trigésim": 30, "trigesim": 30, "cuadragésim": 40, "cuadragesim": 40,
}  # fmt: skip
_ENGLISH_ORDINALS = in_order(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ENGLISH = {word: number for number, word in enumerate(_ENGLISH_ORDINALS, start=1)}
_SPANISH = {stem + end: value for stem, value in (*_FIRST_TO_NINTH.items(), *_TENS.items()) for end in "ao"}
# Written as one word: "decimotercera", "vigesimoprimero".
_SPANISH |= {
    ten + joint + unit + end: tens + value
    for ten, tens in _TENS.items()
    if tens % 10 == 0
    for joint in "oa"
    for unit, value in _FIRST_TO_NINTH.items()
    for end in "ao"
}
# Words that may label a clause by themselves.
ORDINALS = frozenset(_SPANISH) | frozenset(_ENGLISH)
_ORDINAL_WORD = re.compile(r"[^\W\d_]+")
_CLOSING = re.compile(r"\s?(?:\.\s?[-–—]|[.:]|[-–—](?=\s)|\s[-–—])")


def roman_value(token: str) -> int:
    """Return the value of a roman numeral up to 399 ("iv" -> 4), or 0 when ``token`` is none."""
    total, highest = 0, 0
    for char in reversed(token.lower()):
        digit = _ROMAN_DIGITS.get(char)
        if digit is None:
            return 0
        total, highest = (total - digit, highest) if digit < highest else (total + digit, digit)
    return total if to_roman(total) == token.lower() else 0


def to_roman(value: int) -> str:
    """Return ``value`` as a lower-case roman numeral; "" below one."""
    numeral = []
    for size, digits in _ROMAN_STEPS:
        count, value = divmod(value, size) if value > 0 else (0, value)
        numeral.append(digits * count)
    return "".join(numeral)


_ROMAN_STEPS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def word_value(word: str) -> int:
    """Return the value of a spelled-out number ("four" -> 4, "primera" -> 1), or 0."""
    if word in _CARDINALS:
        return _CARDINALS.index(word) + 1
    if word in _SPANISH_CARDINALS:
        return _SPANISH_CARDINALS.index(word) + 1
    return _ENGLISH.get(word, 0) or _SPANISH.get(word, 0)


def ordinal_value(text: str, start: int) -> tuple[int, int] | None:
    """Return (value, end offset) of the ordinal that labels a clause at ``start`` ("PRIMERA.-"), or None.

    A closing dot, colon or dash is required: "Primera" alone is a word like others.
    """
    match = _ORDINAL_WORD.match(text, start)
    if match is None:
        return None
    word = match.group().lower()
    value = _SPANISH.get(word, 0) or (_ENGLISH.get(word, 0) if match.group().isupper() else 0)
    if not value:
        return None
    end = match.end()
    if value >= 10 and value % 10 == 0:
        unit = _ORDINAL_WORD.match(text, end + 1)
        ones = _SPANISH.get(unit.group().lower(), 0) if unit and text[end].isspace() else 0
        if unit and 0 < ones < 10:
            value, end = value + ones, unit.end()
    if not _CLOSING.match(text, end) and text[end:].strip():
        return None
    return value, end
