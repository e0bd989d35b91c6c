"""New paragraphs: at their place, in the style of their siblings, with the next number, and references kept right."""

from __future__ import annotations

import pytest

from builders import docx, field, legal_list, mark, p, r, sdt, style, t, tbl, tc
from contractkit.word.canonical import equal_but_for_marks
from contractkit.word.marks import Insertion, Marked, Replacement
from contractkit.word.read import read_document
from contractkit.word.redline import mark_up
from contractkit.word.resolve import accept_all, reject_all
from marking import AUTHOR, OURS, part, reasons, texts

BOLD = "<w:b/>"


def inserted(data: bytes, *edits: Insertion) -> Marked:
    """The file with new paragraphs; rejected it must be the old one."""
    marked = mark_up(data, (), edits, AUTHOR)
    assert equal_but_for_marks(data, marked.data, OURS)
    return marked


def numbered(data: bytes) -> list[tuple[str, str]]:
    """The accepted text with its automatic numbers."""
    return [(item.number, item.text) for item in read_document(accept_all(data)).paragraphs]


def test_automatic_numbers_go_on() -> None:
    data = docx(
        p("One", num=(1, 0)), p("a", num=(1, 1)), p("b", num=(1, 1)), p("Two", num=(1, 0)), numbering=legal_list()
    )
    marked = inserted(data, Insertion(2, ("c",)))
    assert reasons(marked) == []
    assert numbered(marked.data) == [("1", "One"), ("1.1", "a"), ("1.2", "b"), ("1.3", "c"), ("2", "Two")]
    assert "<w:rPr><w:ins " in part(marked.data)


def test_a_heading_with_its_clauses() -> None:
    data = docx(p(r("One", BOLD), num=(1, 0)), p("a", num=(1, 1)), p("b", num=(1, 1)), p("end"), numbering=legal_list())
    marked = inserted(data, Insertion(2, ("Audit", "first", "second"), likes=(0, 1, 1)))
    assert numbered(marked.data)[3:6] == [("2", "Audit"), ("2.1", "first"), ("2.2", "second")]
    assert "<w:rPr><w:b/></w:rPr><w:t>Audit</w:t>" in part(marked.data)
    assert "<w:rPr><w:b/></w:rPr><w:t>first</w:t>" not in part(marked.data)


def tabbed(number: str, words: str) -> str:
    """A paragraph with a typed number and a tab."""
    return p(r(number, raw="<w:tab/>" + t(words)))


@pytest.mark.parametrize(
    ("before", "like", "new"),
    [
        (("12.3 Old.", "12.4 Last.", "13. Next"), 1, "12.5 New."),
        (("12.3 Old.", "12.4 Last.", "13. Next"), 0, "12.5 New."),
        (("12.3|Old.", "12.4|Last.", "13.|Next"), 1, "12.5\tNew."),
        (("1. All", "(a) one;", "(b) two;", "2. More"), 2, "(c) New."),
        (("1. All", "(g) one;", "(h) two;", "2. More"), 2, "(i) New."),
        (("1. All", "(i) one;", "(ii) two;", "2. More"), 2, "(iii) New."),
        (("ARTICLE I. Scope", "ARTICLE II. Term", "text"), 1, "ARTICLE III. New."),
        (("Plain text.", "More of it.", "End."), 1, "New."),
    ],
)
def test_typed_numbers_go_on(before: tuple[str, ...], like: int, new: str) -> None:
    data = docx(*(tabbed(*text.split("|")) if "|" in text else p(text) for text in before))
    after = next(at for at, text in reversed(list(enumerate(before[:-1]))))
    marked = inserted(data, Insertion(after, ("New.",), like=like))
    assert reasons(marked) == []
    assert texts(marked.data)[after + 1] == new


def test_a_typed_heading_with_typed_clauses() -> None:
    data = docx(p(r("12. Term", BOLD)), p("12.1 It begins."), p("12.2 It ends."))
    marked = inserted(data, Insertion(2, ("Audit", "You may audit.", "At any time."), likes=(0, 1, 1)))
    assert texts(marked.data)[3:] == ["13. Audit", "13.1 You may audit.", "13.2 At any time."]


def test_a_typed_number_that_is_taken_is_not_given_twice() -> None:
    data = docx(p("1. Scope"), p("1.1 a"), p("1.2 b"), p("2. Term"), p("2.1 c"))
    marked = inserted(data, Insertion(1, ("new",)))
    assert ["taken" in reason for reason in reasons(marked)] == [True]
    assert marked.data == data


def test_numbers_in_words_cannot_be_counted_on() -> None:
    data = docx(p("PRIMERA.- Objeto del contrato"), p("SEGUNDA.- Plazo del contrato"), p("fin"))
    assert "in words" in reasons(inserted(data, Insertion(1, ("Nueva",))))[0]


def test_stored_references_to_numbers_that_shift_are_brought_up_to_date() -> None:
    target = '<w:bookmarkStart w:id="1" w:name="_R1"/>' + r("Two") + '<w:bookmarkEnd w:id="1"/>'
    data = docx(
        p("One", num=(1, 0)), p(target, num=(1, 0)), p("See clause ", field(" REF _R1 \\r \\h ", "2"), "."),
        numbering=legal_list(),
    )  # fmt: skip
    marked = inserted(data, Insertion(0, ("New",)))
    assert reasons(marked) == []
    assert texts(accept_all(marked.data))[-1] == "See clause 3."
    assert texts(reject_all(marked.data))[-1] == "See clause 2."
    assert part(marked.data).count("<w:instrText") == 1


