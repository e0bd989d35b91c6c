"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from contractkit.theme import Look
    from contractkit.word.limits import Limits

_Command = TypeVar("_Command", bound=Callable[..., Any])
_SUPPRESSIONS = Path("contractkit") / "suppressions.yaml"

library_option = click.option(
    "--library",
    "overlays",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A folder of your own library files; they replace built-in ones of the same id. May be given several times.",
)


def format_option(*formats: str) -> Callable[[_Command], _Command]:
    """Return the option for the format of what a command writes; it gives None where the output file's name decides."""
    return click.option(
        "--format", "output_format", type=click.Choice(formats), help="Default: by the ending of OUT, else text."
    )


def accepted_findings(given: Path | None) -> Path | None:
    """Return the file of accepted findings: the one that was given, or the project's own where it has one."""
    return given or (_SUPPRESSIONS if _SUPPRESSIONS.is_file() else None)


def _limits(_context: click.Context, _option: click.Parameter, settings: tuple[str, ...]) -> Limits:
    from contractkit.word.limits import DEFAULT_LIMITS, raised

    return raised(DEFAULT_LIMITS, settings)


# For every command that opens somebody else's Word file; the command gets them as ``limits``.
limit_option = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=NUMBER",
    callback=_limits,
    help='Raise a limit for a file that you trust, for example "part-size=800MB".',
)

_LOOK_OPTIONS = (
    click.option(
        "--theme", metavar="THEME.yaml", type=click.Path(path_type=Path), help="Fonts, colours, logo, defined terms."
    ),
    click.option(
        "--reference", metavar="FIRM.docx", type=click.Path(path_type=Path),
        help="Take styles, header, footer and page size from this Word file.",
    ),
    click.option("--page", type=click.Choice(["a4", "letter"]), help="The page size."),
    click.option("--watermark", metavar="TEXT", default="", help="A text behind every page, such as DRAFT."),
    click.option(
        "--draft-number", metavar="N", default="1", show_default=True, help='Shown in the header as "Draft N".'
    ),
)  # fmt: skip


def look_options(command: _Command) -> _Command:
    """Give a command the options that say how a draft looks; ``chosen_look`` takes their values."""
    for option in reversed(_LOOK_OPTIONS):
        command = option(command)
    return command


def chosen_look(theme: Path | None, reference: Path | None, page: Any, watermark: str, draft_number: str) -> Look:
    """Return the look that the options ask for. Raises LibraryError when a theme file or logo cannot be used."""
    from contractkit.theme import load_look

    return load_look(theme, reference, page, watermark, draft_number)
