"""What the rules of the library say of a few words that we would write, before they are written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from contractkit.canonical import Roles
from contractkit.library.catalogue import Library
from contractkit.trial import context_of, severities_of_words, try_rule


@dataclass(frozen=True)
class Reader:
    """Reads single passages with the rules of a library; ``roles`` are the names of the parties in them."""

    library: Library
    roles: Roles
    _read: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def firing(self, text: str, always: Collection[str]) -> set[str]:
        """Return the rules on words that fire on ``text`` as critical or high, and those of ``always`` that fire."""
        if text not in self._read:
            self._read[text] = self._severities(text)
        return {rule for rule, found in self._read[text].items() if rule in always or found & {"critical", "high"}}

    def fires(self, rule: str, text: str) -> bool:
        """Return whether one rule fires on ``text`` alone, without the sentences and headings around it."""
        return try_rule(self.library.rules[rule], text, self.library, self.roles)

    def _severities(self, text: str) -> dict[str, set[str]]:
        """The severities with which each rule on words fires; empty for an empty text."""
        if not text.strip():
            return {}
        return severities_of_words(context_of(text, self.library, self.roles))
