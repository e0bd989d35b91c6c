"""From a span of the document back to the XML and again to the span."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import deleted, docx, field, footnote_reference, ins, p, r, sdt, t, tbl, tc, textbox
from contractkit.document import View
from contractkit.word.locate import locate
from contractkit.word.package import Package
from contractkit.word.read import read_document
from contractkit.word.story import walk_package
from seeds import seeds

WORDS = st.text(alphabet="ab Zé\u00a0-\u200b\u0430ﬁ", min_size=1, max_size=8)


@st.composite
def inlines(draw: st.DrawFn) -> str:
    """One piece of a paragraph, of any kind that holds text."""
    words = draw(WORDS)
    kind = draw(st.integers(0, 13))
    attributes = 'w:id="3" w:author="M" w:date="2026-01-01T00:00:00Z"'
    return (
        r(words),
        r(words, "<w:b/><w:caps/>"),
        r(words, "<w:vanish/>"),
        ins(words, author="A"),
        deleted(words),
        ins(deleted(r(words))),
        f"<w:moveTo {attributes}>{r(words)}</w:moveTo>",
        f"<w:moveFrom {attributes}>{r(words)}</w:moveFrom>",
        field(" REF x ", words),
        f'<w:hyperlink w:anchor="x">{r(words)}</w:hyperlink>',
        sdt(r(words)),
        r(words, raw="<w:tab/>" + t(words)),
        textbox(p(words)),
        f"<w:r><w:t>  {words.strip() or 'x'} </w:t></w:r>",
    )[kind]


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """A paragraph, or a table of paragraphs."""
    paragraphs = [p(*draw(st.lists(inlines(), max_size=5))) for _ in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        return tbl((tc(paragraphs[0]), tc(*paragraphs)))
    return "".join(paragraphs)


@settings(max_examples=30)
@given(st.lists(bodies(), min_size=1, max_size=4), st.sampled_from(["accepted", "original"]), st.data())
def test_span_to_file_to_span(body: list[str], view: View, data: st.DataObject) -> None:
    file = docx(p("Start", footnote_reference(2)), *body, footnotes={2: p("note")}, header=p("top"))
    document = read_document(file, view=view)
    with Package(file) as package:
        passages = walk_package(package, view).passages
    assert [item.text for item in passages] == [item.text for item in document.paragraphs]
    index = data.draw(st.integers(0, len(passages) - 1))
    passage = passages[index]
    start = data.draw(st.integers(0, len(passage.text)))
    end = data.draw(st.integers(start, len(passage.text)))
    slices = locate(passage, start, end)
    shown = "".join((item.node.text or "")[item.start : item.end] for item in slices)
    assert shown.upper() == passage.text[start:end].replace("\t", "").replace("\n", "").upper()
    assert all(0 <= item.start < item.end <= len(item.node.text or "") for item in slices)


@given(st.lists(bodies(), min_size=1, max_size=3), st.sampled_from(["accepted", "original"]))
def test_chunks_join_to_the_text(body: list[str], view: View) -> None:
    with Package(docx(p("Start"), *body)) as package:
        for passage in walk_package(package, view).passages:
            assert "".join(passage.chunks) == passage.text
            assert len(passage.nodes) == len(passage.chunks)


@pytest.mark.parametrize("view", ["accepted", "original"])
@pytest.mark.parametrize("name", sorted(seeds()))
def test_every_construct_leads_back_to_the_file(name: str, view: View) -> None:
    file = seeds()[name]
    document = read_document(file, view=view)
    with Package(file) as package:
        passages = walk_package(package, view).passages
        for paragraph, passage in zip(document.paragraphs, passages, strict=True):
            assert passage.text == paragraph.text
            placed = [chunk for node, chunk in zip(passage.nodes, passage.chunks, strict=True) if node is not None]
            slices = locate(passage, 0, len(passage.text))
            found = [(item.node.text or "")[item.start : item.end] for item in slices]
            assert "".join(found).upper() == "".join(placed).upper()


def test_a_change_at_the_place_that_locate_names_shows_up_there() -> None:
    file = docx(p("Before"), p(r("The ven"), ins("dor "), r("pays.")))
    with Package(file) as package:
        passage = walk_package(package).passages[1]
        start = passage.text.index("vendor")
        for item in reversed(locate(passage, start, start + 6)):
            text = item.node.text or ""
            item.node.text = text[: item.start] + "*" * (item.end - item.start) + text[item.end :]
        assert walk_package(package).passages[1].text == "The ****** pays."


def test_characters_without_a_node_are_left_out() -> None:
    with Package(docx(p(r("a", raw="<w:tab/>" + t("b"))))) as package:
        passage = walk_package(package).passages[0]
    assert [item.node.text for item in locate(passage, 0, 3)] == ["a", "b"]
    assert locate(passage, 1, 2) == []


def test_an_empty_span_is_nowhere_and_a_wrong_one_is_refused() -> None:
    with Package(docx(p("abc"))) as package:
        passage = walk_package(package).passages[0]
    assert locate(passage, 1, 1) == []
    with pytest.raises(ValueError, match="3 characters"):
        locate(passage, 2, 9)


def test_a_stretch_of_concealed_text_is_found() -> None:
    file = docx(p("a ", r("hidden", "<w:vanish/>"), " b"))
    (stretch,) = read_document(file).paragraphs[0].concealed
    with Package(file) as package:
        passage = walk_package(package).passages[0]
    (item,) = locate(passage, stretch.start, stretch.end)
    assert item.node.text == "hidden"
