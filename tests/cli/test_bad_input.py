"""Bad input: exit status 3, one clear line that names the file and the remedy, no traceback, and nothing is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import docx, p
from contractkit import cli
from small_library import FAMILY_PATH, RULE_PATH, write_files, write_library

EXAMPLE_DEAL = Path(__file__).resolve().parents[2] / "examples" / "deal.yaml"
GOOD = docx(p("The lock period is 24 months."))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTRACTKIT_CACHE", "off")
    return tmp_path


def refused(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 3) -> str:
    """The message of a run that must fail so; also checks that nothing else happens."""
    before = sorted(Path.cwd().rglob("*"))
    assert cli.main([*arguments, "-o", "out.docx"]) == status
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert captured.err.startswith("contractkit:")
    assert sorted(Path.cwd().rglob("*")) == before
    return captured.err


def package(**parts: str) -> bytes:
    """A zip file with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


WORD_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "text renamed": (lambda: b"This is just text.\n" * 20, "is plain text, not a .docx"),
    "truncated": (lambda: GOOD[: len(GOOD) // 2], "is damaged"),
    "encrypted": (
        lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
        "is encrypted with a password",
    ),
    "old doc": (
        lambda: OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600,
        "is a Word 97-2003 document (.doc), not a .docx",
    ),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "is a PDF, not a Word file"),
    "rtf": (lambda: b"{\\rtf1\\ansi Hello}", "is an RTF file, not a .docx"),
    "empty": (lambda: b"", "is empty (0 bytes)"),
    "no text": (lambda: docx(p(""), p("   ")), "holds no text"),
    "a workbook": (lambda: package(xl__workbook="x"), "is an Excel workbook, not a Word file"),
    "a zip": (lambda: package(a="x"), "is a zip archive without a Word document in it"),
}


@pytest.mark.parametrize("command", ["check", "read"])
@pytest.mark.parametrize("name", WORD_FILES)
def test_a_file_that_is_no_readable_contract(name: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    make, words = WORD_FILES[name]
    Path("draft.docx").write_bytes(make())
    message = refused(capsys, command, "draft.docx")
    assert "draft.docx" in message
    assert words in message
    assert len(message.strip().splitlines()) == 1


@pytest.mark.parametrize("cut", range(0, 100, 9))
def test_a_file_cut_anywhere(cut: int, capsys: pytest.CaptureFixture[str]) -> None:
    Path("draft.docx").write_bytes(GOOD[: len(GOOD) * cut // 100])
    assert len(refused(capsys, "check", "draft.docx").strip().splitlines()) == 1


def test_a_file_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    message = refused(capsys, "check", "nowhere.docx")
    assert "nowhere.docx" in message
    assert len(message.strip().splitlines()) == 1


def test_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    Path("draft.docx").mkdir()
    assert "draft.docx" in refused(capsys, "check", "draft.docx")


# ---- deal files


def deal(old: str, new: str) -> None:
    text = EXAMPLE_DEAL.read_text(encoding="utf-8")
    assert old in text
    Path("deal.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("shcema: 1\nreference:", "shcema"),
        ("reference: [1, 2]\nold_reference:", "reference"),
        ("# reference:", "reference"),
        ("reference: 'open\nx:", "deal.yaml:"),
    ],
    ids=["unknown key", "wrong type", "missing value", "not yaml"],
)
def test_a_deal_file_that_is_wrong(new: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    deal("reference:", new)
    message = refused(capsys, "draft", "deal.yaml")
    assert words in message
    assert "deal.yaml" in message


@pytest.mark.parametrize("content", ["", "just words", "- a\n- b\n", "\x00\x01", "{"])
def test_a_deal_file_that_is_none(content: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("deal.yaml").write_text(content, encoding="utf-8")
    assert "deal.yaml" in refused(capsys, "draft", "deal.yaml")


def test_a_deal_file_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere.yaml" in refused(capsys, "draft", "nowhere.yaml")


# ---- library files


def library_refused(capsys: pytest.CaptureFixture[str], **changes: tuple[str, str]) -> str:
    Path("draft.docx").write_bytes(GOOD)
    write_library(Path("mine"), **changes)
    return refused(capsys, "check", "draft.docx", "--library", "mine")


def test_a_library_file_with_an_unknown_key(capsys: pytest.CaptureFixture[str]) -> None:
    message = library_refused(capsys, RULE=("severity: high", "severity: high\nseverty: low"))
    assert f"{RULE_PATH}:5:1" in message
    assert "severty" in message


def test_a_library_file_with_a_wrong_type(capsys: pytest.CaptureFixture[str]) -> None:
    message = library_refused(capsys, FAMILY=("elements:\n", "elements: none\nother:\n"))
    assert FAMILY_PATH in message
    assert "elements" in message


def test_a_library_file_without_a_needed_value(capsys: pytest.CaptureFixture[str]) -> None:
    message = library_refused(capsys, RULE=("title: The lock renews itself\n", ""))
    assert RULE_PATH in message
    assert "title" in message


def test_a_phrase_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    message = library_refused(capsys, RULE=("lock period ... (renews|extends)", "lock (period ... renews"))
    assert RULE_PATH in message
    assert "')' is missing" in message


def test_a_cycle_in_the_vocabulary(capsys: pytest.CaptureFixture[str]) -> None:
    cycle = "names:\n  may:\n    - is free to {use}\n  use:\n    - use what it {may}\n"
    Path("draft.docx").write_bytes(GOOD)
    write_files(Path("mine"), {"vocabulary/en.yaml": cycle})
    message = refused(capsys, "check", "draft.docx", "--library", "mine")
    assert "vocabulary/en.yaml:" in message
    assert "refers to itself" in message


def test_a_cycle_in_the_definitions(capsys: pytest.CaptureFixture[str]) -> None:
    cycle = """\
terms:
  - {term: First Zebra, means: "what a [[Second Zebra]] is"}
  - {term: Second Zebra, means: "what a [[First Zebra]] is"}
"""
    Path("draft.docx").write_bytes(GOOD)
    write_files(Path("mine"), {"definitions/en.yaml": cycle})
    message = refused(capsys, "check", "draft.docx", "--library", "mine")
    assert "definitions/en.yaml:" in message
    assert "First Zebra" in message


def test_a_cycle_of_clauses(capsys: pytest.CaptureFixture[str]) -> None:
    message = library_refused(capsys, WORDING=("owner: legal", "owner: legal\nrequires: [lock-period]"))
    assert "lock-period -> lock-period" in message


def test_a_folder_that_holds_no_library(capsys: pytest.CaptureFixture[str]) -> None:
    Path("draft.docx").write_bytes(GOOD)
    Path("mine").mkdir()
    assert "mine" in refused(capsys, "check", "draft.docx", "--library", "mine")
