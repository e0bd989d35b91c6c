"""Headings name families: word by word, or by the words of a title in another form and order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.library.load import load_library
from contractkit.titles import FamilyTitles, content_stems

KNOWN = FamilyTitles(
    [
        ("missed targets", "credits"),
        ("leaving over missed targets", "exit"),
        ("targets", "levels"),
        ("price review", "prices"),
        ("audit", "audit"),
    ]
)


@pytest.mark.parametrize(
    ("heading", "families"),
    [
        ("Audit", ("audit",)),
        ("Audits", ()),  # a single word is known as it is written
        ("Review of prices", ("prices",)),
        ("Reviewing the price", ("prices",)),
        ("If a target is missed", ("credits",)),
        ("A target missed: how to leave", ("credits",)),
        ("Leaving over a missed target", ("exit",)),  # the title with more words counts
        ("Missed targets", ("credits",)),
        ("Our targets", ("levels",)),  # named word by word: nothing else is looked for
        ("Price Review Ltd", ()),
        ("Prices", ()),
    ],
)
def test_a_heading_names_by_its_words(heading: str, families: tuple[str, ...]) -> None:
    assert KNOWN.named_in(heading) == families


def test_words_of_a_long_heading_stand_together_by_chance() -> None:
    long = "Review meetings with warehouse carriers about stock counts, labels and weekly price lists"
    assert KNOWN.named_in(long) == ()


def test_forms_of_a_word_have_one_stem() -> None:
    assert content_stems("price") == content_stems("the prices") == content_stems("of pricing")
    assert content_stems("fees") == content_stems("our fee")
    assert content_stems("what we do with it") == frozenset()


@given(st.permutations("handling of the personal records".split()))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    known = FamilyTitles([("personal records handling", "data")])
    assert known.named_in(" ".join(words)) == ("data",)


@given(st.text(max_size=60))
def test_any_text_can_be_asked(heading: str) -> None:
    assert set(KNOWN.named_in(heading)) <= {"audit", "credits", "exit", "levels", "prices"}


def test_every_title_of_the_library_names_its_family_unless_a_longer_one_does() -> None:
    pairs = [
        (title, family.id) for family in load_library().families.values() for title in family.recognise.headings.en
    ]
    known = FamilyTitles(pairs)
    unnamed = [(title, family) for title, family in pairs if family not in known.named_in(title)]
    assert unnamed == []
