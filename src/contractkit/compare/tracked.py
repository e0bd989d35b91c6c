"""What a paragraph read before its tracked changes, and what of it they left."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.document import Paragraph


def before_tracking(paragraph: Paragraph) -> str:
    """Return the text of a paragraph of an accepted view as if its tracked changes were rejected."""
    return "".join(left + deleted for left, deleted in _stretches(paragraph))


def kept(paragraph: Paragraph) -> str:
    """Return the text of a paragraph of an accepted view that no tracked change put there."""
    return "".join(left for left, _ in _stretches(paragraph))


def _stretches(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """The stretches that tracked changes left as they were, each with the text that was deleted behind it."""
    at = 0
    for revision in sorted(paragraph.revisions, key=lambda item: (item.start, item.end)):
        yield paragraph.text[at : revision.start], revision.text
        at = max(at, revision.end)
    yield paragraph.text[at:], ""
