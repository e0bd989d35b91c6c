"""Canonical text of contractions and defined terms, and the way back to the visible text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.canonical import Canonicaliser, Roles
from contractkit.definitions import find_definitions
from contractkit.plain import document_from_text
from contractkit.term_classes import classes_of

ROLES = Roles(("Client",), ("Agency",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agency doesn't answer.", "vendor_ does not answer."),
        ("Agency won\u2019t answer.", "vendor_ will not answer."),
        ("Agency can't answer.", "vendor_ can not answer."),
        ("Agency shan't answer.", "vendor_ shall not answer."),
        ("They aren't here, and isn't it so.", "they are not here  and is not it so."),
    ],
)
def test_contractions_are_written_out(text: str, expected: str) -> None:
    assert Canonicaliser(ROLES)(text).text == expected


def test_a_defined_term_is_followed_by_what_it_means() -> None:
    text = "Agency may sell Contact Records and a Contact Record."
    canonical = Canonicaliser(ROLES, {"Contact Records": "personal data"})(text)
    assert canonical.text == "vendor_ may sell contact records personal data and a contact record personal data."
    start = canonical.text.index("contact records")
    assert (
        text[canonical.original(start) : canonical.original(start + len("contact records personal data"))]
        == "Contact Records"
    )


@given(
    st.lists(st.sampled_from(["Agency", "don't", "Case File", "won’t", "Client", "x", " ", ", "]), max_size=12).map(
        "".join
    )
)
def test_offsets_lead_back_in_order(text: str) -> None:
    canonical = Canonicaliser(ROLES, {"Case File": "personal data"})(text)
    offsets = [canonical.original(at) for at in range(len(canonical.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ('"Helper" means anyone outside Agency whom Agency uses to process Shopper Data.', "sub-processor"),
        ('"Case Material" means recordings, transcripts and notes.', "personal data"),
        ('"Incident" means a personal data breach that touches Client.', "data breach"),
        ('"Enquirer" means a person who has bought from Client.', "end customer"),
        ('"Goals" means the figures in Schedule 2.', "service levels"),
        ('"Deduction" means a sum that Client keeps when a level is missed.', "service credit"),
    ],
)
def test_the_class_of_a_defined_term(definition: str, words: str) -> None:
    (term,) = classes_of(find_definitions(document_from_text(definition)), ()).values()
    assert term == words


@pytest.mark.parametrize(
    "definition",
    [
        '"Team Member" means a person whom Agency employs to handle orders.',
        '"Data Protection Laws" means the laws on personal data.',
        '"Start Date" means 1 March 2027.',
        '"Service Levels" means the figures in Schedule 2.',
    ],
)
def test_what_has_no_class(definition: str) -> None:
    assert classes_of(find_definitions(document_from_text(definition)), ()) == {}
