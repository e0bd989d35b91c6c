import dataclasses
import functools
import itertools
from collections.abc import Iterable
from pathlib import Path

from contractkit.check import check_document
from contractkit.deal.file import load_deal
from contractkit.document import Document
from contractkit.draft import draft_manuscript
from contractkit.evidence import gather_evidence
from contractkit.findings import Report
from contractkit.library.load import load_library
from contractkit.library.models import InterlockRule, Rule
from contractkit.manuscript import AnyBlock, Block, Inline, Manuscript, Reference, SignatureBlock, TableBlock, Text
from contractkit.plain import document_from_text
from contractkit.roles import find_roles
from contractkit.rules.context import Context
from contractkit.trial import EXAMPLE_ROLES
from contractkit.word.read import read_document
from contractkit.word.render import render_manuscript

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = load_library()
ROLES = {"customer": EXAMPLE_ROLES.customer, "vendor": EXAMPLE_ROLES.vendor}
ABSENT = {"missing", "inverted", "weak"}
# A whole contract takes a second to check, so examples that cannot touch each other are planted in one: rules that
# judge a sentence or a table where it stands, each under a heading of its own.
_JUDGE_IN_PLACE = ("forbidden", "limit", "table")
_MOST_TOGETHER = 48


@functools.cache
def drafted() -> Manuscript:
    return draft_manuscript(load_deal(ROOT / "examples" / "deal.yaml"), "agreement", LIBRARY)


def check(manuscript: Manuscript) -> Report:
    return judge(read(manuscript))


def read(manuscript: Manuscript) -> Document:
    return read_document(render_manuscript(manuscript, LIBRARY.shell("agreement").read_bytes()))


def judge(document: Document) -> Report:
    return check_document(document, library=LIBRARY, document_type="msa", roles=ROLES)


def statuses(document: Document, families: Iterable[str]) -> dict[str, str]:
    """The statuses that a report tells, without the rest of the report, which takes ten times as long.

    A family that a sentence refuses is "missing" here and "inverted" in a report.
    """
    context = Context(gather_evidence(document, find_roles(document, ROLES)), LIBRARY)
    return {family: context.judgement(family).status for family in families}


def without(manuscript: Manuscript, families: set[str]) -> Manuscript:
    """The contract with the clauses of some families cut out; references to them become plain text."""
    kept = [block for block in manuscript.blocks if not _belongs(block, families)]
    anchors = {block.anchor for block in kept if isinstance(block, Block) and block.anchor}
    return dataclasses.replace(manuscript, blocks=tuple(_unlinked(block, anchors) for block in kept))


def _belongs(block: AnyBlock, families: set[str]) -> bool:
    clause = "execution" if _serves_to_sign(block) else getattr(block, "clause", "")
    return clause.split(".")[0] in families


def _serves_to_sign(block: AnyBlock) -> bool:
    """A place to sign, or the title over it: they belong to the clause that says who signs."""
    if isinstance(block, Block):
        return block.kind == "signature-heading" or (block.kind == "part-heading" and not block.number)
    return isinstance(block, SignatureBlock)


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
    return _with_blocks(manuscript, _blocks(example))


def planted_together(manuscript: Manuscript, examples: Iterable[str]) -> Manuscript:
    """The contract with several examples behind the last clause of the body, each under its ``heading_of``."""
    blocks: list[AnyBlock] = []
    for number, example in enumerate(examples):
        blocks += [Block("title", (Text(heading_of(number)),)), *_blocks(example)]
    return _with_blocks(manuscript, [*blocks, Block("title", (Text(heading_of(-1)),))])


def heading_of(number: int) -> str:
    """The heading over an example; that of -1 ends the last."""
    return f"Further Term {number + 1}"


def _with_blocks(manuscript: Manuscript, blocks: list[AnyBlock]) -> Manuscript:
    at = next(i for i, b in enumerate(manuscript.blocks) if _ends_body(b, i))
    return dataclasses.replace(manuscript, blocks=(*manuscript.blocks[:at], *blocks, *manuscript.blocks[at:]))


def _blocks(example: str) -> list[AnyBlock]:
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
    return blocks


def _ends_body(block: AnyBlock, index: int) -> bool:
    return isinstance(block, SignatureBlock) or (
        index > 20 and isinstance(block, Block) and block.kind == "part-heading"
    )


def needed_absences(rule: Rule) -> set[str]:
    """Families that an interlock wants absent, or without the element that it names."""
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


def groups(rules: Iterable[Rule]) -> tuple[list[list[Rule]], list[Rule]]:
    """Rules whose examples may share a contract, in even groups, and the rules that need one alone."""
    sharing: list[Rule] = []
    alone: list[Rule] = []
    for rule in rules:
        shares = rule.kind in _JUDGE_IN_PLACE and not any(name in LIBRARY.rules for name in rule.replaces)
        (sharing if shares else alone).append(rule)
    number = -(-len(sharing) // _MOST_TOGETHER)
    # Rules next to each other are often of one kind of risk, so each goes to another contract.
    return [sharing[first::number] for first in range(number)], alone


def places(document: Document, number_of_examples: int) -> list[range]:
    """The paragraphs of each example that ``planted_together`` planted."""
    at = {paragraph.text: paragraph.index for paragraph in document.paragraphs}
    heads = [at[heading_of(number)] for number in (*range(number_of_examples), -1)]
    return [range(head + 1, following) for head, following in itertools.pairwise(heads)]
