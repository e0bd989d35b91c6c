import pytest

from contractkit.draft.numbering import letters, roman
from contractkit.errors import LibraryError
from drafting import DEFINITIONS, EXECUTION, PARTIES, blocks_of, drafted, lines, part, wording


def test_numbers_as_word_counts_them() -> None:
    found = lines(
        drafted(wording("a", "1. x\n   1. y\n   2. y\n      1. z\n\ntext\n\n1. x\n   1. y"), wording("b", "1. x"))
    )
    assert found[:10] == ["1. a", "1.1 x", "(a) y", "(b) y", "(i) z", "text", "1.2 x", "(a) y", "2. b", "2.1 x"]


def test_a_list_after_text_of_the_same_item_goes_on() -> None:
    found = lines(drafted(wording("a", "1. x\n   1. y\n\n   between\n\n   1. y")))
    assert found[:5] == ["1. a", "1.1 x", "(a) y", "between", "(b) y"]


def test_schedules_start_again_and_are_numbered() -> None:
    parts = [part("a"), part("b", kind="schedule", title="First"), part("c", kind="schedule", title="Second")]
    found = lines(drafted(wording("a", "1. x"), wording("b", "1. x"), wording("c", "1. x"), parts=parts))
    assert found[:8] == ["1. a", "1.1 x", "Schedule 1. First", "1. b", "1.1 x", "Schedule 2. Second", "1. c", "1.1 x"]


def test_parties_and_signature_are_outside_the_numbers() -> None:
    parts = [part("parties", "definitions"), part("execution", kind="signature", title="Signature")]
    manuscript = drafted(
        wording("parties", PARTIES), wording("definitions", DEFINITIONS), wording("execution", EXECUTION), parts=parts
    )
    found = lines(manuscript)
    assert found[2].startswith("(1) Lark & Willow")
    assert found[3].startswith("(2) Atlântico")
    assert "1. definitions" in found
    assert found[-4:-2] == ["Signature", "The parties have signed."]
    assert found[-2].endswith("Signature:  | Name: Aoife Brennan | Title: Chief Operating Officer | Date: ")
    assert [block.number for block in blocks_of(manuscript, "party")] == ["(1)", "(2)"]


def test_an_empty_item_is_left_out_with_what_is_below_it() -> None:
    body = (
        "1. one\n2. {% if false %}two{% endif %}\n   1. below\n\n   text below\n"
        "3. three\n   1. {% if false %}x{% endif %}\n   2. y"
    )
    assert lines(drafted(wording("a", body)))[:4] == ["1. a", "1.1 one", "1.2 three", "(a) y"]


def test_a_clause_of_which_nothing_is_left_is_refused() -> None:
    with pytest.raises(LibraryError, match=r"a\.preferred@1\.0\.0: nothing of this clause is left"):
        drafted(wording("a", "1. {% if false %}x{% endif %}"))


def test_a_family_twice_is_refused() -> None:
    with pytest.raises(LibraryError, match='"a" stands twice'):
        drafted(wording("a", "1. x"), parts=[part("a", "a")])


def test_letters_and_numerals() -> None:
    assert [letters(count) for count in (1, 26, 27, 28, 53)] == ["a", "z", "aa", "bb", "aaa"]
    assert [roman(count) for count in (1, 4, 9, 14, 40, 49)] == ["i", "iv", "ix", "xiv", "xl", "xlix"]


def test_recitals_have_capital_letters_and_no_clause_number() -> None:
    found = drafted(wording("objectives", "1. One.\n2. Two."), wording("a", "1. x"))
    assert lines(found)[:5] == ["objectives", "(A) One.", "(B) Two.", "1. a", "1.1 x"]
    assert [block.number for block in blocks_of(found, "recital")] == ["(A)", "(B)"]
