"""``contractkit check``: what is missing, weak, turned round or risky in somebody else's paper."""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractkit.cli.options import accepted_findings, format_option, library_option, limit_option
from contractkit.cli.output import ENDINGS, format_by, need_other_name, write_or_print
from contractkit.errors import ContractKitError, UsageError
from contractkit.processors import begun_beside

if TYPE_CHECKING:
    from contractkit.cli.start import KeptExpressions
    from contractkit.evidence import Evidence
    from contractkit.findings import Report
    from contractkit.library.catalogue import Library
    from contractkit.word.limits import Limits

_WIDEST = 100
_NARROWEST = 40
_CANNOT_BE_READ = 3
_PLAYBOOK = "customer-support"
_FIRST_TIME = "Preparing the phrases of the clause library; until they are kept, a check may take ten seconds and more."


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--playbook", default=_PLAYBOOK, show_default=True, help="Which playbook judges the document.")
@click.option(
    "--type", "document_type", type=click.Choice(["auto", "msa", "sla", "dpa"]), default="auto", show_default=True,
    help="What the document is: services agreement, service levels, data processing.",
)  # fmt: skip
@click.option(
    "--customer", multiple=True, metavar="NAME", help="A name under which the document speaks of the customer."
)
@click.option("--vendor", multiple=True, metavar="NAME", help="A name under which the document speaks of the vendor.")
@format_option(*ENDINGS)
@click.option("--full", is_flag=True, help="Print suggested clauses whole.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT",
    help="Write the report to this file; with several FILEs, one report for each into this folder.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["critical", "high", "medium", "low", "never"]), default="high", show_default=True,
    help="Exit with status 1 when a finding is at least this severe.",
)  # fmt: skip
@click.option(
    "--baseline", type=click.Path(path_type=Path), metavar="REPORT.json",
    help="Show only what this earlier report did not have.",
)  # fmt: skip
@click.option(
    "--suppressions", type=click.Path(path_type=Path), metavar="FILE.yaml",
    help="Findings accepted with reason, author and expiry. Default: contractkit/suppressions.yaml, where it exists.",
)  # fmt: skip
@click.option("--today", metavar="DATE", help="The day on which suppressions are judged, such as 2027-01-31.")
@limit_option
@library_option
def check(
    files: tuple[Path, ...],
    *,
    playbook: str,
    document_type: str,
    customer: tuple[str, ...],
    vendor: tuple[str, ...],
    output_format: str | None,
    full: bool,
    output: Path | None,
    fail_on: str,
    baseline: Path | None,
    suppressions: Path | None,
    today: str | None,
    limits: Limits,
    overlays: tuple[Path, ...],
) -> int:
    """Check contracts: which clauses are missing, weak, turned round or risky, and why.

    FILE is a Word file (.docx). It is only read, never changed, and never leaves this computer. Several files share
    the start of the program; in JSON each report is then one line.

    \b
    Examples:
      contractkit check vendor_draft.docx
      contractkit check vendor_draft.docx --format json -o report.json
      contractkit check vendor_draft.docx --format html -o report.html
      contractkit check second_draft.docx --baseline report.json
      contractkit check drafts/*.docx --format json -o reports
      contractkit check order.docx --customer Buyer --vendor Acme

    Exit status: 0 nothing at or above --fail-on, 1 something is, 2 wrong use, 3 a file cannot be read.
    """
    # A check makes some hundred thousand objects and hardly a cycle among them. Looking for cycles took a tenth of the
    # time.
    gc.set_threshold(1_000_000, 20, 100)
    if bool(customer) != bool(vendor):
        raise click.UsageError("Give both --customer and --vendor, or neither.")
    roles = {"customer": customer, "vendor": vendor} if customer else None
    several = len(files) > 1
    folder = _folder(files, output) if several else None
    need_other_name(output, *files, baseline, suppressions)
    chosen = output_format or format_by(None if several else output, *ENDINGS)
    targets = _targets(files, folder, chosen)
    for written in targets:
        need_other_name(written, *files, baseline, suppressions)
    from contractkit.cli.start import KeptExpressions

    expressions = KeptExpressions("check")
    # The first file is read while the rest is imported and the library is loaded.
    with begun_beside(partial(_gathered, files[0], limits, roles, expressions)) as first:
        with expressions.importing():
            from contractkit.check import check_evidence, prepare
            from contractkit.library.load import load_library
        expressions.save()

        aside = _aside(baseline, suppressions, today)
        library = load_library(overlays)
        book = library.playbook(playbook)
        if not library.has_kept_phrases and sys.stderr.isatty():
            click.echo(_FIRST_TIME, err=True)
        prepare(library)  # the file may still be being read
        kind: Any = None if document_type == "auto" else document_type
        statuses = []
        for number, file in enumerate(files):
            try:
                evidence = _gathered(file, limits, roles, expressions) if number else first()
                report = aside(check_evidence([evidence], book, library, kind)[0])
            except (ContractKitError, OSError) as error:
                if not several or isinstance(error, UsageError):
                    raise
                click.echo(f"contractkit: {error}", err=True)
                statuses.append(_CANNOT_BE_READ)
                continue
            text = _formatted(report, chosen, full, output, library, one_line=several and not output)
            target = targets[number] if targets else output
            write_or_print(target, text)
            if target:
                click.echo(f"{file}: {_counted(report)}", err=True)
            statuses.append(_exit_status(report.summary.findings, fail_on))
    return max(statuses)


