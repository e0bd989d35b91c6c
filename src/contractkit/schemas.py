"""The JSON Schema of every file that people write or programs read, generated from the models."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from contractkit.comparison import Comparison
from contractkit.deal import Deal
from contractkit.findings import Report
from contractkit.library import models as m
from contractkit.review.matter import Matter
from contractkit.setaside import SuppressionsFile
from contractkit.theme import Theme

_MODELS: dict[str, Any] = {
    "family": m.Family,
    "rule": m.Rule,
    "wording": m.Wording,
    "kpi": m.KpiDefinition,
    "law": m.LawFile,
    "definitions": m.TermsFile,
    "vocabulary": m.VocabularyFile,
    "leanings": m.LeaningsFile,
    "playbook": m.Playbook,
    "template": m.Template,
    "deal": Deal,
    "theme": Theme,
    "report": Report,
    "comparison": Comparison,
    "suppressions": SuppressionsFile,
    "matter": Matter,
}
# The loader fills these in from a wording's place and body; they do not stand in its front matter.
_FROM_PLACE = ("language", "position", "family", "body")


def schema_names() -> list[str]:
    """Return the file kinds that have a schema."""
    return list(_MODELS)


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a file kind. Raises KeyError when there is no such kind."""
    made = TypeAdapter(_MODELS[name]).json_schema(
        by_alias=True, mode="serialization" if name in ("report", "comparison") else "validation"
    )
    if name == "wording":
        for key in _FROM_PLACE:
            del made["properties"][key]
            made["required"].remove(key)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"contractkit {name}",
        **{key: value for key, value in made.items() if key != "title"},
    }


def schema_text(name: str) -> str:
    """Return the schema as the text of a file."""
    return json.dumps(schema(name), indent=1, ensure_ascii=False) + "\n"
