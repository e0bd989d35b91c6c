"""Deal files: YAML or JSON as people write them, with every mistake shown at its place, all at once."""

from __future__ import annotations

import copy
import dataclasses
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from contractkit.deal import Deal
from contractkit.deal.needed import adapter_for, needed_answers, without_open
from contractkit.deal.questions import Question, is_open
from contractkit.errors import DealError, UsageError, why_not_read
from contractkit.validation import validate
from contractkit.yamltext import Problem, YamlText, join_problems

_LONE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_STEPS = re.compile(r"[^.\[\]]+")
_MAX_BYTES = 5_000_000


@dataclass(frozen=True)
class Answers:
    """A deal file as parsed, before it is a deal: some answers may still be open."""

    data: dict[str, Any]
    source: YamlText


def load_deal(path: Path | str, sets: Sequence[str] = (), needs: Sequence[str] = ()) -> Deal:
    """Return the deal of a YAML or JSON file, with ``sets`` such as "term.months=24" put over it.

    ``needs`` are the answers that a short document needs (empty: all); others may be open, and are None then.
    Raises DealError that lists every mistake with file, line, column and remedy; UsageError for a malformed set.
    """
    answers = read_answers(path)
    deal, problems = _validated(answers, answers.data, needs)
    if sets:
        known = {str(problem) for problem in problems}
        deal, after = _validated(answers, with_sets(answers.data, sets), needs)
        problems = [problem if str(problem) in known else _of_sets(problem, sets) for problem in after]
    if problems or deal is None:
        raise DealError(join_problems(problems))
    return deal


def read_answers(path: Path | str) -> Answers:
    """Return the file's answers. Raises DealError when it cannot be read or is not YAML, JSON or a mapping."""
    place = Path(path)
    source = YamlText(place, _text(place))
    data, problems = _json(source) if place.suffix.lower() == ".json" else source.parse()
    if not problems and not isinstance(data, dict):
        remedy = "Write one with: contractkit init FILE"
        problems = [Problem(place, 0, 0, "this is not a deal file: expected key: value lines", "", remedy)]
    if problems:
        raise DealError(join_problems(problems))
    return Answers(data, _locatable(source))


def with_sets(data: dict[str, Any], sets: Sequence[str]) -> dict[str, Any]:
    """Return the answers with ``sets`` put in: "kpis.0.target=85" changes the first KPI. Values are read as YAML.

    Raises UsageError when one has no "=", or leads through something that is neither a mapping nor a list.
    """
    changed = copy.deepcopy(data)
    for item in sets:
        key, equals, value = item.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"--set {item}: write KEY=VALUE, such as term.months=24")
        _put(changed, key.strip().split("."), _value(item, value), item)
    return changed


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise DealError(f"{path}: too large for a deal file (over {_MAX_BYTES // 1_000_000} MB)")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DealError(f"{path}: this is not a text file in UTF-8; a deal file is YAML or JSON") from error
    except OSError as error:
        raise DealError(f"{path}: {why_not_read(error)}") from error


def _json(source: YamlText) -> tuple[Any, list[Problem]]:
    """Return the data by the rules of JSON, and the problems: of its syntax, or keys that stand twice."""
    try:
        data = json.loads(source.text)
    except json.JSONDecodeError as error:
        return None, [source.problem(error.lineno - 1, error.colno - 1, f"this is not valid JSON: {error.msg}")]
    except RecursionError:
        return None, [Problem(source.path, 0, 0, "this is nested too deep for a deal file")]
    return data, _locatable(source).parse()[1]


def _locatable(source: YamlText) -> YamlText:
    """The same text, each character at its place, in a form in which YAML finds the places of JSON values too."""
    if source.path.suffix.lower() != ".json":
        return source
    return YamlText(source.path, _LONE_SURROGATE.sub(r"\\u0020", source.text.replace("\t", " ")))


def _validated(answers: Answers, data: dict[str, Any], needs: Sequence[str]) -> tuple[Deal | None, list[Problem]]:
    needed, questions = needed_answers(data, needs)
    validated = validate(adapter_for(tuple(needs)), without_open(needed), lambda: answers.source)
    deal, found = validated
    problems = [_still_open(question, answers.source) for question in questions]
    if problems:
        found = [problem for problem in found if not problem.message.endswith("is missing")]  # told as questions
    problems = sorted([*problems, *found], key=lambda problem: (problem.line, problem.column))
    return (None if problems else deal), problems


def _still_open(question: Question, source: YamlText) -> Problem:
    steps = [int(step) if step.isdigit() else step for step in _STEPS.findall(question.path)]
    at = source.problem_at(steps, f"{question.path} is still to be answered: {question.text}")
    return dataclasses.replace(at, excerpt="")


def _of_sets(problem: Problem, sets: Sequence[str]) -> Problem:
    """The problem without a place in the file, when an option and not the file causes it."""
    return Problem(Path(f"--set {' --set '.join(sets)}"), 0, 0, problem.message, "", problem.remedy)


def _value(item: str, text: str) -> Any:
    try:
        data, problems = YamlText(Path("--set"), text).parse()
    except yaml.YAMLError:
        return text
    if problems:
        raise UsageError(f"--set {item}: {problems[0].message}")
    return data


def _put(data: Any, steps: list[str], value: Any, item: str) -> None:
    """Put a value in its place; mappings on the way are made, list items must exist."""
    *way, last = steps
    for step in way:
        key = _key(data, step, item)
        if isinstance(data, dict) and is_open(data.get(step)):
            data[step] = {}
        data = data[key]
    data[_key(data, last, item)] = value


def _key(data: Any, step: str, item: str) -> str | int:
    if isinstance(data, list):
        if not step.isdigit() or int(step) >= len(data):
            raise UsageError(f'--set {item}: "{step}" is no place in a list of {len(data)}; count from 0')
        return int(step)
    if not isinstance(data, dict):
        raise UsageError(f'--set {item}: nothing can stand above "{step}"; that answer is a single value')
    return step