def _gathered(
    file: Path, limits: Limits, roles: Mapping[str, tuple[str, ...]] | None, expressions: KeptExpressions
) -> Evidence:
    """What the file says, and who says it."""
    with expressions.importing():
        from contractkit.evidence import gather_evidence
        from contractkit.roles import find_roles
        from contractkit.word.read import read_document
    expressions.save()

    document = read_document(file, limits=limits)
    return gather_evidence(document, find_roles(document, roles))


def _folder(files: tuple[Path, ...], output: Path | None) -> Path | None:
    """The folder for one report a file; every report needs a name of its own."""
    if output is None:
        return None
    names = [file.stem.lower() for file in files]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f'two files are called "{twice[0]}", so their reports would be one; check them apart')
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file; with several FILEs, -o names a folder")
    output.mkdir(parents=True, exist_ok=True)
    return output


def _targets(files: tuple[Path, ...], folder: Path | None, output_format: str) -> list[Path]:
    """The report of each file in the folder; none without a folder."""
    return [folder / f"{file.stem}{ENDINGS[output_format]}" for file in files] if folder else []


def _aside(baseline: Path | None, suppressions: Path | None, today: str | None) -> Callable[[Report], Report]:
    """What takes known and accepted findings out of a report."""
    try:
        day = dt.date.fromisoformat(today) if today else dt.date.today()  # the user's own day
    except ValueError as error:
        raise click.UsageError(f"--today {today}: write a date as year-month-day, such as 2027-01-31.") from error
    path = accepted_findings(suppressions)
    if path is None and baseline is None:
        return lambda report: report
    from contractkit.setaside import load_baseline, load_suppressions, set_aside

    accepted = load_suppressions(path) if path else []
    known = load_baseline(baseline) if baseline else frozenset()
    return lambda report: set_aside(report, accepted, known, day)


def _formatted(
    report: Report, output_format: str, full: bool, output: Path | None, library: Library, *, one_line: bool
) -> str:
    if output_format == "json":
        from contractkit.report.machine import report_json

        return report_json(report, indent=None if one_line else 2)
    if output_format == "sarif":
        from contractkit.report.sarif import report_sarif

        return report_sarif(report)
    titles = {family.id: family.title.en for family in library.families.values()}
    if output_format == "html":
        from contractkit.report.html import report_html

        return report_html(report, titles)
    if output_format == "markdown":
        from contractkit.report.markdown import report_markdown

        return report_markdown(report, titles)
    from contractkit.report.terminal import report_text

    width = 80 if output else max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))
    text = report_text(report, width, titles=titles, full=full)
    return click.unstyle(text) if output or os.environ.get("NO_COLOR") else text


def _counted(report: Report) -> str:
    return ", ".join(f"{count} {severity}" for severity, count in report.summary.findings.items())


def _exit_status(counts: dict[Any, int], fail_on: str) -> int:
    from contractkit.findings import SEVERITIES

    if fail_on == "never":
        return 0
    worst_first: tuple[str, ...] = SEVERITIES
    return int(any(counts[severity] for severity in worst_first[: worst_first.index(fail_on) + 1]))
