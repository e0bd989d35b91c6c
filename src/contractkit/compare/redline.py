"""The old file with its differences from the new one as tracked changes, in its own formatting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contractkit.compare.align import Pair, align
from contractkit.document import Document
from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.marks import Author, Edit, Insertion, Marked, Refused, Replacement
from contractkit.word.redline import mark_up
from contractkit.word.resolve import accept_all


def compare_redline(
    old: bytes, old_document: Document, new_document: Document, author: Author, limits: Limits = DEFAULT_LIMITS
) -> Marked:
    """Return the old file, its own tracked changes accepted, with the differences as ``author``'s tracked changes.

    Both documents are read with changes accepted. What cannot be written as a tracked change comes back in
    ``refused``, each with its reason. A paragraph that moved is deleted where it was and inserted where it is.
    Raises UnreadableFileError when the old file is no Word file, is damaged or over a limit.
    """
    pairs = align(old_document, new_document)
    marked = mark_up(
        accept_all(old, limits=limits), [], list(_edits(pairs, old_document, new_document)), author, limits
    )
    return Marked(marked.data, (*marked.refused, *_new_cells(pairs, new_document)))


def _edits(pairs: Sequence[Pair], old: Document, new: Document) -> Iterator[Edit]:
    """Words that changed in place, paragraphs that went, and those that came, behind the paragraph that they follow.

    Nothing can be inserted before the first paragraph: there the first one gives its place to the new one and follows.
    """
    finals = {pair.old: _final(pair, new) for pair in pairs if pair.old is not None}
    behind: int | None = None
    for index, came in _groups(pairs, old, new):
        if index is not None and behind is None and came:
            yield Insertion(index, (*came[1:], finals[index]))
            finals[index] = came[0]
        elif came:
            yield Insertion(behind or 0, tuple(came))
        behind = index if index is not None else behind
    for index, final in finals.items():
        if old.paragraphs[index].text != final:
            yield Replacement(index, 0, len(old.paragraphs[index].text), final)


def _final(pair: Pair, new: Document) -> str:
    """What the old paragraph reads in the end; "" when it is not there any more."""
    return new.paragraphs[pair.new].text if pair.new is not None and not pair.moved else ""


def _groups(pairs: Sequence[Pair], old: Document, new: Document) -> Iterator[tuple[int | None, list[str]]]:
    """Each old paragraph that is no cell with the new ones that come before it; last, None with those at the end."""
    came: list[str] = []
    for pair in pairs:
        if pair.new is not None and (pair.old is None or pair.moved):
            if new.paragraphs[pair.new].cell is None:
                came.append(new.paragraphs[pair.new].text)
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
