"""Change single answers of a deal file in YAML and leave everything else as it stands, comments included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from contractkit.deal.form import flow
from contractkit.errors import DealError


def with_answer(text: str, path: Sequence[str | int], value: Any) -> str:
    """Return the YAML text with ``value`` at ``path``; keys on the way are made when they are missing.

    Comments inside a value that is replaced go with it; all others stay. Raises DealError when the text is not YAML,
    or when a step leads through something that cannot hold it.
    """
    node = _composed(text)
    if node is None:
        return f"{text}{_nested(path, value)}\n"
    for at, step in enumerate(path):
        found = _inner(node, step)
        if found is None:
            return _with_key(text, node, path[at:], value)
        node = found
    return _replaced(text, node, value)


def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise DealError(f"this is not valid YAML: {' '.join(str(error).split())}") from error


def _inner(node: yaml.Node, step: str | int) -> yaml.Node | None:
    """The node below a step, or None when there is none yet."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        inner: yaml.Node = node.value[step]
        return inner
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


def _with_key(text: str, node: yaml.Node, path: Sequence[str | int], value: Any) -> str:
    """Put a new key into a mapping, or a new item at the end of a list; an empty value becomes a mapping."""
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        end, pad = _end(node), " " * node.start_mark.column
        return f"{text[:end]}\n{pad}- {flow(_wrapped(path[1:], value))}{text[end:]}"
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        end, pad = _end(node), " " * node.start_mark.column
        end = text.find("\n", end) if "\n" in text[end:] else len(text)
        return f"{text[:end]}\n{pad}{_nested(path, value)}{text[end:]}"
    if isinstance(node, yaml.ScalarNode) and node.tag != "tag:yaml.org,2002:null" and node.value:
        raise DealError(f'the answer "{node.value}" is a single value; "{path[0]}" cannot stand below it')
    return _replaced(text, node, _filled(node, path, value))


def _filled(node: yaml.Node, path: Sequence[str | int], value: Any) -> Any:
    """The content of a node written on one line, or of an empty one, with the value in it."""
    if isinstance(node, yaml.SequenceNode):
        return [*yaml.safe_load(yaml.serialize(node)), _wrapped(path[1:], value)]
    kept = yaml.safe_load(yaml.serialize(node)) if isinstance(node, yaml.MappingNode) else {}
    return {**kept, str(path[0]): _wrapped(path[1:], value)}


def _wrapped(path: Sequence[str | int], value: Any) -> Any:
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    return value


def _nested(path: Sequence[str | int], value: Any) -> str:
    return f"{path[0]}: {flow(_wrapped(path[1:], value))}"


def _replaced(text: str, node: yaml.Node, value: Any) -> str:
    start, end = node.start_mark.index, _end(node)
    is_rows = isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    if not is_rows:
        new = flow(value)
        return f"{text[:start]}{'' if _spaced(text, start) else ' '}{new}{text[end:]}"
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        pad = " " * node.start_mark.column
        return text[:start] + f"\n{pad}".join(f"- {flow(item)}" for item in value) + text[end:]
    line = text.rfind("\n", 0, start) + 1
    pad = " " * (len(text[line:start]) - len(text[line:start].lstrip()) + 2)
    rows = "".join(f"\n{pad}- {flow(item)}" for item in value)
    return text[:start].rstrip(" ") + rows + text[end:]


def _spaced(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in " \n[{,"


def _end(node: yaml.Node) -> int:
    """Where a node really ends: PyYAML counts comments and empty lines below a block to it."""
    if isinstance(node, (yaml.SequenceNode, yaml.MappingNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return int(node.end_mark.index) - 1  # without the line break that ends the block
    return int(node.end_mark.index)


def read_text(path: Path) -> str:
    """Return the text of a deal file. Raises DealError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DealError(f"{path}: cannot be read as text in UTF-8") from error
