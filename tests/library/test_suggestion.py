"""Our wording as a proposal: their names, no markup, and a bracket for what only a deal could say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checking import wording
from contractkit.library.suggestion import Manner, suggestion_text

TITLES = {"lock-period": "Lock period", "term": "Term and renewal"}


def text(body: str, **changes: object) -> str:
    return suggestion_text(wording("lock-period", body, **changes), "Shop", "Bright Desk", TITLES)


def test_the_documents_own_names() -> None:
    assert text("Vendor must tell Customer.") == "Bright Desk must tell Shop."


def test_a_name_inside_another_word_or_that_holds_the_other_stays() -> None:
    assert text("Customers of Customer leave.") == "Customers of Shop leave."
    proposal = suggestion_text(wording("x", "Vendor helps Customer."), "Vendor Ltd", "Customer Care SL", {})
    assert proposal == "Customer Care SL helps Vendor Ltd."


def test_marks_of_the_library_are_gone() -> None:
    assert (
        text("1. {#lock} The [[Lock Period]] and [[Fee|fees]] are **short**.")
        == "1. The Lock Period and fees are short."
    )


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('{{ ref("term#start") }}', "the clause on term and renewal"),
        ("{{ ref('term') }}", "the clause on term and renewal"),
        ('{{ ref("unknown-family") }}', "the clause on unknown-family"),
        ('{{ terms.notice_days | unit("day") }}', "30 days"),
        ('{{ terms.one_month | unit("month") }}', "1 month"),
        ('{{ terms.open_days | unit("business_day") }}', "[number of] business days"),
        ("{{ terms.share | percent }}", "5%"),
        ("{{ terms.name }}", "[name]"),
        ('{{ deal.term.months | unit("month") }}', "[number of] months"),
        ("{{ deal.customer.name }}", "[name]"),
        ("{{ now }}", "[to be agreed]"),
        ('{{ table("kpis") }}', ""),
    ],
)
def test_values(expression: str, expected: str) -> None:
    variables = {
        "notice_days": {"type": "integer", "default": 30, "ask": "?", "why": "."},
        "one_month": {"type": "integer", "default": 1, "ask": "?", "why": "."},
        "share": {"type": "number", "default": 5, "ask": "?", "why": "."},
        "open_days": {"type": "integer", "ask": "?", "why": "."},
        "name": {"type": "text", "ask": "?", "why": "."},
    }
    assert text(f"It is {expression}.", variables=variables) == f"It is {expected}."


def test_the_first_branch_of_a_condition_is_proposed() -> None:
    body = "Start. {% if deal.lock.months %}Locked.{% elif deal.x %}Half.{% else %}Free.{% endif %} End."
    assert text(body) == "Start. Locked. End."
    nested = "{% if a %}A {% if b %}B{% else %}C{% endif %}{% endif %}"
    assert text(nested) == "A B"


def test_items_are_counted_as_the_list_counts_them_whatever_number_stands_in_the_file() -> None:
    body = "1. One:\n   1. red;\n   1. blue:\n      1. dark;\n      1. light.\n1. Two:\n   1. green.\n7. Three."
    expected = (
        "1. One:\n   (a) red;\n   (b) blue:\n      (i) dark;\n      (ii) light.\n2. Two:\n   (a) green.\n3. Three."
    )
    assert text(body) == expected


def test_a_name_with_an_article_is_small_inside_a_sentence_and_in_an_item_of_one() -> None:
    body = (
        "1. Customer may end it if Vendor fails:\n   1. Customer's loss;\n   1. Vendor's error; or\n   1. Customer's will.\n"
        "1. In short: Customer pays; Vendor works. Vendor's costs:\n   1. Vendor bears all costs.\n   1. Customer bears none."
    )
    spoken = suggestion_text(wording("x", body), "", "", {}, Manner("the Client", "the Agency"))
    assert spoken == (
        "1. The Client may end it if the Agency fails:\n   (a) the Client's loss;\n   (b) the Agency's error; or\n"
        "   (c) the Client's will.\n2. In short: the Client pays; the Agency works. The Agency's costs:\n"
        "   (a) The Agency bears all costs.\n   (b) The Client bears none."
    )


def test_an_item_that_loses_its_words_takes_no_number() -> None:
    assert text("1. One.\n1. {% if x %}{% endif %}\n1. Two.") == "1. One.\n2. Two."


def test_a_letter_for_every_item_of_a_long_list() -> None:
    body = "1. All:\n" + "\n".join("   1. item" for _ in range(28))
    assert text(body).splitlines()[-1] == "   (28) item"


def test_loops_lose_their_marks_and_blank_lines_shrink() -> None:
    assert text("One.\n\n{% for item in deal.services %}\n\n{% endfor %}\n\nTwo.") == "One.\n\nTwo."


@given(st.text(alphabet=st.sampled_from("{}%[]|#*aV \n"), max_size=40))
def test_no_text_breaks_it(body: str) -> None:
    assert isinstance(text(body), str)
