"""Read the marks of a Word file that came back: comments with their threads, tracked changes, the fate of our own."""

from __future__ import annotations

from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.marking.bearings import Bearings
from contractkit.word.marking.fates import Matched
from contractkit.word.marking.found_changes import find_changes
from contractkit.word.marking.found_comments import find_comments
from contractkit.word.marking.keys import read_records
from contractkit.word.marks import Marks
from contractkit.word.package import Package
from contractkit.word.read import collector_paused
from contractkit.word.relationships import main_part
from contractkit.word.story import walk_package


def read_marks(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Marks:
    """Return the comments and tracked changes of a Word file, whoever made them.

    Places count in the file as read with changes accepted. What ``mark_up`` wrote carries its key, and ``sent`` tells
    what became of it. Raises UnreadableFileError when ``data`` is no Word file, is damaged or over a limit.
    """
    with collector_paused(), Package(data, limits) as package:
        walked = walk_package(package)
        main = main_part(package)
        bearings = Bearings(package, walked.passages)
        comments = find_comments(package, main, walked.passages, bearings)
        changes = find_changes(package, walked.passages, bearings)
        matched = Matched(read_records(package), comments, changes, walked.passages)
        return Marks(tuple(matched.comments), tuple(matched.changes), tuple(matched.sent))
