"""A document's sentences that hold values: as they stand, with sums of fees, and with what stands before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import cached_property

from contractkit.document import Document
from contractkit.evidence import Evidence, Passage
from contractkit.facts.dates import DATE, parse_date
from contractkit.facts.definitions import defined_values, find_definitions, term_pattern
from contractkit.facts.labels import labels_of
from contractkit.facts.values import Value, scan_values
from contractkit.facts.views import View, Views, marked, masked, with_sums
from contractkit.library.models import FactPattern
from contractkit.phrases import Phrase, separated, with_barriers
from contractkit.text import fold

_A_TIME = re.compile(r"(?<!\w)(?:annual|year|month|quarter)")
_FIRST_DAY = re.compile(
    r"(?:effective|commenc|start|begin|go live|enter\w* into force|with effect from)(?:\w*)(?: +date)?"
    rf"(?: +(?!until|expir|end)\S+){{0,6}}? +({DATE})"
)
_LONGEST_LEAD = 300
_SENTENCES_BEFORE = 2


class Sentences:
    """The sentences of one document, ready for the patterns of facts."""

    def __init__(self, evidence: Evidence, views: Sequence[View] | None = None) -> None:
        self.evidence = evidence
        self._views = views
        self._leads: dict[tuple[int, bool], str] = {}

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Every sentence that may hold a value or a sum of fees."""
        return tuple(self._views if self._views is not None else _views(self.evidence))

    @cached_property
    def plain(self) -> Views:
        """The sentences that hold a value."""
        return Views((view for view in self.views if view.values), self.evidence.known.texts)

    @cached_property
    def summed(self) -> Views:
        """The sentences that hold a value, with sums of fees as one value."""
        summed = (with_sums(view) for view in self.views)
        return Views((view for view in summed if view.values), self.evidence.known.texts)

    def read_for(self, pattern: FactPattern) -> Views:
        """The views that a pattern is tried on: with sums of fees where it looks for them."""
        return self.summed if any("{fees}" in source for source in (*pattern.find, *pattern.here)) else self.plain

    @cached_property
    def _titles(self) -> list[str]:
        return _titles(self.evidence.document)

    def _lead(self, passage: Passage, *, far: bool) -> str:
        """What stands before a passage; the rounds of reading ask for the same ones."""
        key = (passage.number, far)
        if key not in self._leads:
            self._leads[key] = _lead(passage, self._titles, self.evidence, far=far)
        return self._leads[key]

    @cached_property
    def _sums(self) -> dict[int, tuple[Value, ...]]:
        """The sums of fees of the sentences that hold no other value: "six times the monthly invoice"."""
        bare = {view.passage.number for view in self.views if not view.values}
        return {view.passage.number: view.values for view in self.summed.views if view.passage.number in bare}

    def _values_of(self, view: View) -> tuple[Value, ...]:
        return view.values or self._sums.get(view.passage.number, ())

    def _in_table(self, view: View) -> bool:
        return self.evidence.document.paragraphs[view.passage.paragraph].cell is not None

    def widened(self, used: Set[tuple[int, int]], *, bare: bool = False, far: bool = False) -> Sentences:
        """Return the sentences whose values are not all used, read behind their heading and the sentence before them.

        ``used`` are pairs of a passage's id and the start of a value in it; those values are no longer marked.
        With ``bare`` sentences without a heading or a sentence before them are returned too; with ``far``
        only the first sentences of paragraphs, each read behind the paragraph before it.
        """
        wide: list[View] = []
        for view in self.views:
            if far and (self._in_table(view) or not _begins(view.passage, self.evidence)):
                continue
            values = self._values_of(view)
            known = [value for value in values if (id(view.passage), value.start) in used]
            fresh = any(value not in known for value in values)
            lead = self._lead(view.passage, far=far) if fresh and (view.own == 0 or self._in_table(view)) else ""
            if lead or (bare and fresh):
                moved = tuple(at + len(lead) for at in view.places)
                text = lead + masked(view, known).replace(";", " ")
                wide.append(replace(view, text=text, places=moved, own=len(lead) or view.own))
        return Sentences(self.evidence, wide)


def _views(evidence: Evidence) -> Iterator[View]:
    definitions = find_definitions(evidence)
    terms = term_pattern(definitions)
    begins = _first_day(evidence)
    titles = _titles(evidence.document)
    for passage in evidence.passages:
        values = _scanned(passage, begins)
        if terms:
            text = evidence.document.paragraphs[passage.paragraph].text
            extra = list(defined_values(passage, text, definitions, terms))
            # "Monthly Base" is one name: how often something comes back is no value of its own there.
            values = [
                v for v in values if v.kind != "cycle" or not any(new.start <= v.start < new.end for new in extra)
            ]
            values += [new for new in extra if not any(new.start < v.end and v.start < new.end for v in values)]
        if values or _A_TIME.search(passage.canonical):
            labels = tuple(labels_of(passage, evidence.document, titles[passage.paragraph]))
            yield replace(marked(passage, values), labels=labels)


