"""``contractkit draft``: a contract from a deal file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractkit.cli.options import chosen_look, library_option, look_options
from contractkit.cli.output import need_other_name, write_whole
from contractkit.errors import UsageError

if TYPE_CHECKING:
    from contractkit.cli.sheets import Order
    from contractkit.library.catalogue import Library


@click.command()
@click.argument("deal_file", metavar="[DEAL]", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="OUT.docx",
    type=click.Path(path_type=Path),
    help="The Word file to write; with --from, the folder for the files.",
)
@click.option("--from", "sheet", metavar="DEALS.xlsx", type=click.Path(path_type=Path), help="Draft a contract a row.")
@click.option(
    "--make-sheet", "new_sheet", metavar="DEALS.xlsx", type=click.Path(path_type=Path), help="Write such a workbook."
)
@click.option("--template", default="agreement", show_default=True, metavar="ID", help="The kind of document.")
@click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="An answer, such as term.months=24.")
@click.option(
    "--position",
    "positions",
    multiple=True,
    metavar="FAMILY=POSITION",
    help="How far to give way, such as lock-period=fallback-1.",
)
@look_options
@click.option("--missing", is_flag=True, help="Write nothing; list what is still to be answered, and by whom.")
@library_option
def draft(  # noqa: PLR0917  # click gives one parameter for each option
    deal_file: Path | None,
    output: Path | None,
    sheet: Path | None,
    new_sheet: Path | None,
    template: str,
    sets: tuple[str, ...],
    positions: tuple[str, ...],
    missing: bool,
    overlays: tuple[Path, ...],
    **look: Any,
) -> None:
    """Draft a contract from a deal file, as a Word file that a lawyer can go on working in.

    The same deal always gives the same file. A deal that is incomplete or contradicts itself is refused, with every
    reason at once. Write a deal file to fill in with: contractkit init
    """
    from contractkit.library.load import load_library

    library = load_library(overlays)
    library.template(template)
    if [deal_file, sheet, new_sheet].count(None) != 2 or (missing and deal_file is None):
        raise click.UsageError("give one of: a deal file, --from DEALS.xlsx, --make-sheet DEALS.xlsx")
    if new_sheet is not None:
        _make_sheet(new_sheet, library)
        return
    if sheet is not None:
        from contractkit.cli.sheets import Order

        order = Order(template, chosen_positions(positions), overlays, chosen_look(**look))
        _draft_sheet(sheet, output, order, sets)
        return
    assert deal_file is not None  # noqa: S101  # one of the three is given
    if missing:
        _print_missing(deal_file, sets, template, library)
        return
    if output is None:
        raise click.UsageError("say where the contract goes: -o OUT.docx")
    if output.suffix.lower() != ".docx":
        raise UsageError(f"{output}: the contract is a Word file; give a name that ends in .docx")
    need_other_name(output, deal_file, look["theme"], look["reference"])
    from contractkit.deal.file import load_deal
    from contractkit.draft import draft_contract

    deal = load_deal(deal_file, sets, library.template(template).needs)
    content = draft_contract(deal, template, library, chosen_positions(positions), chosen_look(**look))
    write_whole(output, content)
    parties = " and ".join(party.name for party in (deal.customer, deal.vendor) if party)
    click.echo(f"{output}: {library.template(template).title}, {parties}")


def _make_sheet(path: Path, library: Library) -> None:
    from contractkit.cli.sheets import write_empty_sheet

    if path.exists():
        raise UsageError(f"{path} exists already; give another name")
    write_empty_sheet(path, library)
    click.echo(f"{path} is written. One row is one contract. Then: contractkit draft --from {path} -o FOLDER")


def _draft_sheet(sheet: Path, folder: Path | None, order: Order, sets: tuple[str, ...]) -> None:
    from contractkit.cli.sheets import draft_sheet

    if folder is None:
        raise click.UsageError("say where the contracts go: -o FOLDER")
    count = draft_sheet(sheet, folder, order, sets)
    click.echo(f"{folder}: {count} {'contract' if count == 1 else 'contracts'} from {sheet}")


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
