import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.draft.markdown import BOLD, BOLD_END, ITALIC, ITALIC_END, Passage, parse_wording
from contractkit.errors import LibraryError


def passages(body: str) -> list[tuple[int, bool, str]]:
    return [(found.depth, found.numbered, found.template) for found in parse_wording(body, "test")]


def test_a_list_of_three_depths_with_text_between() -> None:
    body = "1. one\n   1. a\n      1. i\n\n   more of one\n\noutside\n\n2. two"
    assert passages(body) == [
        (1, True, "one"),
        (2, True, "a"),
        (3, True, "i"),
        (1, False, "more of one"),
        (0, False, "outside"),
        (1, True, "two"),
    ]


def test_lines_of_a_paragraph_are_joined() -> None:
    assert passages("1. one\n   two") == [(1, True, "one two")]


@pytest.mark.parametrize("text", ["{#here} Text", "{% if x %}{#here} Text{% endif %}"])
def test_an_anchor_is_taken_out(text: str) -> None:
    (found,) = parse_wording(f"1. {text}", "test")
    assert found.anchor == "here"
    assert "#" not in found.template


def test_emphasis_becomes_marks() -> None:
    (found,) = parse_wording("**bold** and *italic*", "test")
    assert found.template == f"{BOLD}bold{BOLD_END} and {ITALIC}italic{ITALIC_END}"


@pytest.mark.parametrize("code", ["{{ a * b * c }}", "{% if a_b and _c_ %}", '{{ ref("x#y") }}', "{{ **x** }}"])
def test_template_code_is_left_alone(code: str) -> None:
    (found,) = parse_wording(f"Text {code} goes on", "test")
    assert found.template == f"Text {code} goes on"


def test_a_paragraph_that_starts_with_a_number_in_brackets_is_a_party() -> None:
    assert parse_wording("(1) Name; and", "test") == (Passage("Name; and", 1, True),)


def test_angle_brackets_links_and_references_are_text() -> None:
    assert passages("<b>x</b> [y](z) [[Term]] a@b.example")[0][2] == "<b>x</b> [y](z) [[Term]] a@b.example"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("# Heading", "a heading"),
        ("- bullet", "a bullet list"),
        ("Text\n\n      code", "indented as code"),
        ("```\ncode\n```", "a code block"),
        ("> quote", "a block quote"),
        ("1. one\n\n---\n", "a rule"),
        ("with `code`", "code in backticks"),
        ("1. a\n   1. b\n      1. c\n         1. d", "more than 3 deep"),
        ("1.\n2. text", "no text"),
        ("a \ue000 character", "private-use"),
    ],
)
def test_what_a_clause_cannot_hold_is_refused_with_its_name(body: str, says: str) -> None:
    with pytest.raises(LibraryError, match=says) as caught:
        parse_wording(body, "lock-period.preferred@1.0.0")
    assert "lock-period.preferred@1.0.0" in str(caught.value)


@given(st.text(max_size=200))
def test_any_text_is_parsed_or_refused(body: str) -> None:
    try:
        found = parse_wording(body, "test")
    except LibraryError:
        return
    assert all(0 <= passage.depth <= 3 for passage in found)
