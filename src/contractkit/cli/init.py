"""``contractkit init``: a deal file to fill in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from contractkit.cli.options import library_option
from contractkit.cli.output import write_whole
from contractkit.errors import UsageError


@click.command()
@click.argument("deal_file", metavar="[FILE]", default="deal.yaml", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@click.option("--no-input", is_flag=True, help="Ask nothing; write the empty form.")
@library_option
def init(deal_file: Path, force: bool, no_input: bool, overlays: tuple[Path, ...]) -> None:
    """Write a deal file (deal.yaml when FILE is not given), with every question and the reason for it.

    In a terminal the questions are asked one by one; what you leave empty stays open in the file.
    """
    from contractkit.deal.form import blank_deal

    if deal_file.suffix.lower() not in (".yaml", ".yml"):
        raise UsageError(f"{deal_file}: a deal file with comments is YAML; give a name that ends in .yaml")
    if deal_file.exists() and not force:
        raise UsageError(f"{deal_file} exists already; give another name, or replace it with --force")
    answers = {}
    if not no_input and sys.stdin.isatty() and sys.stdout.isatty():
        from contractkit.cli.interview import interview
        from contractkit.library.load import load_library

        answers = interview(load_library(overlays))
    write_whole(deal_file, blank_deal(answers))
    click.echo(f"{deal_file} is written. What is still open: contractkit draft {deal_file} --missing")
