"""What the models of a deal are made of: questions, and text that a Word file can hold."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from contractkit.findings import Strict

Who = Literal["customer", "vendor", "both"]
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _printable(text: str) -> str:
    """Refuse what no Word file can hold: control characters and halves of characters."""
    found = _UNPRINTABLE.search(text)
    if found:
        raise ValueError(f"holds a character that cannot be printed (U+{ord(found.group()):04X}); delete it")
    return text


Words = Annotated[str, AfterValidator(_printable)]
Line = Annotated[Words, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Answered(Strict):
    """Base of everything in a deal file: frozen, no unknown keys, and numbers are finite."""

    model_config = ConfigDict(allow_inf_nan=False)


def ask(question: str, why: str, answered_by: Who, **more: Any) -> Any:
    """Return a pydantic field that carries its question, the reason for it and who can answer it.

    Without ``default`` it must be answered; with one, the default is the usual answer.
    """
    return Field(title=question, description=why, json_schema_extra={"answered_by": answered_by}, **more)
