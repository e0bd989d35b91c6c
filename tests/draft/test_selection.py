import pytest

from contractkit.draft import draft_contract
from contractkit.errors import DealError, LibraryError, UsageError
from drafting import drafted, example_deal, library_of, lines, part, wording

PREFERRED, FALLBACK = wording("a", "1. best"), wording("a", "1. second best", "fallback-1")


def test_the_preferred_wording_is_taken() -> None:
    assert lines(drafted(PREFERRED, FALLBACK))[1] == "1.1 best"


def test_the_deal_and_then_the_call_choose_positions() -> None:
    deal = example_deal(positions={"a": "fallback-1"})
    assert lines(drafted(PREFERRED, FALLBACK, deal=deal))[1] == "1.1 second best"
    assert lines(drafted(PREFERRED, FALLBACK, deal=deal, positions={"a": "preferred"}))[1] == "1.1 best"


def test_fallback_is_the_first_fallback() -> None:
    assert lines(drafted(PREFERRED, FALLBACK, positions={"a": "fallback"}))[1] == "1.1 second best"


@pytest.mark.parametrize("positions", [{"a": "fallback-2"}, {"b": "preferred"}])
def test_a_position_that_is_not_there_is_refused(positions: dict[str, str]) -> None:
    with pytest.raises(DealError, match=r"positions\."):
        drafted(PREFERRED, FALLBACK, positions=positions)


@pytest.mark.parametrize(("months", "count"), [(0, 2), (6, 4)])
def test_a_clause_with_a_condition(months: int, count: int) -> None:
    deal = example_deal(lock__months=months)
    parts = [part("a", {"id": "b", "when": "deal.lock.months > 0"})]
    assert len(lines(drafted(PREFERRED, wording("b", "1. x"), deal=deal, parts=parts))) == count + 2


def test_a_part_without_clauses_is_left_out() -> None:
    parts = [part("a"), part({"id": "b", "when": "false"}, kind="schedule", title="Gone")]
    assert not any("Gone" in line for line in lines(drafted(PREFERRED, wording("b", "1. x"), parts=parts)))


def test_a_family_without_wording_is_refused() -> None:
    with pytest.raises(LibraryError, match='clause "b": the clause library holds no approved wording'):
        drafted(PREFERRED, parts=[part("a", "b")])


def test_a_retired_wording_is_not_used() -> None:
    with pytest.raises(LibraryError, match="no approved wording"):
        drafted(PREFERRED, wording("b", "1. x", status="retired"))


def test_a_clause_that_needs_another_is_refused_without_it() -> None:
    with pytest.raises(LibraryError, match='"b" needs "c"'):
        drafted(PREFERRED, wording("b", "1. x", requires=["c"]))


def test_an_unknown_template_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="known: test"):
        draft_contract(example_deal(), "nosuch", library_of(PREFERRED))


def test_a_variable_comes_from_the_deal_or_its_default() -> None:
    ask = {"type": "integer", "ask": "How many?", "why": "So."}
    item = wording("a", "1. {{ terms.n | unit('day') }}", variables={"n": {**ask, "default": 5}})
    assert lines(drafted(item))[1] == "1.1 5 days"
    assert lines(drafted(item, deal=example_deal(terms={"a": {"n": 1}})))[1] == "1.1 1 day"


def test_intro_and_unnumbered_text() -> None:
    parts = [part("a", intro="For {{ deal.shop }}."), part("b", kind="schedule", title="More", intro="Also.")]
    found = lines(drafted(PREFERRED, wording("b", "only text"), parts=parts))
    assert found[0] == "For Lark & Willow."
    assert found[3:7] == ["Schedule 1. More", "Also.", "1. b", "only text"]
