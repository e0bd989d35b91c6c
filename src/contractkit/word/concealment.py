"""Text that a reader of the page cannot see: hidden, in the colour of its background, or too small to read."""

from __future__ import annotations

from functools import lru_cache

from contractkit.document import ConcealmentKind
from contractkit.word.styles import RunFormat

_TINY_HALF_POINTS = 4  # two points: nobody reads it, while 4-point text occurs in honest small print
_INDISTINCT = 40  # sum of differences of red, green and blue below which two colours look the same


def format_concealment(shown: RunFormat, background: str, *, shaded: bool) -> ConcealmentKind | None:
    """Return "hidden", "white", "tiny" or None for a run; ``background`` is the fill of its cell or paragraph.

    ``shaded`` says that a table style may put a colour behind it, so that white text may well be readable.
    """
    if shown.hidden:
        return "hidden"
    if 0 < shown.size <= _TINY_HALF_POINTS:
        return "tiny"
    if (
        shown.color
        and not (shaded and not shown.fill)
        and indistinct(shown.color, shown.fill or background or "FFFFFF")
    ):
        return "white"
    return None


@lru_cache(maxsize=2048)
def indistinct(first: str, second: str) -> bool:
    """Return whether two colours (six hexadecimal digits) look the same; a colour that is none is told from all."""
    try:
        pairs = [(int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (0, 2, 4)]
    except ValueError:
        return False
    return sum(abs(one - other) for one, other in pairs) < _INDISTINCT
