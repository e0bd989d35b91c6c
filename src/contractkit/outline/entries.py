"""Open sections, and how a label finds the one that it continues."""

from __future__ import annotations

from contractkit.outline.labels import Label

# Where a label goes: how many open sections to keep, its value, and its series (style, alphabet).
Found = tuple[int, int, tuple[str, str]]

_MULTILEVEL = ("decimal", "n")
_LARGEST_GAP = 5  # numbers that a deleted clause or an unread heading may leave out within one series


class Entry:
    """One open section."""

    # Not slots: most entries keep most of these as they are, and a contract has thousands.
    list_key: tuple[int, int] | None = None
    outline_level: int | None = None
    rank = 9
    series: tuple[str, str] = ("", "")
    address = ""
    shown = ""
    title = ""
    value = 0
    path: tuple[int | str, ...] = ()

    def __init__(self, index: int, first: int, kind: str, parent: Entry | None) -> None:
        self.index = index
        self.first = first
        self.kind = kind
        self.parent = parent
        if parent is None:
            self.level, self.cited, self.scope = 0, "", ""
        else:
            self.level, self.cited, self.scope = parent.level + 1, parent.cited, parent.scope
            self.path = parent.path


def sibling(entries: list[Entry], label: Label, list_key: tuple[int, int] | None) -> Found | None:
    """Return (depth, value, series) where ``label`` continues one of ``entries``, innermost first, or None."""
    path = label.path
    length = len(path)
    if label.kind == "decimal" and length > 1:
        for position in range(len(entries) - 1, -1, -1):
            other = entries[position].path
            if other and len(other) < length and path[: len(other)] == other:
                return position + 1, label.readings[0][1], _MULTILEVEL
        return None
    found = _by_list(entries, list_key, label.style, label.readings) if list_key is not None else None
    return found or _by_series(entries, label.style, label.readings)


def _by_list(
    entries: list[Entry], list_key: tuple[int, int], style: str, readings: tuple[tuple[str, int], ...]
) -> Found | None:
    list_id, level = list_key
    for position in range(len(entries) - 1, -1, -1):
        key = entries[position].list_key
        if key is None or key[0] != list_id:
            continue
        if key[1] <= level:
            depth = position if key[1] == level else position + 1
            return depth, readings[-1][1], (style, readings[-1][0])
    return None


def _by_series(entries: list[Entry], style: str, readings: tuple[tuple[str, int], ...]) -> Found | None:
    for widest in (1, _LARGEST_GAP):
        for position in range(len(entries) - 1, -1, -1):
            entry = entries[position]
            for alphabet, value in readings:
                if entry.series == (style, alphabet) and 0 < value - entry.value <= widest:
                    return position, value, entry.series
    return None
