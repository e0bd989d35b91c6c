"""Defined terms: used and not defined, defined and not used, defined twice, defined by each other, written otherwise.

Precision first: a contract that does not define its words is not judged by this, and names of laws, bodies, places,
people's offices and headings are no defined terms.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

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
_CAPITALISED = re.compile(rf"{_WORD}(?: {_WORD})*")
# Boxes to tick and marks of a form in front of a label: "( x )", "[ ]", "{IF claims}".
_BEFORE_LABEL = re.compile(r"^(?:\{[^}]*\}|\(\s*\w?\s*\)|\[\s*\w?\s*\]|\W)+")
_ANOTHER_PAPER = re.compile(
    r"\b(?:in|on|by|under|from|of) (?:the|an?|each|any|its|such) (?:applicable |relevant |signed |accepted )?"
    r"(?P<paper>Cover Page|Cover Sheet|Order Form|Key Terms|Order Sheet|Statement of Work|Quote|Proposal|Term Sheet"
    r"|Deal Sheet"
    r"|Commercial Terms|Particulars|Contract Details|Main Agreement|Master Agreement|Order)\b(?! [A-Z])"
)
_NOTE_OPENS = re.compile(r"\[[^\]]*$|[\"“'‘]$")  # a note to the drafter, or words that are only quoted
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
        treaty tuesday uncitral union university wales web wednesday west york argentina australia austria bangladesh
        belgium brazil bulgaria canada cebu chile china colombia croatia czech delhi denmark egypt finland ghana greece
        guatemala hungary india indonesia italy jamaica japan kenya malaysia manila mexico morocco mumbai national
        netherlands nigeria norway pakistan peru philippines poland portugal preference romania rwanda singapore
        slovakia sweden switzerland tunisia turkey ukraine vietnam wage
        """,
    )
)
# Words that are meant as terms wherever they have a capital, though the text also has them in small letters.
_OF_ART = frozenset({"term"})
_FEWEST_OF_ART = 2
_LAW_AHEAD = re.compile(
    r"\s(?:Act|Code|Regulation|Directive|Convention)\b"
    r"|.{0,80}\b(?:Act|Regulations?|Directive|Code|Law|Order|Decree|Rules)\b\W*(?:\d{4}|of|\()"
)
_LAW_BEHIND = re.compile(r"\b(?:Convention|Treaty|Charter|Act) (?:\w+ ){0,3}$")
_POINTS_ELSEWHERE = re.compile(r"\W*(?:has|have|shall have|will have) the")
_JOINED_WORD = re.compile(r"^[A-Z]\w*-[a-z]\w* ")  # "Customer-procured Materials"
_LAST_NAMES = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\.? $")
_LOWER_EXEMPT = frozenset({"personal data", "agreement", "services", "party", "parties"})


@dataclass(frozen=True, slots=True)
class _Use:
    paragraph: int
    start: int
    end: int


