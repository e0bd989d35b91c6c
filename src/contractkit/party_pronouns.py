"""Contracts whose parties are "we" and "you": which of them performs, and whose names stand behind them."""

from __future__ import annotations

import re

from contractkit.party_names import GROUP, LEGAL_NAME, MOST_HITS, QUOTED

_LEAST_PRONOUNS = 5
_LEAST_DEFINED_PRONOUNS = 2
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
    r"""|\b(?P<apposition>we|us|you)(?:,| are) (?=the (?!undersigned)[a-z]|(?-i:[A-Z]))""",
    re.IGNORECASE,
)


def add_pronouns(by_role: dict[str, list[str]], opening: list[str], text: str) -> None:
    """Take "we" and "you" for the parties when the contract is written in that manner."""
    we, you = (len(re.findall(rf"\b{pronoun}\b", text, re.IGNORECASE)) for pronoun in ("we", "you"))
    said = any(_SAYS_WHO.search(paragraph) for paragraph in opening)
    if min(we, you) < (_LEAST_DEFINED_PRONOUNS if said else _LEAST_PRONOUNS):
        return
    we_is_vendor = _leaning_of_we(text) >= 0
    for role, pronouns in zip(
        ("vendor", "customer") if we_is_vendor else ("customer", "vendor"), _PRONOUNS, strict=True
    ):
        if not by_role[role]:
            taken = {name for names in by_role.values() for name in names}
            by_role[role] += [name for name in _behind_pronouns(pronouns, opening) if name not in taken]
        by_role[role] += pronouns


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
    """Whoever the opening says "we" is: 'Desk Support GmbH ("we")', "We, Rufwerk AG,"."""
    for paragraph in opening:
        for group in GROUP.finditer(paragraph):
            quoted = [match["name"] for match in QUOTED.finditer(group["inner"])]
            if any(name.capitalize() in pronouns for name in quoted):
                legal = [match["name"] for match in LEGAL_NAME.finditer(paragraph[: group.start()])]
                return [*(name for name in quoted if name.capitalize() not in pronouns), *legal[-1:]]
        for said in _SAYS_WHO.finditer(paragraph):
            if (said["called"] or said["apposition"]).capitalize() in pronouns:
                before, after = paragraph[: said.start()], paragraph[said.end() :]
                if said["called"]:
                    return [match["name"] for match in LEGAL_NAME.finditer(before)][-1:]
                return [name["name"]] if (name := LEGAL_NAME.match(after)) else []
    return []
