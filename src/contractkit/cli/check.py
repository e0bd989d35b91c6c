"""``contractkit check``: what is missing, weak, turned round or risky in somebody else's paper."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import click

from contractkit.cli.options import library_option
from contractkit.cli.output import write_or_print

_WIDEST = 100
_NARROWEST = 40


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--playbook", default="customer-support", show_default=True, help="Which playbook judges the document.")
@click.option(
    "--type", "document_type", type=click.Choice(["auto", "msa", "sla", "dpa"]), default="auto", show_default=True,
    help="What the document is: services agreement, service levels, data processing.",
)  # fmt: skip
@click.option(
    "--customer", multiple=True, metavar="NAME", help="A name under which the document speaks of the customer."
)
@click.option("--vendor", multiple=True, metavar="NAME", help="A name under which the document speaks of the vendor.")
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--full", is_flag=True, help="Print suggested clauses whole.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Write the report to this file.")
@click.option(
    "--fail-on", type=click.Choice(["critical", "high", "medium", "low", "never"]), default="high", show_default=True,
    help="Exit with status 1 when a finding is at least this severe.",
)  # fmt: skip
@library_option
def check(
    file: Path,
    *,
    playbook: str,
    document_type: str,
    customer: tuple[str, ...],
    vendor: tuple[str, ...],
    output_format: str,
    full: bool,
    output: Path | None,
    fail_on: str,
    overlays: tuple[Path, ...],
) -> int:
    """Check a contract: which clauses are missing, weak, turned round or risky, and why.

    FILE is a Word file (.docx). It is only read, never changed, and never leaves this computer.

    \b
    Examples:
      contractkit check vendor_draft.docx
      contractkit check vendor_draft.docx --format json -o report.json
      contractkit check order.docx --customer Buyer --vendor Acme

    Exit status: 0 nothing at or above --fail-on, 1 something is, 2 wrong use, 3 the file cannot be read.
    """
    if bool(customer) != bool(vendor):
        raise click.UsageError("Give both --customer and --vendor, or neither.")
    from contractkit.check import check_document
    from contractkit.library.load import load_library
    from contractkit.word.read import read_document

    library = load_library(overlays)
    library.playbook(playbook)
    roles = {"customer": customer, "vendor": vendor} if customer else None
    kind: Any = None if document_type == "auto" else document_type
    report = check_document(read_document(file), playbook, library=library, document_type=kind, roles=roles)
    write_or_print(output, _formatted(report, output_format, full, output, library))
    return _exit_status(report.summary.findings, fail_on)


def _formatted(report: Any, output_format: str, full: bool, output: Path | None, library: Any) -> str:
    if output_format == "json":
        from contractkit.report.machine import report_json

        return report_json(report)
    from contractkit.report.terminal import report_text

    width = 80 if output else max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))
    titles = {family.id: family.title.en for family in library.families.values()}
    text = report_text(report, width, titles=titles, full=full)
    return click.unstyle(text) if output or os.environ.get("NO_COLOR") else text


def _exit_status(counts: dict[Any, int], fail_on: str) -> int:
    from contractkit.findings import SEVERITIES

    if fail_on == "never":
        return 0
    worst_first: tuple[str, ...] = SEVERITIES
    return int(any(counts[severity] for severity in worst_first[: worst_first.index(fail_on) + 1]))