def test_a_typed_reference_to_a_number_that_would_shift_forbids_the_insertion() -> None:
    data = docx(
        p("One", num=(1, 0)), p("Two", num=(1, 0)), p("Three", num=(1, 0)), p("See clause 2 and the rest."),
        numbering=legal_list(),
    )  # fmt: skip
    marked = inserted(data, Insertion(0, ("New",)), Insertion(2, ("Fine",)))
    assert reasons(marked) == ["it would renumber clause 2, which the text cites as a typed number"]
    assert numbered(marked.data)[3] == ("4", "Fine")


def test_a_clause_that_is_cited_is_not_deleted() -> None:
    data = docx(p("One", num=(1, 0)), p("Two", num=(1, 0)), p("See clause 2."), numbering=legal_list())
    marked = mark_up(data, (), [Replacement(1, 0, 3, "")], AUTHOR)
    assert reasons(marked) == ["clause 2 is cited elsewhere in the document"]


@pytest.mark.parametrize(
    "body",
    [
        (tbl(("a", "b")), p("x")),
        (tbl((tc(p("a", properties='<w:jc w:val="right"/>'), p("z")), "b")), p("x")),
        (sdt(p("a") + p("c")), p("x")),
        (p("a"), p("b", properties='<w:jc w:val="right"/>')),
    ],
)
@pytest.mark.parametrize("like", [None, 0, 1])
def test_everywhere_and_also_last(body: tuple[str, ...], like: int | None) -> None:
    data = docx(*body)
    before = texts(data)
    for after in range(len(before)):
        marked = inserted(data, Insertion(after, ("new", "newer"), like=like))
        assert reasons(marked) == []
        assert texts(accept_all(marked.data)) == [*before[: after + 1], "new", "newer", *before[after + 1 :]]
        assert texts(reject_all(marked.data, OURS)) == before


def test_at_the_very_end_the_old_properties_come_back() -> None:
    data = docx(p("Heading", style="H"), p("last", properties='<w:jc w:val="right"/>'), styles=style("H"))
    marked = inserted(data, Insertion(1, ("new",), like=0))
    xml = part(marked.data)
    assert "<w:pPrChange " in xml
    old = '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">last'
    assert old in part(reject_all(marked.data))
    assert part(accept_all(marked.data)).count('<w:pStyle w:val="H"/>') == 2


def test_several_at_one_place_keep_their_order() -> None:
    data = docx(p("a"), p("b"))
    for after in (0, 1):
        marked = inserted(data, Insertion(after, ("1", "2")), Insertion(after, ("3",)))
        assert texts(marked.data)[after + 1 : after + 4] == ["1", "2", "3"]


def test_its_own_changes_marks_and_page_breaks_are_not_copied() -> None:
    change = (
        '<w:pageBreakBefore/><w:rPr><w:ins w:id="4" w:author="Ann" w:date="2026-01-01T00:00:00Z"/></w:rPr>'
        '<w:pPrChange w:id="5" w:author="Ann" w:date="2026-01-01T00:00:00Z"><w:pPr/></w:pPrChange>'
    )
    data = docx(p("a", properties=change), p("b"))
    xml = part(inserted(data, Insertion(0, ("new",))).data)
    assert xml.count("pageBreakBefore") == 1 and xml.count('w:author="Ann"') == 2


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ((p("a", properties="<w:sectPr/>"), p("b")), "page layout"),
        ((sdt(p("a"), '<w:lock w:val="contentLocked"/>'), p("b")), "locked"),
    ],
)
def test_refused_places(body: tuple[str, ...], why: str) -> None:
    data = docx(*body)
    assert why in reasons(inserted(data, Insertion(0, ("new",))))[0]


def test_after_a_paragraph_whose_mark_somebody_deleted() -> None:
    data = docx(p("a", mark=mark("del", author="Ann")), p("b"), p("c"))
    marked = inserted(data, Insertion(0, ("new",)))
    assert texts(marked.data) == ["ab", "new", "c"]


def test_the_words_of_the_paragraph_and_a_new_one_behind_it() -> None:
    data = docx(p("1. Old scope"), p("2. Term"), p("end"))
    marked = mark_up(data, (), [Replacement(1, 3, 7, "Duration"), Insertion(1, ("New",))], AUTHOR)
    assert reasons(marked) == []
    assert texts(accept_all(marked.data)) == ["1. Old scope", "2. Duration", "3. New", "end"]
    assert equal_but_for_marks(data, marked.data, OURS)


def test_what_fails_the_proof_is_left_out_and_the_rest_is_written() -> None:
    """A new paragraph behind one whose mark somebody deleted before a table would flow together with it."""
    data = docx(p("Before", mark=mark("del", author="Ann")), tbl(("a", "b")), p("pay in 30 days"), p("end"))
    edits = [Insertion(0, ("new",)), Replacement(3, 7, 9, "60"), Insertion(3, ("last",))]
    marked = mark_up(data, (), edits, AUTHOR)
    assert [item.edit for item in marked.refused] == [edits[0]]
    assert "does not say what was promised" in marked.refused[0].reason
    assert texts(marked.data) == ["Before", "a", "b", "pay in 60 days", "last", "end"]
