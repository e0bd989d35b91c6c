"""Phrases that are one of many others: ``({at will}|{not owed}|no reason)``.

As one expression such a phrase is long, and most of it can match nowhere in a document. So each alternative has an
expression of its own, which all phrases share that name it: it is loaded once, and only where its words occur.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from contractkit.phrase_compiler import PART, NamedGroups, Vocabulary, compiled_node, whole_words
from contractkit.phrases import ManySearched, Match, Phrase, Searched

_LONG = 2_000  # characters; a shorter expression is tried faster as one


@dataclass(unsafe_hash=True)  # never changed; not frozen, because a library has many thousands
class Alternatives(Phrase):
    """A phrase that matches what the first of some phrases matches that matches at a place.

    ``names`` are theirs, in order; ``look_up`` gives each by its name.
    """

    names: tuple[str, ...] = ()
    look_up: Callable[[str], Phrase] = field(default=Phrase, repr=False, compare=False)

    @cached_property
    def parts(self) -> tuple[Phrase, ...]:
        """The alternatives, in order."""
        return tuple(map(self.look_up, self.names))

    @property
    def at_hand(self) -> bool:
        """Never: most alternatives that a text asks for may still have to be loaded."""
        return False

    def narrowed(self, among: int, texts: ManySearched) -> int:
        """Return the bits of the texts ``among`` those given that hold one of the alternatives."""
        left = among
        for part in self.parts:
            if not left:
                break
            left &= ~texts.matching(part, left)
        return among & ~left

    def found_in(self, text: Searched) -> Sequence[Match]:
        """Return every match in a text, left to right."""
        first_at: dict[int, Match] = {}
        for match in chain.from_iterable(map(text.everywhere, self.parts)):
            first_at.setdefault(match.start, match)
        free, found = 0, []
        for start in sorted(first_at):
            if start >= free:
                _, free, value, _, value_end = first_at[start]
                found.append(Match(start, free, value, self.source, value_end))
        return found


def compile_alternatives(
    source: str, vocabulary: Vocabulary, groups: NamedGroups | None = None, *, shortest: int = _LONG
) -> Phrase:
    """Return the compiled phrase: ``Alternatives`` where it consists of some and its expression is not ``shortest``.

    Raises LibraryError like ``compile_phrase``.
    """
    node = compiled_node(source, vocabulary, {} if groups is None else groups, {})
    branches = {branch.name: branch for branch in node.branches}
    # An empty match would hide what begins at the same place.
    if len(branches) < 2 or len(node.regex) < shortest or not all(branch.solid for branch in branches.values()):
        return Phrase(source, node.regex, node.needs, node.firsts)
    parts = {
        name: Phrase(name, whole_words(branch.regex), branch.needs, branch.firsts) for name, branch in branches.items()
    }
    return Alternatives(source, None, node.needs, node.firsts, None, tuple(parts), parts.__getitem__)


def compile_alternative(name: str, vocabulary: Vocabulary) -> Phrase:
    """Return the alternative of this name, compiled anew. Raises KeyError where no phrase has one."""
    whole = compile_alternatives(name.removeprefix(PART).rpartition("#")[0], vocabulary, shortest=0)
    if not isinstance(whole, Alternatives):
        raise KeyError(name)
    return whole.look_up(name)
