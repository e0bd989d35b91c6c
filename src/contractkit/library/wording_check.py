"""Whether wordings and definitions can be written out: their templates, anchors, tables and defined terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jinja2 import TemplateAssertionError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel

from contractkit.library.catalogue import Library
from contractkit.library.complaints import Complaint
from contractkit.library.models import Variable, Wording
from contractkit.library.references import TERM
from contractkit.validation import did_you_mean
from contractkit.yamltext import Location

# What drafting offers to templates; contractkit.draft defines them.
NAMES = frozenset({"deal", "terms", "kpis", "has", "ref", "table", "definitions"})
FILTERS = frozenset({"unit", "money", "price", "number", "percent", "date", "join_and", "service_name", "channel_name"})

_ANCHOR = re.compile(r"^\s*\d+\.\s+\{#([a-z0-9-]+)\}", re.MULTILINE)
_MARK = re.compile(r"\{#[a-z0-9-]+\}")
_VARIABLE_TYPES: Mapping[str, tuple[type, ...]] = {
    "integer": (int,), "number": (int, float), "text": (str,), "boolean": (bool,),
}  # fmt: skip


def wording_complaints(library: Library, deal: type[BaseModel] | None = None) -> Iterator[Complaint]:
    """Yield a complaint for everything in a wording, definition or template that drafting would stumble over.

    With the model of a deal file, names below ``deal.`` are checked too.
    """
    checker = _Checker(library, deal)
    for wording in library.wordings.values():
        yield from checker.wording(wording)
    for name, term in library.terms.items():
        place = _Place(library.origins["term", name], ["terms", name, "means"])
        yield from checker.template(term.means, place, {})
    for template in library.templates.values():
        path = library.origins["template", template.id]
        for at, part in enumerate(template.parts):
            yield from checker.template(part.intro, _Place(path, ["parts", at, "intro"]), {})
            for index, choice in enumerate(part.choices):
                place = _Place(path, ["parts", at, "clauses", index])
                yield from checker.template(f"{{{{ {choice.when or 1} }}}}", place, {})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a template text stands; ``where`` is "body" for Markdown, "row" for a table's cell."""

    path: Path
    location: Location
    where: Literal["", "body", "row"] = ""

    @property
    def names(self) -> frozenset[str]:
        """The values that the text may use."""
        return NAMES | {"row"} if self.where == "row" else NAMES

    def complaint(self, message: str, remedy: str, pattern: str) -> Complaint:
        """Return a complaint here; ``pattern`` finds the words in Markdown."""
        return Complaint(self.path, self.location, message, remedy, pattern if self.where == "body" else "")


class _Checker:
    """The checks of one library, with the anchors of all its wordings."""

    def __init__(self, library: Library, deal: type[BaseModel] | None) -> None:
        self.library = library
        self.deal = deal
        self.environment = SandboxedEnvironment()
        self.environment.filters.update(dict.fromkeys(FILTERS, str))  # templates are only parsed here
        self.anchors: dict[str, set[str]] = {}
        for (owner, _, _), wording in library.wordings.items():
            self.anchors.setdefault(owner, set()).update(_ANCHOR.findall(wording.body))

    def wording(self, wording: Wording) -> Iterator[Complaint]:
        """Yield what is wrong in one wording."""
        path = self.library.origins["wording", f"{wording.owner_id}/{wording.language}.{wording.position}"]
        yield from self.template(wording.body, _Place(path, [], "body"), wording.variables, wording)
        for place, text in _short_texts(wording, path):
            yield from self.template(text, place, wording.variables)
        for name, variable in wording.variables.items():
            yield from _variable(path, name, variable)
        for anchor in _repeated(_ANCHOR.findall(wording.body)):
            pattern = rf"\{{#{anchor}\}}"
            yield Complaint(path, [], f'the anchor "{anchor}" stands here twice', "Give one another name.", pattern)

    def template(
        self, text: str, place: _Place, variables: Mapping[str, Variable], wording: Wording | None = None
    ) -> Iterator[Complaint]:
        """Yield what is wrong in one template text."""
        for name in TERM.findall(text):
            if name not in self.library.terms:
                remedy = did_you_mean(name, sorted(self.library.terms))
                yield place.complaint(f'"{name}" is not a defined term', remedy, re.escape(f"[[{name}]]"))
        try:
            tree = self.environment.parse(_MARK.sub("", text))  # jinja2 takes {# for a comment
        except TemplateSyntaxError as error:
            line = text.splitlines()[error.lineno - 1]
            yield place.complaint(f"the template cannot be read: {error.message}", "", re.escape(line))
            return
        yield from self._filters(tree, place)
        yield from _values(tree, place, variables)
        if self.deal is not None:
            yield from _deal_names(tree, place, self.deal)
        called = {(function == "table", target) for function, target in _called(tree)}
        for is_table, target in sorted(called):
            for message, remedy in self._target(target, wording, is_table=is_table):
                yield place.complaint(message, remedy, re.escape(target))

    def _filters(self, tree: nodes.Template, place: _Place) -> Iterator[Complaint]:
        for found in tree.find_all(nodes.Filter):
            if found.name not in self.environment.filters:
                remedy = did_you_mean(found.name, sorted(FILTERS))
                yield place.complaint(f'there is no filter "{found.name}"', remedy, rf"\|\s*{found.name}\b")

    def _target(self, target: str, wording: Wording | None, *, is_table: bool) -> Iterator[tuple[str, str]]:
        """Yield message and remedy when ``ref``, ``has`` or ``table`` names what does not exist."""
        if is_table:
            tables = sorted(wording.tables) if wording else []
            if target not in tables:
                yield f'there is no table "{target}" in the front matter', did_you_mean(target, tables)
            return
        family, _, anchor = target.partition("#")
        own = f"{wording.template}/{family}" if wording and wording.template else ""
        if own in self.anchors:
            family = own
        elif family not in self.library.families:
            yield f'there is no family "{family}"', did_you_mean(family, sorted(self.library.families))
            return
        if anchor and anchor not in self.anchors.get(family, ()):
            known = sorted(self.anchors.get(family, ()))
            yield f'no wording of "{family}" has the anchor "{anchor}"', did_you_mean(anchor, known)


