"""Margin comments: exactly on the words, in the file's own parts, nobody else's moved."""

from __future__ import annotations

import io
import re

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    deleted,
    docx,
    field,
    footnote_reference,
    ins,
    p,
    r,
    relation,
    sdt,
    style,
    t,
    tbl,
    tc,
    textbox,
)  # fmt: skip
from contractkit.word.canonical import equal_but_for_marks
from contractkit.word.marks import Author, MarkedComment, Note, Replacement
from contractkit.word.read import read_document
from contractkit.word.read_marks import read_marks
from contractkit.word.redline import mark_up
from marking import AUTHOR, OURS, commented, names, part, reasons, texts


def only(data: bytes, author: str = AUTHOR.name) -> MarkedComment:
    """The one comment by ``author``."""
    (found,) = [item for item in read_marks(data).comments if item.author == author]
    return found


@pytest.mark.parametrize(
    "body",
    [
        p("say these words now"),
        p("say th", r("ese wo", "<w:b/>"), "rds now"),
        tbl((tc(p("say these words now")), "x")),
        p(sdt(r("say these words now"))),
        sdt(p("say these words now")),
        p("say ", f'<w:hyperlink w:anchor="x">{r("these")}</w:hyperlink>', " words now"),
        p("say ", ins("these ", author="Ann"), "words now"),
        p("say ", ins("so these words", author="Ann").replace("so ", ""), " now"),
        p("say these ", deleted("old ", author="Ann"), "words now"),
        p("say ", field(" REF x \\r ", "these"), " words now"),
        p("say ", field(' HYPERLINK "https://a.example" ', r("so, these words now"))),
        p("say ", '<w:bookmarkStart w:id="1" w:name="x"/>', "these", '<w:bookmarkEnd w:id="1"/>', " words"),
        p("say ", sdt(r("these words"), "<w:dataBinding/>")),
    ],
)
def test_exactly_on_the_words(body: str) -> None:
    data = docx(p("before"), body, p("after"))
    marked = commented(data, "these words", "Why?", "Ask for 30 days.")
    assert reasons(marked) == []
    comment = only(marked.data)
    assert comment.quote == "these words"
    assert (comment.text, comment.initials, comment.date) == ("Why?\nAsk for 30 days.", "AL", AUTHOR.date)
    assert texts(marked.data) == texts(data)
    assert equal_but_for_marks(data, marked.data, OURS)


def test_the_format_of_split_words_stays() -> None:
    xml = part(commented(docx(p(r("one two three", "<w:b/><w:i/>"))), "two").data)
    assert xml.count("<w:rPr><w:b/><w:i/></w:rPr>") == 3


def test_words_that_cannot_be_split_are_taken_whole() -> None:
    data = docx(p("a ", field(" REF x \\r ", "12.4"), " b"))
    assert only(commented(data, "2.4").data).quote == "12.4"


def test_the_comment_of_a_change_covers_old_and_new_words() -> None:
    data = docx(p("within thirty days"))
    marked = mark_up(data, [Note(0, 7, 13, ("why",))], [Replacement(0, 7, 13, "sixty")], AUTHOR)
    xml = part(marked.data)
    order = [
        xml.index(item) for item in ("commentRangeStart", "<w:del ", "<w:ins ", "commentRangeEnd", "commentReference")
    ]
    assert order == sorted(order)
    assert only(marked.data).quote == "sixty"


def test_a_comment_on_a_place_without_words() -> None:
    data = docx(p("one"), tbl((tc(p()), "x")), p("two"))
    marked = mark_up(data, [Note(0, 3, 3, ("end",)), Note(2, 0, 0, ("start",))], (), AUTHOR)
    found = [(item.paragraph, item.start, item.end, item.quote) for item in read_marks(marked.data).comments]
    assert found[0] == (0, 3, 3, "") and found[1][0] == 2 and found[1][3] == ""


