"""Match the marks that were sent with those that came back: their keys, and what became of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from contractkit.word.marking.keys import Record
from contractkit.word.marks import Fate, MarkedChange, MarkedComment, Sent
from contractkit.word.passages import Passage

# Names that Word gives when it removes personal information on saving.
_NAMELESS = frozenset({"Author", ""})
_ALIKE = 0.6  # of the words; below that it is another paragraph
_NEAR = 40  # paragraphs around the old place that are looked at


class Matched:
    """Comments and changes with their keys, and the fate of every record."""

    def __init__(
        self, records: Sequence[Record], comments: Sequence[tuple[MarkedComment, str]],
        changes: Sequence[MarkedChange], passages: Sequence[Passage],
    ) -> None:  # fmt: skip
        self._passages = passages
        self._texts: dict[str, int] = {}
        for index, passage in enumerate(passages):
            self._texts.setdefault(passage.text, index)
        self.comments = [comment for comment, _ in comments]
        self.changes = list(changes)
        self.sent: list[Sent] = []
        self._found: dict[int, list[MarkedChange]] = defaultdict(list)
        self._match_comments(records, comments)
        self._match_changes(records)
        for number, record in enumerate(records):
            if record.kind != "comment":
                self.sent.append(self._fate(number, record))

    def _match_comments(self, records: Sequence[Record], comments: Sequence[tuple[MarkedComment, str]]) -> None:
        taken: set[int] = set()
        for record in records:
            if record.kind != "comment":
                continue
            at = self._comment_of(record, comments, taken)
            fate: Fate = "gone"
            place = None
            if at is not None:
                taken.add(at)
                comment = self.comments[at] = replace(self.comments[at], key=record.key)
                fate = "open" if comment.text == record.after else "edited"
                place = comment.paragraph
            self.sent.append(Sent(record.key, "comment", fate, "", record.after, place))

    def _comment_of(self, record: Record, comments: Sequence[tuple[MarkedComment, str]], taken: set[int]) -> int | None:
        """By the id of its paragraph, which Word keeps; else by author and words."""
        free = [at for at in range(len(comments)) if at not in taken]
        for at in free:
            if record.identifier and comments[at][1] == record.identifier:
                return at
        for at in free:
            comment = comments[at][0]
            if comment.text == record.after and comment.author in {record.author, *_NAMELESS}:
                return at
        return None

    def _match_changes(self, records: Sequence[Record]) -> None:
        """Align the changes by our authors with those sent, in order: what stands between equal ones was edited."""
        authors = {record.author for record in records} | _NAMELESS
        ours = [at for at, change in enumerate(self.changes) if change.author in authors and change.kind != "formatted"]
        worded = [at for at in ours if self.changes[at].before or self.changes[at].after]
        order = sorted(
            (record.paragraph, record.kind == "insertion", record.start, number)
            for number, record in enumerate(records)
            if record.kind != "comment"
        )
        sent = [(number, piece) for *_, number in order for piece in records[number].changes]
        came = [(self.changes[at].before, self.changes[at].after) for at in worded]
        matcher = SequenceMatcher(None, [piece for _, piece in sent], came, autojunk=False)
        for kind, i, i_end, j, j_end in matcher.get_opcodes():
            if kind in ("equal", "replace"):
                owners = [number for number, _ in sent[i:i_end]]
                for step, at in enumerate(worded[j:j_end]):
                    self._give(at, owners[min(step, len(owners) - 1)], records)

        self._give_marks(ours)

    def _give_marks(self, ours: list[int]) -> None:
        """A mark of a paragraph without words goes with the words after it, or else before it."""
        for here, at in enumerate(ours):
            change = self.changes[at]
            if change.key or change.before or change.after:
                continue
            near = (*ours[here + 1 : here + 2], *ours[max(0, here - 1) : here])
            key = next((self.changes[other].key for other in near if self._belongs(change, self.changes[other])), "")
            self.changes[at] = replace(change, key=key)

    @staticmethod
    def _belongs(mark: MarkedChange, words: MarkedChange) -> bool:
        if not words.key or words.kind != mark.kind or mark.paragraph is None or words.paragraph is None:
            return False
        return abs(words.paragraph - mark.paragraph) <= 1

    def _give(self, at: int, number: int, records: Sequence[Record]) -> None:
        change = self.changes[at] = replace(self.changes[at], key=records[number].key)
        self._found[number].append(change)

    def _fate(self, number: int, record: Record) -> Sent:
        found = self._found[number]
        place = next((change.paragraph for change in found if change.paragraph is not None), None)
        fate: Fate
        if found:
            # Word, and a reader, cut one change where somebody else's insertion begins inside it.
            same = _joined((change.before, change.after) for change in found) == _joined(record.changes)
            fate = "open" if same else "edited"
        elif record.kind == "insertion":
            fate, place = self._fate_of_insertion(record)
        else:
            fate, place = self._fate_of_replacement(record)
        return Sent(record.key, record.kind, fate, record.before, record.after, place)  # type: ignore[arg-type]  # ours

    def _fate_of_insertion(self, record: Record) -> tuple[Fate, int | None]:
        lines = [line for line in record.after.split("\n") if line]
        places = [self._texts[line] for line in lines if line in self._texts]
        if len(places) == len(lines):
            return "accepted", places[0] if places else None
        near = self._most_alike(lines[0], record.paragraph) if lines else None
        if places or near is not None:
            return "edited", places[0] if places else near
        return "rejected", None

    def _fate_of_replacement(self, record: Record) -> tuple[Fate, int | None]:
        if record.before in self._texts:
            return "rejected", self._texts[record.before]
        if not record.after:
            return "accepted", None
        if record.after in self._texts:
            return "accepted", self._texts[record.after]
        near = self._most_alike(record.after, record.paragraph)
        return ("gone", None) if near is None else ("edited", near)

    def _most_alike(self, text: str, around: int) -> int | None:
        """Return the paragraph near the old place that shares most words with ``text``, if it is the same one."""
        best, score = None, _ALIKE
        words = text.split()
        for index in range(max(0, around - _NEAR), min(len(self._passages), around + _NEAR)):
            matcher = SequenceMatcher(None, self._passages[index].text.split(), words, autojunk=False)
            if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score and matcher.ratio() > score:
                best, score = index, matcher.ratio()
        return best


def _joined(pieces: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """All words that were taken out, and all that were put in."""
    pieces = list(pieces)
    return "".join(out for out, _ in pieces), "".join(into for _, into in pieces)
