"""Proof of a marked file: our changes rejected, it is the old file; accepted, it says what was promised."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from contractkit.word.canonical import drop_comment_marks, normalise
from contractkit.word.marking.attempt import Attempt
from contractkit.word.marking.promise import Failure
from contractkit.word.marking.rewrite import EditablePackage
from contractkit.word.names import attribute, word_names
from contractkit.word.passages import Passage, Walked
from contractkit.word.relationships import Relationship, relationships
from contractkit.word.resolve import settle
from contractkit.word.story import walk_package

_PARAGRAPH = tuple(word_names("p"))
_OURS = tuple(word_names("ins", "del", "pPrChange", "commentRangeStart", "commentRangeEnd", "commentReference"))
_COMMENT = word_names("comment")
_NOT_OLD = "when it is rejected, the document is not as it was before"
_NOT_NEW = "when it is accepted, the document does not say what was promised"


def prove(attempt: Attempt, data: bytes) -> Failure | None:
    """Return what is wrong with ``attempt`` to mark ``data``; None when nothing is."""
    if attempt.failure is not None or attempt.data == data:
        return attempt.failure
    failure = _promises_kept(attempt, _accepted(attempt).passages)
    if failure is not None:
        return failure
    limits = attempt.limits
    with EditablePackage(attempt.data, limits) as marked, EditablePackage(data, limits) as before:
        return _other_parts_kept(attempt, before, marked) or _rejects_to_old(attempt, before, marked)


def _accepted(attempt: Attempt) -> Walked:
    """Read the marked file with our changes accepted; those of others are read as accepted, as they were before."""
    with EditablePackage(attempt.data, attempt.limits) as marked:
        for part in _stories(attempt):
            settle(marked.tree(part), attempt.ink.owns, accept=True)
        return walk_package(marked)


def _stories(attempt: Attempt) -> list[str]:
    """The changed parts that hold text."""
    stories = {part.lower() for part in attempt.source.text_parts()}
    return sorted(attempt.source.package.changed_parts & stories)


def _promises_kept(attempt: Attempt, passages: list[Passage]) -> Failure | None:
    promised = attempt.promises
    shown = [passage for passage in passages if passage.text]
    for promise, passage in zip(promised, shown, strict=False):
        if promise.text != passage.text and promise.text.upper() != passage.text.upper():
            return Failure(_NOT_NEW, _near(attempt, promise.source, promise.edits))
    if len(promised) != len(shown):
        return Failure(_NOT_NEW)
    return None


def _near(attempt: Attempt, source: int | None, edits: list[int]) -> frozenset[int]:
    """The edits to blame for a paragraph: its own, or those of the paragraphs before it."""
    if edits or source is None:
        return frozenset(edits)
    near = [index for index in attempt.written_paragraphs if index <= source]
    return frozenset(attempt.written_paragraphs[max(near)]) if near else frozenset()


def _other_parts_kept(attempt: Attempt, before: EditablePackage, marked: EditablePackage) -> Failure | None:
    """Every part that was not changed is there, byte for byte; lists of parts have only grown; comments too."""
    with zipfile.ZipFile(BytesIO(before.original)) as old, zipfile.ZipFile(BytesIO(marked.original)) as new:
        order = [entry.filename for entry in new.infolist()]
        if order[: len(old.infolist())] != [entry.filename for entry in old.infolist()]:
            return Failure(_NOT_OLD)
        for entry in old.infolist():
            name = entry.filename.lower().lstrip("/")
            if name not in attempt.source.package.changed_parts:
                kept = new.getinfo(entry.filename)
                if (kept.CRC, kept.file_size) != (entry.CRC, entry.file_size):
                    return Failure(_NOT_OLD)
            elif _lists_parts(name) and not _only_grown(before.tree(name), marked.tree(name), set()):
                return Failure(_NOT_OLD)
    return _comments_kept(attempt, before, marked)


def _comments_kept(attempt: Attempt, before: EditablePackage, marked: EditablePackage) -> Failure | None:
    for relation in relationships(before, attempt.source.main).values():
        if _is_comment_part(relation) and relation.target.lower() in attempt.source.package.changed_parts:
            ours = set(attempt.comment_ids)
            if not _only_grown(before.tree(relation.target), marked.tree(relation.target), ours):
                return Failure(_NOT_OLD, notes=frozenset(attempt.notes))
    return None


def _lists_parts(name: str) -> bool:
    return name.endswith(".rels") or name == "[content_types].xml"


def _is_comment_part(relation: Relationship) -> bool:
    return not relation.external and relation.kind in ("comments", "commentsextended", "people")


def _only_grown(old: etree._Element, new: etree._Element, comment_ids: set[str]) -> bool:
    """Whether ``new`` has the children of ``old``, unchanged and in order, and then only more."""
    kept = list(new)[: len(old)]
    added = list(new)[len(old) :]
    if [_exact(child) for child in kept] != [_exact(child) for child in old]:
        return False
    return all(child.tag not in _COMMENT or attribute(child, "id") in comment_ids for child in added)


def _exact(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def _rejects_to_old(attempt: Attempt, before: EditablePackage, marked: EditablePackage) -> Failure | None:
    for part in _stories(attempt):
        failure = _part_rejects(attempt, before.tree(part), marked.tree(part))
        if failure is not None:
            return failure
    return None


def _part_rejects(attempt: Attempt, old: etree._Element, new: etree._Element) -> Failure | None:
    ids = attempt.comment_ids
    touched: set[etree._Element] = set()
    for element in new.iter(*_OURS):
        if attempt.ink.owns(element) or attribute(element, "id") in ids:
            touched.update(element.iterancestors(*_PARAGRAPH))
    drop_comment_marks(new, ids.__contains__)
    settle(new, attempt.ink.owns, accept=False)
    ours, theirs = list(new.iter(*_PARAGRAPH)), list(old.iter(*_PARAGRAPH))
    if len(ours) != len(theirs):
        return Failure(_NOT_OLD)
    pairs = [(mine, other) for mine, other in zip(ours, theirs, strict=True) if mine in touched]
    for mine, other in pairs:
        normalise(mine)
        normalise(other)
    if etree.tostring(old) == etree.tostring(new):
        return None
    wrong = {other for mine, other in pairs if etree.tostring(mine) != etree.tostring(other)}
    return _blamed(attempt, theirs, wrong)


def _blamed(attempt: Attempt, paragraphs: list[etree._Element], wrong: set[etree._Element]) -> Failure:
    """The edits and notes of the paragraphs that did not come back as they were, found by their order in the part."""
    order = {paragraph: number for number, paragraph in enumerate(paragraphs)}
    numbers = {order[paragraph] for paragraph in wrong}
    edits: set[int] = set()
    notes: set[int] = set()
    starts = attempt.source.paragraph_numbers
    for index, found in attempt.written_paragraphs.items():
        if starts.get(index, -1) in numbers:
            edits.update(found)
    for number, note in attempt.notes.items():
        if starts.get(note.paragraph, -1) in numbers:
            notes.add(number)
    return Failure(_NOT_OLD, frozenset(edits), frozenset(notes))
