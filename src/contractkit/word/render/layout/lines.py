"""Where lines end: the words of a paragraph set between its margins, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from contractkit.word.render.layout.fonts import KEPT, TWIP, Measure, UnmeasuredError
from contractkit.word.render.layout.formats import Format

_DEFAULT_TAB = 720
# Behind a hyphen or stroke that stands before a letter, and behind a dash, a line may end.
_PIECES = re.compile(r".*?(?:[-/](?=[^\W\d_])|[–—](?=.))|.+")
_DIVIDED = re.compile(r"[-/–—]")
_KERNING = 0.97  # the least share of its width that a text keeps when its letters move together

_UNEVEN = re.compile(r"[-/–—\t\n]")  # what may divide a word or end a line
TAB = "\t"


class Run(NamedTuple):
    """Text in one font; "\\t" and "\\n" are a tab and a line break."""

    text: str
    ruler: Measure


@dataclass(slots=True)
class _Word:
    """An unbreakable piece: its width, that of the spaces behind it, and its height. Widths in 6ths of a twip."""

    width: int
    space: int
    height: int
    kind: str = ""


def line_heights(runs: list[Run], label: str, format: Format, ruler: Measure, width: int) -> list[int]:
    """Return the height in twips of every line of a paragraph that is ``width`` twips wide.

    ``label`` is its number, ``ruler`` the measure of its own font.

    Raises UnmeasuredError when a width is not known, or when letters that may move together leave the breaks open.
    """
    solid = ruler.height
    start = _behind_label(label, format, ruler) if format.numbered else format.left + format.first
    right = (width - format.right) * TWIP
    if not ruler.font.kerned and all(run.ruler is ruler for run in runs):
        text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
        key = (text, start, format.left, right)
        count = ruler.counts.get(key)
        if count is None and not _UNEVEN.search(text):
            if len(ruler.counts) > KEPT:
                ruler.counts.clear()
            count = ruler.counts[key] = _count(text, ruler, start * TWIP, format.left * TWIP, right)
        if count is not None:
            return [_line_height(solid, format)] * count
    return list(_uneven_heights(tuple(runs), start, right, format, solid))


@lru_cache(maxsize=KEPT)
def _uneven_heights(runs: tuple[Run, ...], start: int, right: int, format: Format, solid: int) -> tuple[int, ...]:
    """Return the heights of lines that hold several fonts, tabs or places to divide a word."""
    words = _words(runs)
    heights = [_line_height(height, format) for height in _broken(words, start, right, format, solid)]
    kerned = any(run.ruler.font.kerned for run in runs)
    if kerned and len(_broken(_closer(words), start, right, format, solid)) != len(heights):
        raise UnmeasuredError("kerning leaves open where a line ends")
    return tuple(heights)


def _count(text: str, ruler: Measure, at: int, begin: int, right: int) -> int:
    """Return how many lines a text in one font makes, without tabs and places to divide a word."""
    lines, blank, widths, empty = 1, ruler.width(" "), ruler.words, True
    for word in text.split(" "):
        if not word:  # spaces at the end of a line hang beyond it
            at += blank
            continue
        width = widths.get(word)
        if width is None:
            width = ruler.width(word)
        if at + width > right:
            if not empty:
                lines, at = lines + 1, begin
            if at + width > right:
                lines += (at + width - right) // max(right - begin, 1)  # a word longer than a line is cut
        at += width + blank
        empty = False
    return lines


def _closer(words: list[_Word]) -> list[_Word]:
    return [_Word(int(word.width * _KERNING), int(word.space * _KERNING), word.height, word.kind) for word in words]


def _behind_label(label: str, format: Format, ruler: Measure) -> int:
    """Return where text begins behind a number: at the indent, or where it is passed at the next tab; without a hanging
    indent a space follows the number.
    """
    if format.first >= 0:
        return format.left + format.first + -(-ruler.width(f"{label} ") // TWIP)
    end = format.left + format.first + -(-ruler.width(label) // TWIP)
    if end < format.left:
        return format.left
    return _next_tab(end, format)[0]


def _next_tab(position: int, format: Format) -> tuple[int, str]:
    stops = [(at, kind) for at, kind in format.tabs if at > position]
    if format.first < 0 and format.left > position:
        stops.append((format.left, "left"))
    return min(stops) if stops else ((position // _DEFAULT_TAB + 1) * _DEFAULT_TAB, "left")


def _line_height(solid: int, format: Format) -> int:
    """Return the height of a line; a share above the whole is a share of the line set solid, cut to a twip."""
    if format.rule == "exact":
        return format.line
    if format.rule == "atLeast":
        return max(format.line, solid)
    percent = max(format.line * 100 // 240, 1)
    return solid + solid * (percent - 100) // 100 if percent > 100 else max(solid * percent // 100, 1)


def _words(runs: Iterable[Run]) -> list[_Word]:
    """Return the pieces of the runs; pieces that touch across runs are one."""
    words: list[_Word] = []
    open_end = False  # whether the last word goes on
    for run in runs:
        ruler = run.ruler
        for part in re.split(r"([\t\n])", run.text) if TAB in run.text or "\n" in run.text else (run.text,):
            if part in (TAB, "\n"):
                words.append(_Word(0, 0, ruler.height, part))
                open_end = False
            elif part:
                open_end = _add_words(words, part, ruler, open_end)
    return words


def _add_words(words: list[_Word], text: str, ruler: Measure, open_end: bool) -> bool:
    """Add the words of a text; return whether the last may go on in the next run."""
    blank = ruler.width(" ")
    height = ruler.height
    for at, word in enumerate(text.split(" ")):
        if at:
            if not words or words[-1].kind:
                words.append(_Word(0, 0, height))
            words[-1].space += blank
            open_end = False
        if not word:
            continue
        for piece in _PIECES.findall(word) if _DIVIDED.search(word) else (word,):
            if open_end:
                words[-1].width += ruler.width(piece)
                words[-1].height = max(words[-1].height, height)
            else:
                words.append(_Word(ruler.width(piece), 0, height))
            open_end = False
        open_end = True
    return open_end


def _broken(words: list[_Word], start: int, right: int, format: Format, solid: int) -> list[int]:
    """Return the solid height of every line."""
    lines: list[int] = []
    begin = format.left * TWIP
    at, height, empty = start * TWIP, 0, True
    for index, word in enumerate(words):
        if word.kind == "\n":
            lines.append(max(height, word.height))
            at, height, empty = begin, 0, True
            continue
        if word.kind == TAB:
            at = _tabbed(words, index, at, format)
            height = max(height, word.height)
            if at > right:
                lines.append(height)
                at, height = begin, word.height
            continue
        if at + word.width > right and not empty:
            lines.append(height)
            at, height = begin, 0
        for _ in range((at + word.width - right) // max(right - begin, 1) if at + word.width > right else 0):
            lines.append(word.height)  # a word longer than a line is cut
        at += word.width + word.space
        height, empty = max(height, word.height), False
    return [*lines, height or solid]


def _tabbed(words: list[_Word], index: int, at: int, format: Format) -> int:
    """Return where the text behind a tab begins."""
    stop, kind = _next_tab(at // TWIP, format)
    if kind != "right":
        return stop * TWIP
    following = sum(word.width + word.space for word in _until_mark(words, index + 1))
    return max(stop * TWIP - following, at)


def _until_mark(words: list[_Word], index: int) -> Iterator[_Word]:
    while index < len(words) and not words[index].kind:
        yield words[index]
        index += 1
