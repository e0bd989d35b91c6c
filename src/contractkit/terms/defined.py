"""Defined terms: used and not defined, defined and not used, defined twice, defined by each other, written otherwise.

Precision first: a contract that does not define its words is not judged by this, and names of laws, bodies, places,
people's offices and headings are no defined terms.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, combinations

from contractkit.definitions import Definition, find_definitions
from contractkit.document import Document
from contractkit.party_nouns import CUSTOMER_NOUNS, OFTEN_NO_PARTY, VENDOR_NOUNS
from contractkit.terms.defect import Defect, named_place
from contractkit.terms.known_phrases import WORD, Use, absent_paper, is_name, key_of, known_phrases

_FEWEST_DEFINITIONS = 4  # a contract that defines fewer does not work with defined terms
_FEWEST_OF_ALL = 2  # the parties' own names; then only a phrase or two
_MOST_OF_FEW = 2
_FEWEST_SINGLE_USES = 3  # one capital may be a habit of the hand
_MOST_UNDEFINED = 0.25  # of all terms: beyond it the definitions stand in another document, or we misread them
_SHORT_MEANING = 8  # words

_PHRASE = re.compile(
    rf"(?<=[a-z,;] )(?:the|each|any|an?|its|such|every|all) (?P<term>{WORD}(?: {WORD}){{0,3}})(?![\w’'-])"
)
# A note to the drafter, words that are only quoted, and "any other confidential information".
_IN_GENERAL = re.compile(
    r"\[[^\]]*$|[\"“'‘]$"
    r"|\b(?:[Aa]ny|[Nn]o|other|certain|applicable|own|relevant|different|proprietary (?:and|or)"
    r"|(?<=[a-z,;] )[A-Z][\w’'-]*) $"
)
# Words that are meant as terms wherever they have a capital, though the text also has them in small letters.
_OF_ART = frozenset({"term"})
_FEWEST_OF_ART = 2
_OF_A_PAPER = re.compile(r"\b(?:Agreement|Contract|Addendum|Terms|Act|Regulations?|Directive|Law|Code|Date)$")
_SCHEDULE = re.compile(r"\b(?:schedule|annex|exhibit|appendix|attachment|addendum|order|sow)", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:\b(?:Exhibits?|Schedules?|Annex\w*|Appendix|Clauses?|Sections?|Articles?|Attachments?|and)|,)\s*"
    r"(?:\d+(?:\.\d+)*|[A-Z])\s?\([^()]*$"
)  # "Exhibit 8 ("Price List")" names an exhibit by its title
_MEANS = 12  # characters of "means" and marks between a term and its meaning
_FEWEST_CAPITALS = 2
_INSIDE_SENTENCE = re.compile(r"[a-z,;] $")
_THE_VERY = re.compile(r"(?<![\w’'-])[Tt]he $")
_OF = re.compile(r" (?:of|for|that|which|who)\b")
_OFTEN_SMALL = frozenset(
    {"confidential information", "intellectual property rights", "applicable law", "annual budget"}
)
_SINGLE_WORDS = frozenset({"term", "services", "fees", "charges", "deliverables", "software", "platform"}) | {
    noun.lower() for noun in (*VENDOR_NOUNS, *CUSTOMER_NOUNS) if noun not in OFTEN_NO_PARTY
}
_ENDING, _ENDING_OF_Y = re.compile(r"(?:es|s)?(?!\w)"), re.compile(r"(?:ys?|ies)(?!\w)")
_SMALL_S, _CAPITAL_S = re.compile(r"s?(?!\w)"), re.compile(r"S?(?!\w)")
_COMMON_PLURALS = frozenset({"service levels"})  # common words, though the singular is a term
_LOWER_EXEMPT = _COMMON_PLURALS | {
    "personal data", "agreement", "contract", "service", "party", "parties", "law", "laws", "affiliate",
}  # fmt: skip


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
        self._single = {key_of(term) for term in (*names, *(d.term for d in self._definitions))}
        self._short_forms = _short_forms(document, self._definitions, names)
        self._text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        self._known_uses: dict[str, list[Use]] = {}
        self._starts = list(accumulate((len(p.text) + 1 for p in document.paragraphs), initial=0))

    def duplicates(self) -> Iterator[Defect]:
        """Yield the second definition of a term that means something else than the first."""
        first: dict[str, Definition] = {}
        for definition in self._spelled_out:
            earlier = first.setdefault(key_of(definition.term), definition)
            if earlier.paragraph == definition.paragraph or definition.local:
                continue
            if not _same(earlier.meaning, definition.meaning):
                detail = f"{definition.term}, first defined as “{_short(earlier.meaning)}”"
                yield Defect(definition.paragraph, definition.start, definition.end, detail)
        yield from self._short_forms_given_twice()

    def _short_forms_given_twice(self) -> Iterator[Defect]:
        """Yield a short form that two paragraphs of the body give to different words."""
        first: dict[str, Definition] = {}
        for definition in self._short_forms:
            earlier = first.setdefault(definition.term, definition)
            sections = {self._document.paragraphs[d.paragraph].section for d in (earlier, definition)}
            if earlier.paragraph == definition.paragraph or any(_SCHEDULE.search(section) for section in sections):
                continue
            words = [_words_before(self._document.paragraphs[d.paragraph].text, d.start) for d in (earlier, definition)]
            if not words[0] & words[1]:
                place = named_place(self._document, earlier.paragraph)
                detail = f"{definition.term}, which stands for something else {place}"
                yield Defect(definition.paragraph, definition.start, definition.end, detail)

    def circular(self) -> Iterator[Defect]:
        """Yield short definitions that explain a term by a term that is explained by the first."""
        short = {key_of(d.term): d for d in self._spelled_out if _words(d.meaning) <= _SHORT_MEANING}
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
        """Yield terms that a sentence, a table or brackets define and that nothing else uses."""
        for definition in (*self._spelled_out, *self._short_forms):
            if definition.term not in self._names and not self._uses(definition):
                yield Defect(definition.paragraph, definition.start, definition.end, definition.term)

    def undefined(self) -> Iterator[Defect]:
        """Yield the first use of a capitalised term that nothing defines."""
        if len(self._definitions) < _FEWEST_OF_ALL:
            return
        known = known_phrases(self._document, self._definitions, self._names)
        uses: defaultdict[str, list[Use]] = defaultdict(list)
        for paragraph in self._document.paragraphs:
            for match in _PHRASE.finditer(paragraph.text):
                if not is_name(match["term"], known, paragraph, match.start("term")):
                    use = Use(paragraph.index, match.start("term"), match.end("term"))
                    uses[key_of(match["term"])].append(use)
        found = {key: places for key, places in uses.items() if " " in key or self._is_habit(key, places)}
        paper = absent_paper(self._document) if len(found) > 1 else None
        few = len(self._definitions) < _FEWEST_DEFINITIONS
        most = _MOST_OF_FEW if few else _MOST_UNDEFINED * (len(found) + len(self._definitions))
        if (few and paper) or (not paper and len(found) > most):
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
        """Yield a defined term in small letters, when it mostly has its capitals."""
        told: set[str] = set()
        for definition in self._definitions:
            low = definition.term.lower()
            if low in told or low in _LOWER_EXEMPT or definition.term.isupper():
                continue
            if " " not in low and low not in _SINGLE_WORDS:
                continue
            told.add(low)
            capital = len(self._uses(definition))
            small = self._in_small_letters(definition) if capital >= _FEWEST_CAPITALS else ()
            if len(small) <= max(1, capital // (4 if " " in low else 10)):
                for use in small:
                    yield Defect(use.paragraph, use.start, use.end, f"defined as {definition.term}")

    def _in_small_letters(self, definition: Definition) -> Sequence[Use]:
        """Where a term stands without its capitals; for a single word only where that is plainly meant: "the term"."""
        low = definition.term.lower()
        found = [use for use in self._places(_stem(low), _ending(low)) if not _makes(use, definition)]
        found = [use for use in found if self._words(use) not in _COMMON_PLURALS]
        very = [use for use in found if _THE_VERY.search(self._before(use)) and not _OF.match(self._after(use))]
        if " " not in low:
            return found if len(very) == len(found) else ()
        if low.endswith(" date") or low in _OFTEN_SMALL:
            return very
        half = low.capitalize()
        if half != definition.term and key_of(half.partition(" ")[0]) not in self._single:
            halves = self._places(_stem(half), _ending(half))
            found += [use for use in halves if _INSIDE_SENTENCE.search(self._before(use))]
        return [use for use in found if use in very or not self._is_general(use)]

    def _is_general(self, use: Use) -> bool:
        """Whether words in small letters mean things of that kind in general: "any other business day"."""
        return bool(_IN_GENERAL.search(self._before(use)) or _OF.match(self._after(use)))

    def _uses(self, definition: Definition) -> list[Use]:
        """Where the term stands, in the singular, the plural or capitals, beside its own definition."""
        here = (definition.paragraph, definition.start)
        return [use for use in self._uses_of(definition.term) if (use.paragraph, use.start) != here]

    def _uses_of(self, term: str) -> list[Use]:
        if term not in self._known_uses:
            ordinary, capitals = self._places(_stem(term), _ending(term)), self._places(term.upper(), _CAPITAL_S)
            self._known_uses[term] = [*ordinary, *capitals]
        return self._known_uses[term]

    def _words(self, use: Use) -> str:
        return self._document.paragraphs[use.paragraph].text[use.start : use.end]

    def _before(self, use: Use) -> str:
        return self._document.paragraphs[use.paragraph].text[: use.start]

    def _after(self, use: Use) -> str:
        return self._document.paragraphs[use.paragraph].text[use.end :]

    def _places(self, stem: str, ending: re.Pattern[str]) -> Iterator[Use]:
        """Where a stem with an ending stands as whole words."""
        at = self._text.find(stem)
        while at >= 0:
            match = ending.match(self._text, at + len(stem))
            if match and not (at and (self._text[at - 1].isalnum() or self._text[at - 1] in "_-")):
                paragraph = bisect_right(self._starts, at) - 1
                start = self._starts[paragraph]
                yield Use(paragraph, at - start, match.end() - start)
            at = self._text.find(stem, at + 1)

    def _is_habit(self, key: str, places: Sequence[Use]) -> bool:
        """Whether a single word is meant as a term: it has its capital often, and never stands in small letters."""
        if key in _OF_ART:
            return len(places) >= _FEWEST_OF_ART
        if len(places) < _FEWEST_SINGLE_USES:
            return False
        return next(self._places(key, _SMALL_S), None) is None


def _spelled_out(definitions: Sequence[Definition]) -> list[Definition]:
    """Those with a meaning of their own; "has the meaning given in the Agreement" only points to one."""
    return [
        d for d in definitions if d.meaning and not re.match(r"\W*(?:has|have|shall have|will have) the", d.meaning)
    ]


def _short_forms(document: Document, definitions: Sequence[Definition], names: Collection[str]) -> list[Definition]:
    """Terms of two or more words that brackets define, without names of parties, papers and laws."""
    return [
        d
        for d in definitions
        if d.manner == "short form"
        and " " in d.term
        and d.term not in names
        and d.term not in (*VENDOR_NOUNS, *CUSTOMER_NOUNS)
        and not _OF_A_PAPER.search(d.term)
        and not d.term.isupper()
        and not _TITLE.search(document.paragraphs[d.paragraph].text, 0, d.start)
    ]


def _makes(use: Use, definition: Definition) -> bool:
    """Whether the words stand in the definition itself, or before the brackets that make them a term."""
    if not definition.meaning and use.paragraph < definition.paragraph:
        return True
    return use.paragraph == definition.paragraph and use.start < definition.end + len(definition.meaning) + _MEANS


def _words_before(text: str, bracket: int) -> frozenset[str]:
    """The longer words that stand right before a short form."""
    return frozenset(re.findall(r"[a-z\d]{5,}", text[max(0, bracket - 60) : bracket].lower())[-5:])


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", " ", one.lower()) == re.sub(r"\W+", " ", other.lower())


def _short(meaning: str) -> str:
    words = meaning.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


def _words(text: str) -> int:
    return len(text.split())


def _mentions(text: str, term: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(_stem(term))}{_ending(term).pattern}", text) is not None


def _stem(term: str) -> str:
    """What the singular and the plural of a term begin with."""
    base = key_of(term)
    return term[: len(base) - 1] if base.endswith("y") else term[: len(base)]


def _ending(term: str) -> re.Pattern[str]:
    """What follows the stem of a term in the singular and the plural."""
    return _ENDING_OF_Y if key_of(term).endswith("y") else _ENDING
