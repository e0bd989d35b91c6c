"""Questions that are asked of every sentence: does it hold one of some phrases, and what does it say by that?

What a sentence says depends on its words alone, so it is worked out once for all sentences with the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from contractkit.phrase_search import SearchableTexts, numbers_in
from contractkit.phrases import Match, Phrase

ENOUGH = 1  # said by a match behind which nothing else can be learnt of a sentence


class Wording(NamedTuple):
    """The canonical text of a passage, wherever it stands; the passage's own words begin at ``own``."""

    canonical: str
    own: int


Says = Callable[[Wording, Match], int]  # what a match says, as bits: 0 for nothing, True for all that was asked


def says_it(_wording: Wording, _match: Match) -> bool:
    """Return that a match says what was asked."""
    return True


def says_it_itself(wording: Wording, match: Match) -> bool:
    """Return whether a match says what was asked in the sentence's own words, not in its context alone."""
    return match.end > wording.own


class Question:
    """Some phrases and what their matches say, with the answers so far: by the numbers of the wordings."""

    __slots__ = ("_asked", "_said", "_says", "answers", "phrases")

    def __init__(self, says: Says, phrases: Sequence[Phrase]) -> None:
        self.phrases = phrases
        self.answers: dict[int, int] = {}
        self._says = says
        self._asked = self._said = 0  # bits of wordings

    def ask(self, inside: int, wordings: Sequence[Wording], texts: SearchableTexts) -> int:
        """Return the bits of the wordings ``inside`` that say something: ``answers`` tells what."""
        left = inside & ~self._asked
        self._asked |= left
        for phrase in self.phrases:
            if not left:
                break
            for number in numbers_in(texts.matching(phrase, left)):
                said = self._said_by(texts.find(phrase, number), wordings[number])
                if said:
                    self._said |= 1 << number
                    self.answers[number] = self.answers.get(number, 0) | said
                if said & ENOUGH:
                    left ^= 1 << number
        return inside & self._said

    def _said_by(self, matches: Sequence[Match], wording: Wording) -> int:
        said = 0
        for match in matches:
            said |= self._says(wording, match)
            if said & ENOUGH:
                break
        return said
