"""Sentences that take back what they seem to say."""

import pytest

from contractkit.polarity import taken_back

AUDIT = "audit"


@pytest.mark.parametrize(
    "sentence",
    [
        "nothing in this agreement entitles customer_ to audit vendor_",
        "customer_ waives any right to audit",
        "customer_ has no right to audit vendor_",
        "under no circumstances may customer_ audit",
        "neither party may audit the other",
        "vendor_ is not obliged to allow an audit",
        "customer_ may not audit",
        "there is no audit",
    ],
)
def test_taken_back(sentence: str) -> None:
    assert taken_back(sentence, sentence.index(AUDIT))


@pytest.mark.parametrize(
    "sentence",
    [
        "customer_ may audit",
        "nothing in this agreement limits the right of customer_ to audit",
        "no right of vendor_ is affected; customer_ may audit",
        "vendor_ is not paid, but customer_ may audit",
        "no liability cap restricts customer_ when it may audit",
    ],
)
def test_standing(sentence: str) -> None:
    assert not taken_back(sentence, sentence.index(AUDIT))
