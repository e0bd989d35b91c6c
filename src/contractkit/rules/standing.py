"""Matches of phrases that their sentence lets stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contractkit.evidence import Passage
from contractkit.phrases import Match
from contractkit.polarity import taken_back
from contractkit.rules.context import Context


def standing(
    sources: Iterable[str], context: Context, paragraphs: Iterable[int] | None = None
) -> Iterator[tuple[Passage, Match]]:
    """Yield matches of the phrases that their sentence does not take back and that are not in its context alone."""
    for passage, match in context.evidence.find([context.library.phrase(source) for source in sources], paragraphs):
        if match.end > passage.own and not taken_back(passage.canonical, match.start):
            yield passage, match
