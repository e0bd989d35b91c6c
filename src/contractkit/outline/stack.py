"""The open sections while a document is read from top to bottom, and the rules that nest the next label in them."""

from __future__ import annotations

from contractkit.document import Section, new_section
from contractkit.outline.entries import Entry, Found, sibling
from contractkit.outline.labels import Label

_HEADING_RANK = 5  # headings without a number: below articles and clauses, above numbers
_RUN_IN_RANK = 6
_RECITALS = frozenset({"recitals", "recital", "whereas", "background", "antecedentes", "exponen", "expositivos"})


class Stack:
    """The open sections from the outermost to the innermost, and all sections so far.

    A heading without a number closes the numbered sections before it, but only provisionally: when the next number
    continues one of them, the heading stood inside it and they open again.
    """

    def __init__(self) -> None:
        self._open: list[Entry] = []
        self._suspended: list[Entry] = []
        self._all: list[Entry] = []
        self._used: set[str] = set()
        self._suspended_at = 0
        # Headings that proved to stand inside the section that they had seemed to end.
        self.moved: list[Entry] = []

    @property
    def address(self) -> str:
        """The address that a paragraph without number has here."""
        return self._open[-1].cited if self._open else ""

    def finish(self, last: int) -> tuple[Section, ...]:
        """Return all sections; ``last`` is the index of the last paragraph that can belong to one."""
        ends = [last] * len(self._all)
        open_entries: list[Entry] = []
        for entry in self._all:
            while open_entries and open_entries[-1] is not entry.parent:
                ends[open_entries.pop().index] = max(entry.first - 1, 0)
            open_entries.append(entry)
        sections = []
        for entry, end in zip(self._all, ends, strict=True):
            first, parent = entry.first, entry.parent
            sections.append(
                new_section(
                    entry.index,
                    entry.shown,
                    entry.address or entry.cited,
                    entry.title,
                    entry.level,
                    first,
                    end if end > first else first,
                    None if parent is None else parent.index,
                )
            )
        return tuple(sections)

    def title(self, first: int, title: str, outline_level: int | None, *, whole: bool) -> Entry:
        """Open a section that has a heading and no number."""
        if not self._suspended:
            self._suspended = list(self._open)
            self._suspended_at = len(self._all)
        keep = self._depth_for_title(outline_level, whole)
        entry = self._push(keep, first, "title")
        entry.title = title
        entry.outline_level = outline_level
        entry.rank = _HEADING_RANK if whole else _RUN_IN_RANK
        if not entry.address:
            entry.cited = title
        if title.rstrip(":").lower() in _RECITALS:
            entry.scope = "Recital"
        return entry

    def _depth_for_title(self, outline_level: int | None, whole: bool) -> int:
        depth = 0
        for entry in self._open:
            if outline_level is not None:
                inside = entry.outline_level is not None and entry.outline_level < outline_level
            elif whole:
                inside = entry.outline_level is not None and entry.kind == "title"
            else:
                inside = entry.rank <= _HEADING_RANK or (entry.kind == "decimal" and len(entry.path) == 1)
            if not (inside or entry.kind in ("part", "subpart")):
                break
            depth += 1
        return depth

    def number(
        self, first: int, label: Label, list_key: tuple[int, int] | None, outline_level: int | None, *, nested: bool
    ) -> Entry | None:
        """Open the section that ``label`` starts, or return None when a weak label fits no series."""
        if label.outer is not None and not any(entry.address == label.outer.display[0] for entry in self._open):
            self.number(first, label.outer, None, outline_level, nested=False)
        found = self._continued(label, list_key) or self._started(label, nested)
        if found is None:
            return None
        keep, value, series = found
        keep = self._without_equal_titles(keep, outline_level)
        kind = label.kind
        if kind == "item" and len(label.path) > 1:
            for token in label.path[:-1]:
                self._address(self._push(keep, first, "item"), label, (str(token),))
                keep = len(self._open)
        entry = self._push(keep, first, kind)
        entry.list_key, entry.outline_level, entry.rank = list_key, outline_level, label.rank
        entry.shown, entry.value, entry.series = label.shown, value, series
        self._address(entry, label, label.display)
        if self._suspended:
            self._suspended = []
        return entry

    def _without_equal_titles(self, keep: int, outline_level: int | None) -> int:
        """A heading without number holds no numbered heading of its own outline level or a higher one."""
        while keep and outline_level is not None and self._open[keep - 1].kind == "title":
            other = self._open[keep - 1].outline_level
            if other is None or other < outline_level:
                break
            keep -= 1
        return keep

    def _push(self, keep: int, first: int, kind: str) -> Entry:
        del self._open[keep:]
        entry = Entry(len(self._all), first, kind, self._open[-1] if self._open else None)
        self._open.append(entry)
        self._all.append(entry)
        return entry

    def _continued(self, label: Label, list_key: tuple[int, int] | None) -> Found | None:
        """Find the open section that ``label`` follows or belongs to, and restore it when a heading closed it."""
        if label.kind not in ("decimal", "item"):
            return None
        found = sibling(self._open, label, list_key)
        if found is None and self._suspended:
            found = sibling(self._suspended, label, list_key)
            if found is not None:
                return self._restored_depth(found[0]), found[1], found[2]
        return found

    def _restored_depth(self, keep: int) -> int:
        numbered = [entry for entry in self._suspended[:keep] if entry.kind != "title"]
        if all(entry in self._open for entry in numbered):
            return len(self._open)
        home = self._suspended[keep - 1]
        for entry in self._all[self._suspended_at :]:
            if entry.parent is None or entry.parent.index < self._suspended_at:
                entry.parent = home
                entry.cited = home.cited
                self.moved.append(entry)
            entry.level = (entry.parent or home).level + 1
        self._open = list(self._suspended)
        return keep

    def _started(self, label: Label, nested: bool) -> Found | None:
        if label.kind == "item":
            return self._started_item(label, nested)
        if label.kind == "decimal" and len(label.path) == 1:
            return self._started_integer(label, nested)
        alphabet, value = label.readings[0]
        # A number of several levels whose parents were not seen stands below articles and headings.
        rank = _HEADING_RANK if label.kind == "decimal" else label.rank
        return _count_while(self._open, rank), value, (label.style or label.kind, alphabet)

    def _started_integer(self, label: Label, nested: bool) -> Found | None:
        alphabet, value = label.readings[0]
        series = (label.style, alphabet)
        if label.weak and value != 1:
            return None
        last = self._open[-1] if self._open else None
        if last is not None and ((nested and last.kind in ("decimal", "item")) or last.series[0] == "."):
            # After "... as follows:", or below "A." in the manner of I. / A. / 1.
            return len(self._open), value, series
        return _count_while(self._open, _RUN_IN_RANK), value, series

    def _started_item(self, label: Label, nested: bool) -> Found | None:
        for alphabet, value in reversed(label.readings):
            if value != 1:
                continue
            series = (label.style, alphabet)
            same = [position for position, entry in enumerate(self._open) if entry.series == series]
            # After "... as follows:" an "(a)" may stand inside an "(a)", once; else the list begins anew.
            if same and not (nested and len(same) == 1):
                return same[-1], value, series
            return len(self._open), value, series
        if label.weak:
            return None
        alphabet, value = label.readings[-1]
        return len(self._open), value, (label.style, alphabet)

    def _address(self, entry: Entry, label: Label, display: tuple[str, ...]) -> None:
        scope = entry.parent.scope if entry.parent else ""
        if label.kind == "item":
            _address_item(entry, scope, display[-1], label)
        elif label.kind == "decimal":
            scope = "" if scope == "Recital" else scope
            if len(label.path) > 1:
                shown = display[0] if len(display) == 1 else display[0] + "".join(f"({item})" for item in display[1:])
                entry.address, entry.path = _join(scope, shown), label.path
            else:
                self._address_integer(entry, scope, display[0], label)
        else:
            entry.address = _join(scope, display[0])
            holds_numbers = label.kind in ("part", "subpart")
            entry.path = () if holds_numbers else label.path
            entry.scope = entry.address if holds_numbers else scope
        entry.cited = entry.address
        self._used.add(entry.address)

    def _address_integer(self, entry: Entry, scope: str, shown: str, label: Label) -> None:
        parent = entry.parent
        if parent is not None and parent.kind in ("decimal", "item"):
            dotted = parent.series[0] == "."
            entry.address = f"{parent.address}.{shown}" if dotted else f"{parent.address}({shown})"
            entry.path = (*parent.path, shown)
            return
        base = parent.address if parent is not None and parent.kind in ("article", "ordinal") else scope
        entry.address, entry.path = _join(base, shown), label.path
        if entry.address in self._used and parent is not None and parent.kind == "title":
            entry.scope = _join(scope, parent.title)
            entry.address = _join(entry.scope, shown)


def _address_item(entry: Entry, scope: str, token: str, label: Label) -> None:
    parent = entry.parent
    entry.path = (*(parent.path if parent else ()), token)
    base = parent.address if parent and parent.kind not in ("title", "part", "subpart") else ""
    if not base and scope == "Recital":
        entry.address = f"Recital ({token})"
    elif not base:
        entry.address = _join(scope, token if label.style == "." else f"({token})")
    elif label.style == "." and parent is not None and parent.series[0] == ".":
        entry.address = f"{base}.{token}"
    else:
        entry.address = f"{base}({token})"


def _join(scope: str, name: str) -> str:
    return f"{scope}, {name}" if scope else name


def _count_while(entries: list[Entry], rank: int) -> int:
    depth = 0
    for entry in entries:
        if entry.rank >= rank:
            break
        depth += 1
    return depth
