"""What a filled template is made of: text, cross-references before numbers are known, and places for tables."""

from __future__ import annotations

from dataclasses import dataclass

from contractkit.manuscript import Text


@dataclass(frozen=True, slots=True)
class Pointer:
    """A cross-reference before numbers are known: ``target`` is "family" or "family#anchor"."""

    target: str


@dataclass(frozen=True, slots=True)
class TableMark:
    """The place where a wording's table goes."""

    name: str


@dataclass(frozen=True, slots=True)
class DefinitionsMark:
    """The place where the definitions go."""


Mark = TableMark | DefinitionsMark
Piece = Text | Pointer | Mark


@dataclass(frozen=True)
class Rendered:
    """A text with its values: pieces in order, the defined terms in it, and (path, text) of its unconfirmed facts."""

    pieces: tuple[Piece, ...]
    terms: frozenset[str]
    unconfirmed: frozenset[tuple[str, str]] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing would be printed."""
        return not any(not isinstance(piece, Text) or piece.text.strip() for piece in self.pieces)
