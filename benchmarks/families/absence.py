"""How far can "No clause on ..." be believed? Measured on the labelled drafts to learn from, by what speaks of the clause.

Each draft is judged by a library that lacks every heading and phrase that only this draft, of all of them, needs: so much
does a draft by an unknown hand differ. Told are the families that the kind of contract must or should have and that no
heading, no usual wording and no text model shows, by the place of the sentences on their subject, and how many of
them truly are missing. Families that a sentence refuses are left out: they are told as turned round.

Run: python benchmarks/families/absence.py [name of a draft to leave out ...]
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from contractkit.check import check_document, guess_type
from contractkit.evidence import Evidence, gather_evidence
from contractkit.identify import headed_paragraphs
from contractkit.library.catalogue import Library
from contractkit.library.load import load_library
from contractkit.library.models import Family
from contractkit.plain import document_from_text
from contractkit.roles import find_roles
from contractkit.rules.context import Context
from contractkit.rules.traces import elements_said, neighbours_of, sentences_on
from contractkit.text import fold

DRAFTS = Path(__file__).resolve().parents[2] / "tests" / "drafts" / "development"


def main(left_out: Iterable[str]) -> None:
    """Print the table."""
    library = load_library()
    paths = [path for path in sorted(DRAFTS.glob("*.txt")) if path.stem not in left_out]
    drafts = {path: gather(path) for path in paths}
    users = used_by(library, drafts)
    counts: Counter[tuple[str, str, bool]] = Counter()
    for path, evidence in drafts.items():
        truly = set(yaml.safe_load(path.with_suffix(".truth.yaml").read_text(encoding="utf-8"))["missing"])
        known = without_own_words(library, path.stem, users)
        told = {item.id: item.status for item in check_document(evidence.document, library=known).families}
        context, kind = Context(evidence, known), guess_type(evidence.document)
        for family in known.families.values():
            need = family.need.get(kind)
            if need in ("must", "should") and told.get(family.id) != "inverted" and is_unseen(family.id, context):
                counts[need, place_of_words(family, context), family.id in truly] += 1
    print(f"{'need':7} {'a sentence on the subject stands':40} {'truly missing':>14} {'there':>6}")
    for need, place in sorted({(need, place) for need, place, _ in counts}):
        print(f"{need:7} {place:40} {counts[need, place, True]:14} {counts[need, place, False]:6}")


def gather(path: Path) -> Evidence:
    """Return the draft as evidence."""
    document = document_from_text(path.read_text(encoding="utf-8"), path.name)
    return gather_evidence(document, find_roles(document))


def used_by(library: Library, drafts: dict[Path, Evidence]) -> dict[str, set[str]]:
    """Return for every heading (folded) and phrase of the families the names of the drafts that hold it."""
    users: defaultdict[str, set[str]] = defaultdict(set)
    for path, evidence in drafts.items():
        document = evidence.document
        titles = " | ".join(map(fold, {s.title for s in document.sections} | {p.heading for p in document.paragraphs}))
        for family in library.families.values():
            for heading in map(fold, family.recognise.headings.en):
                if re.search(rf"(?<!\w){re.escape(heading)}(?!\w)", titles):
                    users[heading].add(path.stem)
            for source in _phrases(family):
                if path.stem not in users[source] and any(evidence.find([library.phrase(source)])):
                    users[source].add(path.stem)
    return users


def without_own_words(library: Library, draft: str, users: dict[str, set[str]]) -> Library:
    """Return the library without what the draft alone needs; facts and rules stay."""

    def kept(sources: Iterable[str]) -> list[str]:
        return [source for source in sources if users.get(source) != {draft}]

    def cut(family: Family) -> Family:
        known = family.recognise
        headings = [heading for heading in known.headings.en if users.get(fold(heading)) != {draft}]
        recognise = known.model_copy(
            update={
                "headings": known.headings.model_copy(update={"en": headings}),
                "signals": known.signals.model_copy(update={"en": kept(known.signals.en)}),
                "topics": known.topics.model_copy(update={"en": kept(known.topics.en)}),
            }
        )
        elements = [
            element.model_copy(
                update={"satisfied_by": kept(element.satisfied_by), "defeated_by": kept(element.defeated_by)}
            )
            for element in family.elements
        ]
        return family.model_copy(update={"recognise": recognise, "elements": elements})

    return replace(library, families={name: cut(family) for name, family in library.families.items()})


def is_unseen(family: str, context: Context) -> bool:
    """Return whether no heading, no usual wording and no text model shows the family."""
    judged = context.judgement(family)
    return judged.status == "missing" or bool(judged.scope.traces)


def place_of_words(family: Family, context: Context) -> str:
    """Return where the sentences on the family's subject stand, the place that speaks most for a clause first."""
    families, evidence, phrase = context.library.families, context.evidence, context.library.phrase
    found = list(sentences_on(family, evidence, phrase))
    headed = headed_paragraphs(families.values(), evidence.document)
    hosts = neighbours_of(family, families)
    said = elements_said(family, frozenset(passage.paragraph for passage in found), evidence, phrase)
    if any(not headed.at(passage.paragraph) for passage in found):
        return "in a place that no heading names"
    if any(hosts.issuperset(headed.at(passage.paragraph)) for passage in found):
        return "in the place of a neighbour"
    if any(count > 1 for count in said.values()):
        return "in a stranger's place, with two elements"
    return "in the place of a stranger" if found else "nowhere"


def _phrases(family: Family) -> Iterator[str]:
    yield from (*family.recognise.signals.en, *family.recognise.topics.en)
    for element in family.elements:
        yield from (*element.satisfied_by, *element.defeated_by)


if __name__ == "__main__":
    main(sys.argv[1:])
