"""A document as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from builders import deleted, docx, footnote_reference, ins, legal_list, p, r, relation, tbl, tc, textbox, tr
from contractkit.document import Document
from contractkit.plain import document_from_text
from contractkit.report.document import document_json, document_text
from contractkit.word.read import read_document

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "schemas" / "document-1.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture
def document() -> Document:
    return read_document(
        docx(
            p("Services", num=(1, 0)),
            p("The Vendor ", ins("may "), deleted("must "), "pay", footnote_reference(2), num=(1, 1)),
            p(r("Nobody sees this.", "<w:vanish/>"), textbox("Boxed")),
            tbl(("KPI", "Target"), ("First response", "90 s")),
            p("li\u200bability ", r(raw='<w:commentReference w:id="1"/>')),
            numbering=legal_list(), header=p("Draft"), footer=p("Subject to change"),
            footnotes={2: p("Except in May.")},
            comments={1: ("Lee", "Agreed?")}, relations=relation("rX", "hyperlink", "https://x.example", external=True),
            parts={"word/embeddings/rates.xlsx": b"PK"},
        )
    )  # fmt: skip


def test_json_is_what_its_schema_says(document: Document) -> None:
    data = json.loads(json.dumps(document_json(document)))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(data, SCHEMA)
    jsonschema.validate(document_json(document_from_text("# A\n1. B\n| c |\n|---|\n| d |")), SCHEMA)


def test_json_holds_what_was_read(document: Document) -> None:
    data = document_json(document)
    assert data["schema"] == "contractkit/document/1"
    first = data["paragraphs"][1]
    assert (first["section"], first["number"], first["origin"], first["level"]) == ("1.1", "1.1", "body", 1)
    assert first["revision"]["author"] == "Vendor"
    assert [change["kind"] for change in first["revisions"]] == ["inserted", "deleted"]
    assert data["paragraphs"][0]["revision"] is None
    assert data["tables"][0]["rows"][1][1]["text"] == "90 s"
    assert data["links"][0]["target"] == "https://x.example"
    assert data["coverage"]["unread"] == [
        {
            "part": "word/embeddings/rates.xlsx",
            "place": "embedded file",
            "reason": "open it in Word and check it separately",
        }
    ]
    assert data["comments"][0]["paragraph"] is not None


def test_the_schema_refuses_other_keys(document: Document) -> None:
    data = document_json(document)
    data["extra"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA)


def test_text_shows_numbers_tables_changes_and_what_was_not_read(document: Document) -> None:
    text = document_text(document)
    for words in (
        "as if all changes were accepted",
        "NOT READ: word/embeddings/rates.xlsx, embedded file",
        "1  Services",
        "1.1  The Vendor may pay",
        "~ inserted by Vendor on 2026-03-01: “may ”",
        "~ deleted by Vendor on 2026-03-01: “must ”",
        "! hidden text: “Nobody sees this.”",
        "[text box] Boxed",
        "| First response",
        "! characters without width: “<U+200B>”",
        "── Footnotes ─",
        "── Headers ─",
        "── Footers ─",
        "- Lee: Agreed?",
        "- hyperlink: https://x.example",
        "deleted by a tracked change",
    ):
        assert words in text


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_text_fits_the_width(document: Document, width: int) -> None:
    assert all(len(line) <= max(width, 40) for line in document_text(document, width).splitlines())


def test_typed_numbers_are_not_shown_twice() -> None:
    assert "7.2 The Vendor pays." in document_text(document_from_text("7.2 The Vendor pays."))
    assert "7.2  7.2" not in document_text(document_from_text("7.2 The Vendor pays."))


def test_wide_tables_are_shown_as_lists() -> None:
    table = tbl(tuple(f"Column {number}" for number in range(9)), tuple(f"Value {number}" for number in range(9)))
    text = document_text(read_document(docx(table)))
    assert "[row 2, column 9]\nValue 8" in text


def test_merged_cells_keep_their_width() -> None:
    table = tbl(tr(tc("Wide", properties='<w:gridSpan w:val="2"/>')), ("a", "b"))
    lines = document_text(read_document(docx(table)), 80).splitlines()
    grid = [line for line in lines if line.startswith("|")]
    assert len({len(line) for line in grid}) == 1


def test_text_is_the_same_every_time(document: Document) -> None:
    assert document_text(document) == document_text(document)
