"""What changed inside a paragraph, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKEN = re.compile(r"[^\W_]+|\s+|.", re.DOTALL)
_SHORTEST_ISLAND = 3  # characters: "of" between two changes is part of one change

Operation = Literal["same", "deleted", "inserted"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that stayed, went or came; ``start`` and ``end`` are its offsets in its own paragraph.

    Deleted text is counted in the old paragraph, all other in the new one.
    """

    operation: Operation
    text: str
    start: int
    end: int


def changed_words(old: str, new: str) -> list[Segment]:
    """Return the segments that lead from ``old`` to ``new``, in order; neighbours of one kind are one segment."""
    segments: list[Segment] = []
    for segment in _joined(list(_raw(old, new))):
        last = segments[-1] if segments else None
        if last and last.operation == segment.operation:
            segments[-1] = Segment(last.operation, last.text + segment.text, last.start, segment.end)
        else:
            segments.append(segment)
    return segments


def _raw(old: str, new: str) -> Iterator[Segment]:
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    old_at, new_at = _offsets(ours), _offsets(theirs)
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        before, after = (old_at[old_from], old_at[old_to]), (new_at[new_from], new_at[new_to])
        if tag == "equal":
            yield Segment("same", new[slice(*after)], *after)
            continue
        if before[0] < before[1]:
            yield Segment("deleted", old[slice(*before)], *before)
        if after[0] < after[1]:
            yield Segment("inserted", new[slice(*after)], *after)


def _offsets(tokens: list[str]) -> list[int]:
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def _joined(segments: list[Segment]) -> Iterator[Segment]:
    """Runs of changes with tiny islands of sameness between them become one deletion and one insertion."""
    run: list[Segment] = []
    for index, segment in enumerate(segments):
        inner = 0 < index < len(segments) - 1
        if segment.operation != "same" or (run and inner and len(segment.text.strip()) < _SHORTEST_ISLAND):
            run.append(segment)
            continue
        yield from _told(run)
        run = []
        yield segment
    yield from _told(run)


def _told(run: list[Segment]) -> Iterator[Segment]:
    """A run of changes as what went and what came, each with the islands that stand between its parts."""
    if {"deleted", "inserted"} <= {segment.operation for segment in run}:
        yield _merged("deleted", [segment for segment in run if segment.operation != "inserted"])
        yield _merged("inserted", [segment for segment in run if segment.operation != "deleted"])
    else:
        yield from run


def _merged(operation: Operation, mine: list[Segment]) -> Segment:
    text = "".join(segment.text for segment in mine)
    first = next(segment for segment in mine if segment.operation == operation)
    start = first.start - sum(len(segment.text) for segment in mine[: mine.index(first)])
    return Segment(operation, text, start, start + len(text))
