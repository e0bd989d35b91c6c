"""``contractkit handoff``: the packet for the lawyer, or the one for the other side."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractkit.cli.options import accepted_findings, library_option, limit_option

if TYPE_CHECKING:
    from contractkit.review.handoff import Handoff


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The new folder for the packet.",
)
@click.option("--deal", "deal_file", metavar="DEAL.yaml", type=click.Path(path_type=Path), help="The deal's answers.")
@click.option("--reviewer", default="", metavar="NAME", help="Who reviews; signs our comments and changes.")
@click.option("--author", default="", metavar="NAME", help="Another name to sign comments and changes with.")
@click.option("--initials", default="", help="Initials of that name; made from it when left out.")
@click.option("--round", "number", type=int, metavar="N", help="The round; usually counted by the matter file.")
@click.option("--counterparty", is_flag=True, help="The pack that is safe to send to the other side.")
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day on all papers, such as 2027-01-31. [default: today]",
)
@click.option("--owner", default="", metavar="NAME", help="The business owner of the deal.")
@click.option("--deadline", default="", metavar="TEXT", help="When the answer is due, for the intake sheet.")
@click.option(
    "--marking", default="", metavar="TEXT", help="Printed on our papers; a privilege marking is for counsel to set."
)
@click.option(
    "--comments",
    type=click.Choice(["critical", "high", "medium", "low"]),
    default="medium",
    show_default=True,
    help="The least severity that gets a comment; the issues list has all.",
)
@click.option(
    "--insert",
    type=click.Choice(["critical", "high", "medium", "never"]),
    default="high",
    show_default=True,
    help="The least severity of a missing clause that is added to the text.",
)
@click.option("--playbook", default="customer-support", show_default=True, help="Which playbook judges the document.")
@click.option(
    "--type",
    "document_type",
    type=click.Choice(["auto", "msa", "sla", "dpa"]),
    default="auto",
    show_default=True,
    help="What the document is.",
)
@click.option("--customer", multiple=True, metavar="NAME", help="A name that the document uses for the customer.")
@click.option("--vendor", multiple=True, metavar="NAME", help="A name that the document uses for the vendor.")
@click.option(
    "--suppressions", type=click.Path(path_type=Path), metavar="FILE.yaml",
    help="Findings accepted before. Default: contractkit/suppressions.yaml, where it exists.",
)  # fmt: skip
@click.option(
    "--matter", type=click.Path(path_type=Path), metavar="FILE", help="The matter file. [default: beside DIR]"
)
@limit_option
@library_option
def handoff(  # noqa: PLR0917  # click gives one parameter for each option
    file: Path,
    folder: Path,
    deal_file: Path | None,
    date: dt.datetime | None,
    document_type: Any,
    insert: Any,
    suppressions: Path | None,
    customer: tuple[str, ...],
    vendor: tuple[str, ...],
    overlays: tuple[Path, ...],
    **options: Any,
) -> None:
    """Write the packet on a vendor's draft: marked file, issues list, memo, intake sheet, report, manifest.

    FILE is the vendor's Word file; it is copied, never changed. The packet is written whole or not at all. A matter
    file beside DIR keeps the history; read decisions back with: contractkit review read

    \b
    Examples:
      contractkit handoff vendor_draft.docx -o brightline/round-1 --reviewer "Dana Ortiz"
      contractkit handoff vendor_draft.docx -o brightline/to-vendor-1 --counterparty
    """
    if bool(customer) != bool(vendor):
        raise click.UsageError("Give both --customer and --vendor, or neither.")
    from contractkit.library.load import load_library
    from contractkit.review.handoff import Wishes, write_handoff

    library = load_library(overlays)
    wishes = Wishes(
        **options,
        date=date.date() if date else None,
        insert=None if insert == "never" else insert,
        suppressions=accepted_findings(suppressions),
        document_type=None if document_type == "auto" else document_type,
        roles={"customer": customer, "vendor": vendor} if customer else None,
    )
    deal = None
    if deal_file is not None:
        from contractkit.deal.file import load_deal

        deal = load_deal(deal_file)
    _report(write_handoff(file, folder, wishes, deal=deal, library=library), counterparty=wishes.counterparty)


def _report(done: Handoff, *, counterparty: bool) -> None:
    from contractkit.yamltext import shown_path

    counts = done.report.summary.findings
    changes = len({change.key for change in done.marking.changes.values()})
    click.echo(f"{done.folder}: round {done.round}, {'for the other side' if counterparty else 'internal'}")
    for name in done.files:
        click.echo(f"  {name}")
    found = ", ".join(f"{count} {severity}" for severity, count in counts.items())
    click.echo(f"{found}; {len(done.marking.commented)} issues commented, {changes} tracked changes")
    for finding, reason in done.marking.reasons.items():
        click.echo(f"  no change for issue {done.dossier.issue(finding).number}: {reason}")
    for finding, told in done.dossier.back.items():
        click.echo(f"  issue {done.dossier.issue(finding).number}: {told}")
    for note in done.report.attention:
        if not note.quote:
            click.echo(f"  ? {'; '.join(note.reasons)}")
    if done.doubt:
        click.echo(f"  ? {done.doubt}")
    click.echo(f"History: {shown_path(done.matter)}")
