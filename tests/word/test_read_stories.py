"""Everything outside the body: headers, footers, notes, comments, imported files, charts, links."""

from __future__ import annotations

from typing import Any

import pytest

from builders import NAMESPACES, R, docx, field, footnote_reference, p, r, relation, relationships, tbl, textbox
from contractkit.document import Document
from contractkit.word.read import read_document


def read(*body: str, **parts: Any) -> Document:
    return read_document(docx(*body, **parts))


def found(document: Document) -> list[tuple[str, str]]:
    return [(item.origin, item.text) for item in document.paragraphs]


def part(root: str, content: str) -> str:
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>"


def test_order_is_body_notes_headers_footers() -> None:
    document = read(
        p("Body", footnote_reference(2), footnote_reference(3, "endnote")), p("More"), header=p("Top"),
        footer=p("Page ", field(" PAGE ", "1")), footnotes={2: p("Foot")}, endnotes={3: p("End")},
    )  # fmt: skip
    assert found(document) == [
        ("body", "Body"), ("body", "More"), ("footnote", "Foot"), ("endnote", "End"), ("header", "Top"),
        ("footer", "Page 1"),
    ]  # fmt: skip
    assert document.paragraphs[2].part == "word/footnotes.xml"


def test_first_even_and_default_headers_are_all_read_each_once() -> None:
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="rId{kind}"/>' for kind in ("first", "even", "default")
    )
    parts = {f"word/h_{kind}.xml": part("hdr", p(f"On {kind} pages")) for kind in ("first", "even", "default")}
    relations = "".join(relation(f"rId{kind}", "header", f"h_{kind}.xml") for kind in ("first", "even", "default"))
    earlier = f"<w:sectPr>{references}</w:sectPr>"
    document = read(p("a", properties=earlier), p("b"), section=references, parts=parts, relations=relations)
    assert [text for origin, text in found(document) if origin == "header"] == [
        "On first pages", "On even pages", "On default pages",
    ]  # fmt: skip


def test_a_header_that_no_section_uses_is_set_aside() -> None:
    document = read(
        p("a"), parts={"word/h9.xml": part("hdr", p("Stale"))}, relations=relation("rId9", "header", "h9.xml")
    )
    assert found(document) == [("body", "a")]
    assert [(item.part, item.characters) for item in document.coverage.set_aside] == [("word/h9.xml", 5)]


def test_notes_stand_in_the_order_of_their_references_and_in_the_section_of_their_anchor() -> None:
    document = read(
        p("7.1 One", footnote_reference(5)), p("7.2 Two", footnote_reference(4)),
        footnotes={0: p("line"), 4: p("second"), 5: p("first")},
    )  # fmt: skip
    assert [(item.text, item.section) for item in document.paragraphs[2:]] == [("first", "7.1"), ("second", "7.2")]
    assert [item.reason for item in document.coverage.set_aside] == ["note without a reference in the text"]


def test_a_note_may_hold_tables_and_several_paragraphs() -> None:
    document = read(p("a", footnote_reference(2)), footnotes={2: p("one") + tbl(("x", "y")) + p("two")})
    assert found(document)[1:] == [("footnote", text) for text in ("one", "x", "y", "two")]
    assert document.tables[0].rows[0][0].text == "x"


def test_a_note_in_a_table_cell_belongs_to_its_row() -> None:
    document = read(p("3.4 Levels"), tbl(("a", p("b", footnote_reference(2)))), footnotes={2: p("except in December")})
    assert (document.paragraphs[-1].text, document.paragraphs[-1].section) == ("except in December", "3.4")


def test_comments_are_metadata_with_author_date_and_place() -> None:
    marked = p(
        "a ",
        '<w:commentRangeStart w:id="7"/>',
        "b",
        '<w:commentRangeEnd w:id="7"/>',
        r(raw='<w:commentReference w:id="7"/>'),
    )
    document = read(p("first"), marked, comments={7: ("Lee", "Is this agreed?"), 8: ("Kim", "Where?")})
    assert found(document) == [("body", "first"), ("body", "a b")]
    assert [(item.author, item.text, item.paragraph) for item in document.comments] == [
        ("Lee", "Is this agreed?", 1), ("Kim", "Where?", None),
    ]  # fmt: skip
    assert document.comments[0].date == "2026-03-02T00:00:00Z"


