"""Tracked changes: both views, who and when, moves, paragraph marks, rows and cells."""

from __future__ import annotations

from typing import Any

from builders import deleted, docx, ins, mark, p, r, t, tbl, tc, tr
from contractkit.document import Document, View
from contractkit.word.read import read_document


def read(view: View, *body: str, **parts: Any) -> Document:
    return read_document(docx(*body, **parts), view=view)


def texts(view: View, *body: str) -> list[str]:
    return [paragraph.text for paragraph in read(view, *body).paragraphs]


def test_insertions_are_in_and_deletions_out_of_the_accepted_text() -> None:
    body = p("The term is ", deleted("12"), ins("36"), " months.")
    assert texts("accepted", body) == ["The term is 36 months."]
    assert texts("original", body) == ["The term is 12 months."]


def test_each_change_keeps_its_author_its_date_and_its_words() -> None:
    document = read(
        "accepted", p("Term ", deleted("12", author="Ann"), ins("36", author="Ben", date="2026-05-06T07:08:09Z"))
    )
    found = [
        (item.kind, item.author, item.date, item.start, item.end, item.text)
        for item in document.paragraphs[0].revisions
    ]
    assert found == [
        ("deleted", "Ann", "2026-03-01T10:00:00Z", 5, 5, "12"),
        ("inserted", "Ben", "2026-05-06T07:08:09Z", 5, 7, ""),
    ]


def test_the_original_keeps_deleted_words_as_text_and_inserted_ones_beside_it() -> None:
    document = read("original", p("Term ", deleted("12"), ins("36")))
    found = [(item.kind, item.start, item.end, item.text) for item in document.paragraphs[0].revisions]
    assert found == [("deleted", 5, 7, ""), ("inserted", 7, 7, "36")]


def test_pieces_of_one_insertion_are_one_change() -> None:
    document = read("accepted", p(ins("The "), ins("Vendor "), ins("pays", author="Other")))
    assert [(item.author, item.start, item.end) for item in document.paragraphs[0].revisions] == [
        ("Vendor", 0, 11),
        ("Other", 11, 15),
    ]


def test_an_insertion_deleted_by_somebody_else_is_in_neither_view() -> None:
    body = p("a", ins(deleted(r("never"), author="Other"), author="First"), "b")
    assert texts("accepted", body) == ["ab"]
    assert texts("original", body) == ["ab"]
    (change,) = read("accepted", body).paragraphs[0].revisions
    assert (change.kind, change.author, change.text) == ("deleted", "Other", "never")


def test_a_move_is_read_where_it_went_or_where_it_came_from() -> None:
    attributes = 'w:id="5" w:author="Mover" w:date="2026-01-01T00:00:00Z"'
    body = (
        p("a", f"<w:moveFrom {attributes}>{r('x')}</w:moveFrom>"),
        p("b", f"<w:moveTo {attributes}>{r('x')}</w:moveTo>"),
    )
    assert texts("accepted", *body) == ["a", "bx"]
    assert texts("original", *body) == ["ax", "b"]
    assert read("accepted", *body).paragraphs[1].revisions[0].kind == "moved"


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    body = (p("One ", mark=mark("del")), p("two"), p("three"))
    assert texts("accepted", *body) == ["One two", "three"]
    assert texts("original", *body) == ["One ", "two", "three"]


def test_an_inserted_paragraph_mark_splits_only_the_accepted_text() -> None:
    body = (p("One ", mark=mark("ins")), p("two"))
    assert texts("accepted", *body) == ["One ", "two"]
    assert texts("original", *body) == ["One two"]


def test_a_paragraph_deleted_whole_leaves_its_words_beside_the_next() -> None:
    document = read("accepted", p(deleted("7.1 Gone."), mark=mark("del")), p("7.2 Stays."))
    assert [item.text for item in document.paragraphs] == ["7.2 Stays."]
    assert document.paragraphs[0].revisions[0].text == "7.1 Gone."


def test_a_deleted_mark_before_a_table_does_not_lose_the_text() -> None:
    assert texts("accepted", p("Before", mark=mark("del")), tbl(("a", "b"))) == ["Before", "a", "b"]


def test_a_deleted_mark_at_the_end_does_not_lose_the_text() -> None:
    assert texts("accepted", p("a"), p("Last", mark=mark("del"))) == ["a", "Last"]


def test_a_deleted_paragraph_is_not_counted() -> None:
    from builders import legal_list

    body = (
        p("One", num=(1, 0)),
        p(deleted("Two"), num=(1, 0), mark=mark("del")),
        p("Three", num=(1, 0)),
    )
    accepted = read("accepted", *body, numbering=legal_list())
    assert [item.number for item in accepted.paragraphs] == ["1", "2"]
    original = read("original", *body, numbering=legal_list())
    assert [item.number for item in original.paragraphs] == ["1", "2", "3"]


