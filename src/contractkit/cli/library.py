"""``contractkit library``: list, show and test the clause library, and write its JSON Schemas."""

from __future__ import annotations

from pathlib import Path

import click

from contractkit.cli.options import library_option
from contractkit.cli.output import write_or_print, write_whole
from contractkit.errors import UsageError


@click.group()
def library() -> None:
    """List, show and test the clause library."""


@library.command("list")
@click.argument("kind", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@library_option
def list_(kind: str | None, form: str, overlays: tuple[Path, ...]) -> None:
    """List what the library holds and where each item comes from.

    KIND is families, rules, wordings, kpis, playbooks, law, terms, vocabulary, leanings or templates; without it, an
    overview of all.
    """
    from contractkit.library.listing import entries, listing, overview
    from contractkit.library.load import load_library

    loaded = load_library(overlays)
    if form == "json":
        import json

        click.echo(json.dumps(entries(loaded, kind), indent=1, ensure_ascii=False))
    else:
        click.echo(listing(loaded, kind) if kind else overview(loaded))


@library.command()
@click.argument("item")
@click.option("--file", "as_file", is_flag=True, help="Print the item's own file, to copy and adapt it.")
@library_option
def show(item: str, as_file: bool, overlays: tuple[Path, ...]) -> None:
    """Show one item, or the file that holds it.

    ITEM is a family, rule, wording, KPI, provision of law, playbook, template, term, vocabulary name or leaning.
    Wordings are named like lock-period.preferred.
    """
    from contractkit.library.describe import describe, item_files
    from contractkit.library.load import load_library

    loaded = load_library(overlays)
    if not as_file:
        click.echo(describe(loaded, item))
        return
    for path in item_files(loaded, item):
        click.echo(path.read_text(encoding="utf-8"), nl=False)


@library.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@library_option
@click.pass_context
def test(ctx: click.Context, ids: tuple[str, ...], overlays: tuple[Path, ...]) -> None:
    """Try every example of every rule and check every wording.

    An ID is a family, a rule or a wording such as lock-period.preferred; without one, everything is tried. The exit
    status is 1 when something fails.
    """
    from contractkit.deal import Deal
    from contractkit.library.gather import gather
    from contractkit.library.load import library_folders
    from contractkit.library.validate import validate_library
    from contractkit.proof import Proof, prove

    loaded, problems = gather(library_folders(overlays))
    problems = [*problems, *validate_library(loaded, Deal)]
    mine = [problem for problem in problems if not ids or _concerns(problem.path, ids)]
    unreadable = {problem.path.stem for problem in mine} - loaded.rules.keys()
    left = [name for name in ids if name not in unreadable]
    proof = prove(loaded, left) if left or not ids else Proof(0, 0, 0, ())
    failures = [*mine, *proof.failures]
    for failure in failures:
        click.echo(failure)
    click.echo(
        f"{_count(proof.rules, 'rule')} with {_count(proof.examples, 'example')} and "
        f"{_count(proof.wordings, 'wording')} tried: {_count(len(failures), 'failure')}"
    )
    if len(mine) < len(problems):
        click.echo(f"{_count(len(problems) - len(mine), 'problem')} in other files: contractkit library test")
    ctx.exit(1 if failures else 0)


@library.command()
@click.argument("kind", required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Write the schemas to this folder."
)
@click.option("--check", is_flag=True, help="Compare with the files in DIR; exit status 1 when they differ.")
@click.pass_context
def schema(ctx: click.Context, kind: str | None, output: Path | None, check: bool) -> None:
    """Print or write the JSON Schemas of the file kinds.

    Editors complete and check by them.

    KIND is one of family, rule, wording, kpi, law, definitions, vocabulary, leanings, playbook, template, deal,
    report, comparison and suppressions.
    """
    from contractkit.schemas import schema_names, schema_text

    names = schema_names()
    if kind is not None and kind not in names:
        raise UsageError(f'there is no file kind "{kind}"; known: {", ".join(names)}')
    chosen = [kind] if kind else names
    if output is None:
        if check or kind is None:
            raise UsageError("name a KIND to print its schema, or a folder with -o for all of them")
        write_or_print(None, schema_text(kind))
        return
    files = {output / f"{name}.schema.json": schema_text(name) for name in chosen}
    if check:
        ctx.exit(_compare(files))
    for path, text in files.items():
        write_whole(path, text)


def _compare(files: dict[Path, str]) -> int:
    """Say which files differ from their schema, and return the exit status."""
    stale = [path for path, text in files.items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in stale:
        click.echo(f"{path} is not current: contractkit library schema -o {path.parent}")
    return 1 if stale else 0


def _concerns(path: Path, ids: tuple[str, ...]) -> bool:
    """Whether a library file belongs to one of the families, rules or wordings."""
    names = {*path.parts, path.stem, f"{path.parent.name}.{path.stem.partition('.')[2]}"}
    return any(name.partition("@")[0] in names for name in ids)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
