"""Tables as grids: merged cells once, header rows, nesting, content controls, layout tables."""

from __future__ import annotations

from typing import Any

from builders import docx, legal_list, p, r, sdt, tbl, tc, tr
from contractkit.document import CellPosition, Document, Table
from contractkit.word.read import read_document


def read(*body: str, **parts: Any) -> Document:
    return read_document(docx(*body, **parts))


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_rows_columns_and_paragraphs_know_their_place() -> None:
    document = read(p("Before"), tbl(("KPI", "Target"), ("First response", "90 s")), p("After"))
    assert rows(document.tables[0]) == [["KPI", "Target"], ["First response", "90 s"]]
    cell = document.tables[0].rows[1][1]
    assert (cell.row, cell.column, cell.paragraphs) == (1, 1, (4,))
    position = document.paragraphs[4].cell
    assert position is not None
    assert (position.table, position.row, position.column) == (0, 1, 1)
    assert [item.origin for item in document.paragraphs] == ["body", *["table"] * 4, "body"]


def test_cells_merged_across_count_their_columns() -> None:
    document = read(tbl(tr(tc("Wide", properties='<w:gridSpan w:val="2"/>'), tc("c")), ("a", "b", "c")))
    first = document.tables[0].rows[0]
    assert [(cell.text, cell.column, cell.column_span) for cell in first] == [("Wide", 0, 2), ("c", 2, 1)]
    assert document.tables[0].columns == 3


def test_cells_merged_down_are_one_cell() -> None:
    table = tbl(
        tr(tc("Tall", properties='<w:vMerge w:val="restart"/>'), tc("1")),
        tr(tc(p(), properties="<w:vMerge/>"), tc("2")),
        ("b", "3"),
    )
    document = read(table)
    assert rows(document.tables[0]) == [["Tall", "1"], ["2"], ["b", "3"]]
    assert [(cell.row_span, cell.column) for cell in document.tables[0].rows[0]] == [(2, 0), (1, 1)]
    assert document.tables[0].rows[1][0].column == 1


def test_text_covered_by_a_merge_is_read_and_flagged() -> None:
    table = tbl(
        tr(tc("Seen", properties='<w:vMerge w:val="restart"/>'), tc("1")),
        tr(tc("Unseen clause", properties="<w:vMerge/>"), tc("2")),
    )
    document = read(table)
    hidden = next(item for item in document.paragraphs if item.text == "Unseen clause")
    assert [item.kind for item in hidden.concealed] == ["hidden"]
    assert document.tables[0].rows[0][0].text == "Seen\nUnseen clause"


def test_old_horizontal_merges_are_one_cell() -> None:
    table = tbl(tr(tc("a", properties='<w:hMerge w:val="restart"/>'), tc(p(), properties="<w:hMerge/>"), tc("b")))
    assert [(cell.text, cell.column_span) for cell in read(table).tables[0].rows[0]] == [("a", 2), ("b", 1)]


def test_columns_left_out_before_the_first_cell_shift_the_row() -> None:
    document = read(tbl(("a", "b"), tr("c", properties='<w:gridBefore w:val="1"/>')))
    assert [cell.column for cell in document.tables[0].rows[1]] == [1]


def test_a_table_in_a_cell_knows_its_parent() -> None:
    inner = tbl(("x", "y"))
    document = read(tbl(("a", tc(p("before"), inner, p("after")))))
    assert rows(document.tables[0]) == [["a", "before\nafter"]]
    assert rows(document.tables[1]) == [["x", "y"]]
    parent = document.tables[1].parent
    assert parent is not None
    assert (parent.table, parent.row, parent.column) == (0, 0, 1)
    assert [item.text for item in document.paragraphs] == ["a", "before", "x", "y", "after"]


def test_content_controls_around_rows_cells_and_cell_content_are_looked_through() -> None:
    table = tbl(sdt(tr("a", "b")), tr(sdt(tc("c")), tc(sdt(p("d")))))
    assert rows(read(table).tables[0]) == [["a", "b"], ["c", "d"]]


