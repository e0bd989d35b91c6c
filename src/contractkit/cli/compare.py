"""``contractkit compare``: what changed between two rounds, who changed it, and what that does to risk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractkit.cli.options import accepted_findings, format_option, library_option, limit_option
from contractkit.cli.output import format_by, need_other_name, write_or_print, write_whole
from contractkit.errors import UsageError

if TYPE_CHECKING:
    from contractkit.compare.changes import Round
    from contractkit.comparison import Comparison
    from contractkit.review.state import State
    from contractkit.word.limits import Limits

_FORMATS = ("text", "json", "html")
_WIDEST = 100
_NARROWEST = 40


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--playbook", default="customer-support", show_default=True, help="Which playbook judges both.")
@click.option("--customer", multiple=True, metavar="NAME", help="A name under which the files speak of the customer.")
@click.option("--vendor", multiple=True, metavar="NAME", help="A name under which the files speak of the vendor.")
@format_option(*_FORMATS)
@click.option("--full", is_flag=True, help="Show changed paragraphs whole, with all that stayed.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Write the comparison to this file."
)
@click.option(
    "--redline", type=click.Path(path_type=Path), metavar="OUT.docx",
    help="Write OLD with the differences as tracked changes.",
)  # fmt: skip
@click.option("--date", metavar="DATE", help="The date of these tracked changes, such as 2027-01-31. Default: today.")
@click.option(
    "--suppressions", type=click.Path(path_type=Path), metavar="FILE.yaml",
    help="Accepted findings; one that comes back is told first. Default: contractkit/suppressions.yaml, if it exists.",
)  # fmt: skip
@click.option(
    "--matter", type=click.Path(path_type=Path), metavar="FILE",
    help="The matter file; an issue that was agreed or accepted and comes back is told first. Default: the only "
    "*.matter.yaml beside OLD or NEW or one folder up.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["critical", "high", "medium", "low", "never"]), default="high", show_default=True,
    help="Exit with status 1 when a new or worse finding is at least this severe.",
)  # fmt: skip
@limit_option
@library_option
def compare(
    old: Path,
    new: Path,
    *,
    playbook: str,
    customer: tuple[str, ...],
    vendor: tuple[str, ...],
    output_format: str | None,
    full: bool,
    output: Path | None,
    redline: Path | None,
    date: str | None,
    suppressions: Path | None,
    matter: Path | None,
    fail_on: str,
    limits: Limits,
    overlays: tuple[Path, ...],
) -> int:
    """Compare two rounds of one contract: OLD and what came back, NEW.

    Clauses are found again after renumbering and moves. Words that changed without tracking come first. Then: which
    findings are new, worse, solved or back again, which facts moved, and every tracked change with its author. When
    OLD is a draft of contractkit, each change names the clause of our library that it touches.

    \b
    Examples:
      contractkit compare sent.docx returned.docx
      contractkit compare sent.docx returned.docx --format html -o round2.html
      contractkit compare sent.docx returned.docx --redline round2.docx

    Exit status: 0 nothing new at or above --fail-on, 1 something is, or words changed without tracking, or a settled
    finding is back; 2 wrong use, 3 a file cannot be read.
    """
    if bool(customer) != bool(vendor):
        raise click.UsageError("Give both --customer and --vendor, or neither.")
    for target in (output, redline):
        need_other_name(target, old, new, suppressions, matter)
    chosen = output_format or format_by(output, *_FORMATS)
    if output and redline and output.resolve() == redline.resolve():
        raise UsageError(f"-o and --redline both name {output}; give each a file of its own")
    from contractkit.cli.start import KeptExpressions

    expressions = KeptExpressions("compare")
    with expressions.importing():
        from contractkit.check import check_documents
        from contractkit.compare.changes import Round
        from contractkit.compare.rounds import compare_rounds
        from contractkit.library.load import load_library
        from contractkit.review.state import accepted, agreed_again
        from contractkit.word.passport import clauses_by_text
        from contractkit.word.read import read_document
    expressions.save()

    rounds = [
        Round(read_document(path, limits=limits), read_document(path, view="original", limits=limits))
        for path in (old, new)
    ]
    state = _state(matter, old, new)
    library = load_library(overlays)
    library.playbook(playbook)
    roles = {"customer": customer, "vendor": vendor} if customer else None
    before, after = check_documents([one.accepted for one in rounds], playbook, library=library, roles=roles)
    comparison = compare_rounds(
        rounds[0], rounds[1], (before, after), library,
        clauses=clauses_by_text(old, rounds[0].accepted, limits),
        settled=accepted(state) | _settled(suppressions), agreed=agreed_again(state, after.findings),
    )  # fmt: skip
    if redline:
        _write_redline(old, redline, rounds, date, limits)
    write_or_print(output, _formatted(comparison, chosen, full, output))
    return _exit_status(comparison, fail_on)


def _write_redline(old: Path, target: Path, rounds: list[Round], date: str | None, limits: Limits) -> None:
    """Write the old file with the differences as tracked changes, and say what could not be written so."""
    import datetime as dt

    from contractkit.compare.redline import compare_redline
    from contractkit.word.marks import Author

    try:
        day = dt.date.fromisoformat(date) if date else dt.date.today()  # the user's own day
    except ValueError as error:
        raise click.UsageError(f"--date {date}: write a date as year-month-day, such as 2027-01-31.") from error
    author = Author("Comparison", "CMP", f"{day.isoformat()}T00:00:00Z")
    marked = compare_redline(old.read_bytes(), rounds[0].accepted, rounds[1].accepted, author, limits)
    write_whole(target, marked.data)
    for refused in marked.refused:
        click.echo(f"{target}: not written as a tracked change: {refused.reason}", err=True)


def _state(matter: Path | None, *files: Path) -> State:
    """What the matter file says; without --matter, that of the only one beside the files, and it is named."""
    from contractkit.review.matter import SUFFIX, load_matter
    from contractkit.review.state import State, state_of
    from contractkit.yamltext import shown_path

    if matter is not None:
        return state_of(load_matter(matter))
    homes = [file.resolve().parent for file in files]
    folders = dict.fromkeys(folder for home in homes for folder in (home, home.parent))
    found = [path for folder in folders for path in sorted(folder.glob(f"*{SUFFIX}"))]
    if len(found) > 1:
        names = ", ".join(shown_path(path) for path in found)
        click.echo(f"There are several matter files ({names}), so none was read; name one with --matter FILE", err=True)
    if len(found) != 1:
        return State()
    click.echo(f"What was agreed and accepted earlier: {shown_path(found[0])}", err=True)
    return state_of(load_matter(found[0]))


def _settled(suppressions: Path | None) -> dict[str, str]:
    """How findings were settled earlier, by their ids."""
    from contractkit.setaside import load_suppressions

    path = accepted_findings(suppressions)
    return {
        item.finding: f"accepted by {item.author} until {item.expires}: {item.reason}"
        for item in (load_suppressions(path) if path else [])
    }


def _formatted(comparison: Comparison, output_format: str, full: bool, output: Path | None) -> str:
    if output_format == "json":
        from contractkit.report.machine import report_json

        return report_json(comparison)
    if output_format == "html":
        from contractkit.report.html import comparison_html

        return comparison_html(comparison)
    from contractkit.report.compared_text import comparison_text

    width = 80 if output else max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))
    text = comparison_text(comparison, width, full=full)
    return click.unstyle(text) if output or os.environ.get("NO_COLOR") else text


def _exit_status(comparison: Comparison, fail_on: str) -> int:
    from contractkit.findings import SEVERITIES

    if fail_on == "never":
        return 0
    worst_first: tuple[Any, ...] = SEVERITIES
    serious = worst_first[: worst_first.index(fail_on) + 1]
    risen = any(i.state in ("new", "worse") and i.finding.severity in serious for i in comparison.findings)
    return int(risen or comparison.summary.silent > 0 or comparison.summary.back > 0)
