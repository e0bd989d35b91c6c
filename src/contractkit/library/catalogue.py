"""The merged clause library: every item by its id, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, get_args

from contractkit.alternatives import compile_alternative, compile_alternatives
from contractkit.errors import LibraryError, UsageError
from contractkit.library.models import (
    DefinedTerm,
    Family,
    Group,
    KpiDefinition,
    LawItem,
    Leaning,
    Playbook,
    Rule,
    Template,
    Wording,
)
from contractkit.library.phrase_store import PhraseStore
from contractkit.library.suggestion import suggestion_text
from contractkit.phrase_compiler import PART
from contractkit.phrases import VALUE_MARKERS, NamedGroups, Phrase, compile_phrase
from contractkit.together import is_together, together

GROUPS: tuple[str, ...] = get_args(Group)
_FACT = "fact: "
WordingKey = tuple[str, str, str]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Library:
    """The clause library as merged from all its folders.

    ``wordings`` is keyed by (family, language, position), a template's own under "template/clause". ``origins`` names
    the file of each item by (kind, id), with the kinds family, rule, wording ("lock-period/en.preferred"), kpi,
    playbook, law, term, vocabulary, template and leaning.
    ``sha256`` is over the content of all items, wherever they stand.
    """

    families: dict[str, Family]
    rules: dict[str, Rule]
    wordings: dict[WordingKey, Wording]
    kpis: dict[str, KpiDefinition]
    playbooks: dict[str, Playbook]
    law: dict[str, LawItem]
    terms: dict[str, DefinedTerm]
    vocabulary: dict[str, list[str]]
    templates: dict[str, Template]
    leanings: dict[str, Leaning]
    origins: dict[tuple[str, str], Path]
    sha256: str
    _phrases: dict[str, Phrase] = field(default_factory=dict, repr=False, compare=False)
    _groups: NamedGroups = field(default_factory=dict, repr=False, compare=False)
    _fact_groups: NamedGroups = field(default_factory=dict, repr=False, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        """What is kept of a library between runs: its items, not what was compiled from them."""
        return {
            **{name: value for name, value in self.__dict__.items() if name != "_store"},
            "_phrases": {},
            "_groups": {},
            "_fact_groups": {},
        }

    def phrase(self, source: str) -> Phrase:
        """Return the compiled phrase; each is compiled once.

        Raises LibraryError when it is not well formed, with the places of all such phrases of the library.
        """
        found = self._phrases.get(source)
        if found is None:
            found = self._phrases[source] = (
                together(source, self.phrase)
                if is_together(source)
                else self._store.get(source) or self._compiled(source, source, self._groups, {})
            )
        return found

    def fact_phrase(self, source: str) -> Phrase:
        """Return the compiled phrase of a fact, whose value markers match the words that stand for values.

        Raises LibraryError like ``phrase``.
        """
        key = f"{_FACT}{source}"
        found = self._phrases.get(key)
        if found is None:
            compiled = self._store.get(key) or self._compiled(key, source, self._fact_groups, VALUE_MARKERS)
            found = self._phrases[key] = compiled
        return found

    def _compiled(self, key: str, source: str, groups: NamedGroups, markers: Mapping[str, str]) -> Phrase:
        try:
            # The phrases of facts ask for their expressions, so that these stay whole.
            phrase = (
                compile_phrase(source, self.vocabulary, groups, markers)
                if markers
                else compile_alternatives(source, self.vocabulary, groups)
            )
        except LibraryError as error:
            raise LibraryError(self._complaints() or str(error)) from error
        return self._store.put(replace(phrase, source=key))

    @cached_property
    def _store(self) -> PhraseStore:
        return PhraseStore(self.vocabulary, self._recompiled)

    def _recompiled(self, key: str) -> str:
        """The expression of a phrase, compiled anew."""
        if key.startswith(PART):
            return compile_alternative(key, self.vocabulary).regex
        source = key.removeprefix(_FACT)
        groups, markers = (self._groups, {}) if source == key else (self._fact_groups, VALUE_MARKERS)
        return compile_phrase(source, self.vocabulary, groups, markers).regex

    @property
    def has_kept_phrases(self) -> bool:
        """Whether an earlier run kept compiled phrases; without them the first check takes many times as long."""
        return not self._store.empty

    def keep_phrases(self) -> None:
        """Keep what was compiled for the next run."""
        self._store.save()

    def _complaints(self) -> str:
        """All phrases of the library that are not well formed, with their places."""
        # Only a library with a mistake pays for importing this.
        from contractkit.library.complaints import located  # noqa: PLC0415
        from contractkit.library.phrase_places import phrase_complaints, phrase_places  # noqa: PLC0415
        from contractkit.yamltext import join_problems  # noqa: PLC0415

        places = phrase_places(self.families, self.rules, self.vocabulary, self.leanings)
        return join_problems(located(phrase_complaints(places, self.vocabulary, self.origins)))

    def phrases(self, sources: Iterable[str]) -> tuple[Phrase, ...]:
        """Return the compiled phrases."""
        return tuple(self.phrase(source) for source in sources)

    def wording(self, family: str, position: str = "preferred", language: str = "en") -> Wording | None:
        """Return our wording, or None when the family has none in use.

        When the position has no wording, the nearest that gives less away serves: walk-away, the last fallback, …,
        preferred. When the language has none at all, English serves. Retired wording is never returned.
        """
        for tongue in dict.fromkeys((language, "en")):
            ladder = [found for found in self.positions(family, tongue) if _rank(found.position) <= _rank(position)]
            if ladder:
                return ladder[-1]
        return None

    def proposals(
        self, family: str, position: str, language: str, customer: str, vendor: str
    ) -> tuple[tuple[Wording, str], ...]:
        """Return our wording, and the first step back when that is another one, each with its text for these parties.

        Nothing when the family has none in use.
        """
        asked, back = self.wording(family, position, language), self.wording(family, "fallback", language)
        if asked is None:
            return ()
        titles = {family.id: family.title.en for family in self.families.values()}
        found = (asked, back) if back and back.position != asked.position else (asked,)
        return tuple((wording, suggestion_text(wording, customer, vendor, titles)) for wording in found)

    def positions(self, family: str, language: str = "en") -> list[Wording]:
        """Return the wordings of a family in use in one language, from preferred down to walk-away."""
        found = [
            wording
            for (owner, tongue, _), wording in self.wordings.items()
            if owner == family and tongue == language and wording.status != "retired"
        ]
        return sorted(found, key=lambda wording: _rank(wording.position))

    def clause(self, template: str, clause: str, position: str = "preferred") -> Wording | None:
        """Return the wording that a template uses for a clause: its own, or else that of the family of this name.

        A template's own clause has a preferred wording at least. The position exactly when it is there, or else the
        nearest that gives less away; None when there is none.
        """
        own = f"{template}/{clause}"
        owner = own if (own, "en", "preferred") in self.wordings else clause
        exact = self.wordings.get((owner, "en", position))
        return exact if exact and exact.status != "retired" else self.wording(owner, position)

    def rules_of(self, family: str) -> list[Rule]:
        """Return the rules of a family, by id."""
        return [rule for _, rule in sorted(self.rules.items()) if rule.family == family]

    def ordered_families(self) -> list[Family]:
        """Return all families, group by group in the order of a contract, by id within a group."""
        return sorted(self.families.values(), key=lambda family: (GROUPS.index(family.group), family.id))

    def playbook(self, playbook_id: str) -> Playbook:
        """Return the playbook. Raises UsageError, naming the known ones, when there is none of that id."""
        return _known(self.playbooks, playbook_id, "playbook")

    def template(self, template_id: str) -> Template:
        """Return the template. Raises UsageError, naming the known ones, when there is none of that id."""
        return _known(self.templates, template_id, "template")

    def shell(self, template_id: str) -> Path:
        """Return the path of the template's shell.docx. Raises UsageError when there is no such template."""
        self.template(template_id)
        return self.origins["template", template_id].with_name("shell.docx")


def _known(items: dict[str, _T], item_id: str, kind: str) -> _T:
    if item_id not in items:
        raise UsageError(f'there is no {kind} "{item_id}"; known: {", ".join(sorted(items)) or "none"}')
    return items[item_id]


def _rank(position: str) -> int:
    """The place of a position on the ladder: preferred 0, fallback 1, fallback-2 2, …, walk-away last."""
    if position == "walk-away":
        return 1_000_000
    number = re.fullmatch(r"fallback(?:-(\d+))?", position)
    return int(number.group(1) or 1) if number else 0
