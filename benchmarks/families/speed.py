"""What the text model costs: loading its weights, and scoring drafts of 5,000 and 40,000 words. Best of several runs.

Run: python benchmarks/families/speed.py
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from contractkit.deal.file import load_deal
from contractkit.draft import draft_contract
from contractkit.evidence import gather_evidence
from contractkit.family_model import family_model, recognised
from contractkit.identify import headings_above
from contractkit.library.load import load_library
from contractkit.roles import find_roles
from contractkit.word.read import read_document

DEAL = Path(__file__).resolve().parents[2] / "examples" / "deal.yaml"


def main() -> None:
    """Print the times."""
    print(f"loading the weights: {_best(_load):.1f} ms")
    document = read_document(draft_contract(load_deal(DEAL), "agreement", load_library()))
    evidence = gather_evidence(document, find_roles(document))
    above = headings_above(document)
    passages = [(passage.canonical, above[passage.paragraph]) for passage in evidence.passages]
    for words in (5_000, 40_000):
        texts, headings = zip(*islice(cycle(passages), len(passages) * words // document.words), strict=True)
        model = family_model()
        took = _best(lambda: recognised(model, model.scores(texts, headings)))  # noqa: B023 - called at once
        print(f"{words:,} words, {len(texts):,} passages: {took:.1f} ms")


def _load() -> None:
    family_model.cache_clear()
    family_model()


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(9):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times) * 1000


if __name__ == "__main__":
    main()
