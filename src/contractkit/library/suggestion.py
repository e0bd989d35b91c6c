"""Our wording as plain text to propose to the other side, in the names that their document uses.

No deal is known when somebody else's paper is read, so values that only a deal could give stand as "[months]".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from contractkit.deal import Deal
from contractkit.library.models import Wording

_ANCHOR = re.compile(r"\{#[\w-]+\}\s*")
_BRANCH = re.compile(
    r"\{%-?\s*if\b(?P<condition>.*?)%\}(?P<then>.*?)"
    r"(?:\{%-?\s*(?:else|elif\b.*?)\s*-?%\}(?P<otherwise>.*?))?\{%-?\s*endif\s*-?%\}",
    re.DOTALL,
)
_HAS = re.compile(r"""^\s*has\(\s*["'](?P<family>[\w-]+)["']\s*\)\s*-?$""")
_EMPTY_ITEM = re.compile(r"^ *\d{1,2}\.[ \t]*(?:\n|\Z)", re.MULTILINE)
_STATEMENT = re.compile(r"\{%.*?%\}", re.DOTALL)
_LOOP = re.compile(r"\{%-?\s*for\b[^%]*%\}(?:(?!\{%-?\s*endfor).)*\{\{.*?\{%-?\s*endfor\s*-?%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{-?\s*(?P<expression>.*?)\s*-?\}\}", re.DOTALL)
_REFERENCE = re.compile(r"""ref\(\s*["'](?P<family>[\w-]+)(?:#[\w-]+)?["']""")
_PATH = re.compile(r"(?P<root>deal|terms)\.(?P<path>[\w.]+)")
_UNIT = re.compile(r"""\|\s*unit\(\s*["'](?P<unit>[\w-]+)["']""")
_ITEM = re.compile(r"^(?P<indent> *)\d{1,2}\.(?= )")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TERM = re.compile(r"\[\[(?P<term>[^\]|]+)(?:\|(?P<shown>[^\]]+))?\]\](?P<plural>s\b)?")
_PARTY = re.compile(r"(?P<start>(?:^\s*\d{1,2}\.\s+|^|[.!?]\s+)?)(?P<party>\b(?:Customer|Vendor)\b)", re.MULTILINE)
_PART_OF_SENTENCE = re.compile(r"(?:[;,]|[;,] (?:or|and))\s*\Z")
_FIRST_HELD = 0xE000  # private-use letters stand for terms while names are put in
_HELD = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True)
class Manner:
    """How a document speaks, so that our wording speaks like it.

    ``customer`` and ``vendor`` are the parties' names in running text, with their article ("the Client"). ``terms``
    gives the document's own name for a defined term of ours; a term that it lacks is written in small letters.
    ``places`` gives, by family, how the document refers to its clause ("clause 12.3"). ``values`` are answers of a deal
    by path ("deal.lock.months", "terms.lock-period.notice_days"). ``duty`` is its word for a duty.
    """

    customer: str
    vendor: str
    terms: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    duty: str = "must"

    def speak(self, text: str) -> str:
        """Return a text of the library with {customer}, {vendor} and [[Defined Term]]s in the document's words."""
        return _spoken(text.replace("{customer}", "Customer").replace("{vendor}", "Vendor"), self)


def suggestion_text(
    wording: Wording, customer: str, vendor: str, titles: Mapping[str, str], manner: Manner | None = None
) -> str:
    """Return the wording as plain text with the parties' names; ``titles`` names the clauses that it refers to.

    With ``manner`` it speaks as the document does, and clauses that the document lacks are not referred to.
    """
    text = _lettered(_resolved(wording, customer, vendor, titles, manner))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def suggestion_paragraphs(wording: Wording, titles: Mapping[str, str], manner: Manner) -> list[tuple[int, str]]:
    """Return the wording's paragraphs, each with its depth (0 = a sub-clause, 1 = "(a)" below it) and no number."""
    text = _resolved(wording, manner.customer, manner.vendor, titles, manner)
    found: list[tuple[int, str]] = []
    for line in text.splitlines():
        item = _ITEM.match(line)
        if item:
            found.append((len(item["indent"]) // 3, line[item.end() :].strip()))
        elif line.strip():
            found.append((0, line.strip()))
    return found


def _resolved(wording: Wording, customer: str, vendor: str, titles: Mapping[str, str], manner: Manner | None) -> str:
    text = _ANCHOR.sub("", wording.body)
    while _BRANCH.search(text):
        text = _BRANCH.sub(lambda match: _chosen(match, manner), text)
    if manner:
        text = _LOOP.sub("[to be agreed]", text)
    text = _STATEMENT.sub("", text)
    text = _VALUE.sub(lambda match: _plain_value(match["expression"], wording, titles, manner), text)
    return _spoken(_EMPTY_ITEM.sub("", text).replace("**", ""), manner or Manner(customer, vendor), own=manner is None)


def _chosen(branch: re.Match[str], manner: Manner | None) -> str:
    """The words of a condition: those for a clause that the document has, or else the others."""
    asked = _HAS.match(branch["condition"])
    if manner is None or asked is None or asked["family"] in manner.places:
        return branch["then"]
    return branch["otherwise"] or ""


def _spoken(text: str, manner: Manner, *, own: bool = False) -> str:
    """The text with terms and names of the document; ``own`` keeps our terms as they are."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        shown = (match["shown"] or match["term"]) + (match["plural"] or "")
        held.append(_renamed_term(shown, manner) if own else _term(match, manner))
        return chr(_FIRST_HELD + len(held) - 1)

    text = _PARTY.sub(lambda match: _name(match, manner), _TERM.sub(hold, text))
    for ours, theirs in manner.terms.items():
        if " " in ours:
            text = re.sub(rf"\b{re.escape(ours.lower())}(?=s?\b)", theirs, text)
    if manner.duty != "must":
        text = re.sub(r"\bmust\b", manner.duty, text)
    return _HELD.sub(lambda match: _put_back(match, held), text)


def _put_back(place: re.Match[str], held: list[str]) -> str:
    """The term held for a place, with a capital where a sentence begins."""
    at = ord(place.group()) - _FIRST_HELD
    if at >= len(held):
        return place.group()
    before = place.string[: place.start()].rstrip(" ")
    begins = not before or before[-1] in ".!?\n"
    return held[at][:1].upper() + held[at][1:] if begins else held[at]


def _term(match: re.Match[str], manner: Manner) -> str:
    plural = match["plural"] or ""
    own = manner.terms.get(match["term"])
    if own is None:
        shown = match["shown"] or match["term"]
        return _undefined(shown, manner) + plural
    if own == match["term"]:
        return (match["shown"] or own) + plural
    return own if plural and own.endswith("s") else own + plural


def _undefined(term: str, manner: Manner) -> str:
    """A term that the document does not define, as plain words: "Client data", "exit plan"."""
    first, _, rest = term.partition(" ")
    party = {"Customer": manner.customer, "Vendor": manner.vendor}.get(first)
    if party and rest:
        return f"{party.removeprefix('the ')} {rest.lower()}"
    return term if term.isupper() else term.lower()


def _renamed_term(term: str, manner: Manner) -> str:
    """Customer Data of a document that says Client is Client Data there; an End Customer stays one."""
    for ours, theirs in (("Customer ", manner.customer), ("Vendor ", manner.vendor)):
        if term.startswith(ours):
            return f"{theirs} {term.removeprefix(ours)}"
    return term


def _name(match: re.Match[str], manner: Manner) -> str:
    name = manner.customer if match["party"] == "Customer" else manner.vendor
    begins = (match["start"] or match.start() == 0) and not _is_part_of_sentence(match)
    return match["start"] + (name[:1].upper() + name[1:] if begins else name)


def _is_part_of_sentence(match: re.Match[str]) -> bool:
    """Whether a name begins an item of a list that is one sentence: this item, or the one before, goes on behind it."""
    if not match["start"].startswith(" "):
        return False
    before, after = match.string[: match.start()], match.string[match.end() :].partition("\n")[0]
    return any(_PART_OF_SENTENCE.search(text) for text in (before, after))


def _lettered(text: str) -> str:
    """List items with the labels that they have in a contract: 1., below it (a), below that (i).

    They are counted here, as Markdown counts a list: the files say "1." at each item.
    """
    counts: list[int] = []  # the number of the last item at each depth

    def labelled(match: re.Match[str]) -> str:
        depth = len(match["indent"]) // 3
        counts[depth + 1 :] = []
        counts.extend([0] * (depth + 1 - len(counts)))
        counts[depth] += 1
        return match["indent"] + _label(counts[depth], depth)

    return "\n".join(_ITEM.sub(labelled, line) for line in text.splitlines())


def _label(number: int, depth: int) -> str:
    if depth == 0:
        return f"{number}."
    labels = _LETTERS if depth == 1 else _ROMAN
    return f"({labels[number - 1] if number <= len(labels) else number})"


def _plain_value(expression: str, wording: Wording, titles: Mapping[str, str], manner: Manner | None) -> str:
    reference = _REFERENCE.search(expression)
    if reference:
        elsewhere = f"the clause on {titles.get(reference['family'], reference['family']).lower()}"
        return manner.places.get(reference["family"], elsewhere) if manner else elsewhere
    if expression.startswith(("table(", "definitions(")):
        return ""
    path = _PATH.search(expression)
    if path is None:
        return "[to be agreed]"
    owner = f"terms.{wording.family}" if path["root"] == "terms" else "deal"
    value = manner.values.get(f"{owner}.{path['path']}") if manner else None
    if value is None:
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
