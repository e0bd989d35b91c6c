"""The redline of two rounds: accepting it gives the new words, rejecting it the old ones."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import deleted, docx, ins, p, tbl, tc, tr
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
@settings(max_examples=40, deadline=None)
def test_any_two_files(old_lines: list[str], new_lines: list[str]) -> None:
    old, new = (docx(*(p(line) for line in lines)) for lines in (old_lines, new_lines))
    marked = redline(old, new)
    assert texts(reject_all(marked.data)) == old_lines
    if not marked.refused:
        assert texts(accept_all(marked.data)) == new_lines
