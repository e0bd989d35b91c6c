"""The project's own texts about each clause family: what the text model learns of families that CUAD does not label.

Sources: the library's wordings, the examples of its rules, what its elements say, sample_clauses.yaml beside this file, and
the research catalogues of risks, checks and aims (shared/reference). Each text carries its source, so that a source can be held out as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from contracts import SHARED

from contractkit.evidence import gather_evidence
from contractkit.library.catalogue import Library
from contractkit.library.suggestion import suggestion_text
from contractkit.plain import document_from_text
from contractkit.trial import EXAMPLE_ROLES

_TRACE_ROW = re.compile(r"^\| (T\d+) \|[^|]*\|(?P<statement>[^|]*)\|(?P<families>[^|]*)\|")


@dataclass(frozen=True, slots=True)
class OwnText:
    """One passage in canonical text, the heading that it stands under (or ""), the family, and where it comes from."""

    text: str
    heading: str
    family: str
    source: str


def own_texts(library: Library) -> list[OwnText]:
    """Return every own passage of every family once, in a fixed order."""
    found: dict[tuple[str, str], OwnText] = {}
    for text, heading, family, source in _raw(library):
        for passage in canonical(text):
            if len(passage.split()) >= 4:
                found.setdefault((family, passage), OwnText(passage, heading, family, source))
    return list(found.values())


_Raw = tuple[str, str, str, str]
_SAMPLES = Path(__file__).with_name("sample_clauses.yaml")


def sample_clauses(kind: str) -> dict[str, list[str]]:
    """Return sentences of our own by CUAD category (kind "cuad") or by family ("own")."""
    samples: dict[str, list[str]] = yaml.safe_load(_SAMPLES.read_text(encoding="utf-8"))[kind]
    return samples


def canonical(text: str) -> list[str]:
    """Return the passages of a text in which the parties are called as in our examples."""
    return [p.canonical for p in gather_evidence(document_from_text(text), EXAMPLE_ROLES).passages]


def _raw(library: Library) -> Iterator[_Raw]:
    yield from _wordings(library)
    yield from _examples(library)
    yield from _elements(library)
    for family, texts in sample_clauses("own").items():
        yield from ((text, "", family, f"sample {family}") for text in texts)
    yield from _research()


def _wordings(library: Library) -> Iterator[_Raw]:
    titles = {family.id: family.title.en for family in library.families.values()}
    for _, wording in sorted(library.wordings.items()):
        if wording.family in library.families and wording.language == "en":
            text = suggestion_text(wording, "Customer", "Vendor", titles)
            yield text, wording.title, wording.family, f"wordings {wording.family}"  # positions are much alike


def _examples(library: Library) -> Iterator[_Raw]:
    for _, rule in sorted(library.rules.items()):
        for text in (*rule.tests.flag, *rule.tests.accept):
            yield text, "", rule.family, f"rule {rule.id}"


def _elements(library: Library) -> Iterator[_Raw]:
    for family in library.ordered_families():
        yield (
            "\n".join([family.is_, *(element.says for element in family.elements)]),
            "",
            family.id,
            f"says {family.id}",
        )


def _research() -> Iterator[_Raw]:
    reference = SHARED / "reference"
    for risk in yaml.safe_load((reference / "risks.yaml").read_text(encoding="utf-8"))["risks"]:
        texts = [*risk["wordings_en"], risk["preferred_position"], risk["fallback"]]
        yield "\n".join(filter(None, texts)), "", risk["family"], f"risk {risk['id']}"
    for item in yaml.safe_load((reference / "checklist.yaml").read_text(encoding="utf-8"))["items"]:
        yield f"{item['title']}: {'; '.join(item['minimum_content'])}", "", item["family"], f"check {item['id']}"
    for row in map(_TRACE_ROW.match, (reference / "traceability.md").read_text(encoding="utf-8").splitlines()):
        if row:
            for family in re.findall(r"`([\w-]+)`", row["families"])[:1]:
                yield row["statement"].strip(), "", family, f"aim {row[1]}"
