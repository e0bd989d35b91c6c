"""Characters that hide or imitate letters: found, and folded away for matching with their offsets kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contractkit.document import Concealment, ConcealmentKind

_SOFT_HYPHEN = "\u00ad"
# Joiners, direction overrides, fillers, tags: characters that take no room or show nothing.
_INVISIBLE = (
    "\u200b-\u200d\u2060-\u2064\ufeff\u180e\u034f\u202a-\u202e\u2066-\u2069\u115f\u1160\u3164\uffa0"
    "\U000e0000-\U000e007f"
)
# They choose the form of the character before them; behind a letter they change nothing and only break the word.
_SELECTOR = "(?<=[^\\W\\d_])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_ZERO_WIDTH = re.compile(f"(?:[{_INVISIBLE}]|{_SELECTOR})+")
_DROPPED = re.compile(f"[\u00ad\u200e\u200f\u061c\ufe00-\ufe0f\U000e0100-\U000e01ef{_INVISIBLE}]")
_FOREIGN = re.compile("[\u0370-\u058f]")
_WORD = re.compile(r"[^\W\d_]+")
# Scripts in which joiners are ordinary spelling, and emoji, which are glued by them.
_JOINING = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1780-\u18af\u2600-\u27bf\U0001f000-\U0001faff]")

_LOOKALIKES = str.maketrans(
    # Cyrillic
    "АВЕЅІЈКМНОРСТХҮаеѕіјорсухԁһԛԝӏүҺ"
    # Greek
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανοικυρχϲ"
    # Armenian
    "ՕՍհոսօց",
    "ABESIJKMHOPCTXYaesijopcyxdhqwlyhABEZHIKMNOPTYXavoikupxcOUhnuog",
)
_LIGATURE = re.compile("[\ufb00-\ufb06]+")
_SPELLED_OUT = re.compile("[\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff\u2100-\u214f\u2460-\u24ff]")
# Latin letters in another guise: fullwidth, in a circle, mathematical. A word of them escapes every search.
_GUISE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001d400-\U0001d7ff]+")
_GUISED_WORD = 3  # letters: two may be a formula
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")  # where fullwidth letters are ordinary


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` as a reader takes it; ``offsets[i]`` is where its i-th character stands in the original.

    ``offsets`` has one more entry, for the end; it is empty when nothing changed place.
    """

    text: str
    offsets: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original that ``text[start:end]`` came from."""
        if not self.offsets:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[end]


def fold_concealed(text: str) -> Folded:
    """Return ``text`` without zero-width characters, with ligatures and fullwidth letters spelled out and foreign
    letters that imitate Latin ones replaced, so that "li\u00adabi\u200blity" and "liаbility" match "liability"."""
    if text.isascii():
        return Folded(text)
    replaced = list(text)
    for start, end in homoglyphs(text):
        replaced[start:end] = text[start:end].translate(_LOOKALIKES)
    plain = "".join(replaced)
    if not _DROPPED.search(plain) and not _SPELLED_OUT.search(plain):
        return Folded(plain)
    out: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(plain):
        if char > "\x7f" and _DROPPED.match(char):
            continue
        spelled = _spelled_out(char) if char > "\x7f" and _SPELLED_OUT.match(char) else char
        out.append(spelled)
        offsets.extend([index] * len(spelled))
    return Folded("".join(out), (*offsets, len(text)))


def _spelled_out(char: str) -> str:
    import unicodedata  # noqa: PLC0415  # a megabyte of tables that most documents never need

    return unicodedata.normalize("NFKC", char)


def zero_width(text: str) -> list[tuple[int, int]]:
    """Return the stretches of characters that have no width; soft hyphens and joiners of other scripts are honest."""
    return [
        match.span()
        for match in _ZERO_WIDTH.finditer(text)
        if not _JOINING.search(text, max(0, match.start() - 1), match.end() + 1)
    ]


def ligatures(text: str) -> list[tuple[int, int]]:
    """Return the stretches of ligatures ("ﬁ" as one character), which a search for the letters misses."""
    return [match.span() for match in _LIGATURE.finditer(text)]


def concealing_characters(text: str) -> list[Concealment]:
    """Return the characters of ``text`` that are not what they look like, by kind and then by place."""
    if text.isascii():
        return []
    kinds: tuple[tuple[ConcealmentKind, list[tuple[int, int]]], ...] = (
        ("zero-width", zero_width(text)),
        ("homoglyph", homoglyphs(text)),
        ("ligature", ligatures(text)),
    )
    return [Concealment(kind, start, end) for kind, stretches in kinds for start, end in stretches]


def homoglyphs(text: str) -> list[tuple[int, int]]:
    """Return the stretches of Cyrillic, Greek or Armenian letters, and letters in disguise, that imitate Latin ones.

    A letter is suspect inside a word with Latin letters, and so is a whole word of three letters or more that reads as
    a Latin one, when the text around it is Latin. Fullwidth, circled and mathematical letters are suspect in a word
    outside East Asian text.
    """
    return sorted(_foreign_lookalikes(text) + _letters_in_disguise(text))


def _letters_in_disguise(text: str) -> list[tuple[int, int]]:
    if not _GUISE.search(text) or _EAST_ASIAN.search(text):
        return []
    found = []
    for match in _GUISE.finditer(text):
        start, end = match.span()
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        if end - start >= _GUISED_WORD or any(char.isascii() and char.isalpha() for char in beside):
            found.append((start, end))
    return found


def _foreign_lookalikes(text: str) -> list[tuple[int, int]]:
    if not _FOREIGN.search(text):
        return []
    words = list(_WORD.finditer(text))
    latin = sum(any(char < "\u0250" for char in match.group()) for match in words)
    found: list[tuple[int, int]] = []
    for match in words:
        word = match.group()
        foreign = [index for index, char in enumerate(word) if ord(char) in _LOOKALIKES]
        others = [char for index, char in enumerate(word) if index not in foreign]
        if not foreign or _FOREIGN.search("".join(others)):
            continue
        whole = not others and len(word) >= 3 and latin * 2 > len(words)
        if whole or any(char < "\u0250" for char in others):
            found.extend(_stretches(foreign, match.start()))
    return found


def _stretches(indices: list[int], offset: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for index in indices:
        if found and found[-1][1] == index + offset:
            found[-1] = (found[-1][0], index + offset + 1)
        else:
            found.append((index + offset, index + offset + 1))
    return found
