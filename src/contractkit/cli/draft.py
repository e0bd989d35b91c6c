"""``contractkit draft``: a contract from a deal file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractkit.cli.options import library_option
from contractkit.cli.output import write_whole
from contractkit.errors import UsageError

if TYPE_CHECKING:
    from contractkit.library.catalogue import Library


@click.command()
@click.argument("deal_file", metavar="DEAL", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="OUT.docx", type=click.Path(path_type=Path), help="The Word file to write.")
@click.option("--template", default="agreement", show_default=True, metavar="ID", help="The kind of document.")
@click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="An answer, such as term.months=24.")
@click.option(
    "--position",
    "positions",
    multiple=True,
    metavar="FAMILY=POSITION",
    help="How far to give way, such as lock-period=fallback-1.",
)
@click.option("--missing", is_flag=True, help="Write nothing; list what is still to be answered, and by whom.")
@library_option
def draft(  # noqa: PLR0917  # click gives one parameter for each option
    deal_file: Path,
    output: Path | None,
    template: str,
    sets: tuple[str, ...],
    positions: tuple[str, ...],
    missing: bool,
    overlays: tuple[Path, ...],
) -> None:
    """Draft a contract from a deal file, as a Word file that a lawyer can go on working in.

    The same deal always gives the same file. A deal that is incomplete or contradicts itself is refused, with every
    reason at once. Write a deal file to fill in with: contractkit init
    """
    from contractkit.library.load import load_library

    library = load_library(overlays)
    library.template(template)
    if missing:
        _print_missing(deal_file, sets, template, library)
        return
    if output is None:
        raise click.UsageError("say where the contract goes: -o OUT.docx")
    if output.suffix.lower() != ".docx":
        raise UsageError(f"{output}: the contract is a Word file; give a name that ends in .docx")
    from contractkit.deal.file import load_deal
    from contractkit.draft import draft_contract

    deal = load_deal(deal_file, sets)
    content = draft_contract(deal, template, library, chosen_positions(positions))
    write_whole(output, content)
    click.echo(f"{output}: {library.template(template).title}, {deal.customer.name} and {deal.vendor.name}")


def chosen_positions(given: tuple[str, ...]) -> dict[str, str]:
    """Return the positions of ``--position`` options. Raises UsageError for one that is not FAMILY=POSITION."""
    chosen = {}
    for item in given:
        family, equals, position = item.partition("=")
        if not (family and equals and position):
            raise UsageError(f"--position {item}: write FAMILY=POSITION, such as lock-period=fallback-1")
        chosen[family.strip()] = position.strip()
    return chosen


def _print_missing(deal_file: Path, sets: tuple[str, ...], template: str, library: Library) -> None:
    """Print the open questions by the party that can answer them."""
    from contractkit.deal.file import read_answers, with_sets
    from contractkit.draft.questions import missing_answers

    questions = missing_answers(with_sets(read_answers(deal_file).data, sets), library, template)
    if not questions:
        click.echo(f"{deal_file}: nothing is left to answer.")
        return
    headings = {"customer": "Customer answers", "vendor": "Vendor answers", "both": "Both parties agree"}
    click.echo(f"{deal_file}: {len(questions)} left to answer.")
    for who, heading in headings.items():
        asked = [question for question in questions if question.answered_by == who]
        if asked:
            click.echo(f"\n{heading} ({len(asked)})")
        for question in asked:
            click.echo(f"  {question.path}: {question.text}")
            if question.why:
                click.echo(f"    {question.why}")
