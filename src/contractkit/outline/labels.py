"""Section labels at the start of a paragraph, typed or automatic: "7.2", "(b)", "Article IV", "PRIMERA.-"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from contractkit.outline.numerals import ORDINALS, ordinal_value, roman_value, word_value
from contractkit.outline.wordlists import MEASURES, PARTS

LabelKind = Literal["part", "subpart", "article", "ordinal", "decimal", "item"]

SUBPARTS = frozenset({"part", "parte", "teil", "partie"})
# Rank orders the words of one document: a chapter holds articles, an article holds sections.
ARTICLE_RANKS = {
    "title": 0, "título": 0, "titulo": 0, "chapter": 1, "capítulo": 1, "capitulo": 1, "kapitel": 1, "chapitre": 1,
    "article": 2, "artículo": 2, "articulo": 2, "artikel": 2, "articolo": 2, "art": 2,
    "section": 3, "sección": 3, "seccion": 3, "clause": 3, "cláusula": 3, "clausula": 3, "estipulación": 3, "§": 3,
    "paragraph": 4, "párrafo": 4,
}  # fmt: skip
_LABELLING = PARTS | SUBPARTS | ORDINALS | frozenset(ARTICLE_RANKS)
# The first three letters of every word that may label a section.
LABEL_BEGINNINGS = frozenset(word[:3] for word in _LABELLING)
_PART_RANKS: dict[LabelKind, int] = {"part": -2, "subpart": -1}
_ORDINAL_RANK = 3
LOWEST_RANK = 7

_WORD = re.compile(r"[^\W\d_]+|§+")
_IDENTIFIER = re.compile(
    r"[\s\u00a0]*(?:no\.?|nº|n\.º|núm\.?|number)?[\s\u00a0]*"
    r"([\"“'‘]?)((?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z])(?:[-–]?\d{1,2}|-[A-Z]|\.?[ºª°])?|[IVXLC]{1,7}|[ivxlc]{1,7}|[A-Za-zÀ-ÿ]+)[\"”'’]?"
    r"((?:\s?\([A-Za-z0-9]{1,5}\))*)(?![\w])",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    r"(\d{1,3}(?:[A-Z](?=[.\s):])|\.?[ºª](?=[.\s):]))?(?:\.\d{1,3}(?:[A-Z](?=[.\s):]))?){0,7})((?:[\s\u00a0]?\([A-Za-z0-9]{1,5}\)){0,4})(\.?[-–—]|[.):]{0,2})(?=\s|$|[^\W\d_]|[\"“‘'«(\[])"
)
_GROUPS = re.compile(r"((?:\((?:[A-Za-z]{1,6}|\d{1,3})\)[\s\u00a0]?){1,4})(?:[.:]?)(?=\s|$|[^\W_]|[\"“‘'«\[])")
_TOKEN = re.compile(r"\(([A-Za-z0-9]{1,6})\)")
_LOOSE_ACCENT = re.compile("[\u0300-\u036f]")
_JOINT = re.compile(r"[\s\u00a0]*[,;:/–—-]?[\s\u00a0]+")
_LETTER_DECIMAL = re.compile(r"([A-Z]{1,2}\d{0,2}(?:\.\d{1,3}){1,6})[.)]?(?=\s|$)")
_MENTION = re.compile(r"[)\],;]|(?:of|hereof|above|below|and|or|to|through|shall|is|are|will|may|must|de|del|y|o)\b")
_LETTERED = re.compile(r"([ivxlc]{1,7}|[IVXLC]{1,7}|([A-Za-z])\2{0,2}|\d{1,3})(\)|\.\)|\.[-–—]|\.)(?=\s|$|[\"“‘«])")
LONGEST_LETTERED = 12  # "xxxviii.-" and "A.12.3.10"
_AFTER_CAPITAL = frozenset(".0123456789")
_ORDINAL_SIGNS = "ºª°"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SPACES = " \t\u00a0\u2002\u2003\u2009\u202f\n"
_SPACE_SET = frozenset(SPACES)


class Label(NamedTuple):
    """A section label: ``shown`` without its final dot, and ``end``, the offset where the paragraph's words begin.

    ``path`` holds the label's own components ((7, 2) for "7.2", (4,) for "Article IV", ("b",) for "(b)").
    ``readings`` are the ways to count it: (alphabet, value), since "(i)" may follow "(h)" or start a list.
    ``rank`` orders what may stand in what: schedules, their parts, articles, and last all other numbers.
    ``weak`` labels ("A.", "7" without a dot) count only where they start or continue a series.
    ``outer`` is the label of the schedule in "Schedule 2, Part B".
    """

    kind: LabelKind
    shown: str
    end: int
    path: tuple[int | str, ...]
    display: tuple[str, ...]
    rank: int = LOWEST_RANK
    style: str = ""
    readings: tuple[tuple[str, int], ...] = ()
    weak: bool = False
    outer: Label | None = None


def typed_label(text: str) -> Label | None:
    """Return the label that ``text`` begins with, or None when it begins with ordinary words."""
    start = 0
    while text[start : start + 1] in _SPACE_SET:
        start += 1
    first = text[start : start + 1]
    if first.isalpha() or first == "§":
        opening = text[start : start + LONGEST_LETTERED]
        label = _lettered_label(text, start) if "." in opening or ")" in opening else None
        if label is None and (first == "§" or opening[:3].lower() in LABEL_BEGINNINGS):
            label = _word_label(text, start)
        if label is None and not opening.isascii() and _LOOSE_ACCENT.search(opening):
            return _label_of_loose_accents(text)
        return label
    if first.isdigit():
        return _decimal_label(text, start)
    return _group_label(text, start) if first == "(" else None


def _label_of_loose_accents(text: str) -> Label | None:
    """Some programs write an accent as a character of its own ("DE´CIMA"): put both together, and count both."""
    from unicodedata import normalize  # noqa: PLC0415  # a megabyte of tables that most documents never need

    composed = normalize("NFC", text)
    label = typed_label(composed) if composed != text else None
    if label is None:
        return None
    end = label.end
    while len(normalize("NFC", text[:end])) < label.end or _LOOSE_ACCENT.match(text, end):
        end += 1
    return label._replace(end=end)


def _after(text: str, end: int) -> int:
    while end < len(text) and text[end] in SPACES:
        end += 1
    return end


def _decimal_label(text: str, start: int) -> Label | None:
    match = _DECIMAL.match(text, start)
    if match is None:
        return None
    number, groups, closing = match.groups()
    end = _after(text, match.end())
    glued = text[match.end() : match.end() + 1].islower() and "." not in closing
    dated = number[-1] in _ORDINAL_SIGNS and not closing and text[end : end + 1].islower()  # "1º de enero"
    if glued or dated or measures_something(text, end):
        return None
    shown = text[start : match.end()].rstrip(".:-–—" + SPACES)
    components = number.rstrip(_ORDINAL_SIGNS).rstrip(".").split(".")
    if text[match.end() : match.end() + 1] == "(" and not closing:
        return None  # "3.2(b), 4.1": the bracket belongs to a number that is cited
    if (groups or len(components) > 1) and _MENTION.match(text, end):
        # "Section 3.2(b), 4.1 and 5" broken over lines: the number is cited, not given.
        return None
    if closing.startswith(")") and len(components) == 1 and not groups:
        readings = (("number", int(components[0].rstrip(_CAPITALS))),)
        return Label("item", shown, end, (components[0],), (components[0],), style=")", readings=readings)
    path: tuple[int | str, ...] = tuple(int(part) if part.isdigit() else part for part in components)
    if len(path) == 2 and path[1] == 0:
        path = path[:1]
    tokens = tuple(_TOKEN.findall(groups))
    display = (".".join(components), *tokens)
    bare = not closing and number[-1] not in _ORDINAL_SIGNS and len(components) == 1 and not groups
    return decimal_label(shown, end, path + tokens, display, weak=bare)


def decimal_label(
    shown: str, end: int, path: tuple[int | str, ...], display: tuple[str, ...], *, weak: bool = False
) -> Label:
    """Return the label of a number with these components; ``display`` is the number and the items behind it."""
    value = path[-1] if isinstance(path[-1], int) else 0
    readings = (("n" if len(path) > 1 else "1", value),)
    return Label("decimal", shown, end, path, display, LOWEST_RANK, "decimal", readings, weak)


def measures_something(text: str, end: int) -> bool:
    """Return whether the word at ``end`` makes the number before it a quantity ("30 days", "99.5 %")."""
    word = text[end : end + 12].split(None, 1)
    if not word:
        return False
    first = word[0].rstrip(",.;:)").lower()
    return first in MEASURES and not word[0][0].isupper()


def _group_label(text: str, start: int) -> Label | None:
    match = _GROUPS.match(text, start)
    if match is None:
        return None
    tokens = tuple(_TOKEN.findall(match.group(1)))
    if len(tokens[0]) > 1 and not tokens[0].isdigit() and not readings_of(tokens[0]):
        return None
    shown = match.group(1).rstrip(SPACES)
    readings = readings_of(tokens[-1])
    if not readings:
        return None
    return Label("item", shown, _after(text, match.end()), tokens, tokens, style="()", readings=readings)


def _letter_decimal(text: str, start: int) -> Label | None:
    match = _LETTER_DECIMAL.match(text, start)
    if match is None or (_MENTION.match(text, _after(text, match.end()))):
        return None
    shown = match.group(1)
    first, *rest = shown.split(".")
    return decimal_label(shown, _after(text, match.end()), (first, *map(int, rest)), (shown,))


def _lettered_label(text: str, start: int) -> Label | None:
    if text[start].isupper() and text[start + 1 : start + 2] in _AFTER_CAPITAL:
        label = _letter_decimal(text, start)
        if label is not None:
            return label
    match = _LETTERED.match(text, start)
    if match is None:
        return None
    token, closing = match.group(1), match.group(3)
    readings = readings_of(token)
    if not readings:
        return None
    style = ")" if closing.endswith(")") else "."
    end = _after(text, match.end())
    shown = text[start : match.end()].rstrip(".-–—")
    return Label("item", shown, end, (token,), (token,), style=style, readings=readings, weak=style == ".")


@lru_cache(maxsize=1024)
def readings_of(token: str) -> tuple[tuple[str, int], ...]:
    """Return every way to count ``token``: as a letter (aa = 27), a roman numeral or a number."""
    if token.isdigit():
        return (("number", int(token)),)
    case = "lower" if token.islower() else "upper" if token.isupper() else ""
    if not case:
        return ()
    readings = []
    roman = roman_value(token)
    if roman:
        readings.append((case + "-roman", roman))
    if len(set(token.lower())) == 1 and len(token) <= 4:
        readings.append((case + "-letter", ord(token[0].lower()) - 96 + 26 * (len(token) - 1)))
    return tuple(readings)


def _word_label(text: str, start: int) -> Label | None:
    match = _WORD.match(text, start)
    if match is None:
        return None
    word = match.group().lower()
    if word not in _LABELLING:
        return None
    if word in PARTS or word in SUBPARTS or word in ARTICLE_RANKS:
        label = _titled_label(text, start, match.end(), word)
        if label is not None or word not in ("cláusula", "clausula", "estipulación"):
            return label
        return _ordinal_label(text, start, _after(text, match.end()))
    return _ordinal_label(text, start, start)


def _titled_label(text: str, start: int, word_end: int, word: str) -> Label | None:
    """A label of a word and an identifier: "Schedule 2", "Article IV", "Section 4.1(a)"."""
    offset = word_end + (text[word_end : word_end + 1] == "." and word == "art")
    match = _IDENTIFIER.match(text, offset)
    value = None if match is None else _identifier_path(match.group(2))
    if match is None or value is None or (word != "§" and match.start(1) == offset):
        return None
    token = match.group(2)
    shown, end = text[start : match.end()].rstrip(), _after(text, match.end())
    tokens = tuple(_TOKEN.findall(match.group(3)))
    if word not in PARTS and word not in SUBPARTS and (len(value) > 1 or tokens):
        cited = text[end : end + 1].islower() or _MENTION.match(text, end)
        return None if cited else decimal_label(shown, end, value + tokens, (token, *tokens))
    written = token.lower() if token.isalpha() and len(token) > 2 and not roman_value(token) else token.upper()
    name = f"{text[start].upper()}{text[start + 1 : word_end].lower()} {written}"
    if word in ARTICLE_RANKS:
        readings = (("number", int(value[0])),)
        return Label("article", shown, end, value, (name,), rank=ARTICLE_RANKS[word], style=word, readings=readings)
    kind: LabelKind = "part" if word in PARTS else "subpart"
    label = Label(kind, shown, end, (f"{kind}:{name.lower()}",), (name,), _PART_RANKS[kind], readings=(("name", 0),))
    return _with_its_part(text, start, match.end(), label) if kind == "part" else label


def _with_its_part(text: str, start: int, end: int, schedule: Label) -> Label:
    """Return the label of the part that follows a schedule's on the same line, or the schedule's own."""
    joint = _JOINT.match(text, end)
    word = None if joint is None else _WORD.match(text, joint.end())
    if word is None or word.group().lower() not in SUBPARTS:
        return schedule
    inner = _titled_label(text, word.start(), word.end(), word.group().lower())
    if inner is None:
        return schedule
    return inner._replace(shown=text[start : word.start()] + inner.shown, outer=schedule)


def _identifier_path(token: str) -> tuple[int | str, ...] | None:
    token = token.rstrip(_ORDINAL_SIGNS).rstrip(".")
    if token[0].isdigit() and token.replace(".", "").isdigit():
        return tuple(int(part) for part in token.strip(".").split("."))
    value = roman_value(token) if token.isupper() or token.islower() else 0
    value = value or word_value(token.lower())
    if value:
        return (value,)
    if len(token) <= 3 and (token[0].isupper() or token[0].isdigit()) and not token.isalpha():
        return (0,)
    if len(token) == 1 and token.isupper():
        return (ord(token) - 64,)
    return None


def _ordinal_label(text: str, start: int, word_start: int) -> Label | None:
    found = ordinal_value(text, word_start)
    if found is None:
        return None
    value, end = found
    shown = text[start:end]
    name = shown[0].upper() + shown[1:].lower()
    tail = end
    while tail < len(text) and text[tail] in ".-–—:ºª" + SPACES:
        tail += 1
    readings = (("ordinal", value),)
    return Label("ordinal", shown, tail, (value,), (name,), rank=_ORDINAL_RANK, style="ordinal", readings=readings)
