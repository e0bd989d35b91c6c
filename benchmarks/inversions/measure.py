"""Is a protection that is turned round told as turned round, whoever wrote it?

passages.yaml holds, for every family with a duty that a vendor may turn round, four passages that do so and two that
look alike and do not, each in another hand: a law firm's, a start-up's, one translated from German, a table of key terms.
They were written before anybody looked at the phrases of their family. Half of each family's passages, drawn by chance
(the order of their SHA-256), are to learn from; of the other half only the figures are known to whoever changes a rule.

A passage stands under its heading in a small contract of its own. It counts as told where the report says that the
family is turned round, as a whole or in part (as benchmarks/drafts/measure.py counts it), and as told somewhere where
a finding of medium or above quotes it, whatever it is called.

Run: python benchmarks/inversions/measure.py [-v]    (-v shows what was missed or told wrongly in the half to learn from)
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml

from contractkit.check import check_documents
from contractkit.findings import SEVERITIES, Report
from contractkit.library.load import load_library
from contractkit.plain import document_from_text

PASSAGES = Path(__file__).with_name("passages.yaml")
ROLES = {
    "customer": ("Customer", "Client", "Merchant", "Principal", "You", "Your"),
    "vendor": ("Supplier", "Provider", "Service Provider", "Contractor", "Agency", "Vendor", "We", "Us", "Our"),
}
FRAME = "# 1 Services\nThe Supplier answers the shoppers of the Customer by phone and chat.\n# 2 {}\n{}\n# 3 Closing\nThis ends the text.\n"
BODY = range(3, 100)  # paragraphs from the heading of the passage on


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a family, in one hand; ``turned`` when it turns the family's protection round."""

    family: str
    turned: bool
    learn: bool
    hand: str
    heading: str
    text: str

    def contract(self) -> str:
        """Return the small contract in which the passage stands."""
        return FRAME.format(self.heading, self.text)


def passages(path: Path = PASSAGES) -> Iterator[Passage]:
    """Yield every passage of the file; of each family's passages of a kind the first half by SHA-256 is to learn from."""
    for family, kinds in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        for kind, entries in kinds.items():
            drawn = sorted(entries, key=lambda entry: sha256(entry["text"].encode()).hexdigest())
            for number, entry in enumerate(drawn):
                yield Passage(family, kind == "turned", 2 * number < len(drawn), **entry)


def told(report: Report, family: str) -> bool:
    """Return whether the report calls the family turned round, as a whole or in part."""
    if any(item.id == family and item.status == "inverted" for item in report.families):
        return True
    return any(f.family == family and (f.kind == "inverted" or f.rule.endswith("-inverted")) for f in report.findings)


def marked(report: Report) -> bool:
    """Return whether a finding of medium or above quotes the passage, whatever it is called."""
    return any(
        f.severity in SEVERITIES[:3] and f.quote and f.kind != "missing" and f.paragraph in BODY
        for f in report.findings
    )


def main() -> None:
    """Print how many passages are told as turned round, in either half; with -v those of one half that are misjudged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", "--verbose", action="store_true", help="show what is misjudged in the half to learn from")
    verbose = parser.parse_args().verbose
    everything = list(passages())
    documents = [document_from_text(passage.contract(), passage.family) for passage in everything]
    reports = check_documents(documents, library=load_library(), document_type="msa", roles=ROLES)
    judged = list(zip(everything, reports, strict=True))
    for learn in (True, False):
        half = [(passage, report) for passage, report in judged if passage.learn is learn]
        print("to learn from" if learn else "held back", *_lines(half), sep="\n  ")
    if verbose:
        print(*_misjudged([(passage, report) for passage, report in judged if passage.learn]), sep="\n")


def _lines(half: list[tuple[Passage, Report]]) -> Iterator[str]:
    turned = [(report, passage.family) for passage, report in half if passage.turned]
    fair = [(report, passage.family) for passage, report in half if not passage.turned]
    yield f"told as turned round {_share(sum(told(*item) for item in turned), len(turned))}"
    yield f"told somehow         {_share(sum(told(*item) or marked(item[0]) for item in turned), len(turned))}"
    yield f"fair, told as turned {_share(sum(told(*item) for item in fair), len(fair))}"


def _misjudged(half: list[tuple[Passage, Report]]) -> Iterator[str]:
    for passage, report in half:
        if told(report, passage.family) is not passage.turned:
            status = next(item.status for item in report.families if item.id == passage.family)
            rules = sorted({f.rule for f in report.findings if f.quote and f.paragraph in BODY})
            wrong = "MISSED" if passage.turned else "WRONG"
            yield f"{wrong} {passage.family} ({status}; {passage.hand}) {passage.heading}: {passage.text}\n    {rules}"


def _share(part: int, whole: int) -> str:
    return f"{part:3} of {whole:3}  {part / whole:.0%}"


if __name__ == "__main__":
    main()
