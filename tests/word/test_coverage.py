"""The ledger: every character of every part is read, set aside with a reason, or listed as unread."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from lxml import etree

from builders import NAMESPACES, W, deleted, docx, field, footnote_reference, ins, p, r, relation, sdt, tbl, textbox
from contractkit.document import Document, View
from contractkit.word.read import read_document

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def characters_in(data: bytes) -> int:
    """All w:t and w:delText of all parts, counted without the reader."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                for node in etree.fromstring(archive.read(name)).iter("{*}t", "{*}delText"):
                    if etree.QName(node).namespace in (W, STRICT):
                        total += len(node.text or "")
    return total


def accounted(document: Document) -> int:
    coverage = document.coverage
    signs = sum(text.count("\t") + text.count("\n") for text in (item.text for item in document.paragraphs))
    aside = sum(item.characters for item in coverage.set_aside)
    unread = sum(item.characters for item in coverage.unread)
    return coverage.read - signs + aside + unread


EVERYTHING: dict[str, Any] = {
    "plain": {"body": (p("One ", r("two")), tbl(("a", "b")))},
    "changes": {"body": (p("a", ins("bb"), deleted("ccc")), p(ins(deleted(r("dddd")))))},
    "boxes": {"body": (p("a", textbox("box", textbox("inner"))), p("b", textbox("mild", fallback=p("other"))))},
    "controls": {"body": (sdt(p("kept")), p(sdt(r("Click here"), "<w:showingPlcHdr/>")))},
    "fields": {"body": (p(field(" REF x ", "7.2")), p(field(" IF ", field(" PAGE ", "code"))))},
    "stories": {
        "body": (p("a", footnote_reference(2)),), "header": p("top"), "footer": p("bottom"),
        "footnotes": {2: p("note"), 3: p("orphan")}, "comments": {1: ("Ann", "remark")},
    },
    "unused": {
        "body": (p("a"),), "parts": {"word/header9.xml": f"<w:hdr {NAMESPACES}>{p('stray')}</w:hdr>"},
    },
    "glossary": {"body": (p("a"),),
    "parts": {"word/glossary/document.xml": f"<w:glossary {NAMESPACES}>{p('block')}</w:glossary>"}},
    "lost": {"body": (p("a"), r("a run outside every paragraph"), p("b"))},
    "nested": {"body": (p("a", p("a paragraph inside a paragraph")),)},
    "deep": {
        "body": (p("<mc:AlternateContent><mc:Choice>" * 5, r("x"), "</mc:Choice></mc:AlternateContent>" * 5),),
    },
}  # fmt: skip


@pytest.mark.parametrize("view", ["accepted", "original"])
@pytest.mark.parametrize("name", list(EVERYTHING))
def test_every_character_is_accounted_for(name: str, view: View) -> None:
    options = dict(EVERYTHING[name])
    data = docx(*options.pop("body"), **options)
    document = read_document(data, view=view)
    assert accounted(document) == characters_in(data)


def test_coverage_counts_what_the_paragraphs_hold() -> None:
    document = read_document(docx(p("body"), tbl(("cell", "x")), header=p("top")))
    coverage = document.coverage
    assert coverage.by_origin == {"body": 4, "table": 5, "header": 3}
    assert coverage.read == coverage.characters == sum(len(item.text) for item in document.paragraphs)
    assert coverage.unread == ()


def test_text_where_word_shows_none_is_listed_with_its_words() -> None:
    document = read_document(docx(p("a"), r("The Vendor owns all data.")))
    (item,) = document.coverage.unread
    assert item.part == "word/document.xml"
    assert item.place == "“The Vendor owns all data.”"
    assert item.characters == 25
    assert document.coverage.characters == document.coverage.read + 25


def test_a_note_with_the_same_number_twice_is_not_lost_silently() -> None:
    note = "<w:footnote w:id='2'>{}</w:footnote>"
    doubled = f"<w:footnotes {NAMESPACES}>{note.format(p('one'))}{note.format(p('two'))}</w:footnotes>"
    document = read_document(docx(p("a", footnote_reference(2)), footnotes={}, parts={"word/footnotes.xml": doubled}))
    words = {item.text for item in document.paragraphs}
    words |= {item.place.strip("“”") for item in document.coverage.unread}
    assert words >= {"a", "one", "two"}


def test_a_broken_part_is_listed_with_its_reason() -> None:
    chart = relation("rIdC", "chart", "charts/c.xml")
    graphic = r(
        raw='<w:drawing><a:graphic><a:graphicData><c:chart r:id="rIdC"/></a:graphicData></a:graphic></w:drawing>'
    )
    document = read_document(docx(p("a", graphic), relations=chart, parts={"word/charts/c.xml": "<c"}))
    assert [(item.part, item.place) for item in document.coverage.unread] == [("word/charts/c.xml", "whole part")]
