"""Join the tracked changes of a paragraph that belong together."""

from __future__ import annotations

from dataclasses import replace

from contractkit.document import Revision


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
