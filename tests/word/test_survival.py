"""Any file is read or refused, soon: damaged seeds, and sizes that no honest contract has."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import deleted, docx, footnote_reference, ins, legal_list, p, r, tbl, tc, textbox, tr
from contractkit.errors import ContractKitError
from contractkit.report.document import document_json, document_text
from contractkit.word.read import read_document
from mutations import mutated
from seeds import seeds

SEEDS = seeds()


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    def choose(bound: int) -> int:
        return data.draw(st.integers(0, bound))

    file = mutated(SEEDS[data.draw(st.sampled_from(sorted(SEEDS)))], choose)
    for view in ("accepted", "original"):
        try:
            document = read_document(file, view=view)  # type: ignore[arg-type]  # the two views
        except ContractKitError as refusal:
            assert "\n" not in str(refusal)
            continue
        for index, paragraph in enumerate(document.paragraphs):
            assert paragraph.index == index
            for stretch in (*paragraph.revisions, *paragraph.concealed):
                assert 0 <= stretch.start <= stretch.end <= len(paragraph.text)
        for section in document.sections:
            assert 0 <= section.first <= section.last < len(document.paragraphs)
        document_json(document)
        document_text(document)


@settings(max_examples=30)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"]))
def test_any_bytes_are_refused(data: bytes, start: bytes) -> None:
    with pytest.raises(ContractKitError):
        read_document(start + data)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_seeds_are_sound(name: str) -> None:
    document = read_document(SEEDS[name])
    assert document.paragraphs
    assert document.coverage.read == sum(len(item.text) for item in document.paragraphs)


def seconds(data: bytes) -> float:
    """CPU seconds of reading, the better of two."""
    spent = []
    for _ in range(2):
        started = time.process_time()
        read_document(data)
        spent.append(time.process_time() - started)
    return min(spent)


def sized(kind: str, size: int) -> bytes:
    """A file of one kind of excess with about ``size`` pieces."""
    numbers = range(size)
    body = {
        "paragraphs": lambda: [p(f"The Vendor must do thing {number}.") for number in numbers],
        "numbered": lambda: [p(f"Thing {number}", num=(1, number % 3)) for number in numbers],
        "runs": lambda: [p(*[r(f"w{number} ") for number in numbers])],
        "tracked runs": lambda: [p(*[ins(f"a{number}") + deleted("b") for number in numbers])],
        "blank runs": lambda: [p(ins("x"), *[r(" ")] * size, "y")],
        "cells": lambda: [tbl(*[(f"a{number}", "b") for number in numbers])],
        "merged cells": lambda: [tbl(*[tr(tc("", properties="<w:vMerge/>"), f"x{number}") for number in numbers])],
        "headings": lambda: [p(f"HEADING {number}") for number in numbers],
        "letters": lambda: [p(f"({'abcdefgh'[number % 8]}) thing {number}") for number in numbers],
        "open fields": lambda: [
            p(*[r(raw=f'<w:fldChar w:fldCharType="begin" w:x="{number}"/>') for number in numbers], "x")
        ],
        "text boxes": lambda: [p("a", textbox(f"b{number}")) for number in numbers],
        "notes": lambda: [p(*[footnote_reference(number) for number in numbers], "x")],
        "schedules": lambda: [p(f"Schedule {number % 900}") for number in numbers],
        "zero width": lambda: [p("a\u200b" * size)],
        "homoglyphs": lambda: [p("li\u0430bility " * size)],
    }[kind]()
    notes = {number: p(f"n{number}") for number in numbers} if kind == "notes" else None
    return docx(*body, numbering=legal_list(), footnotes=notes)


KINDS = (
    "paragraphs", "numbered", "runs", "tracked runs", "blank runs", "cells", "merged cells", "headings", "letters",
    "open fields", "text boxes", "notes", "schedules", "zero width", "homoglyphs",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_time_grows_with_size_and_not_faster(kind: str) -> None:
    small, large = seconds(sized(kind, 1_000)), seconds(sized(kind, 8_000))
    # Eight times the size may take eight times as long; quadratic time would take sixty-four times.
    assert large < 24 * small + 0.05


def test_a_hundred_thousand_paragraphs() -> None:
    document = read_document(sized("paragraphs", 100_000))
    assert len(document.paragraphs) == 100_000


def test_a_paragraph_of_a_hundred_thousand_runs() -> None:
    document = read_document(sized("runs", 100_000))
    assert len(document.paragraphs[0].text.split()) == 100_000
