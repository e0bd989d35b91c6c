"""Tracked changes: minimal, inside the old format, wherever the words stand; refused where they would not last."""

from __future__ import annotations

import pytest

from builders import (
    deleted,
    docx,
    field,
    footnote_reference,
    ins,
    legal_list,
    mark,
    p,
    r,
    sdt,
    style,
    t,
    tbl,
    tc,
    textbox,
    tr,
)  # fmt: skip
from contractkit.word.canonical import equal_but_for_marks
from contractkit.word.marking.wording import fine_changes, word_changes
from contractkit.word.marks import Insertion, Replacement
from contractkit.word.read import read_document
from contractkit.word.redline import mark_up
from contractkit.word.resolve import accept_all, reject_all
from marking import AUTHOR, OURS, names, part, reasons, replaced, texts

BOLD = "<w:b/>"


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("within thirty (30) days", "within sixty (60) days", [("thirty", "sixty"), ("30", "60")]),
        ("may not assign", "may assign", [("not ", "")]),
        ("may assign", "may not assign", [("", "not ")]),
        ("12 months", "12 months, or less", [("", ", or less")]),
        ("the old words", "the new text", [("old words", "new text")]),
        ("same", "same", []),
        ("all gone", "", [("all gone", "")]),
        ("a\tb", "a b", [("\t", " ")]),
        ("12.4 and 12.5", "12.4 and 12.6", [("12.5", "12.6")]),
        ("one two three four five six", "eins zwei three vier fuenf sechs",
         [("one two three four five six", "eins zwei three vier fuenf sechs")]),
    ],
)  # fmt: skip
def test_whole_words_and_no_more_than_needed(old: str, new: str, changes: list[tuple[str, str]]) -> None:
    assert [(old[item.start : item.end], item.text) for item in word_changes(old, new)] == changes


def test_fine_changes_keep_every_word() -> None:
    assert len(fine_changes("one two three four five six", "eins zwei three vier fuenf sechs")) == 2


def checked(data: bytes, old: str, new: str) -> str:
    """The main part after a replacement that must be written, rejected must be the old file, accepted say the new."""
    marked = replaced(data, old, new)
    assert reasons(marked) == []
    assert equal_but_for_marks(data, marked.data, OURS)
    before = "\n".join(texts(data))
    assert "\n".join(texts(accept_all(marked.data, OURS))) == before.replace(old, new, 1)
    return part(marked.data)


def test_words_split_over_runs_of_different_format() -> None:
    xml = checked(docx(p("The ven", r("dor pays ", BOLD), "now")), "vendor pays", "supplier pays")
    assert "<w:delText>ven</w:delText>" in xml
    assert '<w:rPr><w:b/></w:rPr><w:delText xml:space="preserve">dor</w:delText>' in xml
    assert "<w:ins " in xml and xml.count("<w:ins ") == 1


def test_new_words_have_the_format_of_the_words_they_replace() -> None:
    xml = checked(docx(p("in ", r("thirty", BOLD), " days")), "thirty", "sixty")
    assert "<w:rPr><w:b/></w:rPr><w:t>sixty</w:t>" in xml


def test_added_words_have_the_format_of_the_words_before() -> None:
    xml = checked(docx(p(r("Title", BOLD), " text")), "Title", "Title here")
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> here</w:t>' in xml


def test_hidden_or_highlighted_format_is_not_taken_over_where_it_would_hide_words() -> None:
    marked = replaced(docx(p(r("secret", "<w:vanish/>"), " text")), "secret", "open")
    assert part(marked.data).count("<w:vanish/>") == 1


@pytest.mark.parametrize(
    "body",
    [
        tbl((tc(p("a 12 b")), "c")),
        sdt(p("a 12 b")),
        p(sdt(r("a 12 b"))),
        tbl(tr(sdt(tc(p("a 12 b"))))),
        p(f'<w:hyperlink w:anchor="x">{r("a 12 b")}</w:hyperlink>'),
        p("a ", '<w:bookmarkStart w:id="1" w:name="x"/>', "12", '<w:bookmarkEnd w:id="1"/>', " b"),
        p(f"<w:smartTag>{r('a 12')}</w:smartTag>", " b"),
        p(r("a ", raw="<w:tab/><w:br/>" + t("12 b"))),
        p("a ", field(' HYPERLINK "https://x.example" ', "link 12 b")),
        p("a ", '<w:proofErr w:type="spellStart"/>', "1", '<w:proofErr w:type="spellEnd"/>', "2 b"),
        "<w:p><w:r><w:t> a 12 b </w:t></w:r></w:p>",
    ],
)
def test_in_every_kind_of_place(body: str) -> None:
    xml = checked(docx(body, p("end")), "12", "24")
    assert xml.count("<w:del ") >= 1


def test_bookmarks_and_breaks_stay() -> None:
    xml = checked(
        docx(p("a ", '<w:bookmarkStart w:id="1" w:name="x"/>', "12", '<w:bookmarkEnd w:id="1"/>', " b")), "12", "x"
    )
    assert xml.index("bookmarkStart") < xml.index("<w:del ") < xml.index("bookmarkEnd")


