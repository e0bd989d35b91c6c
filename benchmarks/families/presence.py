"""Which clause families stand in a contract? Measured against the public CUAD labels.

Method: every contract of the data set is read as plain text; a family counts as present when its status is not
"missing"; it truly is present when one of its CUAD categories has an answer. Reported per family: precision, recall,
F1; at the end macro-F1. Nothing is trained here: headings and signal phrases of the clause
library alone; compare.py measures what the text model adds.

Run: python benchmarks/families/presence.py [path of train.json]
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from contractkit.evidence import gather_evidence
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.roles import find_roles
from contractkit.rules.context import Context

CATEGORIES = {
    "parties": ["Parties"], "governing-law": ["Governing Law"], "assignment": ["Anti-Assignment"],
    "third-party-rights": ["Third Party Beneficiary"], "service-credits": ["Liquidated Damages"],
    "non-solicitation": ["No-Solicit Of Employees", "No-Solicit Of Customers"], "price-adjustment": ["Price Restrictions"],
    "minimum-commitment": ["Minimum Commitment"], "most-favoured-customer": ["Most Favored Nation"], "exclusivity": ["Exclusivity"],
    "term": ["Expiration Date"], "renewal": ["Renewal Term", "Notice Period To Terminate Renewal"],
    "termination-for-convenience": ["Termination For Convenience"], "exit-assistance": ["Post-Termination Services"],
    "change-of-control": ["Change Of Control"], "intellectual-property": ["Ip Ownership Assignment", "Joint Ip Ownership"],
    "licence-of-materials": ["License Grant"], "liability-cap": ["Cap On Liability", "Uncapped Liability"], "insurance": ["Insurance"],
    "warranties": ["Warranty Duration"], "audit-rights": ["Audit Rights"], "non-compete": ["Non-Compete"],
}  # fmt: skip


def main() -> None:
    """Print the table."""
    data = Path(os.environ.get("CONTRACTKIT_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else data / "cuad" / "train.json"
    contracts = json.loads(source.read_text(encoding="utf-8"))["data"]
    library = load_library()
    measured = [family for family in CATEGORIES if family in library.families]
    counts = {family: [0, 0, 0, 0] for family in measured}
    started = time.perf_counter()
    for contract in contracts:
        paragraph = contract["paragraphs"][0]
        answered = {qa["id"].rsplit("__", 1)[-1].lower() for qa in paragraph["qas"] if qa["answers"]}
        document = document_from_text(paragraph["context"])
        context = Context(gather_evidence(document, find_roles(document)), library, read_by_model=False)
        for family in measured:
            truth = any(category.lower() in answered for category in CATEGORIES[family])
            seen = context.judgement(family).status != "missing"
            counts[family][2 * (not seen) + (not truth)] += 1
    scores = []
    print(f"{'family':30} {'true':>5} {'prec':>6} {'rec':>6} {'F1':>6}")
    for family, (hit, wrong, missed, _) in counts.items():
        precision, recall = hit / max(hit + wrong, 1), hit / max(hit + missed, 1)
        f1 = 2 * hit / max(2 * hit + wrong + missed, 1)
        scores.append(f1)
        print(f"{family:30} {hit + missed:5} {precision:6.2f} {recall:6.2f} {f1:6.2f}")
    print(
        f"macro-F1 over {len(scores)} families: {sum(scores) / len(scores):.3f}   {time.perf_counter() - started:.1f} s, {len(contracts)} contracts"
    )


if __name__ == "__main__":
    main()