class DefinedTerms:
    """The defined terms of one document and where they are used; ``names`` are those of the parties.

    ``definitions`` are those of the document, if they are known.
    """

    def __init__(
        self, document: Document, names: Collection[str] = (), definitions: Sequence[Definition] | None = None
    ) -> None:
        self._document = document
        self._names = names
        self._definitions = find_definitions(document) if definitions is None else list(definitions)
        self._spelled_out = _spelled_out(self._definitions)
        self._text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        self._known_uses: dict[str, list[_Use]] = {}
        self._starts = list(accumulate((len(p.text) + 1 for p in document.paragraphs), initial=0))

    def duplicates(self) -> Iterator[Defect]:
        """Yield the second definition of a term that means something else than the first."""
        first: dict[str, Definition] = {}
        for definition in self._spelled_out:
            earlier = first.setdefault(_key(definition.term), definition)
            if earlier is not definition and not definition.local and not _same(earlier.meaning, definition.meaning):
                detail = f"{definition.term}, first defined as “{_short(earlier.meaning)}”"
                yield Defect(definition.paragraph, definition.start, definition.end, detail)

    def circular(self) -> Iterator[Defect]:
        """Yield short definitions that explain a term by a term that is explained by the first."""
        short = {_key(d.term): d for d in self._spelled_out if _words(d.meaning) <= _SHORT_MEANING}
        told: set[str] = set()
        for (key, one), (other_key, other) in combinations(short.items(), 2):
            if (
                not {key, other_key} & told
                and _mentions(one.meaning, other.term)
                and _mentions(other.meaning, one.term)
            ):
                told |= {key, other_key}
                detail = f"{one.term} and {other.term} explain each other"
                yield Defect(other.paragraph, other.start, other.end, detail)

    def unused(self) -> Iterator[Defect]:
        """Yield terms that a sentence or a table defines and that nothing else uses."""
        for definition in self._spelled_out:
            if definition.term not in self._names and not self._uses(definition):
                yield Defect(definition.paragraph, definition.start, definition.end, definition.term)

    def undefined(self) -> Iterator[Defect]:
        """Yield the first use of a capitalised term that nothing defines."""
        if len(self._definitions) < _FEWEST_DEFINITIONS:
            return
        known = _known_phrases(self._document, self._definitions, self._names)
        uses: defaultdict[str, list[_Use]] = defaultdict(list)
        for paragraph in self._document.paragraphs:
            for match in _PHRASE.finditer(paragraph.text):
                if not _is_name(match["term"], known, paragraph, match.start("term")):
                    use = _Use(paragraph.index, match.start("term"), match.end("term"))
                    uses[_key(match["term"])].append(use)
        found = {key: places for key, places in uses.items() if " " in key or self._is_habit(key, places)}
        paper = _absent_paper(self._document) if len(found) > 1 else None
        if not paper and len(found) > _MOST_UNDEFINED * (len(found) + len(self._definitions)):
            return
        if paper:
            words = [self._words(places[0]) for places in found.values()]
            terms = ", ".join(word for word in words if word != self._words(paper))
            detail = f"terms that the {self._words(paper)}, which is not in this file, may define: {terms}"
            yield Defect(paper.paragraph, paper.start, paper.end, detail)
            return
        for places in found.values():
            first = places[0]
            times = "once" if len(places) == 1 else f"{len(places)} times"
            yield Defect(first.paragraph, first.start, first.end, f"{self._words(first)}, used {times}")

    def miscapitalised(self) -> Iterator[Defect]:
        """Yield a defined term of two or more words in small letters, when it mostly has its capitals."""
        for definition in self._spelled_out:
            low = definition.term.lower()
            if " " not in low or low in _LOWER_EXEMPT or definition.term.isupper():
                continue
            found = self._places(low, re.compile(rf"{re.escape(low)}(?![\w-])"))
            small = [use for use in found if not _NOTE_OPENS.search(self._before(use))]
            capital = len(self._uses(definition))
            if small and capital >= 2 and len(small) <= max(1, capital // 4):
                for use in small:
                    yield Defect(use.paragraph, use.start, use.end, f"defined as {definition.term}")

    def _uses(self, definition: Definition) -> list[_Use]:
        """Where the term stands, in the singular, the plural or capitals, beside its own definition."""
        here = (definition.paragraph, definition.start)
        return [use for use in self._uses_of(definition.term) if (use.paragraph, use.start) != here]

    def _uses_of(self, term: str) -> list[_Use]:
        if term not in self._known_uses:
            stem, form = _stem(term), re.compile(_form(term))
            capitals = re.compile(rf"{re.escape(term.upper())}S?(?!\w)")
            self._known_uses[term] = [*self._places(stem, form), *self._places(term.upper(), capitals)]
        return self._known_uses[term]

    def _words(self, use: _Use) -> str:
        return self._document.paragraphs[use.paragraph].text[use.start : use.end]

    def _before(self, use: _Use) -> str:
        return self._document.paragraphs[use.paragraph].text[: use.start]

    def _places(self, literal: str, form: re.Pattern[str]) -> Iterator[_Use]:
        """Where a pattern that begins with ``literal`` matches whole words."""
        at = self._text.find(literal)
        while at >= 0:
            match = form.match(self._text, at)
            if match and not (at and (self._text[at - 1].isalnum() or self._text[at - 1] in "_-")):
                paragraph = bisect_right(self._starts, at) - 1
                start = at - self._starts[paragraph]
                yield _Use(paragraph, start, start + len(match.group()))
            at = self._text.find(literal, at + 1)

    def _is_habit(self, key: str, places: Sequence[_Use]) -> bool:
        """Whether a single word is meant as a term: it has its capital often, and never stands in small letters."""
        if key in _OF_ART:
            return len(places) >= _FEWEST_OF_ART
        if len(places) < _FEWEST_SINGLE_USES:
            return False
        return next(self._places(key, re.compile(rf"{re.escape(key)}s?(?!\w)")), None) is None


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
    return re.search(rf"(?<!\w){_form(term)}", text) is not None


def _stem(term: str) -> str:
    """What the singular and the plural of a term begin with."""
    base = _key(term)
    return term[: len(base) - 1] if base.endswith("y") else term[: len(base)]


def _form(term: str) -> str:
    """A pattern of the term in the singular and the plural."""
    ending = r"(?:ys?|ies)" if _key(term).endswith("y") else "(?:es|s)?"
    return rf"{re.escape(_stem(term))}{ending}(?!\w)"


def _known_phrases(document: Document, definitions: Sequence[Definition], names: Collection[str]) -> frozenset[str]:
    """What is no undefined term: defined terms, party names, headings, and the words that begin a paragraph or cell.

    A phrase that begins a line is a label ("Effective Date | 1 March 2027"); the reader finds it explained there. So is
    every capitalised phrase in a heading or a short line.
    """
    known = {_key(definition.term) for definition in definitions}
    known |= {_key(name) for name in names}
    titles = [section.title for section in document.sections] + [p.heading.rstrip(".:") for p in document.paragraphs]
    known |= {_key(title) for title in titles if title}
    for paragraph in document.paragraphs:
        line = _BEFORE_LABEL.sub("", paragraph.text)
        words = line.split()[:_LONGEST_LABEL]
        known |= {_key(" ".join(words[:count]).strip(" .:-–")) for count in range(1, len(words) + 1)}
        if len(line.split()) <= _LONGEST_LABEL and not line.rstrip().endswith((".", ";", ",")):
            titles.append(line)
    titles = [title.title() if title.isupper() else title for title in titles]
    known |= {_key(match.group()) for title in titles for match in _CAPITALISED.finditer(title)}
    return frozenset(known)


def _absent_paper(document: Document) -> _Use | None:
    """The first mention of a cover page, order form or the like that is to hold terms and is not in this file."""
    for paragraph in document.paragraphs:
        for match in _ANOTHER_PAPER.finditer(paragraph.text):
            name = match["paper"].lower()
            title = re.compile(rf"\W*{name}s?\b", re.IGNORECASE)
            there = any(len(p.text.split()) <= _LONGEST_LABEL and title.match(p.text) for p in document.paragraphs)
            if not there:
                return _Use(paragraph.index, *match.span("paper"))
    return None


def _is_name(term: str, known: Collection[str], paragraph: Paragraph, start: int) -> bool:
    key = _key(_JOINED_WORD.sub("", term))
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
