"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

library_option = click.option(
    "--library",
    "overlays",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A folder of your own library files; they replace built-in ones of the same id. May be given several times.",
)
