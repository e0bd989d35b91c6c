"""Read the comments of a file: who, what, on which words, in which thread, settled or not."""

from __future__ import annotations

from lxml import etree

from contractkit.word.marking.bearings import Bearings, Spot
from contractkit.word.marking.comment_parts import W15
from contractkit.word.marks import MarkedComment
from contractkit.word.names import W14, attribute, codes, word_names
from contractkit.word.names import W_STRICT as _W_STRICT
from contractkit.word.names import W as _W
from contractkit.word.package import Package
from contractkit.word.parsing import BrokenPartError
from contractkit.word.passages import Passage
from contractkit.word.relationships import relationships

_COMMENT, _PARAGRAPH = tuple(word_names("comment")), tuple(word_names("p"))
_START, _END, _REFERENCE = (
    word_names("commentRangeStart"),
    word_names("commentRangeEnd"),
    word_names("commentReference"),
)
_MARKS = tuple(_START | _END | _REFERENCE)
_SHOWN = codes(("t", "tab", "br", "cr", "noBreakHyphen"), _W, _W_STRICT)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def find_comments(
    package: Package, main: str, passages: list[Passage], bearings: Bearings
) -> list[tuple[MarkedComment, str]]:
    """Return the comments in the order of the text, each with the id of its last paragraph ("" when it has none).

    A thread is known where the file says so (commentsExtended): programs that write none give answers as comments of
    their own.
    """
    root = _related(package, main, "comments")
    if root is None:
        return []
    elements = list(root.iter(*_COMMENT))
    last_ids = {attribute(element, "id") or "": _last_paragraph_id(element) for element in elements}
    by_paragraph = {value: key for key, value in last_ids.items() if value}
    threads = _threads(_related(package, main, "commentsextended"))
    spots = _spots(package, passages, bearings)
    found = []
    for element in elements:
        identifier = attribute(element, "id") or ""
        parent, resolved = threads.get(last_ids[identifier], ("", False))
        begin, end = spots.get(identifier, (None, None))
        comment = MarkedComment(
            id=identifier,
            author=attribute(element, "author") or "",
            initials=attribute(element, "initials") or "",
            date=attribute(element, "date"),
            text="\n".join(_text(paragraph) for paragraph in element.iter(*_PARAGRAPH)),
            resolved=resolved,
            parent=by_paragraph.get(parent),
            quote=_quote(passages, begin, end),
            paragraph=None if begin is None else begin.index,
            start=0 if begin is None else begin.start,
            last_paragraph=None if end is None else end.index,
            end=0 if end is None else end.end,
        )
        found.append((comment, last_ids[identifier]))
    far = len(passages)
    return sorted(found, key=lambda item: (far if item[0].paragraph is None else item[0].paragraph, item[0].start))


def _related(package: Package, main: str, kind: str) -> etree._Element | None:
    try:
        for relation in relationships(package, main).values():
            if relation.kind == kind and not relation.external and package.has(relation.target):
                return package.tree(relation.target)
    except BrokenPartError as error:
        remedy = "open and save it in Word, or get it again"
        raise package.refuse(f"its comments cannot be read: {error}", remedy) from error
    return None


def _last_paragraph_id(comment: etree._Element) -> str:
    paragraphs = list(comment.iter(*_PARAGRAPH))
    return (paragraphs[-1].get(f"{{{W14}}}paraId") or "").upper() if paragraphs else ""


def _threads(root: etree._Element | None) -> dict[str, tuple[str, bool]]:
    """Return (paragraph id of the comment that is answered, whether settled) by paragraph id."""
    return {
        (entry.get(f"{{{W15}}}paraId") or "").upper(): (
            (entry.get(f"{{{W15}}}paraIdParent") or "").upper(),
            entry.get(f"{{{W15}}}done") in ("1", "true", "on"),
        )
        for entry in (root if root is not None else ())
    }


def _text(paragraph: etree._Element) -> str:
    return "".join(_SIGNS.get(_SHOWN[node.tag]) or node.text or "" for node in paragraph.iter(*_SHOWN))


def _spots(package: Package, passages: list[Passage], bearings: Bearings) -> dict[str, tuple[Spot | None, Spot | None]]:
    """Return where each comment begins and ends; one without a range hangs on the place of its mark."""
    begins: dict[str, Spot | None] = {}
    ends: dict[str, Spot | None] = {}
    marks: dict[str, Spot | None] = {}
    for part in dict.fromkeys(passage.part for passage in passages if "!" not in passage.part):
        for element in package.tree(part).iter(*_MARKS):
            kind = begins if element.tag in _START else ends if element.tag in _END else marks
            kind[attribute(element, "id") or ""] = bearings.spot(element)
    found = {}
    for identifier in {**begins, **ends, **marks}:
        begin = begins.get(identifier) or ends.get(identifier) or marks.get(identifier)
        end = ends.get(identifier) or marks.get(identifier) or begin
        if begin is not None and end is not None and (end.index, end.end) < (begin.index, begin.start):
            end = begin
        found[identifier] = begin, end
    return found


def _quote(passages: list[Passage], begin: Spot | None, end: Spot | None) -> str:
    if begin is None or end is None:
        return ""
    if begin.index == end.index:
        return passages[begin.index].text[begin.start : end.end]
    between = [passages[index].text for index in range(begin.index + 1, end.index)]
    return "\n".join([passages[begin.index].text[begin.start :], *between, passages[end.index].text[: end.end]])
