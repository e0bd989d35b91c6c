"""What the text model costs beside a check: loading the weights, and reading drafts of 5,000 and 40,000 words.

Best of several runs, CPU time.

Run: python benchmarks/families/speed.py
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from contractkit.check import check_document
from contractkit.evidence import gather_evidence
from contractkit.family_model.model import family_model
from contractkit.identify import read_passages
from contractkit.plain import document_from_text
from contractkit.roles import find_roles
from contractkit.word.read import read_document

DRAFT = Path(__file__).resolve().parents[2] / "examples" / "vendor_draft.docx"


def main() -> None:
    """Print the times."""
    print(f"loading the weights: {_best(_load):.0f} ms")
    text = "\n".join(f"{p.number} {p.text}".strip() for p in read_document(DRAFT).paragraphs)
    for times in (1, 8):
        document = document_from_text("\n".join([text] * times))
        evidence = gather_evidence(document, find_roles(document))
        alone = _best(lambda: read_passages(evidence))  # noqa: B023 - called at once
        whole = _best(lambda: check_document(document))  # noqa: B023 - called at once
        print(
            f"{document.words:,} words, {len(evidence.passages):,} passages: {alone:.0f} ms of a check's {whole:.0f} ms"
        )


def _load() -> None:
    family_model.cache_clear()
    family_model()


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times) * 1000


if __name__ == "__main__":
    main()
