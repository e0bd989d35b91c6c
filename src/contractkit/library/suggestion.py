"""Our wording as plain text to propose to the other side, in the names that their document uses.

No deal is known when somebody else's paper is read, so values that only a deal could give stand as "[months]".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from contractkit.deal import Deal
from contractkit.library.models import Wording

_ANCHOR = re.compile(r"\{#[\w-]+\}\s*")
_BRANCH = re.compile(
    r"\{%-?\s*if\b.*?%\}(?P<then>.*?)(?:\{%-?\s*(?:else|elif\b.*?)\s*-?%\}.*?)?\{%-?\s*endif\s*-?%\}", re.DOTALL
)
_STATEMENT = re.compile(r"\{%.*?%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{-?\s*(?P<expression>.*?)\s*-?\}\}", re.DOTALL)
_REFERENCE = re.compile(r"""ref\(\s*["'](?P<family>[\w-]+)(?:#[\w-]+)?["']""")
_PATH = re.compile(r"(?P<root>deal|terms)\.(?P<path>[\w.]+)")
_UNIT = re.compile(r"""\|\s*unit\(\s*["'](?P<unit>[\w-]+)["']""")
_ITEM = re.compile(r"^(?P<indent> *)(?P<number>\d{1,2})\.(?= )")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TERM = re.compile(r"\[\[(?P<term>[^\]|]+)(?:\|(?P<shown>[^\]]+))?\]\]")


def suggestion_text(wording: Wording, customer: str, vendor: str, titles: Mapping[str, str]) -> str:
    """Return the wording as plain text with the parties' names; ``titles`` names the clauses that it refers to."""
    text = _ANCHOR.sub("", wording.body)
    while _BRANCH.search(text):
        text = _BRANCH.sub(lambda match: match["then"], text)
    text = _STATEMENT.sub("", text)
    text = _VALUE.sub(lambda match: _plain_value(match["expression"], wording, titles), text)
    text = _TERM.sub(lambda match: match["shown"] or match["term"], text).replace("**", "")
    text = _lettered(_rename(text, {"Customer": customer, "Vendor": vendor}))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _lettered(text: str) -> str:
    """Nested list items with the labels that they have in a contract: 1. stays, below it (a), below that (i)."""
    return "\n".join(
        _ITEM.sub(lambda match: match["indent"] + _label(int(match["number"]), len(match["indent"]) // 3), line)
        for line in text.splitlines()
    )


def _label(number: int, depth: int) -> str:
    if depth == 0:
        return f"{number}."
    labels = _LETTERS if depth == 1 else _ROMAN
    return f"({labels[number - 1] if number <= len(labels) else number})"


def _rename(text: str, names: Mapping[str, str]) -> str:
    return re.sub(r"\b(?:Customer|Vendor)\b", lambda match: names[match.group()], text)


def _plain_value(expression: str, wording: Wording, titles: Mapping[str, str]) -> str:
    reference = _REFERENCE.search(expression)
    if reference:
        return f"the clause on {titles.get(reference['family'], reference['family']).lower()}"
    if expression.startswith(("table(", "definitions(")):
        return ""
    path = _PATH.search(expression)
    if path is None:
        return "[to be agreed]"
    value = _default_of(path["root"], path["path"], wording)
    unit = _UNIT.search(expression)
    if value is None:
        name = path["path"].rsplit(".", 1)[-1].replace("_", " ")
        return f"[{name}]" if unit is None else f"[number of] {_plural(unit['unit'])}"
    if unit is None:
        return f"{value}%" if re.search(r"\|\s*percent\b", expression) else str(value)
    return f"{value} {unit['unit'].replace('_', ' ') if value == 1 else _plural(unit['unit'])}"


def _plural(unit: str) -> str:
    return unit.replace("_", " ") + "s"


def _default_of(root: str, path: str, wording: Wording) -> object:
    if root == "terms":
        variable = wording.variables.get(path)
        return variable.default if variable else None
    model: type[BaseModel] = Deal
    *parents, leaf = path.split(".")
    for name in parents:
        field = model.model_fields.get(name)
        if field is None or not (isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)):
            return None
        model = field.annotation
    found = model.model_fields.get(leaf)
    plain: Callable[[object], bool] = lambda value: isinstance(value, int | float | str)  # noqa: E731
    return found.default if found and found.default is not PydanticUndefined and plain(found.default) else None
