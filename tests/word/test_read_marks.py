"""What comes back: threads, settled comments, changes by anybody, and the fate of what we sent."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from builders import deleted, docx, ins, legal_list, mark, p, package, r, relation, tbl, tr
from contractkit.errors import UnreadableFileError
from contractkit.word.marks import Insertion, MarkedChange, Note, Replacement, Sent
from contractkit.word.read_marks import read_marks
from contractkit.word.redline import mark_up
from contractkit.word.resolve import accept_all, reject_all
from marking import AUTHOR, OURS

W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def changes(*body: str, **parts: str) -> list[tuple[str, str, str, str, bool]]:
    """Every change as (kind, author, before, after, whole)."""
    found = read_marks(docx(*body, **parts)).changes  # type: ignore[arg-type]
    return [(item.kind, item.author, item.before, item.after, item.whole) for item in found]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (p("a ", ins("b", author="Ann")), [("inserted", "Ann", "", "b", False)]),
        (p("a ", ins("b", author="Ann"), ins("c", author="Ann")), [("inserted", "Ann", "", "bc", False)]),
        (p("a ", deleted("b", author="Ann"), "c"), [("deleted", "Ann", "b", "", False)]),
        (p(deleted("12"), ins("36")), [("replaced", "Vendor", "12", "36", False)]),
        (p(ins("36"), deleted("12")), [("replaced", "Vendor", "12", "36", False)]),
        (p(deleted("12"), ins("36", author="Ann")), [("deleted", "Vendor", "12", "", False), ("inserted", "Ann", "", "36", False)]),
        (p(ins("a ", deleted("b", author="Ben"), author="Ann")), [("inserted", "Ann", "", "a ", False), ("deleted", "Ben", "b", "", False)]),
        (p(ins("new"), mark=mark("ins")), [("inserted", "Vendor", "", "new", True)]),
        (p(deleted("old"), mark=mark("del")), [("deleted", "Vendor", "old", "", True)]),
        (p("x", mark=mark("ins")), [("inserted", "Vendor", "", "", True)]),
        (tbl(tr("a", properties=mark("ins"))), [("inserted", "Vendor", "", "a", True)]),
        (tbl(tr("a", properties=mark("del"))) + p("x"), [("deleted", "Vendor", "a", "", True)]),
        (p(r("x", '<w:b/><w:rPrChange w:id="1" w:author="Ann"><w:rPr/></w:rPrChange>')), [("formatted", "Ann", "x", "x", False)]),
        (p(f'<w:moveTo w:id="1" w:author="Ann">{r("x")}</w:moveTo>'), [("moved", "Ann", "", "x", False)]),
        (p(f'<w:moveFrom w:id="1" w:author="Ann">{r("x")}</w:moveFrom>'), [("moved", "Ann", "x", "", False)]),
    ],
)  # fmt: skip
def test_every_kind_of_change(body: str, found: list[tuple[str, str, str, str, bool]]) -> None:
    assert changes(body, p("end")) == found


def test_places_count_in_the_accepted_text() -> None:
    data = docx(p("one"), p("a ", deleted("b "), "c ", ins("d")), header=p("h", ins("i")))
    found = [(item.paragraph, item.start, item.end) for item in read_marks(data).changes]
    assert found == [(1, 2, 2), (1, 4, 5), (2, 1, 2)]


def test_words_in_a_deleted_paragraph_are_told_with_the_next_one() -> None:
    (change,) = read_marks(docx(p("a"), p(deleted("gone"), mark=mark("del")), p("next"))).changes
    assert (change.before, change.paragraph, change.start) == ("gone", 1, 0)


def threads(done: str) -> bytes:
    """A file with a comment, an answer to it, and another one."""
    comments = "".join(
        f'<w:comment w:id="{number}" w:author="{author}" w:initials="{author[0]}" w:date="2026-03-02T00:00:00Z">'
        f'<w:p w14:paraId="0000000{number}A">{r(text)}</w:p><w:p w14:paraId="0000000{number}">{r("more")}</w:p></w:comment>'
        for number, author, text in ((1, "Ann", "Why?"), (2, "Ben", "Because."), (3, "Ann", "And?"))
    )
    extended = (
        f'<w15:commentEx w15:paraId="00000001" w15:done="{done}"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
    )
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    opened = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in (1, 2))
    closed = "".join(
        f'<w:commentRangeEnd w:id="{number}"/>' + r(raw=f'<w:commentReference w:id="{number}"/>') for number in (1, 2)
    )
    return docx(
        p("see ", opened, "these words", closed, " and"), '<w:commentRangeStart w:id="3"/>', p("all"), p("of this"),
        '<w:commentRangeEnd w:id="3"/>', p(r(raw='<w:commentReference w:id="3"/>'), "end"),
        parts={
            "word/comments.xml": f'<w:comments xmlns:w="{W}" xmlns:w14="{W14}">{comments}</w:comments>',
            "word/commentsExtended.xml": f'<w15:commentsEx xmlns:w15="{W15}">{extended}</w15:commentsEx>',
        },
        relations=relation("rIdC", "comments", "comments.xml")
        + f'<Relationship Id="rIdX" Type="{kind}" Target="commentsExtended.xml"/>',
    )  # fmt: skip


@pytest.mark.parametrize("done", ["0", "1"])
def test_threads_and_settled_comments(done: str) -> None:
    first, answer, last = read_marks(threads(done)).comments
    assert (first.author, first.initials, first.text, first.quote) == ("Ann", "A", "Why?\nmore", "these words")
    assert first.resolved == (done == "1")
    assert answer.parent == first.id and answer.author == "Ben" and first.parent is None
    assert (last.quote, last.paragraph, last.last_paragraph, last.end) == ("all\nof this", 1, 2, 7)


def test_a_comment_without_a_range_hangs_on_its_mark() -> None:
    data = docx(p("one ", r(raw='<w:commentReference w:id="0"/>'), "two"), comments={0: ("Ann", "x")})
    (comment,) = read_marks(data).comments
    assert (comment.paragraph, comment.start, comment.quote) == (0, 4, "")


def test_a_comment_that_nothing_refers_to_is_still_told() -> None:
    (comment,) = read_marks(docx(p("one"), comments={0: ("Ann", "x")})).comments
    assert comment.text == "x" and comment.paragraph is None


def test_a_file_that_is_none() -> None:
    with pytest.raises(UnreadableFileError):
        read_marks(b"%PDF-1.7")


# What we sent and what became of it

BODY = (
    p("One", num=(1, 0)), p("Pay within thirty (30) days of receipt of the invoice.", num=(1, 1)),
    p("The term is 36 months from the date of signing.", num=(1, 1)), p("Two", num=(1, 0)), p("End."),
)  # fmt: skip


def sent() -> bytes:
    """A file with two replacements, an insertion and two comments of ours."""
    data = docx(*BODY, numbering=legal_list())
    edits = [
        Replacement(1, 11, 22, "sixty (60)", key="pay"),
        Replacement(2, 12, 14, "12", key="term"),
        Insertion(2, ("You may audit us.",), key="audit"),
    ]
    notes = [Note(1, 11, 22, ("Why so soon?",), key="n-pay"), Note(3, 0, 3, ("Fine.",), key="n-two")]
    marked = mark_up(data, notes, edits, AUTHOR)
    assert not marked.refused
    return marked.data


def fates(data: bytes) -> dict[str, str]:
    return {item.key: item.fate for item in read_marks(data).sent}


def test_a_change_across_somebody_elses_insertion_comes_back_as_it_was_sent() -> None:
    data = docx(p("The limit does not apply to a breach", ins(", but never exceeds 5", author="Ann"), "."))
    words = "The limit does not apply to a breach, but never exceeds 5"
    marked = mark_up(data, (), [Replacement(0, 0, len(words), "There is no limit", key="cap")], AUTHOR).data
    assert fates(marked) == {"cap": "open"}


def edited(data: bytes, change: Callable[[str], str], name: str = "word/document.xml") -> bytes:
    """The file with one part changed as somebody's Word would."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {item: archive.read(item) for item in archive.namelist()}
    before = parts[name].decode()
    parts[name] = change(before).encode()
    assert parts[name].decode() != before
    return package(parts)


