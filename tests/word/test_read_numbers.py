"""Automatic numbers exactly as Word shows them."""

from __future__ import annotations

import pytest

from builders import abstract, docx, legal_list, level, num, p, start_override, style
from contractkit.word.number_formats import format_number
from contractkit.word.read import read_document


def numbers(numbering: str, *levels: int | tuple[int, int], styles: str = "") -> list[str]:
    """The numbers of paragraphs in list 1 at these levels, or at (list, level)."""
    body = [p("x", num=(1, item) if isinstance(item, int) else item) for item in levels]
    return [item.number for item in read_document(docx(*body, numbering=numbering, styles=styles)).paragraphs]


def test_a_legal_list_counts_and_restarts_below() -> None:
    assert numbers(legal_list(), 0, 1, 1, 2, 2, 3, 1, 0, 1, 2) == [
        "1", "1.1", "1.2", "(a)", "(b)", "(i)", "1.3", "2", "2.1", "(a)",
    ]  # fmt: skip


def test_levels_count_on_while_unnumbered_text_stands_between() -> None:
    document = read_document(docx(p("a", num=(1, 0)), p("b"), p("c", num=(1, 0)), numbering=legal_list()))
    assert [(item.number, item.section) for item in document.paragraphs] == [("1", "1"), ("", "1"), ("2", "2")]


def test_lists_over_one_definition_go_on_counting() -> None:
    numbering = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0)
    assert numbers(numbering, (1, 0), (1, 0), (2, 0), (1, 0)) == ["1", "2", "3", "4"]


def test_a_start_override_restarts_once() -> None:
    numbering = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0, start_override(0, 8))
    assert numbers(numbering, (1, 0), (1, 0), (2, 0), (2, 0), (1, 0)) == ["1", "2", "8", "9", "10"]


def test_a_level_override_replaces_the_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "§ %1", "upperRoman")}</w:lvlOverride>'
    assert numbers(abstract(0, level(0, "%1.")) + num(1, 0, override), 0, 0) == ["§ I", "§ II"]


def test_a_level_may_never_restart() -> None:
    numbering = abstract(0, level(0, "%1."), level(1, "(%2)", "lowerLetter", extra='<w:lvlRestart w:val="0"/>')) + num(
        1, 0
    )
    assert numbers(numbering, 0, 1, 1, 0, 1) == ["1", "(a)", "(b)", "2", "(c)"]


def test_a_level_may_restart_only_after_a_higher_one() -> None:
    third = level(2, "(%3)", extra='<w:lvlRestart w:val="1"/>')
    numbering = abstract(0, level(0, "%1."), level(1, "%1.%2"), third) + num(1, 0)
    assert numbers(numbering, 0, 1, 2, 1, 2, 0, 2) == ["1", "1.1", "(1)", "1.2", "(2)", "2", "(1)"]


def test_a_level_before_its_parents_counts_them_once() -> None:
    assert numbers(legal_list(), 1, 1, 0, 1) == ["1.1", "1.2", "2", "2.1"]


def test_legal_style_shows_all_levels_in_decimals() -> None:
    numbering = abstract(0, level(0, "ARTICLE %1", "upperRoman"), level(1, "%1.%2", extra="<w:isLgl/>")) + num(1, 0)
    assert numbers(numbering, 0, 0, 1) == ["ARTICLE I", "ARTICLE II", "2.1"]


