"""Every rule's own example, planted in a drafted contract, fires that rule and no other at high or above."""

import dataclasses
import functools
from pathlib import Path

import pytest

from contractkit.check import check_document
from contractkit.deal.file import load_deal
from contractkit.draft import draft_manuscript
from contractkit.findings import Report
from contractkit.library.load import load_library
from contractkit.library.models import InterlockRule, Rule
from contractkit.manuscript import AnyBlock, Block, Inline, Manuscript, Reference, SignatureBlock, TableBlock, Text
from contractkit.plain import document_from_text
from contractkit.trial import EXAMPLE_ROLES
from contractkit.word.read import read_document
from contractkit.word.render import render_manuscript

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = load_library()
ROLES = {"customer": EXAMPLE_ROLES.customer, "vendor": EXAMPLE_ROLES.vendor}
ABSENT = {"missing", "inverted", "weak"}


@functools.cache
def drafted() -> Manuscript:
    return draft_manuscript(load_deal(ROOT / "examples" / "deal.yaml"), "agreement", LIBRARY)


def check(manuscript: Manuscript) -> Report:
    data = render_manuscript(manuscript, LIBRARY.shell("agreement").read_bytes())
    return check_document(read_document(data), library=LIBRARY, document_type="msa", roles=ROLES)


def without(manuscript: Manuscript, families: set[str]) -> Manuscript:
    """The contract with the clauses of some families cut out; references to them become plain text."""
    kept = [block for block in manuscript.blocks if not _belongs(block, families)]
    anchors = {block.anchor for block in kept if isinstance(block, Block) and block.anchor}
    return dataclasses.replace(manuscript, blocks=tuple(_unlinked(block, anchors) for block in kept))


def _belongs(block: AnyBlock, families: set[str]) -> bool:
    clause = getattr(block, "clause", "")
    return clause.split(".")[0] in families


def _unlinked(block: AnyBlock, anchors: set[str]) -> AnyBlock:
    if isinstance(block, Block):
        return dataclasses.replace(block, inlines=_plain(block.inlines, anchors))
    if isinstance(block, TableBlock):
        rows = tuple(tuple(_plain(cell, anchors) for cell in row) for row in block.rows)
        return dataclasses.replace(block, rows=rows)
    return block


def _plain(inlines: tuple[Inline, ...], anchors: set[str]) -> tuple[Inline, ...]:
    return tuple(
        Text(part.text) if isinstance(part, Reference) and part.anchor not in anchors else part for part in inlines
    )


def planted(manuscript: Manuscript, example: str) -> Manuscript:
    """The contract with the example's paragraphs and tables behind the last clause of the body."""
    document = document_from_text(example)
    blocks: list[AnyBlock] = []
    tables: set[int] = set()
    for paragraph in document.paragraphs:
        if paragraph.cell is None:
            kind = "title" if paragraph.heading == paragraph.text else "paragraph"
            blocks.append(Block(kind, (Text(paragraph.text),)))
        elif paragraph.cell.table not in tables:
            tables.add(paragraph.cell.table)
            rows = [tuple(cell.text for cell in row) for row in document.tables[paragraph.cell.table].rows]
            width = max(len(row) for row in rows)
            padded = [row + ("",) * (width - len(row)) for row in rows]
            cells = tuple(tuple((Text(cell),) for cell in row) for row in padded[1:])
            blocks.append(TableBlock("Further terms", padded[0], cells))
    at = next(i for i, b in enumerate(manuscript.blocks) if _ends_body(b, i))
    return dataclasses.replace(manuscript, blocks=(*manuscript.blocks[:at], *blocks, *manuscript.blocks[at:]))


def _ends_body(block: AnyBlock, index: int) -> bool:
    return isinstance(block, SignatureBlock) or (
        index > 20 and isinstance(block, Block) and block.kind == "part-heading"
    )


def needed_absences(rule: Rule) -> set[str]:
    """Families that an interlock wants absent, without an element, or without our own value of a fact that it compares."""
    if not isinstance(rule, InterlockRule):
        return set()
    compared = {name for c in rule.when for name in (c.over_fact, c.under_fact) if name}
    holding = {name for name, f in LIBRARY.families.items() if compared & {fact.name for fact in f.facts}}
    return holding | {
        c.family
        for c in rule.when
        if c.family and ((c.status and set(c.status) <= ABSENT) or (c.element and not c.met))
    }


def serious(report: Report) -> dict[str, str]:
    return {f.rule: f.quote for f in report.findings if f.severity in ("critical", "high")}


def fires(report: Report, rule: Rule) -> bool:
    return any(finding.rule == rule.id for finding in report.findings)


# What these miss, or compare with, stands elsewhere in a whole contract of ours, so a planted example has its answer.
ANSWERED = {
    "service-levels-unmeasured", "deletion-clashes-with-retention", "credit-cap-below-one-miss",
    "exit-trigger-beyond-lock", "reference-title-disagrees",
}  # fmt: skip


@pytest.mark.parametrize("rule_id", sorted(ANSWERED))
def test_a_rule_of_absence_is_answered_by_the_rest_of_the_contract(rule_id: str) -> None:
    rule = LIBRARY.rules[rule_id]
    assert not fires(check(planted(drafted(), rule.tests.flag[0])), rule)


# What the credit's wording does to the exit is told beside what it does to the other remedies.
TOLD_BESIDE = {
    "sole-remedy-kills-exit": {"credits-sole-remedy"},
    "subcontracting-defeats-sub-processor-consent": {"free-subcontracting"},
}


@pytest.mark.parametrize("rule_id", sorted(LIBRARY.rules.keys() - ANSWERED))
def test_a_planted_example_fires_its_rule_and_no_other(rule_id: str) -> None:
    rule = LIBRARY.rules[rule_id]
    base = without(drafted(), needed_absences(rule))
    report = check(planted(base, rule.tests.flag[0]))
    assert fires(report, rule), "the rule does not see its own example in a real contract"
    beside = TOLD_BESIDE.get(rule_id, set())
    others = {name: quote for name, quote in serious(report).items() if name != rule_id and name not in beside}
    assert others == {}


# The contract does the job of these in other clauses too, at least in part, so cutting the clause out leaves something.
DONE_ELSEWHERE = {
    # Free wording is recognised by a signal and an element, which the rest of a complete contract holds too.
    "change-of-control", "charges", "expenses-and-taxes", "force-majeure", "invoicing-and-payment", "remediation-plan",
    "renewal", "reporting", "scope-of-services", "service-channels", "service-hours", "termination-for-convenience",
    "variation",
    "agent-authority", "assignment", "breach-notification", "change-control", "compliance-with-laws", "customer-dependencies",
    "data-return-and-deletion", "definitions", "dispute-resolution", "execution", "exit-assistance", "indemnities",
    "intellectual-property", "international-transfers", "knowledge-transfer", "languages-and-culture", "licence-of-materials",
    "order-of-precedence", "parties", "procedures-manual", "standard-of-performance", "supplier-due-diligence", "term",
    "tools-and-integration", "training",
}  # fmt: skip
NEEDED = sorted(
    f.id for f in LIBRARY.families.values() if f.need.get("msa") in ("must", "should") and LIBRARY.wording(f.id)
)


@pytest.mark.parametrize("family", [family for family in NEEDED if family not in DONE_ELSEWHERE])
def test_a_clause_cut_out_is_missed(family: str) -> None:
    report = check(without(drafted(), {family}))
    status = next(item for item in report.families if item.id == family)
    assert status.status != "present", f"still seen in {status.sections}"
