"""Two laws for one contract, and two prices for one unit: contradictions that no fact of the report holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from contractkit import text as t
from contractkit.evidence import Evidence, Passage
from contractkit.terms.defect import Defect, defect_at, named_place

_GOVERNED = re.compile(
    r"(?<!\w)governed(?: exclusively| solely)?(?: +by)?(?: +and +(?:construed|interpreted) +in +accordance +with| +by)*"
    r" +(?:the +)?(?:substantive +)?"
    r"(?:laws? +(?:in +force +in|of) +(?:the +)?(?:(?:state|province|republic|kingdom) +of +(?:the +)?)?"
    r"(?P<place>[a-z]+(?: +(?:and +)?[a-z]+){0,2})|(?P<adjective>[a-z]+) +law(?!\w))"
)
# The law of clauses on data transfer, of a dispute on one matter or of another paper is one of its own.
_OTHER_MATTER = re.compile(
    r"(?<!\w)(?:sccs?|clauses|transfers?|data|addendum|intellectual|employ\w*|labou?r|if|where|unless|except"
    r"|lease|policy"
    r"|arbitrat\w*|mandatory|consumers?)(?!\w)"
)
_PLACES = {
    "english": "england", "scottish": "scotland", "dutch": "netherlands", "german": "germany", "french": "france",
    "irish": "ireland", "swedish": "sweden", "norwegian": "norway", "danish": "denmark", "austrian": "austria",
    "swiss": "switzerland", "italian": "italy", "spanish": "spain", "polish": "poland", "indian": "india",
    "finnish": "finland", "belgian": "belgium", "portuguese": "portugal", "estonian": "estonia",
}  # fmt: skip
_NAMED = re.compile(
    r"(?:england|scotland|netherlands|germany|france|ireland|sweden|norway|denmark|austria|switzerland|italy|spain"
    r"|poland|india|finland|belgium|portugal|estonia|delaware|new york|california|texas|florida|illinois"
    r"|massachusetts|ontario"
    r"|washington|singapore|hong kong|philippines|malta|luxembourg|romania|bulgaria|virginia|georgia|oregon|nevada|ohio"
    r"|colorado|pennsylvania|new jersey|michigan|arizona|utah|wales|northern ireland)"
)
_UNITS = (
    r"(?:calls?|telephone calls?|chats?|e ?mails?|tickets?|contacts?|cases?|complaints?|orders?|returns?"
    r"|interactions?|conversations?|messages?|agent hours?|hours? of (?:an |each )?agents?|productive hours?"
    r"|requests?|repairs?)"
)
_PRICE = re.compile(rf"(?<![\w.,])(?P<money>{t.MONEY}) +(?:per|for each|for every|an?|each) +(?P<unit>{_UNITS})(?!\w)")
# What every such price holds one of, for speed.
_PERHAPS = re.compile(r"\d +(?:[a-z]+ +)?(?:per|for each|for every|an?|each) +[a-z]")
_CASE_OF_ITS_OWN = re.compile(
    r"(?<!\w)(?:above|beyond|over|up to|exceed\w*|below|under|first|next|additional|further|extra|volume|tier|band"
    r"|more than|less than|weekends?|sundays?|saturdays?|nights?|holidays?|peak|outside|overtime|until|from"
    r"|after|before|year"
    r"|month \d|discount\w*|reduced?|credits?|penalt\w*|bonus|deduct\w*|refund\w*|damages|pilot|trial|ramp\w*"
    r"|german|french|dutch|spanish"
    r"|italian|language|second|third|if|where|when|unless|except|instead|minimum|example|supervis\w*|senior|team)(?!\w)"
)


def laws_in_conflict(evidence: Evidence) -> Iterator[Defect]:
    """Yield both places where the contract names two laws that govern it."""
    found: dict[str, tuple[Passage, re.Match[str]]] = {}
    for passage in evidence.passages:
        if "governed" not in passage.canonical or _OTHER_MATTER.search(passage.canonical):
            continue
        for match in _GOVERNED.finditer(passage.canonical, passage.own):
            words = match["place"] or _PLACES.get(match["adjective"], "")
            named = _NAMED.match(words)
            if named:
                found.setdefault(named.group(), (passage, match))
    if len(found) == 2:
        yield from _both(evidence, [(place.title(), *where) for place, where in found.items()])


def prices_in_conflict(evidence: Evidence) -> Iterator[Defect]:
    """Yield both places where two prices are given for one call, ticket or the like, and no case tells them apart."""
    prices: defaultdict[str, dict[str, tuple[Passage, re.Match[str]]]] = defaultdict(dict)
    special: set[str] = set()
    for passage in evidence.passages:
        for match in _PRICE.finditer(passage.canonical) if _PERHAPS.search(passage.canonical) else ():
            unit = re.sub(r"s$", "", match["unit"])
            if _CASE_OF_ITS_OWN.search(passage.canonical):
                special.add(unit)
            elif match.start() >= passage.own:
                money = t.parse_money(match["money"])
                prices[unit].setdefault(t.told(money.value, money.unit), (passage, match))
    for unit, told in prices.items():
        if len(told) == 2 and unit not in special:
            yield from _both(evidence, [(price, *where) for price, where in told.items()])


def _both(evidence: Evidence, told: list[tuple[str, Passage, re.Match[str]]]) -> Iterator[Defect]:
    if told[0][1].paragraph == told[1][1].paragraph:
        return
    for (value, passage, match), (other, elsewhere, _) in (told, told[::-1]):
        place = named_place(evidence.document, elsewhere.paragraph)
        yield defect_at(passage, match, f"{value} here, {other} {place}")
