"""The questions of a deal, asked one by one in a terminal.

Each answer is handed on as it is given, so that nothing is lost when the interview ends early.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import click
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from contractkit.cli.interview_steps import Kind, Path, Step, answered, at, put, steps
from contractkit.deal.questions import is_open, question_of
from contractkit.deal.shape import allowed, shape_of
from contractkit.library.catalogue import Library

Answers = dict[str, Any]
Save = Callable[[Path, Any], None]
_MOST_KPIS = 10
_HELP = """  Enter   leaves the question open, or takes the answer in [brackets]
  <       goes back to the question before
  ?       says more
  Ctrl-C  ends; what you have answered is kept"""
_MORE_ABOUT = {
    "kpis": "y takes them, with targets that the market reaches; n asks for each one. You can change them in the file.",
    "more": "y asks for one more of them; n goes on. Where none is an answer too, you are asked whether you mean it.",
    "usual": "n takes the usual answer wherever there is one; y shows each of them, so that you can change it.",
}


class _Back(Exception):  # noqa: N818  # a wish, not an error
    """Go back to the question before."""


class _Help(Exception):  # noqa: N818  # as above
    """Say more about the question."""


def interview(library: Library, given: Mapping[str, Any] | None = None, save: Save | None = None) -> Answers:
    """Return the answers, as a deal file holds them. ``given`` are answers of before: only open questions are asked.

    ``save`` is called with the place and the value after each answer. Ctrl-C raises click.Abort.
    """
    click.echo(_HELP)
    talk = _Talk(library, copy.deepcopy(dict(given or {})), save)
    talk.run()
    kept: Answers = _given(talk.answers)
    return kept


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


@dataclass
class _Talk:
    """An interview under way: ``decided`` holds yes and no, ``passed`` the questions behind us, the last one last."""

    library: Library
    answers: Answers
    save: Save | None
    decided: dict[tuple[Kind, Path], bool] = field(default_factory=dict)
    passed: list[Step] = field(default_factory=list)

    def run(self) -> None:
        """Ask until nothing is left."""
        self.decided = answered(self.answers)
        known = {step.key for step in steps(self.decided) if self._known(step)}
        while step := self._next(known):
            try:
                self._ask(step)
                self.passed.append(step)
            except _Back:
                self._back()

    def _known(self, step: Step) -> bool:
        if step.kind == "value":
            value = at(self.answers, step.path)
            return not is_open(value) and not (isinstance(value, list) and any(map(is_open, value)))
        return step.key in self.decided

    def _next(self, known: set[tuple[Kind, Path]]) -> Step | None:
        behind = known | {step.key for step in self.passed}
        return next((step for step in steps(self.decided) if step.key not in behind), None)

    def _back(self) -> None:
        if not self.passed:
            click.echo("  This is the first question.")
            return
        last = self.passed.pop()
        self.decided.pop(last.key, None)

    def _ask(self, step: Step) -> None:
        before = self.passed[-1] if self.passed else None
        if step.kind == "value":
            if step.group and (before is None or before.path[:-1] != step.path[:-1]):
                _heading(step)
            self._ask_value(step)
            return
        if step.kind == "kpis":
            yes = self._ask_kpis(step)
        elif step.kind == "usual":
            click.echo("\nAll else has a usual answer.")
            yes = _yes("Go through the usual answers, to change some?", default=False, kind=step.kind)
        else:
            yes = self._ask_more(step)
        self.decided[step.key] = yes

    def _ask_value(self, step: Step) -> None:
        now = at(self.answers, step.path)
        usual = None if step.field.is_required() else step.field.get_default(call_default_factory=True)
        offered = now if not is_open(now) else usual
        value = _prompt(step.field, step.name, offered if offered not in (None, "", []) else None)
        if value is not None and value != now:
            put(self.answers, step.path, value)
            self._save(step.path)

    def _save(self, path: Path) -> None:
        """Hand on a single answer; of a list the whole list, because its items are made one by one."""
        whole = next((path[:here] for here, part in enumerate(path) if isinstance(part, int)), path)
        if self.save:
            self.save(whole, at(self.answers, whole))

    def _ask_more(self, step: Step) -> bool:
        *place, count = step.path
        question = question_of(step.field, ".".join(map(str, place)))
        if not count:
            click.echo(f"\n{click.style(question.text, bold=True)} {question.why}")
        yes = _yes(f"Add {'another' if count else 'one'}?", default=not count, kind=step.kind)
        items = at(self.answers, tuple(place))
        may_be_empty = not any(getattr(rule, "min_length", 0) for rule in step.field.metadata)
        if not yes and not count and may_be_empty and _yes("Are there none at all?", default=False, kind=step.kind):
            put(self.answers, tuple(place), [])
            self._save(tuple(place))
        if not yes and isinstance(items, list) and isinstance(count, int) and len(items) > count > 0:
            del items[count:]  # taken back
            self._save(tuple(place))
        return yes

    def _ask_kpis(self, step: Step) -> bool:
        channels = [item["channel"] for item in self.answers.get("channels") or [] if item.get("channel")]
        rows = suggested_kpis(self.library, channels)
        if not rows:
            return False
        click.echo("\nUsual service levels for these channels:")
        for row in rows:
            kpi = self.library.kpis[row["kpi"]]
            click.echo(f"  {kpi.name.en}: {row['target']:g} {kpi.unit}")
        if not _yes("Take these? You can change them in the file", default=True, kind="kpis"):
            return False
        put(self.answers, step.path, rows)
        self._save(step.path)
        return True


def _heading(step: Step) -> None:
    about = " ".join((step.group.__doc__ or "").replace("``", "").split()) if step.group else ""
    place = [part if isinstance(part, str) else str(part + 1) for part in step.path[:-1]]
    click.echo(f"\n{click.style(': '.join(place).replace('_', ' ').capitalize(), bold=True)}. {about}")


def _yes(question: str, *, default: bool, kind: Kind) -> bool:
    """Ask for yes or no. Raises _Back for "<"."""
    while True:
        text = click.prompt(question, prompt_suffix=" [Y/n] " if default else " [y/N] ", default="", show_default=False)
        match text.strip().lower():
            case "<":
                raise _Back
            case "?":
                click.echo(f"  {_MORE_ABOUT[kind]}\n{_HELP}")
            case "":
                return default
            case "y" | "yes":
                return True
            case "n" | "no":
                return False
            case _:
                click.echo("  Answer y or n.")


def _prompt(asked: FieldInfo, name: str, offered: Any) -> Any:
    """Ask until the answer fits or is empty. Raises _Back for "<"."""
    question = question_of(asked, name)
    many = shape_of(asked).many
    hints = [hint for hint in (allowed(asked), "several: separate by semicolons" if many else "") if hint]
    hint = f" ({'; '.join(hints)})" if hints else ""
    click.echo(f"\n  {question.text}{hint}")
    click.echo(f"  {click.style(question.why, dim=True)}")
    shown = "; ".join(map(str, offered)) if isinstance(offered, list) else offered
    suffix = "> " if offered is None else f"[{shown}]> "
    while True:
        try:
            value = click.prompt("  ", prompt_suffix=suffix, default="", show_default=False, value_proc=_checked(asked))
        except _Help:
            kind = "numbers, dates as 2027-01-31, or text" if not allowed(asked) else allowed(asked)
            click.echo(f"  {name} in the deal file. Answers may be: {kind}.\n{_HELP}")
            continue
        return offered if value is None else value


def _checked(asked: FieldInfo) -> Callable[[str], Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(_annotated(asked))
    many = shape_of(asked).many

    def check(text: str) -> Any:
        text = text.strip()
        if text in ("<", "?"):
            raise _Back if text == "<" else _Help
        if not text:
            return None
        given: Any = [part.strip() for part in text.split(";") if part.strip()] if many else text
        try:
            value = adapter.validate_python(given)
        except ValidationError as error:
            raise click.UsageError(error.errors()[0]["msg"]) from error
        return value.isoformat() if isinstance(value, dt.date) else value

    return check


def _annotated(asked: FieldInfo) -> Any:
    """The field's type with its limits."""
    return Annotated[(asked.annotation, *asked.metadata)] if asked.metadata else asked.annotation


def _given(value: Any) -> Any:
    """The answers without what was left open."""
    if isinstance(value, dict):
        kept = {key: _given(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner is not None and inner != {}}
    return [_given(item) for item in value] if isinstance(value, list) else value
