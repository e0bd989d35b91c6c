"""``contractkit read``: a Word file as contractkit understands it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractkit.cli.options import format_option, limit_option
from contractkit.cli.output import format_by, need_other_name, write_or_print

if TYPE_CHECKING:
    from contractkit.word.limits import Limits

_FORMATS = ("text", "json")
_WIDEST = 100


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@format_option(*_FORMATS)
@click.option(
    "--view", type=click.Choice(["accepted", "original"]), default="accepted", show_default=True,
    help="Read as if all tracked changes were accepted, or as before them.",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Write to this file.")
@limit_option
def read(file: Path, output_format: str | None, view: Any, output: Path | None, limits: Limits) -> int:
    """Show a Word file as contractkit reads it: numbers, tables, notes, tracked changes, and what was not read.

    FILE is a Word file (.docx, .docm, .dotx, .dotm). It is only read; links in it are listed and never opened.

    \b
    Examples:
      contractkit read vendor_draft.docx
      contractkit read vendor_draft.docx --view original
      contractkit read vendor_draft.docx --format json -o document.json

    Exit status: 0 read, 2 wrong use, 3 the file cannot be read.
    """
    need_other_name(output, file)
    chosen = output_format or format_by(output, *_FORMATS)
    from contractkit.word.read import read_document

    document = read_document(file, view=view, limits=limits)
    write_or_print(output, _formatted(document, chosen, output))
    return 0


def _formatted(document: Any, output_format: str, output: Path | None) -> str:
    from contractkit.report.document import document_json, document_text

    if output_format == "json":
        import json

        return json.dumps(document_json(document), ensure_ascii=False, indent=2) + "\n"
    width = 80 if output else min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)
    return document_text(document, width)
