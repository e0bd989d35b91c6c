"""One attempt to write edits and notes into a file: what was written, what was refused, what the file must now say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from contractkit.word.marking.commenting import Comments
from contractkit.word.marking.ink import Ink
from contractkit.word.marking.insert import NewParagraph, check_place, delete_mark, may_lose_mark, write_paragraphs
from contractkit.word.marking.keys import Record, add_records
from contractkit.word.marking.plan import RefusedError, plan_changes
from contractkit.word.marking.source import LOST_PLACE, Source
from contractkit.word.marking.texts import applied, check_characters, one_line_end
from contractkit.word.marking.typed_numbers import TypedCounter
from contractkit.word.marking.wording import Change
from contractkit.word.marking.write import write_changes
from contractkit.word.marks import Author, Insertion, Note, Refused, Replacement

_OVERLAPS = "another change is written into the same words"


@dataclass(slots=True)
class Promise:
    """A paragraph that the marked file must show when our changes are accepted: its words and the edits that made it.

    ``source`` is the index of the paragraph before, None for a new one.
    """

    text: str
    source: int | None
    edits: list[int] = field(default_factory=list)


class Attempt:
    """Writes into a copy of the file. Edits and notes go by number; ``fixes`` may change what fields show."""

    def __init__(
        self, data: bytes, notes: Mapping[int, Note], edits: Mapping[int, Replacement | Insertion], author: Author,
        fixes: Sequence[Replacement] = (),
    ) -> None:  # fmt: skip
        self.source = Source(data)
        self.edits, self.notes = edits, notes
        self.ink = Ink(author, 1 + self.source.largest_id())
        self.refused: list[Refused] = []
        self.unfixed: list[Replacement] = []
        # By passage: the numbers of its edits, and of those that bring or take paragraphs.
        self.written_paragraphs: dict[int, list[int]] = defaultdict(list)
        self.moved_paragraphs: dict[int, list[int]] = defaultdict(list)
        may_move = any(isinstance(edit, Insertion) or not edit.text for edit in edits.values())
        self.references = self.source.references() if may_move else []
        self._changed: set[str] = set()
        self._records: list[Record] = []
        self._promises = {index: Promise(item.text, index) for index, item in enumerate(self.source.passages)}
        self._new: dict[int, list[Promise]] = defaultdict(list)
        self._write_replacements(fixes)
        self._write_insertions()
        comments = Comments(self.source, self.ink, author)
        comments.write(notes)
        self.comment_ids = comments.ids
        self.refused += comments.refused
        add_records(self.source.package, self.source.main, [*self._records, *comments.records])
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

    @property
    def moves_paragraphs(self) -> bool:
        """Whether paragraphs come or go, so that numbers may shift."""
        return bool(self.moved_paragraphs)

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

    def _write_replacements(self, fixes: Sequence[Replacement]) -> None:
        planned: dict[int, list[tuple[Change, int]]] = defaultdict(list)
        spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
        ordered = [(number, edit) for number, edit in self.edits.items() if isinstance(edit, Replacement)]
        whole: list[tuple[int, int]] = []
        for number, edit in [*ordered, *((-1, fix) for fix in fixes)]:
            try:
                changes = self._planned(edit, spans[edit.paragraph], in_fields=number < 0)
            except RefusedError as error:
                if number < 0:
                    self.unfixed.append(edit)
                else:
                    self.refused.append(Refused(edit, str(error)))
                continue
            spans[edit.paragraph].append((edit.start, edit.end))
            planned[edit.paragraph] += [(change, number) for change in changes]
            if not edit.text and edit.start == 0 and 0 < edit.end == len(self.source.passages[edit.paragraph].text):
                whole.append((edit.paragraph, number))
        for index, found in planned.items():
            if found:
                self._write_line(index, found)
        for index, number in whole:
            self._delete_paragraph(index, number)

    def _planned(self, edit: Replacement, spans: list[tuple[int, int]], *, in_fields: bool) -> list[Change]:
        line = self.source.line(edit.paragraph)
        if not 0 <= edit.start <= edit.end <= len(line.text):
            raise RefusedError(LOST_PLACE)
        check_characters(edit.text)
        if any(edit.start < end and start < edit.end for start, end in spans):
            raise RefusedError(_OVERLAPS)
        if any(start < edit.start == edit.end < end or edit.start < start == end < edit.end for start, end in spans):
            raise RefusedError(_OVERLAPS)
        return plan_changes(line, edit.start, edit.end, one_line_end(edit.text), in_fields=in_fields)

    def _write_line(self, index: int, found: list[tuple[Change, int]]) -> None:
        line = self.source.line(index)
        promise, before = self._promises[index], line.text
        text = applied(before, [change for change, _ in found])
        write_changes(line, [change for change, _ in found], self.ink)
        self._changed.add(line.passage.part)
        promise.text = text
        numbers = list(dict.fromkeys(number for _, number in found))
        promise.edits += numbers
        for number in numbers:
            self.written_paragraphs[index].append(number)
            edit = self.edits.get(number)
            if edit is not None:
                own = [change for change, of in found if of == number]
                pieces = tuple((before[change.start : change.end], change.text) for change in own)
                name, start = self.ink.author.name, own[0].start
                self._records.append(Record("replacement", edit.key, name, index, "", before, text, pieces, start))

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
                self._records.append(
                    Record("insertion", edit.key, self.ink.author.name, after, "", "", "\n".join(texts), pieces)
                )

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
            made.append(NewParagraph(counter.number(like), one_line_end(text), self.source.line(like)))
        return made
