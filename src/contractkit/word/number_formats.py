"""Numbers as Word writes them in labels: decimal, letters, roman, words, in English and Spanish."""

from __future__ import annotations

from collections.abc import Callable

from contractkit.outline.numerals import to_roman
from contractkit.outline.wordlists import in_order

_ONES = in_order(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = in_order("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_SPANISH = in_order(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
    " dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete"
    " veintiocho veintinueve treinta"
)
_SPANISH_ORDINALS = in_order(
    "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo decimotercero"
    " decimocuarto decimoquinto decimosexto decimoséptimo decimoctavo decimonoveno vigésimo"
)
_CHICAGO = "*†‡§"
_LARGEST_LETTER = 780  # 30 rounds of the alphabet, as Word repeats them


def format_number(value: int, number_format: str, language: str = "en") -> str:
    """Return ``value`` in Word's ``number_format`` ("lowerRoman", ...); unknown formats count in decimals."""
    if number_format in ("ordinal", "ordinalText", "cardinalText"):
        return _in_words(value, number_format, language)
    return _FORMATS.get(number_format, str)(value)


def _footnote_mark(value: int) -> str:
    return _CHICAGO[(value - 1) % 4] * ((value - 1) // 4 + 1) if value > 0 else str(value)


def _circled(value: int) -> str:
    return chr(0x245F + value) if 0 < value <= 20 else str(value)


def _letters(value: int) -> str:
    if not 0 < value <= _LARGEST_LETTER:
        return str(value)
    rounds, letter = divmod(value - 1, 26)
    return chr(97 + letter) * (rounds + 1)


def _in_words(value: int, number_format: str, language: str) -> str:
    spanish = language.startswith("es")
    if number_format == "ordinal":
        return f"{value}.º" if spanish else f"{value}{_suffix(value)}"
    if spanish:
        words = _SPANISH if number_format == "cardinalText" else ("", *_SPANISH_ORDINALS)
        return words[value].capitalize() if 0 < value < len(words) else str(value)
    if not 0 < value < 100:
        return str(value)
    cardinal = _ONES[value] if value < 20 else _TENS[value // 10] + (f"-{_ONES[value % 10]}" if value % 10 else "")
    return (cardinal if number_format == "cardinalText" else _ordinal(cardinal)).capitalize()


def _ordinal(cardinal: str) -> str:
    head, dash, last = cardinal.rpartition("-")
    if last in _ORDINALS:
        return head + dash + _ORDINALS[last]
    return head + dash + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def _suffix(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "lowerRoman": to_roman,
    "upperRoman": lambda value: to_roman(value).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "decimalZero": lambda value: f"{value:02d}",
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "chicago": _footnote_mark,
    "decimalEnclosedCircle": _circled,
}
