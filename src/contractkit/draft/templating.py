"""Values into text: jinja2 in a sandbox, with every value kept apart from the text around it.

The library's text may hold marks for emphasis and defined terms; a value never does. So each value leaves jinja2 as
a numbered token and is put back only after the marks have been read: no value can change the structure.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, nodes, pass_context
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel

from contractkit.deal import Style
from contractkit.draft.compiled import COMPILED
from contractkit.draft.confirmations import UnconfirmedNumber, UnconfirmedText, path_of
from contractkit.draft.markdown import BOLD, BOLD_END, ITALIC, ITALIC_END
from contractkit.draft.pieces import DefinitionsMark, Mark, Piece, Pointer, Rendered, TableMark
from contractkit.draft.wording_style import FILTERS, STYLED, count, counts_in, date, style_in, typographic
from contractkit.errors import LibraryError
from contractkit.manuscript import Emphasis, Text

__all__ = ["DefinitionsMark", "Pointer", "Rendered", "TableMark", "evaluate", "pointers", "render_text", "render_texts"]

_TOKEN = re.compile(f"\ue000(\\d+)\ue001|([{BOLD}{BOLD_END}{ITALIC}{ITALIC_END}])|\\[\\[([^\\[\\]]+)\\]\\]")
_PUT = re.compile("\ue000(\\d+)")
_SPACE = re.compile(r"[ \t\r\n]+")
_BETWEEN = "\ue020\n"  # each text on a line of its own, so that jinja2 can say which one fails
_BLOCKS = re.compile(r"\{%-?\s*(end)?(?:if|for)\b")
_SINK = "values_put_out"
# Constructs that would hand a token on as if it were a value, or read other files.
_REFUSED = (
    nodes.AssignBlock, nodes.FilterBlock, nodes.Macro, nodes.CallBlock, nodes.Block, nodes.Extends, nodes.Include,
    nodes.Import, nodes.FromImport,
)  # fmt: skip


def render_text(template: str, values: Mapping[str, Any], place: str) -> Rendered:
    """Return ``template`` with its values. Raises LibraryError, naming ``place``, when a value is missing or unfit."""
    return render_texts([template], values, place)[0]


def render_texts(templates: Sequence[str], values: Mapping[str, Any], place: str) -> list[Rendered]:
    """Return each of the templates with its values. They are compiled as one, which is several times faster.

    Raises LibraryError, naming ``place`` and the text, when a value is missing or unfit or a condition does not end.
    """
    sink: list[Any] = []
    for template in templates:
        ends = [found == "end" for found in _BLOCKS.findall(template)]
        if 2 * sum(ends) != len(ends):
            raise LibraryError(f"{place}: an {{% if %}} or {{% for %}} must end in its own text: {_shown(template)}")
    joined = _BETWEEN.join(templates)
    if "{{" in joined or "{%" in joined:
        try:
            joined = _compiled(joined).render({**values, _SINK: sink})
        except (TemplateError, SecurityError, ValueError, TypeError, LookupError, AttributeError) as error:
            raise LibraryError(f"{place}: {_reason(error)} in: {_failing(templates, error)}") from error
    style = style_in(values)
    return [_read(text, sink, style) for text in joined.split(_BETWEEN)]


def evaluate(expression: str, values: Mapping[str, Any], place: str) -> Any:
    """Return the value of a jinja2 expression. Raises LibraryError, naming ``place``, when it has none."""
    try:
        result = _expression(expression)(**values)
    except (TemplateError, SecurityError, ValueError, TypeError, KeyError) as error:
        raise LibraryError(f"{place}: {_reason(error)} in: {expression}") from error
    if isinstance(result, Undefined):
        raise LibraryError(f"{place}: nothing is known under: {expression}")
    return result


class _Environment(SandboxedEnvironment):
    """The sandbox, narrowed: of a model only its fields, of a dict its keys before its methods."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, BaseModel):
            return attr in type(obj).model_fields
        return super().is_safe_attribute(obj, attr, value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


@pass_context
def _keep(context: Context, value: Any) -> str:
    """Put a value aside and print its token."""
    if isinstance(value, Undefined):
        return str(value)  # StrictUndefined raises here, with the name of what is missing
    sink = context[_SINK]
    sink.append(_printable(value, context))
    return f"\ue000{len(sink) - 1}\ue001"


def _printable(value: Any, context: Context) -> str | Pointer | Mark:
    if isinstance(value, (str, Pointer, TableMark, DefinitionsMark)):
        return value
    if isinstance(value, UnconfirmedNumber):
        return UnconfirmedText(count(value, style_in(context)), value.path)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return count(value, style_in(context))
    if isinstance(value, dt.date):
        return date(value, style_in(context))
    raise TypeError(f"a value of type {type(value).__name__} cannot be printed; use a filter such as join_and")


def _carrying(made: Callable[..., str]) -> Callable[..., str]:
    """Return a filter whose result remembers that its value is unconfirmed."""

    def carrying(value: Any, *more: Any) -> str:
        path = path_of(value)
        shown = made(value, *more)
        return UnconfirmedText(shown, path) if path else shown

    return carrying


def _styled(made: Callable[..., str]) -> Callable[..., str]:
    """Return a filter that writes in the style of the deal whose values stand in the template."""

    @pass_context
    def styled(context: Context, value: Any, *more: Any) -> str:
        return _carrying(partial(made, context))(value, *more)

    return styled


@lru_cache(maxsize=1)
def _environment() -> _Environment:
    environment = _Environment(
        undefined=StrictUndefined, finalize=_keep, autoescape=False, keep_trailing_newline=True, optimized=False
    )
    environment.filters.update({name: _carrying(made) for name, made in FILTERS.items()})
    environment.filters.update({name: _styled(made) for name, made in STYLED.items()})
    return environment


@lru_cache(maxsize=1)
def _calls() -> str:
    """How compiled code calls the filters: code that calls them in another way must not be used."""
    filters = _environment().filters
    return " ".join(name + str(getattr(filters[name], "jinja_pass_arg", "")) for name in sorted(filters))


@lru_cache(maxsize=8192)
def _compiled(template: str) -> Template:
    environment = _environment()
    key = f"{_calls()}\n{template}"
    code = COMPILED.get(key)
    if code is None:
        tree = environment.parse(template)
        if any(tree.find_all(_REFUSED)):
            raise TemplateError("only values, {% if %}, {% for %} and {% set a = b %} may stand here")
        code = environment.compile(tree)
        COMPILED.put(key, code)
    return Template.from_code(environment, code, environment.make_globals(None))


@lru_cache(maxsize=1024)
def _expression(expression: str) -> Any:
    # What compile_expression does, by way of a template, so that it is kept like one.
    return TemplateExpression(_compiled(f"{{% set result = ({expression}) %}}"), undefined_to_none=False)


def _reason(error: Exception) -> str:
    return getattr(error, "message", None) or str(error)


def _failing(templates: Sequence[str], error: Exception) -> str:
    """Return the text in which jinja2 failed: the first one, when it does not say."""
    line = getattr(error, "lineno", None)
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return _shown(templates[min(line or 1, len(templates)) - 1])


def _shown(template: str) -> str:
    text = "".join(char for char in template if char < "\ue000")
    return text if len(text) <= 160 else f"{text[:157]}…"


@dataclass
class _Writer:
    """Pieces written so far; literal spaces are joined, so that a dropped condition leaves no gap."""

    pieces: list[Piece] = field(default_factory=list)
    terms: set[str] = field(default_factory=set)
    unconfirmed: set[tuple[str, str]] = field(default_factory=set)
    bold: bool = False
    italic: bool = False
    after_space: bool = True

    def literal(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        if self.after_space and text.startswith(" "):
            text = text[1:]
        if text:
            self.value(typographic(text, self._last_character()))
            self.after_space = text.endswith(" ")

    def _last_character(self) -> str:
        last = self.pieces[-1] if self.pieces else Text(" ")
        return last.text[-1:] if isinstance(last, Text) else "x"

    def value(self, text: str) -> None:
        emphasis: Emphasis | None = "bold" if self.bold else "italic" if self.italic else None
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, Text) and last.emphasis == emphasis:
            self.pieces[-1] = Text(last.text + text, emphasis)
        elif text:
            self.pieces.append(Text(text, emphasis))
        self.after_space = False

    def unconfirmed_value(self, value: UnconfirmedText) -> None:
        self.unconfirmed.add((value.path, str(value)))
        self.pieces.append(Text(f"[CONFIRM: {value}]", "confirm"))
        self.after_space = False

    def mark(self, mark: str) -> None:
        if mark in (BOLD, BOLD_END):
            self.bold = mark == BOLD
        else:
            self.italic = mark == ITALIC

    def rendered(self) -> Rendered:
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, Text) and self.after_space:
            self.pieces[-1] = Text(last.text.rstrip(" "), last.emphasis)
        return Rendered(
            tuple(piece for piece in self.pieces if piece != Text("")),
            frozenset(self.terms),
            frozenset(self.unconfirmed),
        )


