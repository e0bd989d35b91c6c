"""Every kind of document: what it says, what it needs, and that awkward values survive in it."""

from __future__ import annotations

import copy
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from contractkit.deal.file import load_deal
from contractkit.deal.needed import adapter_for
from contractkit.draft import draft_contract, draft_manuscript, problems
from contractkit.draft.questions import missing_answers
from contractkit.errors import DealError
from contractkit.library.load import load_library
from contractkit.library.models import Template
from contractkit.manuscript import TableBlock
from drafting import example_answers, example_deal, lines

LIBRARY = load_library()
TEMPLATES = sorted(LIBRARY.templates)
FORMS = [name for name in TEMPLATES if not LIBRARY.template(name).signature]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AWKWARD = [
    "H&M <b>\"Ltd\"</b> 'x' «y»",
    "شركة النسيم & بنوها",
    "מכירות <שלום> בע״מ",
    "👩‍👩‍👧 Fashion™ 株式会社",
    "]]> &amp; {{ deal }} [[Agreement]] **bold**",
]


def text_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


def needed_only(template: Template) -> dict[str, Any]:
    """The example's answers that the template needs, and nothing else."""
    answers = example_answers()
    if not template.needs:
        return answers
    return {key: value for key, value in answers.items() if key in {"schema", "reference", "date", *template.needs}}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_needed_answers_are_enough(name: str) -> None:
    template = LIBRARY.template(name)
    answers = needed_only(template)
    assert missing_answers(answers, LIBRARY, name) == []
    deal = adapter_for(tuple(template.needs)).validate_python(answers)
    assert problems(deal, LIBRARY, name) == []
    assert text_of(draft_contract(deal, name, LIBRARY))


@pytest.mark.parametrize("name", [name for name in TEMPLATES if LIBRARY.template(name).needs])
def test_a_needed_answer_that_is_open_is_asked_for(name: str, tmp_path: Path) -> None:
    template = LIBRARY.template(name)
    asked = {item.path.split(".")[0] for item in missing_answers({}, LIBRARY, name)}
    assert asked == {"reference", "date", *template.needs}
    path = tmp_path / "deal.json"
    path.write_text('{"schema": "contractkit/deal/1", "reference": "R", "date": "2027-01-31"}', encoding="utf-8")
    with pytest.raises(DealError, match=r"customer\.name is still to be answered") as caught:
        load_deal(path, (), template.needs)
    assert " liability" not in str(caught.value)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("value", AWKWARD)
def test_awkward_values_survive_exactly(name: str, value: str) -> None:
    answers = copy.deepcopy(needed_only(LIBRARY.template(name)))
    answers["shop"] = value
    answers["customer"]["name"] = value
    if "vendor" in answers:
        answers["vendor"]["name"] = f"{value} 2"
    deal = adapter_for(tuple(LIBRARY.template(name).needs)).validate_python(answers)
    text = text_of(draft_contract(deal, name, LIBRARY))
    assert text.count(value) >= 3
    assert "vendor" not in answers or f"{value} 2" in text


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_room_for_answers_and_no_signatures(name: str) -> None:
    manuscript = draft_manuscript(example_deal(), name, LIBRARY)
    tables = [block for block in manuscript.blocks if isinstance(block, TableBlock)]
    empty = [cell for table in tables for row in table.rows for cell in row if not cell]
    assert len(empty) > 30
    assert not any("Signed for" in line for line in lines(manuscript))


@pytest.mark.parametrize(
    "question",
    [
        "For how many years have you served online shops?",
        "Which shops in our niche have you served",
        "Three success stories",
        "5,200 orders a day",
        "Do you also act as a logistics operator",
        "Say for each service whether you offer it",
        "clients of similar size whom we may call",
    ],
)
def test_the_questionnaire_asks_what_a_buyer_must_know(question: str) -> None:
    assert question in "\n".join(lines(draft_manuscript(example_deal(), "supplier-questionnaire", LIBRARY)))


def test_the_questionnaire_marks_what_is_wanted() -> None:
    text = "\n".join(lines(draft_manuscript(example_deal(), "supplier-questionnaire", LIBRARY)))
    assert "Returns | wanted |" in text
    assert "Logistics | – |" in text


def test_an_nda_binds_both_and_defines_only_what_it_uses() -> None:
    text = "\n".join(lines(draft_manuscript(example_deal(), "nda", LIBRARY)))
    assert "Each party must keep the other party’s Confidential Information secret." in text
    assert "Within 14 days after a written request" in text
    assert "connection with the Purpose" in text
    assert "Service Level means" not in text
    assert "Customer Data means" not in text


def test_a_change_order_takes_its_answers_from_the_deal() -> None:
    deal = example_deal(terms={"change": {"summary": "Chat on Sundays & <holidays>", "requested_by": "Customer"}})
    text = "\n".join(lines(draft_manuscript(deal, "change-order", LIBRARY)))
    assert "What changes | Chat on Sundays & <holidays> | " in text
    with pytest.raises(DealError, match=r"terms\.change\.requested_by"):
        draft_manuscript(example_deal(terms={"change": {"requested_by": "Nobody"}}), "change-order", LIBRARY)


def test_an_order_points_to_its_deviations() -> None:
    text = "\n".join(lines(draft_manuscript(example_deal(), "order-form", LIBRARY)))
    assert "except where clause 10 names the provision" in text
    assert "EUR 4.10" in text
    deal = example_deal(terms={"deviations": {"text": "the lock period is three months"}})
    assert "changes the Agreement: the lock period is three months." in "\n".join(
        lines(draft_manuscript(deal, "order-form", LIBRARY))
    )


def test_points_of_a_request_must_add_up() -> None:
    deal = example_deal(terms={"comparison": {"price": 50}})
    with pytest.raises(DealError, match="points must add up to 100"):
        draft_manuscript(deal, "rfp-kpi-sheet", LIBRARY)


def test_an_exit_plan_counts_to_the_deletion_of_the_deal() -> None:
    text = "\n".join(lines(draft_manuscript(example_deal(data__deletion_days=45), "exit-plan", LIBRARY)))
    assert "T+45 days | Delete remaining data" in text


def test_a_template_uses_its_own_wording_before_that_of_a_family() -> None:
    assert LIBRARY.clause("nda", "governing-law").clause_id == "nda/governing-law.preferred@1.0.0"
    assert LIBRARY.clause("agreement", "governing-law").template == ""
    assert LIBRARY.clause("nda", "liability-cap").family == "liability-cap"
    assert LIBRARY.clause("nda", "no-such-clause") is None
