"""Sentences of a paragraph, and when spaCy is asked about them."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.nlp import sentences

_PIECES = st.sampled_from(
    ["The fee", "is due", "Acme Ltd.", "No. 5", "3.", "e.g.", "(a) ", "(ii)", '"Term"', "means", ". ", "! ", "?", "...", ".)",
     '."', " ", "\n", "\u00a0", "[***]", "-- ", "ii. ", "the rest", "eBay", "\u5951\u7ea6\u3002", "Sept. 3", "www.a.org"]
)  # fmt: skip


def _split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    "expected",
    [
        ["The fee is due.", "The Customer pays it!", "Is that fair?", "5 days remain."],
        ["Acme Ltd. pays under Art. 28 of the Act, e.g. at once.", "Then it stops."],
        ["12. TERM", ],
        ["He signed on Sept. 3 for the U.S. Government.", "The term began."],
        ["Services (hosting, etc.) are charged."],
        ["Smith, Acme, Inc., a Delaware corporation, and Jones agree.", "They sign."],
        ["The plan (see below).", "(b) The price is fixed."],
        ['It says "never."', '"Term" means one year.'],
        ["The Vendor returns it.", "b) the Customer pays.", "c) nobody objects."],
        ["We host the equipment. or processes used by it.", "Fees apply."],
        ["Fees are due. [***]"],
        ["Definitions ........ 12", ],
        ["The seller is there.", "eBay sells."],
        ["The set-up costs £120.", "Anything else is charged.", "The rate holds until 2028.", "It may then rise by 5."],
        ["Section 4.1. Fees are due from 1. March 2027 on."],
        ["The deposit of Rs. 5,000 and Rs. Two Lakhs is due.", "Acme Pvt. Ltd. pays it."],
        ["See Cls. 4 and 5, Secs. 8 to 9 and Reg. 12, pp. 3 ff.", "Calls take ca. 5 minutes.", "Nos. 1 to 4 apply."],
        ["The level follows that reg.", "Vendor keeps it."],
        ["3. Fees are due.", "Level 2. Calls are taken up in clause 5.", "They end."],
    ],
)  # fmt: skip
def test_where_sentences_end(expected: list[str]) -> None:
    assert _split(" ".join(expected)) == expected


def test_paragraphs_in_small_letters_are_split_as_well() -> None:
    assert _split("we invoice monthly. you pay within ten days.") == ["we invoice monthly.", "you pay within ten days."]


def test_other_languages_are_split() -> None:
    assert _split("Der Preis ist fest. er bleibt es.", "de") == ["Der Preis ist fest.", "er bleibt es."]


@given(st.one_of(st.text(), st.lists(_PIECES).map(" ".join), st.lists(_PIECES).map("".join)))
def test_sentences_are_in_order_and_hold_every_visible_character(text: str) -> None:
    spans = sentences(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ('The "Vendor" (Acme Ltd.) bills monthly. (a) The fee is due. 2.1 See No. 4. "Term" means a year.', "False"),
        ("we bill monthly. you pay.", "True"),
    ],
)
def test_spacy_is_loaded_in_doubt_alone(text: str, loaded: str) -> None:
    code = "import sys; from contractkit.nlp import sentences; sentences(sys.argv[1]); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, text], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == loaded
