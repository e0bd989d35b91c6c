"""Seeded changes of a drafted contract are caught: a duty taken away, a risk hidden where few people look.

A clause cut out, and every rule's example planted in the body, are in test_planted_rules.
"""

from __future__ import annotations

import dataclasses
import functools
import io
import re
from collections.abc import Callable
from xml.sax.saxutils import escape

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from contractkit.check import check_document
from contractkit.findings import Finding, Report
from contractkit.library.models import ForbiddenRule
from contractkit.manuscript import Block, Manuscript, Text
from contractkit.word.read import read_document
from contractkit.word.render import render_manuscript
from planting import LIBRARY, ROLES, drafted, judge, read, statuses

CRITICAL = sorted(
    rule.id
    for rule in LIBRARY.rules.values()
    if isinstance(rule, ForbiddenRule) and rule.severity == "critical" and "\n" not in rule.tests.flag[0].strip()
)
MUST = sorted(
    family.id for family in LIBRARY.families.values() if family.need.get("msa") == "must" and LIBRARY.wording(family.id)
)


@functools.cache
def base() -> Report:
    """The report on the contract as it was drafted."""
    return judge(read(drafted()))


# Here the sentence says the element in passing; the family says it again elsewhere, in so many words.
SAID_IN_PASSING = {("exit-assistance", "price"), ("information-security", "measures")}


def duties(family: str) -> dict[str, str]:
    """The needed elements of a family that the contract states as a duty of the vendor, by their sentences."""
    needed = {element.id for element in LIBRARY.families[family].elements if element.need == "must"}
    (told,) = (item for item in base().families if item.id == family)
    return {
        element.quote: element.id
        for element in told.elements
        if element.id in needed
        and (family, element.id) not in SAID_IN_PASSING
        and element.quote
        and re.match(r"Vendor must (?!not)", element.quote)
    }


def changed(manuscript: Manuscript, sentence: str, old: str, new: str) -> Manuscript:
    """The contract with ``old`` made ``new`` in the paragraph that begins or goes on with ``sentence``."""
    blocks = list(manuscript.blocks)
    for index, block in enumerate(blocks):
        text = "".join(getattr(part, "text", "") for part in block.inlines) if isinstance(block, Block) else ""
        if isinstance(block, Block) and sentence[:40] in text:
            inlines = list(block.inlines)
            at = next(i for i, part in enumerate(inlines) if isinstance(part, Text) and old in part.text)
            part = inlines[at]
            assert isinstance(part, Text)
            inlines[at] = dataclasses.replace(part, text=part.text.replace(old, new, 1))
            blocks[index] = dataclasses.replace(block, inlines=tuple(inlines))
            return dataclasses.replace(manuscript, blocks=tuple(blocks))
    raise AssertionError(f"not in the contract: {sentence}")


@pytest.mark.parametrize("family", MUST)
def test_a_duty_taken_away_is_caught(family: str) -> None:
    before = next(item.status for item in base().families if item.id == family)
    known = {finding.id for finding in base().findings}
    for sentence, element in duties(family).items():
        document = read(changed(drafted(), sentence, "Vendor must", "Vendor need not"))
        if statuses(document, [family])[family] == before:
            new = [f for f in judge(document).findings if f.id not in known and f.severity != "low"]
            assert new, f"{element} is gone and nobody noticed"


def test_there_are_duties_to_take_away() -> None:
    assert sum(bool(duties(family)) for family in MUST) >= 8


def hidden(hide: Callable[[WordDocument, str], None], rule_ids: list[str]) -> dict[str, list[Finding]]:
    """What each rule finds in its own example when all examples are hidden in one contract by ``hide``."""
    word = docx.Document(io.BytesIO(render_manuscript(drafted(), LIBRARY.shell("agreement").read_bytes())))
    examples = {rule_id: LIBRARY.rules[rule_id].tests.flag[0].strip() for rule_id in rule_ids}
    for example in examples.values():
        hide(word, example)
    out = io.BytesIO()
    word.save(out)
    document = read_document(out.getvalue())
    findings = check_document(document, library=LIBRARY, document_type="msa", roles=ROLES).findings
    return {
        rule_id: [f for f in findings if f.rule == rule_id and example in document.paragraphs[f.paragraph or 0].text]
        for rule_id, example in examples.items()
    }


def in_a_table_cell(word: WordDocument, text: str) -> None:
    word.tables[-2].add_row().cells[-1].text = text  # behind it stand only the signatures


def in_the_footer(word: WordDocument, text: str) -> None:
    word.sections[0].footer.add_paragraph(text)


def in_a_tracked_insertion(word: WordDocument, text: str) -> None:
    paragraphs = [p for p in word.paragraphs if len(p.text.split()) > 12 and not p._p.findall(qn("w:ins"))]
    paragraphs[-1]._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="9001" w:author="Vendor\'s counsel" w:date="2026-11-01T10:00:00Z">'
            f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:ins>'
        )
    )


@pytest.mark.parametrize(
    ("hide", "origin", "author"),
    [
        (in_a_table_cell, "table", None),
        (in_the_footer, "footer", None),
        (in_a_tracked_insertion, "body", "Vendor's counsel"),
    ],
    ids=["table", "footer", "insertion"],
)
def test_every_hidden_critical_risk_is_caught_with_its_place_and_author(
    hide: Callable[[WordDocument, str], None], origin: str, author: str | None
) -> None:
    for rule_id, found in hidden(hide, CRITICAL).items():
        # A finding may give way to that of another rule beside it: then the risk gets a contract of its own.
        told = found or hidden(hide, [rule_id])[rule_id]
        places = [(f.origin, f.introduced_by.author if f.introduced_by else None) for f in told]
        assert places == [(origin, author)], rule_id