def _scanned(passage: Passage, begins: date | None) -> list[Value]:
    """The values of the passage; one never spans its context and its own words."""
    own = passage.own
    if own == 0:
        return list(scan_values(passage.canonical, begins))
    context = scan_values(passage.canonical[:own], begins)
    inside = scan_values(passage.canonical[own:], begins)
    return [*context, *(replace(value, start=value.start + own, end=value.end + own) for value in inside)]


def _first_day(evidence: Evidence) -> date | None:
    """The day on which the contract starts, where the text names one."""
    for passage in evidence.passages:
        match = _FIRST_DAY.search(passage.canonical)
        if match:
            return parse_date(match.group(1))
    return None


def _titles(document: Document) -> list[str]:
    """The title of the smallest section around each paragraph."""
    titles = [""] * len(document.paragraphs)
    for section in sorted(document.sections, key=lambda section: section.level):
        if section.title:
            titles[section.first : section.last + 1] = [section.title] * (section.last + 1 - section.first)
    return titles


def _lead(passage: Passage, titles: Sequence[str], evidence: Evidence, *, far: bool) -> str:
    """The heading and the sentence before, in canonical form and without values; "" when there is nothing."""
    paragraph = evidence.document.paragraphs[passage.paragraph]
    if paragraph.cell is not None:
        return _row_lead(passage, evidence)
    before = [other for other in evidence.by_paragraph[passage.paragraph] if other.end <= passage.start]
    if far and not before:
        before = list(_paragraph_before(passage, evidence))
    title = separated(fold(titles[passage.paragraph]))
    sentence = " ".join(other.canonical[other.own :] for other in before[-_SENTENCES_BEFORE:])
    if not title.strip() and not sentence.strip():
        return ""
    return _without_values(f"{title} {sentence[-_LONGEST_LEAD:]} ")


def _begins(passage: Passage, evidence: Evidence) -> bool:
    """Whether the passage begins its paragraph, behind another paragraph of the chapter."""
    first = evidence.by_paragraph[passage.paragraph][0]
    return first.start == passage.start and bool(_paragraph_before(passage, evidence))


def _paragraph_before(passage: Passage, evidence: Evidence) -> Sequence[Passage]:
    """The sentences of the paragraph before the passage's, when both stand in one numbered chapter."""
    index = passage.paragraph - 1
    chapter = evidence.chapters[passage.paragraph]
    if index < 0 or chapter < 0 or evidence.chapters[index] != chapter:
        return ()
    return evidence.by_paragraph.get(index, ())


def _row_lead(passage: Passage, evidence: Evidence) -> str:
    """The other cells of the row."""
    cell = evidence.document.paragraphs[passage.paragraph].cell
    rows = evidence.document.tables[cell.table].rows if cell else ()
    others = (
        [part.text for part in rows[cell.row] if part.column != cell.column] if cell and cell.row < len(rows) else []
    )
    return _without_values(separated(fold(" ".join(others)))[-_LONGEST_LEAD:] + " ") if others else ""


def _without_values(lead: str) -> str:
    lead = lead.replace(";", " ")
    for value in reversed(scan_values(lead)):
        lead = lead[: value.start] + "q" * (value.end - value.start) + lead[value.end :]
    return lead


class Excuses:
    """What the ``unless`` phrases of a pattern take out: single values, or whole sentences.

    The phrases are looked for in a view when it is first asked for: patterns ask for few.
    """

    def __init__(self, views: Views, phrases: Sequence[Phrase]) -> None:
        self._views = views
        self._phrases = phrases
        self._texts: dict[int, str | None] = {}

    def masked(self, view: View) -> str | None:
        """Return the view's text without the excused values; None when the whole sentence is excused."""
        if id(view) not in self._texts:
            taken = self._taken(view)
            self._texts[id(view)] = None if taken is None else masked(view, taken) if taken else view.text
        return self._texts[id(view)]

    @cached_property
    def _find(self) -> Callable[[View], Iterator[re.Match[str]]]:
        return self._views.finder(self._phrases)

    def _taken(self, view: View) -> list[Value] | None:
        """The excused values of a view; None for the whole sentence."""
        taken: list[Value] = []
        for match in self._find(view):
            value = view.value_at(match.start("value")) if "value" in match.re.groupindex else None
            if value is None:
                return None
            while value is not None:  # "late by 30 days on 5 days' warning": both are excused
                taken += [value] if value not in taken else []
                other = match.re.match(with_barriers(masked(view, taken)), match.start())
                value = view.value_at(other.start("value")) if other else None
        return taken
