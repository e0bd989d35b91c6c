"""Word-level changes: they lead from one text to the other, and their offsets are those of the texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from contractkit.compare.words import changed_words


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(segment.operation[0], segment.text) for segment in changed_words(old, new)]


def test_one_number() -> None:
    assert told("The term is 24 months.", "The term is 48 months.") == [
        ("s", "The term is "), ("d", "24"), ("i", "48"), ("s", " months."),
    ]  # fmt: skip


def test_words_that_came_and_went() -> None:
    assert told("It may end.", "It may never end.") == [("s", "It may "), ("i", "never "), ("s", "end.")]
    assert told("It may never end.", "It may end.") == [("s", "It may "), ("d", "never "), ("s", "end.")]


def test_an_island_of_a_short_word_belongs_to_the_change() -> None:
    assert told("the end of May", "the start of June") == [("s", "the "), ("d", "end of May"), ("i", "start of June")]


TEXTS = st.text(alphabet="ab ,.ñ\n1", max_size=40)


@given(TEXTS, TEXTS)
@settings(max_examples=200)
def test_the_segments_give_back_both_texts_at_their_offsets(old: str, new: str) -> None:
    segments = changed_words(old, new)
    assert "".join(s.text for s in segments if s.operation != "inserted") == old
    assert "".join(s.text for s in segments if s.operation != "deleted") == new
    for segment in segments:
        source = old if segment.operation == "deleted" else new
        assert source[segment.start : segment.end] == segment.text
