"""A generated range of deals, drafted in every template, passes our own check."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contractkit.check import check_document
from contractkit.deal import Deal
from contractkit.draft import draft_contract, problems
from contractkit.library.load import load_library
from contractkit.word.read import read_document
from drafting import example_answers

LIBRARY = load_library()
TYPES = {t.id: t.type for t in LIBRARY.templates.values() if t.type in ("msa", "sla", "dpa")}
NAMES = st.text(
    st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F, exclude_characters="\u00b5"), min_size=3, max_size=20
).map(lambda name: f"{name.capitalize()} Ltd")


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    """Deals that the shipped playbook accepts: other names, lengths, limits, and fewer services and service levels."""
    renewal = draw(st.integers(0, 12))
    changes: dict[str, Any] = {
        "customer__name": f"North {draw(NAMES)}",
        "vendor__name": f"South {draw(NAMES)}",
        "shop": draw(NAMES),
        "term__months": draw(st.integers(12, 36)),
        "term__renewal_months": renewal,
        "term__renewal_notice_days": draw(st.integers(14, min(90, renewal * 21) if renewal else 90)),
        "term__convenience_notice_days": draw(st.integers(14, 120)),
        "lock__months": draw(st.sampled_from([0, 3, 6, 12])),
        "lock__exit__notice_days": draw(st.integers(1, 60)),
        "volumes__contacts_per_month": draw(st.integers(100, 10_000_000)),
        "volumes__surge_notice_hours": draw(st.integers(1, 168)),
        "charges__currency": draw(st.sampled_from(["EUR", "GBP", "USD", "CHF"])),
        "charges__payment_days": draw(st.integers(14, 60)),
        "charges__increase_cap_percent": draw(st.integers(0, 4)),
        "liability__cap_percent": draw(st.integers(125, 1000)),
        "liability__data_cap_percent": draw(st.integers(200, 2000)),
        "service_credits__at_risk_percent": draw(st.integers(10, 25)),
        "data__breach_notice_hours": draw(st.integers(1, 48)),
        "data__sub_processor_notice_days": draw(st.integers(15, 90)),
        "data__deletion_days": draw(st.integers(1, 60)),
        "contingency__tests_per_year": draw(st.integers(1, 12)),
        "out_of_scope": draw(st.lists(NAMES, max_size=3)),
    }
    answers = example_answers(**changes)
    answers["services"] = answers["services"][: draw(st.integers(1, 9))]
    return Deal.model_validate(answers)


@pytest.mark.parametrize("template", sorted(TYPES))
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(deal=deals())
def test_a_generated_deal_has_no_finding_at_medium_or_above(template: str, deal: Deal) -> None:
    assert problems(deal, LIBRARY, template) == []
    document = read_document(draft_contract(deal, template, LIBRARY))
    report = check_document(document, library=LIBRARY, document_type=TYPES[template])
    assert [(f.rule, f.section, f.quote[:120]) for f in report.findings if f.severity != "low"] == []
