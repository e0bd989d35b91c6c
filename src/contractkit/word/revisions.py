"""Join the tracked changes of a paragraph that belong together."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from contractkit.document import Revision, RevisionKind
from contractkit.word.names import attribute, word_names
from contractkit.word.passages import TEXT_TAGS, Passage

_PARAGRAPHS = tuple(word_names("p"))
# What an element around, or in the properties of, whole paragraphs, rows and cells says about them.
_KINDS: dict[str, RevisionKind] = {
    "ins": "inserted", "cellIns": "inserted", "del": "deleted", "cellDel": "deleted", "moveFrom": "moved",
    "moveTo": "moved",
}  # fmt: skip


def attribute_blocks(passages: list[Passage], first: int, change: etree._Element) -> None:
    """Give the author of a change around whole paragraphs to those from ``first`` on that name none."""
    kind = _KINDS[etree.QName(change).localname]
    author, date = attribute(change, "author") or "", attribute(change, "date")
    for passage in passages[first:]:
        if passage.text and not passage.revisions:
            passage.revisions = (Revision(kind, author, date, 0, len(passage.text)),)


def absent_blocks(change: etree._Element, blocks: etree._Element, place: int) -> Revision | None:
    """Return whole paragraphs that this view leaves out as a change at ``place``; None when they hold no words."""
    lines = ("".join(node.text or "" for node in item.iter(*TEXT_TAGS)) for item in blocks.iter(*_PARAGRAPHS))
    text = "\n".join(line for line in lines if line)
    if not text:
        return None
    kind = _KINDS[etree.QName(change).localname]
    return Revision(kind, attribute(change, "author") or "", attribute(change, "date"), place, place, text)


def joined_revisions(revisions: list[Revision]) -> tuple[Revision, ...]:
    """Return the revisions in order of place, with neighbours by the same author at the same time made one.

    Word wraps every run of an insertion in an element of its own, so one typed sentence may come in ten pieces.
    """
    joined: list[Revision] = []
    for revision in sorted(revisions, key=lambda item: (item.start, item.end)):
        last = joined[-1] if joined else None
        if last is not None and _continues(last, revision):
            joined[-1] = replace(last, end=revision.end, text=last.text + revision.text)
        else:
            joined.append(revision)
    return tuple(joined)


def _continues(last: Revision, revision: Revision) -> bool:
    same = (last.kind, last.author, last.date) == (revision.kind, revision.author, revision.date)
    return same and last.end == revision.start and (last.start == last.end) == (revision.start == revision.end)
