"""Which clauses a draft holds, in which position: template, deal and command line decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from contractkit.deal import Deal
from contractkit.draft.templating import evaluate
from contractkit.errors import LibraryError
from contractkit.library.catalogue import Library
from contractkit.library.models import Template, TemplatePart, Wording


@dataclass(frozen=True)
class Part:
    """A part of the draft with the wordings chosen for it, in order."""

    kind: Literal["body", "schedule", "signature"]
    id: str
    title: str
    intro: str
    wordings: tuple[Wording, ...]


def select_parts(template: Template, deal: Deal, library: Library, positions: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the template's parts with their wordings; parts left without clauses are dropped.

    ``positions`` go before the deal's. Raises LibraryError when a family has no wording or lacks one that it needs.
    """
    wanted = {**deal.positions, **positions}
    parts = [_part(part, template, deal, library, wanted) for part in template.parts]
    chosen = tuple(part for part in parts if part.wordings)
    _check_requirements(template, chosen)
    return chosen


def families_of(parts: tuple[Part, ...]) -> frozenset[str]:
    """Return the families of all wordings."""
    return frozenset(wording.family for part in parts for wording in part.wordings)


def _part(part: TemplatePart, template: Template, deal: Deal, library: Library, wanted: Mapping[str, str]) -> Part:
    wordings = []
    for choice in part.choices:
        place = f'template "{template.id}", clause "{choice.id}"'
        if choice.when and not evaluate(choice.when, {"deal": deal}, place):
            continue
        wording = library.clause(template.id, choice.id, wanted.get(choice.id, "preferred"))
        if wording is None:
            raise LibraryError(f"{place}: the clause library holds no approved wording for this family")
        wordings.append(wording)
    return Part(part.kind, part.id, part.title, part.intro, tuple(wordings))


def _check_requirements(template: Template, parts: tuple[Part, ...]) -> None:
    families = families_of(parts)
    lacking = [
        f'"{wording.family}" needs "{needed}"'
        for part in parts
        for wording in part.wordings
        for needed in wording.requires
        if needed not in families
    ]
    if lacking:
        raise LibraryError(f'template "{template.id}": a clause needs another that is left out: {"; ".join(lacking)}')


def variables_of(wording: Wording, deal: Deal) -> dict[str, Any]:
    """Return the wording's variables with the deal's values, or their defaults; unanswered ones are absent."""
    given = deal.terms.get(wording.family, {})
    values = {name: given.get(name, variable.default) for name, variable in wording.variables.items()}
    return {name: value for name, value in values.items() if value is not None}
