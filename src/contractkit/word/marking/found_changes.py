"""Read the tracked changes of a file: who changed which words into which, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from contractkit.word.marking.bearings import Bearings, Spot
from contractkit.word.marks import ChangeKind, MarkedChange
from contractkit.word.names import W_STRICT, W, attribute, codes, word_names
from contractkit.word.package import Package
from contractkit.word.passages import Passage

_KINDS: dict[str, ChangeKind] = {"ins": "inserted", "del": "deleted", "moveFrom": "moved", "moveTo": "moved"}
_FORMATS = ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "cellIns", "cellDel")
_CODES = codes((*_KINDS, *_FORMATS), W, W_STRICT)
_HOMES = codes(("rPr", "trPr", "numPr", "pPr"), W, W_STRICT)
_PARAGRAPH = tuple(word_names("p"))
_RUN, _ROW = word_names("r"), word_names("tr")
_WORDS = codes(("t", "delText", "tab", "br", "cr", "noBreakHyphen"), W, W_STRICT)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def find_changes(package: Package, passages: list[Passage], bearings: Bearings) -> list[MarkedChange]:
    """Return the tracked changes of all parts in order; neighbours by one author at one time are one."""
    found: list[MarkedChange] = []
    for part in dict.fromkeys(passage.part for passage in passages if "!" not in passage.part):
        changes = [
            change for element in package.tree(part).iter(*_CODES) for change in _changes(element, passages, bearings)
        ]
        found += _joined(changes)
    return found


def _changes(element: etree._Element, passages: list[Passage], bearings: Bearings) -> Iterator[MarkedChange]:
    code = _CODES[element.tag]
    parent = element.getparent()
    home = None if parent is None else _HOMES.get(parent.tag)
    if parent is None or home == "numPr":
        return
    if code in _FORMATS:
        yield _format_change(parent, element, passages, bearings)
    elif home == "trPr":
        yield from _row_changes(parent, element, passages, bearings)
    elif home == "rPr":
        paragraph = next(element.iterancestors(*_PARAGRAPH), None)
        spot = None if paragraph is None else bearings.spot(paragraph)
        yield _made(element, code, "", "", None if spot is None else Spot(spot.index, spot.end, spot.end), whole=True)
    elif next(element.iter(*_PARAGRAPH), None) is None:
        spot = bearings.spot(element)
        if code in ("ins", "moveTo"):
            shown = "" if spot is None else passages[spot.index].text[spot.start : spot.end]
            yield _made(element, code, "", shown, spot)
        else:
            yield _made(element, code, _words(element), "", spot)


def _made(
    element: etree._Element, code: str, before: str, after: str, spot: Spot | None, *, whole: bool = False
) -> MarkedChange:  # fmt: skip
    return MarkedChange(
        kind=_KINDS.get(code, "formatted"),
        author=attribute(element, "author") or "",
        date=attribute(element, "date"),
        before=before,
        after=after,
        paragraph=None if spot is None else spot.index,
        start=0 if spot is None else spot.start,
        end=0 if spot is None else spot.end,
        whole=whole,
    )


def _format_change(
    parent: etree._Element, element: etree._Element, passages: list[Passage], bearings: Bearings
) -> MarkedChange:
    """A change of format is told with the words that it covers: those of the run, else of the paragraph."""
    around = parent.getparent()
    covered = around if around is not None and around.tag in _RUN else next(element.iterancestors(*_PARAGRAPH), None)
    spot = None if covered is None else bearings.spot(covered)
    words = "" if spot is None else passages[spot.index].text[spot.start : spot.end]
    return _made(element, _CODES[element.tag], words, words, spot)


def _row_changes(
    parent: etree._Element, element: etree._Element, passages: list[Passage], bearings: Bearings
) -> Iterator[MarkedChange]:
    """A row that comes or goes is told paragraph by paragraph."""
    row = parent.getparent()
    code = _CODES[element.tag]
    for paragraph in row.iter(*_PARAGRAPH) if row is not None else ():
        spot = bearings.spot(paragraph)
        if code == "ins":
            words = "" if spot is None else passages[spot.index].text[spot.start : spot.end]
            yield _made(element, code, "", words, spot, whole=True)
        else:
            yield _made(element, code, _words(paragraph), "", spot, whole=True)


def _words(element: etree._Element) -> str:
    return "".join(_SIGNS.get(_WORDS[node.tag]) or node.text or "" for node in element.iter(*_WORDS))


def _joined(changes: list[MarkedChange]) -> list[MarkedChange]:
    """Join what belongs together: pieces of one change, a mark with its paragraph, words out with words in."""
    found: list[MarkedChange] = []
    for change in _marks_last(changes):
        last = found[-1] if found else None
        if last is not None and last.paragraph == change.paragraph and last.author == change.author:
            joined = _pair(last, change)
            if joined is not None:
                found[-1] = joined
                continue
        found.append(change)
    return found


def _marks_last(changes: list[MarkedChange]) -> list[MarkedChange]:
    """The mark of a paragraph ends it, though the file names it first; otherwise the order of the file stays."""
    ordered: list[MarkedChange] = []
    waiting: list[MarkedChange] = []
    for change in changes:
        if waiting and change.paragraph != waiting[0].paragraph:
            ordered += waiting
            waiting = []
        if change.whole and not change.before and not change.after:
            waiting.append(change)
        else:
            ordered.append(change)
    return [*ordered, *waiting]


def _pair(last: MarkedChange, change: MarkedChange) -> MarkedChange | None:
    """Return two neighbours as one change, or None when they are two."""
    if last.end != change.start and not (last.whole or change.whole):
        return None
    if last.kind == change.kind and last.date == change.date and last.kind != "formatted":
        if last.end != change.start:
            return None
        return replace(
            last,
            before=last.before + change.before,
            after=last.after + change.after,
            end=max(last.end, change.end),
            whole=last.whole or change.whole,
        )
    kinds = {last.kind, change.kind}
    if last.end == change.start and (kinds == {"inserted", "deleted"} or kinds <= {"replaced", "inserted", "deleted"}):
        if change.whole or last.whole or kinds == {"replaced"}:
            return None
        return replace(
            last, kind="replaced", before=last.before + change.before, after=last.after + change.after,
            end=max(last.end, change.end),
        )  # fmt: skip
    return None
