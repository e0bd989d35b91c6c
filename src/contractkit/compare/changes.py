"""From aligned paragraphs to changes: which words, by whom, and whether somebody changed them without tracking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contractkit.compare.align import Pair
from contractkit.compare.tracked import before_tracking, kept
from contractkit.compare.words import Segment, changed_words
from contractkit.comparison import Change, ChangeKind, Words
from contractkit.document import Document, Paragraph
from contractkit.findings import IntroducedBy


@dataclass(frozen=True, slots=True)
class Round:
    """One file in both views: as if every tracked change were accepted, and as if every one were rejected."""

    accepted: Document
    original: Document


def changes(pairs: Sequence[Pair], old: Round, new: Round, clauses: Mapping[str, str]) -> Iterator[Change]:
    """Yield every change in the order of the new document. ``clauses`` names our wordings by a paragraph's text."""
    rejected = _originals(old)
    deleted = _deleted_paragraphs(new)
    for pair in pairs:
        before = old.accepted.paragraphs[pair.old] if pair.old is not None else None
        after = new.accepted.paragraphs[pair.new] if pair.new is not None else None
        if before and after and _plain(before.text) == _plain(after.text) and not pair.moved:
            continue
        if before and after:
            undone = rejected.get(before.index)
            if _is_replaced(before, after):
                by = _authors(after)
                yield _change("removed", before, None, [Words(operation="deleted", text=before.text, by=by)], clauses)
                yield _change("added", None, after, [Words(operation="inserted", text=after.text, by=by)], clauses)
            elif undone is not None and _plain(undone[0]) == _plain(after.text):
                yield _change("rejected", before, after, _undone(before, after, undone[1]), clauses)
            else:
                yield _edited(before, after, pair.moved, clauses)
        elif after:
            yield _change("added", None, after, [_inserted(after, 0, len(after.text))], clauses)
        elif before:
            by = deleted.get(_plain(before.text), [])
            yield _change("removed", before, None, [Words(operation="deleted", text=before.text, by=by)], clauses)


def _edited(before: Paragraph, after: Paragraph, moved: bool, clauses: Mapping[str, str]) -> Change:
    words = [_words(segment, after) for segment in changed_words(before.text, after.text)]
    if _is_tracked(before, after):
        # Every word was tracked, though the comparison may put the same words in pairs otherwise than their author.
        words = [w if w.by or w.operation == "same" else w.model_copy(update={"by": _authors(after)}) for w in words]
    edited = any(word.operation != "same" for word in words)
    return _change("moved" if moved else "changed", before, after, words, clauses, also_edited=moved and edited)


def _is_tracked(before: Paragraph, after: Paragraph) -> bool:
    """Whether rejecting the tracked changes of the new paragraph gives the old one."""
    return bool(after.revisions) and _plain(before_tracking(after)) == _plain(before.text)


def _is_replaced(before: Paragraph, after: Paragraph) -> bool:
    """Whether tracked changes put every word of the new paragraph in the place of the old one's."""
    return _is_tracked(before, after) and not re.search(r"\w", kept(after))


def _change(
    kind: ChangeKind, before: Paragraph | None, after: Paragraph | None, words: list[Words],
    clauses: Mapping[str, str], *, also_edited: bool = False,
) -> Change:  # fmt: skip
    here = after or before
    silent = any(word.operation != "same" and not word.by and word.text.strip() for word in words)
    if kind == "moved" and not also_edited:
        silent = not any(revision.kind in ("moved", "inserted") for revision in (after.revisions if after else ()))
    return Change(
        kind=kind, silent=silent and kind != "rejected",
        section_old=before.section if before else "", section_new=after.section if after else "",
        paragraph_old=before.index if before else None, paragraph_new=after.index if after else None,
        origin=here.origin if here else "body", clause=clauses.get(_plain(before.text), "") if before else "",
        also_edited=also_edited, words=words,
    )  # fmt: skip


def _words(segment: Segment, after: Paragraph) -> Words:
    if segment.operation == "inserted":
        return _inserted(after, segment.start, segment.end)
    by = _deleters(after, segment.text) if segment.operation == "deleted" else []
    return Words(operation=segment.operation, text=segment.text, by=by)


def _inserted(after: Paragraph, start: int, end: int) -> Words:
    """A stretch of the new text, tracked when insertions cover every word of it."""
    tracked = [r for r in after.revisions if r.kind in ("inserted", "moved") and r.start < end and start < r.end]
    text = after.text[start:end]
    bare = "".join(
        char
        for at, char in enumerate(text, start)
        if not any(revision.start <= at < revision.end for revision in tracked)
    )
    by = [] if bare.strip() else _names((revision.author, revision.date) for revision in tracked)
    return Words(operation="inserted", text=text, by=by)


def _deleters(after: Paragraph, text: str) -> list[IntroducedBy]:
    """Who deleted these words with tracking on; nobody when they are not among the tracked deletions."""
    deletions = [revision for revision in after.revisions if revision.text]
    if _plain(text) not in _plain(" ".join(revision.text for revision in deletions)):
        return []
    named = [d for d in deletions if _plain(d.text) in _plain(text) or _plain(text) in _plain(d.text)] or deletions
    return _names((revision.author, revision.date) for revision in named)


def _originals(old: Round) -> dict[int, tuple[str, list[IntroducedBy]]]:
    """What paragraphs of the old file with tracked changes read before these, and who made the changes."""
    return {p.index: (before_tracking(p), _authors(p)) for p in old.accepted.paragraphs if p.revisions}


def _authors(paragraph: Paragraph) -> list[IntroducedBy]:
    return _names((revision.author, revision.date) for revision in paragraph.revisions)


def _undone(before: Paragraph, after: Paragraph, authors: list[IntroducedBy]) -> list[Words]:
    """The words of a paragraph in which tracked changes of the old file were rejected, by whose changes they were."""
    return [
        Words(operation=segment.operation, text=segment.text, by=authors if segment.operation != "same" else [])
        for segment in changed_words(before.text, after.text)
    ]


def _deleted_paragraphs(new: Round) -> dict[str, list[IntroducedBy]]:
    """Paragraphs that the new file deletes with tracking on, by their words, and who did."""
    there = {_plain(paragraph.text) for paragraph in new.accepted.paragraphs}
    return {
        _plain(paragraph.text): _names((r.author, r.date) for r in paragraph.revisions if r.kind != "inserted")
        for paragraph in new.original.paragraphs
        if paragraph.revisions and _plain(paragraph.text) not in there
    }


def _names(found: Iterator[tuple[str, str | None]]) -> list[IntroducedBy]:
    return [IntroducedBy(author=author, date=date) for author, date in dict.fromkeys(found)]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
