from typing import Any

import pytest

from contractkit.draft import draft_manuscript, problems
from contractkit.errors import DealError
from drafting import example_deal, kpi, library_of, wording

ASK = {"ask": "How many?", "why": "So."}
CLAUSE = wording(
    "term",
    "1. x",
    variables={
        "days": {"type": "integer", "min": 5, "max": 60, "default": 30, **ASK},
        "index": {"type": "text", "choices": ["HICP", "none"], "default": "HICP", **ASK},
        "strict": {"type": "boolean", "default": True, **ASK},
    },
    invariants=[{"that": "deal.term.months < 60", "message": "A term of 60 months is too long."}],
)


def found(**changes: Any) -> list[str]:
    return problems(example_deal(**changes), library_of(CLAUSE), "test")


def test_the_example_does_not_contradict_itself() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"lock__exit__misses": 4}, "lock.exit.misses: 4 missed months do not fit in a window of 3 months"),
        ({"lock__exit__window_months": 9}, "window_months: a window of 9 months is longer than the lock of 6"),
        ({"lock__months": 2, "lock__exit__window_months": 2}, "lock.exit.misses: 2 missed months are the whole lock"),
        ({"lock__months": 30}, "lock.months: a lock of 30 months is longer than the term of 24 months"),
        ({"term__months": 1}, "term.renewal_notice_days: a notice of 60 days is longer than the term of 1 months"),
        ({"kpis__0__target": 180}, "kpis[0].target: service-level-voice is a percentage; 180 lies outside 0 to 100"),
        ({"kpis__0__exit_below": -1}, "kpis[0].exit_below: service-level-voice is a percentage; -1 lies outside"),
        ({"kpis__2__target": -8}, "kpis[2].target: frt-email is measured in hour; it cannot be -8"),
        ({"kpis__0__exit_below": 0}, "can never be worse than 0%, so the performance exit can never fire"),
        ({"kpis__0__exit_below": 90}, "service-level-voice would open the exit although its target"),
        ({"kpis__0__kpi": "csta"}, 'kpis[0]: there is no KPI "csta". Did you mean "csat"?'),
        ({"kpis__1__kpi": "csat"}, 'kpis: the KPI "csat" stands there 2 times'),
        ({"kpis__0__weight": 100}, "kpis: the weights add up to"),
        ({"service_credits__at_risk_percent": 2}, "the cap of 2% lies below a single credit of 3%"),
        ({"channels__0__languages": ["Dutch"]}, 'channels[0].languages: phone is served in "Dutch", which stands not'),
        ({"channels__1__channel": "phone"}, 'channels: the channel "phone" stands there 2 times'),
        ({"services__1__id": "doubts"}, 'services: the service "doubts" stands there 2 times'),
        ({"languages__0__language": "Dutch"}, 'languages[0]: no channel is served in "Dutch"'),
        ({"vendor__name": "LARK & WILLOW Fashion Limited"}, "is customer and vendor at once"),
        ({"vendor__registration_number": "718204", "vendor__country": "Ireland"}, "have the same number"),
        ({"data__places": ["Portugal", "India"]}, "data is handled in India. Name the transfer tool"),
        ({"escalation__1__level": 3}, "escalation: levels must count 1, 2, 3"),
        ({"escalation__0__response_hours": 100}, "the answer is due after 100 hours, later than the solution"),
        ({"positions": {"trem": "preferred"}}, 'positions.trem: there is no clause family of this name. Did you'),
        ({"positions": {"term": "fallback-1"}}, 'positions.term: there is no wording "fallback-1"; there are: pref'),
        ({"terms": {"tem": {}}}, 'terms.tem: there is no clause family of this name. Did you mean "term"?'),
        ({"terms": {"term": {"dasy": 3}}}, 'terms.term.dasy: the clause knows no such value. Did you mean "days"?'),
        ({"terms": {"term": {"days": 4}}}, "terms.term.days: 4 is below the least that the playbook allows, 5"),
        ({"terms": {"term": {"days": 61}}}, "terms.term.days: 61 is above the most that the playbook allows, 60"),
        ({"terms": {"term": {"days": "ten"}}}, "terms.term.days: expected integer, found 'ten'"),
        ({"terms": {"term": {"days": True}}}, "terms.term.days: expected integer, found True"),
        ({"terms": {"term": {"index": "CPI"}}}, 'terms.term.index: "CPI" is none of: HICP, none'),
        ({"terms": {"term": {"strict": 1}}}, "terms.term.strict: expected boolean, found 1"),
        ({"term__months": 60}, "term.months: A term of 60 months is too long."),
    ],
)  # fmt: skip
def test_contradictions(changes: dict[str, Any], says: str) -> None:
    assert any(says in problem for problem in found(**changes)), found(**changes)


def test_a_lock_needs_a_kpi_that_opens_it() -> None:
    changes = {f"kpis__{at}__exit_trigger": False for at in (0, 5, 7, 11)}
    assert any("no KPI is marked exit_trigger" in problem for problem in found(**changes))
    assert found(**changes, lock__months=0) == []


def test_credits_need_a_weight() -> None:
    changes = {f"kpis__{at}__weight": 0 for at in range(14)}
    assert any("no KPI has a weight" in problem for problem in found(**changes))


def test_a_kpi_needs_its_channel() -> None:
    library = library_of(CLAUSE)
    library.kpis["csat"] = kpi("csat", channels=["video"])
    assert problems(example_deal(), library, "test") == [
        "kpis[7]: csat measures video, which is not served. Add the channel or drop the KPI."
    ]


def test_an_observed_kpi_opens_nothing() -> None:
    library = library_of(CLAUSE)
    library.kpis["csat"] = kpi("csat", direction="observe")
    assert "kpis[7].exit_trigger: csat is only observed; it has no level to miss." in problems(
        example_deal(), library, "test"
    )


def test_a_question_without_usual_answer_is_asked() -> None:
    clause = wording("term", "1. {{ terms.n }}", variables={"n": {"type": "integer", **ASK}})
    assert problems(example_deal(), library_of(clause), "test") == [
        "terms.term.n: still to be answered: How many? (So.)"
    ]


def test_everything_is_said_at_once_and_once() -> None:
    changes = {"lock__months": 36, "term__months": 30, "kpis__0__target": 180, "terms": {"term": {"days": 1}}}
    with pytest.raises(DealError) as caught:
        draft_manuscript(example_deal(**changes), "test", library_of(CLAUSE))
    told = str(caught.value).splitlines()
    assert [line.split(":")[0] for line in told] == ["kpis[0].target", "lock.months", "terms.term.days"]


def test_an_invariant_does_not_repeat_a_contradiction() -> None:
    clause = wording("term", "1. x", invariants=[{"that": "deal.lock.months <= deal.term.months", "message": "Again."}])
    assert len(problems(example_deal(lock__months=30), library_of(clause), "test")) == 1
