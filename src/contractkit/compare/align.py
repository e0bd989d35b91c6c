"""Which paragraph of one document became which of the other: after renumbering, edits and moves.

First come paragraphs that had the same words before the tracked changes of the new document, in order; between these,
the most alike; last, what went elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from contractkit.compare.tracked import before_tracking
from contractkit.document import Document, Paragraph
from contractkit.text import fold

_WORD = re.compile(r"[^\W_]+")
_LEAST_ALIKE = 0.45  # share of words in common, in place: below it a paragraph was replaced, not edited
_LEAST_MOVED = 0.8  # elsewhere in the document only what is nearly the same was moved
_FEWEST_MOVED = 5  # words; shorter lines ("and", "Signature") stand in many places
_WIDEST_GAP = 400  # paragraphs between two anchors that are compared each with each


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of the old document (None: added) and of the new one (None: removed); ``moved`` when elsewhere."""

    old: int | None
    new: int | None
    moved: bool = False


def align(old: Document, new: Document) -> list[Pair]:
    """Return every paragraph of both documents once, in the order of the new one, removed ones where they stood."""
    ours, theirs = [_words(p.text) for p in old.paragraphs], [_words(p.text) for p in new.paragraphs]
    pairs = dict(_in_place(ours, [_tracked_words(p) for p in new.paragraphs]))
    pairs |= dict(_between(pairs, ours, theirs))
    moved = dict(_moved(pairs, ours, theirs))
    return _in_order(pairs, moved, len(ours), len(theirs))


def _tracked_words(paragraph: Paragraph) -> tuple[str, ...]:
    """The words that tracking says the paragraph had; of one that is new as a whole a word that stands nowhere."""
    if not paragraph.revisions:
        return _words(paragraph.text)
    return _words(before_tracking(paragraph)) or (f"new_{paragraph.index}",)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text).lower()))


def _in_place(ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Paragraphs with the same words, in the same order on both sides."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            yield block.a + step, block.b + step


def _between(
    pairs: dict[int, int], ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """In each gap between paragraphs with the same words: the pairs that are most alike and do not cross."""
    anchors = [(-1, -1), *sorted(pairs.items()), (len(ours), len(theirs))]
    for (old_before, new_before), (old_after, new_after) in pairwise(anchors):
        left, right = range(old_before + 1, old_after), range(new_before + 1, new_after)
        if left and right and max(len(left), len(right)) <= _WIDEST_GAP:
            yield from _best_chain(left, right, ours, theirs)


def _best_chain(
    left: range, right: range, ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """The pairs without crossings whose likeness adds up to the most (as the longest common subsequence, weighted)."""
    counts = {index: Counter(theirs[index]) for index in right}
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for row, old in enumerate(left, 1):
        ours_counted = Counter(ours[old])
        for column, new in enumerate(right, 1):
            likeness = _likeness(ours_counted, len(ours[old]), counts[new], len(theirs[new]))
            alike[row, column] = likeness if likeness >= _LEAST_ALIKE else 0.0
            take = best[row - 1][column - 1] + alike[row, column]
            best[row][column] = max(best[row - 1][column], best[row][column - 1], take)
    row, column = len(left), len(right)
    while row and column:
        if alike[row, column] and best[row][column] == best[row - 1][column - 1] + alike[row, column]:
            yield left[row - 1], right[column - 1]
            row, column = row - 1, column - 1
        elif best[row][column] == best[row - 1][column]:
            row -= 1
        else:
            column -= 1


def _likeness(one: Counter[str], one_words: int, other: Counter[str], other_words: int) -> float:
    """The share of words in common (Dice); 1 for the same words, 0 for none."""
    if not one_words or not other_words:
        return 0.0
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    shared = sum(min(count, longer[word]) for word, count in shorter.items() if word in longer)
    return 2 * shared / (one_words + other_words)


def _moved(
    pairs: dict[int, int], ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """What is left on both sides and nearly the same: it went elsewhere."""
    taken = set(pairs.values())
    left = [index for index, words in enumerate(ours) if index not in pairs and len(words) >= _FEWEST_MOVED]
    right = {index: Counter(words) for index, words in enumerate(theirs) if index not in taken}
    holding: defaultdict[str, set[int]] = defaultdict(set)
    for index, counted in right.items():
        for word in counted:
            holding[word].add(index)
    for old in left:
        counted = Counter(ours[old])
        rare = sorted(counted, key=lambda word: (len(holding[word]), word))[:4]
        near = {index for word in rare for index in holding[word] if index in right}
        scored = [(_likeness(counted, len(ours[old]), right[index], len(theirs[index])), -index) for index in near]
        likeness, negative = max(scored, default=(0.0, 0))
        if likeness >= _LEAST_MOVED:
            del right[-negative]
            yield old, -negative


def _in_order(pairs: dict[int, int], moved: dict[int, int], old_count: int, new_count: int) -> list[Pair]:
    """All pairs in the order of the new document; a removed paragraph stands behind what it followed."""
    sources = {new: Pair(old, new) for old, new in pairs.items()}
    sources |= {new: Pair(old, new, moved=True) for old, new in moved.items()}
    removed_after: defaultdict[int, list[Pair]] = defaultdict(list)
    place = -1
    for old in range(old_count):
        if old in pairs:
            place = max(place, pairs[old])
        elif old not in moved:
            removed_after[place].append(Pair(old, None))
    ordered = list(removed_after[-1])
    for new in range(new_count):
        ordered.append(sources.get(new, Pair(None, new)))
        ordered += removed_after[new]
    return ordered
