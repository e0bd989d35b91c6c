"""Paragraphs are found again after edits, renumbering and moves; none is lost, none is used twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from contractkit.compare.align import Pair, align
from contractkit.plain import document_from_text

CLAUSES = [
    "1.1 Agency must answer every call of a shopper within twenty seconds.",
    "1.2 Agency must report the results of each month to Client by the tenth day.",
    "2.1 Client pays each invoice within thirty days after it has arrived.",
    "2.2 Prices stay the same for the first two years of this Agreement.",
    "3.1 Either party may end this Agreement for a serious breach of it.",
]


def pairs(old: list[str], new: list[str]) -> list[Pair]:
    return align(document_from_text("\n".join(old)), document_from_text("\n".join(new)))


def same(count: int) -> list[Pair]:
    return [Pair(index, index) for index in range(count)]


def test_the_same_text_is_itself() -> None:
    assert pairs(CLAUSES, CLAUSES) == same(5)


def test_other_numbers_do_not_matter() -> None:
    renumbered = [line.replace("1.", "7.", 1).replace("2.", "8.", 1) for line in CLAUSES]
    assert pairs(CLAUSES, renumbered) == same(5)


def test_an_edited_paragraph_is_found_in_its_place() -> None:
    edited = [*CLAUSES[:2], "2.1 Client pays each invoice within ten days after its date.", *CLAUSES[3:]]
    assert pairs(CLAUSES, edited) == same(5)


def test_a_replaced_paragraph_is_removed_and_added() -> None:
    other = [*CLAUSES[:2], "9.9 Wholly other words stand here about kittens and trees.", *CLAUSES[3:]]
    assert [pair for pair in pairs(CLAUSES, other) if pair not in same(5)] == [Pair(2, None), Pair(None, 2)]


def test_a_moved_paragraph_is_found_elsewhere() -> None:
    moved = [*CLAUSES[1:], CLAUSES[0]]
    assert Pair(0, 4, moved=True) in pairs(CLAUSES, moved)


def test_an_inserted_and_a_deleted_paragraph() -> None:
    assert Pair(None, 2) in pairs(CLAUSES, [*CLAUSES[:2], "2.0 Something that nobody said before today.", *CLAUSES[2:]])
    assert Pair(2, None) in pairs(CLAUSES, [*CLAUSES[:2], *CLAUSES[3:]])


WORDS = st.lists(st.sampled_from("ab cd ef gh ij kl mn op qr st uv wx".split()), min_size=1, max_size=9).map(" ".join)
TEXTS = st.lists(WORDS, min_size=1, max_size=12)


@given(TEXTS, TEXTS)
@settings(max_examples=100)
def test_every_paragraph_of_both_sides_stands_in_the_result_once(old: list[str], new: list[str]) -> None:
    found = pairs(old, new)
    one, other = document_from_text("\n".join(old)), document_from_text("\n".join(new))
    assert sorted(p.old for p in found if p.old is not None) == list(range(len(one.paragraphs)))
    assert [p.new for p in found if p.new is not None] == list(range(len(other.paragraphs)))
    in_place = [(p.old, p.new) for p in found if p.old is not None and p.new is not None and not p.moved]
    assert in_place == sorted(in_place)