def test_keys_come_back_and_everything_is_open() -> None:
    marks = read_marks(sent())
    assert [item.key for item in marks.comments] == ["n-pay", "n-two"]
    assert [(item.key, item.before, item.after) for item in marks.changes] == [
        ("pay", "thirty", "sixty"), ("pay", "30", "60"), ("term", "36", "12"), ("audit", "", "You may audit us."),
    ]  # fmt: skip
    assert fates(sent()) == dict.fromkeys(["n-pay", "n-two", "pay", "term", "audit"], "open")


def test_accepted_and_rejected() -> None:
    assert fates(accept_all(sent())) == {
        "pay": "accepted", "term": "accepted", "audit": "accepted", "n-pay": "open", "n-two": "open",
    }  # fmt: skip
    assert fates(reject_all(sent())) == {
        "pay": "rejected", "term": "rejected", "audit": "rejected", "n-pay": "open", "n-two": "open",
    }  # fmt: skip


def test_one_rejected_the_others_open_after_new_ids() -> None:
    """Word numbers changes anew when it saves, and "36" was rejected by hand."""
    data = edited(
        sent(), lambda xml: re.sub(r'(<w:(?:ins|del) w:id=")(\d+)', lambda found: f"{found[1]}9{found[2]}", xml)
    )
    gone = r"<w:del [^>]*><w:r>(?:(?!</w:del>).)*>36</w:delText></w:r></w:del><w:ins [^>]*><w:r><w:t>12</w:t></w:r></w:ins>"
    data = edited(data, lambda xml: re.sub(gone, "<w:r><w:t>36</w:t></w:r>", xml))
    assert fates(data) == {"pay": "open", "term": "rejected", "audit": "open", "n-pay": "open", "n-two": "open"}


