"""A wording's Markdown as a flat list of passages, before any value is put in.

Markdown is parsed first, so that no company name can change the structure. Template code (``{{ … }}``, ``{% … %}``)
is opaque to Markdown. Emphasis becomes private marks around the text, so that each passage stays one template.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from contractkit.draft.compiled import COMPILED
from contractkit.errors import LibraryError

BOLD, BOLD_END, ITALIC, ITALIC_END = "\ue010", "\ue011", "\ue012", "\ue013"
PRIVATE = re.compile("[\ue000-\uf8ff]")
_KEY = "passages 1\n"  # changes with the way in which Markdown is read


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of a wording: its template text, and its place in the list.

    ``depth`` is 1 to 3 for a numbered item or the text below it, 0 for text outside the list.
    """

    template: str
    depth: int
    numbered: bool
    anchor: str = ""


@lru_cache(maxsize=2048)
def parse_wording(body: str, name: str) -> tuple[Passage, ...]:
    """Return the passages of a wording's Markdown. Raises LibraryError, naming ``name``, for anything else."""
    if PRIVATE.search(body):
        raise LibraryError(f"{name}: the text holds a private-use character; delete it")
    kept = COMPILED.get(_KEY + body)
    if kept is None:
        # Reading Markdown costs a third of a first draft; its parser is only imported when a wording is new.
        from contractkit.draft.markdown_reader import read_passages  # noqa: PLC0415

        kept = tuple(read_passages(body, name))
        COMPILED.put(_KEY + body, kept)
    return tuple(Passage(*found) for found in kept)
