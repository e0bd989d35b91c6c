"""The matter file: added to and never rewritten, readable to people, refused with a place when it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import UnreadableFileError, UsageError
from contractkit.review.matter import (
    Conflict,
    Decision,
    SentChange,
    SentItem,
    SentRound,
    find_matter,
    load_matter,
    new_matter_text,
    parse_matter,
    with_entries,
)

PATH = Path("x.matter.yaml")
_TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc"), whitelist_characters="\n\t"), max_size=60)


def decision(**changes: object) -> Decision:
    usual = {
        "round": 1, "date": "2026-12-01", "finding": "abc", "who": "Dana", "source": "a.docx", "what": "status",
        "now": "agreed",
    }  # fmt: skip
    return Decision.model_validate({**usual, **changes})


def test_history_is_added_at_the_end_and_nothing_else_changes() -> None:
    text = new_matter_text("MSA_Acme").replace("people: {}", "people:\n  Dana: [Head of Legal]  # until March")
    one = with_entries(PATH, text, [decision()])
    two = with_entries(PATH, one + "  # the vendor called on Friday\n", [decision(finding="def")])
    assert one.startswith(text) and two.startswith(one)
    assert "# until March" in two and "# the vendor called on Friday" in two
    assert [entry.finding for entry in parse_matter(PATH, two).log] == ["abc", "def"]


def test_nothing_to_add_changes_nothing() -> None:
    text = "schema: contractkit/matter/1\nmatter: X\nlog: []"
    assert with_entries(PATH, text, []) == text
    assert parse_matter(PATH, with_entries(PATH, text, [decision()])).log == [decision()]


def test_a_history_that_is_not_the_last_key_is_refused() -> None:
    text = with_entries(PATH, new_matter_text("X"), [decision()]).replace("people: {}\n", "") + "people: {}\n"
    with pytest.raises((UsageError, UnreadableFileError)):
        with_entries(PATH, text, [decision(finding="other")])


@given(words=_TEXT, finding=st.from_regex(r"[0-9a-f]{12}", fullmatch=True))
def test_whatever_a_person_wrote_comes_back_the_same(words: str, finding: str) -> None:
    entries = [
        decision(finding=finding, why=words, was=words),
        Conflict(round=1, date="2026-12-01", finding=finding, claims=[words, "x"]),
        SentRound(
            round=2, date="2026-12-01", document="d.docx", sha256="0" * 64, packet="p", marks=[finding],
            items=[SentItem(
                id=finding, number=1, rule="r", family="f", severity="high", clause=words, title=words, quote=words,
                change=SentChange(key=finding, old=words, new=words),
            )],
        ),
    ]  # fmt: skip
    assert parse_matter(PATH, with_entries(PATH, new_matter_text("X"), entries)).log == entries


@pytest.mark.parametrize("finding", ["315473832e29", "000000000000", "1e5", "123456789012"])
def test_ids_that_look_like_numbers_stay_text(finding: str) -> None:
    text = with_entries(PATH, new_matter_text("X"), [decision(finding=finding)])
    assert parse_matter(PATH, text).log == [decision(finding=finding)]


def test_a_mistake_in_an_entry_is_shown_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.matter.yaml"
    path.write_text(with_entries(PATH, new_matter_text("X"), [decision()]).replace("what: status", "what: stauts"))
    with pytest.raises(UnreadableFileError, match=r"a\.matter\.yaml:\d+:\d+"):
        load_matter(path)


def test_the_only_matter_file_is_found_and_several_are_not_guessed_between(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no matter file"):
        find_matter([tmp_path / "sub"])
    (tmp_path / "a.matter.yaml").write_text("")
    assert find_matter([tmp_path / "sub"]) == tmp_path / "a.matter.yaml"
    (tmp_path / "b.matter.yaml").write_text("")
    with pytest.raises(UsageError, match="several"):
        find_matter([tmp_path / "sub"])
