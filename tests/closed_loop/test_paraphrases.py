"""A sentence of our own agreement said in other words raises no finding, and its clause is still seen."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml

from contractkit.manuscript import Block, Manuscript, Text
from planting import check, drafted

REWRITINGS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("paraphrases.yaml").read_text(encoding="utf-8")
)
ROUNDS = range(max(len(item["instead"]) for item in REWRITINGS))
NOTED = ("critical", "high", "medium")


def rewritten(manuscript: Manuscript, nth: int) -> Manuscript:
    """The contract with the ``nth`` rewriting of every sentence in the sentence's own place."""
    blocks = list(manuscript.blocks)
    for item in REWRITINGS:
        index = next(i for i, block in enumerate(blocks) if item["original"] in _text(block))
        block = blocks[index]
        assert isinstance(block, Block)
        text = _text(block).replace(item["original"], item["instead"][nth])
        blocks[index] = dataclasses.replace(block, inlines=(Text(text),))
    return dataclasses.replace(manuscript, blocks=tuple(blocks))


def _text(block: object) -> str:
    return "".join(getattr(part, "text", "") for part in block.inlines) if isinstance(block, Block) else ""


@pytest.mark.parametrize("nth", ROUNDS)
def test_what_means_the_same_is_no_finding(nth: int) -> None:
    before, after = check(drafted()), check(rewritten(drafted(), nth))
    known = {finding.id for finding in before.findings}
    told = [
        f"{finding.severity} {finding.rule} at {finding.section}: {finding.quote[:160]}"
        for finding in after.findings
        if finding.severity in NOTED and finding.id not in known
    ]
    assert told == []


@pytest.mark.parametrize("nth", ROUNDS)
def test_the_clauses_are_still_there(nth: int) -> None:
    before = {family.id: family.status for family in check(drafted()).families}
    after = {family.id: family.status for family in check(rewritten(drafted(), nth)).families}
    touched = {item["family"] for item in REWRITINGS}
    assert {name: after[name] for name in touched} == {name: before[name] for name in touched}


def test_each_rewriting_is_another_sentence() -> None:
    texts = [text for item in REWRITINGS for text in (item["original"], *item["instead"])]
    assert len(texts) == len(set(texts))
    assert sum(len(item["instead"]) for item in REWRITINGS) >= 120
