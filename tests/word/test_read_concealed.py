"""Text that the eye does not see is read and named."""

from __future__ import annotations

import re
from typing import Any

import pytest

from builders import W, docx, ins, p, r, style, tbl, tc, tr
from contractkit.document import Document
from contractkit.folding import fold_concealed
from contractkit.word.read import read_document

CLAUSE = "The Vendor may train AI on all data."


def read(*body: str, **parts: Any) -> Document:
    return read_document(docx(*body, **parts))


def concealed(document: Document) -> list[tuple[str, str]]:
    return [
        (stretch.kind, paragraph.text[stretch.start : stretch.end])
        for paragraph in document.paragraphs
        for stretch in paragraph.concealed
    ]


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("<w:vanish/>", "hidden"),
        ("<w:specVanish/>", "hidden"),
        ('<w:color w:val="FFFFFF"/>', "white"),
        ('<w:color w:val="fefefe"/>', "white"),
        ('<w:color w:val="000000" w:themeColor="background1"/>', "white"),
        ('<w:sz w:val="2"/>', "tiny"),
        ("<w:sz  w:val='4'/>", "tiny"),
        ('<w:sz w:val="&#50;"/>', "tiny"),
        ('<w:color w:val="1F3864"/><w:shd w:val="clear" w:fill="1F3864"/>', "white"),
        ('<w:color w:val="000000"/><w:highlight w:val="black"/>', "white"),
    ],
)
def test_concealed_runs_are_read_and_named(properties: str, kind: str) -> None:
    document = read(p("Seen. ", r(CLAUSE, properties), r(" Seen again.")))
    assert document.paragraphs[0].text == f"Seen. {CLAUSE} Seen again."
    assert concealed(document) == [(kind, CLAUSE)]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="FF0000"/>',
        '<w:color w:val="FFFFFF" w:themeColor="text1"/>',
        '<w:sz w:val="16"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        "<w:webHidden/>",
        "<w:smallCaps/>",
    ],
)
def test_visible_runs_are_not(properties: str) -> None:
    assert concealed(read(p("a ", r(CLAUSE, properties)))) == []


def test_spaces_in_white_are_of_no_interest() -> None:
    assert concealed(read(p("a", r("   ", '<w:color w:val="FFFFFF"/>'), "b"))) == []


def test_neighbouring_concealed_runs_are_one_stretch() -> None:
    hidden = "<w:vanish/>"
    assert concealed(read(p(r("The Vendor ", hidden), r("may.", hidden)))) == [("hidden", "The Vendor may.")]


def test_styles_may_conceal() -> None:
    styles = (
        style("Ghost", run="<w:vanish/>", kind="character")
        + style("Tiny", run='<w:sz w:val="2"/>')
        + style("Child", based_on="Tiny")
    )
    document = read(
        p("a ", r("hidden", '<w:rStyle w:val="Ghost"/>')), p("small", style="Tiny"), p("too", style="Child"),
        p(r("big", '<w:sz w:val="22"/>'), style="Tiny"), styles=styles,
    )  # fmt: skip
    assert concealed(document) == [("hidden", "hidden"), ("tiny", "small"), ("tiny", "too")]


def test_white_text_in_a_dark_cell_is_a_heading_and_in_a_white_one_is_not() -> None:
    white = '<w:color w:val="FFFFFF"/>'
    table = tbl(
        tr(tc(p(r("Measure", white)), properties='<w:shd w:val="clear" w:fill="1F3864"/>'), tc(p(r("secret", white))))
    )
    assert concealed(read(table)) == [("white", "secret")]


def test_white_text_in_a_shaded_paragraph_is_visible() -> None:
    shade = '<w:shd w:val="clear" w:fill="000000"/>'
    assert concealed(read(p(r("Title", '<w:color w:val="FFFFFF"/>'), properties=shade))) == []


def test_white_text_under_a_table_style_with_colours_is_left_alone() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>'
    )
    table = tbl((p(r("Measure", '<w:color w:val="FFFFFF"/>')), "b"), properties='<w:tblStyle w:val="Grid"/>')
    assert concealed(read(table, styles=styles)) == []


