"""The questions of a deal, asked one by one in a terminal. An empty answer leaves a question open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any

import click
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from contractkit.deal import Deal
from contractkit.deal.questions import question_of
from contractkit.deal.shape import allowed, shape_of
from contractkit.library.catalogue import Library

Answers = dict[str, Any]
_MOST_KPIS = 10


def interview(library: Library) -> Answers:
    """Return the answers that were given, as a deal file holds them; Ctrl-C ends the command and writes nothing."""
    click.echo("Answer what you know; press Enter to leave a question open. Ctrl-C stops and writes nothing.")
    answers: Answers = {}
    for name, field in Deal.model_fields.items():
        if name == "kpis":
            answers[name] = _service_levels(library, answers)
        elif field.is_required():
            answers[field.alias or name] = _answer(field, name)
    given: Answers = _given(answers)
    return given


def suggested_kpis(library: Library, channels: list[str]) -> list[Answers]:
    """Return usual service levels for the channels: those that bear credits, with the market's typical target.

    The weights share out the amount at risk; the first one with a floor also opens the performance exit.
    """
    fitting = [
        kpi
        for _, kpi in sorted(library.kpis.items())
        if kpi.credit_bearing
        and kpi.target.typical is not None
        and (kpi.channels == ["all"] or set(kpi.channels) & set(channels))
    ][:_MOST_KPIS]
    rows: list[Answers] = [
        {"kpi": kpi.id, "target": kpi.target.typical, "threshold": kpi.threshold, "weight": 100 // len(fitting)}
        for kpi in fitting
    ]
    first = next((at for at, kpi in enumerate(fitting) if kpi.target.floor is not None), None)
    if first is not None:
        rows[first] |= {"exit_trigger": True, "exit_below": fitting[first].target.floor}
    return rows


def _service_levels(library: Library, answers: Answers) -> Any:
    channels = [item["channel"] for item in answers.get("channels") or [] if item.get("channel")]
    rows = suggested_kpis(library, channels)
    click.echo("\nUsual service levels for these channels:")
    for row in rows:
        kpi = library.kpis[row["kpi"]]
        click.echo(f"  {kpi.name.en}: {row['target']:g} {kpi.unit}")
    if rows and click.confirm("Take these? You can change them in the file", default=True):
        return rows
    return _answer(Deal.model_fields["kpis"], "kpis")


def _answer(field: FieldInfo, path: str) -> Any:
    """Ask for one field: a value, a list, a group of questions, or a list of groups."""
    shape = shape_of(field)
    if shape.model is not None and not shape.many:
        _heading(path, shape.model)
        return _group(shape.model, path)
    if shape.model is None:
        return _prompt(field, path)
    rows: list[Answers] = []
    question = question_of(field, path)
    click.echo(f"\n{click.style(question.text, bold=True)} {question.why}")
    while click.confirm(f"Add {'another' if rows else 'one'}?", default=not rows):
        rows.append(_group(shape.model, path))
    return rows or None


def _group(model: type[BaseModel], path: str) -> Answers:
    return {name: _answer(field, f"{path}.{name}") for name, field in model.model_fields.items() if field.is_required()}


def _heading(path: str, model: type[BaseModel]) -> None:
    about = " ".join((model.__doc__ or "").replace("``", "").split())
    click.echo(f"\n{click.style(path.replace('_', ' ').replace('.', ': ').capitalize(), bold=True)}. {about}")


def _prompt(field: FieldInfo, path: str) -> Any:
    """Ask until the answer fits or is empty."""
    question = question_of(field, path)
    many = shape_of(field).many
    hints = [hint for hint in (allowed(field), "several: separate by semicolons" if many else "") if hint]
    hint = f" ({'; '.join(hints)})" if hints else ""
    click.echo(f"\n  {question.text}{hint}")
    click.echo(f"  {click.style(question.why, dim=True)}")
    return click.prompt("  ", prompt_suffix="> ", default="", show_default=False, value_proc=_checked(field, many))


def _checked(field: FieldInfo, many: bool) -> Callable[[str], Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(_annotated(field))

    def check(text: str) -> Any:
        if not text.strip():
            return None
        given: Any = [part.strip() for part in text.split(";") if part.strip()] if many else text.strip()
        try:
            value = adapter.validate_python(given)
        except ValidationError as error:
            raise click.UsageError(error.errors()[0]["msg"]) from error
        return value.isoformat() if isinstance(value, dt.date) else value

    return check


def _annotated(field: FieldInfo) -> Any:
    """The field's type with its limits."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def _given(value: Any) -> Any:
    """The answers without what was left open."""
    if isinstance(value, dict):
        kept = {key: _given(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, {}, [])}
    return [_given(item) for item in value] if isinstance(value, list) else value
