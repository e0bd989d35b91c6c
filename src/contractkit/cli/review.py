"""``contractkit review``: decisions that come back, where a matter stands, and its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractkit.cli.options import limit_option

if TYPE_CHECKING:
    from contractkit.word.limits import Limits


def _matter_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--matter", metavar="FILE", type=click.Path(path_type=Path),
        help="The matter file. [default: the only *.matter.yaml here]",
    )(command)  # fmt: skip


@click.group()
def review() -> None:
    """Read decisions back, and show where a matter stands."""


@review.command()
@click.argument("returned", nargs=-1, required=True, metavar="RETURNED...", type=click.Path(path_type=Path))
@_matter_option
@click.option("--by", default="", metavar="NAME", help="Who decided, where a file does not say it.")
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of what a file does not date, such as 2027-01-31. [default: today]",
)
@limit_option
def read(returned: tuple[Path, ...], matter: Path | None, by: str, date: dt.datetime | None, limits: Limits) -> int:
    """Record what people decided in the files that came back.

    RETURNED are the marked Word file and the issues list (.docx, .xlsx). Replies, resolved comments, accepted,
    rejected and edited changes, new comments and changed cells are added to the matter file. A reply that begins with
    agreed, accepted, escalated or open sets the status. Where two files contradict each other, nothing is chosen.

    Exit status: 0 all is clear, 1 there are contradictions or questions, 2 wrong use, 3 a file cannot be read.
    """
    from contractkit.review.decide import read_returned
    from contractkit.review.matter import find_matter, load_matter, with_entries
    from contractkit.review.storage import write_text
    from contractkit.yamltext import shown_path

    path = matter or find_matter([*(file.parent for file in returned), Path()])
    loaded = load_matter(path)
    day = (date or dt.datetime.now(tz=dt.UTC)).date().isoformat()
    found = read_returned(returned, loaded, by=by, date=day, limits=limits)
    if found.entries:
        write_text(path, with_entries(path, path.read_text(encoding="utf-8-sig"), found.entries))
    decisions = len(found.entries) - len(found.conflicts)
    click.echo(f"{shown_path(path)}: {decisions} {'entry' if decisions == 1 else 'entries'} added")
    for conflict in found.conflicts:
        click.echo(f"  CONTRADICTION on {_named(loaded, conflict.finding)}: {'; '.join(conflict.claims)}")
    for question in found.questions:
        click.echo(f"  ? {question}")
    return int(bool(found.conflicts or found.questions))


def _named(loaded: Any, finding: str) -> str:
    for sent in reversed(loaded.rounds):
        for item in sent.items:
            if item.id == finding:
                return f"issue {item.number} ({item.title})"
    return f"issue {finding}"


@review.command()
@_matter_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def status(matter: Path | None, form: str) -> int:
    """Show what is open, by owner and severity, and who must approve.

    Exit status 1 when a deviation was accepted without the approval that the playbook asks for, or when the sources
    contradict each other.
    """
    from contractkit.review.matter import find_matter, load_matter
    from contractkit.review.standing import standing_data, standing_of, standing_text

    standing = standing_of(load_matter(matter or find_matter([Path()])))
    if form == "json":
        import json

        click.echo(json.dumps(standing_data(standing), indent=1, ensure_ascii=False))
    else:
        click.echo(standing_text(standing), nl=False)
    return int(standing.is_blocked)


@review.command()
@click.argument("clause", required=False, default="")
@_matter_option
def log(clause: str, matter: Path | None) -> None:
    """Show the history of a clause over all rounds.

    CLAUSE is its number in the document (16.2), a family (liability-cap), a rule, or an issue's number or id; without
    it, everything is shown.
    """
    from contractkit.review.matter import find_matter, load_matter
    from contractkit.review.standing import history_text

    click.echo(history_text(load_matter(matter or find_matter([Path()])), clause), nl=False)
