"""A clause library of a few lines and a deal, for tests of drafting: ``drafted(wording("term", "1. Text."))``."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from contractkit.deal import Deal
from contractkit.deal.file import load_deal, read_answers
from contractkit.draft import draft_manuscript
from contractkit.library.catalogue import Library
from contractkit.library.models import DefinedTerm, KpiDefinition, Template, TemplatePart, Wording
from contractkit.manuscript import AnyBlock, Block, Manuscript, SignatureBlock, TableBlock

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "deal.yaml"
SHELL_OF = ROOT / "templates" / "agreement" / "template.yaml"

PARTIES = "This is between:\n\n(1) **{{ deal.customer.name }}**; and\n\n(2) {{ deal.vendor.name }}."
DEFINITIONS = '1. These words have a meaning:\n\n{{ definitions() }}\n\n2. "Including" does not limit.'
EXECUTION = "The parties have signed."


def example_answers(**changes: Any) -> dict[str, Any]:
    """The example deal's answers; a change "term__months" sets ``term.months``."""
    answers = copy.deepcopy(read_answers(EXAMPLE).data)
    for path, value in changes.items():
        *steps, last = path.split("__")
        place = answers
        for step in steps:
            place = place[int(step)] if step.isdigit() else place[step]
        place[int(last) if last.isdigit() else last] = value
    return answers


def example_deal(**changes: Any) -> Deal:
    """The example deal, changed."""
    return Deal.model_validate(example_answers(**changes)) if changes else load_deal(EXAMPLE)


def wording(family: str, body: str, position: str = "preferred", **more: Any) -> Wording:
    """A wording; the title is the family's id."""
    given = {"title": family, "version": "1.0.0", "owner": "test", "status": "approved", "language": "en", **more}
    return Wording(family=family, body=body, position=position, **given)


def part(*clauses: Any, kind: str = "body", title: str = "", **more: Any) -> TemplatePart:
    """A part of a template, named by its kind and title."""
    name = f"{kind}-{title.lower()}".strip("-").replace(" ", "-")
    return TemplatePart.model_validate({"id": name, "kind": kind, "title": title, "clauses": list(clauses), **more})


def kpi(name: str, unit: str = "%", direction: str = "higher", **more: Any) -> KpiDefinition:
    """A KPI of the catalogue."""
    given = {
        "id": name, "name": {"en": name.upper()}, "aliases": [], "category": "speed", "definition": "A share.",
        "formula": "a / b", "unit": unit, "direction": direction, "measurement": "tickets",
        "target": {"evidence": "test"}, **more,
    }  # fmt: skip
    return KpiDefinition.model_validate(given)


def library_of(*wordings: Wording, parts: list[TemplatePart] | None = None, **terms: str) -> Library:
    """A library of these wordings, all in one body unless ``parts`` are given, and of terms: ``Lock_Period="..."``."""
    layout = parts or [part(*dict.fromkeys(item.family for item in wordings))]
    template = Template(id="test", type="msa", title="Agreement", version="1.0.0", about="", parts=layout)
    defined = {name.replace("_", " "): means for name, means in terms.items()}
    answers = read_answers(EXAMPLE).data
    kpis = {item["kpi"]: kpi(item["kpi"]) for item in answers["kpis"]}
    for name in ("frt-email", "frt-chat", "frt-social", "resolution-time", "complaint-response-time", "refund-cycle"):
        kpis[name] = kpi(name, "hour", "lower")
    kpis["abandonment"] = kpis["attrition"] = kpi("abandonment", "%", "lower")
    return Library(
        families={}, rules={}, kpis=kpis, playbooks={}, law={}, vocabulary={}, templates={"test": template},
        wordings={(item.family, item.language, item.position): item for item in wordings},
        terms={name: DefinedTerm(term=name, means=means) for name, means in defined.items()},
        leanings={}, origins={("template", "test"): SHELL_OF}, sha256="",
    )  # fmt: skip


def drafted(*wordings: Wording, deal: Deal | None = None, positions: Any = None, **more: Any) -> Manuscript:
    """The manuscript of a small library and the example deal."""
    return draft_manuscript(deal or example_deal(), "test", library_of(*wordings, **more), positions)


def text_of(block: AnyBlock) -> str:
    """The text of a block as a reader sees it."""
    if isinstance(block, TableBlock):
        rows = ["".join(inline.text for inline in cell) for row in block.rows for cell in row]
        return " | ".join([block.caption, *block.header, *rows])
    if isinstance(block, SignatureBlock):
        return " | ".join([block.party, *(f"{label}: {value}" for label, value in block.lines)])
    text = "".join(inline.text for inline in block.inlines)
    return f"{block.number} {text}".strip()


def lines(manuscript: Manuscript) -> list[str]:
    """All blocks as text."""
    return [text_of(block) for block in manuscript.blocks]


def blocks_of(manuscript: Manuscript, kind: str) -> list[Block]:
    """The paragraphs of one kind."""
    return [block for block in manuscript.blocks if isinstance(block, Block) and block.kind == kind]
