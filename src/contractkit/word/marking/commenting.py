"""Write notes into a file as comments, and keep account of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from contractkit.word.marking.anchors import put_comment, put_comment_on, split_for
from contractkit.word.marking.comment_parts import CommentParts
from contractkit.word.marking.ink import Ink
from contractkit.word.marking.keys import Record
from contractkit.word.marking.places import NotePlace, NotePlaces
from contractkit.word.marking.plan import RefusedError
from contractkit.word.marking.source import Source
from contractkit.word.marking.texts import check_characters, one_line_end
from contractkit.word.marks import Author, Note, Refused
from contractkit.word.relationships import relationships


class _Written(NamedTuple):
    number: int
    place: NotePlace
    identifier: str
    reference: etree._Element


class Comments:
    """Writes comments of one author. ``ids`` gives the number of the note of each comment."""

    def __init__(self, source: Source, ink: Ink, author: Author) -> None:
        self._source, self._ink, self._author = source, ink, author
        self.ids: dict[str, int] = {}
        self.refused: list[Refused] = []
        self.records: list[Record] = []

    def write(self, notes: Mapping[int, Note]) -> None:
        """Write ``notes``; those that have no place are refused."""
        if not notes:
            return
        source = self._source
        relations = relationships(source.package, source.main)
        parts = CommentParts(source.package, source.main, relations, source.walked.styles, self._author)
        parts.begin_at(1 + source.largest_comment_mark())
        places = NotePlaces(source.package, source.main, source.passages, source.line, source.line_of)
        written = [made for number, note in notes.items() if (made := self._made(number, note, places, parts))]
        for item in written:
            split_for(item.place.line, item.place.start, item.place.end)
        # From the last to the first, so that of several on the same words the first stands closest to them.
        for item in reversed(written):
            place = item.place
            if place.item is None:
                put_comment(place.line, (place.start, place.end), item.identifier, item.reference, self._ink)
            else:
                put_comment_on(place.line, place.item, item.identifier, item.reference)
        parts.close()

    def _made(self, number: int, note: Note, places: NotePlaces, parts: CommentParts) -> _Written | None:
        try:
            place = places.place(note)
            check_characters("\n".join(note.text))
        except RefusedError as error:
            self.refused.append(Refused(note, str(error)))
            return None
        lines = (*place.preface, *map(one_line_end, note.text))
        identifier, paragraph_id, reference = parts.add(lines)
        self.ids[identifier] = number
        text = "\n".join(lines)
        self.records.append(Record("comment", note.key, self._author.name, note.paragraph, paragraph_id, "", text))
        return _Written(number, place, identifier, reference)
