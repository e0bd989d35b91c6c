"""A problem as found in the model, before the file is read again to show where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from contractkit.library.source import yaml_text
from contractkit.yamltext import Location, Problem, YamlText


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong in a file: at a path of keys, or at the first match of ``pattern`` in a wording's Markdown."""

    path: Path
    location: Location
    message: str
    remedy: str = ""
    pattern: str = ""


def located(complaints: Iterable[Complaint]) -> list[Problem]:
    """Return the complaints as problems with line, column and excerpt."""
    read = lru_cache(maxsize=64)(_texts)
    return [_problem(complaint, *read(complaint.path)) for complaint in complaints]


def _texts(path: Path) -> tuple[YamlText, str]:
    return yaml_text(path), path.read_text(encoding="utf-8-sig")


def _problem(complaint: Complaint, keys: YamlText, text: str) -> Problem:
    if not complaint.pattern:
        return keys.problem_at(complaint.location, complaint.message, complaint.remedy)
    after = len("---\n") + len(keys.text)
    found = re.compile(complaint.pattern).search(text, after)
    at = found.start() if found else after
    line = text.count("\n", 0, at)
    column = at - text.rfind("\n", 0, at) - 1
    return YamlText(complaint.path, text).problem(line, column, complaint.message, complaint.remedy)
