"""Constructions of contract language, by CUAD category: what rereading.py looks for in a passage.

constructions.yaml holds them and says how they are written.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from contractkit.family_model.features import words_of

CONSTRUCTIONS = Path(__file__).with_name("constructions.yaml")


def read_constructions() -> dict[str, list[re.Pattern[str]]]:
    """Return by category in small letters the patterns to search for in ``spoken`` text."""
    listed = yaml.safe_load(CONSTRUCTIONS.read_text(encoding="utf-8"))
    return {
        category.lower(): [_pattern(line, listed["lists"]) for line in lines.splitlines()]
        for category, lines in listed["constructions"].items()
    }


def spoken(text: str) -> str:
    """Return a text in canonical form as the words that constructions are searched in, each between blanks."""
    return f" {' '.join(words_of(text))} "


def _pattern(line: str, lists: dict[str, str]) -> re.Pattern[str]:
    return re.compile(" " + "".join(_element(element, lists) for element in line.split()))


def _element(element: str, lists: dict[str, str]) -> str:
    if element.startswith("~"):
        return f"(?:[^ ]+ ){{0,{element[1:]}}}?"
    either = "|".join(_word(word, lists) for word in element.removeprefix("?").split("/"))
    return f"(?:(?:{either}) )?" if element.startswith("?") else f"(?:{either}) "


def _word(word: str, lists: dict[str, str]) -> str:
    if word.startswith("@"):
        return lists[word[1:]]
    return f"{re.escape(word[:-1])}[^ ]*" if word.endswith("*") else re.escape(word)
