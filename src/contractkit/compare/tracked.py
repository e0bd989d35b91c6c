"""What a paragraph read before its tracked changes, and what of it they left."""

from __future__ import annotations

from contractkit.document import Paragraph


def before_tracking(paragraph: Paragraph) -> str:
    """Return the text of a paragraph of an accepted view as if its tracked changes were rejected."""
    text, at = "", 0
    for revision in sorted(paragraph.revisions, key=lambda item: (item.start, item.end)):
        text += paragraph.text[at : revision.start] + revision.text
        at = max(at, revision.end)
    return text + paragraph.text[at:]


def kept(paragraph: Paragraph) -> str:
    """Return the text of a paragraph of an accepted view that no tracked change put there."""
    text, at = "", 0
    for revision in sorted(paragraph.revisions, key=lambda item: (item.start, item.end)):
        text += paragraph.text[at : revision.start]
        at = max(at, revision.end)
    return text + paragraph.text[at:]