def test_tabs_and_line_breaks_in_new_words() -> None:
    xml = checked(docx(p("a b")), "b", "x\ty\nz")
    assert "<w:t>x</w:t><w:tab/><w:t>y</w:t><w:br/><w:t>z</w:t>" in xml


def test_characters_that_xml_knows_otherwise() -> None:
    assert "&lt;A&amp;B&gt;" in checked(docx(p("a b")), "b", "<A&B>")


def test_inside_the_insertion_of_somebody_else() -> None:
    data = docx(p("a ", ins("new words here", author="Ann"), " b"))
    xml = checked(data, "words", "text")
    assert xml.count('w:author="Ann"') == 2
    assert '<w:t xml:space="preserve">new </w:t></w:r><w:del ' in xml
    marked = replaced(data, "words", "text").data
    assert texts(reject_all(marked, frozenset({"Ann"}))) == ["a text b"]
    ids = [piece.split('"')[1] for piece in xml.split("w:id=")[1:]]
    assert len(ids) == len(set(ids))


def test_across_the_deletion_of_somebody_else() -> None:
    data = docx(p("pay ", deleted("no ", author="Ann"), "in ", deleted("ten ", author="Ann"), "days"))
    xml = checked(data, "in days", "at once")
    assert xml.count('w:author="Ann"') == 2


def test_across_others_insertion_and_old_words() -> None:
    checked(
        docx(p("a old", ins(" new", author="Ann"), ins(" more", author="Ben"), " words")), "old new more words", "text"
    )


def test_in_moved_words() -> None:
    moved = f'<w:moveTo w:id="3" w:author="M" w:date="2026-01-01T00:00:00Z">{r("go 12 there")}</w:moveTo>'
    checked(docx(p("a ", moved)), "12", "24")


def test_in_headers_and_notes() -> None:
    data = docx(p("a", footnote_reference(2)), header=p("Draft of May"), footer=p("Page"), footnotes={2: p("see 12")})
    for old, new, name in (("May", "June", "header1"), ("Page", "Sheet", "footer1"), ("12", "13", "footnotes")):
        marked = replaced(data, old, new)
        assert reasons(marked) == []
        assert "<w:del " in part(marked.data, f"word/{name}.xml")
        assert part(marked.data) == part(data)


def test_a_whole_field_goes_with_its_words() -> None:
    data = docx(p("Pay under clause ", field(" REF _R1 \\r ", "7.2"), " now."), p("end"))
    xml = checked(data, " under clause 7.2", "")
    assert "<w:delInstrText" in xml and "<w:instrText" not in xml


@pytest.mark.parametrize(
    ("body", "old", "new", "why"),
    [
        (p("clause ", field(" REF _R1 \\r ", "7.2 and")), "7.2", "7.3", "Word computes"),
        (p("clause ", f'<w:fldSimple w:instr=" PAGE ">{r("3 of")}</w:fldSimple>'), "3 of", "4 of", "Word computes"),
        (p("clause ", field(" REF _R1 ", "seven two"), " x"), "two x", "three y", "partly in a field"),
        (p(sdt(r("bound 12"), "<w:dataBinding/>")), "12", "13", "from data"),
        (p(sdt(r("locked 12"), '<w:lock w:val="sdtContentLocked"/>')), "12", "13", "locked"),
        (sdt(p("locked 12"), '<w:lock w:val="contentLocked"/>'), "12", "13", "locked"),
        (p(sdt(r("pick 12"), "<w:dropDownList/>")), "12", "13", "chosen"),
        (p(f"<m:oMath><m:r>{t('x12')}</m:r></m:oMath>".replace("w:t", "m:t")), "12", "13", "formula"),
        (p("a", textbox("in 12 box")), "12", "13", "stored twice"),
        (p("one", footnote_reference(2), " two"), "one two", "", "footnote"),
    ],
)
def test_refused_where_it_would_not_last(body: str, old: str, new: str, why: str) -> None:
    data = docx(body, p("end"), footnotes={2: p("n")})
    marked = replaced(data, old, new)
    assert len(marked.refused) == 1 and why in marked.refused[0].reason
    assert marked.data == data


def test_words_around_a_field_change_and_the_field_stays() -> None:
    data = docx(p("See clause ", field(" REF _R1 \\r ", "7.2"), " of this Agreement."))
    xml = checked(data, "See clause 7.2 of this Agreement", "Read clause 7.2 of this Contract")
    assert xml.count("<w:instrText") == 1


def test_overlapping_and_impossible_edits_are_refused_and_the_rest_is_written() -> None:
    data = docx(p("one two three"))
    edits = [
        Replacement(0, 0, 7, "1 2"), Replacement(0, 4, 13, "x"), Replacement(0, 8, 13, "3"), Replacement(0, 0, 99, "y"),
        Replacement(7, 0, 0, "z"), Replacement(0, 13, 13, "\x00"), Insertion(9, ("n",)),
        Insertion(0, ("n", "m"), likes=(0,)),
    ]  # fmt: skip
    marked = mark_up(data, (), edits, AUTHOR)
    assert [item.edit for item in marked.refused] == [edits[1], edits[3], edits[4], edits[5], edits[6], edits[7]]
    assert texts(marked.data) == ["1 2 3"]


