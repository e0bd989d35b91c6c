"""What a marked file must say, and what is wrong when it does not."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Promise:
    """A paragraph that the marked file must show when our changes are accepted: its words and the edits that made it.

    ``source`` is the index of the paragraph before, None for a new one.
    """

    text: str
    source: int | None
    edits: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a marked file is not as it must be, and the numbers of the edits and notes to blame; none: unknown."""

    reason: str
    edits: frozenset[int] = frozenset()
    notes: frozenset[int] = frozenset()
