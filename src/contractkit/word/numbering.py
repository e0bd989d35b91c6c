"""Automatic numbers exactly as Word shows them: multilevel lists, restarts, overrides, styles.

The rules that the standard leaves open are Word's own behaviour: all lists over one abstract definition share its
counters; a start override restarts a level where its list is first used; a level that comes before its parents makes
the parents count once ("1.1", and the next parent is "2").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from contractkit.outline import ListLabel
from contractkit.word.names import W, W_STRICT, attribute, codes, is_on
from contractkit.word.number_formats import format_number
from contractkit.word.styles import NumberedAs, Style, Styles, integer

_LEVELS = 9
_CODES = codes(
    ("abstractNum", "num", "abstractNumId", "lvlOverride", "startOverride", "lvl", "start", "numFmt", "lvlText",
     "lvlRestart", "isLgl", "pStyle", "numStyleLink", "styleLink", "lvlPicBulletId"),
    W, W_STRICT,
)  # fmt: skip
_PLACEHOLDER = re.compile(r"%([1-9])")
_LARGEST_START = 1_000_000


class Level(NamedTuple):
    """One level of a list. ``restart`` is the 1-based level after which it restarts: None any earlier, 0 never."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


class _Abstract:
    """An abstract list definition and its running counters."""

    def __init__(self, identifier: int) -> None:
        self.identifier = identifier
        self.levels: dict[int, Level] = {}
        self.style_link = self.number_style_link = ""
        self.counters: list[int | None] = [None] * _LEVELS


class _Instance(NamedTuple):
    abstract: _Abstract
    levels: dict[int, Level]
    starts: dict[int, int]


class _Plan(NamedTuple):
    """How one level of one list counts and looks; ``starts`` are the first numbers of all nine levels."""

    level: Level
    override: int | None
    starts: tuple[int, ...]
    restarted: tuple[int, ...]
    pieces: tuple[tuple[str, int, str], ...]


class Numbering:
    """Counts automatic numbers in document order. One object per pass over the document."""

    def __init__(self, root: etree._Element | None, styles: Styles, language: str = "en") -> None:
        self._styles = styles
        self._language = language
        self._abstracts: dict[str, _Abstract] = {}
        self._instances: dict[str, _Instance] = {}
        self._started: set[tuple[str, int]] = set()
        self._plans: dict[tuple[str, int], _Plan] = {}
        self._style_levels: dict[tuple[str, str], int | None] = {}
        if root is not None:
            self._collect(root)

    def _collect(self, root: etree._Element) -> None:
        nums = []
        for element in root:
            code = _CODES.get(element.tag)
            if code == "abstractNum":
                abstract = _read_abstract(element, len(self._abstracts))
                self._abstracts[attribute(element, "abstractNumId") or ""] = abstract
            elif code == "num":
                nums.append(element)
        links = {abstract.style_link: abstract for abstract in self._abstracts.values() if abstract.style_link}
        for element in nums:
            self._read_instance(element, links)

    def _read_instance(self, element: etree._Element, links: dict[str, _Abstract]) -> None:
        abstract: _Abstract | None = None
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for child in element:
            code = _CODES.get(child.tag)
            if code == "abstractNumId":
                abstract = self._abstracts.get(attribute(child, "val") or "")
            elif code == "lvlOverride":
                _read_override(child, levels, starts)
        if abstract is not None and abstract.number_style_link:
            abstract = links.get(abstract.number_style_link, abstract)
        if abstract is not None:
            self._instances[attribute(element, "numId") or ""] = _Instance(abstract, levels, starts)

    def label(self, direct: NumberedAs | None, style: Style, style_id: str) -> ListLabel | None:
        """Count one paragraph and return its label; None when no list numbers it."""
        list_id = direct.list_id if direct and direct.list_id is not None else None
        inherited = style.numbered
        if list_id is None:
            list_id = inherited.list_id if inherited else None
        if list_id is None or list_id == "0":
            return None
        instance = self._instances.get(list_id)
        if instance is None:
            return None
        level = direct.level if direct else None
        if level is None:
            level = self._level_by_style(list_id, instance, style_id, style)
        if level is None:
            level = (inherited.level if inherited else None) or 0
        return self._count(list_id, instance, level)

    def _level_by_style(self, list_id: str, instance: _Instance, style_id: str, style: Style) -> int | None:
        key = (list_id, style_id)
        if key not in self._style_levels:
            wanted = (style_id, style.numbered_by)
            levels = {**instance.abstract.levels, **instance.levels}
            found = [number for number, level in sorted(levels.items()) if level.style and level.style in wanted]
            self._style_levels[key] = found[0] if found else None
        return self._style_levels[key]

    def _count(self, list_id: str, instance: _Instance, number: int) -> ListLabel | None:
        key = (list_id, number)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = _plan(instance, number)
        counters = instance.abstract.counters
        for above in range(number):
            if counters[above] is None:
                counters[above] = plan.starts[above]
        current = counters[number]
        if plan.override is not None and key not in self._started:
            counters[number] = plan.override
            self._started.add(key)
        else:
            counters[number] = plan.level.start if current is None else current + 1
        for below in plan.restarted:
            counters[below] = None
        shown = self._shown(plan, counters)
        return ListLabel(shown, plan.level.number_format, instance.abstract.identifier, number) if shown else None

    def _shown(self, plan: _Plan, counters: list[int | None]) -> str:
        pieces = []
        for literal, index, number_format in plan.pieces:
            number = counters[index] if index >= 0 else None
            if index < 0:
                pieces.append(literal)
            elif number_format == "decimal":
                pieces.append(str(plan.starts[index] if number is None else number))
            else:
                value = plan.starts[index] if number is None else number
                pieces.append(format_number(value, number_format, self._language))
        return "".join(pieces).strip()


