"""The widths and heights of the fonts that a draft can be measured in.

The tables of ``fonts.json`` come from free fonts of equal metrics (``templates/build_font_metrics.py``). A character or
a font that is not in them has no known width, and then nothing is measured: a wrong page number is worse than none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

TWIP = 6  # units of width in a twip: widths are whole 8640ths of an inch, as LibreOffice measures text
KEPT = 20_000  # words, and paragraphs, of each font and size


class UnmeasuredError(Exception):
    """Something in the draft has no known size. It never leaves this package; the reason is for tests."""


@dataclass(frozen=True, slots=True)
class Font:
    """What a run is set in. ``size`` is in half points, ``spacing`` in twips between characters."""

    name: str
    size: int
    bold: bool = False
    italic: bool = False
    spacing: int = 0
    caps: bool = False
    kerned: bool = False


@dataclass(slots=True, eq=False)  # one object for each font and size
class Measure:
    """A font at one size. ``height`` is that of a line set solid, in twips; widths are in 6ths of a twip.

    ``words`` keeps the widths of words that were measured, ``counts`` how many lines a paragraph makes: many drafts of
    one process share most of their text.
    """

    font: Font
    height: int
    _widths: dict[str, int]
    words: dict[str, int] = field(default_factory=dict)
    counts: dict[tuple[str, int, int, int], int] = field(default_factory=dict)

    def width(self, word: str) -> int:
        """Return the width of a text. Raises UnmeasuredError for a character that the tables do not hold."""
        found = self.words.get(word)
        if found is None:
            found = self._measured(word.upper() if self.font.caps else word)
            if len(self.words) > KEPT:
                self.words.clear()
            self.words[word] = found
        return found

    def _measured(self, word: str) -> int:
        try:
            total = sum(map(self._widths.__getitem__, word))
        except KeyError as missing:
            raise UnmeasuredError(f"the width of {missing} in {self.font.name} is not known") from None
        return total + self.font.spacing * TWIP * len(word)


@lru_cache(maxsize=256)
def measure(font: Font) -> Measure:
    """Return the measure of a font. Raises UnmeasuredError when the tables do not hold it."""
    table = _tables().get(font.name.casefold())
    if table is None:
        raise UnmeasuredError(f"the widths of {font.name} are not known")
    units, twips = table["units"], font.size * 10
    em = twips * TWIP
    widths: dict[str, int] = {}
    for first, row in table["widths"][2 * font.italic + font.bold]:
        widths.update((chr(first + at), (width * em * 2 + units) // (units * 2)) for at, width in enumerate(row))
    height = sum(round(table[part] * twips / units) for part in ("ascent", "descent", "gap"))
    return Measure(font, height, widths)


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict]:  # type: ignore[type-arg]  # JSON of our own
    data = resources.files(__package__).joinpath("fonts.json").read_bytes()
    return {name: table for table in json.loads(data) for name in table["names"]}
