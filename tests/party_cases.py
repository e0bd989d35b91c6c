"""Openings, letters, orders and signature blocks with the names of both parties, and how many are read right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

from contractkit.plain import document_from_text
from contractkit.roles import find_roles

FOLDER = Path(__file__).parent / "roles"
_SEED = "who is who"


@dataclass(frozen=True, slots=True)
class PartyCase:
    """A text with the names that each side must have, and those that nobody may have."""

    id: str
    text: str
    customer: frozenset[str]
    vendor: frozenset[str]
    neither: frozenset[str]

    @property
    def kept_back(self) -> bool:
        """Whether the case belongs to the third that is only counted: nobody looks at what goes wrong in it."""
        return Random(f"{_SEED} {self.id}").randrange(3) == 0

    @property
    def wrong(self) -> list[str]:
        """What is not as labelled; empty when all is right."""
        found = find_roles(document_from_text(self.text))
        sides = (("customer", self.customer, found.customer), ("vendor", self.vendor, found.vendor))
        missed = [f"{side} without {name}" for side, names, told in sides for name in sorted(names - set(told))]
        turned = (self.customer & set(found.vendor)) | (self.vendor & set(found.customer))
        strangers = (self.neither & set(found.names)) | (set(found.customer) & set(found.vendor))
        doubt = [] if found.sure else ["guessed"]
        return [*missed, *(f"{name} on the wrong side" for name in sorted(turned | strangers)), *doubt]


SETS = ("cases_known.yaml", "cases_second.yaml", "cases_third.yaml")


def party_cases(*sets: str) -> Iterator[PartyCase]:
    """Yield the cases of these sets, or of all, in which both parties can be told."""
    for case in (case for name in sets or SETS for case in _read(name)):
        names = (frozenset(case.get(key, ())) for key in ("customer", "vendor", "neither"))
        yield PartyCase(case["id"], case["text"], *names)


def open_texts() -> dict[str, str]:
    """Return the texts of which nobody could tell the parties, by id."""
    return {case["id"]: case["text"] for case in _read("cases_open.yaml")}


def _read(name: str) -> list[dict[str, str]]:
    cases: list[dict[str, str]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return cases
