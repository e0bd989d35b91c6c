"""Every phrase of the library with the place where it is written, and whether it can be compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from contractkit.errors import LibraryError
from contractkit.library.complaints import Complaint
from contractkit.library.models import Family, ForbiddenRule, InterlockRule, Leaning, Rule, TableRule
from contractkit.phrases import VALUE_MARKERS, NamedGroups, Vocabulary, compile_phrase
from contractkit.together import is_together, together
from contractkit.yamltext import Location

_VALUE = re.compile(r"\{(duration|percent|money|fees|cycle)\}")


class PhrasePlace(NamedTuple):
    """A phrase, the kind and id of its item, and the path of keys that leads to it."""

    kind: str
    item: str
    location: Location
    source: str


def phrase_places(
    families: Mapping[str, Family],
    rules: Mapping[str, Rule],
    vocabulary: Vocabulary,
    leanings: Mapping[str, Leaning],
) -> Iterator[PhrasePlace]:
    """Yield every phrase of the vocabulary, the families, the rules and the leanings."""
    for name, phrases in vocabulary.items():
        yield from _listed("vocabulary", name, ["names", name], phrases)
    for family in families.values():
        yield from _of_family(family)
    for rule in rules.values():
        yield from _of_rule(rule)
    for at, leaning in enumerate(leanings.values()):
        for key in ("any", "unless"):
            yield from _listed("leaning", leaning.id, ["leanings", at, key], getattr(leaning, key))


def phrase_complaints(
    places: Iterator[PhrasePlace], vocabulary: Vocabulary, origins: Mapping[tuple[str, str], Path]
) -> Iterator[Complaint]:
    """Yield a complaint for every phrase that cannot be compiled, and for facts without a value to find."""
    groups: NamedGroups = {}
    fact_groups: NamedGroups = {}
    for place in places:
        path = origins[place.kind, place.item]
        try:
            if "facts" in place.location:
                compile_phrase(place.source, vocabulary, fact_groups, VALUE_MARKERS)
            elif is_together(place.source):
                together(place.source, lambda part: compile_phrase(part, vocabulary, groups))
            else:
                compile_phrase(place.source, vocabulary, groups)
        except LibraryError as error:
            yield Complaint(path, place.location, str(error), "docs/rule-language.md describes phrases.")
            continue
        if is_together(place.source) and (place.kind == "vocabulary" or "facts" in place.location):
            remedy = "Write '&' in rules, elements, signals and leanings only."
            yield Complaint(path, place.location, "'&' joins whole phrases, which cannot stand in another", remedy)
        if place.location[-2] in ("find", "here") and not _VALUE.search(place.source):
            remedy = "Put {duration}, {percent}, {money}, {fees} or {cycle} where the value stands."
            yield Complaint(path, place.location, "the phrase of a fact holds no value", remedy)


def _listed(kind: str, item: str, location: Location, phrases: Sequence[str]) -> Iterator[PhrasePlace]:
    for index, source in enumerate(phrases):
        yield PhrasePlace(kind, item, [*location, index], source)


def _of_family(family: Family) -> Iterator[PhrasePlace]:
    for key, lists in (("signals", family.recognise.signals), ("topics", family.recognise.topics)):
        for language, phrases in (("en", lists.en), ("es", lists.es)):
            yield from _listed("family", family.id, ["recognise", key, language], phrases)
    for at, element in enumerate(family.elements):
        yield from _listed("family", family.id, ["elements", at, "satisfied_by"], element.satisfied_by)
        yield from _listed("family", family.id, ["elements", at, "defeated_by"], element.defeated_by)
    for at, fact in enumerate(family.facts):
        for key in ("find", "here", "labels", "unless", "cues", "alone"):
            yield from _listed("family", family.id, ["facts", at, key], getattr(fact, key))


def _of_rule(rule: Rule) -> Iterator[PhrasePlace]:
    if isinstance(rule, ForbiddenRule):
        for key in ("any", "all", "unless", "unless_in_section"):
            yield from _listed("rule", rule.id, [key], getattr(rule, key))
    elif isinstance(rule, TableRule):
        yield from _listed("rule", rule.id, ["phrases"], rule.phrases)
    elif isinstance(rule, InterlockRule):
        for at, condition in enumerate(rule.when):
            yield from _listed("rule", rule.id, ["when", at, "phrases"], condition.phrases)
