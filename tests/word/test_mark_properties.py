"""Whatever is marked in whatever file: rejected it is the old file, accepted it says what was promised."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import deleted, docx, field, footnote_reference, ins, legal_list, mark, p, r, sdt, t, tbl, tc, textbox, tr
from contractkit.document import Document
from contractkit.word.canonical import equal_but_for_marks
from contractkit.word.marks import Insertion, Note, Replacement
from contractkit.word.read import read_document
from contractkit.word.redline import mark_up
from contractkit.word.resolve import accept_all, reject_all
from marking import AUTHOR, OURS

WORDS = st.text(alphabet="ab Zé,.\u00a07", min_size=1, max_size=12)
TEXTS = st.text(alphabet="ab Zé,.7\t\n&<", max_size=12)
MOVED = 'w:id="3" w:author="M" w:date="2026-01-01T00:00:00Z"'


@st.composite
def inlines(draw: st.DrawFn) -> str:
    """One piece of a paragraph, of any kind that may stand around words."""
    words = draw(WORDS)
    kind = draw(st.integers(0, 20))
    return (
        r(words),
        r(words),
        r(words, "<w:b/>"),
        r(words, "<w:i/><w:caps/>"),
        ins(words, author="A"),
        ins(words, r(words, "<w:b/>"), author="A"),
        deleted(words),
        ins("x", deleted(r(words)), "y"),
        f"<w:moveTo {MOVED}>{r(words)}</w:moveTo>",
        f"<w:moveFrom {MOVED}>{r(words)}</w:moveFrom>",
        field(" REF x \\r ", words),
        field(' HYPERLINK "https://a.example" ', r(words) + r("link", "<w:u/>")),
        f'<w:hyperlink w:anchor="x">{r(words)}{r("b")}</w:hyperlink>',
        f'<w:fldSimple w:instr=" PAGE ">{r(words)}</w:fldSimple>',
        sdt(r(words)),
        sdt(r(words), '<w:lock w:val="contentLocked"/>'),
        r(words, raw="<w:tab/>" + t(words) + "<w:br/>" + t("z")),
        textbox(p(words)),
        f"<w:r><w:t>  {words.strip() or 'x'} </w:t></w:r>",
        f'<w:bookmarkStart w:id="7" w:name="x"/>{r(words)}<w:bookmarkEnd w:id="7"/><w:proofErr w:type="spellStart"/>',
        r(words) + footnote_reference(2) + r("after", raw="<w:lastRenderedPageBreak/><w:noBreakHyphen/>" + t("on")),
    )[kind]


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """A paragraph: plain, numbered, typed, with a tracked mark, or empty."""
    content = draw(st.lists(inlines(), max_size=5))
    kind = draw(st.integers(0, 5))
    if kind == 1:
        return p(*content, num=(1, draw(st.integers(0, 2))))
    if kind == 2:
        return p(f"{draw(st.integers(1, 9))}.{draw(st.integers(1, 9))} ", *content)
    if kind == 3:
        return p(*content, mark=mark(draw(st.sampled_from(["ins", "del"])), author="B"))
    return p(*content)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file of paragraphs and tables, with a note and a header."""
    body = []
    for _ in range(draw(st.integers(1, 4))):
        made = [draw(paragraphs()) for _ in range(draw(st.integers(1, 3)))]
        if draw(st.integers(0, 3)) == 0:
            change = draw(st.sampled_from(["", "", mark("ins", author="C"), mark("del", author="C")]))
            body.append(tbl(tr(tc(made[0]), tc(*made), properties=change)))
        else:
            body += made
    return docx(
        p("Start ", footnote_reference(2)), *body, footnotes={2: p("note ", ins("more"))}, header=p("top of page"),
        numbering=legal_list(), comments={0: ("Ann", "why?")} if draw(st.booleans()) else None,
    )  # fmt: skip


def edits_of(data: st.DataObject, document: Document) -> list[Replacement | Insertion]:
    """Any edits, some of them nonsense: overlapping, empty, outside the text."""
    found: list[Replacement | Insertion] = []
    count = len(document.paragraphs)
    for _ in range(data.draw(st.integers(0, 5))):
        index = data.draw(st.integers(0, count - 1))
        text = document.paragraphs[index].text
        if data.draw(st.integers(0, 3)) == 0:
            new = tuple("New " + text for text in data.draw(st.lists(TEXTS, min_size=1, max_size=2)))
            found.append(Insertion(index, new, like=data.draw(st.none() | st.integers(0, count - 1))))
            continue
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text) + data.draw(st.sampled_from([0, 0, 0, 5]))))
        if data.draw(st.integers(0, 4)) == 0:
            start, end = 0, len(text)
        found.append(Replacement(index, start, end, data.draw(TEXTS | st.just(text[start:end] + "a"))))
    return found


def notes_of(data: st.DataObject, document: Document) -> list[Note]:
    """Any notes: on words, on nothing, several on one paragraph."""
    found = []
    for _ in range(data.draw(st.integers(0, 3))):
        index = data.draw(st.integers(0, len(document.paragraphs) - 1))
        length = len(document.paragraphs[index].text)
        start = data.draw(st.integers(0, length))
        found.append(Note(index, start, data.draw(st.integers(start, length)), ("Why?", "Ask & tell <them>")))
    return found


@settings(max_examples=14)
@given(files(), st.data())
def test_rejected_it_is_the_old_file_and_accepted_it_says_what_was_promised(file: bytes, data: st.DataObject) -> None:
    document = read_document(file)
    edits, notes = edits_of(data, document), notes_of(data, document)
    marked = mark_up(file, notes, edits, AUTHOR)
    back = reject_all(marked.data, OURS)
    assert equal_but_for_marks(file, back, OURS)
    assert equal_but_for_marks(file, marked.data, OURS)
    old = read_document(file)
    again = read_document(back)
    assert [(item.text, item.number, item.section) for item in again.paragraphs] == [
        (item.text, item.number, item.section) for item in old.paragraphs
    ]
    refused = Counter(id(item.edit) for item in marked.refused)
    written = [edit for edit in edits if not refused[id(edit)]]
    accepted = [item.text for item in read_document(accept_all(marked.data, OURS)).paragraphs if item.text]
    assert [text.upper() for text in accepted] == [text.upper() for text in promised(document, written, accepted)]


def promised(document: Document, edits: list[Replacement | Insertion], shown: list[str]) -> list[str]:
    """What the text must be; typed numbers of new paragraphs are taken from what is shown, as they are tested elsewhere."""
    new: dict[int, list[str]] = {}
    spans: dict[int, list[tuple[int, int, str]]] = {}
    for edit in edits:
        if isinstance(edit, Insertion):
            new.setdefault(edit.after, []).extend(edit.paragraphs)
        else:
            spans.setdefault(edit.paragraph, []).append((edit.start, edit.end, edit.text))
    found: list[str] = []
    for paragraph in document.paragraphs:
        text, position = "", 0
        for start, end, words in sorted(spans.get(paragraph.index, []), key=lambda item: item[:2]):
            text += paragraph.text[position:start] + words
            position = end
        text += paragraph.text[position:]
        if text:
            found.append(text)
        for words in new.get(paragraph.index, []):
            at = len(found)
            typed = at < len(shown) and shown[at].upper().endswith(words.upper())
            found.append(shown[at] if typed else words)
    return found
