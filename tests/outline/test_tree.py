"""Section trees: the same tree for typed and automatic numbers, addresses as a lawyer would cite them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import abstract, docx, legal_list, level, num, p
from contractkit.outline import Line, ListLabel, outline
from contractkit.plain import document_from_text
from contractkit.word.read import read_document


def sections(text: str) -> list[str]:
    """The address under which each line of ``text`` stands."""
    return [place.section for place in outline([Line(line) for line in text.strip().splitlines()]).places]


def headings(text: str) -> list[str]:
    return [place.heading for place in outline([Line(line) for line in text.strip().splitlines()]).places]


def test_letters_and_numerals_nest_under_decimals() -> None:
    text = """
7. Lock period
7.1 The Client stays.
7.2 The Client may leave:
(a) in month 13; or
(i) when late; or
(ii) when wrong;
(b) in month 24.
As agreed.
7.3 The end.
8. Exit
"""
    assert sections(text) == [
        "7", "7.1", "7.2", "7.2(a)", "7.2(a)(i)", "7.2(a)(ii)", "7.2(b)", "7.2(b)", "7.3", "8",
    ]  # fmt: skip


def test_i_after_h_is_a_letter_and_i_after_a_colon_a_numeral() -> None:
    assert sections("1. A\n(g) x\n(h) y\n(i) z\n(j) w")[-2:] == ["1(i)", "1(j)"]
    assert sections("1. A\n(h) as follows:\n(i) z\n(ii) w")[0] == "1"
    assert sections("1. A\n(a) as follows:\n(i) z\n(ii) w")[-1] == "1(a)(ii)"


def test_schedules_start_anew_and_parts_stand_in_them() -> None:
    text = """
14. Law
Schedule 2 – Service Levels
1. General
1.1 The levels bind.
Part B
1. Credits
SCHEDULE 3
1. Charges
"""
    assert sections(text) == [
        "14", "Schedule 2", "Schedule 2, 1", "Schedule 2, 1.1", "Schedule 2, Part B", "Schedule 2, Part B, 1",
        "Schedule 3", "Schedule 3, 1",
    ]  # fmt: skip


def test_a_schedule_and_its_part_on_one_line_are_two_sections() -> None:
    text = """
