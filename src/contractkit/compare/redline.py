"""The old file with its differences from the new one as tracked changes, in its own formatting."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from contractkit.compare.align import Pair, align
from contractkit.document import Document, Paragraph
from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.marks import Author, Edit, Insertion, Marked, Refused, Replacement
from contractkit.word.redline import mark_up
from contractkit.word.resolve import accept_all

_COUNTER = re.compile(r"\d+|[A-Za-z]+")


def compare_redline(
    old: bytes, old_document: Document, new_document: Document, author: Author, limits: Limits = DEFAULT_LIMITS
) -> Marked:
    """Return the old file, its own tracked changes accepted, with the differences as ``author``'s tracked changes.

    Both documents are read with changes accepted. What cannot be written as a tracked change comes back in
    ``refused``, each with its reason. A paragraph that moved is deleted where it was and inserted where it is.
    Raises UnreadableFileError when the old file is no Word file, is damaged or over a limit.
    """
    pairs = _in_place(align(old_document, new_document), old_document, new_document)
    edits = list(_edits(pairs, old_document, new_document))
    marked = mark_up(accept_all(old, limits=limits), [], edits, author, limits, as_written=True)
    return Marked(marked.data, (*marked.refused, *_new_cells(pairs, new_document)))


def _in_place(pairs: Sequence[Pair], old: Document, new: Document) -> list[Pair]:
    """The pairs with a paragraph that went and the one of its kind that came right behind it made one.

    So the paragraph keeps its number, and what refers to it goes on doing so.
    """
    joined: list[Pair] = []
    for pair in pairs:
        last = joined[-1] if joined else Pair(None, None)
        came, went = pair.new, last.old
        if pair.old is None and last.new is None and came is not None and went is not None and not pair.moved:
            before, after = old.paragraphs[went], new.paragraphs[came]
            if before.cell is None and after.cell is None and _kind(before) == _kind(after):
                joined[-1] = Pair(went, came)
                continue
        joined.append(pair)
    return joined


def _edits(pairs: Sequence[Pair], old: Document, new: Document) -> Iterator[Edit]:
    """Words that changed in place, paragraphs that went, and those that came, behind the paragraph that they follow.

    Nothing can be inserted before the first paragraph: there the first one gives its place to the new one and follows.
    """
    finals = {pair.old: _final(pair, new) for pair in pairs if pair.old is not None}
    models = _Models(old)
    behind: int | None = None
    for index, came in _groups(pairs, old, new):
        texts = [paragraph.text for paragraph in came]
        if index is not None and behind is None and came:
            likes = (*(models.like(item, index) for item in came[1:]), index)
            yield Insertion(index, (*texts[1:], finals[index]), likes=likes)
            finals[index] = texts[0]
        elif came:
            yield Insertion(behind or 0, tuple(texts), likes=tuple(models.like(item, behind or 0) for item in came))
        behind = index if index is not None else behind
    for index, final in finals.items():
        if old.paragraphs[index].text != final:
            yield Replacement(index, 0, len(old.paragraphs[index].text), final)


def _kind(paragraph: Paragraph) -> tuple[str, str, int | None, bool, str]:
    """What paragraphs of one look share: origin, style, depth, whether a heading, and the form of the number."""
    form = _COUNTER.sub("n", paragraph.number)
    return paragraph.origin, paragraph.style, paragraph.level, bool(paragraph.heading), form


class _Models:
    """Finds for a new paragraph the nearest one of the old document that looks and is numbered like it."""

    def __init__(self, old: Document) -> None:
        self._by_kind: defaultdict[object, list[int]] = defaultdict(list)
        for paragraph in old.paragraphs:
            if paragraph.cell is None and paragraph.text.strip():
                for kind in _kinds(paragraph):
                    self._by_kind[kind].append(paragraph.index)

    def like(self, paragraph: Paragraph, behind: int) -> int:
        """Return the index of the model, ``behind`` when nothing in the old document is of that kind."""
        found = next((self._by_kind[kind] for kind in _kinds(paragraph) if kind in self._by_kind), [behind])
        return min(found, key=lambda index: abs(index - behind))


def _kinds(paragraph: Paragraph) -> Iterator[object]:
    """The kind of a paragraph, and coarser ones that serve where there is none of the kind."""
    origin, style, level, heading, form = _kind(paragraph)
    yield origin, style, level, heading, form
    yield origin, level, heading, form
    yield origin, level, heading


def _final(pair: Pair, new: Document) -> str:
    """What the old paragraph reads in the end; "" when it is not there any more."""
    return new.paragraphs[pair.new].text if pair.new is not None and not pair.moved else ""


def _groups(pairs: Sequence[Pair], old: Document, new: Document) -> Iterator[tuple[int | None, list[Paragraph]]]:
    """Each old paragraph that is no cell with the new ones that come before it; last, None with those at the end."""
    came: list[Paragraph] = []
    for pair in pairs:
        if pair.new is not None and (pair.old is None or pair.moved):
            if new.paragraphs[pair.new].cell is None:
                came.append(new.paragraphs[pair.new])
        elif pair.old is not None and old.paragraphs[pair.old].cell is None:
            yield pair.old, came
            came = []
    yield None, came


def _new_cells(pairs: Sequence[Pair], new: Document) -> Iterator[Refused]:
    """New words in table cells: rows are not inserted, so these stand in the comparison alone."""
    for pair in pairs:
        if pair.new is not None and (pair.old is None or pair.moved) and new.paragraphs[pair.new].cell is not None:
            text = new.paragraphs[pair.new].text
            reason = f"a table has a new cell: “{text[:80]}”; see it in the comparison"
            yield Refused(Insertion(pair.new, (text,)), reason)
