"""``contractkit init``: a deal file to fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from contractkit.cli.options import library_option
from contractkit.cli.output import write_whole
from contractkit.errors import UsageError


@click.command()
@click.argument("deal_file", metavar="[FILE]", default="deal.yaml", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@click.option("--no-input", is_flag=True, help="Ask nothing; write the empty form.")
@click.option("--resume", is_flag=True, help="Go on with a file that exists: ask what is still open in it.")
@library_option
def init(deal_file: Path, force: bool, no_input: bool, resume: bool, overlays: tuple[Path, ...]) -> None:
    """Write a deal file (deal.yaml when FILE is not given), with every question and the reason for it.

    In a terminal the questions are asked one by one; what you leave empty stays open in the file. Each answer is
    written at once, so that you can stop at any time and go on later with --resume.
    """
    from contractkit.deal.form import blank_deal

    if deal_file.suffix.lower() not in (".yaml", ".yml"):
        raise UsageError(f"{deal_file}: a deal file with comments is YAML; give a name that ends in .yaml")
    if resume and not deal_file.exists():
        raise UsageError(f"{deal_file} does not exist; leave --resume out to begin")
    if deal_file.exists() and not force and not resume:
        raise UsageError(f"{deal_file} exists already; give another name, go on with --resume, or replace with --force")
    if not resume:
        write_whole(deal_file, blank_deal())
    if not no_input and sys.stdin.isatty() and sys.stdout.isatty():
        _ask(deal_file, overlays)
    elif resume:
        raise UsageError("--resume asks questions, which needs a terminal")
    click.echo(f"{deal_file} is written. What is still open: contractkit draft {deal_file} --missing")


def _ask(deal_file: Path, overlays: tuple[Path, ...]) -> None:
    """Ask what is open in the file, and put each answer in its place there."""
    from contractkit.cli.interview import interview
    from contractkit.deal.edit import read_text, with_answer
    from contractkit.deal.file import read_answers
    from contractkit.library.load import load_library

    def save(path: tuple[str | int, ...], value: Any) -> None:
        write_whole(deal_file, with_answer(read_text(deal_file), path, value))

    try:
        interview(load_library(overlays), read_answers(deal_file).data, save)
    except click.Abort:
        click.echo(f"\nYour answers are in {deal_file}. Go on with: contractkit init {deal_file} --resume", err=True)
        raise
