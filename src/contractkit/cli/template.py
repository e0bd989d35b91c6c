"""``contractkit template``: the kinds of document, and a copy of one to adapt."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractkit.cli.options import library_option
from contractkit.errors import UsageError

if TYPE_CHECKING:
    from contractkit.library.models import Template

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID_LINE = re.compile(r"^id:.*$", re.MULTILINE)


@click.group()
def template() -> None:
    """List the kinds of document, show one, or copy one to adapt it."""


@template.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@library_option
def list_(form: str, overlays: tuple[Path, ...]) -> None:
    """List the kinds of document and when to use each."""
    from contractkit.library.load import load_library

    templates = [found for _, found in sorted(load_library(overlays).templates.items())]
    if form == "json":
        import json

        click.echo(json.dumps([_entry(found) for found in templates], indent=1, ensure_ascii=False))
        return
    for found in templates:
        click.echo(f"{click.style(found.id, bold=True)}: {found.title}")
        click.echo(click.wrap_text(found.about.strip(), 80, "  ", "  "))


@template.command()
@click.argument("template_id", metavar="ID")
@library_option
def show(template_id: str, overlays: tuple[Path, ...]) -> None:
    """Show one kind of document.

    Its parts, its clauses, and what a deal file must answer for it.
    """
    from contractkit.library.describe import describe
    from contractkit.library.load import load_library

    library = load_library(overlays)
    found = library.template(template_id)
    click.echo(describe(library, template_id))
    click.echo(f"Needs from the deal file: {', '.join(found.needs) or 'everything'}")
    click.echo(f"Folder: {library.shell(template_id).parent}")


@template.command()
@click.argument("template_id", metavar="ID")
@click.option("--as", "name", metavar="NEW", help="Under another id, so that the original stays in use beside it.")
@library_option
def new(template_id: str, name: str | None, overlays: tuple[Path, ...]) -> None:
    """Copy a kind of document into ./contractkit/templates/ to adapt it.

    From then on "contractkit draft" in this folder uses the copy. Change template.yaml (which clauses), the wordings
    in clauses/ if there are any, and shell.docx (the look).
    """
    from contractkit.library.load import PROJECT_FOLDER, load_library

    source = load_library(overlays).shell(template_id).parent
    wanted = name or template_id
    if not _ID.fullmatch(wanted):
        raise UsageError(f'"{wanted}" is no id: use small letters, digits and hyphens, such as my-agreement')
    target = Path(PROJECT_FOLDER, "templates", wanted)
    if target.exists():
        raise UsageError(f"{target} exists already; change it there, or give another id with --as")
    _copy(source, target, wanted)
    click.echo(f"{target} is written. Draft with: contractkit draft deal.yaml -o out.docx --template {wanted}")


def _copy(source: Path, target: Path, name: str) -> None:
    """Copy a template's folder under a new id, whole or not at all. Raises UsageError when that is not possible."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".template-", dir=target.parent) as workshop:
            made = Path(workshop, name)
            shutil.copytree(source, made, copy_function=shutil.copyfile)
            layout = made / "template.yaml"
            text = layout.read_text(encoding="utf-8")
            layout.write_text(_ID_LINE.sub(f"id: {name}", text, count=1), encoding="utf-8")
            made.rename(target)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}") from error


def _entry(found: Template) -> dict[str, object]:
    return {"id": found.id, "type": found.type, "title": found.title, "about": found.about.strip(),
            "needs": list(found.needs), "version": found.version}  # fmt: skip