def test_many_edits_of_one_paragraph_and_insertions_at_one_place_keep_their_order() -> None:
    data = docx(p("a b c d e"))
    edits = [Replacement(0, at, at, word) for at, word in ((0, "0 "), (9, " f"), (9, " g"), (2, "x "), (2, "y "))]
    marked = mark_up(data, (), [*edits, Replacement(0, 4, 5, "C")], AUTHOR)
    assert reasons(marked) == []
    assert texts(marked.data) == ["0 a x y b C d e f g"]


def test_words_put_in_where_a_replaced_stretch_ends_come_behind_it() -> None:
    edits = [Replacement(0, 4, 4, "7"), Replacement(0, 0, 4, "one a")]
    assert texts(mark_up(docx(p("one two")), (), edits, AUTHOR).data) == ["one a7two"]


def test_an_empty_paragraph_takes_words() -> None:
    data = docx(p(num=(1, 0)), p("x"), numbering=legal_list())
    marked = mark_up(data, (), [Replacement(0, 0, 0, "now")], AUTHOR)
    assert texts(marked.data) == ["now", "x"]


def test_a_paragraph_deleted_whole_goes_with_its_number() -> None:
    data = docx(p("One", num=(1, 0)), p("Two", num=(1, 0)), p("Three", num=(1, 0)), numbering=legal_list())
    marked = mark_up(data, (), [Replacement(1, 0, 3, "")], AUTHOR)
    assert [(item.number, item.text) for item in read_document(accept_all(marked.data)).paragraphs] == [
        ("1", "One"), ("2", "Three"),
    ]  # fmt: skip
    assert [item.text for item in read_document(reject_all(marked.data)).paragraphs] == ["One", "Two", "Three"]


def test_the_only_paragraph_of_a_cell_is_emptied_and_stays() -> None:
    data = docx(tbl(("a", "b")), p("x"))
    marked = replaced(data, "a", "")
    assert reasons(marked) == [] and "<w:tc><w:p/></w:tc>" in part(accept_all(marked.data))


def test_parts_that_are_not_touched_are_byte_for_byte_the_same_in_the_same_order() -> None:
    data = docx(p("a 12"), styles=style("X"), header=p("h"), parts={"word/media/image1.png": b"\x89PNG" + bytes(99)})
    marked = replaced(data, "12", "24").data
    assert names(marked)[: len(names(data))] == names(data)
    for name in names(data):
        if name not in (
            "word/document.xml",
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
            "word/media/image1.png",
        ):
            assert part(marked, name) == part(data, name)


def test_nothing_to_do_gives_the_same_bytes() -> None:
    data = docx(p("a"))
    assert mark_up(data, (), (), AUTHOR).data == data
    assert mark_up(data, (), [Replacement(0, 0, 1, "a")], AUTHOR).data == data


def test_the_same_input_gives_the_same_bytes() -> None:
    data = docx(p("a 12"))
    assert replaced(data, "12", "24").data == replaced(data, "12", "24").data


def test_declaration_namespaces_and_comments_of_the_xml_stay() -> None:
    body = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<!-- made by hand --><w:document xmlns:w='
        '"http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc='
        '"http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:q="urn:q" mc:Ignorable="q"><w:body>'
        "<!-- first --><w:p q:x='1'><w:r><w:t>a <!-- in words -->12</w:t></w:r></w:p><w:sectPr/></w:body></w:document>"
    )
    data = docx(parts={"word/document.xml": body})
    xml = part(replaced(data, "12", "24").data)
    head, _, _ = body.partition("<w:body>")
    assert xml.startswith(head) and "<!-- first -->" in xml and 'q:x="1"' in xml


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings_stay(encoding: str) -> None:
    data = docx(p("café 12"), encoding=encoding)
    marked = replaced(data, "12", "24").data
    assert texts(marked) == ["café 24"]
    assert texts(reject_all(marked)) == ["café 12"]


def test_strict_files_are_marked_in_their_own_namespace() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = docx(p("a 12"), namespace=strict)
    xml = part(replaced(data, "12", "24").data)
    assert "<w:ins " in xml and "schemas.openxmlformats.org/wordprocessingml" not in xml


def test_a_mark_of_ours_from_an_earlier_round_stays_when_this_round_is_rejected() -> None:
    first = replaced(docx(p("a 12 b"), p("c 5")), "12", "24").data
    second = replaced(first, "5", "6").data
    assert texts(second) == ["a 24 b", "c 6"]
    again = replaced(first, "24", "36")
    assert reasons(again) == [] and texts(again.data) == ["a 36 b", "c 5"]


def test_a_deleted_mark_by_somebody_else_between_two_paragraphs() -> None:
    data = docx(p("one two ", mark=mark("del", author="Ann")), p("three four"), p("end"))
    checked(data, "two three", "2 3")
