"""Which clause families stand in a contract? Measured against the public CUAD labels.

Method: every contract of the data set is read as plain text; a family counts as present when its status is not
"missing"; it truly is present when one of its CUAD categories has an answer. Reported per family: precision, recall,
F1; at the end macro-F1. This is the whole checker: headings, signal phrases, elements, and the text model. The model has
learnt from these very contracts, so its share is flattered here; compare.py measures it on contracts that it has not seen.

Run: python benchmarks/families/presence.py [path of train.json]
"""

from __future__ import annotations

import json
import time

from contracts import cuad_file, mapped_families

from contractkit.evidence import gather_evidence
from contractkit.library.load import load_library
from contractkit.plain import document_from_text
from contractkit.roles import find_roles
from contractkit.rules.context import Context


def main() -> None:
    """Print the table."""
    contracts = json.loads(cuad_file().read_text(encoding="utf-8"))["data"]
    categories = mapped_families()
    library = load_library()
    measured = [family for family in categories if family in library.families]
    counts = {family: [0, 0, 0, 0] for family in measured}
    started = time.perf_counter()
    for contract in contracts:
        paragraph = contract["paragraphs"][0]
        answered = {qa["id"].rsplit("__", 1)[-1].lower() for qa in paragraph["qas"] if qa["answers"]}
        document = document_from_text(paragraph["context"])
        context = Context(gather_evidence(document, find_roles(document)), library)
        for family in measured:
            truth = any(category.lower() in answered for category in categories[family])
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
