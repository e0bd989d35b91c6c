"""The resolver: every kind of tracked change, accepted and rejected, for everybody or for one author."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import deleted, docx, field, ins, mark, p, r, sdt, tbl, tc, tr
from contractkit.word.canonical import equal_but_for_marks
from contractkit.word.read import read_document
from contractkit.word.resolve import accept_all, reject_all
from marking import part, texts

MOVE = 'w:id="5" w:author="Mover" w:date="2026-01-01T00:00:00Z"'
CHANGE = 'w:id="6" w:author="Ann" w:date="2026-01-01T00:00:00Z"'


def both(*body: str, **parts: str) -> tuple[list[str], list[str]]:
    """The paragraphs when all is accepted, and when all is rejected."""
    data = docx(*body, **parts)  # type: ignore[arg-type]
    return texts(accept_all(data)), texts(reject_all(data))


def test_insertions_and_deletions() -> None:
    accepted, rejected = both(p("Term ", deleted("12"), ins("36"), " months"))
    assert accepted == ["Term 36 months"]
    assert rejected == ["Term 12 months"]


def test_deleted_text_is_text_again_when_rejected() -> None:
    xml = part(reject_all(docx(p(deleted("gone"), deleted(r(raw="<w:delInstrText>PAGE</w:delInstrText>"))))))
    assert "delText" not in xml and "delInstrText" not in xml
    assert "<w:instrText>PAGE</w:instrText>" in xml


def test_only_the_changes_of_one_author() -> None:
    data = docx(p("a", ins("b", author="Ann"), ins("c", author="Ben"), deleted("d", author="Ann")))
    assert texts(accept_all(reject_all(data, frozenset({"Ann"})))) == ["acd"]
    assert texts(reject_all(accept_all(data, frozenset({"Ann"})))) == ["ab"]
    assert texts(reject_all(data, frozenset({"Nobody"}))) == texts(data)


def test_a_file_without_such_changes_comes_back_as_it_is() -> None:
    data = docx(p("a", ins("b", author="Ann")))
    assert reject_all(data, frozenset({"Ben"})) == data


def test_an_insertion_deleted_by_somebody_else() -> None:
    body = p("a", ins("b", deleted("c", author="Ben"), author="Ann"))
    data = docx(body)
    assert both(body) == (["ab"], ["a"])
    assert texts(reject_all(data, frozenset({"Ben"}))) == ["abc"]
    assert "delText" not in part(reject_all(data, frozenset({"Ben"})))
    kept = part(accept_all(data, frozenset({"Ann"})))
    assert "<w:delText" in kept and "<w:ins" not in kept


def test_moves_and_their_range_marks() -> None:
    body = (
        p(f'<w:moveFromRangeStart {MOVE} w:name="m"/><w:moveFrom {MOVE}>{r("x")}</w:moveFrom>'
          '<w:moveFromRangeEnd w:id="5"/>', "a"),
        p("b", f'<w:moveToRangeStart {MOVE} w:name="m"/><w:moveTo {MOVE}>{r("x")}</w:moveTo>'
          '<w:moveToRangeEnd w:id="5"/>'),
    )  # fmt: skip
    assert both(*body) == (["a", "bx"], ["xa", "b"])
    assert "move" not in part(accept_all(docx(*body)))


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        ((p("One ", mark=mark("del")), p("two"), p("three")), ["One two", "three"], ["One ", "two", "three"]),
        ((p("One ", mark=mark("ins")), p("two")), ["One ", "two"], ["One two"]),
        ((p("a", mark=mark("del")), p("b", mark=mark("del")), p("c")), ["abc"], ["a", "b", "c"]),
        ((p(deleted("7.1 Gone."), mark=mark("del")), p("7.2")), ["7.2"], ["7.1 Gone.", "7.2"]),
        ((p("x"), p(ins("new"), mark=mark("ins")), p("y")), ["x", "new", "y"], ["x", "y"]),
        ((p("Before", mark=mark("del")), tbl(("a",))), ["Before", "a"], ["Before", "a"]),
        ((p(deleted("gone"), mark=mark("del")), tbl(("a",))), ["a"], ["gone", "a"]),
        ((p("a"), p(deleted("last"), mark=mark("del"))), ["a"], ["a", "last"]),
    ],
)
def test_paragraph_marks(body: tuple[str, ...], accepted: list[str], rejected: list[str]) -> None:
    assert both(*body) == (accepted, rejected)


def test_joined_paragraphs_have_the_properties_of_the_last() -> None:
    body = (
        p("One ", mark=mark("del"), properties='<w:jc w:val="left"/>'),
        p("two", properties='<w:jc w:val="right"/>'),
    )
    xml = part(accept_all(docx(*body)))
    assert 'w:val="right"' in xml and 'w:val="left"' not in xml


def test_a_cell_keeps_its_last_paragraph() -> None:
    xml = part(accept_all(docx(tbl((tc(p(deleted("x"), mark=mark("del"))),)))))
    assert xml.count("<w:p>") == 1


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (f"<w:r><w:rPr><w:b/><w:rPrChange {CHANGE}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>x</w:t></w:r>",
         "<w:rPr><w:i/></w:rPr>", "<w:rPr><w:b/></w:rPr>"),
        (f'<w:pPr><w:jc w:val="right"/><w:rPr><w:b/></w:rPr><w:pPrChange {CHANGE}><w:pPr><w:jc w:val="left"/></w:pPr>'
         "</w:pPrChange></w:pPr>",
         '<w:pPr><w:jc w:val="left"/><w:rPr><w:b/></w:rPr></w:pPr>', '<w:pPr><w:jc w:val="right"/><w:rPr><w:b/></w:rPr></w:pPr>'),
    ],
)  # fmt: skip
def test_changed_formats(change: str, old: str, new: str) -> None:
    data = docx(f"<w:p>{change}</w:p>", p("y"))
    assert new in part(accept_all(data)) and "Change" not in part(accept_all(data))
    assert old in part(reject_all(data)) and "Change" not in part(reject_all(data))


def test_the_properties_of_sections_and_tables() -> None:
    section = f'<w:pgSz w:w="1"/><w:sectPrChange {CHANGE}><w:sectPr><w:pgSz w:w="2"/></w:sectPr></w:sectPrChange>'
    table = f'<w:jc w:val="end"/><w:tblPrChange {CHANGE}><w:tblPr><w:jc w:val="start"/></w:tblPr></w:tblPrChange>'
    data = docx(tbl(("a",), properties=table), p("x"), section=section, header=p("h"))
    assert 'w:w="1"' in part(accept_all(data)) and 'w:val="end"' in part(accept_all(data))
    rejected = part(reject_all(data))
    assert 'w:w="2"' in rejected and 'w:w="1"' not in rejected and 'w:val="start"' in rejected
    assert "headerReference" in rejected and "Change" not in rejected


def test_rows_and_tables() -> None:
    table = tbl(tr("a"), tr("new", properties=mark("ins")), tr("old", properties=mark("del")))
    assert both(table) == (["a", "new"], ["a", "old"])
    assert "<w:tbl>" not in part(reject_all(docx(tbl(tr("new", properties=mark("ins"))), p("x"))))


def test_cells() -> None:
    table = tbl(tr(tc("a"), tc("b", properties=mark("cellDel")), tc("c", properties=mark("cellIns"))))
    assert both(table) == (["a", "c"], ["a", "b"])


def test_merged_cells() -> None:
    merge = f'<w:cellMerge {CHANGE} w:vMerge="cont" w:vMergeOrig="rest"/>'
    data = docx(tbl(tr(tc("a", properties=merge))))
    assert '<w:vMerge w:val="continue"/>' in part(accept_all(data))
    assert '<w:vMerge w:val="restart"/>' in part(reject_all(data))


def test_numbering_that_was_inserted() -> None:
    properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {CHANGE}/></w:numPr>'
    data = docx(p("x", properties=properties))
    assert "<w:numId" in part(accept_all(data)) and "<w:ins" not in part(accept_all(data))
    assert "numPr" not in part(reject_all(data))


def test_inside_content_controls_links_and_other_stories() -> None:
    body = (
        sdt(p("a", ins("b"))),
        p(sdt(deleted("c") + r("d"))),
        p(f'<w:hyperlink w:anchor="x">{ins("e")}{r("f")}</w:hyperlink>'),
    )
    data = docx(*body, header=p("h", ins("i")), footnotes={2: p("n", deleted("o"))})
    assert texts(accept_all(data)) == ["ab", "d", "ef", "hi"]
    assert texts(reject_all(data)) == ["a", "cd", "f", "h"]
    assert "no" in part(reject_all(data), "word/footnotes.xml").replace(
        '</w:t></w:r><w:r><w:t xml:space="preserve">', ""
    )


def test_a_tracked_content_control() -> None:
    control = (
        f'<w:customXmlInsRangeStart {CHANGE}/><w:sdt><w:sdtPr/><w:sdtContent><w:customXmlInsRangeEnd w:id="6"/>'
        f"{r('kept')}</w:sdtContent></w:sdt>"
    )
    data = docx(p(control))
    assert "<w:sdt>" in part(accept_all(data)) and "customXml" not in part(accept_all(data))
    assert "<w:sdt>" not in part(reject_all(data)) and texts(reject_all(data)) == ["kept"]


def test_bookmarks_and_comments_that_only_begin_in_rejected_words_stay() -> None:
    inside = ins('<w:bookmarkStart w:id="3" w:name="b"/>', r("x"))
    data = docx(p(inside, "y", '<w:bookmarkEnd w:id="3"/>'))
    assert part(reject_all(data)).count("bookmark") == 2
    data = docx(
        p('<w:commentRangeStart w:id="0"/>', "y", ins("x", '<w:commentRangeEnd w:id="0"/>'
          '<w:r><w:commentReference w:id="0"/></w:r>')), comments={0: ("Ann", "why")},
    )  # fmt: skip
    assert part(reject_all(data)).count("w:comment") == 3


def test_equal_but_for_marks() -> None:
    plain = docx(p("one two", r("three", "<w:b/>")))
    marked = docx(p("one ", ins("new "), "two", deleted("x")[:0], r("three", "<w:b/>")))
    assert equal_but_for_marks(plain, marked)
    assert not equal_but_for_marks(plain, marked, frozenset({"Somebody"}))
    assert not equal_but_for_marks(plain, docx(p("one two", r("three", "<w:i/>"))))
    assert not equal_but_for_marks(plain, docx(p("one two", r("three", "<w:b/>")), p("more")))
    assert not equal_but_for_marks(plain, docx(p("one two", r("three", "<w:b/>")), header=p("h")))
    assert equal_but_for_marks(docx(p("a", r("b"))), docx(p("ab")))
    assert not equal_but_for_marks(docx(p("a", r("b"))), docx(p("a b")))


PIECES = st.lists(
    st.sampled_from([r("a "), ins("b ", author="A"), deleted("c ", author="B"), ins("x", deleted("y "), author="A"),
                     field(" REF x ", "z "), sdt(ins("q ", author="B")), r("w ", "<w:b/>")]), max_size=6)  # fmt: skip


@settings(max_examples=10)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["", "ins", "del"])), min_size=1, max_size=5))
def test_the_resolver_and_the_reader_agree(body: list[tuple[list[str], str]]) -> None:
    data = docx(*(p(*pieces, mark=mark(kind) if kind else "") for pieces, kind in body), p("end"))
    for resolve, view in ((accept_all, "accepted"), (reject_all, "original")):
        settled = read_document(resolve(data))
        read = read_document(data, view=view)  # type: ignore[arg-type]
        assert [item.text for item in settled.paragraphs if item.text] == [
            item.text for item in read.paragraphs if item.text
        ]
        assert not any(item.revisions for item in settled.paragraphs)