def _read(text: str, sink: list[Any], style: Style) -> Rendered:
    values = tuple([sink[int(number)] for number in _PUT.findall(text)])
    if any(isinstance(value, UnconfirmedText) for value in values):
        return _read_marks(_with_counts(text, style.numbers, style.locale), values)  # equal to a confirmed text
    return _filled(text, style.numbers, style.locale, values)


@lru_cache(maxsize=8192)
def _filled(text: str, numbers: str, locale: str, values: tuple[str | Pointer | Mark, ...]) -> Rendered:
    """A text and the values in it, in their order: often the same in many deals of one style."""
    return _read_marks(_with_counts(text, numbers, locale), values)


@lru_cache(maxsize=8192)
def _with_counts(text: str, numbers: str, locale: str) -> str:
    return counts_in(text, Style.model_validate({"numbers": numbers, "locale": locale}))


def _read_marks(text: str, values: Iterable[str | Pointer | Mark]) -> Rendered:
    writer = _Writer()
    position = 0
    waiting = iter(values)
    for match in _TOKEN.finditer(text):
        writer.literal(text[position : match.start()])
        position = match.end()
        token, mark, term = match.groups()
        if token is not None:
            _put(writer, next(waiting))
        elif mark:
            writer.mark(mark)
        else:
            writer.terms.add(term)
            writer.value(term)
    writer.literal(text[position:])
    return writer.rendered()


def _put(writer: _Writer, value: str | Pointer | Mark) -> None:
    if isinstance(value, UnconfirmedText):
        writer.unconfirmed_value(value)
    elif isinstance(value, str):
        writer.value(_SPACE.sub(" ", value) if "\n" in value or "\r" in value else value)
    else:
        writer.pieces.append(value)
        writer.after_space = False


def pointers(rendered: Rendered) -> Iterator[str]:
    """Yield the targets of the cross-references in a text."""
    return (piece.target for piece in rendered.pieces if isinstance(piece, Pointer))
