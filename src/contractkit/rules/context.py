"""What a rule may look at: the evidence; and families, facts and service levels, worked out when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from contractkit.attention import OneSided, one_sided, reads_fair
from contractkit.evidence import Evidence, Place
from contractkit.facts import Catalogue, FoundFact, FoundKpi, find_facts, find_kpis
from contractkit.identify import (
    Headed,
    Scope,
    Sighting,
    find_scope,
    headed_paragraphs,
    read_passages,
    scope_by_model,
)
from contractkit.library.models import Family, KpiDefinition, Leaning, Rule
from contractkit.phrases import Phrase
from contractkit.rules.hits import Hit
from contractkit.rules.status import FamilyJudgement, doubted, judge_family, opposes
from contractkit.rules.traces import find_traces, is_spoken_of
from contractkit.terms.defect import Defect
from contractkit.terms.defined import DefinedTerms


class LibraryView(Protocol):
    """What the rules need of a library."""

    @property
    def families(self) -> dict[str, Family]:
        """Families by id."""

    @property
    def rules(self) -> dict[str, Rule]:
        """Rules by id."""

    @property
    def kpis(self) -> dict[str, KpiDefinition]:
        """KPI definitions by id."""

    @property
    def leanings(self) -> dict[str, Leaning]:
        """One-sided wordings by id."""

    @property
    def vocabulary(self) -> dict[str, list[str]]:
        """Phrases by the name of their group."""

    def phrase(self, source: str) -> Phrase:
        """The compiled phrase."""

    def fact_phrase(self, source: str) -> Phrase:
        """The compiled phrase of a fact."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a context can be told instead of working it out; None and what is not in it are not known.

    ``judgements`` and ``sightings`` are by family, ``hits`` by rule.
    """

    facts: tuple[FoundFact, ...] | None = None
    kpis: tuple[FoundKpi, ...] | None = None
    sightings: dict[str, Sighting] | None = None
    judgements: Mapping[str, FamilyJudgement] = field(default_factory=dict)
    hits: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    one_sided: OneSided | None = None


class Context:
    """One document being judged with one library; every question is answered once.

    ``read_by_model``: whether the text model is asked about families that no heading and no phrase shows.
    """

    def __init__(self, evidence: Evidence, library: LibraryView, *, read_by_model: bool = True) -> None:
        self.evidence = evidence
        self.read_by_model = read_by_model
        self.library = library
        self._judgements: dict[str, FamilyJudgement] = {}
        self._scopes: dict[str, Scope] = {}
        self._defects: dict[str, tuple[Defect, ...]] = {}
        self.hits: dict[str, tuple[Hit, ...]] = {}

    def learn(self, answers: Answers) -> None:
        """Take what was worked out elsewhere, for the same document and library."""
        if answers.facts is not None:
            self.facts = answers.facts
        if answers.kpis is not None:
            self.kpis = answers.kpis
        if answers.sightings is not None:
            self.sightings = answers.sightings
        if answers.one_sided is not None:
            self.one_sided = answers.one_sided
        self._judgements.update(answers.judgements)
        self.hits.update(answers.hits)

    def scope(self, family: str) -> Scope:
        """Where ``family`` stands in the document."""
        if family not in self._scopes:
            headed = self._headed.paragraphs.get(family, frozenset())
            apart = self._headed.given_away(family, len(self.library.families))
            searched = self.library.families[family]
            own = self._headed.only(family)
            self._scopes[family] = find_scope(searched, self.evidence, self.library.phrase, headed, apart, own=own)
        return self._scopes[family]

    @cached_property
    def _headed(self) -> Headed:
        return headed_paragraphs(self.library.families.values(), self.evidence.document, self.evidence.known)

    def judgement(self, family: str) -> FamilyJudgement:
        """How ``family`` stands in the document: its status and each of its elements."""
        if family not in self._judgements:
            judged = self._judge(family, self.scope(family))
            if judged.says_nothing and not self._is_named_alone(family):
                judged = self._judge(family, replace(self.scope(family), headed=frozenset()))
            sighting = self.sighting(family) if judged.status == "missing" else None
            if sighting and sighting.seen:
                judged = self._judge(family, scope_by_model(self.scope(family), sighting, self.evidence))
            elif judged.status == "missing" and (traces := self._traces(family)):
                judged = doubted(judged, traces, self.evidence)
            self._judgements[family] = judged
        return self._judgements[family]

    def _is_named_alone(self, family: str) -> bool:
        """Whether a heading names this family alone, or something below one that names others too speaks of it."""
        headed = self.scope(family).headed
        if any(len(self._headed.at(paragraph)) < 2 for paragraph in headed):
            return True
        return is_spoken_of(self.library.families[family], headed, self.evidence, self.library.phrase)

    def _traces(self, family: str) -> tuple[Place, ...]:
        families = self.library.families
        return find_traces(families[family], families, self.evidence, self._headed, self.library.phrase)

    def _judge(self, family: str, scope: Scope) -> FamilyJudgement:
        return judge_family(self.library.families[family], scope, self.evidence, self.library.phrase)

    def opposes(self, family: str, place: Place, *, whatever: bool = False) -> bool:
        """Whether the sentence at ``place`` says the opposite of what ``family`` must say, or denies ``whatever``."""
        return opposes(self.library.families[family], place, self.evidence, self.library.phrase, whatever=whatever)

    def sighting(self, family: str) -> Sighting | None:
        """What the text model says of ``family``; None when nothing comes near it."""
        return self.sightings.get(family)

    @cached_property
    def sightings(self) -> dict[str, Sighting]:
        """What the text model says, by family."""
        return read_passages(self.evidence) if self.read_by_model else {}

    def defects(self, check: str, find: Callable[[Context], Iterable[Defect]]) -> tuple[Defect, ...]:
        """What the check of this name finds; several rules ask for some."""
        if check not in self._defects:
            self._defects[check] = tuple(find(self))
        return self._defects[check]

    @cached_property
    def defined_terms(self) -> DefinedTerms:
        """The terms that the document defines, and where it uses them."""
        evidence = self.evidence
        return DefinedTerms(evidence.document, evidence.roles.names, evidence.definitions)

    @cached_property
    def facts(self) -> tuple[FoundFact, ...]:
        """Every fact in the document."""
        families = self.library.families.values()
        return find_facts(
            families, lambda family: self.scope(family).paragraphs, self.evidence, self.library.fact_phrase
        )

    @cached_property
    def kpis(self) -> tuple[FoundKpi, ...]:
        """Every service level in the document, from tables and prose."""
        return find_kpis(self.evidence, self._catalogue)

    @cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue(self.library.kpis.values(), self.library.phrase)

    @cached_property
    def one_sided(self) -> OneSided:
        """What leans to one side in the document."""
        return one_sided(self.evidence, self.library.leanings, self.library.phrase)

    def reads_fair(self, place: Place, *, in_fair_paper: bool = False) -> bool:
        """Whether the wording at ``place`` is not one-sided, as far as the trained model sees; it reads no tables."""
        if self.evidence.document.paragraphs[place.paragraph].cell is not None:
            return False
        passages = self.evidence.passages_at(place.paragraph, place.start, place.end)
        return reads_fair(passages, self.one_sided, in_fair_paper=in_fair_paper)

    def kpi_named(self, text: str) -> KpiDefinition | None:
        """Return the KPI of the catalogue that ``text`` names, or None."""
        return self._catalogue.match(text)
