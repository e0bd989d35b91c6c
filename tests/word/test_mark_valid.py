"""Marked files are valid for Office 2016 to 365, by Microsoft's own Open XML SDK, and no worse than they came."""

from __future__ import annotations

from pathlib import Path

import pytest

from contractkit.word.canonical import equal_but_for_marks
from contractkit.word.read import read_document
from contractkit.word.resolve import accept_all, reject_all
from marking import OURS, texts
from office import MISSING, NEWEST, OLDEST, complaints, installed
from vendor_paper import CHANGES, PAPERS, marked


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_everything_is_written_and_settles(name: str) -> None:
    data, result = marked(name)
    assert result.refused == ()
    assert equal_but_for_marks(data, result.data, OURS)
    assert texts(reject_all(result.data, OURS)) == texts(data)
    shown = "\n".join(texts(accept_all(result.data)))
    for old, new in CHANGES[name][0]:
        assert new in shown, old
    for _, _, paragraphs in CHANGES[name][1]:
        assert all(text in shown for text in paragraphs)


def test_numbers_and_references_of_the_negotiated_paper() -> None:
    _, result = marked("negotiated")
    numbers = {item.text: item.number for item in read_document(result.data).paragraphs}
    assert numbers["The cap does not apply to breach of data protection."] == "2.3"
    assert numbers["Audit"] == "4"
    assert "Clause 2 survives the end of this Agreement." in numbers


def test_numbers_of_the_typed_paper() -> None:
    _, result = marked("typed")
    shown = texts(result.data)
    assert "1.3\tThe Provider keeps records for six years." in shown
    assert "(c)\tthe Client may withhold disputed sums." in shown


@pytest.fixture(scope="module")
def validator() -> None:
    if not installed():
        pytest.skip(MISSING)


@pytest.mark.xdist_group("ooxml-validator")
@pytest.mark.parametrize("office", [OLDEST, NEWEST])
@pytest.mark.parametrize("name", sorted(PAPERS))
def test_valid_for_office(name: str, office: str, tmp_path: Path, validator: None) -> None:
    data, result = marked(name)
    assert complaints(data, office, tmp_path) == []
    assert complaints(result.data, office, tmp_path) == []
    assert complaints(accept_all(result.data), office, tmp_path) == []
    assert complaints(reject_all(result.data), office, tmp_path) == []
