import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contractkit.draft.templating import Pointer, evaluate, pointers, render_text
from contractkit.errors import LibraryError
from contractkit.manuscript import Text
from drafting import example_deal

DEAL = example_deal()


def plain(template: str, **values: object) -> str:
    return "".join(piece.text for piece in render_text(template, values, "here").pieces if isinstance(piece, Text))


@given(st.text().filter(lambda text: "\n" not in text and "\r" not in text))
@example("H&M")
@example("< 4 h")
@example("{{ 7 * 7 }}{% if x %}{# no #}")
@example("[[Agreement]] **bold** _x_")
@example("\ue0000\ue001 \ue010")
@example("عرب & שלום 👩‍👩‍👧 \u202e")
@example("\"quoted\" 'single' \\ back")
@example("  two  spaces  ")
def test_a_value_survives_exactly(value: str) -> None:
    rendered = render_text("before {{ value }} after", {"value": value}, "here")
    assert "".join(piece.text for piece in rendered.pieces) == f"before {value} after"
    assert not rendered.terms
    assert {piece.emphasis for piece in rendered.pieces} == {None}


def test_lines_in_a_value_become_one() -> None:
    assert plain("{{ value }}", value="one\r\n two") == "one two"


def test_a_value_takes_the_emphasis_around_it() -> None:
    rendered = render_text("\ue010{{ name }}\ue011 is \ue012here\ue013", {"name": "A*B*"}, "here")
    assert rendered.pieces == (Text("A*B*", "bold"), Text(" is "), Text("here", "italic"))


@pytest.mark.parametrize(
    ("template", "result"),
    [
        ("{% if no %}x {% endif %}y", "y"),
        ("a {% if no %}x{% endif %} b", "a b"),
        ("a{% if no %}, x{% endif %}.", "a."),
        ("{% for item in items %}{{ item }}{% if not loop.last %}; {% endif %}{% endfor %}", "p; q"),
        ("{{ 1200 }} {{ 0.5 }} {{ day }}", "1,200 0.5 1 March 2027"),
        ("  edges  ", "edges"),
    ],
)
def test_texts(template: str, result: str) -> None:
    assert plain(template, no=False, items=["p", "q"], day=dt.date(2027, 3, 1)) == result


def test_terms_are_collected_with_their_plural() -> None:
    rendered = render_text("Each [[Service Level]]s and [[KPI]]", {}, "here")
    assert rendered.pieces == (Text("Each Service Levels and KPI"),)
    assert rendered.terms == {"Service Level", "KPI"}


def test_a_term_in_a_dropped_condition_is_not_used() -> None:
    assert not render_text("{% if no %}[[KPI]]{% endif %}", {"no": False}, "here").terms


def test_references_are_found() -> None:
    rendered = render_text("under {{ ref('a#b') }}, {{ ref('c') }}", {"ref": Pointer}, "here")
    assert list(pointers(rendered)) == ["a#b", "c"]


@pytest.mark.parametrize(
    "template",
    [
        "{{ missing }}",
        "{{ deal.customer.nme }}",
        "{{ deal.terms.x }}",
        "{{ none }}",
        "{{ true }}",
        "{{ deal.services }}",
        "{{ 'x' | nosuch }}",
        "{% if x %}open",
        "{{ deal.__class__ }}",
        "{{ deal.__class__.__mro__ }}",
        "{{ deal.model_dump() }}",
        "{{ ''.__class__.__subclasses__() }}",
        "{{ name.__init__.__globals__ }}",
        "{% set x %}{{ name }}{% endset %}{{ x }}",
        "{% macro m() %}x{% endmacro %}",
        "{% include 'x' %}",
        "{{ 'x' | date }}",
    ],
)
def test_what_cannot_be_printed_is_refused_with_its_place(template: str) -> None:
    with pytest.raises(LibraryError, match="the-place"):
        render_text(template, {"deal": DEAL, "name": "n", "none": None, "true": True}, "the-place")


def test_a_key_named_like_a_method_is_the_key() -> None:
    assert plain("{{ row.items }}", row={"items": "socks"}) == "socks"


def test_expressions() -> None:
    assert evaluate("deal.lock.months > 0", {"deal": DEAL}, "here") is True
    with pytest.raises(LibraryError, match="nothing is known"):
        evaluate("deal.lock.moths", {"deal": DEAL}, "here")
    with pytest.raises(LibraryError, match="here"):
        evaluate("deal.lock.months >", {"deal": DEAL}, "here")
    with pytest.raises(LibraryError):
        evaluate("deal.model_dump()", {"deal": DEAL}, "here")
    with pytest.raises(LibraryError):
        evaluate("x.y.z", {"x": SimpleNamespace()}, "here")


def test_quotation_marks_of_ours_are_set_and_those_of_values_are_not() -> None:
    assert plain("the \"{{ name }}\"'s {{ ref }}'s", name="O'\"N", ref=3) == "the “O'\"N”’s 3’s"
