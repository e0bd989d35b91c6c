"""One attempt to write edits and notes into a file: what was written, what was refused, what the file must now say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from contractkit.outline import Place, outline
from contractkit.word.grids import clauses_in_layout_tables
from contractkit.word.marking.anchors import put_comment, put_comment_on, split_for
from contractkit.word.marking.comment_parts import CommentParts
from contractkit.word.marking.fieldmap import FieldMap
from contractkit.word.marking.ink import Ink, largest_id
from contractkit.word.marking.insert import NewParagraph, check_place, delete_mark, may_lose_mark, write_paragraphs
from contractkit.word.marking.keys import Record, add_records
from contractkit.word.marking.line import Line
from contractkit.word.marking.places import NotePlaces
from contractkit.word.marking.plan import RefusedError, plan_changes
from contractkit.word.marking.references import Reference, may_hold_references, references_in
from contractkit.word.marking.rewrite import EditablePackage
from contractkit.word.marking.typed_numbers import TypedCounter
from contractkit.word.marking.wording import Change
from contractkit.word.marking.write import write_changes
from contractkit.word.marks import Author, Insertion, Note, Refused, Replacement
from contractkit.word.names import attribute, word_names
from contractkit.word.passages import Passage, Walked
from contractkit.word.relationships import main_part, relationships
from contractkit.word.story import walk_package

# Characters that XML cannot hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOST_PLACE = "there is no such place in the document"
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
    """Writes into a copy of the file. ``edits`` and ``fixes`` are numbered as given; ``fixes`` may change fields."""

    def __init__(
        self, data: bytes, notes: Sequence[tuple[int, Note]], edits: Sequence[tuple[int, Replacement | Insertion]],
        author: Author, fixes: Sequence[Replacement] = (),
    ) -> None:  # fmt: skip
        self.package = EditablePackage(data)
        self.walked: Walked = walk_package(self.package)
        self.main = main_part(self.package)
        self._maps: dict[str, FieldMap] = {}
        self._lines: dict[int, Line] = {}
        self._changed: dict[str, etree._Element] = {}
        self.ink = Ink(author, self._first_id())
        self.refused: list[Refused] = []
        self.edits: dict[int, Replacement | Insertion] = dict(edits)
        self.notes: dict[int, Note] = dict(notes)
        self.written_paragraphs: dict[int, list[int]] = defaultdict(list)  # passage -> numbers of its edits
        self.comment_ids: dict[str, int] = {}
        # Passages whose edits bring or take paragraphs.
        self.moved_paragraphs: dict[int, list[int]] = defaultdict(list)
        self._records: list[Record] = []
        self.paragraph_numbers = self._numbered_paragraphs()
        self.references = self._references() if any(map(self._may_move, self.edits.values())) else []
        self.unfixed: list[Replacement] = []
        self._promises: dict[int, Promise] = {
            index: Promise(passage.text, index) for index, passage in enumerate(self.walked.passages)
        }
        self._new: dict[int, list[Promise]] = defaultdict(list)
        self._write_replacements(fixes)
        self._write_insertions()
        self._write_notes(author)
        add_records(self.package, self.main, self._records)
        self.data = self._finished()

    @property
    def promises(self) -> list[Promise]:
        """What the file must say, paragraph by paragraph; empty ones left out."""
        found: list[Promise] = []
        for index in range(len(self.walked.passages)):
            found += [self._promises[index], *self._new.get(index, ())]
        return [promise for promise in found if promise.text]

    def promised(self, index: int) -> str:
        """Return the words that paragraph ``index`` must show; "" when it goes."""
        return self._promises[index].text

    @property
    def moves_paragraphs(self) -> bool:
        """Whether paragraphs come or go, so that numbers may shift."""
        return bool(self.moved_paragraphs)

    @property
    def passages(self) -> list[Passage]:
        """The paragraphs of the file before, in order."""
        return self.walked.passages

    def _first_id(self) -> int:
        parts = {passage.part for passage in self.walked.passages if "!" not in passage.part}
        return 1 + max((largest_id(self.package.tree(part)) for part in {*parts, self.main}), default=0)

    def _may_move(self, edit: Replacement | Insertion) -> bool:
        return isinstance(edit, Insertion) or not edit.text

    def _references(self) -> list[Reference]:
        """Return the cross-references of the file before, looked up before anything is written."""
        found: list[Reference] = []
        for index, passage in enumerate(self.passages):
            element = passage.element
            if element is not None and "!" not in passage.part and may_hold_references(element):
                found += references_in(self.line(index), index)
        return found

    def _numbered_paragraphs(self) -> dict[int, int]:
        """Return, for each passage, which w:p of its part it is, so that it is found in another copy of the file."""
        found: dict[int, int] = {}
        orders: dict[str, dict[etree._Element, int]] = {}
        for index, passage in enumerate(self.passages):
            if passage.element is None or "!" in passage.part:
                continue
            order = orders.get(passage.part)
            if order is None:
                root = self.package.tree(passage.part)
                order = orders[passage.part] = {item: at for at, item in enumerate(root.iter(*word_names("p")))}
            found[index] = order.get(passage.element, -1)
        return found

    def _finished(self) -> bytes:
        if not self.ink.used and not self.comment_ids:
            return self.package.original
        for part in self._changed:
            self.package.note_change(part)
        return self.package.to_bytes()

    def line(self, index: int) -> Line:
        """Return the items of a passage, made once. Raises RefusedError when there is no such passage."""
        known = self._lines.get(index)
        if known is None:
            if not 0 <= index < len(self.passages):
                raise RefusedError(_LOST_PLACE)
            passage = self.passages[index]
            if passage.element is None or "!" in passage.part:
                raise RefusedError("the words stand in an imported file, a chart or a diagram")
            known = self._lines[index] = self.line_of(passage)
        return known

    def line_of(self, passage: Passage) -> Line:
        """Return the items of any paragraph of the file."""
        fields = self._maps.get(passage.part)
        if fields is None:
            fields = self._maps[passage.part] = FieldMap(self.package.tree(passage.part))
        return Line(passage, fields)

    def _touch(self, part: str) -> None:
        self._changed[part] = self.package.tree(part)

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
            if not edit.text and edit.start == 0 and 0 < edit.end == len(self.passages[edit.paragraph].text):
                whole.append((edit.paragraph, number))
        for index, found in planned.items():
            if found:
                self._write_line(index, found)
        for index, number in whole:
            self._delete_paragraph(index, number)

    def _planned(self, edit: Replacement, spans: list[tuple[int, int]], *, in_fields: bool) -> list[Change]:
        line = self.line(edit.paragraph)
        if not 0 <= edit.start <= edit.end <= len(line.text):
            raise RefusedError(_LOST_PLACE)
        _check_text(edit.text)
        if any(edit.start < end and start < edit.end for start, end in spans):
            raise RefusedError(_OVERLAPS)
        if any(start < edit.start == edit.end < end or edit.start < start == end < edit.end for start, end in spans):
            raise RefusedError(_OVERLAPS)
        return plan_changes(line, edit.start, edit.end, _clean(edit.text), in_fields=in_fields)

    def _write_line(self, index: int, found: list[tuple[Change, int]]) -> None:
        line = self.line(index)
        promise, before = self._promises[index], line.text
        text = _applied(before, [change for change, _ in found])
        write_changes(line, [change for change, _ in found], self.ink)
        self._touch(line.passage.part)
        promise.text = text
        numbers = list(dict.fromkeys(number for _, number in found))
        promise.edits += numbers
        for number in numbers:
            self.written_paragraphs[index].append(number)
            edit = self.edits.get(number)
            if edit is not None:
                pieces = tuple((before[item.start : item.end], item.text) for item, of in found if of == number)
                self._record("replacement", index, edit.key, before=before, after=text, changes=pieces)

    def _delete_paragraph(self, index: int, number: int) -> None:
        line = self.line(index)
        element = line.paragraphs[-1]
        if len(line.paragraphs) == 1 and not line.outer and may_lose_mark(element):
            delete_mark(element, self.ink)
            self.moved_paragraphs[index].append(number)
            self._promises[index].edits.append(number)

    def _record(self, kind: str, paragraph: int, key: str, **words: Any) -> None:
        self._records.append(Record(kind, key, self.ink.author.name, paragraph, **words))

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
        for after, groups in waiting.items():
            element = check_place(self.passages[after])
            write_paragraphs(element, [item for _, _, made in groups for item in made], self.ink)
            self._touch(self.passages[after].part)
            self.moved_paragraphs[after] += [number for number, _, _ in groups]
            for number, edit, made in groups:
                texts = [item.number + item.text for item in made]
                self._new[after] += [Promise(text, None, [number]) for text in texts]
                self.written_paragraphs[after].append(number)
                pieces = tuple(("", text) for text in texts)
                self._record("insertion", after, edit.key, after="\n".join(texts), changes=pieces)

    def _new_paragraphs(self, edit: Insertion, counters: dict[int, TypedCounter]) -> list[NewParagraph]:
        self.line(edit.after)
        check_place(self.passages[edit.after])
        likes = edit.likes or tuple([edit.after if edit.like is None else edit.like] * len(edit.paragraphs))
        if len(likes) != len(edit.paragraphs):
            raise RefusedError("it names a model for some of its paragraphs and not for others")
        counter = counters.get(edit.after)
        if counter is None:
            counter = counters[edit.after] = TypedCounter(self.passages, self.places, edit.after)
        made = []
        for text, like in zip(edit.paragraphs, likes, strict=True):
            _check_text(text)
            made.append(NewParagraph(counter.number(like), _clean(text), self.line(like)))
        return made

    @cached_property
    def places(self) -> Sequence[Place]:
        """The place of each paragraph in the outline of the file before."""
        for passage in clauses_in_layout_tables(self.walked):
            passage.kind = "body"
        return outline(self.passages).places

    # Comments

    def _write_notes(self, author: Author) -> None:
        if not self.notes:
            return
        relations = relationships(self.package, self.main)
        parts = CommentParts(self.package, self.main, relations, self.walked.styles, author)
        parts.begin_at(_after_used(self.package.tree(self.main)))
        places = NotePlaces(self.package, self.main, self.passages, self.line, self.line_of)
        found = []
        for number, note in self.notes.items():
            try:
                place = places.place(note)
                _check_text("\n".join(note.text))
            except RefusedError as error:
                self.refused.append(Refused(note, str(error)))
                continue
            found.append((number, note, place, *parts.add((*place.preface, *map(_clean, note.text)))))
        for _, _, place, *_rest in found:
            split_for(place.line, place.start, place.end)
        # From the last to the first, so that of several on the same words the first stands closest to them.
        for number, _, place, identifier, _, reference in reversed(found):
            if place.item is None:
                put_comment(place.line, place.start, place.end, identifier, reference, self.ink)
            else:
                put_comment_on(place.line, place.item, identifier, reference)
            self.comment_ids[identifier] = number
        for _, note, place, _, paragraph_id, _ in found:
            text = "\n".join((*place.preface, *map(_clean, note.text)))
            self._record("comment", note.paragraph, note.key, identifier=paragraph_id, after=text)
        if found:
            self._touch(self.main)
        parts.close()


def _after_used(root: etree._Element) -> int:
    marks = root.iter(*word_names("commentRangeStart", "commentReference"))
    values = [attribute(element, "id") or "" for element in marks]
    return 1 + max((int(value) for value in values if value.isascii() and value.isdigit()), default=-1)


def _check_text(text: str) -> None:
    if _NO_XML.search(text):
        raise RefusedError("the new words hold a character that a Word file cannot hold")


def _clean(text: str) -> str:
    """Return ``text`` with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _applied(text: str, changes: list[Change]) -> str:
    """Return ``text`` with changes that do not overlap; insertions at one place stand in the order given."""
    pieces = []
    position = 0
    for change in sorted(changes, key=lambda item: (item.start, item.end)):
        pieces += [text[position : change.start], change.text]
        position = change.end
    return "".join([*pieces, text[position:]])