def test_an_edited_change_keeps_its_key() -> None:
    data = edited(sent(), lambda xml: xml.replace("<w:t>sixty</w:t>", "<w:t>forty</w:t>"))
    marks = read_marks(data)
    assert [(item.key, item.after) for item in marks.changes][:2] == [("pay", "forty"), ("pay", "60")]
    assert fates(data)["pay"] == "edited" and fates(data)["term"] == "open"


def test_somebody_changes_our_new_clause() -> None:
    theirs = deleted(r("audit"), author="Ben") + ins("visit", author="Ben")
    new = f'<w:r><w:t xml:space="preserve">You may </w:t></w:r>{theirs}<w:r><w:t xml:space="preserve"> us.</w:t></w:r>'
    data = edited(sent(), lambda xml: xml.replace("<w:r><w:t>You may audit us.</w:t></w:r>", new))
    assert fates(data)["audit"] == "edited"
    keys = {(item.author, item.key) for item in read_marks(data).changes if item.paragraph == 3}
    assert ("Acme Legal", "audit") in keys


def test_accepted_and_then_changed() -> None:
    data = edited(accept_all(sent()), lambda xml: xml.replace("sixty", "sixty-one"))
    assert fates(data)["pay"] == "edited"


def test_a_comment_removed_and_one_rewritten() -> None:
    data = edited(sent(), lambda xml: re.sub(r'<w:comment w:id="1".*?</w:comment>', "", xml), "word/comments.xml")
    data = edited(data, lambda xml: xml.replace("Why so soon?", "Agreed."), "word/comments.xml")
    assert (fates(data)["n-two"], fates(data)["n-pay"]) == ("gone", "edited")


def test_paragraph_ids_lost_by_another_program() -> None:
    data = edited(sent(), lambda xml: re.sub(r' w14:(?:paraId|textId)="\w+"', "", xml), "word/comments.xml")
    assert fates(data)["n-pay"] == "open"


def test_names_removed_on_saving() -> None:
    data = edited(sent(), lambda xml: xml.replace('w:author="Acme Legal"', 'w:author="Author"'))
    assert fates(data)["pay"] == "open"


def test_a_second_round_keeps_the_record_of_the_first() -> None:
    first = sent()
    second = mark_up(first, [Note(0, 0, 3, ("More.",), key="n2")], [Replacement(4, 0, 3, "Done", key="r2")], AUTHOR)
    found = fates(second.data)
    assert set(found) == {"pay", "term", "audit", "n-pay", "n-two", "n2", "r2"}
    assert set(found.values()) == {"open"}


def test_two_changes_of_one_paragraph_given_in_any_order() -> None:
    data = docx(*BODY, numbering=legal_list())
    edits = [Replacement(2, 12, 14, "12", key="term"), Replacement(2, 4, 8, "initial term", key="name")]
    marked = mark_up(data, (), edits, AUTHOR).data
    assert [item.key for item in read_marks(marked).changes] == ["name", "term"]
    assert fates(marked) == {"term": "open", "name": "open"}


def test_a_damaged_part_of_comments_is_told() -> None:
    data = docx(p("a"), comments={0: ("Ann", "x")}, parts={"word/comments.xml": "<broken"})
    with pytest.raises(UnreadableFileError, match="comments cannot be read"):
        read_marks(data)
    with pytest.raises(UnreadableFileError, match="cannot be marked"):
        mark_up(data, [Note(0, 0, 1, ("x",))], (), AUTHOR)


def test_a_deleted_paragraph() -> None:
    data = docx(*BODY, numbering=legal_list())
    marked = mark_up(data, (), [Replacement(4, 0, 4, "", key="end")], AUTHOR).data
    assert fates(marked) == {"end": "open"}
    assert fates(reject_all(marked, OURS)) == {"end": "rejected"}
    assert fates(accept_all(marked, OURS)) == {"end": "accepted"}


def test_types_are_plain_values() -> None:
    marks = read_marks(sent())
    assert isinstance(marks.changes[0], MarkedChange) and isinstance(marks.sent[0], Sent)
    assert hash(marks) == hash(read_marks(sent()))
