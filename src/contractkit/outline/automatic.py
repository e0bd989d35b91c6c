"""The section label that an automatic number is: "7.2", "(b)", "Article IV"."""

from __future__ import annotations

from functools import lru_cache

from contractkit.outline.labels import SPACES, Label, decimal_label, typed_label

_DASHES = frozenset("-–—")


@lru_cache(maxsize=4096)
def automatic_label(shown: str, number_format: str) -> Label:
    """Return the label of an automatic number; ``number_format`` is Word's ("decimal", "lowerRoman", ...)."""
    bare = shown.strip(SPACES)
    if bare[:1].isdigit():
        plain = _plain_decimal(bare.rstrip("."))
        if plain is not None:
            return plain
    label = typed_label(bare + " ") if bare else None
    stripped = (bare if bare[:1] in _DASHES else bare.rstrip(".:-–—" + SPACES)) or bare
    if label is None or label.end < len(stripped):
        return Label(
            "item", stripped, 0, (stripped,), (stripped.strip("()."),), style="auto", readings=((number_format, 1),)
        )
    readings = tuple(reading for reading in label.readings if _fits(reading[0], number_format)) or label.readings
    return label._replace(shown=stripped, end=0, readings=readings, weak=False)


def _plain_decimal(shown: str) -> Label | None:
    """Most automatic numbers are "7" or "7.2": no pattern is needed to take them apart."""
    if not shown.isascii():
        return None
    if shown.isdigit():
        return decimal_label(shown, 0, (int(shown),), (shown,))
    if not shown.replace(".", "").isdigit():
        return None
    pieces = shown.split(".")
    if len(pieces) > 8 or "" in pieces:
        return None
    path: tuple[int | str, ...] = tuple(map(int, pieces))
    if len(path) == 2 and path[1] == 0:
        path = path[:1]
    return decimal_label(shown, 0, path, (shown,))


def _fits(alphabet: str, number_format: str) -> bool:
    roman = number_format in ("lowerRoman", "upperRoman")
    return ("roman" in alphabet) == roman
