import pytest

from contractkit.errors import LibraryError
from drafting import DEFINITIONS, blocks_of, drafted, text_of, wording


def definitions(body: str, **terms: str) -> list[str]:
    manuscript = drafted(wording("definitions", DEFINITIONS), wording("a", body), **terms)
    return [text_of(block) for block in blocks_of(manuscript, "definition")]


def test_only_what_is_used_is_defined_and_sorted() -> None:
    found = definitions("1. [[b]] and [[A]]", A="first", b="second", C="third")
    assert found == ["A means first.", "b means second."]


def test_what_a_definition_uses_is_defined_too() -> None:
    found = definitions("1. [[A]]", A="what [[B]] is", B="what [[C]] is", C="the end")
    assert found == ["A means what B is.", "B means what C is.", "C means the end."]


def test_definitions_that_need_each_other_end() -> None:
    assert len(definitions("1. [[A]]", A="not [[B]]", B="not [[A]]")) == 2


def test_the_term_is_marked_where_it_is_defined() -> None:
    manuscript = drafted(wording("definitions", DEFINITIONS), wording("a", "1. [[A]]"), A="x")
    (block,) = blocks_of(manuscript, "definition")
    assert (block.inlines[0].text, block.inlines[0].emphasis) == ("A", "term")


def test_they_stand_where_the_wording_wants_them() -> None:
    manuscript = drafted(wording("definitions", DEFINITIONS), wording("a", "1. [[A]]"), A="x")
    kinds = [block.kind for block in manuscript.blocks[:4]]
    assert kinds == ["clause-heading", "clause", "definition", "clause"]


def test_a_term_that_nobody_defines_is_refused_with_a_near_one() -> None:
    with pytest.raises(LibraryError, match=r'\[\[Service Levl\]\].*Did you mean "Service Level"'):
        definitions("1. [[Service Levl]]", Service_Level="x")


def test_terms_without_a_definitions_clause_are_refused() -> None:
    with pytest.raises(LibraryError, match='no "definitions" clause'):
        drafted(wording("a", "1. [[A]]"), A="x")


def test_values_in_definitions() -> None:
    assert definitions("1. [[Term]]", Term="{{ deal.term.months | unit('month') }}") == ["Term means 24 months."]
