from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from contractkit import __version__, cli
from contractkit.errors import DealError, LibraryError, UnreadableFileError, UsageError

COMMANDS = ("init", "draft", "check", "read", "library")


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "contractkit", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch):
    """Make ``contractkit read`` do what a test wants."""

    def install(action) -> None:
        @click.command()
        def read() -> object:
            return action()

        monkeypatch.setattr(cli.cli, "get_command", lambda ctx, name: read)

    return install


def throw(error: BaseException):
    def action() -> None:
        raise error

    return action


def test_help_lists_every_command_once_and_says_what_it_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    text = capsys.readouterr().out
    for name in COMMANDS:
        assert f"\n  {name} " in text
    assert text.count("contractkit is not legal advice.") == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_exists_and_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: contractkit {name}")


def test_help_and_version_import_nothing_heavy() -> None:
    code = (
        "import sys; from contractkit.cli import main; main(['--help']); main(['--version']);"
        "print([name for name in ('pydantic', 'yaml', 'jinja2', 'docx', 'lxml', 'spacy', 'markdown_it',"
        " 'contractkit.library.models', 'contractkit.findings') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_comes_at_once() -> None:
    def seconds() -> float:
        """Computing time, so that other work on the machine does not count."""
        before = os.times()
        assert run("--help").returncode == 0
        after = os.times()
        return after.children_user - before.children_user + after.children_system - before.children_system

    assert min(seconds() for _ in range(3)) < 0.25


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"contractkit {__version__}\n"


@pytest.mark.parametrize("arguments", [["no-such"], ["library", "no-such"], ["--no-such"], ["library", "show"]])
def test_wrong_use_is_status_2_with_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Usage: contractkit")


@pytest.mark.parametrize(
    ("error", "status"),
    [(LibraryError("a: b"), 3), (DealError("a: b"), 3), (UnreadableFileError("a: b"), 3), (UsageError("a: b"), 2)],
)
def test_an_error_of_the_user_is_one_line(raising, error, status, capsys: pytest.CaptureFixture[str]) -> None:
    raising(throw(error))
    assert cli.main(["read"]) == status
    assert capsys.readouterr() == ("", "contractkit: a: b\n")


def test_a_message_of_several_lines_starts_on_its_own(raising, capsys: pytest.CaptureFixture[str]) -> None:
    raising(throw(LibraryError("a:1:1: b\n  1 | c")))
    assert cli.main(["read"]) == 3
    assert capsys.readouterr().err == "contractkit:\na:1:1: b\n  1 | c\n"


def test_a_file_that_cannot_be_opened_is_named(raising, capsys: pytest.CaptureFixture[str]) -> None:
    raising(lambda: Path("no/such/file").read_text())
    assert cli.main(["read"]) == 3
    assert (
        capsys.readouterr().err == "contractkit: no/such/file: there is no such file; check the name and the folder.\n"
    )


def test_a_defect_of_ours_keeps_its_traceback(raising) -> None:
    raising(throw(OSError("no file in it")))
    with pytest.raises(OSError, match="no file in it"):
        cli.main(["read"])
    raising(throw(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        cli.main(["read"])


def shell(redirection: str) -> subprocess.CompletedProcess[str]:
    """A run whose output goes where a shell sends it."""
    command = f'"{sys.executable}" -m contractkit library list law {redirection}'
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_one_line() -> None:
    done = shell("> /dev/full")
    assert done.returncode == 2
    assert done.stderr == "contractkit: the output cannot be written: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_output_that_was_closed_is_no_error() -> None:
    done = shell(">&-")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupt_is_status_130(raising, error: BaseException, capsys: pytest.CaptureFixture[str]) -> None:
    raising(throw(error))
    assert cli.main(["read"]) == 130
    assert capsys.readouterr().err.strip() == "Stopped."


@pytest.mark.parametrize(("value", "status"), [(1, 1), (0, 0), (None, 0), ("text", 0)])
def test_what_a_command_returns_is_the_status(raising, value: object, status: int) -> None:
    raising(lambda: value)
    assert cli.main(["read"]) == status


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break differently there")
def test_a_reader_that_stops_reading_causes_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "contractkit", "--help"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert done.returncode == 141
    assert done.stderr == ""


def test_a_terminal_that_lacks_a_character_ends_nothing() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run("library", "show", "gdpr-28-3", env=environment)
    assert done.returncode == 0
    assert done.stderr == ""