def test_the_original_view_uses_the_numbering_before_the_change() -> None:
    from builders import legal_list

    change = (
        '<w:pPrChange w:id="1" w:author="A"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:pPrChange>"
    )
    body = (p("One", num=(1, 0)), p("Two", num=(1, 0), properties=change))
    assert [item.number for item in read("accepted", *body, numbering=legal_list()).paragraphs] == ["1", "2"]
    assert [item.number for item in read("original", *body, numbering=legal_list()).paragraphs] == ["1", "1.1"]


def test_tracked_rows_are_in_one_view_only() -> None:
    table = tbl(tr("a"), tr("new", properties=mark("ins")), tr("old", properties=mark("del")))
    assert texts("accepted", table) == ["a", "new"]
    assert texts("original", table) == ["a", "old"]


def test_a_tracked_row_gives_its_author_to_its_text() -> None:
    document = read("accepted", tbl(tr("a"), tr("new", properties=mark("ins", author="Carol"))))
    assert document.paragraphs[1].revisions[0].author == "Carol"


def test_a_deleted_cell_is_left_out() -> None:
    table = tbl(tr(tc("a"), tc("b", properties=mark("cellDel"))))
    assert texts("accepted", table) == ["a"]
    assert texts("original", table) == ["a", "b"]


def test_a_deleted_text_box_is_left_out_and_accounted_for() -> None:
    from builders import textbox

    document = read("accepted", p("a", f'<w:del w:id="1" w:author="A">{textbox("gone")}</w:del>'))
    assert [item.text for item in document.paragraphs] == ["a"]
    assert {item.reason for item in document.coverage.set_aside} >= {"deleted by a tracked change"}


def test_a_note_whose_reference_is_deleted_is_left_out() -> None:
    from builders import footnote_reference

    body = p("a", f'<w:del w:id="1" w:author="A">{footnote_reference(2)}</w:del>')
    assert [item.text for item in read("accepted", body, footnotes={2: p("note")}).paragraphs] == ["a"]
    assert [item.text for item in read("original", body, footnotes={2: p("note")}).paragraphs] == ["a", "note"]


def test_deleted_text_with_a_tab_keeps_its_tab() -> None:
    change = f'<w:del w:id="1" w:author="A"><w:r>{t("x").replace("w:t", "w:delText")}<w:tab/></w:r></w:del>'
    assert read("accepted", p("a", change)).paragraphs[0].revisions[0].text == "x\t"


def test_a_deleted_row_leaves_its_words_and_its_author_beside_the_row_before() -> None:
    table = tbl(tr("a"), tr("b", "c", properties=mark("del", author="Ann")))
    (kept,) = read("accepted", table).paragraphs
    (change,) = kept.revisions
    assert (change.kind, change.author, change.text, change.start, change.end) == ("deleted", "Ann", "b\nc", 1, 1)


def test_a_row_deleted_at_the_very_beginning_is_told_with_the_text_after_it() -> None:
    (kept,) = read("accepted", tbl(tr("gone", properties=mark("del", author="Ann"))), p("rest")).paragraphs
    assert [(item.author, item.text, item.start) for item in kept.revisions] == [("Ann", "gone", 0)]


def test_a_row_inserted_by_one_and_deleted_by_another_is_in_neither_view() -> None:
    table = tbl(tr("a"), tr("b", properties=mark("ins", author="Ann") + mark("del", author="Bob")))
    assert [item.text for item in read("accepted", table).paragraphs] == ["a"]
    assert [item.text for item in read("original", table).paragraphs] == ["a"]


def test_an_inserted_cell_is_in_the_accepted_text_only() -> None:
    table = tbl(tr(tc("a"), tc("new", properties=mark("cellIns", author="Ann"))))
    accepted, original = read("accepted", table), read("original", table)
    assert [(item.text, [change.author for change in item.revisions]) for item in accepted.paragraphs] == [
        ("a", []), ("new", ["Ann"]),
    ]  # fmt: skip
    assert [item.text for item in original.paragraphs] == ["a"]


def test_changes_around_whole_paragraphs_keep_their_author() -> None:
    body = (ins(p("one"), p("two"), author="Ann"), p("three"))
    assert [[change.author for change in item.revisions] for item in read("accepted", *body).paragraphs] == [
        ["Ann"],
        ["Ann"],
        [],
    ]
    (kept,) = read("original", *body).paragraphs
    assert [(change.kind, change.author, change.text) for change in kept.revisions] == [("inserted", "Ann", "one\ntwo")]
