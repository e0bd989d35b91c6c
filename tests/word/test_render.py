"""What stands in the Word file: styles, numbering, bookmarks, fields, tables, properties, bytes."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from contractkit.draft import draft_contract
from contractkit.errors import LibraryError
from contractkit.manuscript import Block, Manuscript, Reference, TableBlock, Text
from contractkit.word.render import render_manuscript
from contractkit.word.render.fields import bookmark_name
from drafting import EXECUTION, PARTIES, ROOT, drafted, example_deal, library_of, part, wording

SHELL = (ROOT / "templates" / "agreement" / "shell.docx").read_bytes()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = {"t": {"caption": "Channels", "rows": "deal.channels", "columns": [
    {"title": "Channel", "value": "{{ row.channel | channel_name }}"},
    {"title": "Clause", "value": "{{ ref('a#top') }}", "width": 2}]}}  # fmt: skip
WORDINGS = (
    wording("parties", PARTIES),
    wording("definitions", "1. x:\n\n{{ definitions() }}"),
    wording("a", "1. {#top} **One** and _two_:\n   1. {#deep} y\n      1. {#deepest} z\n\ntext {{ ref('c#deepest') }}"),
    wording("b", "1. See {{ ref('a#deep') }}.\n\n{{ table('t') }}", tables=TABLE),
    wording("c", "1. x\n   1. y\n      1. {#deepest} [[Term]] {{ ref('a') }}"),
    wording("execution", EXECUTION),
)
PARTS = [
    part("parties", "definitions", "a", "b"),
    part("c", kind="schedule", title="More"),
    part("execution", kind="signature", title="Signature"),
]


def manuscript(**more: object) -> Manuscript:
    return drafted(*WORDINGS, parts=PARTS, Term="a word", **more)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def body_of(data: bytes) -> etree._Element:
    return etree.fromstring(parts_of(data)["word/document.xml"])


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_manuscript(manuscript(), SHELL)


@pytest.fixture(scope="module")
def body(data: bytes) -> etree._Element:
    return body_of(data)


def text_of(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))


def style_of(paragraph: etree._Element) -> str:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def by_style(body: etree._Element, style: str) -> list[str]:
    return [text_of(paragraph) for paragraph in body.iter(f"{W}p") if style_of(paragraph) == style]


def test_every_block_stands_in_its_style(body: etree._Element) -> None:
    assert by_style(body, "Heading1") == ["definitions", "a", "b"]
    assert by_style(body, "UnnumberedHeading") == ["parties"]
    assert by_style(body, "ScheduleHeading") == ["More"]
    assert by_style(body, "Heading2") == ["c"]
    assert by_style(body, "ClauseLevel1") == ["x:", "One and two:", "See clause 2.1(a)."]
    assert by_style(body, "ClauseLevel3") == ["z"]
    assert by_style(body, "ScheduleLevel3") == ["Term clause 2"]
    assert by_style(body, "ClauseText1") == ["text paragraph 1.1(a)(i) of Schedule 1"]
    assert by_style(body, "Definition") == ["Term means a word."]
    assert len(by_style(body, "Party")) == 2
    assert by_style(body, "UnnumberedPart") == ["Signature"]  # behind a schedule


def test_numbers_are_no_typed_text(body: etree._Element) -> None:
    typed = [text_of(paragraph) for paragraph in body.iter(f"{W}p") if not style_of(paragraph).startswith("TOC")]
    assert not [text for text in typed if re.match(r"\d+\.\d|\(\w\)|\d+\. ", text)]


def test_every_style_exists_and_every_number_is_bound_to_one(data: bytes, body: etree._Element) -> None:
    parts = parts_of(data)
    styles = etree.fromstring(parts["word/styles.xml"])
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    named = [element.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for element in body.iter(f"{W}{tag}")]
    assert set(named) <= known
    numbering = etree.fromstring(parts["word/numbering.xml"])
    bound = {level.get(f"{W}val") for level in numbering.iter(f"{W}pStyle")}
    numbered = {
        style.get(f"{W}styleId") for style in styles.iter(f"{W}style") if style.find(f".//{W}numPr") is not None
    }
    assert bound == numbered
    assert body.find(f".//{W}numPr") is None


def test_nothing_is_formatted_directly(body: etree._Element) -> None:
    assert {child.tag for run in body.iter(f"{W}rPr") for child in run} <= {f"{W}rStyle"}
    allowed = {f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines", "sectPr")}
    assert {child.tag for properties in body.iter(f"{W}pPr") for child in properties} <= allowed


def test_emphasis_and_terms_are_character_styles(body: etree._Element) -> None:
    styled = {text_of(run): run.find(f"{W}rPr/{W}rStyle").get(f"{W}val") for run in body.iter(f"{W}r") if len(run) > 1}
    assert styled["One"] == "Strong"
    assert styled["two"] == "Emphasis"
    assert styled["Term"] == "DefinedTerm"


def fields(body: etree._Element) -> list[tuple[str, str]]:
    """Code and cached result of every complex field; nested ones after their parent."""
    found, open_fields = [], []
    for run in body.iter(f"{W}r"):
        for child in run:
            kind = child.get(f"{W}fldCharType")
            if kind == "begin":
                open_fields.append({"code": "", "result": "", "in": "code"})
                found.append(open_fields[-1])
            elif kind == "separate":
                open_fields[-1]["in"] = "result"
            elif kind == "end":
                open_fields.pop()
            elif open_fields and child.tag in (f"{W}instrText", f"{W}t"):
                open_fields[-1][open_fields[-1]["in"]] += child.text or ""
    assert not open_fields, "a field does not end"
    return [(field["code"].strip(), field["result"]) for field in found]


def test_references_are_fields_on_bookmarks_with_the_right_text(body: etree._Element) -> None:
    references = [(code, result) for code, result in fields(body) if code.startswith("REF")]
    names = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert all(code.split()[1] in names for code, _ in references)
    assert [result for _, result in references[:6]] == ["1.1", "(a)", "(i)", "Schedule 1", "2.1", "(a)"]


def test_bookmarks_are_unique_and_closed(body: etree._Element) -> None:
    starts, ends = list(body.iter(f"{W}bookmarkStart")), list(body.iter(f"{W}bookmarkEnd"))
    names = [mark.get(f"{W}name") for mark in starts]
    ids = [mark.get(f"{W}id") for mark in starts]
    assert len(set(names)) == len(names)
    assert len(set(ids)) == len(ids)
    assert sorted(ids) == sorted(mark.get(f"{W}id") for mark in ends)
    assert all(len(name) <= 40 and name.startswith("_") for name in names)


def test_only_what_something_points_to_is_bookmarked(body: etree._Element) -> None:
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert bookmark_name("a#deep") in names
    assert bookmark_name("a#deepest") not in names


def test_the_contents_are_complete_and_their_links_lead_somewhere(body: etree._Element) -> None:
    entries = [text_of(paragraph) for paragraph in body.iter(f"{W}p") if style_of(paragraph) in ("TOC1", "TOC2")]
    assert entries == [
        "parties3", "1.definitions3", "2.a3", "3.b3", "Schedule 1. More4", "1.c4", "Signature5"
    ]  # fmt: skip
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} <= names
    assert any(code.startswith("TOC") for code, _ in fields(body))


def test_tables_repeat_their_header_and_do_not_split(body: etree._Element) -> None:
    table = next(body.iter(f"{W}tbl"))
    rows = table.findall(f"{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [text_of(cell) for cell in rows[1].findall(f"{W}tc")] == ["phone", "Clause 2.1"]
    assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Channels"
    widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
    assert sum(widths) == 9184
    assert all(cell.find(f"{W}p") is not None for cell in body.iter(f"{W}tc"))


def test_no_column_is_narrower_than_its_longest_word() -> None:
    cells = ((Text("reported"),), (Text("a long text " * 20),))
    block = TableBlock("T", ("Weight", "Text"), (cells,), (1, 30))
    shown = Manuscript("T", "", ("A", "B"), "R", "Draft", "2027-01-01", "1 January 2027", "en-GB", (block,))
    columns = body_of(render_manuscript(shown, SHELL)).iter(f"{W}gridCol")
    assert int(next(columns).get(f"{W}w")) > 1000


def test_signature_blocks_hold_together(body: etree._Element) -> None:
    last = [paragraph for paragraph in body.iter(f"{W}p") if style_of(paragraph).startswith("Signature")]
    assert len(last) == 10  # two names, four lines each
    assert len({next(paragraph.iterancestors(f"{W}tbl")) for paragraph in last}) == 1
    styles = etree.fromstring(parts_of(SHELL)["word/styles.xml"])
    kept = {s.get(f"{W}styleId") for s in styles.iter(f"{W}style") if s.find(f"{W}pPr/{W}keepNext") is not None}
    assert {style_of(paragraph) for paragraph in last} <= kept


@pytest.mark.parametrize("last", ["text", "{{ table('t') }}"])
def test_signatures_follow_the_text_on_its_page(last: str) -> None:
    columns = [TABLE["t"]["columns"][0], {"title": "Hours", "value": "{{ row.hours }}"}]
    wordings = (*WORDINGS[:2], wording("a", f"1. [[Term]]\n\n{last}", tables={"t": {**TABLE["t"], "columns": columns}}))
    parts = [part("parties", "definitions", "a"), PARTS[-1]]
    data = render_manuscript(drafted(*wordings, WORDINGS[-1], parts=parts, Term="a word"), SHELL)
    shown = list(body_of(data).iter(f"{W}p"))
    heading = next(at for at, paragraph in enumerate(shown) if style_of(paragraph) == "SignatureHeading")
    for paragraph in (shown[heading - 1], shown[heading + 1]):
        assert paragraph.find(f"{W}pPr/{W}keepNext") is not None, text_of(paragraph)
    styles = etree.fromstring(parts_of(data)["word/styles.xml"])
    style = next(item for item in styles.iter(f"{W}style") if item.get(f"{W}styleId") == "SignatureHeading")
    assert style.find(f"{W}pPr/{W}keepNext") is not None
    assert style.find(f"{W}pPr/{W}pageBreakBefore") is None


@pytest.mark.parametrize(("length", "together"), [(10, True), (300, False)])
def test_a_table_of_few_lines_stays_on_one_page(length: int, together: bool) -> None:
    rows = tuple(((Text(f"{at}"),), (Text("word " * (length // 5)),)) for at in range(6))
    shown = Manuscript(
        "T", "", ("A", "B"), "R", "Draft", "2027-01-01", "1 January 2027", "en-GB", (TableBlock("t", ("a", "b"), rows),)
    )
    table = next(body_of(render_manuscript(shown, SHELL)).iter(f"{W}tbl"))
    kept = [next(row.iter(f"{W}p")).find(f"{W}pPr/{W}keepNext") is not None for row in table.iter(f"{W}tr")]
    assert kept == [True, True, together, together, together, True, False]


def test_a_lead_in_stays_with_its_list(body: etree._Element) -> None:
    kept = [text_of(paragraph) for paragraph in body.iter(f"{W}p") if paragraph.find(f"{W}pPr/{W}keepNext") is not None]
    assert "One and two:" in kept
    assert "See clause 2.1(a)." not in kept


def test_cover_header_and_footer_name_the_deal(data: bytes, body: etree._Element) -> None:
    parts = parts_of(data)
    assert by_style(body, "CoverParty") == ["Lark & Willow Fashion Limited", "Atlântico Contact Services, Lda."]
    assert by_style(body, "Title") == ["Agreement"]
    header, footer = (text_of(etree.fromstring(parts[f"word/{name}1.xml"])) for name in ("header", "footer"))
    assert header == "AgreementDraft 1, 23 November 2026"
    assert footer == "LW-CS-2026-014Page 1 of 5"
    assert not [name for name, part in parts.items() if re.search(rb"\{(title|body|contents|date)\}", part)]


def test_properties_come_from_the_deal_and_not_from_the_clock(data: bytes) -> None:
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.author, core.subject) == ("Agreement", "Lark & Willow Fashion Limited", "LW-CS-2026-014")
    assert str(core.created.date()) == str(core.modified.date()) == "2026-11-23"
    assert core.content_status == "Draft"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_the_same_deal_gives_the_same_bytes(data: bytes) -> None:
    assert render_manuscript(manuscript(), SHELL) == data
    assert draft_contract(example_deal(), "test", library_of(*WORDINGS, parts=PARTS, Term="a word")) == data
    assert render_manuscript(manuscript(deal=example_deal(shop="Other", reference="X")), SHELL) != data


def test_words_in_braces_in_a_name_are_no_places_to_fill() -> None:
    data = render_manuscript(manuscript(deal=example_deal(customer__name="{vendor} {body} {title}")), SHELL)
    assert by_style(body_of(data), "CoverParty")[0] == "{vendor} {body} {title}"


def test_long_anchors_get_short_names_of_their_own() -> None:
    long = "data-return-and-deletion#what-happens-to-backups"
    assert len(bookmark_name(long)) <= 40
    assert bookmark_name(long) != bookmark_name(f"{long}-too")
    assert bookmark_name("a-b#c") != bookmark_name("a-b-c")


@pytest.mark.parametrize(
    ("shell", "says"),
    [(b"no zip", "not a Word file"), (None, "holds no document"), ("<w:p/>", "no paragraph {body}")],
)
def test_a_shell_that_is_none(shell: bytes | str | None, says: str) -> None:
    if not isinstance(shell, bytes):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            package.writestr("x", "x")
            if shell:
                content = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{shell}</w:body></w:document>'
                package.writestr("word/document.xml", content)
        shell = target.getvalue()
    with pytest.raises(LibraryError, match=re.escape(says)):
        render_manuscript(manuscript(), shell)


def test_a_reference_to_what_the_manuscript_lacks_is_refused() -> None:
    block = Block("paragraph", (Text("see "), Reference("nowhere", "1")))
    shown = Manuscript("T", "", ("A", "B"), "R", "Draft", "2027-01-01", "1 January 2027", "en-GB", (block,))
    with pytest.raises(LibraryError, match='points to "nowhere"'):
        render_manuscript(shown, SHELL)
