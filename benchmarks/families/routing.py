"""To which family does the text model send a passage of ours that it has not learnt from?

Each source of texts (all wordings of a family, one rule's examples, one risk, one check, one aim) is scored by a model that has not
learnt from it. Top 1 and top 3: whether the right family is the best, or among the three best, of all. Sure: how many passages reach
their family's score for "sure", and how many reach that of a family that is not theirs (a passage often does the job of
several families, so not all of these are wrong).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from corpus import SAMPLE, Corpus
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def routing_table(corpus: Corpus, scores: Scores, sure: Scores) -> Iterator[str]:
    """Yield the lines of the table; ``scores`` are of passages by models that had not learnt from them."""
    own = corpus.columns("own")
    families = [corpus.outputs[column][1] for column in own]
    at = np.flatnonzero(corpus.contract_of < 0)
    kinds: defaultdict[str, list[int]] = defaultdict(list)
    for row, text in zip(at, corpus.own, strict=True):
        if text.family in families and not text.source.startswith(SAMPLE):
            kinds[text.source.split()[0]].append(row)
    kinds["all"] = [row for rows in kinds.values() for row in rows]
    yield "| own texts | passages | top 1 | top 3 | sure | sure of another |"
    yield "|---|--:|--:|--:|--:|--:|"
    true = {
        row: families.index(text.family) for row, text in zip(at, corpus.own, strict=True) if text.family in families
    }
    for kind, rows in kinds.items():
        of_rows, right = scores[np.ix_(rows, own)], np.array([true[row] for row in rows])
        rank = (of_rows > of_rows[np.arange(len(rows)), right][:, None]).sum(axis=1)
        reached = of_rows >= sure[own]
        hits = reached[np.arange(len(rows)), right]
        others = reached.sum(axis=1) - hits > 0
        shares = [(rank == 0).mean(), (rank < 3).mean(), hits.mean(), others.mean()]
        yield f"| {kind} | {len(rows)} | {' | '.join(f'{share:.2f}' for share in shares)} |"


def headed_table(corpus: Corpus, scores: Scores, sure: Scores) -> Iterator[str]:
    """Yield how sure the model is, without their headings counting for it, of passages under a family's own heading in
    contracts that it has not learnt from: recall, and precision among all passages judged."""
    yield "| family | passages under its heading | recall when sure | precision when sure |"
    yield "|---|--:|--:|--:|"
    rows = corpus.contract_of >= 0
    for column in corpus.columns("own"):
        hits, judged = corpus.hits[rows, column], ~corpus.unsure[rows, column]
        if hits.sum() >= 50:
            told = scores[rows, column] >= sure[column]
            right = (told & hits).sum()
            yield (
                f"| {corpus.outputs[column][1]} | {hits.sum()} | {right / hits.sum():.2f} | "
                f"{right / max(1, (told & judged).sum()):.2f} |"
            )