def test_many_on_the_same_words_stand_in_the_order_given() -> None:
    data = docx(p("one two"))
    marked = mark_up(data, [Note(0, 0, 3, (str(number),)) for number in range(4)], (), AUTHOR)
    assert [item.text for item in read_marks(marked.data).comments] == ["0", "1", "2", "3"]
    assert re.findall(r'commentReference w:id="(\d)"', part(marked.data)) == ["0", "1", "2", "3"]


def test_parts_are_made_when_there_are_none() -> None:
    data = docx(p("one two"))
    marked = commented(data, "two").data
    made = [name for name in names(marked) if name not in names(data)]
    assert made[:3] == ["word/comments.xml", "word/commentsExtended.xml", "word/people.xml"]
    for name in made[:3]:
        assert f'PartName="/{name}"' in part(marked, "[Content_Types].xml")
        assert f'Target="{name.removeprefix("word/")}"' in part(marked, "word/_rels/document.xml.rels")
    assert 'w15:author="Acme Legal"' in part(marked, "word/people.xml")


def test_the_comments_of_others_stay_as_they_were() -> None:
    others = p('<w:commentRangeStart w:id="4"/>', "one", '<w:commentRangeEnd w:id="4"/>',
               r(raw='<w:commentReference w:id="4"/>'), " two three")  # fmt: skip
    data = docx(others, comments={4: ("Ann", "why not?")})
    marked = commented(data, "one two")
    old, new = only(data, "Ann"), only(marked.data, "Ann")
    assert old == new
    assert part(data, "word/comments.xml").removesuffix("</w:comments>") in part(marked.data, "word/comments.xml")
    assert only(marked.data).id == "5"
    assert names(marked.data).count("word/comments.xml") == 1


def test_existing_parts_of_threads_and_people_are_used() -> None:
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    kind = "http://schemas.microsoft.com/office/2011/relationships"
    rels = "".join(
        f'<Relationship Id="x{name}" Type="{kind}/{name}" Target="{name}.xml"/>'
        for name in ("commentsExtended", "people")
    )
    parts = {
        "word/commentsExtended.xml": f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="00000001" w15:done="1"/></w15:commentsEx>',
        "word/people.xml": f'<w15:people xmlns:w15="{w15}"><w15:person w15:author="Ann"/></w15:people>',
    }
    comment = f'<w:comment w:id="0" w:author="Ann"><w:p w14:paraId="00000001">{r("x")}</w:p></w:comment>'
    parts["word/comments.xml"] = f'<w:comments xmlns:w="{W}" xmlns:w14="{W14}">{comment}</w:comments>'
    rels += relation("rIdC", "comments", "comments.xml")
    body = p(
        '<w:commentRangeStart w:id="0"/>',
        "one",
        '<w:commentRangeEnd w:id="0"/>',
        r(raw='<w:commentReference w:id="0"/>'),
    )
    data = docx(body, p("two"), parts=parts, relations=rels)
    marked = commented(data, "two").data
    assert [name for name in names(marked) if name not in names(data) and name.startswith("word/")] == []
    assert part(marked, "word/commentsExtended.xml").count("commentEx ") == 2
    assert part(marked, "word/people.xml").count("w15:person ") == 2
    assert only(marked, "Ann").resolved and not only(marked).resolved


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def test_a_file_with_comments_by_another_program() -> None:
    document = python_docx.Document()
    paragraph = document.add_paragraph("one ")
    run = paragraph.add_run("two")
    document.add_comment(run, text="theirs", author="Ann", initials="A")
    buffer = io.BytesIO()
    document.save(buffer)
    marked = commented(buffer.getvalue(), "one two")
    assert [(item.author, item.quote) for item in read_marks(marked.data).comments] == [
        ("Acme Legal", "one two"), ("Ann", "two"),
    ]  # fmt: skip
    assert len(list(python_docx.Document(io.BytesIO(marked.data)).comments)) == 2


