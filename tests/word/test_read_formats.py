"""Files that other readers refuse: strict, templates, macros, odd prefixes and places, missing parts."""

from __future__ import annotations

import pytest

from builders import MAIN_TYPE, NAMESPACES, W, docx, legal_list, p, package, r, relation, tbl, textbox
from contractkit.document import Document
from contractkit.word.read import read_document

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def texts(document: Document) -> list[str]:
    return [item.text for item in document.paragraphs]


def test_strict_files_read_like_others() -> None:
    body = (p("One", num=(1, 0)), tbl(("a", "b")), p("x", textbox("boxed")))
    document = read_document(docx(*body, numbering=legal_list(), header=p("h"), namespace=STRICT))
    assert texts(document) == ["One", "a", "b", "x", "boxed", "h"]
    assert document.paragraphs[0].number == "1"


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_and_macro_files_are_read(kind: str) -> None:
    assert texts(read_document(docx(p("a"), main_type=kind))) == ["a"]


def test_the_main_part_may_stand_anywhere() -> None:
    assert texts(read_document(docx(p("a"), header=p("h"), main="doc/main2.xml"))) == ["a", "h"]


def test_prefixes_may_be_anything() -> None:
    xml = f'<x:document xmlns:x="{W}"><x:body><x:p><x:r><x:t>a</x:t></x:r></x:p></x:body></x:document>'
    plain = f'<document xmlns="{W}"><body><p><r><t>a</t></r></p></body></document>'
    for content in (xml, plain):
        assert texts(read_document(docx(parts={"word/document.xml": content}))) == ["a"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_parts_in_utf16_are_read(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMESPACES}><w:body>{p("Café")}</w:body></w:document>'
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert texts(read_document(docx(parts={"word/document.xml": mark + xml.encode(encoding)}))) == ["Café"]


def test_a_file_with_nothing_but_its_main_part_is_read() -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/></Types>'
    )
    body = f"<w:document {NAMESPACES}><w:body>{p('a', style='Gone', num=(3, 0))}</w:body></w:document>"
    data = package({"[Content_Types].xml": types.encode(), "word/document.xml": body.encode()})
    assert texts(read_document(data)) == ["a"]


def test_the_main_part_is_found_without_any_list() -> None:
    body = f"<w:document {NAMESPACES}><w:body>{p('a')}</w:body></w:document>"
    assert texts(read_document(package({"word/document.xml": body.encode()}))) == ["a"]


def test_dangling_relationships_do_no_harm() -> None:
    dangling = "".join(
        relation(f"rId{kind}", kind, f"{kind}.xml")
        for kind in ("styles", "numbering", "settings", "theme", "fontTable", "image")
    )
    assert texts(read_document(docx(p("a"), relations=dangling))) == ["a"]


def test_a_missing_text_part_is_reported() -> None:
    reference = '<w:headerReference w:type="default" r:id="rIdH"/>'
    document = read_document(docx(p("a"), section=reference, relations=relation("rIdH", "header", "gone.xml")))
    assert [(item.part, item.reason) for item in document.coverage.unread] == [("word/gone.xml", "the part is missing")]


def test_absolute_and_climbing_targets_are_found() -> None:
    reference = '<w:headerReference w:type="default" r:id="rIdH"/><w:footerReference w:type="default" r:id="rIdF"/>'
    parts = {
        "word/h.xml": f"<w:hdr {NAMESPACES}>{p('h')}</w:hdr>", "other/f.xml": f"<w:ftr {NAMESPACES}>{p('f')}</w:ftr>",
    }  # fmt: skip
    relations = relation("rIdH", "header", "/word/h.xml") + relation("rIdF", "footer", "../other/f.xml")
    assert texts(read_document(docx(p("a"), section=reference, parts=parts, relations=relations))) == ["a", "h", "f"]


def test_names_of_parts_differ_only_in_case() -> None:
    data = docx(p("a"), footnotes={}, parts={"WORD/Extra.xml": "<x/>"}).replace(
        b"word/footnotes.xml", b"word/FootNotes.xml"
    )
    assert texts(read_document(data)) == ["a"]


def test_a_relationship_in_strict_form_is_followed() -> None:
    reference = '<w:headerReference w:type="default" r:id="rIdH"/>'
    related = f'<Relationship Id="rIdH" Type="{STRICT_R}/header" Target="h.xml"/>'
    parts = {"word/h.xml": f"<w:hdr {NAMESPACES}>{p('h')}</w:hdr>"}
    assert texts(read_document(docx(p("a"), section=reference, parts=parts, relations=related))) == ["a", "h"]


def test_bytes_paths_and_streams_are_alike(tmp_path: object) -> None:
    import io
    from pathlib import Path

    data = docx(p("a"), header=p("h"))
    path = Path(str(tmp_path)) / "vendor draft.docx"
    path.write_bytes(data)
    with path.open("rb") as stream:
        documents = [read_document(data), read_document(path), read_document(str(path)), read_document(stream)]
    documents.append(read_document(io.BytesIO(data)))
    assert {texts(document)[0] for document in documents} == {"a"}
    assert len({document.sha256 for document in documents}) == 1
    assert [document.name for document in documents] == [
        "document", "vendor draft.docx", "vendor draft.docx", "vendor draft.docx", "document",
    ]  # fmt: skip


def test_the_language_is_that_of_the_words() -> None:
    stated = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'
    spanish = p(
        "El Proveedor prestará los servicios de atención al cliente que se describen en el Anexo de este contrato."
    )
    assert read_document(docx(spanish, styles=stated)).language == "es"
    assert read_document(docx(p(r("Ok.")), styles=stated.replace("en-US", "fr-FR"))).language == "fr"
