"""The quality gate: no draft leaves before it was opened again and found sound."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from contractkit.deal import Deal
from contractkit.errors import LibraryError
from contractkit.library.catalogue import Library
from contractkit.library.models import Template
from contractkit.manuscript import Provenance
from contractkit.word.quality import inspect_quality

_TAG_LIKE = re.compile(r"[{}]|\[\[|\]\]")


def passed(data: bytes, deal: Deal, template: str) -> bytes:
    """Return ``data`` as it is. Raises LibraryError that names clause and problem of everything unsound in it."""
    allowed = frozenset(text for text in _texts(deal.model_dump(mode="json")) if _TAG_LIKE.search(text))
    faults = inspect_quality(data, allowed).faults
    if faults:
        listed = "\n".join(f"  {fault}" for fault in faults)
        raise LibraryError(
            f'template "{template}": the draft is not sound, so it was not written. Correct the clause or shell.docx:\n'
            f"{listed}"
        )
    return data


def provenance(deal: Deal, template: Template, library: Library) -> Provenance:
    """Return what a draft is made from. The deal's hash is over its answers, however the file writes them."""
    answers = json.dumps(deal.model_dump(mode="json", by_alias=True), sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(answers.encode("utf-8", "surrogatepass")).hexdigest()
    return Provenance(f"{template.id}@{template.version}", digest, library.sha256)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a deal's answers."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
