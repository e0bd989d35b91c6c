"""Several findings on the same words: one replacement that cures all of them, or as many as can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from contractkit.review.reread import Reader


@dataclass(frozen=True, slots=True)
class Draft:
    """What one finding wants of the words from ``start`` to ``end`` of a paragraph.

    ``rewrite`` gives the words after the change for any words, None when it finds nothing to change in them; with
    ``whole`` the result is a sentence of its own that does not depend on them ("" strikes them out).
    """

    finding: str
    rule: str
    paragraph: int
    start: int
    end: int
    rewrite: Callable[[str], str | None]
    whole: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """One replacement for several findings: those that it cures, and those of whose defect it leaves something."""

    start: int
    end: int
    new: str
    cured: tuple[str, ...]
    left: tuple[str, ...]


def overlapping(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Return the drafts in groups of which each shares words with another of its group, in their order."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        near = [group for group in groups if any(_share_words(draft, other) for other in group)]
        joined = [*(other for group in near for other in group), draft]
        groups = [group for group in groups if group not in near]
        groups.append(joined)
    return groups


def _share_words(one: Draft, other: Draft) -> bool:
    return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end


def one_change(group: Sequence[Draft], text: str, reader: Reader) -> Joint:
    """Return the replacement for a group of drafts on the paragraph ``text``, the most serious draft first.

    Every way of putting the drafts together is read by the rules: the first that none of the group's rules and no
    other serious rule fires on is taken; failing that, the one on which the fewest fire.
    """
    start, end = min(draft.start for draft in group), max(draft.end for draft in group)
    old = text[start:end]
    rules = {draft.rule for draft in group}
    known = reader.firing(old, rules)
    ways = list(dict.fromkeys(_ways(group, text, start, end)))
    told = [reader.firing(way, rules) for way in ways]
    best = min(range(len(ways)), key=lambda at: (len(told[at] & rules) + len(told[at] - known - rules), at))
    left = tuple(draft.finding for draft in group if draft.rule in told[best])
    cured = tuple(draft.finding for draft in group if draft.finding not in left)
    return Joint(start, end, ways[best], cured, left)


def _ways(group: Sequence[Draft], text: str, start: int, end: int) -> Iterator[str]:
    """The words after the change, best first: all drafts together, then each whole sentence alone."""
    values = [draft for draft in group if not draft.whole]
    sentences = [draft for draft in group if draft.whole]
    if not sentences:
        yield _rewritten(values, text[start:end])
        return
    first = sentences[0]
    same = [draft for draft in sentences if (draft.start, draft.end) == (first.start, first.end)]
    written = list(dict.fromkeys(draft.rewrite("") or "" for draft in same))
    for new in dict.fromkeys([" ".join(filter(None, written)), *written]):
        # A value inside the sentence goes with it, unless the new sentence holds such a value too.
        yield _rewritten(values, f"{text[start : first.start]}{new}{text[first.end : end]}")


def _rewritten(drafts: Sequence[Draft], words: str) -> str:
    for draft in drafts:
        changed = draft.rewrite(words)
        words = words if changed is None else changed
    return words
