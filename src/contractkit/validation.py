"""From parsed YAML to a frozen model, or to problems that say where and what to do instead."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from contractkit.yamltext import Problem, YamlText

T = TypeVar("T")

_LISTED = 12
_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "Use small letters, digits and hyphens, such as lock-period.",
    r"^\d+\.\d+\.\d+$": "Write a version with three numbers, such as 1.0.0.",
    r"^\d{4}-\d{2}-\d{2}$": "Write a date as year-month-day, such as 2026-11-21.",
    r"^(preferred|fallback(-\d+)?|walk-away)$": "Use preferred, fallback, fallback-2 … or walk-away.",
    r"^[A-Z]{3}$": "Write a currency code of three capitals, such as EUR.",
}
_EXPECTED = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping (key: value lines)",
    "model_type": "a mapping (key: value lines)",
    "model_attributes_type": "a mapping (key: value lines)",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a date such as 2026-11-21",
    "date_parsing": "a date such as 2026-11-21",
    "date_from_datetime_parsing": "a date such as 2026-11-21",
}


def validate(adapter: TypeAdapter[T], data: Any, source: Callable[[], YamlText]) -> tuple[T | None, list[Problem]]:
    """Return the model for ``data``, or None and every problem; ``source`` gives the text to show problems in."""
    try:
        return adapter.validate_python(data), []
    except ValidationError as error:
        text = source()
        return None, [_problem(text, adapter, found) for found in error.errors(include_url=False)]


def did_you_mean(word: str, known: list[str]) -> str:
    """Return 'Did you mean "x"?' for the nearest known word, or the known words when none is near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'Did you mean "{near[0]}"?'
    return f"Known here: {', '.join(known)}." if known and len(known) <= _LISTED else ""


def _problem(text: YamlText, adapter: TypeAdapter[Any], error: Any) -> Problem:
    kind, location, context = error["type"], error["loc"], error.get("ctx", {})
    name = location[-1] if location else ""
    if kind == "extra_forbidden":
        known = _known_keys(adapter, location[:-1])
        return text.problem_at(location, f'unknown key "{name}"', did_you_mean(str(name), known), key=True)
    if kind == "missing":
        about = _description(adapter, location)
        return text.problem_at(location[:-1], f'"{name}" is missing', f'Add "{name}: …"{about}.')
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _tag_problem(text, location, kind, context)
    message, remedy = _value_message(kind, error, context)
    return text.problem_at(location, f'"{_label(location)}": {message}' if location else message, remedy)


def _label(location: tuple[str | int, ...]) -> str:
    names = [step for step in location if isinstance(step, str)]
    return str(names[-1]) if names else f"item {location[-1]}"


def _tag_problem(text: YamlText, location: tuple[str | int, ...], kind: str, context: dict[str, Any]) -> Problem:
    key = str(context.get("discriminator", "kind")).strip("'")
    if kind == "union_tag_not_found":
        return text.problem_at(location, f'"{key}" is missing', f'Add "{key}: …".')
    known = [tag.strip(" '") for tag in str(context["expected_tags"]).split(",")]
    tag = str(context["tag"])
    return text.problem_at((*location, key), f'there is no {key} "{tag}"', did_you_mean(tag, known))


def _value_message(kind: str, error: Any, context: dict[str, Any]) -> tuple[str, str]:
    given = error["input"]
    if kind in _EXPECTED:
        quotes = ' Put it in quotes: "…".' if kind == "string_type" and isinstance(given, (int, float)) else ""
        return f"expected {_EXPECTED[kind]}, found {_shown(given)}", quotes.strip()
    if kind == "literal_error":
        known = [part.strip(" '") for part in str(context["expected"]).replace(" or ", ", ").split(", ")]
        return f"{_shown(given)} is not allowed here", did_you_mean(str(given), known)
    if kind == "string_pattern_mismatch":
        return f"{_shown(given)} is not written as expected", _PATTERNS.get(str(context["pattern"]), "")
    if kind == "too_short":
        return f"needs at least {context['min_length']} entries, has {context['actual_length']}", ""
    if kind == "value_error":
        return str(error["msg"]).removeprefix("Value error, "), ""
    message = str(error["msg"])
    return f"{message[:1].lower()}{message[1:]}, found {_shown(given)}", ""


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return f'"{value[:60]}"' if len(value) <= 60 else f'"{value[:57]}…"'
    return "a list" if isinstance(value, list) else "a mapping"


@cache
def _schema_of(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    return adapter.json_schema(by_alias=True)


def _known_keys(adapter: TypeAdapter[Any], location: tuple[str | int, ...]) -> list[str]:
    return list(_walk(_schema_of(adapter), location).get("properties", {}))


def _description(adapter: TypeAdapter[Any], location: tuple[str | int, ...]) -> str:
    field = _walk(_schema_of(adapter), location[:-1]).get("properties", {}).get(location[-1], {})
    return f" ({field['title']})" if str(field.get("title", "")).endswith("?") else ""


def _walk(schema: dict[str, Any], location: tuple[str | int, ...]) -> dict[str, Any]:
    """Return the part of a JSON Schema that a path of keys, indexes and union tags leads to."""
    here = _resolve(schema, schema)
    for step in location:
        tags = here.get("discriminator", {}).get("mapping", {})
        if step in tags:
            here = _resolve(schema, {"$ref": tags[step]})
        elif isinstance(step, int):
            here = _resolve(schema, here.get("items", {}))
        else:
            inner = here.get("properties", {}).get(step) or here.get("additionalProperties") or {}
            here = _resolve(schema, inner if isinstance(inner, dict) else {})
    return here


def _resolve(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in part:
        found: dict[str, Any] = schema["$defs"][part["$ref"].rsplit("/", 1)[-1]]
        return found
    for option in part.get("anyOf", []):
        if "$ref" in option or option.get("type") == "array":
            return _resolve(schema, option)
    return part
