"""What is no undefined term although it has capitals: names, headings, labels, and what is made of known terms."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from contractkit.definitions import Definition
from contractkit.document import Document, Paragraph

_LONGEST_LABEL = 6  # words
WORD = r"[A-Z][a-z][\w’'-]*"
_CAPITALISED = re.compile(rf"{WORD}(?: {WORD})*")
# Boxes to tick and marks of a form in front of a label: "( x )", "[ ]", "{IF claims}".
_BEFORE_LABEL = re.compile(r"^(?:\{[^}]*\}|\(\s*\w?\s*\)|\[\s*\w?\s*\]|\W)+")
# "3.1 Client Systems are the shop system and ..."
_EXPLAINED = re.compile(
    rf"[\d.()a-z]{{0,8}}\s*(?:The |An? )?(?P<term>{WORD}(?: {WORD})+) (?:is|are|means?|includes?|consists?)\b"
)
_ANOTHER_PAPER = re.compile(
    r"\b(?:in|on|by|under|from|of) (?:the|an?|each|any|its|such) (?:applicable |relevant |signed |accepted )?"
    r"(?P<paper>Cover Page|Cover Sheet|Order Form|Key Terms|Order Sheet|Statement of Work|Quote|Proposal|Term Sheet"
    r"|Deal Sheet"
    r"|Commercial Terms|Particulars|Contract Details|Main Agreement|Master Agreement|Order)\b(?! [A-Z])"
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
        recitals regulation regulations republic road saturday schedule schedules scotland secretary section
        sections september south spain spanish state states statistics step street sunday team texas thursday tier
        treaty tuesday uncitral union university wales web wednesday west york argentina australia austria bangladesh
        belgium brazil bulgaria canada cebu chile china colombia croatia czech delhi denmark egypt finland ghana greece
        guatemala hungary india indonesia italy jamaica japan kenya malaysia manila mexico morocco mumbai national
        netherlands nigeria norway pakistan peru philippines poland portugal preference romania rwanda singapore
        slovakia sweden switzerland tunisia turkey ukraine vietnam wage
        """,
    )
)
_LAW_AHEAD = re.compile(
    r"\s(?:Act|Code|Regulation|Directive|Convention)\b"
    r"|.{0,80}\b(?:Act|Regulations?|Directive|Code|Law|Order|Decree|Rules)\b\W*(?:\d{4}|of|\()"
)
_LAW_BEHIND = re.compile(r"\b(?:Convention|Treaty|Charter|Act) (?:\w+ ){0,3}$")
_JOINED_WORD = re.compile(r"^[A-Z]\w*-[a-z]\w* ")  # "Customer-procured Materials"
_LAST_NAMES = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\.? $")
_ENDING = re.compile(r"(?:'s|s'|ies|s)$")


@dataclass(frozen=True, slots=True)
class Use:
    """Where a word stands: paragraph and offsets."""

    paragraph: int
    start: int
    end: int


def key_of(term: str) -> str:
    """Return the term in small letters and in the singular, for comparison."""
    low = term.lower().replace("’", "'")
    return low if low[-1:] not in "'s\n" else _ENDING.sub(lambda match: "y" if match.group() == "ies" else "", low)


def known_phrases(document: Document, definitions: Sequence[Definition], names: Collection[str]) -> frozenset[str]:
    """What is no undefined term: defined terms, party names, headings, and the words that begin a paragraph or cell.

    A phrase that begins a line is a label ("Effective Date | 1 March 2027"); the reader finds it explained there. So is
    every capitalised phrase in a heading or a short line.
    """
    known = {key_of(definition.term) for definition in definitions}
    known |= {key_of(name) for name in names}
    titles = [section.title for section in document.sections] + [p.heading.rstrip(".:") for p in document.paragraphs]
    known |= {key_of(title) for title in titles if title}
    for paragraph in document.paragraphs:
        line = _BEFORE_LABEL.sub("", paragraph.text)
        words = line.split()[:_LONGEST_LABEL]
        known |= {key_of(" ".join(words[:count]).strip(" .:-–")) for count in range(1, len(words) + 1)}
        explained = _EXPLAINED.match(paragraph.text)
        if explained:
            known.add(key_of(explained["term"]))
        if len(line.split()) <= _LONGEST_LABEL and not line.rstrip().endswith((".", ";", ",")):
            titles.append(line)
    titles = [title.title() if title.isupper() else title for title in titles]
    known |= {key_of(match.group()) for title in titles for match in _CAPITALISED.finditer(title)}
    return frozenset(known)


def absent_paper(document: Document) -> Use | None:
    """The first mention of a cover page, order form or the like that is to hold terms and is not in this file."""
    for paragraph in document.paragraphs:
        for match in _ANOTHER_PAPER.finditer(paragraph.text):
            name = match["paper"].lower()
            title = re.compile(rf"\W*{name}s?\b", re.IGNORECASE)
            there = any(len(p.text.split()) <= _LONGEST_LABEL and title.match(p.text) for p in document.paragraphs)
            if not there:
                return Use(paragraph.index, *match.span("paper"))
    return None


def is_name(term: str, known: Collection[str], paragraph: Paragraph, start: int) -> bool:
    """Return whether a capitalised phrase of a paragraph is known, or the name of a law, a person or a place."""
    key = key_of(_JOINED_WORD.sub("", term))
    if key in known or any(key_of(part) in _NAMES or part.lower() in _NAMES for part in term.split()):
        return True
    if term.endswith("Rules") and "rbitra" in paragraph.text:
        return True  # of an institution
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
        key_of(" ".join(words[:at])) in known and (at == len(words) or _is_made_of(" ".join(words[at:]), known))
        for at in range(1, len(words) + 1)
    )