def test_a_text_box_in_a_header_is_read() -> None:
    assert found(read(p("a"), header=p("Top", textbox("Confidential")))) == [
        ("body", "a"), ("header", "Top"), ("header", "Confidential"),
    ]  # fmt: skip


def imported(name: str, data: bytes | str, **more: Any) -> Document:
    chunk = relation("rIdC", "aFChunk", name)
    return read(
        p("before"), '<w:altChunk r:id="rIdC"/>', p("after"), relations=chunk, parts={f"word/{name}": data}, **more
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "c.html",
            "<html><head><style>p {}</style></head><body><p>Imp<b>orted</b> one</p><div>two<br>three</div>",
        ),
        ("c.txt", "Imported one\r\ntwo\nthree\n"),
        ("c.rtf", r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 Imported one\par two\par{\*\generator x;}three}"),
        (
            "c.mht",
            "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            "<html><p>Imported one<p>two<p>three</html>",
        ),
    ],
)
def test_imported_files_are_read_in_their_place(name: str, data: str) -> None:
    document = imported(name, data)
    assert [item.text for item in document.paragraphs] == ["before", "Imported one", "two", "three", "after"]
    assert document.paragraphs[1].part == f"word/{name}"


def test_rtf_letters_beyond_ascii_are_read() -> None:
    document = imported("c.rtf", rb"{\rtf1\ansi Caf\'e9 \u8364?5 \ldblquote x\rdblquote\~y\_z}")
    assert document.paragraphs[1].text == "Café €5 “x” y-z"


def test_an_imported_word_file_keeps_its_tables_and_changes() -> None:
    inner = docx(p("7.1 Inner"), tbl(("a", "b")), p("x", footnote_reference(2)), footnotes={2: p("note")})
    document = imported("c.docx", inner)
    assert [item.text for item in document.paragraphs] == ["before", "7.1 Inner", "a", "b", "x", "note", "after"]
    assert [cell.text for cell in document.tables[0].rows[0]] == ["a", "b"]
    assert document.paragraphs[5].section == "7.1"


def test_an_imported_file_that_imports_itself_ends() -> None:
    inner = docx(p("deep"))
    for _ in range(6):
        chunk = relation("rIdC", "aFChunk", "c.docx")
        inner = docx(p("level"), '<w:altChunk r:id="rIdC"/>', relations=chunk, parts={"word/c.docx": inner})
    document = read_document(inner)
    assert any("too deep" in item.reason for item in document.coverage.unread)


def test_an_imported_file_that_is_missing_is_reported() -> None:
    document = read(p("a"), '<w:altChunk r:id="rIdX"/>')
    assert [item.reason for item in document.coverage.unread] == ["the file that it names is missing"]


def test_smart_art_and_charts_are_read() -> None:
    graphic = (
        '<w:drawing><a:graphic><a:graphicData><dgm:relIds r:dm="rIdD"/></a:graphicData></a:graphic></w:drawing>'
        '<w:drawing><a:graphic><a:graphicData><c:chart r:id="rIdH"/></a:graphicData></a:graphic></w:drawing>'
    )
    parts = {
        "word/diagrams/data1.xml": f"<dgm:dataModel {NAMESPACES}><dgm:t><a:p><a:r><a:t>Tier 1 </a:t></a:r><a:r>"
        "<a:t>agent"
        "</a:t></a:r></a:p></dgm:t></dgm:dataModel>",
        "word/charts/chart1.xml": f"<c:chartSpace {NAMESPACES}><c:title><a:p><a:r><a:t>Volume</a:t></a:r></a:p>"
        "</c:title>"
        "<c:strCache><c:pt><c:v>January</c:v></c:pt></c:strCache></c:chartSpace>",
    }
    relations = relation("rIdD", "diagramData", "diagrams/data1.xml") + relation("rIdH", "chart", "charts/chart1.xml")
    document = read(p("a", r(raw=graphic)), parts=parts, relations=relations)
    assert found(document)[1:] == [("textbox", "Tier 1 agent"), ("textbox", "Volume"), ("textbox", "January")]


