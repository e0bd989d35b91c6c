"""Characters that hide or imitate letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contractkit.folding import fold_concealed, homoglyphs, zero_width


def test_plain_text_stays_as_it_is() -> None:
    folded = fold_concealed("liability")
    assert (folded.text, folded.offsets) == ("liability", ())
    assert folded.span(2, 5) == (2, 5)


def test_hidden_characters_are_dropped_and_offsets_lead_back() -> None:
    text = "no li\u200babi\u00adlity at all"
    folded = fold_concealed(text)
    assert folded.text == "no liability at all"
    start = folded.text.index("liability")
    assert text[slice(*folded.span(start, start + 9))] == "li\u200babi\u00adlity"


def test_letters_that_imitate_are_replaced_in_place() -> None:
    folded = fold_concealed("li\u0430bility")
    assert (folded.text, folded.offsets) == ("liability", ())
    assert fold_concealed("\u0441\u043e\u0440\u0443 of the text is here").text.startswith("copy")


def test_ligatures_and_wide_letters_are_spelled_out() -> None:
    folded = fold_concealed("con\ufb01dential ＡＩ")
    assert folded.text == "confidential AI"
    assert folded.span(3, 5) == (3, 4)


def test_an_empty_span_stays_empty() -> None:
    folded = fold_concealed("a\u200bb")
    start, end = folded.span(1, 1)
    assert start == end


def test_words_of_other_languages_are_left_alone() -> None:
    for text in (
        "договор на оказание услуг",
        "μ = 3, Ω and π",
        "Ελληνική Δημοκρατία",
        "می\u200cخواهم",
        "👩\u200d💻 ok",
    ):
        assert homoglyphs(text) == []
        assert zero_width(text) == []
        assert fold_concealed(text).text.replace("\u200c", "").replace("\u200d", "") == text.replace(
            "\u200c", ""
        ).replace("\u200d", "")


@given(st.text(alphabet="abc \u0430\u0435\u200b\u00ad\ufb01é\u0436\uff21", max_size=40), st.data())
def test_spans_lead_back_to_the_same_characters(text: str, data: st.DataObject) -> None:
    folded = fold_concealed(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    if folded.offsets:
        assert len(folded.offsets) == len(folded.text) + 1
        assert list(folded.offsets) == sorted(folded.offsets)
