"""Whether a change of words can be written where they stand, and where exactly: everything that is refused is here."""

from __future__ import annotations

from lxml import etree

from contractkit.word.marking.fieldmap import Field
from contractkit.word.marking.line import Item, Line, ancestors_in_paragraph
from contractkit.word.marking.wording import Change, fine_changes, word_changes
from contractkit.word.names import word_names

TRACKED = word_names("ins", "moveTo")
_ACROSS = "the words stand partly in a field ({}) and partly outside it"
_COMPUTED = "Word computes these words (field {}) and its next update would undo the change"
_HANGS = {"note": "a footnote or endnote hangs on the words", "graphic": "a picture or text box stands among the words"}
_NESTED = "the place is inside something that the other side inserted as a whole"


class RefusedError(Exception):
    """An edit cannot be written; the message says why, in words for the memo."""


def plan_changes(line: Line, start: int, end: int, text: str, *, in_fields: bool = False) -> list[Change]:
    """Return the changes that turn the words from ``start`` to ``end`` into ``text``, in offsets of the line.

    ``in_fields`` allows to change what Word computes (to bring a stored number up to date). Raises RefusedError.
    """
    old = line.text[start:end]
    changes = [item.moved(start, in_fields=in_fields) for item in word_changes(old, text)]
    try:
        _check_all(line, changes)
    except RefusedError as error:
        changes = [item.moved(start, in_fields=in_fields) for item in fine_changes(old, text)]
        try:
            _check_all(line, changes)
        except RefusedError:
            raise error from None  # what stands against the readable form says more
    return changes


def _check_all(line: Line, changes: list[Change]) -> None:
    for change in changes:
        _check(line, change)


def _check(line: Line, change: Change) -> None:
    if change.end > change.start:
        _check_deletion(line, change)
        if change.text:
            item = next(item for item in line.visible if item.end > change.start)
            _check_tracked(item, item)
    else:
        _check_insertion(line, change.start)


def _check_deletion(line: Line, change: Change) -> None:
    start, end = change.start, change.end
    touched = [item for item in line.visible if item.start < end and item.end > start]
    for item in touched:
        if item.obstacles:
            raise RefusedError(item.obstacles[0].reason)
    whole = whole_fields(line, change)
    for item in touched:
        for field in item.fields:
            if field in whole:
                break
            _check_inside(line, field, change)
    first, last = line.items.index(touched[0]), line.items.index(touched[-1])
    for item in line.items[first : last + 1]:
        if item.kind in _HANGS:
            raise RefusedError(_HANGS[item.kind])


def _check_inside(line: Line, field: Field, change: Change) -> None:
    first, last = _extent(line, field)
    if change.start < first or change.end > last:
        raise RefusedError(_ACROSS.format(field.name))
    if field.is_computed and not change.in_fields:
        raise RefusedError(_COMPUTED.format(field.name))


def _extent(line: Line, field: Field) -> tuple[int, int]:
    shown = [item for item in line.visible if field in item.fields]
    return shown[0].start, shown[-1].end


def whole_fields(line: Line, change: Change) -> list[Field]:
    """Return the complex fields that go with the words: they begin and end in the line and show nothing else."""
    found: list[Field] = []
    if change.in_fields:
        return found
    start, end = change.start, change.end
    marks = {item.element for item in line.items if item.kind == "mark"}
    for item in line.visible:
        for field in item.fields:
            if field in found or field.is_simple or not (start <= item.start and item.end <= end):
                continue
            first, last = _extent(line, field)
            if start <= first and last <= end and field.begin in marks and field.end in marks:
                found.append(field)
    return found


def neighbours(line: Line, offset: int) -> tuple[Item | None, Item | None]:
    """Return the visible items that end and begin at ``offset``; twice the same when it is within one."""
    left = right = None
    for item in line.visible:
        if item.start < offset < item.end:
            return item, item
        if item.end <= offset:
            left = item
        elif right is None and item.start >= offset:
            right = item
    if left is not None and right is not None and _home(left) is not _home(right):
        right = None  # the mark between two paragraphs is deleted: the words go to the end of the first
    return left, right


def _home(item: Item) -> etree._Element | None:
    run = item.run
    return None if run is None else next(run.iterancestors(*word_names("p")), None)


def _check_insertion(line: Line, offset: int) -> None:
    left, right = neighbours(line, offset)
    for item in (left, right):
        if item is not None and item.kind == "lost":
            raise RefusedError(item.obstacles[0].reason)
    if left is None or right is None:
        if line.outer:
            raise RefusedError(line.outer[0].reason)
        only = left or right
        if only is not None and any(_leaves_line(line, field) for field in only.fields):
            raise RefusedError("the place is inside a field that runs over several paragraphs")
        if not line.paragraphs:
            raise RefusedError("the words are not stored as text of the document")
        return
    shared = [item for item in left.obstacles if item in right.obstacles]
    if shared:
        raise RefusedError(shared[0].reason)
    for field in left.fields:
        if field in right.fields and field.is_computed:
            raise RefusedError(_COMPUTED.format(field.name))
    _check_tracked(left, right)


def _leaves_line(line: Line, field: Field) -> bool:
    elements = {item.element for item in line.items if item.kind == "mark"}
    return not field.is_simple and (field.begin not in elements or field.end not in elements)


def _check_tracked(left: Item, right: Item) -> None:
    """New words beside what somebody inserted split that insertion; inside a nest of them they cannot stand."""
    if left.run is None or right.run is None:
        raise RefusedError("the words have no place of their own in the file")
    around = set(ancestors_in_paragraph(right.run))
    shared = [element for element in ancestors_in_paragraph(left.run) if element in around]
    if any(element.tag in TRACKED for element in shared[1:]):
        raise RefusedError(_NESTED)
