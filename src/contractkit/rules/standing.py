"""Matches of phrases that their sentence lets stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contractkit.evidence import Passage
from contractkit.phrases import Match
from contractkit.polarity import taken_back
from contractkit.questions import Wording
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
    """Yield the passages that hold such matches, each with those in it, looked for when they are asked for."""
    evidence, compile_phrase = context.evidence, context.library.phrase
    for passage, _ in evidence.saying(_stands, sources, compile_phrase, paragraphs):
        matches = evidence.matches(sources, compile_phrase, passage)
        wording = Wording(passage.canonical, passage.own)
        yield passage, (match for match in matches if _stands(wording, match))


def _stands(wording: Wording, match: Match) -> bool:
    return match.end > wording.own and not taken_back(wording.canonical, match.start)
