"""Parts of a sentence in any order: ``{any data} & (withhold*|retain*) & (until|unless) & (paid|payment)``.

Each part is a phrase. All must occur in one sentence, within 40 words (``&60``: within 60) from the first word of the
first to the last word of the last. No semicolon may stand between them, and no negation right before one of them
("Vendor keeps no records until it is paid"). A part that begins with ``!`` must not occur in that stretch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from contractkit.errors import LibraryError
from contractkit.phrase_needs import all_of
from contractkit.phrases import NEGATIONS, ManySearched, Match, Phrase, Searched

_JOINT = re.compile(r"\s&(\d*)\s")
_REACH = 40  # words; long contract sentences say several things
_SHORT_REACH = 60  # characters in which a negation and two words fit
_DENIED = re.compile(rf"(?<!\w){NEGATIONS}(?: +[^ ;]+){{0,2}} +$")


@dataclass(unsafe_hash=True)  # never changed; not frozen, because a library has many thousands
class Together(Phrase):
    """Phrases that must stand together in one sentence, in any order, and those that must not stand among them."""

    parts: tuple[Phrase, ...] = ()
    absent: tuple[Phrase, ...] = ()
    reach: int = _REACH

    def narrowed(self, among: int, texts: ManySearched) -> int:
        """Return the bits of the texts ``among`` those given that hold every part.

        Parts whose expressions are at hand are tried first; they are written with the most telling one first.
        """
        among = texts.without_failed(self.parts, among)
        for part in sorted(self.parts, key=_is_far):
            if not among:
                break
            among = texts.matching(part, among)
        return among

    def found_in(self, text: Searched) -> Sequence[Match]:
        """Return a match for each place of the first part that has every other part near it."""
        each: list[Sequence[Match]] = []
        for part in self.parts:
            each.append(text.matches(part))
            if not each[-1]:
                return ()
        firsts, *others = each
        return [match for match in (self._around(first, others, text) for first in firsts) if match]

    def _around(self, first: Match, others: Sequence[Sequence[Match]], text: Searched) -> Match | None:
        """The match of a place of the first part, if all that belongs to it is near enough."""
        chosen = [first, *(_nearest(matches, first) for matches in others)]
        start, end = min(match.start for match in chosen), max(match.end for match in chosen)
        if not self._holds(start, end, chosen, text):
            return None
        value = next((match for match in chosen if match.value is not None), None)
        return Match(start, end, value.value if value else None, self.source, value.value_end if value else -1)

    def _holds(self, start: int, end: int, chosen: Sequence[Match], text: Searched) -> bool:
        canonical = text.canonical
        between = canonical[start:end]
        if ";" in between or len(between.split()) > self.reach:
            return False
        if any(_denied(canonical, start, match, chosen) for match in chosen):
            return False
        return not any(
            start <= match.start and match.end <= end for phrase in self.absent for match in text.matches(phrase)
        )


def _is_far(phrase: Phrase) -> bool:
    return not phrase.at_hand


def is_together(source: str) -> bool:
    """Return True for a phrase of several parts."""
    return "&" in source and bool(_joints(source))


def together(source: str, compile_phrase: Callable[[str], Phrase]) -> Together:
    """Return the phrase of several parts. Raises LibraryError when a part is not well formed or all are forbidden."""
    joints = _joints(source)
    starts = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(source)]
    written = [source[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if not written[0] or written[0].startswith("!"):
        raise LibraryError(f"phrase {source!r}: the first part must be one that occurs, so it cannot begin with '!'")
    parts = tuple(compile_phrase(piece) for piece in written if not piece.startswith("!"))
    absent = tuple(compile_phrase(piece[1:].strip()) for piece in written if piece.startswith("!"))
    needs = all_of([part.needs for part in parts])
    reach = max((int(joint[1]) for joint in joints if joint[1]), default=_REACH)
    return Together(source, needs=needs, parts=parts, absent=absent, reach=reach)


@lru_cache(maxsize=16)  # whether there are any is asked right before they are wanted
def _joints(source: str) -> list[re.Match[str]]:
    """The ampersands between parts; one inside brackets is part of what is looked for ("time & materials")."""
    return [
        joint
        for joint in _JOINT.finditer(source)
        if source.count("(", 0, joint.start()) == source.count(")", 0, joint.start())
    ]


def _nearest(matches: Sequence[Match], to: Match) -> Match:
    """The match with the fewest characters between it and ``to``; the earlier of two."""
    return min(matches, key=lambda match: max(match.start - to.end, to.start - match.end, 0))


def _denied(canonical: str, start: int, match: Match, chosen: Sequence[Match]) -> bool:
    """Whether a negation that is no part of what was found stands right before ``match``, at most two words away."""
    before = _DENIED.search(canonical, max(start, match.start - _SHORT_REACH), match.start)
    return before is not None and not any(other.start <= before.start() < other.end for other in chosen)
