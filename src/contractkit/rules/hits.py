"""What a rule says when it fires."""

from __future__ import annotations

from dataclasses import dataclass

from contractkit.evidence import Place
from contractkit.findings import Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """One firing: where (None when something is absent), how hard, and what in particular.

    ``words`` narrows ``place`` (a whole sentence) to the words that matched. ``read_off`` unless a value that is judged
    was only taken for a fact by the text model.
    """

    place: Place | None
    severity: Severity
    detail: str = ""
    words: Place | None = None
    read_off: bool = True