def _plan(instance: _Instance, number: int) -> _Plan:
    """Return what counting at this level of this list takes, worked out once."""
    level = _level(instance, number)
    starts = tuple(instance.starts.get(index, _level(instance, index).start) for index in range(_LEVELS))
    restarted = []
    for below in range(number + 1, _LEVELS):
        restart = _level(instance, below).restart
        if restart is None or restart > below or number < restart:
            restarted.append(below)
    return _Plan(level, instance.starts.get(number), starts, tuple(restarted), tuple(_pieces(instance, level)))


def _pieces(instance: _Instance, level: Level) -> Iterator[tuple[str, int, str]]:
    """Yield (literal text, -1, "") or ("", level to count, its format) for each piece of a label."""
    if level.number_format == "bullet":
        yield bullet(level.text), -1, ""
        return
    for position, text in enumerate(_PLACEHOLDER.split(level.text)):
        if position % 2 == 0:
            yield text, -1, ""
            continue
        index = int(text) - 1
        number_format = _level(instance, index).number_format
        yield "", index, "decimal" if level.legal and number_format != "none" else number_format


def bullet(text: str) -> str:
    """Return a bullet character; those of symbol fonts, which other fonts cannot show, become "•"."""
    char = text.strip()[:1]
    return "•" if not char or "\ue000" <= char <= "\uf8ff" else char


def _level(instance: _Instance, number: int) -> Level:
    return instance.levels.get(number) or instance.abstract.levels.get(number) or _UNDEFINED


_UNDEFINED = Level(number_format="none")


def _read_abstract(element: etree._Element, identifier: int) -> _Abstract:
    abstract = _Abstract(identifier)
    for child in element:
        code = _CODES.get(child.tag)
        if code == "lvl":
            number = integer(attribute(child, "ilvl")) or 0
            abstract.levels[number] = _read_level(child)
        elif code == "numStyleLink":
            abstract.number_style_link = attribute(child, "val") or ""
        elif code == "styleLink":
            abstract.style_link = attribute(child, "val") or ""
    return abstract


def _read_override(element: etree._Element, levels: dict[int, Level], starts: dict[int, int]) -> None:
    number = integer(attribute(element, "ilvl")) or 0
    for child in element:
        code = _CODES.get(child.tag)
        if code == "startOverride":
            starts[number] = _bounded(integer(attribute(child, "val")))
        elif code == "lvl":
            levels[number] = _read_level(child)


def _bounded(value: int | None) -> int:
    return 1 if value is None else max(0, min(value, _LARGEST_START))


def _read_level(element: etree._Element) -> Level:
    level = Level(start=0)
    for child in element:
        code = _CODES.get(child.tag)
        if code is None:
            continue
        value = attribute(child, "val")
        if code == "start":
            level = level._replace(start=_bounded(integer(value)))
        elif code == "numFmt":
            level = level._replace(number_format=value or "decimal")
        elif code == "lvlText":
            level = level._replace(text=value or "")
        elif code == "lvlRestart":
            level = level._replace(restart=integer(value))
        elif code == "isLgl":
            level = level._replace(legal=is_on(child))
        elif code == "pStyle":
            level = level._replace(style=value or "")
    return level
