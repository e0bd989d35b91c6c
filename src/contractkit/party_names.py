"""The parties as a contract names them: full names, and the short names that the text uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from contractkit.document import CellPosition
from contractkit.full_names import CAPITAL, LEGAL_NAME, without_form, without_full_stop
from contractkit.party_aliases import CAPITALISED_WORDS, Alias, aliases
from contractkit.party_mentions import uses
from contractkit.party_nouns import label_role, noun_role
from contractkit.party_short_names import GENERIC_NAMES, first_words, is_part_of, names_in_use

_PARTY_BLOCK = re.compile(
    r"\b(?:between|by and among|incorporated|registered|company n|corporation|organi[sz]ed under|on the one"
    r"|on the other|whose|represented by|hereinafter|hereafter|limited liability|signed for|executed for)\b",
    re.IGNORECASE,
)
_FAR = 1500  # characters: a full name farther before an alias is another's
_MOST_ALIASES = 40  # in one paragraph: enough for every party, and no long list costs more
_CONTEXT = 6  # paragraphs: an address stands between a name and what it is called
_SHORT_GAP, _LONG_GAP = 3, 200  # characters between a name and its "as client"; in a party block an address
_STARTS_WITH_ALIAS = re.compile(
    r"""\W{0,4}\(|\W{0,4}(?:(?:the )?"|(?i:hereinafter|hereafter|referred to|called)\b|\(?as )"""
)
# "Client: Wonen & Zo B.V.", and the label alone where the name stands in the next cell.
_LABELLED = re.compile(
    rf"(?:Item \d+|\d+[.)]|\([a-z\d]\))?\W*(?:[Tt]he )?(?P<label>{CAPITAL}[\w-]*(?: [\w-]+){{0,5}}?)"
    r"(?:\W*|\s*(?:[:\t|]|\s[-–—])\s*(?P<value>\S.*))"
)
_NUMBERED_PARTY = re.compile(r"(?:Party|PARTY) [A-Z1-9]|(?:First|Second|FIRST|SECOND) (?:Party|PARTY)")
_PLAIN_NAME = re.compile(rf"(?P<name>{CAPITALISED_WORDS})")
_BETWEEN = re.compile(
    rf"\b(?:between|Between|BETWEEN) (?P<one>{CAPITALISED_WORDS})(?:,[^;]{{1,80}}?,)?"
    rf" (?:and|AND|with) (?P<other>{CAPITALISED_WORDS})"
)


class Line(NamedTuple):
    """A paragraph's text, with plain quotation marks, and its place in a table."""

    text: str
    cell: CellPosition | None = None


@dataclass(slots=True)
class Party:
    """One party: its short names as the text uses them, most used first, and its full name.

    ``said`` is the role that a label or "as customer" gives it, or "".
    An ``idle`` party is defined and does nothing: it counts where there are not two others.
    """

    names: list[str]
    legal: str = ""
    said: str = ""
    idle: bool = False
    evidence: dict[str, int] = field(default_factory=dict)

    @property
    def all_names(self) -> list[str]:
        """The short names and the full name."""
        return [*self.names, *([self.legal] if self.legal and self.legal not in self.names else [])]

    @property
    def role(self) -> str:
        """The role that a label or one of its names settles, or ""."""
        return self.said or next((role for name in self.names if (role := noun_role(name))), "")

    @property
    def leaning(self) -> int:
        """Above zero for a vendor, below for a customer."""
        return self.evidence.get("vendor", 0) - self.evidence.get("customer", 0)


def named_parties(opening: Sequence[Line], text: str, closing: Sequence[Line] = ()) -> list[Party]:
    """The parties that the opening defines or labels; without these, those whose full names it or ``closing`` gives."""
    first, last = [p.text for p in opening], [p.text for p in closing]
    found: list[Party] = []
    for party in _defined_in(first, text):
        known = next((other for other in found if set(other.names) & set(party.names)), None)
        if known is None:
            _settle_full_name(party, found)
            found.append(party)
        else:
            known.legal = known.legal or party.legal
            known.said, known.idle = known.said or party.said, known.idle and party.idle
    found = _busy(found)
    sources = (
        _labelled(opening, text), _named_in_full(first[:20], text), _defined_in(last, text), _named_in_full(last, text),
        _between(first[:20], text),
    )  # fmt: skip
    for source in sources:
        if len(found) < 2:
            found += _unknown(source, found)
    return _busy(found)


def _settle_full_name(party: Party, others: list[Party]) -> None:
    """Leave a full name that two would have to the one whose short name it holds, else to the first."""
    for other in (other for other in others if party.legal and other.legal.lower() == party.legal.lower()):
        loser = other if any(is_part_of(name, party.legal) for name in party.names) else party
        loser.legal = ""


def _busy(parties: list[Party]) -> list[Party]:
    """Without the idle ones where two others are left, but for a noun that alone settles its side."""
    busy = [party for party in parties if not party.idle]
    settled = {party.role for party in busy}
    return [p for p in parties if not p.idle or p.role not in {"", *settled}] if len(busy) > 1 else parties


def _unknown(parties: Iterable[Party], known: list[Party]) -> Iterator[Party]:
    taken = {name for party in known for name in party.all_names}
    for party in parties:
        if not taken & set(party.all_names):
            taken.update(party.all_names)
            yield party


def _labelled(opening: Sequence[Line], text: str) -> Iterator[Party]:
    """Parties of a cover table or a list of key terms: a label that settles the role, and a full name beside it.

    Where both sides are labelled, a name needs no legal form.
    """
    labels = [(label, place) for place, p in enumerate(opening) if (label := _LABELLED.fullmatch(p.text))]
    roles = {role for label, _ in labels if (role := label_role(label["label"]))}
    for label, place in labels:
        word, role = label["label"], label_role(label["label"])
        for value in [label["value"]] if label["value"] else _beside(opening, place):
            name = LEGAL_NAME.match(value) or (_PLAIN_NAME.match(value) if len(roles) > 1 and role else None)
            if name and not label_role(name["name"].rstrip(", ")) and (role or _calls(word, name["name"])):
                yield _party_beside(word, role, name, text)
                break


def _calls(label: str, name: str) -> bool:
    """Whether a label that settles no role is a name: "Party A: ...", "Dunlin: Dunlin Dialogue Ltd"."""
    return bool(_NUMBERED_PARTY.fullmatch(label)) or name.startswith(f"{label} ")


def _party_beside(label: str, role: str | None, name: re.Match[str], text: str) -> Party:
    """The party that stands beside a label: called by the label where that is a name, and by its own first words."""
    full = name.re is LEGAL_NAME
    short = without_form(name) if full else name["name"]
    own = names_in_use(first_words(short, text), text, least=2)
    called = [label] if noun_role(label) or not role else []
    if called and " " in label and uses(label.lower(), text) > 1:
        called.append(label.lower())
    legal = without_full_stop(name["name"]) if full else ""  # what has no legal form may be no name at all
    return Party([*called, *(other for other in own if other not in called)], legal, said=role or "")


def _beside(opening: Sequence[Line], place: int) -> Iterator[str]:
    """What stands next to a label, and under it in a table."""
    if place + 1 < len(opening):
        yield opening[place + 1].text
    cell = opening[place].cell
    if cell:
        for other in opening[place + 1 :]:
            if other.cell and (other.cell.table, other.cell.column) == (cell.table, cell.column):
                yield other.text


def _defined_in(paragraphs: Sequence[str], text: str) -> Iterator[Party]:
    for place, paragraph in enumerate(paragraphs):
        if not paragraph:
            continue
        before = ""
        if _STARTS_WITH_ALIAS.match(paragraph):
            before = "\n".join(paragraphs[max(0, place - _CONTEXT) : place])
        if LEGAL_NAME.search(paragraph) or _PARTY_BLOCK.search(paragraph) or LEGAL_NAME.search(before):
            yield from _defined(paragraph, before, text)


def _defined(paragraph: str, before: str, text: str) -> Iterator[Party]:
    position = 0
    block = bool(_PARTY_BLOCK.search(paragraph) or _PARTY_BLOCK.search(before))
    for alias in islice(aliases(paragraph), _MOST_ALIASES):
        if alias.behind:
            name = LEGAL_NAME.match(paragraph, alias.end)
            full, gap = (name["name"] if name else ""), 0
        else:
            near = max(position, alias.start - _FAR)
            full, gap = _full_name(alias.names, paragraph[near : alias.start] or before)
        if (alias.behind and not full) or (alias.capacity and gap > (_LONG_GAP if block else _SHORT_GAP)):
            continue
        if party := _party(alias, full, text, block=block):
            yield party
            position = alias.end


def _party(alias: Alias, full: str, text: str, *, block: bool) -> Party | None:
    """The party that an alias names; None where it names nobody, or nobody who acts.

    A noun that settles a role and stands behind a full name or in a party ``block`` need not act.
    """
    if alias.role:
        short = LEGAL_NAME.fullmatch(full)
        own = names_in_use(first_words(without_form(short), text), text, least=2) if short else []
        return Party(own, without_full_stop(full), said=alias.role) if full else None
    kept = [name for name in alias.names if alias.sure or noun_role(name) or is_part_of(name, full)]
    idle = {
        name
        for name in kept
        if (noun_role(name) and (full or block)) or (full and (name.lower() in GENERIC_NAMES or is_part_of(name, full)))
    }
    names = names_in_use(kept, text, idle=idle)
    return Party(names, full, idle=not names_in_use(kept, text, fitting=idle)) if names else None


def _full_name(names: Iterable[str], before: str) -> tuple[str, int]:
    """The full name that a definition stands behind, one that holds the short name or else the nearest, and how far."""
    legal = list(LEGAL_NAME.finditer(before))
    alike = [full for full in legal if any(name.lower() in full["name"].lower() for name in names)] or legal
    return (alike[-1]["name"], len(before) - alike[-1].end()) if alike else ("", len(before))


def _named_in_full(paragraphs: Sequence[str], text: str) -> Iterator[Party]:
    """Parties by the first words of their full names: "Horst Entertainment Inc." acts as "Horst Entertainment"."""
    for paragraph in paragraphs:
        for match in LEGAL_NAME.finditer(paragraph):
            short = without_form(match)
            names = [] if noun_role(short) else names_in_use(first_words(short, text), text, least=2)
            if names:
                yield Party(names, without_full_stop(match["name"]))


def _between(paragraphs: Sequence[str], text: str) -> Iterator[Party]:
    """Parties of "between Tamarind Stores and Kite Street": names without a legal form under which somebody acts."""
    for paragraph in paragraphs:
        for match in _BETWEEN.finditer(paragraph):
            for name in (match["one"], match["other"]):
                if names := names_in_use(first_words(name, text), text, least=2):
                    yield Party(names)
