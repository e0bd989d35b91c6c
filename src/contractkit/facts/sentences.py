"""A document's sentences that hold values: as they stand, with sums of fees, and with what stands before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import cached_property

from contractkit.document import Document
from contractkit.evidence import Evidence, Passage
from contractkit.facts.dates import DATE, parse_date
from contractkit.facts.definitions import Definition, defined_values, find_definitions, term_pattern
from contractkit.facts.labels import labels_of
from contractkit.facts.readings import Reading, Readings
from contractkit.facts.values import Value, scan_values
from contractkit.facts.views import View, Views, marked, masked, with_sums
from contractkit.phrases import Phrase, separated, with_barriers
from contractkit.text import fold

_A_TIME = re.compile(
    r"(?<!\w)(?:annual|year|month|quarter|(?:last|previous|preceding|latest|prior) +\w+ +(?:invoices|bills|retainers"
    r"|instal?lments|payments)(?!\w))"
)
_FIRST_DAY = re.compile(
    r"(?:effective|commenc|start|begin|go live|enter\w* into force|with effect from)(?:\w*)(?: +date)?"
    rf"(?: +(?!until|expir|end)\S+){{0,6}}? +({DATE})"
)
_LONGEST_LEAD = 300
# "The retainer is GBP 9,000. It is due in quiet months too": what the value is stands in the sentence behind it.
_GOES_ON = re.compile(r"\W*(?:it|this|that|they|these|those|such)(?!\w)")
_SENTENCES_BEFORE = 2
_APART = 5  # words from the start of an excuse to the start of a phrase that counts all the same


class Sentences:
    """The sentences of one document, ready for the patterns of facts."""

    def __init__(self, evidence: Evidence, readings: Iterable[Reading] | None = None) -> None:
        self.evidence = evidence
        self._known = evidence.known
        self._given = readings
        self._leads: dict[tuple[int, bool], str] = {}

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """The defined terms that stand for values."""
        return find_definitions(self.evidence)

    @cached_property
    def readings(self) -> Readings:
        """Every sentence that may hold a value or a sum of fees."""
        given = _readings(self.evidence, self.definitions) if self._given is None else self._given
        return Readings(given, self._known)

    @cached_property
    def _titles(self) -> list[str]:
        return _titles(self.evidence.document)

    def _lead(self, passage: Passage, *, far: bool) -> str:
        """What stands before a passage; the rounds of reading ask for the same ones."""
        key = (passage.number, far)
        if key not in self._leads:
            self._leads[key] = self._known.once(_without_values, _lead(passage, self._titles, self.evidence, far=far))
        return self._leads[key]

    def _tail(self, passage: Passage) -> str:
        """The sentence behind a passage that goes on about it, "" when there is none."""
        behind = (other for other in self.evidence.by_paragraph[passage.paragraph] if other.start >= passage.end)
        following = next(behind, None)
        text = following.canonical[following.own :] if following else ""
        return self._known.once(_without_values, text) if _GOES_ON.match(text) else ""

    def _values_of(self, view: View) -> tuple[Value, ...]:
        """The values of a view; of one without any its sums of fees: "six times the monthly invoice"."""
        return view.values or self._known.once(with_sums, view).values

    def _in_table(self, passage: Passage) -> bool:
        return self.evidence.document.paragraphs[passage.paragraph].cell is not None

    def in_place(self, passage: Passage, view: View) -> View:
        """Return a view of a passage read behind its heading and the sentence before, with what goes on about it."""
        lead = self._lead(passage, far=False) if view.own == 0 or self._in_table(passage) else ""
        return self._known.once(_widened, view, lead, self._tail(passage), ())

    def widened(self, used: Set[tuple[int, int]], *, bare: bool = False, far: bool = False) -> Sentences:
        """Return the sentences whose values are not all used, read behind their heading and the sentence before them.

        ``used`` are pairs of a passage's number and the start of a value in it; those values are no longer marked.
        With ``bare`` sentences without a heading or a sentence before them are returned too, each with the sentence
        behind it that goes on about it; with ``far``
        only the first sentences of paragraphs, each read behind the paragraph before it.
        """
        wide: list[Reading] = []
        for passage, view in self.readings.all:
            if far and (self._in_table(passage) or not _begins(passage, self.evidence)):
                continue
            values = self._values_of(view)
            spent = tuple(value for value in values if (passage.number, value.start) in used)
            fresh = len(spent) < len(values)
            lead = self._lead(passage, far=far) if fresh and (view.own == 0 or self._in_table(passage)) else ""
            if lead or (bare and fresh):
                tail = self._tail(passage) if bare and not far else ""
                wide.append(Reading(passage, self._known.once(_widened, view, lead, tail, spent)))
        return Sentences(self.evidence, wide)


def _widened(view: View, lead: str, tail: str, spent: tuple[Value, ...]) -> View:
    moved = tuple(at + len(lead) for at in view.places)
    text = lead + masked(view, spent).replace(";", " ") + (f" {tail}" if tail else "")
    return replace(view, text=text, places=moved, own=len(lead) or view.own)


def _readings(evidence: Evidence, definitions: Mapping[str, Definition]) -> Iterator[Reading]:
    once = evidence.known.once
    terms = term_pattern(definitions)
    begins = _first_day(evidence)
    titles = _titles(evidence.document)
    for passage in evidence.passages:
        text = evidence.document.paragraphs[passage.paragraph].text
        defined = tuple(defined_values(passage, text, definitions, terms)) if terms else ()
        view = once(_view, passage.canonical, passage.own, defined, begins)
        if view is not None:
            labels = labels_of(passage, evidence.document, titles[passage.paragraph], evidence.known)
            yield Reading(passage, once(_labelled, view, labels))


def _labelled(view: View, labels: tuple[str, ...]) -> View:
    return replace(view, labels=labels)


def _view(canonical: str, own: int, defined: tuple[Value, ...], begins: date | None) -> View | None:
    """The view of a passage; None when nothing in it is or may be a value."""
    # "Monthly Base" is one name: how often something comes back is no value of its own there.
    values = [
        value
        for value in _scanned(canonical, own, begins)
        if value.kind != "cycle" or not any(new.start <= value.start < new.end for new in defined)
    ]
    values += [new for new in defined if not any(new.start < value.end and value.start < new.end for value in values)]
    return marked(canonical, own, values) if values or _A_TIME.search(canonical) else None


def _scanned(canonical: str, own: int, begins: date | None) -> list[Value]:
    """The values of a passage; one never spans its context and its own words."""
    if own == 0:
        return list(scan_values(canonical, begins))
    context = scan_values(canonical[:own], begins)
    inside = scan_values(canonical[own:], begins)
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
    """The heading and the sentence before, in canonical form; "" when there is nothing."""
    paragraph = evidence.document.paragraphs[passage.paragraph]
    if paragraph.cell is not None:
        return _row_lead(passage, evidence)
    before = [other for other in evidence.by_paragraph[passage.paragraph] if other.end <= passage.start]
    if far and not before:
        before = list(_paragraph_before(passage, evidence))
    title = evidence.known.once(_folded, titles[passage.paragraph])
    sentence = " ".join(other.canonical[other.own :] for other in before[-_SENTENCES_BEFORE:])
    if not title.strip() and not sentence.strip():
        return ""
    return f"{title} {sentence[-_LONGEST_LEAD:]} "


def _folded(title: str) -> str:
    return separated(fold(title))


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
    return separated(fold(" ".join(others)))[-_LONGEST_LEAD:] + " " if others else ""


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
        self._texts: dict[View, str | None] = {}
        self._taken_of: dict[View, dict[Value, int] | None] = {}

    def masked(self, view: View) -> str | None:
        """Return the view's text without the excused values; None when the whole sentence is excused."""
        if view not in self._texts:
            taken = self._taken(view)
            self._texts[view] = None if taken is None else masked(view, taken) if taken else view.text
        return self._texts[view]

    def spares(self, view: View, value: Value, start: int) -> bool:
        """Whether what is said of the value from ``start`` of the text on stands much nearer to it than every excuse.

        "Told in writing of a breach and leaves it uncured for 40 days" is no 40 days to tell something. A sentence
        that is excused as a whole spares nothing, nor does an excuse that goes on behind the value.
        """
        taken = self._taken(view)
        if taken is None or view.place_of(value) <= start:
            return False
        return value not in taken or len(view.text[taken[value] : start].split()) >= _APART

    @cached_property
    def _find(self) -> Callable[[View], Iterator[re.Match[str]]]:
        return self._views.finder(self._phrases)

    def _taken(self, view: View) -> dict[Value, int] | None:
        """The excused values of a view with where their nearest excuse begins; None for the whole sentence."""
        if view not in self._taken_of:
            self._taken_of[view] = self._sought(view)
        return self._taken_of[view]

    def _sought(self, view: View) -> dict[Value, int] | None:
        taken: dict[Value, int] = {}
        for match in self._find(view):
            value = view.value_at(match.start("value")) if "value" in match.re.groupindex else None
            if value is None:
                return None
            begins = match.start() if match.end("value") == match.end() else len(view.text)
            while value is not None:  # "late by 30 days on 5 days' warning": both are excused
                taken[value] = max(begins, taken.get(value, -1))
                other = match.re.match(with_barriers(masked(view, taken)), match.start())
                value = view.value_at(other.start("value")) if other else None
        return taken
