"""Seeded changes of a drafted contract are caught: a duty taken away, a risk hidden where few people look.

A clause cut out, and every rule's example planted in the body, are in test_planted_rules.
"""

from __future__ import annotations

import dataclasses
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
from contractkit.findings import Finding
from contractkit.library.models import ForbiddenRule
from contractkit.manuscript import Block, Manuscript, Text
from contractkit.word.read import read_document
from contractkit.word.render import render_manuscript
from planting import LIBRARY, ROLES, check, drafted

CRITICAL = sorted(
    rule.id
    for rule in LIBRARY.rules.values()
    if isinstance(rule, ForbiddenRule) and rule.severity == "critical" and "\n" not in rule.tests.flag[0].strip()
)
BASE = check(drafted())
KNOWN = {finding.id for finding in BASE.findings}


# Here the sentence says the element in passing; the family says it again elsewhere, in so many words.
SAID_IN_PASSING = {("exit-assistance", "price"), ("information-security", "measures")}


def duties() -> list[tuple[str, str, str]]:
    """(family, element, sentence) for each needed element that the contract states as a duty of the vendor."""
    found = {}
    for family in BASE.families:
        needed = {element.id for element in LIBRARY.families[family.id].elements if element.need == "must"}
        for element in family.elements if family.need == "must" else ():
            if (family.id, element.id) in SAID_IN_PASSING:
                continue
            if element.id in needed and element.quote and re.match(r"Vendor must (?!not)", element.quote):
                found.setdefault(element.quote, (family.id, element.id, element.quote))
    return sorted(found.values())


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


@pytest.mark.parametrize(("family", "element", "sentence"), duties(), ids=lambda value: str(value)[:40])
def test_a_duty_taken_away_is_caught(family: str, element: str, sentence: str) -> None:
    report = check(changed(drafted(), sentence, "Vendor must", "Vendor need not"))
    status = next(item for item in report.families if item.id == family)
    before = next(item for item in BASE.families if item.id == family)
    new = [f for f in report.findings if f.id not in KNOWN and f.severity != "low"]
    assert new or status.status != before.status, f"{element} is gone and nobody noticed"


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
