"""How a document speaks: its names for the parties and for defined terms, its word for a duty, its references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from contractkit.deal import Deal
from contractkit.document import Document
from contractkit.findings import Report
from contractkit.full_names import LEGAL_NAME
from contractkit.library.catalogue import Library
from contractkit.library.suggestion import Manner
from contractkit.review.chapters import home_of

_PRONOUNS = {"we", "us", "our", "ours", "you", "your", "yours"}
_QUOTED = re.compile(r"[“\"](?:the )?([A-Z][\w’'&/-]*(?: [A-Za-z][\w’'&/-]*){0,5})[”\"]")
_OFTEN = 2  # a capitalised term that is used so often in running text is a term, defined or not
_REFERENCE = re.compile(r"\b(clause|Clause|section|Section)s? \d")
_IN_SCHEDULE = re.compile(r"(?P<part>(?:Schedule|Annex|Appendix|Exhibit|Attachment)[^,]*), (?P<number>.+)")


def manner_of(document: Document, report: Report, library: Library, deal: Deal | None = None) -> Manner:
    """Return how ``document`` speaks; ``deal`` fills the values of our wordings that only a deal knows."""
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    customer = party_name(report.document.roles["customer"], text, "the customer")
    vendor = party_name(report.document.roles["vendor"], text, "the vendor")
    bare = {"Customer": _without_article(customer), "Vendor": _without_article(vendor)}
    shall, must = len(re.findall(r"\bshall\b", text)), len(re.findall(r"\bmust\b", text))
    return Manner(
        customer, vendor, terms=_terms(text, library, bare), places=_places(document, report, library, text),
        values=_values(deal) if deal else {}, duty="shall" if shall > must else "must",
    )  # fmt: skip


def party_name(names: Iterable[str], text: str, otherwise: str) -> str:
    """Return the name that the text uses most, with "the" where it mostly does; never a pronoun.

    A full name counts only where there is no short one. A name that only its definition holds takes the article of the
    definition.
    """
    nouns = [name for name in names if name.lower() not in _PRONOUNS]
    short = [name for name in nouns if not LEGAL_NAME.fullmatch(name)]
    counts = {name: len(_uses(name, text)) for name in short or nouns}
    if not counts:
        return otherwise
    name = max(counts, key=lambda known: counts[known])
    uses = _uses(name, text) or re.findall(rf"(?:[Tt]he )?[“\"]{re.escape(name)}[”\"]", text)
    with_article = sum(use.lower().startswith("the ") for use in uses)
    return f"the {name}" if 2 * with_article > len(uses) else name


def _uses(name: str, text: str) -> list[str]:
    """The uses of a name in running text, each with its article: not in quotation marks, not in "Customer Data"."""
    return re.findall(rf"(?<![“\"])\b(?:[Tt]he )?{re.escape(name)}\b(?![”\"]| [A-Z])", text)


def with_articles(text: str, manner: Manner) -> str:
    """Return a text that calls the parties by bare names ("Client") as the document does ("the Client")."""
    for name in (manner.customer, manner.vendor):
        bare = _without_article(name)
        if bare != name:
            text = re.sub(rf"(?<![Tt]he )\b{re.escape(bare)}\b(?! [A-Z])", name, text)
            text = re.sub(rf"(^|[.!?] )the (?={re.escape(bare)}\b)", r"\1The ", text)
    return text


def _without_article(name: str) -> str:
    return name.removeprefix("the ")


def _terms(text: str, library: Library, parties: Mapping[str, str]) -> dict[str, str]:
    """Our defined terms that the document has, each under the document's name."""
    quoted = {match[1] for match in _QUOTED.finditer(text)} | set(re.findall(r"\b[Tt]his ([A-Z][a-z]+)\b", text))
    used = Counter(re.findall(r"(?<=[a-z,] )[A-Z][\w-]*(?: [A-Z][\w-]*)*", text))
    known = quoted | {term for term, count in used.items() if count >= _OFTEN}
    found = {}
    for term in library.terms.values():
        for name in (term.term, *(_renamed(term.term, parties)), *term.also):
            spelling = next((form for form in (name, f"{name}s", name.removesuffix("s")) if form in known), None)
            if spelling is not None:
                found[term.term] = name if spelling != name.removesuffix("s") else spelling
                break
    return found


def _renamed(term: str, parties: Mapping[str, str]) -> tuple[str, ...]:
    first, _, rest = term.partition(" ")
    return (f"{parties[first]} {rest}",) if rest and first in parties else ()


def _places(document: Document, report: Report, library: Library, text: str) -> dict[str, str]:
    """How the document refers to the clause of each family that it has."""
    words = Counter(_REFERENCE.findall(text))
    word = words.most_common(1)[0][0] if words else "clause"
    homes = {
        family.id: home_of(document, family.sections, library.families[family.id].title.en)
        for family in report.families
        if family.status in ("present", "weak") and family.sections
    }
    return {family: _reference(home, word) for family, home in homes.items() if home}


def _reference(address: str, word: str) -> str:
    inside = _IN_SCHEDULE.match(address)
    if inside:
        return f"paragraph {inside['number']} of {inside['part']}"
    return address if address[:1].isalpha() else f"{word} {address}"


def _values(deal: Deal) -> dict[str, object]:
    return dict(_flat("deal", deal.model_dump(exclude={"terms"}))) | dict(_flat("terms", deal.terms))


def _flat(path: str, value: Any) -> Iterable[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{path}.{key}", inner)
    elif isinstance(value, int | float | str):
        yield path, value
