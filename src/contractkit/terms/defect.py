"""What is wrong with a text by itself, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Defect:
    """A drafting defect at a place; ``detail`` completes the message."""

    paragraph: int
    start: int
    end: int
    detail: str
