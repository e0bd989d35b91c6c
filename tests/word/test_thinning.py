"""Formatting that decides nothing is left out before parsing; every word, number and finding stays as it was."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import W, docx, legal_list, p, r, style, t, tbl, tc
from contractkit.word.package import Package
from contractkit.word.read import build_document, read_document
from contractkit.word.story import walk_package
from contractkit.word.thinning import FORMATTING_AND_SIZES, Thinned
from seeds import seeds

IDLE = (
    '<w:rFonts w:ascii="Arial" w:cs="Arial"/>', '<w:lang w:val="en-GB" w:eastAsia="de-DE" />', "<w:kern/>",
    '<w:sz w:val="20"/>', '<w:szCs w:val="20"/>', "<w:noProof/>", '<w:spacing w:before="1"/>',
)  # fmt: skip
TELLING = (
    '<w:sz w:val="2"/>', "<w:sz w:val='4'/>", "<w:vanish/>", "<w:caps/>", "<w:b/>", '<w:color w:val="FFFFFF"/>',
    '<w:lang w:val="a>b"/>', "<w:lang w:val='en'/>", '<w:rStyle w:val="Small"/>',
)  # fmt: skip
SEEDS = seeds()
# No element twice: of two sizes in one run, which no program writes, only an odd one is seen.
properties = st.lists(st.sampled_from(IDLE + TELLING), unique_by=lambda tag: tag[:6]).map("".join)
runs = st.builds(r, st.sampled_from(["The Vendor", " must ", "pay.", "(a) it", " "]), properties)
paragraphs = st.lists(runs, min_size=1, max_size=4).map(lambda content: p(*content))
tiny = style("Small", run='<w:sz w:val="3"/>', kind="character")


def thin(xml: str | bytes, at_once: int = 1 << 18) -> bytes:
    stream = Thinned(io.BytesIO(xml.encode() if isinstance(xml, str) else xml), FORMATTING_AND_SIZES)
    return b"".join(iter(lambda: stream.read(at_once), b""))


def read_whole(file: bytes) -> object:
    with Package(file) as package:
        return build_document(walk_package(package), package.name, package.sha256())


@settings(max_examples=30)
@given(st.lists(paragraphs, min_size=1, max_size=4), st.booleans())
def test_a_thinned_file_is_the_same_document(content: list[str], styled: bool) -> None:
    file = docx(
        p("First."), *content, tbl((tc(content[0], properties='<w:tcW w:w="5"/>'),)), styles=tiny if styled else ""
    )
    assert read_document(file) == read_whole(file)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_every_seed_is_the_same_document(name: str) -> None:
    assert read_document(SEEDS[name]) == read_whole(SEEDS[name])


def test_a_size_beside_a_tiny_style_still_counts() -> None:
    styles = style("Fine", "Fine", run='<w:sz w:val="2"/>')
    file = docx(p(r("seen", '<w:sz w:val="20"/>'), r("unseen"), style="Fine"), styles=styles)
    (paragraph,) = read_document(file).paragraphs
    assert [(item.kind, item.start) for item in paragraph.concealed] == [("tiny", 4)]


@pytest.mark.parametrize("at_once", [1, 7, 64, 1 << 18])
def test_tags_cut_by_the_end_of_a_piece_are_left_out_too(at_once: int) -> None:
    inner = "".join(f"<w:r><w:rPr>{''.join(IDLE)}</w:rPr>{t(f'word {number}')}</w:r>" for number in range(40))
    whole = f"<w:p {W}>{inner}</w:p>"
    assert thin(whole, at_once).replace(b"<w:rPr></w:rPr>", b"") == re.sub(r"<w:rPr>.*?</w:rPr>", "", whole).encode()


@pytest.mark.parametrize(
    "kept",
    [
        '<w:p><w:t><![CDATA[<w:lang w:val="x"/>]]></w:t><w:lang/></w:p>',
        '<w:lang w:val="a/>b"/>',
        "<w:lang w:val='en'/>",
        "<w:lang w:val='a/>b'/>",
        """<w:lang w:val='a"/>b"'/>""",
        '<w:langs w:val="en"/>',
        "<w:lang>words</w:lang>",
        '<w:sz w:val="8"/>',
        '<?xml version="1.0" encoding="iso-2022-jp"?><w:lang/>',
        "words <w:t>jc /&gt; lang</w:t>",
        "",
    ],
)
def test_what_is_no_idle_tag_stays(kept: str) -> None:
    assert thin(kept) == kept.encode()


def test_other_encodings_stay_as_they_are() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-32"):
        kept = '<?xml version="1.0"?><w:lang w:val="x"/>'.encode(encoding)
        assert thin(kept) == kept


def test_a_file_to_be_changed_keeps_its_formatting() -> None:
    file = docx(p(r("text", IDLE[0])), numbering=legal_list())
    with Package(file) as package:
        assert len(list(package.story("word/document.xml").root.iter("{*}rFonts"))) == 1
    with Package(file, only_read=True) as package:
        assert not list(package.story("word/document.xml").root.iter("{*}rFonts"))
