"""Labels at the start of a paragraph, in the manners of drafting that real contracts use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.outline.automatic import automatic_label
from contractkit.outline.labels import typed_label
from contractkit.outline.numerals import ordinal_value, roman_value, to_roman, word_value


@pytest.mark.parametrize(
    ("text", "kind", "shown", "rest"),
    [
        ("7. Lock period", "decimal", "7", "Lock period"),
        ("7.2 The Vendor", "decimal", "7.2", "The Vendor"),
        ("7.2. The Vendor", "decimal", "7.2", "The Vendor"),
        ("7.2The Vendor", "decimal", "7.2", "The Vendor"),
        ("7.2.10.1 Text", "decimal", "7.2.10.1", "Text"),
        ("7.2\tText", "decimal", "7.2", "Text"),
        ("7.2(b) Text", "decimal", "7.2(b)", "Text"),
        ("7(a)(ii) Text", "decimal", "7(a)(ii)", "Text"),
        ("1.0 Definitions", "decimal", "1.0", "Definitions"),
        ("12A. Insurance", "decimal", "12A", "Insurance"),
        ("A.5.3 Requirements", "decimal", "A.5.3", "Requirements"),
        ("Section 4.1 Term", "decimal", "Section 4.1", "Term"),
        ("§ 5.2 Haftung", "decimal", "§ 5.2", "Haftung"),
        ("(a) text", "item", "(a)", "text"),
        ("(iv) text", "item", "(iv)", "text"),
        ("(a)(i) text", "item", "(a)(i)", "text"),
        ("a) text", "item", "a)", "text"),
        ("aa) text", "item", "aa)", "text"),
        ("A. Services", "item", "A", "Services"),
        ("IV. Services", "item", "IV", "Services"),
        ("(1) text", "item", "(1)", "text"),
        ("1) text", "item", "1)", "text"),
        ("ARTICLE IV - TERM", "article", "ARTICLE IV", "- TERM"),
        ("Article 4 Term", "article", "Article 4", "Term"),
        ("Artículo 12.- Objeto", "article", "Artículo 12", ".- Objeto"),
        ("Cláusula 3ª", "article", "Cláusula 3ª", ""),
        ("Artículo 5.º Garantías", "article", "Artículo 5.º", "Garantías"),
        ("1ª.- OBJETO", "decimal", "1ª", "OBJETO"),
        ("2.º Precio", "decimal", "2.º", "Precio"),
        ("3º) Plazo", "item", "3º)", "Plazo"),
        ("DE\u0301CIMA SEGUNDA.- Ley", "ordinal", "DÉCIMA SEGUNDA", "Ley"),
        ("Schedule 2, Part B", "subpart", "Schedule 2, Part B", ""),
        ("SCHEDULE 2 – PART B: Credits", "subpart", "SCHEDULE 2 – PART B", ": Credits"),
        ("Anexo II, Parte A. Precios", "subpart", "Anexo II, Parte A", ". Precios"),
        ("Schedule 2 – Levels", "part", "Schedule 2", "– Levels"),
        ('EXHIBIT "A"', "part", 'EXHIBIT "A"', ""),
        ("Annex II", "part", "Annex II", ""),
        ("Schedule C-1", "part", "Schedule C-1", ""),
        ("Part B", "subpart", "Part B", ""),
        ("PRIMERA.- Objeto", "ordinal", "PRIMERA", "Objeto"),
        ("Décima segunda.- Plazo", "ordinal", "Décima segunda", "Plazo"),
        ("CLÁUSULA SEGUNDA: DURACIÓN", "article", "CLÁUSULA SEGUNDA", ": DURACIÓN"),
        ("VIGÉSIMO PRIMERA. Ley", "ordinal", "VIGÉSIMO PRIMERA", "Ley"),
        ("FIRST: The parties", "ordinal", "FIRST", "The parties"),
    ],
)
def test_labels(text: str, kind: str | None, shown: str, rest: str) -> None:
    label = typed_label(text)
    if kind is None:
        assert label is None
        return
    assert label is not None
    assert (label.kind, label.shown, text[label.end :]) == (kind, shown, rest)


@pytest.mark.parametrize(
    "text",
    [
        "30 days after receipt",
        "99.5 % of all calls",
        "2.5 million euros",
        "7.2 hours",
        "12.05.2026 was a Tuesday",
        "2026 was a year",
        "The Vendor pays.",
        "3.2(b), 4.1 and 5",
        "4.1 and 4.2 apply",
        "Section 3.2 of this Agreement",
        "Part of the services",
        "Article of faith",
        "Primera vez que ocurre",
        "First, the Vendor pays",
        "",
        "   ",
        "(see below) text",
        "(the “Client”)",
        "e.g. this",
        "a",
        "Title to the goods",
        "Clause",
    ],
)
def test_sentences_are_no_labels(text: str) -> None:
    assert typed_label(text) is None


def test_a_bare_number_is_a_weak_label() -> None:
    label = typed_label("7 CONFIDENTIALITY")
    assert label is not None
    assert label.weak


def test_i_may_be_a_letter_or_a_numeral() -> None:
    label = typed_label("(i) text")
    assert label is not None
    assert label.readings == (("lower-roman", 1), ("lower-letter", 9))


@pytest.mark.parametrize(
    ("shown", "number_format", "kind", "kept"),
    [
        ("7.2.", "decimal", "decimal", "7.2"),
        ("(b)", "lowerLetter", "item", "(b)"),
        ("Article IV –", "upperRoman", "article", "Article IV"),
        ("Schedule 2:", "decimal", "part", "Schedule 2"),
        ("1.01", "decimalZero", "decimal", "1.01"),
        ("Recital A", "upperLetter", "item", "Recital A"),
        ("①", "decimalEnclosedCircle", "item", "①"),
    ],
)
def test_automatic_numbers(shown: str, number_format: str, kind: str, kept: str) -> None:
    label = automatic_label(shown, number_format)
    assert (label.kind, label.shown, label.weak) == (kind, kept, False)


def test_word_says_which_way_an_automatic_i_counts() -> None:
    assert automatic_label("(i)", "lowerRoman").readings == (("lower-roman", 1),)
    assert automatic_label("(i)", "lowerLetter").readings == (("lower-letter", 9),)


@given(st.integers(1, 399))
def test_roman_numerals_come_back(value: int) -> None:
    assert roman_value(to_roman(value)) == value


@pytest.mark.parametrize("token", ["iiii", "vx", "ic", "", "abc", "xm"])
def test_what_is_no_roman_numeral(token: str) -> None:
    assert roman_value(token) == 0


@pytest.mark.parametrize(
    ("word", "value"), [("four", 4), ("tercera", 3), ("séptimo", 7), ("decimotercera", 13), ("cinco", 5), ("word", 0)]
)
def test_numbers_in_words(word: str, value: int) -> None:
    assert word_value(word) == value


def test_ordinals_need_a_closing_mark() -> None:
    assert ordinal_value("PRIMERA.- Objeto", 0) == (1, 7)
    assert ordinal_value("Primera vez", 0) is None


@given(st.text(max_size=40))
def test_any_text_is_fine(text: str) -> None:
    label = typed_label(text)
    assert label is None or 0 < label.end <= len(text)