def test_text_that_is_drawn_in_a_canvas_is_read_once() -> None:
    words = "<a:p><a:r><a:t>Vendor owns</a:t></a:r><a:br/><a:r><a:t>all data</a:t></a:r></a:p>"
    drawn = f"<w:drawing><a:graphic><a:graphicData><a:txBody>{words}</a:txBody></a:graphicData></a:graphic></w:drawing>"
    canvas = (
        f"<mc:AlternateContent><mc:Choice>{drawn}</mc:Choice><mc:Fallback>{drawn}</mc:Fallback></mc:AlternateContent>"
    )
    document = read_document(docx(p("before", r(raw=canvas)), p("after")))
    assert [(item.text, item.origin) for item in document.paragraphs] == [
        ("before", "body"), ("Vendor owns", "textbox"), ("all data", "textbox"), ("after", "body"),
    ]  # fmt: skip


def test_words_in_the_line_above_the_notes_are_read() -> None:
    separator = f'<w:footnote w:type="continuationSeparator" w:id="1">{p("continued from above")}</w:footnote>'
    rule = f'<w:footnote w:type="separator" w:id="0">{p(r(raw="<w:separator/>"))}</w:footnote>'
    note = f'<w:footnote w:id="2">{p("note")}</w:footnote>'
    notes = f"<w:footnotes {NAMESPACES}>{rule}{separator}{note}</w:footnotes>"
    document = read_document(docx(p("a", footnote_reference(2)), footnotes={}, parts={"word/footnotes.xml": notes}))
    assert [(item.text, item.origin) for item in document.paragraphs] == [
        ("a", "body"), ("note", "footnote"), ("continued from above", "footnote"),
    ]  # fmt: skip
    assert document.coverage.unread == ()


def test_links_are_listed_with_their_kind_and_never_opened() -> None:
    relations = (
        relation("r1", "hyperlink", "https://vendor.example/terms", external=True)
        + relation("r2", "image", "\\\\10.0.0.1\\track.png", external=True)
        + relation("r3", "oleObject", "file:///c:/rates.xlsx", external=True)
        + relation("r4", "subDocument", "annex.docx", external=True)
    )
    template = relation("r5", "attachedTemplate", "http://evil.example/t.dotm", external=True)
    settings = relationships(template)
    document = read(
        p("a ", field(' INCLUDETEXT "\\\\server\\clauses.docx" ', "b"), " "),
        relations=relations + f'<Relationship Id="rS" Type="{R}/settings" Target="settings.xml"/>',
        parts={"word/settings.xml": f"<w:settings {NAMESPACES}/>", "word/_rels/settings.xml.rels": settings},
    )
    assert {(link.kind, link.target) for link in document.links} == {
        ("hyperlink", "https://vendor.example/terms"),
        ("image", "\\\\10.0.0.1\\track.png"),
        ("object", "file:///c:/rates.xlsx"),
        ("other", "annex.docx"),
        ("other", "\\\\server\\clauses.docx"),
        ("template", "http://evil.example/t.dotm"),
    }


def test_backslashes_doubled_in_a_field_code_are_single_ones() -> None:
    document = read(p(field(r' INCLUDETEXT "\\\\srv\\share\\a.docx" ', "x"), field(r' LINK Word "c:\\a.docx" ', "y")))
    assert [link.target for link in document.links] == [r"\\srv\share\a.docx", r"c:\a.docx"]


def test_a_sub_document_is_unread_text() -> None:
    document = read(
        p("a"), '<w:subDoc r:id="r4"/>', relations=relation("r4", "subDocument", "annex.docx", external=True)
    )
    assert [item.reason for item in document.coverage.unread] == ["the text stands in another file"]


def test_an_embedded_file_is_unread_text() -> None:
    document = read(p("a"), parts={"word/embeddings/rates.xlsx": b"PK"})
    assert [(item.part, item.place) for item in document.coverage.unread] == [
        ("word/embeddings/rates.xlsx", "embedded file")
    ]


def test_building_blocks_are_set_aside() -> None:
    glossary = part(
        "glossaryDocument",
        f"<w:docParts><w:docPart><w:docPartBody>{p('Click here')}</w:docPartBody></w:docPart></w:docParts>",
    )
    document = read(p("a"), parts={"word/glossary/document.xml": glossary})
    assert [(item.part, item.characters) for item in document.coverage.set_aside] == [
        ("word/glossary/document.xml", 10)
    ]