def test_custom_xml_around_rows_is_looked_through() -> None:
    table = tbl(f'<w:customXml w:element="x">{tr("a")}</w:customXml>', tr("b"))
    assert rows(read(table).tables[0]) == [["a"], ["b"]]


def test_header_rows_that_are_marked_count() -> None:
    header = "<w:tblHeader/>"
    document = read(tbl(tr("Group", "Level", properties=header), tr("a", "b", properties=header), ("x", "1")))
    assert document.tables[0].header_rows == 2


def test_a_bold_first_row_is_a_header_row() -> None:
    document = read(
        tbl((p(r("Term", "<w:b/>")), p(r("Meaning", "<w:b/>"))), ("Affiliate", "A company under common control."))
    )
    assert document.tables[0].header_rows == 1


def test_a_shaded_first_row_is_a_header_row() -> None:
    shade = '<w:shd w:val="clear" w:fill="D9D9D9"/>'
    document = read(tbl(tr(tc("Term", properties=shade), tc("Meaning", properties=shade)), ("Client", "The buyer")))
    assert document.tables[0].header_rows == 1


def test_labels_over_figures_are_a_header_row() -> None:
    document = read(tbl(("Measure", "Target"), ("Answered in time", "80 %"), ("Abandoned", "5 %")))
    assert document.tables[0].header_rows == 1


def test_names_and_values_have_no_header_row() -> None:
    assert read(tbl(("Client:", "Acme Ltd"), ("Vendor:", "Beta GmbH"))).tables[0].header_rows == 0
    assert read(tbl(("“Affiliate”", "means a company."), ("“Client”", "means Acme."))).tables[0].header_rows == 0
    assert read(tbl(("Response time", "90 s"), ("Uptime", "99.9 %"))).tables[0].header_rows == 0


def test_a_table_in_a_header_belongs_to_the_header() -> None:
    document = read(p("a"), header=tbl(("Draft", "3 May")))
    assert [(item.text, item.origin) for item in document.paragraphs[1:]] == [("Draft", "header"), ("3 May", "header")]
    assert rows(document.tables[0]) == [["Draft", "3 May"]]


def test_numbers_in_a_table_of_values_open_no_section() -> None:
    table = tbl(("No", "Measure"), (p("", num=(1, 0)), "Speed"), (p("", num=(1, 0)), "Quality"))
    document = read(p("7.1 The levels are:"), table, p("They bind."), numbering=legal_list())
    assert document.paragraphs[-1].section == "7.1"
    assert [item.number for item in document.paragraphs if item.cell and item.number] == ["1", "2"]


def test_clauses_laid_out_in_a_table_open_sections() -> None:
    clause = (
        "The Vendor must answer every enquiry of the Client's customers within the time that Schedule 2 states. " * 2
    )
    table = tbl(
        ("1.", tc(p(clause, num=(1, 0)))),
        ("2.", tc(p(clause, num=(1, 0)), p(clause, num=(1, 1)))),
    )
    document = read(table, numbering=legal_list())
    long = [item.section for item in document.paragraphs if len(item.text) > 50]
    assert long == ["1", "2", "2.1"]


def test_the_section_goes_on_through_a_table() -> None:
    document = read(p("7.2 Levels:"), tbl(("a", "b")), p("after"))
    assert {item.section for item in document.paragraphs} == {"7.2"}


def test_a_table_inside_a_paragraph_is_read_where_it_stands() -> None:
    document = read(tbl(tr(tc(p("outer", tbl(("inner", "cell")), "rest")))), p("after"))
    assert [item.text for item in document.paragraphs] == ["outerrest", "inner", "cell", "after"]
    assert document.tables[1].parent == CellPosition(0, 0, 0)
    assert document.coverage.unread == ()
