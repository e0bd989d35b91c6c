"""Short names as contracts give them: ("the Agency"), hereinafter called simply FIRM, - the "Principal" -."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from contractkit.party_nouns import noun_role

_DOUBLE = str.maketrans(dict.fromkeys("“”„‟″", '"'))
_GUILLEMETS = re.compile(r"«\s*|\s*»|‹\s*|\s*›")
_SINGLE = re.compile(r"""(?<![\w"])['‘‚]([^\W_][^'‘"()\n]{1,40}?)['’](?![\w"])""")

GROUP = re.compile(r"""\((?P<inner>[^()]{0,40}"[^()]{1,90}"[^()]{0,40})\)""")
# Quoted names behind each other that close a longer parenthesis: (Porchlight Co., of Boone, "we" or "Porchlight").
_SERIES = r"""(?:the )?"[^"()]{1,40}"(?:(?:,|,? (?:and|or))? ?(?:the )?"[^"()]{1,40}"){0,4}"""
GROUP_END = re.compile(rf"""(?P<inner>{_SERIES})\)""")
# '"We", "us" and "Larkmill" are Larkmill, Inc.': what stands behind them is the party.
DEFINING = re.compile(rf"""(?P<inner>{_SERIES}) (?:is|are|means?|shall mean|refers? to) """, re.IGNORECASE)
QUOTED = re.compile(r"""["](?:the )?(?P<name>[^\W_][\w&.' -]{1,40}?)[,.]?["]""", re.IGNORECASE)

_THE_NOUN = re.compile(r'"the (?P<name>[A-Z][\w ]{1,30})"')

_TRIGGER = (
    r"(?i:hereinafter|hereafter|herein called|henceforth|from now on|in what follows|in the following"
    r"|nachfolgend|im folgenden|ci-après"
    r"|en adelante|en lo sucesivo|doravante|hierna|di seguito|in short|for short|for brevity"
    r"|(?:referred to|known|called|designated|denominated|styled|abbreviated)"
    r"(?: (?:in|throughout) (?:this|these|the) \w+| below)?(?: as)?)"
)
_FILLER = (
    r"(?i:shall|will|be|is|are|it|simply|briefly|only|also|jointly|together|collectively|individually|and|or|referred|to"
    r"|called|named|known|denominated|designated|as|by|for|the sake of|brevity|in short|in this (?:contract|document"
    r"|agreement|deed)|hereinafter|hereafter|singly|respectively|of|le|la|der|die|das|el)"
)
_CAPITALISED = r"(?![a-z_ß-öø-ÿ])\w[\w&'’-]*"
CAPITALISED_WORDS = rf"{_CAPITALISED}(?: (?:(?:of|van|de|der|du|&|and) )*{_CAPITALISED}){{0,4}}"
_CALLED = re.compile(
    rf"""\b{_TRIGGER}(?:,?:? {_FILLER}){{0,10}},?:?\s*(?:(?:the )?(?P<inner>"[^"]{{2,40}}")"""
    rf"""|(?:[Tt]he |THE )?(?P<bare>{CAPITALISED_WORDS})"""
    r"""(?=\s*(?:[)\],.;:]|[-–—] |$)| and | of the | on the |\s[-–—]))"""
)
_BRACKETED = re.compile(
    rf"(?:\(|(?<=\s)[-–—] )(?P<the>the )?(?P<bare>{_CAPITALISED}(?: {_CAPITALISED}){{0,2}})(?:\)| [-–—](?=\s|$))"
)
_CAPACITY = re.compile(
    rf"\bas (?:the )?(?:{_CAPITALISED}(?: {_CAPITALISED})* or )?(?P<bare>[A-Za-z]+(?: [A-Za-z]+)?)(?=[,.;:)]|$| and )"
)
_SIGNED = re.compile(
    rf"(?i:signed|executed|acting) (?i:for|by|on behalf of) (?:[Tt]he |THE )"
    rf"(?P<bare>{_CAPITALISED}(?: {_CAPITALISED})?)"
)
_PRONOUNS = {"we", "us", "our", "ours", "you", "your", "yours"}


class Alias(NamedTuple):
    """Names given together at one place. ``behind`` when the party follows them; ``role`` when only that is said.

    ``sure`` is False for a word in brackets: it names a party only if it settles a role or is part of its name.
    ``capacity`` for "as Client", which may also be said of other contracts.
    """

    start: int
    end: int
    names: tuple[str, ...]
    behind: bool = False
    role: str = ""
    sure: bool = True
    capacity: bool = False


def with_plain_quotes(text: str) -> str:
    """Return ``text`` with straight double quotation marks in place of every other kind, and straight apostrophes."""
    plain = _GUILLEMETS.sub('"', text.translate(_DOUBLE))
    if "'" in plain or "‘" in plain or "’" in plain:
        plain = _SINGLE.sub(r'"\1"', plain).replace("’", "'")
    return plain


def aliases(paragraph: str) -> Iterator[Alias]:
    """Yield the short names that a paragraph (with plain quotes) gives, in order, each place once."""
    taken = -1
    for alias in sorted(_candidates(paragraph), key=lambda alias: (alias.start, -alias.end)):
        if alias.names and alias.start >= taken:
            taken = alias.end
            yield alias


def _candidates(paragraph: str) -> Iterator[Alias]:
    if '"' in paragraph:
        for pattern in (GROUP, GROUP_END, DEFINING):
            for match in pattern.finditer(paragraph):
                yield Alias(*match.span(), _quoted(match["inner"]), behind=pattern is DEFINING)
        for match in _THE_NOUN.finditer(paragraph):
            if noun_role(match["name"]):
                yield Alias(*match.span(), (match["name"],))
    for match in _CALLED.finditer(paragraph):
        yield Alias(*match.span(), _quoted(match["inner"]) if match["inner"] else (match["bare"],))
    for match in _BRACKETED.finditer(paragraph):
        yield Alias(*match.span(), (match["bare"],), sure=bool(match["the"]))
    for match in _SIGNED.finditer(paragraph):
        if noun_role(match["bare"]):
            yield Alias(*match.span(), (match["bare"],))
    for match in _CAPACITY.finditer(paragraph):
        if role := noun_role(match["bare"]):
            named = match["bare"][0].isupper()
            yield Alias(*match.span(), (match["bare"],), role="" if named else role, capacity=True)


def _quoted(inner: str) -> tuple[str, ...]:
    names = (match["name"].strip() for match in QUOTED.finditer(inner))
    return tuple(name for name in names if name.lower() not in _PRONOUNS)
