"""The phrase language."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import LibraryError
from contractkit.phrase_needs import anchors_of
from contractkit.phrases import compile_phrase, could_match, separated

VOCABULARY = {
    "may": ["(may|can) !(not|never|only)", "(is|are) entitled to"],
    "loop": ["a {loop}"],
    "data": ["{customer} data", "personal data"],
}


def found(phrase: str, text: str) -> str | None:
    compiled = compile_phrase(phrase, VOCABULARY)
    canonical = separated(text)
    assert len(canonical) == len(text)
    for match in compiled.find(canonical):
        assert could_match(compiled, anchors_of(canonical)), "the prefix test must never hide a match"
        return text[match.start : match.end]
    return None


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("service credit", "a service, credit is due", "service, credit"),
        ("service credit", "a service is a credit", None),
        ("terminat*", "on termination of", "termination"),
        ("term", "on termination of", None),
        ("(sole|exclusive) remedy", "its exclusive remedy", "exclusive remedy"),
        ("[prior] written consent", "with written consent", "written consent"),
        ("[prior] written consent", "with prior written consent", "prior written consent"),
        ("sub-processor*", "subprocessors, sub processors", "subprocessors"),
        ("use ... data", "use for its ends all of the data", "use for its ends all of the data"),
        ("use ... data", "use but never for its ends the data", None),
        ("use ... data", "use it; the data", None),
        ("use ...2 data", "use one two three data", None),
        ("^ each party", "(a) each party may", "(a) each party"),
        ("^ each party", "and each party may", None),
        ("{vendor} {may} use", "the vendor_ and its affiliates may use", "the vendor_ and its affiliates may use"),
        ("{vendor} {may} use", "vendor_ may not use", None),
        ("{vendor} {may} use", "vendor_ may only use", None),
        ("{vendor} {may} use", "vendor_ is entitled to use", "vendor_ is entitled to use"),
        ("{party} may", "neither party may", "neither party may"),
        ("own {data}", "vendor_ shall own customer_ data", "own customer_ data"),
    ],
)
def test_what_a_phrase_matches(phrase: str, text: str, expected: str | None) -> None:
    assert found(phrase, text) == expected


def test_the_first_value_marker_gives_the_value() -> None:
    text = separated("the lock period is thirty-six (36) months from")
    (match,) = compile_phrase("lock period ... {duration}", VOCABULARY).find(text)
    assert match.value == "thirty six  36  months"


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("{nobody} may", "there is no {nobody}"),
        ("(a|b", "missing"),
        ("a|b)", "unexpected"),
        ("a ()", "empty"),
        ("a !...2 b", "unexpected '...2'"),
        ("{loop}", "refers to itself"),
        ("a } b", "cannot read"),
    ],
)
def test_a_bad_phrase_is_refused_with_its_reason(phrase: str, problem: str) -> None:
    with pytest.raises(LibraryError, match=problem.replace("{", r"\{").replace("(", r"\(")):
        compile_phrase(phrase, VOCABULARY)


WORDS = st.lists(
    st.sampled_from(["vendor_", "customer_", "may", "use", "data", "not", "personal", "the", "entitled", "is", "to"]),
    max_size=25,
)


@given(
    WORDS,
    st.sampled_from(["{vendor} {may} ... {data}", "{vendor} ... use ... data", "[the] {data} (may|is) ... !not use"]),
)
def test_the_prefix_test_never_hides_a_match(words: list[str], phrase: str) -> None:
    text = " ".join(words)
    compiled = compile_phrase(phrase, VOCABULARY)
    if next(compiled.find(text), None):
        assert could_match(compiled, anchors_of(text))


@given(st.text(alphabet="may use{}()|[]!^.* ", max_size=30))
def test_any_text_compiles_or_is_refused(phrase: str) -> None:
    with contextlib.suppress(LibraryError):
        compile_phrase(phrase, VOCABULARY).pattern.search("vendor_ may use the data")
