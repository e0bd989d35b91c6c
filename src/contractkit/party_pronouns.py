"""Contracts whose parties are "we" and "you": which of them performs, and whose names stand behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contractkit.full_names import LEGAL_NAME, without_form
from contractkit.party_aliases import DEFINING, GROUP, GROUP_END, QUOTED
from contractkit.party_evidence import MOST_HITS, evidence_of
from contractkit.party_mentions import acts, is_ordinary_word, uses
from contractkit.party_nouns import noun_role

_LEAST_PRONOUNS = 5
_LEAST_WITHOUT_NAMES = 3
_LEAST_DEFINED_PRONOUNS = 2
_LEAST_SMALL = 2  # times "the client" or "the Bureau" must stand in the text to be a name
_LEAST_LEANING = 3
_LONGEST_LABEL = 40  # characters
_SALUTATION = re.compile(r"(?:Dear|Hi|Hello) [A-Z]")
_ADDRESSEE = re.compile(r"^(?:To|Attn|For the attention)\b|^(?:Mr|Mrs|Ms|Miss|Dr)\b|\b(?:Mr|Mrs|Ms|Miss) ")
_PRONOUNS = (("We", "Us", "Our", "Ours"), ("You", "Your", "Yours"))
_POSSESSIVE, _OBJECT = {"we": "our", "you": "your"}, {"we": "us", "you": "you"}
_DO = r"(?:(?:shall|will|must|agree to|undertake to|also|then|always|normally|only) ){0,2}"
# The same signs where the parties are "we" and "you"; PAYER buys from PERFORMER, with HIS and ITS as their possessives.
_SIGNS_OF_PRONOUNS: tuple[tuple[str, int], ...] = (
    (rf"\bPERFORMER {_DO}(?:provide|perform|supply|deliver|render|handle|answer|produce|maintain|serve|look after"
     r"|take (?:calls|contacts)|staff|train|recruit|hire|invoice|bill)\b", 2),
    (rf"\bPAYER {_DO}(?:pay|reimburse|buy|sell|retail)\b", 3),
    (r"\bpay(?:s|able)? (?:to )?PAID\b", 2),
    (r"\bPERFORMER (?:are|act as|will be) (?:\w+ )?(?:a |the |HIS )?(?:data )?processor\b", 3),
    (r"\bPAYER (?:are|act as|will be) (?:\w+ )?(?:a |the |ITS )?(?:data )?controller\b", 3),
    (r"\bHIS (?:online |web ?|)(?:shops?|stores?|shoppers|customers|end customers|buyers|products|goods|brands?|orders"
     r"|catalogue)\b", 1),
    (r"\bITS (?:agents?|advis[eo]rs?|team leads?|people|personnel|invoices?|rates?|rate card|charges|fees"
     r"|subcontractors)\b", 1),
    (r"\b(?:services?|support|help) (?:that )?PERFORMER (?:give|provide|supply|render|deliver)\b", 2),
)  # fmt: skip
# The opening says whom "we" means: in parentheses after the name ('Desk Support GmbH ("we", "us")'), or before it
# ("We, Rufwerk AG, confirm"; "We are Rufwerk AG."; "you, the shop that signs").
_PRONOUN = r"""["“]?(?:we|us|our|you|your)["”]?"""
_SAYS_WHO = re.compile(
    rf"""\((?:\w+ ){{0,2}}["“]?(?P<called>we|us|our|you|your)["”]?(?:,? (?:and |or )?{_PRONOUN})*\)"""
    r"""|\b(?P<apposition>we|us|you)(?:,| are) (?:the undersigned )?(?=the (?!undersigned)[a-z]|(?-i:[A-Z]))"""
    r"""|"(?P<meant>we|us|you)",?(?: and "[^"]{1,40}"| "[^"]{1,40}",?){0,5} (?:are|means?|is) """,
    re.IGNORECASE,
)


def add_pronouns(by_role: dict[str, list[str]], opening: list[str], letterhead: list[str], text: str) -> None:
    """Take "we" and "you" for the parties when the contract is written in that manner.

    ``letterhead`` is what headers and footers say: the paper is that of whoever "we" is.
    """
    low = text.lower()
    we, you = uses("we", low), uses("you", low)
    said = defines_pronouns(opening) or any(_SAYS_WHO.search(line) or _SALUTATION.match(line) for line in opening)
    usual = _LEAST_PRONOUNS if by_role["customer"] or by_role["vendor"] else _LEAST_WITHOUT_NAMES
    least = _LEAST_DEFINED_PRONOUNS if said else usual
    if we < least or (you < least and not said):
        return
    behind = [_behind_pronouns(pronouns, opening) for pronouns in _PRONOUNS]
    sides = _sides(by_role, behind, text, alone=you < least)
    if not sides:
        return
    for role, pronouns, names in zip(sides, _PRONOUNS, behind, strict=True):
        if pronouns[0] == "We" or you >= least:
            taken = {name for others in by_role.values() for name in others}
            by_role[role] += [name for name in names if name not in taken]
            by_role[role] += pronouns
    _add_nicknames(by_role, sides, opening, letterhead, text)
    if not by_role["customer"] and acts("client", text) and uses("the client", text) >= _LEAST_SMALL:
        by_role["customer"].append("client")


def _sides(by_role: dict[str, list[str]], behind: list[list[str]], text: str, *, alone: bool) -> tuple[str, str] | None:
    """The roles of "we" and "you": by the names behind them, else by who performs; None where nothing says it.

    ``alone`` when only one party is a pronoun: then it is the side that has no name yet.
    """
    ways = (("vendor", "customer"), ("customer", "vendor"))
    known = [
        way for way in ways if any(set(by_role[role]) & set(names) for role, names in zip(way, behind, strict=True))
    ]
    if len(known) == 1:
        return known[0]
    filled = [role for role, names in by_role.items() if names]
    if alone:
        points = evidence_of(("We", "we", "Our", "our", "us", *behind[0]), text)
        leaning = points["vendor"] - points["customer"]
        likely = ways[0 if leaning > 0 else 1] if abs(leaning) >= _LEAST_LEANING else None
        return next((way for way in ways if filled == [way[1]]), likely if not filled else None)
    leaning = _leaning_of_we(text)
    return ways[0 if leaning >= 0 else 1] if leaning or filled else None


def _leaning_of_we(text: str) -> int:
    """Above zero where "we" performs and "you" pays, below where it is the other way round."""
    leaning = 0
    for sign, weight in _SIGNS_OF_PRONOUNS:
        for performer, payer, direction in (("we", "you", 1), ("you", "we", -1)):
            pattern = sign.replace("PERFORMER", performer).replace("PAYER", payer)
            pattern = pattern.replace("ITS", _POSSESSIVE[performer]).replace("HIS", _POSSESSIVE[payer])
            pattern = pattern.replace("PAID", _OBJECT[performer])
            leaning += direction * weight * min(len(re.findall(pattern, text, re.IGNORECASE)), MOST_HITS)
    return leaning


def defines_pronouns(opening: list[str]) -> bool:
    """Whether the opening says whom "we" and "you" mean."""
    quoted = {
        match["name"].capitalize()
        for paragraph in opening
        for group in GROUP.finditer(paragraph)
        for match in QUOTED.finditer(group["inner"])
    }
    return all(quoted & set(pronouns) for pronouns in _PRONOUNS)


def _behind_pronouns(pronouns: tuple[str, ...], opening: list[str]) -> list[str]:
    """Whoever the opening says "we" is: 'Desk Support GmbH ("we")', "We, Rufwerk AG,", '"We" are Larkmill, Inc.'."""
    for paragraph, following in zip(opening, [*opening[1:], ""], strict=True):
        for pattern in (GROUP, GROUP_END, DEFINING):
            for group in pattern.finditer(paragraph):
                quoted = [match["name"] for match in QUOTED.finditer(group["inner"])]
                names = [name for name in quoted if name.capitalize() not in (*_PRONOUNS[0], *_PRONOUNS[1])]
                names += _legal_name(paragraph, group, following, behind=pattern is DEFINING)
                if names and any(name.capitalize() in pronouns for name in quoted):
                    return names
        for said in _SAYS_WHO.finditer(paragraph):
            ours = (said["called"] or said["apposition"] or said["meant"]).capitalize() in pronouns
            if ours and (names := list(_legal_name(paragraph, said, following, behind=not said["called"]))):
                return names
    return []


def _legal_name(paragraph: str, said: re.Match[str], following: str, *, behind: bool) -> Iterator[str]:
    """The full name before what is said, or ``behind`` it; for a label alone, that of the next cell."""
    if behind:
        found = LEGAL_NAME.match(paragraph, said.end())
    else:
        found = next(reversed(list(LEGAL_NAME.finditer(paragraph[: said.start()]))), None)
        if not found and said.end() == len(paragraph) < _LONGEST_LABEL:
            found = LEGAL_NAME.match(following)
    if found:
        yield found["name"]


def _add_nicknames(
    by_role: dict[str, list[str]], sides: tuple[str, str], opening: Sequence[str], letterhead: Sequence[str], text: str
) -> None:
    """Join with "we" the short names of whoever's paper it is: "the Bureau" of Fosse Lane Bureau Limited."""
    ours, theirs = sides
    salutation = next((place for place, line in enumerate(opening) if _SALUTATION.match(line)), 0)
    lines = [line for line in (*letterhead, *opening[:salutation]) if not _ADDRESSEE.search(line)]
    names = [without_form(match) for line in lines for match in LEGAL_NAME.finditer(line)]
    names += [without_form(match) for name in by_role[ours] if (match := LEGAL_NAME.fullmatch(name))]
    taken = {*by_role[ours], *by_role[theirs]}
    for name in dict.fromkeys(names):
        if any(name in other for other in by_role[theirs]):
            continue
        for nickname in _nicknames(name, text):
            if nickname not in taken:
                taken.add(nickname)
                by_role[ours].append(nickname)


def _nicknames(name: str, text: str) -> Iterator[str]:
    """The first words of a full name under which somebody acts, and its last: "Paddock", "the Desk"."""
    words = name.title().split() if name.isupper() else name.split()
    for count in range(1, len(words) + 1):
        first = " ".join(words[:count])
        if (
            first not in ("The", "A")
            and not noun_role(first)
            and acts(first, text)
            and not is_ordinary_word(first, text)
        ):
            yield first
    last = words[-1]
    if len(words) > 1 and acts(last, text) and uses(f"the {last}", text) + uses(f"The {last}", text) >= _LEAST_SMALL:
        yield last
