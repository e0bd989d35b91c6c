"""Automatic numbers exactly as Word shows them: multilevel lists, restarts, overrides, styles.

The rules that the standard leaves open are Word's own behaviour: all lists over one abstract definition share its
counters; a start override restarts a level where its list is first used; a level that comes before its parents makes
the parents count once ("1.1", and the next parent is "2").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from contractkit.outline import ListLabel
from contractkit.word.names import W_STRICT, W, attribute, codes, is_on
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


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """How one level of one list counts and looks; ``starts`` are the first numbers of all nine levels.

    ``counters`` are those of the abstract definition, shared by all its lists. ``opening`` and ``pieces``
    make the label.
    """

    number: int
    level: Level
    list_id: int
    counters: list[int | None]
    override: int | None
    starts: tuple[int, ...]
    restarted: tuple[int, ...]
    opening: str
    pieces: list[tuple[str, int, str]]


_UNRESOLVED = _Plan(0, Level(), 0, [], None, (), (), "", [])


class Numbering:
    """Counts automatic numbers in document order. One object per pass over the document."""

    def __init__(self, root: etree._Element | None, styles: Styles, language: str = "en") -> None:
        self._styles = styles
        self._language = language
        self._abstracts: dict[str, _Abstract] = {}
        self._by_list: dict[str, _Abstract] = {}
        self._instances: dict[str, _Instance] = {}
        self._started: set[_Plan] = set()
        self._plans: dict[tuple[str, int], _Plan] = {}
        self._resolved: dict[tuple[NumberedAs | None, str], _Plan | None] = {}
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
            named = self._abstracts.get(_abstract_id(element))
            if named is not None:
                self._by_list[attribute(element, "numId") or ""] = named
        for element in nums:
            self._read_instance(element, links)

    def _read_instance(self, element: etree._Element, links: dict[str, _Abstract]) -> None:
        list_id = attribute(element, "numId") or ""
        abstract = self._by_list.get(list_id)
        if abstract is None:
            return
        if abstract.number_style_link:
            abstract = links.get(abstract.number_style_link) or self._behind_style(abstract)
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for child in element:
            if _CODES.get(child.tag) == "lvlOverride":
                _read_override(child, levels, starts)
        self._instances[list_id] = _Instance(abstract, levels, starts)

    def _behind_style(self, abstract: _Abstract) -> _Abstract:
        """Return the definition that the list style names by its list, where no definition claims the style."""
        named = self._styles.get(abstract.number_style_link).numbered
        return self._by_list.get(named.list_id or "", abstract) if named is not None else abstract

    def label(self, direct: NumberedAs | None, style: Style, style_id: str) -> ListLabel | None:
        """Count one paragraph and return its label; None when no list numbers it."""
        key = (direct, style_id)
        plan = self._resolved.get(key, _UNRESOLVED)
        if plan is _UNRESOLVED:
            plan = self._resolved[key] = self._resolve(direct, style, style_id)
        if plan is None:
            return None
        counters, number = plan.counters, plan.number
        for above in range(number):
            if counters[above] is None:
                counters[above] = plan.starts[above]
        current = counters[number]
        if plan.override is not None and plan not in self._started:
            counters[number] = plan.override
            self._started.add(plan)
        else:
            counters[number] = plan.level.start if current is None else current + 1
        for below in plan.restarted:
            counters[below] = None
        shown = plan.opening
        for literal, index, number_format in plan.pieces:
            value = counters[index]
            if value is None:
                value = plan.starts[index]
            if number_format == "decimal":
                shown += f"{value}{literal}"
            else:
                shown += format_number(value, number_format, self._language) + literal
        shown = shown.strip()
        return ListLabel(shown, plan.level.number_format, plan.list_id, number) if shown else None

    def _resolve(self, direct: NumberedAs | None, style: Style, style_id: str) -> _Plan | None:
        """Find the list and level of paragraphs with this direct numbering and style, once."""
        inherited = style.numbered
        list_id = direct.list_id if direct and direct.list_id is not None else None
        if list_id is None:
            list_id = inherited.list_id if inherited else None
        instance = self._instances.get(list_id) if list_id is not None and list_id != "0" else None
        if instance is None or list_id is None:
            return None
        number = direct.level if direct else None
        if number is None:
            number = _level_by_style(instance, style_id, style)
        if number is None:
            number = (inherited.level if inherited else None) or 0
        plan = self._plans.get((list_id, number))
        if plan is None:
            plan = self._plans[list_id, number] = _plan(instance, number)
        return plan


def _level_by_style(instance: _Instance, style_id: str, style: Style) -> int | None:
    wanted = (style_id, style.numbered_by)
    levels = {**instance.abstract.levels, **instance.levels}
    return next((number for number, level in sorted(levels.items()) if level.style and level.style in wanted), None)


def _plan(instance: _Instance, number: int) -> _Plan:
    """Return what counting at this level of this list takes."""
    level = _level(instance, number)
    starts = tuple(instance.starts.get(index, _level(instance, index).start) for index in range(_LEVELS))
    restarted = []
    for below in range(number + 1, _LEVELS):
        restart = _level(instance, below).restart
        if restart is None or restart > below or number < restart:
            restarted.append(below)
    abstract = instance.abstract
    return _Plan(
        number, level, abstract.identifier, abstract.counters, instance.starts.get(number), starts, tuple(restarted),
        *_pieces(instance, level),
    )  # fmt: skip


def _pieces(instance: _Instance, level: Level) -> tuple[str, list[tuple[str, int, str]]]:
    """Return a label's opening text, and (text after it, level counted, its format) for each number in it."""
    if level.number_format == "bullet":
        return bullet(level.text), []
    split = _PLACEHOLDER.split(level.text)
    pieces = []
    for position in range(1, len(split), 2):
        index = int(split[position]) - 1
        number_format = _level(instance, index).number_format
        shown_as = "decimal" if level.legal and number_format != "none" else number_format
        pieces.append((split[position + 1], index, shown_as))
    return split[0], pieces


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


def _abstract_id(element: etree._Element) -> str:
    return next((attribute(child, "val") or "" for child in element if _CODES.get(child.tag) == "abstractNumId"), "")


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
