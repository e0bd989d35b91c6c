"""Defined terms: used and not defined, defined and not used, defined twice, defined by each other, written otherwise.

Precision first: a contract that does not define its words is not judged by this, and names of laws, bodies, places,
people's offices and headings are no defined terms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from contractkit.definitions import Definition, find_definitions
from contractkit.document import Document, Paragraph
from contractkit.terms.defect import Defect

_FEWEST_DEFINITIONS = 4  # a contract that defines fewer does not work with defined terms
_FEWEST_SINGLE_USES = 3  # one capital may be a habit of the hand
_MOST_UNDEFINED = 0.25  # of all terms: beyond it the definitions stand in another document, or we misread them
_SHORT_MEANING = 8  # words
_LONGEST_LABEL = 6  # words

_WORD = r"[A-Z][a-z][\w’'-]*"
_PHRASE = re.compile(
    rf"(?<=[a-z,;] )(?:the|each|any|an?|its|such|every|all) (?P<term>{_WORD}(?: {_WORD}){{0,3}})(?![\w’'-])"
)
# Words that are written with a capital although no contract defines them, or that make a name of what they stand in.
_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
        act acts agency agreement american amsterdam annex annexes appendix april article articles association
        august authorities authority bank berlin board british bureau business california chamber chapter christmas
        city clause clauses code commerce commission commissioner committee common company contract convention corp
        council counsel county court courts cpi december decision delaware department directive director directors
        district dublin dutch east easter england euribor europe european executive exhibit exhibits february france
        french friday german germany gmbh government group head holding house icc inc incoterms index inspectorate
        institute internet ireland irish iso january july june kingdom law laws level limited london lot ltd madrid
        manager managers march may minister ministry monday munich nations new north note november october office
        officer paper paragraph paris park parliament part parties parts party plc president protocol recital
        recitals regulation regulations republic road rules saturday schedule schedules scotland secretary section
        sections september south spain spanish state states statistics step street sunday team texas thursday tier
        treaty tuesday uncitral union university wales web wednesday west york
        """,
    )
)
_LAW_AHEAD = re.compile(
    r"\s(?:Act|Code|Regulation|Directive|Convention)\b"
    r"|.{0,80}\b(?:Act|Regulations?|Directive|Code|Law|Order|Decree|Rules)\b\W*(?:\d{4}|of|\()"
)
_LAW_BEHIND = re.compile(r"\b(?:Convention|Treaty|Charter|Act) (?:\w+ ){0,3}$")
_POINTS_ELSEWHERE = re.compile(r"\W*(?:has|have|shall have|will have) the")
_LAST_NAMES = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\.? $")
_LOWER_EXEMPT = frozenset({"personal data", "agreement", "services", "party", "parties"})


@dataclass(frozen=True, slots=True)
class _Use:
    paragraph: int
    start: int
    end: int


def find_duplicate_definitions(document: Document) -> Iterator[Defect]:
    """Yield the second definition of a term that means something else than the first."""
    first: dict[str, Definition] = {}
    for definition in _spelled_out(find_definitions(document)):
        earlier = first.setdefault(_key(definition.term), definition)
        if earlier is not definition and not definition.local and not _same(earlier.meaning, definition.meaning):
            detail = f"{definition.term}, first defined as “{_short(earlier.meaning)}”"
            yield Defect(definition.paragraph, definition.start, definition.end, detail)


def find_circular_definitions(document: Document) -> Iterator[Defect]:
    """Yield short definitions that explain a term by a term that is explained by the first."""
    definitions = {_key(d.term): d for d in _spelled_out(find_definitions(document))}
    told: set[str] = set()
    for key, definition in definitions.items():
        for other_key, other in definitions.items():
            pair_is_short = max(_words(definition.meaning), _words(other.meaning)) <= _SHORT_MEANING
            if key == other_key or not pair_is_short or {key, other_key} & told:
                continue
            if _mentions(definition.meaning, other.term) and _mentions(other.meaning, definition.term):
                told |= {key, other_key}
                detail = f"{definition.term} and {other.term} explain each other"
                yield Defect(other.paragraph, other.start, other.end, detail)


def find_unused_terms(document: Document, names: Collection[str] = ()) -> Iterator[Defect]:
    """Yield terms that a sentence or a table defines and that nothing else uses; ``names`` are those of the parties."""
    for definition in _spelled_out(find_definitions(document)):
        if definition.term not in names and not _uses(document, definition):
            yield Defect(definition.paragraph, definition.start, definition.end, definition.term)


def find_undefined_terms(document: Document, names: Collection[str] = ()) -> Iterator[Defect]:
    """Yield the first use of a capitalised term that nothing defines; ``names`` are those of the parties."""
    definitions = find_definitions(document)
    if len(definitions) < _FEWEST_DEFINITIONS:
        return
    known = _known_phrases(document, definitions, names)
    uses: defaultdict[str, list[_Use]] = defaultdict(list)
    for paragraph in document.paragraphs:
        for match in _PHRASE.finditer(paragraph.text):
            term = match["term"]
            if not _is_name(term, known, paragraph, match.start("term")):
                uses[_key(term)].append(_Use(paragraph.index, match.start("term"), match.end("term")))
    found = {key: places for key, places in uses.items() if " " in key or _is_habit(key, places, document)}
    if len(found) > _MOST_UNDEFINED * (len(found) + len(definitions)):
        return
    for places in found.values():
        first = places[0]
        term = document.paragraphs[first.paragraph].text[first.start : first.end]
        times = "once" if len(places) == 1 else f"{len(places)} times"
        yield Defect(first.paragraph, first.start, first.end, f"{term}, used {times}")


