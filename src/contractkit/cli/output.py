"""Output files, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import click

from contractkit.errors import UsageError

ENDINGS = {"text": ".txt", "json": ".json", "html": ".html", "markdown": ".md", "sarif": ".sarif"}
_OFFICE_ENDINGS = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".xlsx")


def format_by(output: Path | None, *formats: str) -> str:
    """Return which of the ``formats`` the ending of an output file says; text for an unknown one and for no file.

    Raises UsageError for a kind of file that is not written so.
    """
    ending = output.suffix.lower() if output else ""
    kind = next((kind for kind, its_ending in ENDINGS.items() if its_ending == ending), "text")
    if output and (ending in _OFFICE_ENDINGS or kind not in formats):
        raise UsageError(
            f"{output}: this command writes {', '.join(formats)}; name a file such as {output.with_suffix('.txt')}. "
            "A Word file with comments comes from 'contractkit handoff'"
        )
    return kind


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file so that a reader sees the old content or the new, never a part; text is written as UTF-8.

    Raises UsageError when the folder does not exist or cannot be written to.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    target = path.resolve()  # a link stays a link
    if target.is_dir():
        raise UsageError(f"{path} is a folder; give the name of a file")
    if not target.parent.is_dir():
        raise UsageError(f"{path}: the folder {target.parent} does not exist; create it first")
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or pipe cannot be replaced
        else:
            _replace(target, data)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


def need_other_name(output: Path | None, *read: Path | None) -> None:
    """Raise UsageError when ``output`` is one of the files that a command reads, under whatever name."""
    for path in read:
        if output and path and output.exists() and path.exists() and output.samefile(path):
            raise UsageError(f"{output} is a file that this command reads; give another name for what it writes")


def write_or_print(path: Path | None, text: str) -> None:
    """Write the text to the file, or print it when there is none."""
    if path is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        write_whole(path, text if text.endswith("\n") else f"{text}\n")


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _mode(target: Path) -> int:
    """The mode of the file that is replaced, or what a new file gets here."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
