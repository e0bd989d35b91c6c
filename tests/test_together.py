"""Parts of a sentence in any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import LibraryError
from contractkit.phrase_needs import anchors_of
from contractkit.phrases import Phrase, compile_phrase, could_match, separated
from contractkit.together import is_together, together

VOCABULARY = {"data": ["{customer} data", "records"]}


def compiled(source: str) -> Phrase:
    return together(source, lambda part: compile_phrase(part, VOCABULARY))


def found(source: str, text: str) -> str | None:
    phrase = compiled(source)
    canonical = separated(text)
    for match in phrase.find(canonical):
        assert could_match(phrase, anchors_of(canonical))
        return text[match.start : match.end]
    return None


HOSTAGE = "{data} & (keep*|withh*) & (unless|until) & (pay*|paid) & !court"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vendor_ keeps customer_ data until all is paid", "keeps customer_ data until all is paid"),
        ("until all is paid, vendor_ keeps the records", "until all is paid, vendor_ keeps the records"),
        (
            "records are withheld for no longer than until payment",
            "records are withheld for no longer than until payment",
        ),
        ("vendor_ keeps no records until all is paid", None),
        ("vendor_ keeps the records; it waits until all is paid", None),
        ("vendor_ keeps the records until the court has paid", None),
        ("vendor_ keeps the records until " + "so " * 40 + "paid", None),
        ("vendor_ keeps the records", None),
    ],
)
def test_all_parts_stand_together_in_any_order(text: str, expected: str | None) -> None:
    assert found(HOSTAGE, text) == expected


def test_the_reach_can_be_widened() -> None:
    text = "keeps " + "so " * 50 + "paid"
    assert found("keeps & paid", text) is None
    assert found("keeps &60 paid", text) == text


def test_a_word_with_an_ampersand_is_no_joint() -> None:
    assert not is_together("r&d")
    assert is_together("a & b")
    assert not is_together("(flat fee|time & materials)")
    assert is_together("a &60 b")


@pytest.mark.parametrize("source", ["!a & b", "a & (b"])
def test_what_is_not_well_formed_is_refused(source: str) -> None:
    with pytest.raises(LibraryError):
        compiled(source)


@given(st.permutations(["keep", "records", "until", "paid"]), st.integers(0, 6))
def test_the_order_of_the_parts_does_not_matter(words: list[str], between: int) -> None:
    text = " so".join(f" {word}" + " so" * between for word in words)
    assert found("keep & records & until & paid", text) is not None