def test_without_legal_style_levels_keep_their_own_format() -> None:
    numbering = abstract(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2")) + num(1, 0)
    assert numbers(numbering, 0, 1) == ["I", "I.1"]


def test_numbers_may_start_anywhere() -> None:
    assert numbers(abstract(0, level(0, "%1.", start=7)) + num(1, 0), 0, 0) == ["7", "8"]


@pytest.mark.parametrize(("text", "shown"), [("\uf0b7", "•"), ("-", "-"), ("", "•"), ("o", "o")])
def test_bullets_are_shown_and_open_no_section(text: str, shown: str) -> None:
    numbering = legal_list() + abstract(9, level(0, text, "bullet")) + num(9, 9)
    document = read_document(docx(p("a", num=(1, 0)), p("b", num=(9, 0)), numbering=numbering))
    assert [(item.number, item.section, item.level) for item in document.paragraphs] == [
        ("1", "1", 0),
        (shown, "1", None),
    ]


def test_a_level_without_text_shows_nothing_but_counts() -> None:
    numbering = abstract(0, level(0, ""), level(1, "%1.%2")) + num(1, 0)
    assert numbers(numbering, 0, 0, 1) == ["", "", "2.1"]


def test_styles_bind_the_levels_of_a_list() -> None:
    numbering = (
        abstract(
            0,
            level(0, "%1.", extra='<w:pStyle w:val="H1"/>'),
            level(1, "%1.%2", extra='<w:pStyle w:val="H2"/>'),
        )
        + num(1, 0)
    )  # fmt: skip
    styles = style("H1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>') + style(
        "H2", "heading 2", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>'
    )
    body = (
        p("Lock period", style="H1"),
        p("The Client stays.", style="H2"),
        p("It pays.", style="H2"),
        p("Exit", style="H1"),
    )
    document = read_document(docx(*body, numbering=numbering, styles=styles))
    assert [(item.number, item.level) for item in document.paragraphs] == [("1", 0), ("1.1", 1), ("1.2", 1), ("2", 0)]
    assert document.paragraphs[0].heading == "Lock period"


def test_a_style_inherits_its_list_and_finds_its_own_level() -> None:
    numbering = abstract(0, level(0, "%1."), level(1, "%1.%2", extra='<w:pStyle w:val="Sub"/>')) + num(1, 0)
    styles = style("Base", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>') + style(
        "Sub", based_on="Base", paragraph='<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    )
    document = read_document(docx(p("a", style="Base"), p("b", style="Sub"), numbering=numbering, styles=styles))
    assert [item.number for item in document.paragraphs] == ["1", "1.1"]


def test_direct_numbering_overrides_the_style_and_zero_switches_it_off() -> None:
    styles = style("H1", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
    numbering = legal_list() + abstract(5, level(0, "(%1)", "upperLetter")) + num(5, 5)
    body = (p("a", style="H1"), p("b", style="H1", num=(0, 0)), p("c", style="H1", num=(5, 0)), p("d", style="H1"))
    document = read_document(docx(*body, numbering=numbering, styles=styles))
    assert [item.number for item in document.paragraphs] == ["1", "", "(A)", "2"]


def test_a_list_style_is_followed() -> None:
    numbering = (
        abstract(0, extra='<w:numStyleLink w:val="Legal"/>')
        + abstract(1, level(0, "%1)"), extra='<w:styleLink w:val="Legal"/>')
        + num(1, 0)
        + num(2, 1)
    )
    assert numbers(numbering, (1, 0), (2, 0)) == ["1)", "2)"]


def test_a_list_style_is_followed_by_the_list_that_it_names() -> None:
    styles = style("LS", kind="numbering", paragraph='<w:numPr><w:numId w:val="2"/></w:numPr>')
    numbering = abstract(1, extra='<w:numStyleLink w:val="LS"/>') + abstract(2, level(0, "%1)")) + num(1, 1) + num(2, 2)
    document = read_document(docx(p("a", num=(1, 0)), p("b", num=(1, 0)), styles=styles, numbering=numbering))
    assert [item.number for item in document.paragraphs] == ["1)", "2)"]


def test_an_unnumbered_heading_holds_no_numbered_one_of_its_level() -> None:
    def heading(depth: int, extra: str = "") -> str:
        return f'{extra}<w:outlineLvl w:val="{depth}"/>'

    def numbers(ilvl: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="1"/></w:numPr>'

    styles = style("H1", paragraph=heading(0, numbers(0))) + style("H2", paragraph=heading(1, numbers(1)))
    styles += style("Plain2", paragraph=heading(1))
    body = (p("Scope", style="H1"), p("One", style="H2"), p("Note", style="Plain2"), p("Two", style="H2"))
    document = read_document(docx(*body, styles=styles, numbering=legal_list()))
    assert [(item.number, item.level) for item in document.paragraphs] == [("1", 0), ("1.1", 1), ("", 1), ("1.2", 1)]


def test_a_list_that_does_not_exist_numbers_nothing() -> None:
    assert numbers(legal_list(), (77, 0), (1, 0)) == ["", "1"]


def test_a_style_based_on_itself_ends() -> None:
    styles = style("A", based_on="B") + style("B", based_on="A")
    document = read_document(docx(p("a", style="A"), styles=styles))
    assert document.paragraphs[0].text == "a"


def test_an_empty_numbered_paragraph_counts() -> None:
    document = read_document(docx(p("a", num=(1, 0)), p("", num=(1, 0)), p("c", num=(1, 0)), numbering=legal_list()))
    assert [item.number for item in document.paragraphs] == ["1", "2", "3"]


def test_headers_do_not_disturb_the_numbers_of_the_body() -> None:
    document = read_document(docx(p("a", num=(1, 0)), header=p("h", num=(1, 0)), numbering=legal_list()))
    assert document.paragraphs[0].number == "1"


def test_text_in_spanish_counts_in_spanish() -> None:
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="es-ES"/></w:rPr></w:rPrDefault></w:docDefaults>'
    numbering = abstract(0, level(0, "%1.-", "ordinalText")) + num(1, 0)
    assert numbers(numbering, 0, 0, styles=styles) == ["Primero", "Segundo"]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (27, "lowerLetter", "aa"), (53, "upperLetter", "AAA"),
        (7, "decimalZero", "07"), (3, "ordinal", "3rd"), (12, "ordinal", "12th"), (21, "cardinalText", "Twenty-one"),
        (21, "ordinalText", "Twenty-first"), (20, "ordinalText", "Twentieth"), (5, "numberInDash", "- 5 -"),
        (5, "chicago", "**"), (3, "decimalEnclosedCircle", "③"), (255, "hex", "FF"), (9, "anything", "9"),
        (120, "cardinalText", "120"), (5000, "upperLetter", "5000"), (2, "none", ""),
    ],
)  # fmt: skip
def test_number_formats(value: int, number_format: str, shown: str) -> None:
    assert format_number(value, number_format) == shown


def test_footnotes_with_their_own_lists_are_numbered() -> None:
    from builders import footnote_reference

    document = read_document(
        docx(
            p("a", footnote_reference(2)),
            footnotes={2: p("one", num=(1, 0)) + p("two", num=(1, 0))},
            numbering=legal_list(),
        )
    )
    assert [item.number for item in document.paragraphs] == ["", "1", "2"]


def test_an_empty_paragraph_that_only_ends_a_section_takes_no_number() -> None:
    break_alone = p(num=(1, 0), properties="<w:sectPr/>")
    document = read_document(docx(p("a", num=(1, 0)), break_alone, p("b", num=(1, 0)), numbering=legal_list()))
    assert [(item.number, item.text) for item in document.paragraphs] == [("1", "a"), ("2", "b")]
    with_text = p("x", num=(1, 0), properties="<w:sectPr/>")
    document = read_document(docx(p("a", num=(1, 0)), with_text, p("b", num=(1, 0)), numbering=legal_list()))
    assert [item.number for item in document.paragraphs] == ["1", "2", "3"]
