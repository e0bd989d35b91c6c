"""What tells a value may stand behind it, and what stands nearer to it counts for more than what stands far off."""

from __future__ import annotations

import pytest

from labelled import context


def told(text: str) -> set[tuple[str, float, str]]:
    facts = (fact for fact in context(text).facts if fact.told_as)
    return {(fact.told_as, fact.quantity.value, fact.quantity.unit) for fact in facts}


UNCURED = (
    "A party that is told in writing of a material breach and leaves it uncured for 40 days can be terminated against."
)


def test_a_far_excuse_does_not_hide_the_only_sentence_that_states_the_fact() -> None:
    assert ("cure_period", 40, "day") in told(UNCURED)


def test_a_far_excuse_holds_where_another_sentence_states_the_fact() -> None:
    other = "If a party breaches this Agreement and does not remedy the breach within 25 days, the other may terminate."
    assert {fact for fact in told(f"1.1 {other}\n1.2 {UNCURED}") if fact[0] == "cure_period"} == {
        ("cure_period", 25, "day")
    }


@pytest.mark.parametrize(
    "text",
    [
        "Customer shall dispute an invoice within 10 days of receipt.",
        "Agents may promise a refund up to EUR 35 or a voucher of EUR 12.",
        "Rates shall stand firm for twelve months.",
        "The Vendor may settle goodwill cases up to EUR 30 without asking.",
    ],
)
def test_an_excuse_close_to_the_phrase_holds(text: str) -> None:
    assert not told(text)


def test_the_sentence_behind_says_what_the_value_is() -> None:
    text = (
        "The monthly retainer is GBP 14,600. It buys 2,400 conversations, and is due whether or not you have that many."
    )
    assert told(f"# Money\n{text}") == {("minimum_commitment", 14_600, "GBP")}
    assert told("# Money\nThe monthly retainer is GBP 14,600. Conversations are answered in two languages.") == set()


def test_of_two_values_in_a_sentence_the_nearer_counts() -> None:
    text = "For sixty days after closure Customer's data can be downloaded; after 12 months it is purged."
    assert ("data_deletion", 12, "month") in told(f"# End\n{text}")
    assert ("data_deletion", 60, "day") not in told(f"# End\n{text}")


def test_what_a_unit_of_work_is_defined_by_is_no_fact() -> None:
    defined = '1.1 "Contact" means one interaction; a second one within seven (7) days belongs to the first.'
    assert not any(
        value == 7 for _, value, _ in told(f"{defined}\n1.2 Customer shall pay for each Contact after invoice.")
    )


def test_no_volume_is_bought_in_months_of_a_forecast() -> None:
    text = "Customer commits to give a forecast of three months. The minimum volume is planned with it and charged."
    assert not any(name == "minimum_commitment" for name, _, _ in told(text))
