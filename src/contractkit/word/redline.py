"""Mark up a Word file: margin comments and tracked changes in the other side's own file, proven before it is given."""

from __future__ import annotations

from collections.abc import Sequence

from contractkit.errors import UnreadableFileError
from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.marking.attempt import Attempt
from contractkit.word.marking.promise import Failure
from contractkit.word.marking.proof import prove
from contractkit.word.marks import Author, Insertion, Marked, Note, Refused, Replacement
from contractkit.word.parsing import BrokenPartError
from contractkit.word.read import collector_paused

_Edits = dict[int, Replacement | Insertion]
_Notes = dict[int, Note]
_MOST_ROUNDS = 64
_UNSAFE = "the document cannot be marked safely"


def mark_up(
    data: bytes, notes: Sequence[Note], edits: Sequence[Replacement | Insertion], author: Author,
    limits: Limits = DEFAULT_LIMITS, *, as_written: bool = False,
) -> Marked:  # fmt: skip
    """Return the file with ``notes`` as comments and ``edits`` as tracked changes, everything else as it was.

    Before it returns, it rejects its own changes, which must give the old document (text, numbering, fields, the marks
    of others), and accepts them, which must give the promised words with every stored reference right. An edit that
    fails, or that cannot be written where it belongs, is left out and listed with the reason. All offsets count in
    the file as read with changes accepted. ``as_written`` is for texts of a finished document: they hold their typed
    numbers, and what they cite is theirs to answer for. Raises UnreadableFileError when ``data`` is no Word file, is
    damaged or over a limit.
    """
    try:
        with collector_paused():
            return _Marking(data, author, limits, as_written=as_written).run(
                dict(enumerate(notes)), dict(enumerate(edits))
            )
    except BrokenPartError as error:
        remedy = "open and save it in Word, or get it again"
        raise UnreadableFileError(
            f"document: cannot be marked, because a part is damaged: {error}; {remedy}."
        ) from error


class _Marking:
    """Writes, proves, and leaves out what fails until the rest holds."""

    def __init__(self, data: bytes, author: Author, limits: Limits, *, as_written: bool) -> None:
        self._data, self._author, self._limits = data, author, limits
        self._as_written = as_written
        self._refused: list[Refused] = []

    def run(self, notes: _Notes, edits: _Edits) -> Marked:
        for _ in range(_MOST_ROUNDS):
            attempt, failure = self._tried(notes, edits)
            if failure is None:
                refused = [*attempt.refused, *self._refused]
                return Marked(attempt.data, tuple(_in_order(refused, notes, edits)))
            if not (failure.edits or failure.notes):
                failure = self._searched(failure, notes, edits)
            self._leave_out(failure, notes, edits)
            notes = {number: note for number, note in notes.items() if number not in failure.notes}
            edits = {number: edit for number, edit in edits.items() if number not in failure.edits}
        self._leave_out(Failure(_UNSAFE, frozenset(edits), frozenset(notes)), notes, edits)
        return Marked(self._data, tuple(self._refused))

    def _leave_out(self, failure: Failure, notes: _Notes, edits: _Edits) -> None:
        self._refused += [Refused(edits[number], failure.reason) for number in sorted(failure.edits)]
        self._refused += [Refused(notes[number], failure.reason) for number in sorted(failure.notes)]

    def _tried(self, notes: _Notes, edits: _Edits) -> tuple[Attempt, Failure | None]:
        attempt = Attempt(self._data, notes, edits, self._author, self._limits, as_written=self._as_written)
        return attempt, prove(attempt, self._data)

    def _searched(self, failure: Failure, notes: _Notes, edits: _Edits) -> Failure:
        """Halve the edits and notes until those that fail by themselves are found."""
        marks = [("edit", number) for number in edits] + [("note", number) for number in notes]
        guilty = self._guilty(marks, notes, edits) or marks
        return Failure(
            failure.reason,
            frozenset(number for kind, number in guilty if kind == "edit"),
            frozenset(number for kind, number in guilty if kind == "note"),
        )

    def _guilty(self, marks: list[tuple[str, int]], notes: _Notes, edits: _Edits) -> list[tuple[str, int]]:
        """Return marks that fail: one that fails alone, or the second half of those that fail only together."""
        if len(marks) == 1:
            return marks
        half = len(marks) // 2
        for part in (marks[:half], marks[half:]):
            chosen = set(part)
            some_notes = {number: note for number, note in notes.items() if ("note", number) in chosen}
            some_edits = {number: edit for number, edit in edits.items() if ("edit", number) in chosen}
            if self._tried(some_notes, some_edits)[1] is not None:
                return self._guilty(part, notes, edits)
        return marks[half:]


def _in_order(refused: list[Refused], notes: _Notes, edits: _Edits) -> list[Refused]:
    """Edits first, then notes, each in the order given."""
    order = {id(item): number for number, item in enumerate([*edits.values(), *notes.values()])}
    return sorted(refused, key=lambda item: order.get(id(item.edit), -1))
