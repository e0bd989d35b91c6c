"""Seeded changes of a drafted contract are caught: a duty taken away, a risk hidden where few people look.

A clause cut out, and every rule's example planted in the body, are in test_planted_rules.
"""

from __future__ import annotations

import dataclasses
import io
import re

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from closed_loop.test_planted_rules import LIBRARY, ROLES, check, drafted, fires
from contractkit.check import check_document
from contractkit.findings import Report
from contractkit.library.models import ForbiddenRule
from contractkit.manuscript import Block, Manuscript, Text
from contractkit.word.read import read_document
from contractkit.word.render import render_manuscript

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


def word_file() -> bytes:
    return render_manuscript(drafted(), LIBRARY.shell("agreement").read_bytes())


def saved(document: object) -> Report:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return check_document(read_document(out.getvalue()), library=LIBRARY, document_type="msa", roles=ROLES)


@pytest.mark.parametrize("rule_id", CRITICAL)
def test_a_risk_hidden_in_a_table_cell_is_caught(rule_id: str) -> None:
    document = docx.Document(io.BytesIO(word_file()))
    table = document.tables[-2]  # behind it stand only the signatures
    cells = table.add_row().cells
    cells[-1].text = LIBRARY.rules[rule_id].tests.flag[0].strip()
    assert fires(saved(document), LIBRARY.rules[rule_id])


@pytest.mark.parametrize("rule_id", CRITICAL)
def test_a_risk_hidden_in_the_footer_is_caught_and_its_place_told(rule_id: str) -> None:
    document = docx.Document(io.BytesIO(word_file()))
    document.sections[0].footer.add_paragraph(LIBRARY.rules[rule_id].tests.flag[0].strip())
    found = [finding for finding in saved(document).findings if finding.rule == rule_id]
    assert [finding.origin for finding in found] == ["footer"]


@pytest.mark.parametrize("rule_id", CRITICAL)
def test_a_risk_in_a_tracked_insertion_is_caught_with_its_author(rule_id: str) -> None:
    document = docx.Document(io.BytesIO(word_file()))
    text = LIBRARY.rules[rule_id].tests.flag[0].strip().replace("&", "&amp;").replace("<", "&lt;")
    insertion = parse_xml(
        f'<w:ins {nsdecls("w")} w:id="9001" w:author="Vendor\'s counsel" w:date="2026-11-01T10:00:00Z">'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:ins>'
    )
    target = next(p for p in reversed(document.paragraphs) if len(p.text.split()) > 12)
    target._p.append(insertion)
    found = [finding for finding in saved(document).findings if finding.rule == rule_id]
    assert [f.introduced_by.author for f in found if f.introduced_by] == ["Vendor's counsel"]
