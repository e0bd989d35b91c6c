"""A marked Word file that comes back: replies, resolved comments, what became of our changes, what others added."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from contractkit.document import Document
from contractkit.review.claims import Claim, mark_of, new_issue, said_status
from contractkit.review.matter import SentItem
from contractkit.review.plan import MISSING
from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.marks import MarkedChange, MarkedComment, Marks, Sent
from contractkit.word.read import read_document
from contractkit.word.read_marks import read_marks


def foreign_marks(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """Return the fingerprints of the comments and changes that a file holds, so that later ones are known as new."""
    marks = read_marks(data, limits)
    found = [_comment_mark(comment) for comment in marks.comments]
    return list(dict.fromkeys([*found, *(_change_mark(change) for change in marks.changes)]))


def claims_of_word(
    path: Path, items: Mapping[str, SentItem], known: Collection[str], ours: Collection[str],
    limits: Limits = DEFAULT_LIMITS,
) -> list[Claim]:  # fmt: skip
    """Return what people said in a returned Word file.

    ``items`` are the issues that were sent, ``known`` the fingerprints of marks that the vendor's file held already,
    ``ours`` the names of our people. Raises UnreadableFileError for a file that is no Word document or
    over a limit.
    """
    document = read_document(path, limits=limits)  # first: it names the file when something is wrong with it
    marks = read_marks(path.read_bytes(), limits)
    return [
        *_threads(marks, items, known, ours, path.name),
        *_fates(marks, items, document, path.name),
        *_changes(marks, known, path.name),
    ]


def _threads(
    marks: Marks, items: Mapping[str, SentItem], known: Collection[str], ours: Collection[str], source: str
) -> Iterator[Claim]:
    by_id = {comment.id: comment for comment in marks.comments}
    for comment in marks.comments:
        root = _answered(_root(comment, by_id), marks)
        if comment is root and comment.key:
            if comment.resolved and comment.key in items:
                yield Claim(comment.key, "resolved", "resolved", source)
        elif root.key in items:
            yield from _reply(comment, root.key, source, ours)
        elif _comment_mark(comment) not in known:
            yield _new_comment(comment, root, source)


def _root(comment: MarkedComment, by_id: Mapping[str, MarkedComment]) -> MarkedComment:
    seen = {comment.id}
    while comment.parent is not None and comment.parent in by_id and comment.parent not in seen:
        comment = by_id[comment.parent]
        seen.add(comment.id)
    return comment


def _answered(comment: MarkedComment, marks: Marks) -> MarkedComment:
    """The one comment of ours on exactly the same words: programs that know no threads write an answer so."""
    if comment.key or comment.paragraph is None:
        return comment
    ours = [
        other for other in marks.comments if other.key and other.parent is None and _place(other) == _place(comment)
    ]
    return ours[0] if len(ours) == 1 else comment


def _place(comment: MarkedComment) -> tuple[int | None, int, int | None, int]:
    return comment.paragraph, comment.start, comment.last_paragraph, comment.end


def _reply(comment: MarkedComment, finding: str, source: str, ours: Collection[str]) -> Iterator[Claim]:
    status, rest = said_status(comment.text)
    day, who = (comment.date or "")[:10], comment.author
    if status is None:
        yield Claim(finding, "reply", comment.text, source, who, day, ours=who in ours)
    else:
        yield Claim(finding, "status", status, source, who, day, why=rest, ours=who in ours)


def _new_comment(comment: MarkedComment, root: MarkedComment, source: str) -> Claim:
    finding = new_issue(comment.author, comment.date or "", comment.text)
    on = f'on "{root.quote}"' if root.quote else ""
    answers = "" if root is comment or root.key == MISSING else f'answer to {root.author}: "{root.text}"'
    why = "; ".join(filter(None, [answers, on]))
    return Claim(finding, "comment", comment.text, source, comment.author, (comment.date or "")[:10], why=why)


def _fates(marks: Marks, items: Mapping[str, SentItem], document: Document, source: str) -> Iterator[Claim]:
    """What became of each change of ours; findings that share a change share its fate."""
    for sent in marks.sent:
        if sent.kind == "comment":
            if sent.fate in ("edited", "gone") and sent.key in items:
                yield Claim(sent.key, "comment", _comment_fate(sent, marks), source, was=sent.after)
            continue
        if sent.fate == "open":
            continue
        for item in items.values():
            if item.change is not None and item.change.key == sent.key:
                now = "edited" if sent.fate == "edited" else sent.fate
                text = _text_at(document, sent.paragraph) if sent.fate == "edited" else ""
                yield Claim(item.id, "change", now, source, was=item.change.new, why=text)


def _comment_fate(sent: Sent, marks: Marks) -> str:
    if sent.fate == "gone":
        return "our comment was removed"
    return next(
        (comment.text for comment in marks.comments if comment.key == sent.key and not comment.parent), "edited"
    )


def _text_at(document: Document, paragraph: int | None) -> str:
    if paragraph is None or paragraph >= len(document.paragraphs):
        return ""
    return document.paragraphs[paragraph].text


def _changes(marks: Marks, known: Collection[str], source: str) -> Iterator[Claim]:
    """Tracked changes that were neither ours nor in the vendor's file."""
    for change in marks.changes:
        if not change.key and _change_mark(change) not in known and (change.before or change.after):
            finding = new_issue(change.author, change.date or "", change.before, change.after)
            yield Claim(
                finding, "change", f"{change.kind}: {change.after or change.before}", source, change.author,
                (change.date or "")[:10], was=change.before,
            )  # fmt: skip


def _comment_mark(comment: MarkedComment) -> str:
    return mark_of("comment", comment.author, comment.date or "", comment.text)


def _change_mark(change: MarkedChange) -> str:
    """Marks of ours cut those of others into pieces, so a change is known by who made it and when."""
    words = () if change.date else (change.before, change.after)
    return mark_of("change", change.author, change.date or "", *words)
