"""Documents from plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contractkit.plain import document_from_text

DRAFT = """# Master Services Agreement

1. Services
1.1 The Vendor answers enquiries.[footnote] not a note

## 7.2 Lock period
(a) The Client stays for 12 months.
| KPI | Target |
|---|---|
| First response | 90 s |
[footnote] Except in December.
After the table.
[footer] The Vendor may change these terms.
[header] Draft
[textbox] In a box
"""


def test_lines_become_paragraphs_with_their_sections() -> None:
    document = document_from_text(DRAFT, "draft")
    found = [(item.origin, item.section, item.text) for item in document.paragraphs]
    assert found == [
        ("body", "Master Services Agreement", "Master Services Agreement"),
        ("body", "1", "1. Services"),
        ("body", "1.1", "1.1 The Vendor answers enquiries.[footnote] not a note"),
        ("body", "7.2", "7.2 Lock period"),
        ("body", "7.2(a)", "(a) The Client stays for 12 months."),
        ("table", "7.2(a)", "KPI"),
        ("table", "7.2(a)", "Target"),
        ("table", "7.2(a)", "First response"),
        ("table", "7.2(a)", "90 s"),
        ("body", "7.2(a)", "After the table."),
        ("textbox", "7.2(a)", "In a box"),
        ("footnote", "7.2(a)", "Except in December."),
        ("header", "", "Draft"),
        ("footer", "", "The Vendor may change these terms."),
    ]
    assert document.name == "draft"
    assert document.paragraphs[3].heading == "Lock period"


def test_tables_have_header_rows_and_cells_that_name_their_paragraphs() -> None:
    document = document_from_text(DRAFT)
    (table,) = document.tables
    assert (table.header_rows, table.columns) == (1, 2)
    for row in table.rows:
        for cell in row:
            (at,) = cell.paragraphs
            assert document.paragraphs[at].text == cell.text
            position = document.paragraphs[at].cell
            assert position is not None
            assert (position.table, position.row, position.column) == (0, cell.row, cell.column)


def test_tables_apart_are_tables_apart() -> None:
    document = document_from_text("| a | b |\n\n| c |\n\nText\n| d |")
    assert [[cell.text for row in table.rows for cell in row] for table in document.tables] == [
        ["a", "b"],
        ["c"],
        ["d"],
    ]


def test_coverage_and_fingerprint() -> None:
    document = document_from_text("El Cliente y el Proveedor celebran el contrato de los servicios.")
    assert document.language == "es"
    assert document.coverage.read == document.coverage.characters == len(document.paragraphs[0].text)
    assert (
        document.sha256 == document_from_text("El Cliente y el Proveedor celebran el contrato de los servicios.").sha256
    )


def test_empty_text_is_an_empty_document() -> None:
    assert document_from_text("").paragraphs == ()


@given(st.text(alphabet="ab1.|-#[]() \n\tfooter", max_size=200))
def test_any_text_is_fine(text: str) -> None:
    document = document_from_text(text)
    for index, paragraph in enumerate(document.paragraphs):
        assert paragraph.index == index
    for section in document.sections:
        assert 0 <= section.first <= section.last < len(document.paragraphs)
