import pytest

from contractkit.errors import LibraryError
from contractkit.manuscript import Block, Reference
from drafting import drafted, lines, part, text_of, wording

TARGET = wording("target", "1. {#top} x\n   1. {#deep} y\n      1. {#deepest} z")


def referring(text: str, **more: object) -> str:
    manuscript = drafted(TARGET, wording("source", f"1. {text}"), **more)
    return next(text_of(block) for block in manuscript.blocks if block.clause.startswith("source") and block.depth)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("See {{ ref('target') }}.", "2.1 See clause 1."),
        ("See {{ ref('target#top') }}.", "2.1 See clause 1.1."),
        ("See {{ ref('target#deep') }}.", "2.1 See clause 1.1(a)."),
        ("See {{ ref('target#deepest') }}.", "2.1 See clause 1.1(a)(i)."),
        ("{{ ref('target') }} applies. {{ ref('target') }} too.", "2.1 Clause 1 applies. Clause 1 too."),
        ("{% if has('target') %}Under {{ ref('target') }}{% endif %}", "2.1 Under clause 1"),
        ("x{% if has('other') %} under {{ ref('other') }}{% endif %}", "2.1 x"),
    ],
)
def test_references_within_the_body(text: str, result: str) -> None:
    assert referring(text) == result


def test_references_between_body_and_schedule() -> None:
    here = wording("here", "1. {{ ref('there#deep') }}, {{ ref('there') }}")
    there = wording("there", "1. x\n   1. {#deep} back to {{ ref('here') }}, {{ ref('there') }}")
    parts = [part("here"), part("there", kind="schedule", title="More")]
    found = lines(drafted(here, there, parts=parts))
    assert found[1] == "1.1 Paragraph 1.1(a) of Schedule 1, paragraph 1 of Schedule 1"
    assert found[5] == "(a) back to clause 1, paragraph 1 of this Schedule"


def test_a_reference_is_live_and_carries_its_number() -> None:
    manuscript = drafted(TARGET, wording("source", "1. see {{ ref('target#deep') }}"))
    inlines = [inline for block in manuscript.blocks if isinstance(block, Block) for inline in block.inlines]
    assert Reference("target#deep", "1.1(a)") in inlines


def test_references_in_tables_and_definitions() -> None:
    table = {"t": {"caption": "T", "rows": "[1]", "columns": [
        {"title": "a", "value": "{{ ref('target') }}"}, {"title": "b", "value": "[[Word]]"}]}}  # fmt: skip
    found = lines(
        drafted(
            wording("definitions", "1. x\n\n{{ definitions() }}"),
            TARGET,
            wording("source", "{{ table('t') }}", tables=table),
            Word="the thing of {{ ref('target#top') }}",
        )
    )
    assert "T | a | b | Clause 2 | Word" in found
    assert "Word means the thing of clause 2.1." in found


def test_references_to_what_is_not_there_are_all_named() -> None:
    with pytest.raises(LibraryError) as caught:
        drafted(wording("a", "1. {{ ref('gone') }}"), wording("b", "1. {{ ref('a#nowhere') }}"))
    assert str(caught.value).splitlines() == [
        'a.preferred@1.0.0 points to "gone", which is not in this draft',
        'b.preferred@1.0.0 points to "a#nowhere", which is not in this draft',
    ]


def test_a_clause_dropped_by_its_condition_is_missed_by_who_points_to_it() -> None:
    parts = [part({"id": "target", "when": "deal.lock.months > 12"}, "source")]
    with pytest.raises(LibraryError, match=r'source.*points to "target"'):
        drafted(TARGET, wording("source", "1. {{ ref('target') }}"), parts=parts)
