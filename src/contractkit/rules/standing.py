"""Matches of phrases that their sentence lets stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from contractkit.evidence import Passage
from contractkit.phrases import Match
from contractkit.polarity import taken_back
from contractkit.rules.context import Context


def standing(
    sources: Iterable[str], context: Context, paragraphs: frozenset[int] | None = None
) -> Iterator[tuple[Passage, Match]]:
    """Yield matches of the phrases that their sentence does not take back and that are not in its context alone."""
    for passage, matches in standing_in_each(sources, context, paragraphs):
        for match in matches:
            yield passage, match


def standing_in_each(
    sources: Iterable[str], context: Context, paragraphs: frozenset[int] | None = None
) -> Iterator[tuple[Passage, Iterator[Match]]]:
    """Yield the passages that may hold such matches, each with those in it, looked for when they are asked for."""
    phrases = [context.library.phrase(source) for source in sources]
    for passage, matches in context.evidence.find_in_each(phrases, paragraphs):
        yield passage, filter(partial(_stands, passage), matches)


def _stands(passage: Passage, match: Match) -> bool:
    return match.end > passage.own and not taken_back(passage.canonical, match.start)