def _short_texts(wording: Wording, path: Path) -> Iterator[tuple[_Place, str]]:
    """Yield the expressions and templates of the front matter, expressions made templates."""
    for at, invariant in enumerate(wording.invariants):
        yield _Place(path, ["invariants", at, "that"]), f"{{{{ {invariant.that} }}}}"
    for name, table in wording.tables.items():
        yield _Place(path, ["tables", name, "caption"]), table.caption
        if isinstance(table.rows, str):
            yield _Place(path, ["tables", name, "rows"]), f"{{{{ {table.rows} }}}}"
        for index, column in enumerate(table.columns):
            yield _Place(path, ["tables", name, "columns", index, "value"], "row"), column.value


def _values(tree: nodes.Template, place: _Place, variables: Mapping[str, Variable]) -> Iterator[Complaint]:
    """Yield a complaint for every value that drafting does not know."""
    try:
        used = meta.find_undeclared_variables(tree)
    except TemplateAssertionError:
        return  # an unknown filter, already complained about
    for name in sorted(used - place.names):
        yield place.complaint(f'there is no value "{name}"', did_you_mean(name, sorted(place.names)), rf"\b{name}\b")
    for found in tree.find_all(nodes.Getattr):
        if isinstance(found.node, nodes.Name) and found.node.name == "terms" and found.attr not in variables:
            remedy = did_you_mean(found.attr, sorted(variables))
            yield place.complaint(f'there is no variable "{found.attr}"', remedy, rf"\bterms\.{found.attr}\b")


def _deal_names(tree: nodes.Template, place: _Place, deal: type[BaseModel]) -> Iterator[Complaint]:
    """Yield a complaint for every ``deal.a.b`` that a deal file cannot hold."""
    for found in tree.find_all(nodes.Getattr):
        owner = _model_of(found.node, deal)
        if owner is not None and found.attr not in owner.model_fields:
            remedy = did_you_mean(found.attr, sorted(owner.model_fields))
            yield place.complaint(f'a deal has no "{found.attr}" here', remedy, rf"\.{found.attr}\b")


def _model_of(node: nodes.Node, deal: type[BaseModel]) -> type[BaseModel] | None:
    """The model that an expression such as ``deal.term`` gives, or None when it is not one."""
    if isinstance(node, nodes.Name):
        return deal if node.name == "deal" else None
    if isinstance(node, nodes.Getattr):
        owner = _model_of(node.node, deal)
        field = owner.model_fields.get(node.attr) if owner else None
        kind = field.annotation if field else None
        return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
    return None


def _called(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """Yield the calls of ref, has and table with a literal first argument."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("ref", "has", "table") and call.args:
            argument = call.args[0]
            if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
                yield call.node.name, argument.value


def _variable(path: Path, name: str, variable: Variable) -> Iterator[Complaint]:
    default: Any = variable.default
    if default is None:
        return
    location = ["variables", name, "default"]
    expected = _VARIABLE_TYPES[variable.type]
    if not isinstance(default, expected) or (isinstance(default, bool) and variable.type != "boolean"):
        yield Complaint(path, location, f"the default is not of type {variable.type}")
    elif isinstance(default, (int, float)) and not _within(default, variable):
        yield Complaint(path, location, f"the default {default} lies outside min and max")
    elif variable.choices and default not in variable.choices:
        yield Complaint(path, location, f'the default "{default}" is not one of the choices')


def _within(value: float, variable: Variable) -> bool:
    return (variable.min is None or value >= variable.min) and (variable.max is None or value <= variable.max)


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