def test_the_styles_of_comments_are_used_when_the_file_has_them() -> None:
    styles = style("Kommentar", "annotation text") + style("Zeichen", "annotation reference", kind="character")
    marked = commented(docx(p("one"), styles=styles), "one").data
    assert '<w:pStyle w:val="Kommentar"/>' in part(marked, "word/comments.xml")
    assert '<w:rStyle w:val="Zeichen"/>' in part(marked)
    assert "rStyle" not in part(commented(docx(p("one")), "one").data)


def test_headers_footers_notes_and_text_boxes_are_commented_beside() -> None:
    data = docx(
        p("First paragraph."), p("A claim", footnote_reference(2), " here."), p("Beside ", textbox("in the box")),
        footnotes={2: p("The note says this.")}, header=p("Draft of May"), footer=p("Bottom line"),
    )  # fmt: skip
    for words, preface, home in (
        ("note says", "In the footnote: “note says”", "A claim here."),
        ("in the box", "In the text box: “in the box”", "Beside "),
        ("Draft", "In the header: “Draft”", "First paragraph."),
        ("Bottom", "In the footer: “Bottom”", "First paragraph."),
    ):
        marked = commented(data, words)
        assert reasons(marked) == []
        comment = only(marked.data)
        assert comment.text == f"{preface}\nWhy?"
        assert comment.paragraph is not None
        assert read_document(marked.data).paragraphs[comment.paragraph].text == home
        for name in ("word/header1.xml", "word/footer1.xml", "word/footnotes.xml"):
            assert part(marked.data, name) == part(data, name)
        assert equal_but_for_marks(data, marked.data, OURS)


def test_the_header_of_a_later_section_is_commented_in_that_section() -> None:
    first = p("one", properties="<w:sectPr/>")
    data = docx(first, p("two"), header=p("only later"))
    comment = only(commented(data, "later").data)
    assert comment.quote == "two"


def test_impossible_places_are_refused() -> None:
    marked = mark_up(
        docx(p("one")), [Note(0, 2, 9, ("x",)), Note(5, 0, 0, ("y",)), Note(0, 0, 1, ("\x01",))], (), AUTHOR
    )
    assert len(marked.refused) == 3 and marked.data == docx(p("one"))


def test_ids_are_new_even_where_marks_of_lost_comments_stand() -> None:
    data = docx(p('<w:commentRangeStart w:id="7"/>', "one", r(raw='<w:commentReference w:id="7"/>'), "two"))
    assert only(commented(data, "two").data).id == "8"


def test_names_with_any_characters() -> None:
    author = Author('Ann & "Bo" <x>', "A&", "2026-03-05T10:00:00Z")
    marked = mark_up(docx(p("one")), [Note(0, 0, 3, ("a < b & c\tx",))], (), author)
    assert only(marked.data, author.name).text == "a < b & c\tx"


WORDS = st.text(alphabet="ab Zé,7", min_size=1, max_size=8)
PIECES = st.one_of(
    WORDS.map(r), WORDS.map(lambda word: r(word, "<w:b/>")), WORDS.map(lambda word: ins(word, author="A")),
    WORDS.map(deleted), WORDS.map(lambda word: sdt(r(word))),
    WORDS.map(lambda word: f'<w:hyperlink w:anchor="x">{r(word)}</w:hyperlink>'),
    WORDS.map(lambda word: r(word, raw="<w:tab/>" + t(word))),
)  # fmt: skip


@settings(max_examples=14)
@given(st.lists(PIECES, min_size=1, max_size=6), st.data())
def test_any_span_reads_back_as_it_was_given(pieces: list[str], data: st.DataObject) -> None:
    file = docx(p("first"), p(*pieces), p("last"))
    paragraph = next((item for item in read_document(file).paragraphs if item.index == 1), None)
    assert paragraph is not None
    start = data.draw(st.integers(0, len(paragraph.text)))
    end = data.draw(st.integers(start, len(paragraph.text)))
    marked = mark_up(file, [Note(1, start, end, ("x",), key="k")], (), AUTHOR)
    comment = only(marked.data)
    assert comment.key == "k" and comment.quote == paragraph.text[start:end]
    if end > start:
        assert (comment.paragraph, comment.start, comment.end) == (1, start, end)
