"""How much of what a lawyer would mark does the checker mark? Measured on drafts by another hand than the rules.

The held-out drafts are tests/drafts/*.txt, each with a truth file that names its risks (with quotes), missing families,
families turned round, inconsistencies, facts, and near misses: sentences that look risky and are fair. Nothing in the
library is tuned on them. The drafts of tests/drafts/development and examples/vendor_draft.docx, by other hands than the
rules too, are there to learn from; --development measures on those. The six of tests/drafts/unusual, in manners and words
far from the usual, are not learnt from either; --unusual measures on those.

- A risk is found when a finding of medium or above, that is not about something missing, overlaps its quote, or
  stands in the same paragraph with the same family.
- Precision: the share of critical and high findings with a quote that overlap a labelled risk.
- Missing families: F1 over the families that the kind of contract must have.
- A near miss is flagged when a finding of medium or above overlaps its quote. "-weak" findings, which quote a clause
  to say what it lacks, are also told apart.
- An inconsistency is found when a finding of that kind (any severity) overlaps its quote; the others are told as wrong,
  but for the other place of a conflict that is found: "30 days here, 14 days in 8.2" and "14 days here, 30 days in 3".
- Right by certainty: of the findings of medium and above that quote a risk, how many overlap a labelled one.
- Read yourself: how many passages of the list overlap a labelled risk, and how many risks that no finding told stand
  in the list.

Run: python benchmarks/drafts/measure.py [--development | --unusual] [-v] [name ...]
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from contractkit.check import check_document
from contractkit.document import Document
from contractkit.findings import SEVERITIES, Finding, Report
from contractkit.library.catalogue import Library
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.word.read import read_document

PROJECT = Path(__file__).resolve().parents[2]
DRAFTS = PROJECT / "tests" / "drafts"
SERIOUS = SEVERITIES[:2]
NOTED = SEVERITIES[:3]
_VALUES = re.compile(r"\((?:[^()]*: )?([^()]+?) here, ([^()]+?) in ")


@dataclass(frozen=True, slots=True)
class Measured:
    """A draft with its truth and its report."""

    name: str
    document: Document
    truth: dict[str, list[Any]]
    report: Report

    def overlapping(self, quote: str, severities: tuple[str, ...] = NOTED) -> list[Finding]:
        """Return the findings of these severities with a quote that shares a character with ``quote``."""
        spans = [
            (paragraph.index, paragraph.text.index(quote))
            for paragraph in self.document.paragraphs
            if quote in paragraph.text
        ]
        return [
            finding
            for finding in self.marked(severities)
            if any(
                finding.paragraph == index and (finding.start or 0) < start + len(quote) and start < (finding.end or 0)
                for index, start in spans
            )
        ]

    def marked(self, severities: tuple[str, ...] = NOTED) -> list[Finding]:
        """Return the findings of these severities that quote something and are not about something missing."""
        return [f for f in self.report.findings if f.severity in severities and f.quote and f.kind != "missing"]

    def finds(self, risk: dict[str, Any]) -> bool:
        """Return whether a finding tells the risk."""
        places = {p.index for p in self.document.paragraphs if risk["quote"] in p.text}
        beside = any(f.paragraph in places and f.family == risk["family"] for f in self.marked())
        return beside or bool(self.overlapping(risk["quote"]))

    def strays(self) -> list[Finding]:
        """Return the critical and high findings that overlap no labelled risk."""
        told = {f.id for risk in self.truth["risks"] for f in self.overlapping(risk["quote"], SERIOUS)}
        return [finding for finding in self.marked(SERIOUS) if finding.id not in told]

    def other_inconsistencies(self) -> list[Finding]:
        """Return the findings on consistency that no labelled inconsistency explains."""
        planted = self.truth.get("inconsistencies", ())
        known = [f for defect in planted for f in self.overlapping(defect["quote"], SEVERITIES)]
        conflicts = {values_in_conflict(finding) for finding in known} - {None}
        told = [f for f in self.report.findings if f.kind == "consistency"]
        return [f for f in told if f not in known and values_in_conflict(f) not in conflicts]

    def families(self) -> tuple[set[str], set[str]]:
        """Return (families truly missing, families told missing), of those that such a contract must have."""
        needed = {family.id: family.status for family in self.report.families if family.need == "must"}
        told = {family for family, status in needed.items() if status == "missing"}
        return set(self.truth["missing"]) & set(needed), told

    def inverted(self) -> set[str]:
        """Return the families that the report calls turned round, as a whole or in part."""
        whole = {family.id for family in self.report.families if family.status == "inverted"}
        return whole | {f.family for f in self.report.findings if f.kind == "inverted" or f.rule.endswith("-inverted")}

    def facts(self) -> tuple[set[tuple[str, float, str]], set[tuple[str, float, str]]]:
        """Return (true facts, facts told) as name, value and unit."""
        true = {(fact["name"], float(fact["value"]), fact["unit"]) for fact in self.truth["facts"]}
        return true, {(fact.name, fact.value, fact.unit) for fact in self.report.facts}


def values_in_conflict(finding: Finding) -> tuple[str, frozenset[str]] | None:
    """Return the rule and the two values of a finding on values that disagree; None for other findings."""
    told = _VALUES.search(finding.message)
    return (finding.rule, frozenset(told.groups())) if told else None


def held_out() -> list[Path]:
    """Return the drafts that nothing is tuned on."""
    return sorted(DRAFTS.glob("*.txt"))


def development() -> list[Path]:
    """Return the drafts to learn from."""
    return [PROJECT / "examples" / "vendor_draft.docx", *sorted((DRAFTS / "development").glob("*.txt"))]


def unusual() -> list[Path]:
    """Return the drafts in manners and words far from the usual."""
    return sorted((DRAFTS / "unusual").glob("*.txt"))


def measure(paths: Iterable[Path], library: Library) -> Iterator[Measured]:
    """Yield every draft, checked."""
    for path in paths:
        if path.suffix == ".docx":
            document = read_document(path)
        else:
            document = document_from_text(path.read_text(encoding="utf-8"), path.name)
        truth = yaml.safe_load(path.with_suffix(".truth.yaml").read_text(encoding="utf-8"))
        yield Measured(path.stem, document, truth, check_document(document, library=library))


def main() -> None:
    """Print the numbers of each draft and of all; with -v also what was missed and what was marked wrongly."""
    about, _, explained = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=about, epilog=explained, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="measure these drafts only, by their names without ending")
    sets = parser.add_mutually_exclusive_group()
    sets.add_argument(
        "--development", dest="drafts", action="store_const", const=development, default=held_out,
        help="measure on the drafts to learn from",
    )  # fmt: skip
    sets.add_argument(
        "--unusual", dest="drafts", action="store_const", const=unusual, help="measure on drafts far from the usual"
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="show what was missed and what was marked wrongly")
    options = parser.parse_args()
    paths = {path.stem: path for path in options.drafts()}
    unknown = [name for name in options.names if name not in paths]
    if unknown:
        parser.error(f"there is no draft {', '.join(unknown)}; there are: {', '.join(paths)}")
    measured = list(measure([paths[name] for name in options.names or paths], load_library()))
    for item in measured:
        print(*_lines(item.name, [item]), sep="\n")
        if options.verbose:
            print(*_details(item), sep="\n")
    print(*_lines("all", measured), sep="\n")


def _lines(title: str, measured: list[Measured]) -> Iterator[str]:
    yield f"\n{title}"
    for severity in (*SEVERITIES, "all"):
        risks = [(item, risk) for item in measured for risk in item.truth["risks"]]
        chosen = [(item, risk) for item, risk in risks if severity in (risk["severity"], "all")]
        if chosen:
            yield f"  risks, {severity:9} {_share(sum(item.finds(risk) for item, risk in chosen), len(chosen))}"
    if any(item.truth["risks"] for item in measured):
        marked = [item for item in measured if item.truth["risks"]]
        serious = sum(len(item.marked(SERIOUS)) for item in marked)
        yield f"  precision, serious {_share(serious - sum(len(item.strays()) for item in marked), serious)}"
    yield _missing_line(measured)
    turned = [(item, family) for item in measured for family in item.truth["inverted"]]
    if turned:
        yield f"  inversions       {_share(sum(family in item.inverted() for item, family in turned), len(turned))}"
    true = sum(len(item.facts()[0]) for item in measured)
    told = sum(len(item.facts()[1]) for item in measured)
    hit = sum(len(item.facts()[0] & item.facts()[1]) for item in measured)
    yield f"  facts            {_share(hit, true)}, {told - hit} others told"
    misses = [item.overlapping(miss["quote"]) for item in measured for miss in item.truth["near_misses"]]
    flagged = sum(bool(found) for found in misses)
    weak = sum(bool(found) and all(f.rule.endswith("-weak") for f in found) for found in misses)
    yield f"  near misses flagged {_share(flagged, len(misses))}, {weak} of them only as weak"
    yield from _inconsistency_lines(measured)
    yield _certainty_line(measured)
    yield from _attention_lines(measured)
    for item in measured:
        if not item.truth["risks"]:
            yield f"  wrong findings at medium or above on the fair {item.name}: {len(_wrong(item))}"


def _inconsistency_lines(measured: list[Measured]) -> Iterator[str]:
    planted = [(item, defect) for item in measured for defect in item.truth.get("inconsistencies", ())]
    told = [(item, f) for item in measured for f in item.report.findings if f.kind == "consistency"]
    if planted or told:
        hit = [
            (item, d)
            for item, d in planted
            if any(f.kind == "consistency" for f in item.overlapping(d["quote"], SEVERITIES))
        ]
        others = sum(len(item.other_inconsistencies()) for item in measured)
        yield f"  inconsistencies  {_share(len(hit), len(planted))}, {others} others told"


def _certainty_line(measured: list[Measured]) -> str:
    """How many findings of each certainty are right, of those of medium and above that quote a risk."""
    told = [(item, f) for item in measured for f in item.marked() if f.kind in ("risk", "inverted")]
    right = {
        (item.name, f.id) for item in measured for risk in item.truth["risks"] for f in item.overlapping(risk["quote"])
    }
    shares = []
    for certainty in ("high", "medium", "low"):
        some = [(item.name, f.id) for item, f in told if f.certainty == certainty]
        shares.append(f"{certainty} {sum(key in right for key in some)} of {len(some)}")
    return f"  right by certainty {', '.join(shares)}"


def _attention_lines(measured: list[Measured]) -> Iterator[str]:
    passages = [(item, entry.quote) for item in measured for entry in item.report.attention if entry.quote]
    if not passages:
        return
    quotes = [(item, risk["quote"]) for item in measured for risk in item.truth["risks"] if not item.finds(risk)]
    risky = [quote for item, quote in passages if any(_touch(quote, risk["quote"]) for risk in item.truth["risks"])]
    shown = [risk for item, risk in quotes if any(_touch(entry.quote, risk) for entry in item.report.attention)]
    yield f"  read yourself    {_share(len(risky), len(passages))} risky; holds {len(shown)} of {len(quotes)} risks not found"
    serious = [(item, risk) for item in measured for risk in item.truth["risks"] if risk["severity"] in SERIOUS]
    met = [
        risk
        for item, risk in serious
        if item.finds(risk) or any(_touch(entry.quote, risk["quote"]) for entry in item.report.attention)
    ]
    yield f"  critical and high, found or listed there {_share(len(met), len(serious))}"


def _touch(one: str, other: str) -> bool:
    return bool(one) and (one in other or other in one)


def _missing_line(measured: list[Measured]) -> str:
    sets = [item.families() for item in measured]
    hit = sum(len(true & told) for true, told in sets)
    true, told = sum(len(true) for true, _ in sets), sum(len(told) for _, told in sets)
    f1 = 2 * hit / (true + told) if true + told else 1.0
    return f"  missing families F1 {f1:.2f} ({hit} of {true} found, {told - hit} wrong)"


def _wrong(item: Measured) -> list[Finding]:
    """All findings of medium or above on a fair contract, but for families that truly are not there."""
    return [f for f in item.report.findings if f.severity in NOTED and not _is_missing(f, item)]


def _is_missing(finding: Finding, item: Measured) -> bool:
    return finding.kind == "missing" and finding.family in item.truth["missing"]


def _share(part: int, whole: int) -> str:
    return f"{part:3} of {whole:3}  {part / whole:.0%}" if whole else "none"


def _details(item: Measured) -> Iterable[str]:
    yield from (
        f"  MISSED {r['severity']} {r['id']}: {r['quote'][:90]}" for r in item.truth["risks"] if not item.finds(r)
    )
    yield from (f"  STRAY {f.severity} {f.rule}: {f.quote[:110]}" for f in item.strays())
    true, told = item.families()
    yield f"  NOT TOLD MISSING {sorted(true - told)}  WRONGLY MISSING {sorted(told - true)}"
    yield f"  INVERTED true {item.truth['inverted']} told {sorted(item.inverted())}"
    facts, found = item.facts()
    yield f"  FACTS missed {sorted(facts - found)} others {sorted(found - facts)}"
    for miss in item.truth["near_misses"]:
        yield from (f"  NEAR MISS {f.severity} {f.rule}: {f.quote[:110]}" for f in item.overlapping(miss["quote"]))
    if not item.truth["risks"]:
        yield from (f"  WRONG {f.severity} {f.rule}: {f.quote[:110]}" for f in _wrong(item))


if __name__ == "__main__":
    main()
