"""Whole contracts from the shipped library: any deal that does not contradict itself becomes a Word file."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from contractkit.deal import Deal
from contractkit.draft import draft_contract, draft_manuscript, problems
from contractkit.errors import DealError
from contractkit.library.load import load_library
from contractkit.manuscript import Block, TableBlock
from drafting import example_answers, example_deal, lines

LIBRARY = load_library()
TEMPLATES = sorted(LIBRARY.templates)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

names = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60).filter(str.strip)
AWKWARD = [
    "H&M <b>\"Ltd\"</b> 'x'",
    "{{ deal }} {% if x %} {# y #}",
    "[[Agreement]] **bold** [x](y)",
    "عرب & שלום \u200f",
    "👩‍👩‍👧 Fashion™ 株式会社",
    "{title} {body}",
    "]]> & &amp; \\1",
    "\ue000\ue0000\ue001",
]


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    """Deals around the example: other names, lengths, numbers, and fewer services, channels and service levels."""
    changes: dict[str, Any] = {
        "vendor__name": draw(names),
        "shop": draw(names),
        "term__months": draw(st.integers(12, 60)),
        "term__renewal_months": draw(st.integers(0, 36)),
        "lock__months": draw(st.sampled_from([0, 3, 6, 12])),
        "volumes__contacts_per_month": draw(st.integers(1, 10_000_000)),
        "liability__cap_percent": draw(st.integers(125, 1000)),
        "contingency__tests_per_year": draw(st.integers(1, 12)),
        "out_of_scope": draw(st.lists(names, max_size=3)),
        "data__sub_processors": draw(st.sampled_from([[], [{"name": "A", "service": "b", "country": "Spain"}]])),
    }
    answers = example_answers(**changes)
    answers["services"] = answers["services"][: draw(st.integers(1, 9))]
    answers["kpis"] = answers["kpis"][: draw(st.integers(1, 14))]
    return Deal.model_validate(answers)


def document_text(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p")]


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_example_deal_fits_every_template(template: str) -> None:
    assert problems(example_deal(), LIBRARY, template) == []
    data = draft_contract(example_deal(), template, LIBRARY)
    text = "\n".join(document_text(data))
    assert not re.search(r"\{\{|\}\}|\{%|%\}|\[\[|\]\]|TBC|[\ue000-\uf8ff]", text)
    assert draft_contract(example_deal(), template, LIBRARY) == data


@pytest.mark.parametrize("template", TEMPLATES)
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(deal=deals())
def test_any_sound_deal_becomes_a_contract(template: str, deal: Deal) -> None:
    assume(not problems(deal, LIBRARY, template))
    data = draft_contract(deal, template, LIBRARY)
    assert data == draft_contract(deal, template, LIBRARY)
    assert " ".join(deal.vendor.name.split()) in {" ".join(line.split()) for line in document_text(data)}


@settings(max_examples=15)
@given(name=names)
@example(AWKWARD[0])
@example(AWKWARD[1])
@example(AWKWARD[2])
@example(AWKWARD[3])
@example(AWKWARD[4])
@example(AWKWARD[5])
@example(AWKWARD[6])
@example(AWKWARD[7])
def test_a_name_survives_exactly(name: str) -> None:
    deal = example_deal(vendor__name=name, vendor__signatory__name=name)
    plain = lines(draft_manuscript(example_deal(), "data-processing-agreement", LIBRARY))
    found = document_text(draft_contract(deal, "data-processing-agreement", LIBRARY))
    assert deal.vendor.name in found, "the cover"
    assert f"Name:{deal.vendor.name}" in found, "the line to sign on, a tab between"
    assert any(deal.vendor.name in line and "registered in Portugal" in line for line in found)
    assert len(lines(draft_manuscript(deal, "data-processing-agreement", LIBRARY))) == len(plain)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("lock", [0, 6])
def test_every_list_says_whether_one_or_all_of_it_counts(template: str, lock: int) -> None:
    blocks = draft_manuscript(example_deal(lock__months=lock), template, LIBRARY).blocks
    items = [block if isinstance(block, Block) and block.kind == "clause" else None for block in blocks]
    for before, last, after in zip(items, items[1:], [*items[2:], None], strict=False):
        ends = last and last.depth > 1 and (after is None or after.depth < last.depth)
        if before and last and ends and before.depth == last.depth:
            text = "".join(inline.text for inline in before.inlines).rstrip()
            assert text.endswith(("; and", "; or", ".")), f"{last.clause}: {text}"


@pytest.mark.parametrize("template", TEMPLATES)
def test_without_a_lock_there_is_no_lock_clause(template: str) -> None:
    manuscript = draft_manuscript(example_deal(lock__months=0), template, LIBRARY)
    assert not any(block.clause.startswith("lock-period") for block in manuscript.blocks if isinstance(block, Block))


@pytest.mark.parametrize("template", TEMPLATES)
def test_numbers_and_signs_are_written_in_one_way(template: str) -> None:
    text = "\n".join(lines(draft_manuscript(example_deal(), template, LIBRARY)))
    assert re.findall(r"\w+ \d+ %.{20}", text) == []


def test_the_agreement_is_whole() -> None:
    manuscript = draft_manuscript(example_deal(), "agreement", LIBRARY)
    headings = [
        block.inlines[0].text
        for block in manuscript.blocks
        if isinstance(block, Block) and block.kind == "part-heading"
    ]
    assert headings == ["Services", "Service levels", "Data protection", "Signature"]
    captions = {block.caption for block in manuscript.blocks if isinstance(block, TableBlock)}
    assert {"Service levels", "Rate Card", "Escalation ladder", "Recovery times"} & captions


def test_a_deal_that_contradicts_itself_gives_no_contract() -> None:
    with pytest.raises(DealError, match="can never fire"):
        draft_contract(example_deal(lock__exit__misses=12), library=LIBRARY)


@pytest.mark.parametrize("name", sorted({(w.family, w.position) for w in LIBRARY.wordings.values()}))
def test_every_position_of_every_clause_can_be_drafted(name: tuple[str, str]) -> None:
    family, position = name
    for template in TEMPLATES:
        used = {choice.id for part in LIBRARY.templates[template].parts for choice in part.choices}
        if family in used:
            draft_manuscript(example_deal(), template, LIBRARY, {family: position})


def test_drafting_never_loads_spacy() -> None:
    code = "import contractkit.draft, contractkit.cli.draft, sys; print('spacy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
