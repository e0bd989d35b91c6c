"""YAML as people write it: parsed without surprises, and every problem shown with its file, line and remedy.

Dates stay text and only ``true`` and ``false`` are truth values, so that ``no``, ``on`` and ``12:30`` are what they
look like. Duplicate keys, keys that are not text, and anchors (``&a``, ``*a``) are refused.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

_MAX_SHOWN = 20
_WIDTH = 110

Location = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file. ``line`` and ``column`` count from 1; 0 means the file as a whole."""

    path: Path
    line: int
    column: int
    message: str
    excerpt: str = ""
    remedy: str = ""

    def without_excerpt(self) -> Problem:
        """Return the problem without the lines of the file."""
        return replace(self, excerpt="")

    def __str__(self) -> str:
        path = shown_path(self.path)
        place = f"{path}:{self.line}:{self.column}" if self.line else path
        lines = [f"{place}: {self.message}", *self.excerpt.splitlines()]
        if self.remedy:
            lines.append(f"  {self.remedy}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class YamlText:
    """The text of a YAML file. ``first_line`` is the file's line at which it starts (front matter: 2)."""

    path: Path
    text: str
    first_line: int = 1

    def problem(self, line: int, column: int, message: str, remedy: str = "") -> Problem:
        """Return a problem at a line and column of the text, both counted from 0."""
        excerpt = _excerpt(self.text, line, column, self.first_line)
        return Problem(self.path, line + self.first_line, column + 1, message, excerpt, remedy)

    def problem_at(self, location: Location, message: str, remedy: str = "", *, key: bool = False) -> Problem:
        """Return a problem at the value (or with ``key`` at the key) that a path of keys and indexes leads to.

        An item of a list may also be given by its ``id`` or ``term``.
        """
        line, column = _find(self.text, location, key=key)
        return self.problem(line, column, message, remedy)

    def parse(self) -> tuple[Any, list[Problem]]:
        """Return the data as dicts, lists, text, numbers and truth values, and the problems of the syntax."""
        try:
            loader = _Loader(self.text)
            node = loader.get_single_node()
            problems = [] if node is None else [self.problem(*found) for found in _refused(node)]
            return (None if node is None or problems else loader.construct_document(node)), problems
        except yaml.MarkedYAMLError as error:
            return None, [self._syntax_problem(error)]
        except (yaml.YAMLError, ValueError) as error:
            return None, [Problem(self.path, 0, 0, f"this is not valid YAML: {' '.join(str(error).split())}")]

    def _syntax_problem(self, error: yaml.MarkedYAMLError) -> Problem:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        detail = " ".join(filter(None, [error.context, error.problem]))
        return self.problem(line, column, f"this is not valid YAML: {detail}", _syntax_remedy(detail))


def shown_path(path: Path) -> str:
    """Return the path as a reader wants it: below the current directory without that directory."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def join_problems(problems: Sequence[Problem]) -> str:
    """Return one message that lists every problem, the first 20 in full."""
    shown = [str(problem) for problem in problems[:_MAX_SHOWN]]
    if len(problems) > _MAX_SHOWN:
        shown.append(f"and {len(problems) - _MAX_SHOWN} more")
    return "\n".join(shown)


class _Resolver(yaml.resolver.BaseResolver):
    """The scalars of YAML 1.2: null, true, false, numbers; all else is text."""


for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    _Resolver.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    yaml_implicit_resolvers = _Resolver.yaml_implicit_resolvers


def _plain_int(loader: Any, node: Any) -> int:
    # YAML 1.1 reads 010 as eight.
    return int(loader.construct_scalar(node))


_Loader.add_constructor("tag:yaml.org,2002:int", _plain_int)


def _refused(root: yaml.Node) -> Iterator[tuple[int, int, str, str]]:
    """Yield line, column, message and remedy for what valid YAML may hold and our files may not."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            mark = node.start_mark
            yield mark.line, mark.column, "an anchor is used here (& and *)", "Write the repeated part out."
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(reversed(node.value))
        elif isinstance(node, yaml.MappingNode):
            yield from _refused_keys(node)
            waiting.extend(value for _, value in reversed(node.value))


def _refused_keys(node: yaml.MappingNode) -> Iterator[tuple[int, int, str, str]]:
    first: dict[Hashable, int] = {}
    for key, _ in node.value:
        mark = key.start_mark
        if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
            shown = key.value if isinstance(key, yaml.ScalarNode) else "a list or mapping"
            yield mark.line, mark.column, f"a key must be text, not {shown!r}", "Put the key in quotes."
        elif key.value in first:
            yield mark.line, mark.column, f'the key "{key.value}" stands here twice', "Keep one of them."
        else:
            first[key.value] = mark.line


def _find(text: str, location: Location, *, key: bool) -> tuple[int, int]:
    """Return line and column of the deepest part of ``location`` that exists."""
    node = _Loader(text).get_single_node()
    if node is None:
        return 0, 0
    mark = node.start_mark
    for index, step in enumerate(location):
        found = _child(node, step)
        if found is None:
            continue  # pydantic puts names of union members into its paths
        name, node = found
        last = index == len(location) - 1
        mark = name.start_mark if name is not None and (key or not last) else node.start_mark
    return mark.line, mark.column


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode):
        if isinstance(step, int):
            return (None, node.value[step]) if step < len(node.value) else None
        return next(((None, item) for item in node.value if _is_called(item, step)), None)
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == step:
                return name, value
    return None


def _is_called(item: yaml.Node, name: str) -> bool:
    """Whether a list's item carries this name, so that a place in a list can be given by name."""
    pairs = item.value if isinstance(item, yaml.MappingNode) else []
    return any(key.value in ("id", "term") and value.value == name for key, value in pairs)


def _excerpt(text: str, line: int, column: int, first_line: int) -> str:
    """Return the line with the one before it, and a caret below the column; long lines are cut around it."""
    lines = text.splitlines()
    if not lines:
        return ""
    if line >= len(lines):
        line, column = len(lines) - 1, 0
    cut = column - _WIDTH // 2 if column > _WIDTH - 10 else 0
    rows = [
        f"  {number + first_line:>4} | {lines[number][cut : cut + _WIDTH]}"
        for number in range(max(line - 1, 0), line + 1)
    ]
    return "\n".join([*rows, f"       | {' ' * (column - cut)}^"])


_REMEDIES = {
    "mapping values are not allowed": 'Put a value that holds ": " in quotes.',
    "cannot start any token": "Indent with spaces. A value that starts with %, @, `, {, [, *, & or ! needs quotes.",
    "undefined alias": "A value that starts with * must stand in quotes.",
    "expected ',' or": "Close the bracket, or put the value in quotes.",
    "did not find expected key": "Check the indentation, and that quotes and brackets close.",
    "expected <block end>": "Check the indentation, and that quotes and brackets close.",
    "could not find expected ':'": "Check the indentation, and that quotes and brackets close.",
    "could not determine a constructor": "Put a value that starts with ! in quotes.",
}


def _syntax_remedy(detail: str) -> str:
    return next((remedy for part, remedy in _REMEDIES.items() if part in detail), "")
