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
    out = "out.txt" if arguments[0] in ("check", "compare", "read", "inspect") else "out.docx"
    assert cli.main([*arguments, "-o", out]) == status
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


@pytest.mark.parametrize("command", ["check", "read", "handoff"])
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


READS_A_FILE = [
    ["check"],
    ["read"],
    ["handoff"],
    ["check", "GOOD.docx", "--baseline"],
    ["draft", str(EXAMPLE_DEAL), "--theme"],
]


@pytest.mark.parametrize("command", READS_A_FILE)
def test_a_file_that_does_not_exist(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("GOOD.docx").write_bytes(GOOD)
    message = refused(capsys, *command, "nowhere.docx")
    assert message == "contractkit: nowhere.docx: there is no such file; check the name and the folder.\n"


@pytest.mark.parametrize("command", READS_A_FILE)
def test_a_folder(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("GOOD.docx").write_bytes(GOOD)
    Path("draft.docx").mkdir()
    message = refused(capsys, *command, "draft.docx")
    assert message.startswith("contractkit: draft.docx: is a folder, ")
    assert "give the file inside it" in message


@pytest.mark.parametrize("content", [GOOD, b"%PDF-1.7", b""], ids=["a Word file", "a PDF", "nothing"])
@pytest.mark.parametrize("name", ["deals.xlsx", "deals.docx", "deals"])
def test_a_workbook_of_deals_that_is_none(content: bytes, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(name).write_bytes(content)
    assert refused(capsys, "draft", "--from", name) == f"contractkit: {name}: this is not a workbook (.xlsx)\n"


# ---- output onto the input


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["check", "draft.docx"], "-o"), (["check", "./draft.docx", "--format", "json"], "-o"),
        (["read", "draft.docx"], "-o"), (["inspect", "draft.docx"], "-o"),
        (["check", "other.docx", "--baseline", "draft.docx"], "-o"),
        (["check", "other.docx", "--suppressions", "draft.docx"], "-o"),
        (["draft", str(EXAMPLE_DEAL), "--reference", "draft.docx"], "-o"),
        (["compare", "draft.docx", "other.docx"], "-o"), (["compare", "other.docx", "draft.docx"], "-o"),
        (["compare", "draft.docx", "other.docx"], "--redline"), (["compare", "other.docx", "draft.docx"], "--redline"),
    ],
)  # fmt: skip
def test_what_is_read_is_never_written_over(
    arguments: list[str], option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("draft.docx", "other.docx"):
        Path(name).write_bytes(GOOD)
    Path("link.docx").symlink_to("draft.docx")
    for target in ("draft.docx", "link.docx"):
        assert cli.main([*arguments, option, target]) == 2
        assert capsys.readouterr().err == (
            f"contractkit: {target} is a file that this command reads; give another name for what it writes\n"
        )
        assert Path("draft.docx").read_bytes() == GOOD


def test_a_report_in_a_folder_is_never_written_over_a_file_that_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("b.txt").write_bytes(GOOD)
    Path("a.docx").write_bytes(GOOD)
    assert cli.main(["check", "a.docx", "b.txt", "-o", "."]) == 2
    assert "b.txt is a file that this command reads" in capsys.readouterr().err
    assert Path("b.txt").read_bytes() == GOOD
    assert not Path("a.txt").exists()


def test_a_report_that_goes_to_a_file_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("draft.docx").write_bytes(GOOD)
    assert cli.main(["check", "draft.docx", "-o", "report.txt"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("draft.docx: 4 critical, ") and captured.err.count("\n") == 1


def test_two_outputs_of_one_command_have_two_names(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("draft.docx", "other.docx"):
        Path(name).write_bytes(GOOD)
    assert cli.main(["compare", "draft.docx", "other.docx", "-o", "new.docx", "--redline", "new.docx"]) == 2
    assert "new.docx" in capsys.readouterr().err
    assert not Path("new.docx").exists()


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


@pytest.mark.parametrize("command", [["check"], ["compare", "good.docx"], ["read"], ["inspect"]])
@pytest.mark.parametrize("out", ["report.docx", "report.pdf", "REPORT.XLSX"])
def test_no_report_is_written_under_the_name_of_another_kind_of_file(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str], out: str
) -> None:
    (folder / "good.docx").write_bytes(GOOD)
    assert cli.main([*command, "good.docx", "-o", out]) == 2
    assert f"{out}: this command writes text, json" in capsys.readouterr().err
    assert not (folder / out).exists()
