"""Where pages end: chunks that no page break divides, put on pages one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Chunk:
    """What stands on one page: lines of a paragraph or a row of a table. Heights in twips.

    ``before`` is left out at the top of a page that is begun for want of room. ``keep``: the next chunk follows on the
    same page. ``header`` is the height of what a table repeats when the chunk begins a page, ``saved`` the height that
    it saves there. ``hanging`` is the part of its height that may hang below the last line of a page.
    """

    height: int
    before: int = 0
    after: int = 0
    keep: bool = False
    new_page: bool = False
    header: int = 0
    saved: int = 0
    hanging: int = 0
    names: tuple[str, ...] = ()


class Pages:
    """Pages filled from the top. ``depth`` is the height between the margins."""

    def __init__(self, depth: int) -> None:
        self.number = 1
        self.of: dict[str, int] = {}
        self._depth = depth
        self._waiting: list[Chunk] = []
        self._used = 0
        self._after = 0
        self._fresh = True  # nothing stands on this page
        self._broken = False  # this page was begun for want of room

    def start(self, depth: int) -> None:
        """Begin a page by command."""
        self.number += 1
        self._depth, self._used, self._after, self._fresh, self._broken = depth, 0, 0, True, False

    def put_later(self, chunks: Iterable[Chunk]) -> None:
        """Take chunks in; those that are kept with the next go together as long as a page holds them."""
        for chunk in chunks:
            if self._waiting and not self._waiting[-1].keep:
                self.flush()
            self._waiting.append(chunk)

    def flush(self) -> None:
        """Put what waits on pages."""
        if self._waiting:
            self._put_group(self._waiting)
            self._waiting = []

    def _put_group(self, group: Sequence[Chunk]) -> None:
        if group[0].new_page and not self._fresh:
            self.start(self._depth)
        if not self._fits(group) and not self._fresh:
            self._turn()
        for chunk in group:
            if not self._fits([chunk]) and not self._fresh:
                self._turn()
            self._place(chunk)

    def _turn(self) -> None:
        self.start(self._depth)
        self._broken = True

    def _fits(self, group: Sequence[Chunk]) -> bool:
        used, after, fresh = self._used, self._after, self._fresh
        for chunk in group:
            used += self._height(chunk, after, fresh)
            after, fresh = chunk.after, False
        return used - group[-1].hanging <= self._depth

    def _height(self, chunk: Chunk, after: int, fresh: bool) -> int:
        if not fresh:
            return max(after, chunk.before) + chunk.height
        turned = self._broken
        return (
            chunk.height
            + (chunk.header - chunk.saved if turned and chunk.header else 0)
            + (0 if turned else chunk.before)
        )

    def _place(self, chunk: Chunk) -> None:
        self._used += self._height(chunk, self._after, self._fresh)
        self._after, self._fresh = chunk.after, False
        for name in chunk.names:
            self.of[name] = self.number
