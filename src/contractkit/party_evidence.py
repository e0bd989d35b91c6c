"""Who performs and who pays, by what the text lets a party do and what it says of others towards it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contractkit.party_mentions import places

MOST_HITS = 5  # of one sign of a role: a habit of wording must not outvote everything else
_MOST_MENTIONS = 400
_WINDOW = 110  # characters before a mention in which a sign may begin

_SERVICES = (
    r"(?:the |its |such |all |any |certain |following |trained |\w+-?\w* ){0,5}?(?:services?|support|work|assistance"
    r"|representatives|agents|operators)\b"
)
_CONTACTS = (
    r"(?:calls?|callers?|messages?|contacts?|enquir(?:y|ies)|inquir(?:y|ies)|quer(?:y|ies)|requests|tickets?|customers?|shoppers|buyers|consumers"
    r"|families|people|chats?|e-?mails?|letters|post|questions|telephones?|phones?|bookings|complaints)\b"
)
_TRADE = (
    r"(?:customer (?:support|service|care)|contact cent|call cent|outsourc|call handling|telephone answering"
    r"|answering service|BPO|help ?desk)"
)
_WORKERS = (
    r"(?:agents?|teams?|people|staff|shifts?|personnel|representatives|operators|executives"
    r"|workers|specialists|line|desk|positions?)\b"
)
_TEXTS = (
    r"(?:catalog\w*|price lists?|stock lists?|product (?:list|data|information)|scripts?|texts|manuals?|samples?"
    r"|access|guidelines|forecasts?|tone of voice|style guide|knowledge base|rates|return policy|lists|templates)\b"
)
# No price of services: a vendor pays credits, damages and its people as well.
_NO_PRICE = (
    r"(?![^.;\n]{0,50}\b(?:credits?|damages|penalt\w+|refunds?|compensation|taxes|salar\w+|wages|its (?:own )?(?:staff"
    r"|employees|personnel|people|agents|subcontractors)|on demand|own costs)\b)"
)
_DUTY = (
    r"(?:shall|will|must|may|can|agrees? to|undertakes? to|undertakes the|is to|has agreed to|is engaged to"
    r"|is obliged to|wishes to|is willing to|hereby|also|then|only|always)"
)
# What may stand between a party and its verb.
_TO_THE_VERB = re.compile(rf"(?:'s?(?= ))? (?:{_DUTY} (?:\w+ly )?){{0,3}}")
# What a party does: (role, weight, verb and object).
_DOES: tuple[tuple[str, int, str], ...] = (
    ("vendor", 3, r"(?:\w+ ){0,2}?(?:provid|perform|suppl|deliver|render|staff|handl|answer|produc|manufactur|maintain"
     rf"|furnish|carr|execut)(?:e|es|y|ies|s|ing)? (?:out )?{_SERVICES}"),
    ("vendor", 3, r"(?:answer|accept|handle|serve|attend|take|pick|meet|respond|repl(?:y|ie)|look|process|care"
     rf"|deal)s?\b[^.\n]{{0,60}}{_CONTACTS}"),
    ("vendor", 3, rf"(?:is|carries on|operates|specialis\w+|provides|runs)\b[^.\n]{{0,60}}{_TRADE}"),
    ("vendor", 3, r"(?:operate|run|man)s? (?:a |an |the )?(?:\w+ )?(?:line|helpline|desk|hotline|service)\b"),
    ("vendor", 1, r"(?:answers?|answering|staffs?|puts in)\b"),
    ("vendor", 2, r"(?:meet|reach|achieve)(?:s|es)? (?:the |all )?(?:service levels?|targets|KPIs)\b"),
    ("vendor", 2, r"(?:staff|roster|recruit|hire|depute|deploy|schedule|plan|train|employ|choose|use its own|provide"
     rf"|use|put|send|assign)s?\b[^.\n]{{0,30}}{_WORKERS}"),
    ("vendor", 2, r"(?:invoice|bill)s?\b|(?:issue|raise|cut|send|submit|present)s?\b[^.\n]{0,30}\b(?:invoice|bill)"),
    ("vendor", 2, r"(?:raise|increase|adjust|revise|index|put up|review|change)s? (?:its |the |their )?(?:\w+ )?"
     r"(?:rates|prices?|charges|fees?|tariff)\b"),
    ("vendor", 1, r"(?:reports?|subcontracts?|substitutes?|(?:is|are) not (?:liable|responsible|answerable)"
     r"|delegates?|disclaims?)\b"),
    ("vendor", 3, r"(?:is |are |)(?:the |a )?(?:data )?processor\b"),
    ("customer", 3, r"(?:is |are |)(?:the |a )?(?:data )?controller\b"),
    ("customer", 3, rf"(?:pay|remit|reimburse|remunerate|compensate|settle|fund)\b{_NO_PRICE}"),
    ("customer", 3, r"(?:make|release)s? (?:the )?payments?\b"),
    ("customer", 2, rf"(?:alone )?(?:pays|settles|remits)\b{_NO_PRICE}"),
    ("customer", 1, rf"(?:alone )?pays (?:for|per|by|within|each|every|monthly|against|in advance|[€£$]?\d|EUR|GBP|USD"
     rf"|(?:the|a|an|its) (?:\w+ )?(?:fees?|price|invoices?|bills?|charges|rate|remuneration)\b){_NO_PRICE}"),
    ("customer", 3, r"(?:has )?(?:engage[sd]?|appoint(?:s|ed)?|retain(?:s|ed)) (?!a |its |an |the services of its)"
     r"|(?:engage|appoint|outsource|buy|obtain|receive|retain|purchase)\b[^.\n]{0,60}(?:services?|support)"),
    ("customer", 3, r"(?:desires|wishes) to (?:engage|appoint|outsource|buy|obtain|receive|retain)"),
    ("customer", 3, r"(?:sells?|retails?|manufactures?|makes and sells"
     r"|(?:operates?|runs?|owns?) (?:an?|the|its) (?:online|e-commerce|web)"
     r"|(?:is )?engaged in the (?:online )?(?:sale|retail|manufacture))\b"),
    ("customer", 2, rf"(?:provide|give|supply|supplie|send|deliver|hand over|hand|share|lend|prepare|maintain|keep)s?\b"
     rf"[^.\n]{{0,30}}{_TEXTS}"),
    ("customer", 1, r"(?:approve|reject|audit|inspect|visit|listen|benchmark|forecast|accept|flex)s?\b"),
    ("customer", 2, r"(?:is |be |)invoiced\b|(?:deduct|withhold|set off)s?\b"),
)  # fmt: skip
# What belongs to a party.
_OWNS: tuple[tuple[str, int, str], ...] = (
    ("vendor", 1, r"'?s? (?:agents?|personnel|employees|staff|invoices?|rates|fees|charges|people|advisers"
     r"|operators)\b"),
    ("customer", 2, r"'?s? (?:customers|end customers|products|online (?:shop|store)|web ?shop|brand|website"
     r"|shoppers|orders|buyers|callers|account holders|consumers|guests|catalogue|accounts? receivable)\b"),
)  # fmt: skip
# What the text says of others towards a party: by the last word before its name, (role, weight, pattern, what follows).
_TOWARDS: dict[str, tuple[tuple[str, int, str, str], ...]] = {
    "by": (
        ("vendor", 3, r"services (?:to be )?(?:provided|performed|rendered|supplied|delivered) by", ""),
        ("vendor", 2, r"\b(?:answered|handled|staffed|hired|trained|employed|taken|sent) by", ""),
        ("customer", 2, r"\b(?:paid|settled|payable|funded) by", ""),
    ),
    "to": (
        ("vendor", 3, r"\b(?:entrust|entrusts|entrusting|hand|hands|pass|passes|outsourced?s?)\b[^.\n]{0,60} to", ""),
        ("vendor", 2, r"\b(?:payable|paid|pay|pays|payments?)\b[^.\n]{0,20} to", _NO_PRICE),
        ("customer", 2, r"(?:services|products|support) (?:provided |performed |rendered |delivered )?to", ""),
        ("customer", 2, r"\b(?:invoices?|bills?)\b(?: \w+){0,2} to", ""),
    ),
    "for": (
        ("customer", 2, r"(?:services|products) (?:provided |performed |rendered |delivered )?for", ""),
        ("customer", 2, r"\b(?:answers?|handles?|takes?|attends?|calls|telephone)\b[^.\n]{0,60} for", ""),
    ),
    "from": (
        ("vendor", 3, r"\b(?:hires?|engages?|obtains?|buys?|orders?)\b[^.\n]{0,40}(?:services?|support|staff|workers)"
         r"[^.\n]{0,10} from", ""),
    ),
    "on": (("customer", 2, r"\binvoices? on", ""),),
    "of": (
        ("customer", 2, r"\b(?:customers|shoppers|buyers|consumers|purchasers|account holders) of", ""),
        ("customer", 2, r"\b(?:calls|contacts|e-?mails|messages|enquiries|tickets) of", ""),
        ("vendor", 1, r"\b(?:invoices?|charges|fees|agents|staff|team) of", ""),
        ("customer", 1, r"\bin the name of", ""),
    ),
    "that": (("vendor", 3, r"(?:desires?|wishes|wants|request\w*) that", r" (?:to )?(?:provide|perform|supply)"),),
    "": (
        ("vendor", 2, r"\b(?:payable|paid|pay|pays|payment|owes?)", _NO_PRICE),
        ("customer", 2, r"\b(?:invoices?|bills?)", ""),
        ("vendor", 3, r"(?:retain|engage|appoint|hire|commission|entrust)(?:s|ed)?",
         r"(?! (?:shall|will|may|must|is)\b)"),
        ("vendor", 3, r"(?:desires?|wishes|wants|request\w*)", r" (?:to )?(?:provide|perform|supply)"),
    ),
}  # fmt: skip
_LAST_WORD = re.compile(r"(\w+) (?:the |THE )?\Z")


# (role, weight, pattern). Compiled with the module: what modules compile is kept between runs.
_BEHIND_OWNER = [(role, weight, re.compile(sign)) for role, weight, sign in _OWNS]
_BEHIND_VERB = [(role, weight, re.compile(sign)) for role, weight, sign in _DOES]
_BEFORE = {
    word: [(role, weight, re.compile(rf"(?:{sign})\Z"), re.compile(then)) for role, weight, sign, then in signs]
    for word, signs in _TOWARDS.items()
}


class _Tally:
    """Hits of each sign, at most ``MOST_HITS``, as points for its role."""

    def __init__(self) -> None:
        self.points = {"vendor": 0, "customer": 0}
        self._hits: dict[re.Pattern[str], int] = {}

    def open(self, sign: re.Pattern[str]) -> bool:
        return self._hits.get(sign, 0) < MOST_HITS

    def add(self, sign: re.Pattern[str], role: str, weight: int) -> None:
        self._hits[sign] = self._hits.get(sign, 0) + 1
        self.points[role] += weight


def evidence_of(names: Iterable[str], text: str) -> dict[str, int]:
    """Return the points, by role, that the text gives whoever it calls by these ``names``."""
    spellings = {spelling for name in names for spelling in (name, name.upper())}
    spans = {at: at + len(name) for name in sorted(spellings, key=len) for at in places(name, text)}
    tally = _Tally()
    for start in sorted(spans)[:_MOST_MENTIONS]:
        end = spans[start]
        _count_behind(text, end, tally)
        _count_before(text, start, end, tally)
    return tally.points


def _count_behind(text: str, end: int, tally: _Tally) -> None:
    for role, weight, sign in _BEHIND_OWNER:
        if sign.match(text, end) and tally.open(sign):
            tally.add(sign, role, weight)
    if verb := _TO_THE_VERB.match(text, end):
        for role, weight, sign in _BEHIND_VERB:
            if sign.match(text, verb.end()) and tally.open(sign):
                tally.add(sign, role, weight)


def _count_before(text: str, start: int, end: int, tally: _Tally) -> None:
    word = _LAST_WORD.search(text, max(0, start - 30), start)
    if not word:
        return
    for role, weight, sign, then in _BEFORE.get(word[1].lower(), _BEFORE[""]):
        # What follows is looked at first: it takes less time.
        if tally.open(sign) and then.match(text, end) and sign.search(text, max(0, start - _WINDOW), word.end(1)):
            tally.add(sign, role, weight)
