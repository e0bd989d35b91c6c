"""Pages without a layout engine: what is kept together, what is not measured, and what stands in the contents."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from contractkit.draft import draft_contract
from contractkit.library.load import load_library
from contractkit.theme import Look, load_look
from contractkit.word.quality import inspect_quality
from contractkit.word.render.layout.fonts import TWIP, Font, UnmeasuredError, measure
from contractkit.word.render.layout.formats import Format
from contractkit.word.render.layout.lines import Run, line_heights
from contractkit.word.render.layout.pages import Chunk, Pages
from drafting import ROOT, example_deal

LIBRARY = load_library()
ARIAL = measure(Font("Arial", 20))


def pages_in_contents(data: bytes) -> list[str]:
    entries = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs if p.style.name.startswith("toc ")]
    assert entries
    return [found[1] for entry in entries if (found := re.search(r"\t(\d+)$", entry))]


def page_fields(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").count(b"PAGEREF")


def lines(text: str, width: int, **more: object) -> int:
    return len(line_heights([Run(text, ARIAL)], "", Format("", ARIAL.font, **more), ARIAL, width))  # type: ignore[arg-type]


def test_arial_has_its_widths_and_height() -> None:
    assert ARIAL.height == 230  # 2355/2048 of 10 points
    assert ARIAL.width("m") == round(1706 / 2048 * 200 * TWIP)
    assert measure(Font("Arial", 20, bold=True)).width("e") == ARIAL.width("e")
    assert measure(Font("Arial", 20, bold=True)).width("t") > ARIAL.width("t")


@pytest.mark.parametrize("text", ["日本", "مرحبا", "🎉", "a\u0301"])
def test_a_character_without_a_width_is_not_measured(text: str) -> None:
    with pytest.raises(UnmeasuredError, match="width"):
        ARIAL.width(text)


@pytest.mark.parametrize("font", ["Arial", "Times New Roman", "Courier New", "Calibri"])
@pytest.mark.parametrize("title", ["Parties", "Signature"])
def test_an_entry_without_number_passes_the_first_tab_of_the_contents(font: str, title: str) -> None:
    with zipfile.ZipFile(ROOT / "templates" / "agreement" / "shell.docx") as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
    (style,) = styles.xpath("//*[@*[local-name()='styleId']='TOC1']")
    (hanging,) = style.xpath(".//@*[local-name()='hanging']")
    (size,) = style.xpath(".//*[local-name()='sz']/@*")
    assert measure(Font(font, int(size))).width(title) > int(hanging) * TWIP, "its page would follow at once"


def test_a_font_without_a_table_is_not_measured() -> None:
    with pytest.raises(UnmeasuredError, match="Georgia"):
        measure(Font("Georgia", 20))


def test_lines_end_at_spaces_hyphens_and_dashes() -> None:
    word = ARIAL.width("mmmm") // TWIP + 1
    assert lines("mmmm mmmm", 2 * word) == 2  # the space does not fit
    assert lines("mmmm mmmm ", 3 * word) == 1
    assert lines("mmmm-mmmm", word + 100) == 2
    assert lines("mmmm/mmmm", word + 100) == 2
    assert lines("mmmm-0000", word + 100) == lines("mmmm_mmmm", word + 100)  # a number stays with its minus
    assert lines("a\nb", 5000) == 2
    assert lines("", 5000) == 1


@given(
    st.lists(st.sampled_from(["a", "word", "longer", "agreement,"]), min_size=1, max_size=80), st.integers(900, 9000)
)
def test_no_line_is_wider_than_the_text_and_none_could_take_the_next_word(words: list[str], width: int) -> None:
    count, at, room = 1, 0, width * TWIP
    for word in words:
        if at and at + ARIAL.width(word) > room:
            count, at = count + 1, 0
        at += ARIAL.width(f"{word} ")
    assert lines(" ".join(words), width) == count
    assert (
        len(line_heights([Run(f"{word} ", ARIAL) for word in words], "", Format("", ARIAL.font), ARIAL, width)) == count
    )


CHUNKS = st.builds(
    Chunk, height=st.integers(1, 400), before=st.integers(0, 50), after=st.integers(0, 50), keep=st.booleans(),
    new_page=st.booleans(),
)  # fmt: skip


@given(st.lists(CHUNKS, min_size=1, max_size=60))
def test_pages_hold_what_they_can_and_kept_chunks_stay_together(chunks: list[Chunk]) -> None:
    for at, chunk in enumerate(chunks):
        chunk.names = (str(at),)
    pages = Pages(1000)
    pages.put_later(chunks)
    pages.flush()
    numbers = [pages.of[str(at)] for at in range(len(chunks))]
    assert numbers == sorted(numbers)
    assert set(range(1, pages.number + 1)) == set(numbers)
    for page in set(numbers):
        on_it = [chunk for chunk, number in zip(chunks, numbers, strict=True) if number == page]
        assert sum(chunk.height for chunk in on_it) <= 1000
    group: list[int] = []
    for at, chunk in enumerate(chunks):
        group.append(at)
        if not chunk.keep or at == len(chunks) - 1:
            room = sum(chunks[i].before + chunks[i].height + chunks[i].after for i in group)
            if room <= 1000:
                assert len({numbers[i] for i in group}) == 1
            group = []


def test_a_repeated_header_takes_room_on_the_next_page() -> None:
    rows = [Chunk(100), *(Chunk(300, header=100) for _ in range(6))]
    for at, row in enumerate(rows):
        row.names = (str(at),)
    pages = Pages(1000)
    pages.put_later(rows)
    pages.flush()
    assert [pages.of[str(at)] for at in range(7)] == [1, 1, 1, 1, 2, 2, 2]
    assert pages.number == 2


def test_every_entry_has_a_page_and_they_ascend() -> None:
    data = draft_contract(example_deal(), "agreement", LIBRARY)
    shown = [int(page) for page in pages_in_contents(data)]
    assert len(shown) == page_fields(data) > 80
    assert shown == sorted(shown)


@pytest.mark.parametrize("theme", ["fonts: {body: Georgia}", "fonts: {headings: Futura}"])
def test_an_unknown_font_leaves_the_contents_without_pages(theme: str, tmp_path: Path) -> None:
    (tmp_path / "theme.yaml").write_text(theme, encoding="utf-8")
    data = draft_contract(example_deal(), "service-levels", LIBRARY, look=load_look(tmp_path / "theme.yaml"))
    assert pages_in_contents(data) == []
    assert page_fields(data) == 0
    assert inspect_quality(data).passed


@pytest.mark.parametrize("name", ["شركة الهلال", "花屋", "Bloom 🌷 Ltd"])
def test_an_unmeasured_name_leaves_the_contents_without_pages(name: str) -> None:
    data = draft_contract(example_deal(customer__name=name), "nda", LIBRARY)
    assert pages_in_contents(data) == []
    assert page_fields(data) == 0


@pytest.mark.parametrize("name", ["Žďár & Łódź “Ñandú” s.r.o.", "Ελληνική Εταιρεία", "ООО «Ромашка»"])
def test_greek_cyrillic_and_accents_are_measured(name: str) -> None:
    data = draft_contract(example_deal(customer__name=name), "nda", LIBRARY)
    assert len(pages_in_contents(data)) == page_fields(data) > 0


def test_pages_follow_the_page_size() -> None:
    a4, letter = (
        draft_contract(example_deal(), "agreement", LIBRARY, look=Look(page=size)) for size in ("a4", "letter")
    )
    assert pages_in_contents(a4) != pages_in_contents(letter)
