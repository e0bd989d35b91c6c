"""Numbers that shift when paragraphs come or go: stored references are brought up to date, typed ones forbid it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from contractkit.outline import Place, outline
from contractkit.word.grids import clauses_in_layout_tables
from contractkit.word.marking.promise import Failure, Promise
from contractkit.word.marking.references import Reference
from contractkit.word.marking.source import Source
from contractkit.word.marks import Replacement
from contractkit.word.names import attribute, word_names
from contractkit.word.passages import Walked

_PARAGRAPH = tuple(word_names("p"))
_BOOKMARK = tuple(word_names("bookmarkStart"))
_CITED = re.compile(
    r"\b(?:clauses?|sections?|articles?|paragraphs?|paras?|schedules?|annex(?:es)?|appendix|appendices|exhibits?"
    r"|cl[aá]usulas?|secci[oó]n(?:es)?|art[ií]culos?|anexos?|apartados?)\.?[\s\u00a0]+"
    r"((?:[\dA-Z][\w.]*(?:\s?\(\w{1,5}\))*(?:\s?(?:,|and|or|to|y|o|a|-|–)\s?(?=\(?\d))?)+)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\d[\d.]*\d|\d")
_SHIFTS = "it would renumber clause {}, which the text cites as a typed number"
_CITED_GONE = "clause {} is cited elsewhere in the document"


class Written(Protocol):
    """What is asked of a file that is being marked."""

    source: Source
    references: list[Reference]
    moved_paragraphs: dict[int, list[int]]
    as_written: bool

    @property
    def promises(self) -> list[Promise]:
        """What the file must say."""

    def promised(self, index: int) -> str:
        """Return the words that a paragraph of before must show."""


class Stale(NamedTuple):
    """What shifted numbers make wrong: ``fixes`` bring stored references up to date; ``failure`` is what cannot be."""

    fixes: tuple[Replacement, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class _Shift:
    """A numbered paragraph before and after; ``after`` is None when it is gone."""

    index: int
    before: Place
    after: Place | None


def stale_numbers(attempt: Written, walked: Walked) -> Stale:
    """Return which references the marked file, as ``walked`` now, shows wrongly when our changes are accepted."""
    shifts = {shift.index: shift for shift in _shifts(attempt, walked)}
    if not shifts:
        return Stale()
    fixes = []
    stored: set[tuple[int, int]] = set()
    targets = _targets(attempt)
    for reference in attempt.references:
        stored.add((reference.paragraph, reference.start))
        shift = shifts.get(targets.get(reference.bookmark, -1))
        if shift is None or not attempt.promised(reference.paragraph):
            continue
        if shift.after is None and attempt.as_written:
            continue
        if shift.after is None:
            return Stale(failure=Failure(_CITED_GONE.format(shift.before.section), _culprits(attempt, shift.index)))
        wanted = _up_to_date(reference, shift.before, shift.after)
        if wanted != reference.shown:
            fixes.append(Replacement(reference.paragraph, reference.start, reference.end, wanted))
    failure = None if attempt.as_written else _typed(attempt, list(shifts.values()), stored)
    return Stale(() if failure else tuple(fixes), failure)


def _shifts(attempt: Written, walked: Walked) -> Iterator[_Shift]:
    for passage in clauses_in_layout_tables(walked):
        passage.kind = "body"
    after = outline(walked.passages).places
    shown = [place for place, passage in zip(after, walked.passages, strict=True) if passage.text]
    if len(shown) != len(attempt.promises):
        return  # the file does not say what it must; the proof will tell why
    behind = {
        promise.source: place
        for promise, place in zip(attempt.promises, shown, strict=True)
        if promise.source is not None
    }
    for index, place in enumerate(attempt.source.places):
        if not place.number or not attempt.source.passages[index].text:
            continue
        now = behind.get(index)
        if now is None or now.section != place.section:
            yield _Shift(index, place, now)


def _targets(attempt: Written) -> dict[str, int]:
    """Return the paragraph that each bookmark of the body begins in."""
    owners = {
        passage.element: index for index, passage in enumerate(attempt.source.passages) if passage.element is not None
    }
    found = {}
    for mark in attempt.source.package.tree(attempt.source.main).iter(*_BOOKMARK):
        paragraph = next(mark.iterancestors(*_PARAGRAPH), None)
        if paragraph is None:
            paragraph = next((item for item in mark.itersiblings() if item.tag in _PARAGRAPH), None)
        if paragraph is not None and paragraph in owners:
            found[attribute(mark, "name") or ""] = owners[paragraph]
    return found


def _up_to_date(reference: Reference, before: Place, after: Place) -> str:
    """Return what a reference must show that shows the number of a paragraph; other references stay."""
    shown = reference.shown
    if not {"\\r", "\\n", "\\w"} & set(reference.switches):
        return shown
    bare = shown.strip().rstrip(".")
    for old, new in ((before.section, after.section), (before.number, after.number)):
        if bare == old.rstrip("."):
            return shown.replace(bare, new.rstrip("."))
    return shown


def _typed(attempt: Written, shifts: list[_Shift], stored: set[tuple[int, int]]) -> Failure | None:
    """Return the failure that a typed citation of a shifted number makes."""
    wanted = {shift.before.section.rstrip("."): shift for shift in shifts}
    for index, passage in enumerate(attempt.source.passages):
        if not attempt.promised(index):
            continue
        for match in _CITED.finditer(passage.text):
            for address in _ADDRESS.finditer(match.group(1)):
                shift = wanted.get(address.group())
                if shift is None or (index, match.start(1) + address.start()) in stored or shift.index == index:
                    continue
                reason = _SHIFTS if shift.after is not None else _CITED_GONE
                return Failure(reason.format(shift.before.section), _culprits(attempt, shift.index))
    return None


def _culprits(attempt: Written, index: int) -> frozenset[int]:
    """The edits that shift paragraph ``index``: the nearest before it that bring or take paragraphs."""
    moved = attempt.moved_paragraphs
    near = [at for at in moved if at <= index]
    return frozenset(moved[max(near)] if near else [number for found in moved.values() for number in found])