def find_miscapitalised_terms(document: Document) -> Iterator[Defect]:
    """Yield a defined term of two or more words where it stands in small letters, when it mostly has its capitals."""
    for definition in _spelled_out(find_definitions(document)):
        low = definition.term.lower()
        if " " not in low or low in _LOWER_EXEMPT or definition.term.isupper():
            continue
        small = _occurrences(document, rf"(?<![\w-]){re.escape(low)}(?![\w-])")
        capital = len(_uses(document, definition))
        if small and capital >= 2 and len(small) <= max(1, capital // 4):
            for use in small:
                yield Defect(use.paragraph, use.start, use.end, f"defined as {definition.term}")


def _spelled_out(definitions: Sequence[Definition]) -> list[Definition]:
    """Those with a meaning of their own; "has the meaning given in the Agreement" only points to one."""
    return [
        d for d in definitions if d.meaning and not re.match(r"\W*(?:has|have|shall have|will have) the", d.meaning)
    ]


def _key(term: str) -> str:
    low = term.lower().replace("’", "'")
    return re.sub(r"(?:'s|ies|s)$", lambda match: "y" if match.group() == "ies" else "", low)


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", " ", one.lower()) == re.sub(r"\W+", " ", other.lower())


def _short(meaning: str) -> str:
    words = meaning.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


def _words(text: str) -> int:
    return len(text.split())


def _mentions(text: str, term: str) -> bool:
    return re.search(_forms(term), text) is not None


def _forms(term: str) -> str:
    """A term in the singular, the plural and in capitals."""
    base = _key(term)
    stem = re.escape(term[: len(base) - 1] if base.endswith("y") else term[: len(base)])
    ending = r"(?:ys?|ies)" if base.endswith("y") else "(?:es|s)?"
    capitals = re.escape(term.upper())
    return rf"(?<!\w)(?:{stem}{ending}|{capitals}S?)(?!\w)"


def _occurrences(document: Document, pattern: str) -> list[_Use]:
    compiled = re.compile(pattern)
    return [
        _Use(paragraph.index, match.start(), match.end())
        for paragraph in document.paragraphs
        for match in compiled.finditer(paragraph.text)
    ]


def _uses(document: Document, definition: Definition) -> list[_Use]:
    """Where the term stands beside its own definition."""
    here = (definition.paragraph, definition.start)
    return [use for use in _occurrences(document, _forms(definition.term)) if (use.paragraph, use.start) != here]


def _known_phrases(document: Document, definitions: Sequence[Definition], names: Collection[str]) -> frozenset[str]:
    """What is no undefined term: defined terms, party names, headings, and the words that begin a paragraph or cell.

    A phrase that begins a line is a label ("Effective Date | 1 March 2027"); the reader finds it explained there.
    """
    known = {_key(definition.term) for definition in definitions}
    known |= {_key(name) for name in names}
    known |= {_key(section.title) for section in document.sections if section.title}
    known |= {_key(paragraph.heading.rstrip(".:")) for paragraph in document.paragraphs if paragraph.heading}
    for paragraph in document.paragraphs:
        words = paragraph.text.split()[:_LONGEST_LABEL]
        known |= {_key(" ".join(words[:count]).strip(" .:-–")) for count in range(1, len(words) + 1)}
    return frozenset(known)


def _is_name(term: str, known: Collection[str], paragraph: Paragraph, start: int) -> bool:
    key = _key(term)
    if key in known or any(_key(part) in _NAMES or part.lower() in _NAMES for part in term.split()):
        return True
    before, after = paragraph.text[:start], paragraph.text[start + len(term) :]
    if _LAW_AHEAD.match(after) or _LAW_BEHIND.search(before):
        return True
    if _LAST_NAMES.search(before) or after.lstrip()[:1] in ("&", "’"):
        return True
    return _is_made_of(key, known)


def _is_made_of(key: str, known: Collection[str]) -> bool:
    """Whether a phrase is a known term with known words around it: "Initial Term Charges"."""
    words = key.split()
    return any(
        _key(" ".join(words[:at])) in known and (at == len(words) or _is_made_of(" ".join(words[at:]), known))
        for at in range(1, len(words) + 1)
    )


def _is_habit(key: str, places: Sequence[_Use], document: Document) -> bool:
    """Whether a single word is meant as a term: it has its capital often, and never stands in small letters."""
    if len(places) < _FEWEST_SINGLE_USES:
        return False
    return not _occurrences(document, rf"(?<=[a-z] ){re.escape(key)}s?(?!\w)")
