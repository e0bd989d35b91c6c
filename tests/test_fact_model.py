"""The trained model of facts: what it sees of a value, and when it is asked."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from contractkit.check import check_document
from contractkit.fact_model.model import concepts_in, fact_model
from contractkit.plain import document_from_text
from contractkit.text import Quantity
from labelled import context

SEVEN_DAYS = Quantity(7, "day")


def told(text: str) -> set[str]:
    return {
        f"{fact.told_as} {fact.quantity.value:g} {fact.quantity.unit}" for fact in context(text).facts if fact.told_as
    }


def scored(fact: str, before: str, behind: str, quantity: Quantity = SEVEN_DAYS) -> float:
    model = fact_model()
    text = f"{before} duration_ {behind}"
    at = text.index("duration_")
    return model.score(fact, model.features(text, 0, (at, at + len("duration_")), quantity, ()))


def test_a_value_reads_like_the_fact_that_its_words_are_about() -> None:
    thirty = Quantity(30, "day")
    paying = scored("payment_term", "customer_ pays every invoice within", "of its receipt", thirty)
    assert paying > 0 > scored("audit_notice", "customer_ pays every invoice within", "of its receipt", thirty)
    auditing = scored("audit_notice", "customer_ may audit vendor_ on", "prior notice", thirty)
    assert auditing > 0 > scored("payment_term", "customer_ may audit vendor_ on", "prior notice", thirty)


def test_the_nearer_value_of_two_counts() -> None:
    told_here = scored("record_retention", "records are kept for", "and answered in", Quantity(24, "month"))
    told_there = scored(
        "record_retention", "records are kept for duration_ and audits announced", "before", Quantity(24, "month")
    )
    assert told_here > told_there


def test_a_fact_that_no_phrase_finds_is_told_by_the_likeliest_value() -> None:
    letter = "At the end we do not vanish: for seven weeks we answer your new partner's questions."
    assert told(letter) == {"exit_assistance 49 day"}
    table = "| Prices | |\n|---|---|\n| Per e-mail | EUR 2.10 |\n| Smallest monthly invoice | EUR 6,300 |"
    assert told(table) == {"minimum_commitment 6300 EUR"}


def test_what_the_model_alone_reads_is_said_and_a_threshold_is_less_sure_of_it() -> None:
    letter = "At the end we do not vanish: for one week we answer your new partner's questions."
    plain = "# Exit assistance\nWe give you exit assistance for one week after the end of this Agreement."
    for text, by_model, certainty in ((letter, True, "medium"), (plain, False, "high")):
        roles = {"customer": ["you"], "vendor": ["we"]}
        report = check_document(document_from_text(text, "draft"), roles=roles)
        (fact,) = [fact for fact in report.facts if fact.name == "exit_assistance"]
        (finding,) = [finding for finding in report.findings if finding.rule == "exit-assistance-too-short"]
        assert (fact.read_by_model, finding.certainty) == (by_model, certainty)


def test_an_excused_value_is_not_told_however_likely_it_reads() -> None:
    text = (
        "# Charges\nOn each anniversary the Charges increase by the greater of five per cent and the rise of earnings."
    )
    assert told(text) == set()


def test_nothing_is_told_of_values_that_read_like_no_fact() -> None:
    assert told("# Training\nNew joiners get 18 days of training, and a score of 85 % is needed.") == set()


def test_groups_are_known_by_whole_words_and_beginnings() -> None:
    groups = {"pay*": ["a"], "paper": ["b"], "p*": ["c"]}
    assert concepts_in(groups, "payable") == ("a",)
    assert concepts_in(groups, "paper") == ("b",)
    assert concepts_in(groups, "papers") == ()


@given(
    st.lists(st.sampled_from(["pay", "audit", "duration_", "qqqqqqqq_", "notice", "12", "", "vendor_its"]), max_size=80)
)
def test_any_words_have_a_score_and_always_the_same(words: list[str]) -> None:
    before = " ".join(words)
    assert scored("cure_period", before, before) == scored("cure_period", before, before)


def test_facts_are_scored_without_numpy_and_scikit_learn() -> None:
    script = (
        "import sys; from contractkit.fact_model.model import fact_model; fact_model();"
        "print(sorted({'numpy', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
