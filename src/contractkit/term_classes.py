"""What kind of thing a defined term is, from its definition, where the library has a word for it.

A contract may call its shoppers "Buyers", their data "Case Material" and its sub-processors "Helpers". Rules know
the plain words; the definition says which of them a term stands for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from contractkit.definitions import Definition
from contractkit.document import Document
from contractkit.text import fold

_START = r"^\W*(?:means? |is |are |by )?(?:an? |any |each |all |the )?"
_PEOPLE = r"(?:person|individual|somebody|anybody|consumer|people|whoever|natural person|private person)s?\b"
_SOMEBODY = r"(?:anyone|anybody|person|company|companies|third party|third parties|processors?|another)\b"
_OF_SHOPPERS = (
    r"\b.{0,80}(?:shopper|consumer|end customer|buyer|purchaser|caller|conversation|interaction|contact|message"
    r"|call)s?\b"
)
# Software that speaks, writes or decides in a conversation.
_TALKING = (
    r"(?:(?:virtual|digital|voice|ai|automated|automatic|conversational|smart|intelligent|artificial intelligence"
    r"|chat|talking"
    r"|answering|self-service|generative|language|writing|reply) (?:\w+ )?(?:assistant|agent|bot|robot|model|system"
    r"|tool|software|helper"
    r"|engine)s?|(?:chat|voice|mail|call)[- ]?bots?|bots?|llm|(?:large )?language models?"
    r"|(?:software|tools?|programs?|systems?|models?) (?:that|which|to) (?:can |also )?(?:answers?|talks?|speaks?"
    r"|writes?|repl(?:y|ies)|drafts?"
    r"|converses?|chats?|decides?))\b"
)
_CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (words, re.compile(pattern))
    for words, pattern in (
        ("data breach", r"personal data breach|breach of security|unauthori[sz]ed (?:access|disclosure)"),
        ("sub-processor", rf"{_START}{_SOMEBODY}.{{0,120}}\b(?:process\w*|handle) (?:personal |\w+ )?data"
                          r"|\bsub-?processor"),
        ("personal data", r"personal data|personal information|recordings|transcripts"
                          rf"|\b(?:data|information|records?|content|material){_OF_SHOPPERS}"),
        ("end customer", rf"{_START}{_PEOPLE}.{{0,80}}"
                         r"\b(?:bought|buys?|orders?|ordered|purchas\w+|contacts?|asks?|shop)\b"),
        ("chatbot", rf"{_START}(?:[\w'-]+ ){{0,4}}?{_TALKING}"),
        ("service credit", r"(?:sum|amount|deduction|reduction|discount|rebate)\b.{0,80}"
                           r"(?:miss\w*|below|not (?:met|reached|achieved)|falls? short|service levels?)"),
        ("service levels", rf"{_START}(?:figures?|targets?|levels?|measures?|values?|metrics?|indicators?)\b"),
        ("force majeure", r"(?:beyond|outside) (?:the |its |a party's )?(?:reasonable )?control"),
    )
)  # fmt: skip
# Terms for something else that is only about such a thing, and people who work for the vendor.
_ABOUT = re.compile(
    r"(?:laws?|acts?|agreement|policy|policies|officer|part(?:y|ies)|site|system|platform|period|date|day|hours"
    r"|services?)$"
)
_STAFF = re.compile(r"\b(?:employ\w*|engages?|works? for|staff|personnel|on its payroll)\b")
_LONGEST_MEANING = 400
_OPEN, _CLOSE = r"(?<!\w)[\"'“‘„«]", r"[\"'”’“»](?!\w)"
_NAME = r"(?P<name>[A-Z][\w.-]{1,20}(?: [A-Z0-9][\w.-]*)?)"
_QUOTED_NAME = re.compile(rf"{_OPEN}{_NAME}{_CLOSE}")
_CALLED = r"(?:named|called|known as|marketed as|branded|under the name(?: of)?|by the name of)"
_CALLED_NAME = re.compile(rf"(?<!\w){_CALLED} {_NAME}")
_IS_A_BOT = re.compile(
    r"(?:,| -| –|:)? (?:which is |being |is )?(?:(?:the|an?|our|its|their|your) )?(?:[\w'’-]+ ){0,4}?"
    rf"(?:(?i:{_TALKING})|assistant\b)"
)
_A_BOT_AHEAD = re.compile(
    rf"(?i:{_TALKING})(?:,? {_CALLED})? $|\bassistant $"
    rf"|(?i:{_TALKING})[^().;]{{0,60}}\((?:the |hereinafter |hereafter |called )*$"
)
_A_BOT_CALLED = re.compile(rf"(?i:{_TALKING}),? $")
_NEAR = 120  # characters before a name in which the bot is looked for


def classes_of(definitions: Iterable[Definition], parties: Collection[str]) -> dict[str, str]:
    """Return the class words of each defined term that has some, by the term; ``parties`` are no terms."""
    found: dict[str, str] = {}
    for definition in definitions:
        meaning = fold(definition.meaning[:_LONGEST_MEANING]).lower()
        words = next((words for words, pattern in _CLASSES if pattern.search(meaning)), "")
        if words == "end customer" and _STAFF.search(meaning):
            continue
        about = _ABOUT.search(definition.term.lower())
        if words and not about and definition.term not in parties and not _says_a_class(definition.term, words):
            found.setdefault(definition.term, words)
    return found


def named_bots(document: Document, parties: Collection[str]) -> dict[str, str]:
    """Return the class words of names that the text gives to talking software, not being names of ``parties``.

    "'Nova', the Agency's virtual assistant", "a voicebot called Ada", "an automated assistant ("Otto")".
    """
    names = {name for paragraph in document.paragraphs for name in _bots_of(paragraph.text)}
    return {name: "chatbot" for name in sorted(names - set(parties)) if not _says_it(name, "chatbot")}


def _bots_of(text: str) -> Iterator[str]:
    for match in _QUOTED_NAME.finditer(text):
        ahead = text[max(0, match.start() - _NEAR) : match.start()]
        if _IS_A_BOT.match(text, match.end()) or _A_BOT_AHEAD.search(ahead):
            yield match["name"].rstrip(".")
    for match in _CALLED_NAME.finditer(text):
        if _A_BOT_CALLED.search(text[max(0, match.start() - _NEAR) : match.start()]):
            yield match["name"].rstrip(".")


def _says_a_class(term: str, words: str) -> bool:
    """Whether the term says its class, or ends in another: Personal Data "that a Sub-processor handles" is none."""
    return _says_it(term, words) or term.lower().endswith(tuple(words for words, _ in _CLASSES))


def _says_it(term: str, words: str) -> bool:
    """Whether the term's own words say its class: "Service Levels", "Personal Data"."""
    own = fold(term).lower().rstrip("s")
    return own in words or words.rstrip("s") in own
