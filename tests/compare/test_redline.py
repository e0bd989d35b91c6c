"""The redline of two rounds: accepting it gives the new words, rejecting it the old ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import deleted, docx, ins, legal_list, p, tbl, tc, tr
from contractkit.compare.redline import compare_redline
from contractkit.word.marks import Author, Marked
from contractkit.word.read import read_document
from contractkit.word.resolve import accept_all, reject_all

US = Author("Comparison", "CMP", "2026-11-29T00:00:00Z")


def redline(old: bytes, new: bytes) -> Marked:
    return compare_redline(old, read_document(old), read_document(new), US)


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read_document(data).paragraphs]


def test_changed_new_and_removed_paragraphs() -> None:
    old = docx(p("The term is 24 months from the start."), p("Nobody needs this line any more."), p("The end is near."))
    new = docx(p("The term is 48 months from the start."), p("The end is near."), p("Something that is wholly new."))
    marked = redline(old, new)
    assert marked.refused == ()
    assert texts(accept_all(marked.data)) == texts(new)
    assert texts(reject_all(marked.data)) == texts(old)


def test_changes_that_the_old_file_tracks_are_taken_as_accepted() -> None:
    old = docx(p("The term is ", deleted("24"), ins("36"), " months from the start."), p("The end is near."))
    new = docx(p("The term is 48 months from the start."), p("The end is near."))
    marked = redline(old, new)
    assert texts(accept_all(marked.data)) == texts(new)
    assert texts(reject_all(marked.data)) == texts(accept_all(old))


Num = tuple[int, int]
HEAD, CLAUSE, ITEM = (1, 0), (1, 1), (1, 2)
TYPED = ["1. Services", "1.1 The vendor provides the services in full.", "1.2 The client pays for them every month."]
AUTOMATIC = [
    p("Services", num=HEAD), p("The vendor must:", num=CLAUSE), p("do this thing well;", num=ITEM),
    p("do that thing well.", num=ITEM), p("The vendor may assign this as clause 1.1 says.", num=CLAUSE),
]  # fmt: skip
MORE = [
    p("A new sub-clause has items:", num=CLAUSE), p("one of those items;", num=ITEM), p("another of them.", num=ITEM),
    p("Payment", num=HEAD), p("The client pays whatever was agreed.", num=CLAUSE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([p(line) for line in TYPED], [p(line) for line in [*TYPED, "1.3 A wholly new clause stands here today."]]),
        (
            [p(line) for line in TYPED],
            [p(TYPED[0]), p(TYPED[1]), p("1.2 A wholly new clause stands here today."), p(TYPED[2].replace("1.2", "1.3"))],
        ),
        (AUTOMATIC, [*AUTOMATIC, *MORE]),
        (AUTOMATIC, [AUTOMATIC[0], *MORE[:3], *AUTOMATIC[1:]]),
        (AUTOMATIC, [*AUTOMATIC[:4], p("It needs the written consent of both parties.", num=CLAUSE)]),
    ],
    ids=["typed behind", "typed between", "all depths behind", "before what is cited", "another clause in its place"],
)  # fmt: skip
def test_new_paragraphs_have_the_numbers_that_they_have_in_the_new_file(old: list[str], new: list[str]) -> None:
    one, other = docx(*old, numbering=legal_list()), docx(*new, numbering=legal_list())
    marked = redline(one, other)
    assert marked.refused == ()
    for data, wanted in ((accept_all(marked.data), other), (reject_all(marked.data), one)):
        shown, right = (
            [(item.number, item.text) for item in read_document(file).paragraphs] for file in (data, wanted)
        )
        assert shown == right


def test_a_new_row_is_not_written_and_said() -> None:
    row = tr(tc(p("Chat")), tc(p("60 seconds")))
    old = docx(p("Levels"), tbl(row), p("The end is near."))
    new = docx(p("Levels"), tbl(row, tr(tc(p("Telephone")), tc(p("20 seconds")))), p("The end is near."))
    reasons = [refused.reason for refused in redline(old, new).refused]
    assert len(reasons) == 2
    assert "Telephone" in reasons[0]


LINES = st.lists(
    st.lists(st.sampled_from("alpha beta gamma delta omega one two three".split()), min_size=3, max_size=9).map(
        " ".join
    ),
    min_size=2,
    max_size=7,
)


@given(LINES, LINES)
@settings(max_examples=10)
def test_any_two_files(old_lines: list[str], new_lines: list[str]) -> None:
    old, new = (docx(*(p(line) for line in lines)) for lines in (old_lines, new_lines))
    marked = redline(old, new)
    assert texts(reject_all(marked.data)) == old_lines
    if not marked.refused:
        assert texts(accept_all(marked.data)) == new_lines


NUMBERED = st.lists(
    st.tuples(st.sampled_from("alpha beta gamma delta omega".split()), st.sampled_from([HEAD, CLAUSE, ITEM])),
    min_size=2,
    max_size=6,
)


@given(NUMBERED, NUMBERED)
@settings(max_examples=8)
def test_any_two_numbered_files(old_lines: list[tuple[str, Num]], new_lines: list[tuple[str, Num]]) -> None:
    """Rejected it is the old file with its numbers; accepted it says what the new one says, or the refusal is told."""
    old, new = (
        docx(*(p(f"{word} {word} in its own line", num=num) for word, num in lines), numbering=legal_list())
        for lines in (old_lines, new_lines)
    )
    marked = redline(old, new)
    rejected, accepted = read_document(reject_all(marked.data)), texts(accept_all(marked.data))
    assert [(item.number, item.text) for item in rejected.paragraphs] == [
        (item.number, item.text) for item in read_document(old).paragraphs
    ]
    assert marked.refused or [text for text in accepted if text] == texts(new), "the last mark of a file cannot go"
