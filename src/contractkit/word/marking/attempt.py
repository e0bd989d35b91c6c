"""One attempt to write edits and notes into a file: what was written, what was refused, what the file must now say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from contractkit.word.limits import DEFAULT_LIMITS, Limits
from contractkit.word.marking.commenting import Comments
from contractkit.word.marking.ink import Ink
from contractkit.word.marking.insert import NewParagraph, check_place, delete_mark, may_lose_mark, write_paragraphs
from contractkit.word.marking.keys import Record, add_records
from contractkit.word.marking.numbers import stale_numbers
from contractkit.word.marking.plan import RefusedError, plan_changes
from contractkit.word.marking.promise import Failure, Promise
from contractkit.word.marking.source import LOST_PLACE, Source
from contractkit.word.marking.texts import applied, check_characters, one_line_end
from contractkit.word.marking.typed_numbers import TypedCounter
from contractkit.word.marking.wording import Change
from contractkit.word.marking.write import write_changes
from contractkit.word.marks import Author, Insertion, Note, Refused, Replacement
from contractkit.word.story import walk_package

_OVERLAPS = "another change is written into the same words"
_NOT_FIXED = "a reference to a number that shifts could not be brought up to date"


class Attempt:
    """Writes edits and notes, by number, into a copy of the file. ``failure`` tells when that went wrong."""

    def __init__(
        self, data: bytes, notes: Mapping[int, Note], edits: Mapping[int, Replacement | Insertion], author: Author,
        limits: Limits = DEFAULT_LIMITS, *, as_written: bool = False,
    ) -> None:  # fmt: skip
        self.limits, self.as_written = limits, as_written
        self.source = Source(data, limits)
        self.edits, self.notes = edits, notes
        self.ink = Ink(author, 1 + self.source.largest_id())
        self.refused: list[Refused] = []
        self.failure: Failure | None = None
        # By passage: the numbers of its edits, and of those that bring or take paragraphs.
        self.written_paragraphs: dict[int, list[int]] = defaultdict(list)
        self.moved_paragraphs: dict[int, list[int]] = defaultdict(list)
        may_move = any(isinstance(edit, Insertion) or not edit.text for edit in edits.values())
        self.references = self.source.references() if may_move else []
        self._changed: set[str] = set()
        self._records: dict[int, Record] = {}
        self._promises = {index: Promise(item.text, index) for index, item in enumerate(self.source.passages)}
        self._new: dict[int, list[Promise]] = defaultdict(list)
        self._planned: dict[int, list[tuple[Change, int]]] = defaultdict(list)
        self._spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._write_replacements()
        self._write_insertions()
        if self.moved_paragraphs:
            self._bring_numbers_up_to_date()
        comments = Comments(self.source, self.ink, author)
        comments.write(notes)
        self.comment_ids = comments.ids
        self.refused += comments.refused
        add_records(self.source.package, self.source.main, [*self._records.values(), *comments.records])
        self.data = self._finished()

    @property
    def promises(self) -> list[Promise]:
        """What the file must say, paragraph by paragraph; empty ones left out."""
        found: list[Promise] = []
        for index in range(len(self.source.passages)):
            found += [self._promises[index], *self._new.get(index, ())]
        return [promise for promise in found if promise.text]

    def promised(self, index: int) -> str:
        """Return the words that paragraph ``index`` must show; "" when it goes."""
        return self._promises[index].text

    def _finished(self) -> bytes:
        package = self.source.package
        if not self.ink.used and not self.comment_ids:
            return package.original
        for part in self._changed:
            package.note_change(part)
        if self.comment_ids:
            package.note_change(self.source.main)
        return package.to_bytes()

    # Words

    def _write_replacements(self) -> None:
        whole: list[tuple[int, int]] = []
        for number, edit in self.edits.items():
            if not isinstance(edit, Replacement):
                continue
            try:
                self._plan(number, edit)
            except RefusedError as error:
                self.refused.append(Refused(edit, str(error)))
                continue
            if not edit.text and edit.start == 0 and 0 < edit.end == len(self.source.passages[edit.paragraph].text):
                whole.append((edit.paragraph, number))
        for index, planned in self._planned.items():
            planned.sort(key=self._span)  # what ends here comes before what is put in here, whatever order they came in
            write_changes(self.source.line(index), [change for change, _ in planned], self.ink)
            self._keep_account(index)
        for index, number in whole:
            self._delete_paragraph(index, number)

    def _span(self, planned: tuple[Change, int]) -> tuple[int, int]:
        edit = self.edits[planned[1]]
        return (edit.start, edit.end) if isinstance(edit, Replacement) else (0, 0)

    def _plan(self, number: int, edit: Replacement, *, in_fields: bool = False) -> list[Change]:
        """Note the changes that ``edit`` needs. Raises RefusedError."""
        line = self.source.line(edit.paragraph)
        if not 0 <= edit.start <= edit.end <= len(line.text):
            raise RefusedError(LOST_PLACE)
        check_characters(edit.text)
        spans = self._spans[edit.paragraph]
        if any(_overlap((edit.start, edit.end), span) for span in spans):
            raise RefusedError(_OVERLAPS)
        changes = plan_changes(line, edit.start, edit.end, one_line_end(edit.text), in_fields=in_fields)
        spans.append((edit.start, edit.end))
        if changes:
            self._planned[edit.paragraph] += [(change, number) for change in changes]
        return changes

    def _keep_account(self, index: int) -> None:
        """Note what a paragraph must say now, who changed it, and what was sent."""
        line, planned = self.source.line(index), self._planned[index]
        promise, before = self._promises[index], line.text
        promise.text = applied(before, [change for change, _ in planned])
        self._changed.add(line.passage.part)
        numbers = list(dict.fromkeys(number for _, number in planned))
        promise.edits = [number for number in numbers if number >= 0]
        self.written_paragraphs[index] = list(promise.edits)
        for number in promise.edits:
            own = [change for change, of in planned if of == number]
            pieces = tuple((before[change.start : change.end], change.text) for change in own)
            name, key = self.ink.author.name, self.edits[number].key
            record = Record("replacement", key, name, index, "", before, promise.text, pieces, own[0].start)
            self._records[number] = record

    def _bring_numbers_up_to_date(self) -> None:
        """Change the stored references to numbers that shift; where the text cites them otherwise, it fails."""
        stale = stale_numbers(self, walk_package(self.source.package))
        self.failure = stale.failure
        for fix in stale.fixes:
            try:
                changes = self._plan(-1, fix, in_fields=True)
            except RefusedError:
                if self.as_written:
                    continue  # the words around it say already what the finished document says
                moved = {number for found in self.moved_paragraphs.values() for number in found}
                self.failure = Failure(_NOT_FIXED, frozenset(moved))
                return
            write_changes(self.source.line(fix.paragraph), changes, self.ink)
            self._keep_account(fix.paragraph)

    def _delete_paragraph(self, index: int, number: int) -> None:
        line = self.source.line(index)
        element = line.paragraphs[-1]
        if len(line.paragraphs) == 1 and not line.outer and may_lose_mark(element):
            delete_mark(element, self.ink)
            self.moved_paragraphs[index].append(number)
            self._promises[index].edits.append(number)

    # Paragraphs

    def _write_insertions(self) -> None:
        waiting: dict[int, list[tuple[int, Insertion, list[NewParagraph]]]] = defaultdict(list)
        counters: dict[int, TypedCounter] = {}
        for number, edit in self.edits.items():
            if not isinstance(edit, Insertion) or not edit.paragraphs:
                continue
            try:
                made = self._new_paragraphs(edit, counters)
            except RefusedError as error:
                self.refused.append(Refused(edit, str(error)))
            else:
                waiting[edit.after].append((number, edit, made))
        passages = self.source.passages
        for after, groups in waiting.items():
            element = check_place(passages[after])
            write_paragraphs(element, [item for _, _, made in groups for item in made], self.ink)
            self._changed.add(passages[after].part)
            self.moved_paragraphs[after] += [number for number, _, _ in groups]
            for number, edit, made in groups:
                texts = [item.number + item.text for item in made]
                self._new[after] += [Promise(text, None, [number]) for text in texts]
                self.written_paragraphs[after].append(number)
                pieces = tuple(("", text) for text in texts)
                name, text = self.ink.author.name, "\n".join(texts)
                self._records[number] = Record("insertion", edit.key, name, after, "", "", text, pieces)

    def _new_paragraphs(self, edit: Insertion, counters: dict[int, TypedCounter]) -> list[NewParagraph]:
        self.source.line(edit.after)
        check_place(self.source.passages[edit.after])
        likes = edit.likes or tuple([edit.after if edit.like is None else edit.like] * len(edit.paragraphs))
        if len(likes) != len(edit.paragraphs):
            raise RefusedError("it names a model for some of its paragraphs and not for others")
        counter = counters.get(edit.after)
        if counter is None:
            counter = counters[edit.after] = TypedCounter(self.source.passages, self.source.places, edit.after)
        made = []
        for text, like in zip(edit.paragraphs, likes, strict=True):
            check_characters(text)
            number = "" if self.as_written else counter.number(like)
            made.append(NewParagraph(number, one_line_end(text), self.source.line(like)))
        return made


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches share words, or one is a point within the other."""
    (start, end), (first, last) = one, other
    if start < last and first < end:
        return True
    return first < start == end < last or start < first == last < end