Schedule 2, Part B – Service credits
1.1 The credits bind.
(a) each month
Schedule 2, Part C
1.1 The reports bind.
Schedule 3 - Part A: Charges
1. Rates
"""
    assert sections(text) == [
        "Schedule 2, Part B", "Schedule 2, Part B, 1.1", "Schedule 2, Part B, 1.1(a)", "Schedule 2, Part C",
        "Schedule 2, Part C, 1.1", "Schedule 3, Part A", "Schedule 3, Part A, 1",
    ]  # fmt: skip
    tree = outline([Line(line) for line in text.strip().splitlines()]).sections
    assert [section.address for section in tree if section.level == 0] == ["Schedule 2", "Schedule 3"]
    assert sections("1. A\nSchedule 3, Part B applies to this.") == ["1", "1"]


def test_ordinals_in_figures_are_clauses() -> None:
    assert sections("1ª.- OBJETO\n2ª.- PLAZO\n2.1 Un año.\nCláusula 3ª.- Precio\n1º de enero de 2027.") == [
        "1", "2", "2.1", "Cláusula 3ª", "Cláusula 3ª",
    ]  # fmt: skip


def test_articles_hold_sections() -> None:
    text = "ARTICLE IV - TERM\nSection 4.1 Initial Term. It begins.\n(a) now\nARTICLE V\nSection 5.1 Exit. It ends."
    assert sections(text) == ["Article IV", "4.1", "4.1(a)", "Article V", "5.1"]
    assert headings(text)[:2] == ["TERM", "Initial Term"]


def test_spanish_clauses() -> None:
    text = "EXPONEN\nI. Que vende.\nPRIMERA.- Objeto\n1.1 Servicios.\na) Correo.\n"
    text += "DÉCIMA SEGUNDA.- Plazo\nAnexo I\n1. Niveles"
    assert sections(text) == [
        "EXPONEN", "Recital (I)", "Primera", "1.1", "1.1(a)", "Décima segunda", "Anexo I", "Anexo I, 1",
    ]  # fmt: skip


def test_a_mention_is_no_schedule() -> None:
    assert sections("1. A\nSchedule 3 applies to this.\nSection 4.1 of this Agreement binds.") == ["1", "1", "1"]


def test_the_exhibit_number_of_a_filing_is_no_section() -> None:
    assert sections("Exhibit 10.2\n1. Services")[-1] == "1"


def test_contents_open_no_sections() -> None:
    titled = "TABLE OF CONTENTS\n1. Definitions\n2. Services\nSchedule 1 Levels\nThis Agreement binds.\n"
    titled += "1. Definitions\n2. Services"
    assert sections(titled)[-2:] == ["1", "2"]
    assert len(outline([Line(line) for line in titled.splitlines()]).sections) == 3
    dotted = "1. Definitions ........ 3\n2. Services ........ 4\n1. Definitions\nText"
    assert sections(dotted) == ["", "", "1", "1"]
    untitled = "\n".join(f"{number}.1 Title {number + 2}" for number in range(1, 8)) + "\n1.1 Title\nText"
    assert sections(untitled)[-1] == "1.1"
    assert len(outline([Line(line) for line in untitled.splitlines()]).sections) == 1


def test_a_heading_without_number_ends_the_section_before_it() -> None:
    text = "1. A\n1.1 b\nIN WITNESS WHEREOF\nSigned."
    assert sections(text) == ["1", "1.1", "IN WITNESS WHEREOF", "IN WITNESS WHEREOF"]


def test_numbers_go_on_under_unnumbered_headings() -> None:
    text = "DEFINITIONS\n1. “Client” means Acme.\nTERM\n2. It begins.\n3. It ends."
    found = outline([Line(line) for line in text.splitlines()])
    assert [place.section for place in found.places] == ["DEFINITIONS", "1", "TERM", "2", "3"]
    assert [section.parent for section in found.sections] == [None, 0, None, 2, 2]


def test_a_capital_line_inside_a_clause_does_not_cut_it_off() -> None:
    assert sections("7. A\n7.1 b\n(a) c\nEXCLUDED COSTS\n(b) d\n7.2 e")[-2:] == ["7.1(b)", "7.2"]


def test_numbers_that_start_again_under_a_heading_are_told_apart() -> None:
    assert sections("TERMS OF SALE\n1. A\n2. B\nTERMS OF USE\n1. C") == [
        "TERMS OF SALE", "1", "2", "TERMS OF USE", "TERMS OF USE, 1",
    ]  # fmt: skip


def test_recitals_are_cited_as_recitals() -> None:
    assert sections("BACKGROUND\n(A) The Client sells.\n(B) The Vendor helps.\n1. Services") == [
        "BACKGROUND", "Recital (A)", "Recital (B)", "1",
    ]  # fmt: skip


def test_roman_sections_with_letters_and_numbers() -> None:
    assert sections("I. SERVICES\nA. Scope\n1. Calls\nII. CHARGES") == ["I", "I.A", "I.A.1", "II"]
    assert sections("I. SERVICES\nA. Scope\nB. Other\nII. CHARGES") == ["I", "I.A", "I.B", "II"]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("7. CONFIDENTIALITY", "CONFIDENTIALITY"),
        ("7. Confidentiality", "Confidentiality"),
        ("7.2 Term and Termination. The Client may leave.", "Term and Termination"),
        ("7.2 Term. it begins", ""),
        ("7.2 Obligations of the Vendor: the Vendor must pay.", "Obligations of the Vendor"),
        ("7.2 Limitation of Liability – the parties agree.", "Limitation of Liability"),
        ("7.2 The Vendor must pay.", ""),
        ("7.2 The Vendor must keep records, books and other papers for six years after the end.", ""),
        ("7.2 Acme Corp. The company sells.", ""),
        ("PRIMERA.- Objeto. El contrato regula los servicios.", "Objeto"),
        ("ARTICLE IV - TERM", "TERM"),
        ("Schedule 2, Part B", ""),
        ("CONFIDENTIALITY", "CONFIDENTIALITY"),
        ("Confidentiality. Each party must keep the secrets of the other party.", "Confidentiality"),
        ("The parties agree as follows:", ""),
        ("By: ____________", ""),
        ("ACME INC.", ""),
        ("Source: EDGAR", ""),
    ],
)
def test_headings(line: str, heading: str) -> None:
    assert headings(line) == [heading]


def test_bold_openings_are_run_in_headings() -> None:
    text = "Confidential information. Each party must keep it."
    (place,) = outline([Line(text, lead=25)]).places
    assert place.heading == "Confidential information"
    (place,) = outline([Line("7.2 Payment of charges. The Client pays.", lead=23)]).places
    assert place.heading == "Payment of charges"


def test_bold_words_in_a_definition_are_no_heading() -> None:
    (place,) = outline([Line("“Affiliate” means a company.", lead=11)]).places
    assert place.heading == ""


def test_heading_styles_open_sections_by_their_level() -> None:
    lines = [
        Line("Services", outline_level=0),
        Line("Scope", outline_level=1),
        Line("Text"),
        Line("Charges", outline_level=0),
    ]
    found = outline(lines)
    assert [(section.title, section.level, section.first, section.last) for section in found.sections] == [
        ("Services", 0, 0, 2), ("Scope", 1, 1, 2), ("Charges", 0, 3, 3),
    ]  # fmt: skip


TYPED = [
    "1. Term",
    "1.1 It begins.",
    "1.2 It ends:",
    "(a) late;",
    "(i) by a day;",
    "(b) never.",
    "2. Law",
    "2.1 Spain.",
]


def test_typed_and_automatic_numbers_give_one_tree() -> None:
    levels = [0, 1, 1, 2, 3, 2, 0, 1]
    bare = [line.split(" ", 1)[1] for line in TYPED]
    automatic = read_document(
        docx(*[p(text, num=(1, item)) for text, item in zip(bare, levels, strict=True)], numbering=legal_list())
    )
    typed = read_document(docx(*[p(text) for text in TYPED]))
    plain = document_from_text("\n".join(TYPED))
    addresses = ["1", "1.1", "1.2", "1.2(a)", "1.2(a)(i)", "1.2(b)", "2", "2.1"]
    for document in (automatic, typed, plain):
        assert [item.section for item in document.paragraphs] == addresses
        assert [section.address for section in document.sections] == addresses
        assert [section.parent for section in document.sections] == [None, 0, 0, 2, 3, 2, None, 6]


def test_automatic_articles_and_schedules_give_the_same_tree() -> None:
    numbering = (
        abstract(0, level(0, "ARTICLE %1", "upperRoman"), level(1, "%1.%2", extra="<w:isLgl/>")) + num(1, 0)
        + abstract(1, level(0, "Schedule %1"), level(1, "%2."), level(2, "%2.%3")) + num(2, 1)
    )  # fmt: skip
    body = (
        p("TERM", num=(1, 0)), p("It begins.", num=(1, 1)), p("Levels", num=(2, 0)), p("General", num=(2, 1)),
        p("They bind.", num=(2, 2)), p("Charges", num=(2, 0)), p("Rates", num=(2, 1)),
    )  # fmt: skip
    document = read_document(docx(*body, numbering=numbering))
    assert [item.section for item in document.paragraphs] == [
        "Article I", "1.1", "Schedule 1", "Schedule 1, 1", "Schedule 1, 1.1", "Schedule 2", "Schedule 2, 1",
    ]  # fmt: skip


LINES = st.lists(
    st.sampled_from(
        ["1. A", "2. Bb", "1.1 c", "2.3 d", "(a) e", "(b) f", "(i) g", "(v) h", "i) j", "A. Kk", "II. L", "Schedule 1",
         "Part A",
         "ARTICLE II", "PRIMERA.- M", "HEADING", "Plain text here.", "as follows:", "TABLE OF CONTENTS", "7 N", "x 12"]
    ),
    max_size=40,
)  # fmt: skip


@given(LINES)
def test_any_order_of_labels_gives_a_sound_tree(texts: list[str]) -> None:
    found = outline([Line(text) for text in texts])
    assert len(found.places) == len(texts)
    for section in found.sections:
        assert 0 <= section.first <= section.last < len(texts)
        assert found.sections[section.index] is section
        if section.parent is None:
            assert section.level == 0
        else:
            parent = found.sections[section.parent]
            assert section.level == parent.level + 1
            assert parent.first <= section.first
            assert section.last <= parent.last
    for place, text in zip(found.places, texts, strict=True):
        assert place.number == "" or place.number in text


@given(LINES)
def test_the_tree_is_the_same_every_time(texts: list[str]) -> None:
    assert outline([Line(text) for text in texts]) == outline([Line(text) for text in texts])


def test_bullets_stand_in_the_section_before_them() -> None:
    lines = [Line("1. A"), Line("b", label=ListLabel("•", "bullet", 3, 0))]
    assert [(place.number, place.section) for place in outline(lines).places] == [("1", "1"), ("•", "1")]


PLAIN = """
Hello there
We answer messages for online shops, and this is the contract between us.
What we do
We answer e-mails and chats, and we start returns and exchanges for you.
How fast, how good?
First reply | 12 hours
Paying us
We bill on the first of each month, and you pay within fourteen days.
When are we around?
Monday to Friday from seven to seven, and on Saturdays if you asked for it.
Goodbyes
Either of us may end this with a month of notice, for any reason or none.
Yours sincerely
"""


def test_short_lines_between_paragraphs_are_headings_where_a_text_has_no_others() -> None:
    found = [heading for heading in headings(PLAIN) if heading]
    assert found == ["Hello there", "What we do", "How fast, how good?", "Paying us", "When are we around?", "Goodbyes"]
    assert sections(PLAIN)[7] == "Paying us"


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{number}. Clause\n{line}" for number, line in enumerate(PLAIN.strip().splitlines(), 1)),  # numbered
        PLAIN.replace("Paying us\n", "").replace("Goodbyes\n", "").replace("What we do\n", ""),  # too few to be sure
        PLAIN.replace(".\n", ",\n"),  # items of one long sentence
    ],
)
def test_short_lines_are_no_headings_elsewhere(text: str) -> None:
    assert "When are we around" not in "".join(headings(text))
