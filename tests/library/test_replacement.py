"""What takes the place of the words that a rule quotes: numbers in the document's own manner, and sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contractkit.library.catalogue import Library
from contractkit.library.gather import gather
from contractkit.library.load import load_folders
from contractkit.library.models import Redline
from contractkit.library.replacement import with_value, without_marks
from contractkit.library.validate import validate_library
from contractkit.number_words import in_words
from contractkit.proof import prove
from contractkit.text import Quantity
from contractkit.trial import try_redline
from small_library import RULE_PATH, write_library


@pytest.mark.parametrize(
    ("quote", "broken", "value", "unit", "expected"),
    [
        ("within 90 days of receipt", (90, "day"), 30, "day", "within 30 days of receipt"),
        ("within seventy-two (72) hours", (72, "hour"), 24, "hour", "within twenty-four (24) hours"),
        ("in five Business Days", (5, "business_day"), 24, "hour", "in twenty-four hours"),
        ("exceed three per cent (3%) of", (3, "%"), 12, "%", "exceed twelve per cent (12%) of"),
        ("up to 8 %.", (8, "%"), 3, "%", "up to 3 %."),
        ("for 90 (ninety) days", (90, "day"), 30, "day", "for 30 (thirty) days"),
        ("a three-year term", (36, "month"), 12, "month", "a twelve-month term"),
        ("Twelve (12) months' notice", (12, "month"), 60, "day", "Sixty (60) days' notice"),
        ("four weeks", (28, "day"), 6, "month", "six months"),
        ("sixty (60) calendar days", (60, "day"), 30, "day", "thirty (30) calendar days"),
        ("30 business days", (30, "business_day"), 5, "business_day", "5 business days"),
        ("Ten Days", (10, "day"), 5, "business_day", "Five Working Days"),
        (
            "a term of 24 months and 60 days' notice",
            (24, "month"),
            12,
            "month",
            "a term of 12 months and 60 days' notice",
        ),
        ("notice of 3 months", (3, "month"), 1, "month", "notice of 1 month"),
    ],
)
def test_the_number_changes_and_its_manner_stays(
    quote: str, broken: tuple[float, str], value: float, unit: str, expected: str
) -> None:
    redline = Redline.model_validate({"value": value, "unit": unit})
    assert with_value(quote, {Quantity(*broken)}, redline) == expected


def test_a_number_that_does_not_stand_there_changes_nothing() -> None:
    assert with_value("within 30 days", {Quantity(90, "day")}, Redline(value=30, unit="day")) is None


@given(st.integers(2, 900), st.integers(2, 900), st.sampled_from(["day", "hour", "month"]), st.booleans())
def test_any_number_in_words_or_figures_is_replaced_exactly_once(old: int, new: int, unit: str, figures: bool) -> None:
    written, wanted = (str(old), str(new)) if figures else (in_words(old), in_words(new))
    found = with_value(
        f"It lasts {written} {unit}s from now.",
        {Quantity(old, unit)},
        Redline.model_validate({"value": new, "unit": unit}),
    )
    assert found == f"It lasts {wanted} {unit}s from now."


@pytest.mark.parametrize(
    "keys", [{}, {"instead": "A sentence.", "delete": True}, {"value": 3}, {"unit": "day", "insert": True}]
)
def test_a_redline_is_exactly_one_thing(keys: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Redline.model_validate(keys)


def test_marks_of_terms_are_taken_off() -> None:
    assert without_marks("[[Service Level]]s and [[Fee|fees]]") == "Service Levels and fees"


def with_redline(folder: Path, redline: str) -> Library:
    return load_folders([write_library(folder, RULE=("kind: forbidden", f"redline: {{{redline}}}\nkind: forbidden"))])


def test_library_test_refuses_a_redline_that_fires_its_own_rule(tmp_path: Path) -> None:
    bad = with_redline(tmp_path, "instead: The lock period renews once.")
    failures = [str(failure) for failure in prove(bad, ["lock-renews"]).failures]
    assert any(RULE_PATH in failure and "fires again on its own redline" in failure for failure in failures)
    good = with_redline(tmp_path / "good", "instead: The lock period does not renew.")
    assert prove(good, ["lock-renews"]).failures == ()


def test_a_number_that_breaks_the_limit_too_is_refused(shipped: Library) -> None:
    rule = shipped.rules["lock-too-long"]
    assert try_redline(rule, shipped) == []
    worse = rule.model_copy(update={"redline": Redline(value=30, unit="month")})
    assert "fires again on its own redline" in try_redline(worse, shipped)[0]


def test_words_that_make_another_serious_rule_fire_are_refused(shipped: Library) -> None:
    rule = shipped.rules["free-subcontracting"]
    worse = rule.model_copy(update={"redline": Redline(instead="Vendor may assign this Agreement without consent.")})
    assert "makes vendor-may-assign-freely fire" in " ".join(try_redline(worse, shipped))


@pytest.mark.parametrize(
    ("redline", "expected"),
    [
        ("instead: 'The {provider} is bound.'", 'there is no party "provider"'),
        ("instead: 'The [[Lock Perod]] ends.'", 'there is no defined term "Lock Perod"'),
        ("value: 3, unit: month", "this rule has no number"),
    ],
)
def test_names_in_a_redline_must_exist(tmp_path: Path, redline: str, expected: str) -> None:
    write_library(tmp_path, RULE=("kind: forbidden", f"redline: {{{redline}}}\nkind: forbidden"))
    assert expected in " ".join(str(problem) for problem in validate_library(gather([tmp_path])[0]))


# Definitions are not struck by the sentence: other clauses hang on the term, so a handoff comments on them.
COMMENT_ONLY = {"definition-guts-duty", "working-day-cut-short"}


def test_every_critical_and_high_rule_on_words_says_what_to_put_instead(shipped: Library) -> None:
    """Tables and hidden text have no sentence that another one could replace."""
    without = {
        rule.id
        for rule in shipped.rules.values()
        if rule.redline is None and rule.severity in ("critical", "high") and rule.kind in ("forbidden", "limit")
    }
    assert without == COMMENT_ONLY
