"""Clauses that the document lacks: where they belong in it, and in which words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from contractkit.deal import Deal
from contractkit.document import Document, Paragraph, Section
from contractkit.findings import SEVERITIES, Finding, Report, Severity
from contractkit.library.catalogue import Library
from contractkit.library.models import Family, Wording
from contractkit.library.suggestion import Manner, suggestion_paragraphs
from contractkit.review.chapters import chapter_of, defines_terms, is_part
from contractkit.review.tables import tables_as_items
from contractkit.word.marks import Insertion

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BLANK = re.compile(r"\[[^\]]{2,120}\]")


@dataclass(frozen=True, slots=True)
class NewClause:
    """A clause to add for one finding: where, in which words, and the blanks that a person must fill."""

    finding: str
    insertion: Insertion
    family: str
    title: str
    near: str
    blanks: tuple[str, ...]

    @property
    def text(self) -> str:
        """The new paragraphs, one a line."""
        return "\n".join(self.insertion.paragraphs)


def new_clauses(
    report: Report, document: Document, library: Library, manner: Manner, at_least: Severity = "high",
    *, deal: Deal | None = None,
) -> list[NewClause]:  # fmt: skip
    """Return a clause for each finding of at least this severity that says that one is missing.

    A rule with ``redline: {insert: true}`` counts as such a finding. Each clause goes to the end of the section that
    does a related job, so that no other number of the document changes. ``deal`` fills the tables of our clauses.
    """
    worst = SEVERITIES[: SEVERITIES.index(at_least) + 1]
    writer = _Writer(document, library, manner, deal)
    found: list[NewClause] = []
    for finding in report.findings:
        family = _asked_family(finding, library)
        if family is None or finding.severity not in worst or any(family.id == clause.family for clause in found):
            continue
        wording = _wording(finding, family, library)
        place = _place(document, report, library, family)
        if wording is not None and place is not None:
            found.append(writer.clause(finding, wording, family, place))
    return found


def _asked_family(finding: Finding, library: Library) -> Family | None:
    """The family whose clause is to be added, None when the finding asks for none."""
    if finding.kind == "missing" and finding.rule == f"{finding.family}-missing":
        return library.families.get(finding.family)
    rule = library.rules.get(finding.rule)
    if rule is not None and rule.redline is not None and rule.redline.insert:
        return library.families.get(rule.ask.family or rule.family)
    return None


def _wording(finding: Finding, family: Family, library: Library) -> Wording | None:
    position = finding.suggestion.position if finding.suggestion else "preferred"
    return library.wording(family.id, position)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes clauses of the library in the manner of one document."""

    document: Document
    library: Library
    manner: Manner
    deal: Deal | None

    def clause(self, finding: Finding, wording: Wording, family: Family, place: Section) -> NewClause:
        """Return the clause, to stand at the end of a section."""
        titles = {item.id: item.title.en for item in self.library.families.values()}
        main, below = _models(self.document, place)
        paragraphs = suggestion_paragraphs(wording, titles, self.manner)
        paragraphs += tables_as_items(wording, self.deal, self.library, self.manner)
        items = paragraphs if below is not None else _run_together(paragraphs)
        texts = [text for _, text in items]
        texts[0] = f"{family.title.en}. {texts[0]}"
        likes = tuple(below if depth and below is not None else main for depth, _ in items)
        insertion = Insertion(place.last, tuple(texts), like=main, key=finding.id, likes=likes)
        blanks = tuple(dict.fromkeys(_BLANK.findall(" ".join(texts))))
        return NewClause(finding.id, insertion, family.id, family.title.en, place.address or place.title, blanks)


def _run_together(paragraphs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The paragraphs with each list of items written into its lead-in: "Vendor must: (a) …; (b) …"."""
    joined: list[tuple[int, str]] = []
    letter = 0
    for depth, text in paragraphs:
        letter = letter + 1 if depth else 0
        if depth and joined:
            joined[-1] = (0, f"{joined[-1][1]} ({_LETTERS[(letter - 1) % 26]}) {text}")
        else:
            joined.append((0, text))
    return joined


def _models(document: Document, place: Section) -> tuple[int, int | None]:
    """The paragraphs that a sub-clause and an item below it should look like; no item where labels are typed."""
    inside = [section for section in document.sections if section.parent == place.index]
    if not inside:
        return _last_text(document, place), None
    main = inside[-1].first
    children = {child.index for child in document.sections if _same_kind(document, child, inside[-1])}
    nested = [section.first for section in document.sections if section.parent in children and section.number]
    automatic = [at for at in nested if _is_automatic(document.paragraphs[at])]
    return main, automatic[-1] if automatic and _is_automatic(document.paragraphs[main]) else None


def _same_kind(document: Document, one: Section, other: Section) -> bool:
    first, second = document.paragraphs[one.first], document.paragraphs[other.first]
    return one.level == other.level and first.style == second.style and first.origin == second.origin


def _is_automatic(paragraph: Paragraph) -> bool:
    return bool(paragraph.number) and not paragraph.text.lstrip().startswith(paragraph.number) and not paragraph.cell


def _last_text(document: Document, place: Section) -> int:
    texts = [
        paragraph.index
        for paragraph in document.paragraphs[place.first : place.last + 1]
        if paragraph.cell is None and paragraph.text.strip() and not paragraph.heading
    ]
    return texts[-1] if texts else place.last


def _place(document: Document, report: Report, library: Library, family: Family) -> Section | None:
    """The chapter at whose end the clause belongs: of a related family, of its group, or the last of the main body."""
    standing = {status.id: status.sections for status in report.families if status.sections}
    backwards = {other.id for other in library.families.values() if family.id in other.related}
    weight: Counter[int] = Counter()
    for near, addresses in standing.items():
        other = library.families[near]
        value = 3 * (near in family.related) + 2 * (near in backwards) + (other.group == family.group)
        around = {chapter_of(document, address) for address in addresses} if value else set()
        for chapter in around:
            if chapter is not None and _takes_clauses(document, chapter):
                weight[chapter.index] += value
    if weight:
        return document.sections[max(weight, key=lambda index: (weight[index], index))]
    chapters = [section for section in document.sections if _takes_clauses(document, section) and _is_main(section)]
    return chapters[-1] if chapters else _anything(document)


def _is_main(section: Section) -> bool:
    return bool(section.number) and re.match(r"(?i)schedule|annex|appendix|exhibit|recital|\(", section.address) is None


def _takes_clauses(document: Document, section: Section) -> bool:
    """Whether sub-clauses can be added below: a numbered chapter that does not end in a table and defines no terms."""
    last = document.paragraphs[section.last]
    parent = document.sections[section.parent] if section.parent is not None else None
    deep = parent is not None and bool(parent.number) and not is_part(parent)
    ends_in_text = last.cell is None and last.origin == "body"
    return bool(section.number) and not deep and ends_in_text and not defines_terms(section)


def _anything(document: Document) -> Section | None:
    """For a document without numbers: its last headed part, or None when it has no parts at all."""
    parts = [item for item in document.sections if _plain_end(document.paragraphs[item.last])]
    return parts[-1] if parts else None


def _plain_end(paragraph: Paragraph) -> bool:
    return paragraph.cell is None and paragraph.origin == "body"