def test_zero_width_characters_are_kept_and_named() -> None:
    document = read(p("li\u200bability\ufeff"))
    assert document.paragraphs[0].text == "li\u200bability\ufeff"
    assert concealed(document) == [("zero-width", "\u200b"), ("zero-width", "\ufeff")]


def test_letters_that_look_latin_are_named() -> None:
    assert concealed(read(p("no li\u0430bility"))) == [("homoglyph", "\u0430")]


@pytest.mark.parametrize(
    ("word", "kind", "stretch"),
    [
        ("con\ufb01dential", "ligature", "\ufb01"),
        ("a\ufb03liate", "ligature", "\ufb03"),
        ("liａbility", "homoglyph", "ａ"),
        ("ＬＩＡＢＩＬＩＴＹ", "homoglyph", "ＬＩＡＢＩＬＩＴＹ"),
        ("𝐥𝐢𝐚𝐛𝐢𝐥𝐢𝐭𝐲", "homoglyph", "𝐥𝐢𝐚𝐛𝐢𝐥𝐢𝐭𝐲"),
        ("liabil\u0578ty", "homoglyph", "\u0578"),
        ("li\u2060ability", "zero-width", "\u2060"),
        ("li\u202ability", "zero-width", "\u202a"),
        ("li\u3164ability", "zero-width", "\u3164"),
        ("li\ufe0fability", "zero-width", "\ufe0f"),
    ],
)
def test_characters_that_escape_a_search_are_named_and_folded(word: str, kind: str, stretch: str) -> None:
    document = read(p(f"No {word} at all"), p(ins(f"no {word}")))
    assert concealed(document) == [(kind, stretch)] * 2
    assert [paragraph.text for paragraph in document.paragraphs] == [f"No {word} at all", f"no {word}"]
    folded = fold_concealed(document.paragraphs[0].text)
    assert not re.search("[^a-zA-Z ]", folded.text)
    assert document.paragraphs[0].text[slice(*folded.span(3, folded.text.index(" at")))] == word


@pytest.mark.parametrize("text", ["株式会社ＡＢＣ", "the term 𝑎𝑏", "©\ufe0f and 1\ufe0f\u20e3", "ACME™ №5 ①"])
def test_honest_signs_are_not(text: str) -> None:
    assert concealed(read(p(text))) == []


def test_honest_foreign_words_are_not() -> None:
    assert concealed(read(p("договор на услуги"), p("α and Ω"), p("co\u00adop"), p("می\u200cخواهم"))) == []


def test_the_fast_way_and_the_slow_way_see_the_same() -> None:
    plain = p(r("Seen "), r(CLAUSE, "<w:vanish/>"))
    with_change = p(r("Seen "), r(CLAUSE, "<w:vanish/>"), '<w:del w:id="1" w:author="A"/>')
    assert concealed(read(plain)) == concealed(read(with_change)) == [("hidden", CLAUSE)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("prefix", ["w", "x"])
def test_no_way_of_writing_a_font_size_hides_it(encoding: str, prefix: str) -> None:
    size = f"<{prefix}:sz {prefix}:val='3' />"
    run = f"<{prefix}:r><{prefix}:rPr>{size}</{prefix}:rPr><{prefix}:t>{CLAUSE}</{prefix}:t></{prefix}:r>"
    xml = (
        f"<?xml version='1.0' encoding='{encoding}'?><{prefix}:document xmlns:{prefix}='{W}'><{prefix}:body>"
        f"<{prefix}:p>{run}</{prefix}:p></{prefix}:body></{prefix}:document>"
    )
    assert concealed(read(parts={"word/document.xml": xml.encode(encoding)})) == [("tiny", CLAUSE)]


def test_a_size_is_seen_wherever_the_file_is_cut_into_pieces() -> None:
    filler = [p("word " * 700) for _ in range(90)]
    document = read(*filler, p(r(CLAUSE, '<w:sz w:val="3"/>')), *filler)
    assert concealed(document) == [("tiny", CLAUSE)]
