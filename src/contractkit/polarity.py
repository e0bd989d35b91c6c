"""Whether a sentence takes back what a phrase found in it says, or makes it depend on somebody's leave.

"Nothing in this Agreement entitles Customer to audit" holds the words of an audit right and grants none;
"Nothing in this Agreement limits the right to audit" takes nothing back. "Vendor may subcontract only with Customer's
prior consent" gives Vendor no freedom.
"""

from __future__ import annotations

import re
from functools import lru_cache

from contractkit.phrases import CUSTOMER, VENDOR

_NEGATOR = re.compile(
    r"(?<!\w)(?:nothing(?: contained)?(?: in| herein| shall| will)?"
    r"|in no (?:event|case|way|circumstances?)|under no circumstances?"
    r"|(?:nobody|no one|no other (?:person|party))(?: (?!else)\w+){0,4}? (?:may|shall|must|will|can|is)"
    r"|(?<!if )(?<!unless )(?<!until )neither|nor (?:shall|will|may|does|is)|waiv(?:e|es|ed|ing)"
    r"|relinquish(?:es)?|forgo(?:es)?"
    r"|no (?:right|obligation|duty|liability|entitlement|responsibility|need (?:for|to))"
    r"|without any (?:obligation|right)"
    r"|(?:not|never) (?:\w+ ){0,2}"
    r"(?:entitled|required|obliged|obligated|permitted|allowed|liable|responsible|bound|have|be)"
    r"|need(?:s|ed)? (?:not|never)|not need|not (?:\w+ ){0,1}(?:undertake|promise|commit|agree|warrant|guarantee)"
    r"|(?:may|can) (?:refuse|decline|refrain|choose not|elect not|omit|dispense)|free (?:not )?to (?:refuse|decline)"
    r"|not the case that|disclaims?|there is no)(?!\w)"
)
_RESTORER = re.compile(
    r"(?<!\w)(?:limit|restrict|exclud|prevent|prejudic|affect|reliev|diminish|derogat|remov|impair|waiv|releas|reduc)\w*"
)
# Behind these another statement begins, in most cases about somebody else.
CLAUSE_END = re.compile(
    r";|,? (?:but|however|provided|except|unless|save)(?!\w)"
    r"|,? and(?= (?:then |so |therefore |thus )?"
    r"(?:is|are|remains?|must|shall|will|answers?|bears?|pays?|keeps?|tells?|gives?|informs?"
    r"|stays?|reports?|hands?|deletes?|returns?|corrects?|repairs?)(?!\w))"
    rf"| and(?= (?:the )?(?:{VENDOR}|{CUSTOMER})(?: \w+){{0,1}} (?:must|shall|will|may|can|is|has)(?!\w))"
)
# "No. A missed level gives no right" answers a question and denies nothing of what follows.
_DIRECT = re.compile(r"(?<!\w)(?:not|never|nor|no(?!\.)|none of(?: the)?)\W+(?:\w+\W+){0,1}$")


def clause_begins(canonical: str, start: int) -> int:
    """Return where the statement begins in which ``start`` stands."""
    return max((match.end() for match in CLAUSE_END.finditer(canonical, 0, start)), default=0)


@lru_cache(maxsize=20_000)  # many phrases begin at the same word of a sentence
def taken_back(canonical: str, start: int) -> bool:
    """Return True when what stands before ``start`` in the sentence negates what begins there."""
    governing = canonical[clause_begins(canonical, start) : start]
    if _DIRECT.search(governing):
        return True
    negators = list(_NEGATOR.finditer(governing))
    if not negators:
        return False
    return not _RESTORER.search(governing, negators[-1].end())


# Who owes nothing, and who has no right: said of a party by its name.
_OPENLY = re.compile(
    rf"(?<!\w)(?:{VENDOR}(?: \w+){{0,2}}? (?:need not|needs not|does not have to|do not have to|does not need to"
    r"|(?:is|are|shall be|will be) (?:not|never|under no)(?: \w+){0,2}?"
    r" (?:required|obliged|obligated|bound|obligation|duty)"
    r"|(?:shall |will )?not be (?:required|obliged|obligated|bound)|has no (?:\w+ )?(?:duty|obligation|responsibility))"
    rf"|{CUSTOMER}(?: \w+){{0,2}}? (?:waives|relinquishes|renounces|forgoes|has no (?:\w+ )?right"
    r"|(?:is|are|shall be|will be) not(?: \w+){0,2}? (?:entitled|permitted|allowed)))(?!\w)"
)


@lru_cache(maxsize=20_000)  # the elements of many families are read in one sentence
def names_who_owes_nothing(canonical: str) -> bool:
    """Return False only for a sentence in which ``openly_taken_back`` is true of no place."""
    return _OPENLY.search(canonical) is not None


def openly_taken_back(canonical: str, start: int) -> bool:
    """Return True when a party, by name, owes nothing or has no right of what begins at ``start``.

    This is the plain part of ``taken_back``: "Vendor need not report", "Customer waives any right to audit".
    """
    found = list(_OPENLY.finditer(canonical, clause_begins(canonical, start), start))
    return bool(found) and not _RESTORER.search(canonical, found[-1].end(), start)


_OTHERS = re.compile(
    r"\W*(?:\w+\W+){0,6}?(?:(?:which|that) belongs? to|belonging to|of|to) (?:\w+ )?other (?:clients?|customers?)(?!\w)"
)


def of_others(canonical: str, end: int) -> bool:
    """Return True when what ends at ``end`` is said of the vendor's other clients: their papers are not for all."""
    return _OTHERS.match(canonical, end) is not None


_LEAVE = re.compile(
    rf"(?<!\w)(?:only|unless|except|subject to|provided|with|after|upon|where|if|requires?|needs?|has|having)\W+"
    rf"(?:(?!{VENDOR}|without|no|not)\w+\W+){{0,7}}?"
    rf"(?:{CUSTOMER}\W+(?:\w+\W+){{0,3}}?(?:consent|approv|permi|agree|authori|allow)"
    rf"|(?:prior|written|express|explicit)\W+(?:\w+\W+){{0,2}}?(?:consent|approval|permission|authori[sz]ation)"
    rf"|(?:consent|approval|permission|authori[sz]ation)\W+(?:of|by|from)\W+(?:the\W+)?{CUSTOMER})"
)
_VENDORS_FREEDOM = re.compile(
    rf"(?:the )?{VENDOR}(?:\W+\w+){{0,8}}?\W+(?:may|can|entitled|permitted|allowed|free)(?!\w)"
)


def by_leave(canonical: str, start: int) -> bool:
    """Return True when what begins at ``start`` is a freedom of the vendor that needs the customer's leave."""
    return _VENDORS_FREEDOM.match(canonical, start) is not None and _LEAVE.search(canonical) is not None


_LIMIT = re.compile(
    r"[^\w;]*(?:\w+[^\w;]+){0,9}?(?:more|unless|except|save|without"
    r"|during(?! the (?:\w+ )?(?:term|agreement|contract|period))"
    r"|before(?! (?:its|the) (?:end|expir\w*|term)(?!\w))|until|outside"
    r"|other than|otherwise than|if|where|when(?! (?:due|it falls))|while|to the extent|insofar|so far|solely|only"
    r"|beyond|above|over|up to|exceed\w*|longer|twice|once|arising|caused|resulting|based"
    r"|(?<!any )(?<!all )such|these|those(?! of)|for claims"
    rf"|(?:which|that) (?:is|are|was|were|has|have|result\w*|aris\w*|{VENDOR} has)"
    r"|in respect of|(?:in|for|within|during|until) (?:the )?(?:first|initial|starting|opening|launch))(?!\w)"
)
# The end of a contract comes in every case: "when it ends, Vendor need not help" limits nothing.
_THE_END = (
    r"(?! (?:(?:it|this|the) )?(?:\w+ )?(?:is over|ends|ended|expires|has ended"
    r"|end(?! of the (?:first|month|quarter|year))|expiry|expiration|termination|determination)(?!\w))"
)
_CASE = re.compile(
    r"(?<!\w)(?:if|where|while|as long as|so long as|to the extent|insofar as|unless|until|during"
    rf"|(?:when|once|after|upon){_THE_END}"
    r"|before|in the event|in case|for the first|within|(?:except|save)(?! that)|subject to|notwithstanding)(?!\w)"
)
# "Whether and when Customer is told is for Vendor to judge" says so of every case.
_ASKS = re.compile(r"\W*(?:whether|how|which|what|whom?)(?!\w)")
_START_ONLY = re.compile(
    r"(?<!\w)(?:(?:during|for|in|within|until) (?:the )?(?:first|initial|starting|launch|opening|end of)"
    r"|until (?:\w+ ){1,4}(?:days|weeks|months|year|years) after)(?!\w)"
)
_COUNT = re.compile(r"\W*(?:\w+\W+){0,2}?(?:(?:more|longer|later|other) than|more (?:often|frequently)|oftener)(?!\w)")


def unlimited(canonical: str, start: int, end: int) -> bool:
    """Return True when what stands from ``start`` to ``end`` is said for every case, and of the whole thing.

    "Vendor need not give audits" refuses audits; "Vendor need not give audits more than twice a year" limits them.
    """
    begins = max(canonical.rfind(";", 0, start), canonical.rfind(". ", 0, start)) + 1
    in_a_case = _CASE.search(canonical, begins, start) and not _ASKS.match(canonical, begins)
    return not (in_a_case or _LIMIT.match(canonical, end))


def only_bounds(canonical: str, start: int, end: int) -> bool:
    """Return True when the words behind what is said count it, or those before it keep it to the first weeks.

    "Audits are not permitted more than once a year" permits audits.
    """
    return _COUNT.match(canonical, end) is not None or _START_ONLY.search(canonical, 0, start) is not None


_EXCEPT = re.compile(
    r"(?<!\w)(?:except|unless|other than|otherwise than|save (?:for|as|that|where)|without (?!limit)|apart from"
    r"|only if)(?!\w)"
)
# Denied of everybody and everything, and with the word for what there is not.
_FLATLY = re.compile(
    r"(?<!\w)(?:nothing(?: contained)?(?: in| herein| shall| will| here)?|in no (?:event|case)|under no circumstances?"
    r"|there (?:is|are|shall be|will be) no)(?!\w)"
)
_DIRECT_NOUN = re.compile(r"(?<!\w)(?:no|none of(?: the)?|nor)\W+(?:\w+\W+){0,1}$")
# "No objection by Customer" is its consent.
_CONSENT = re.compile(rf"objections?\W+(?:\w+\W+){{0,2}}?(?:by|of|from)\W+(?:the\W+)?{CUSTOMER}")
# What stands behind these is told of somebody or of a case, and not denied: "need not repay what a buyer who ... got".
_ABOUT = re.compile(r"(?<!\w)(?:who|whose|whom|if|where|when)(?!\w)")
# Further off than this, what is denied is in most cases something else; a party that owes nothing reaches further.
_REACH, _FAR_REACH = 6, 14


def plainly_denied(canonical: str, start: int, end: int) -> bool:
    """Return True when a sentence denies what stands from ``start`` to ``end``, for every case and right there.

    Stricter than ``taken_back``, for deciding that a sentence says the opposite: "Vendor need not train agents" does,
    "may not be ended, except as agreed here, nor amended" says nothing of agents that change.
    """
    if not unlimited(canonical, start, end) or only_bounds(canonical, start, end) or of_others(canonical, end):
        return False
    begins = clause_begins(canonical, start)
    if _EXCEPT.search(canonical, begins):
        return False
    if _DIRECT_NOUN.search(canonical[begins:start]):
        return not _CONSENT.match(canonical, start)
    denials = ((_OPENLY, _FAR_REACH), (_FLATLY, _FAR_REACH), (_NEGATOR, _REACH))
    return any(
        len(canonical[match.end() : start].split()) <= reach
        and not _RESTORER.search(canonical, match.end(), start)
        and not _ABOUT.search(canonical, match.end(), start)
        for denial, reach in denials
        for match in denial.finditer(canonical, begins, start)
    )


_CONDITION_BEFORE = re.compile(
    r"(?<!\w)(?:if|where|when|whenever|unless|until|once|in case|to the extent(?: that)?|which|who"
    r"|(?<!and )(?<!or )(?<!so )(?<!agrees )(?<!agreed )(?<!acknowledges )(?<!accepts )(?<!accepted )(?<!understands )"
    r"(?<!understood )(?<!confirms )(?<!recognises )(?<!recognizes )(?<!provided )(?<!states )(?<!declares )that)"
    r"\W+(?:(?:the|a|any|either)\W+)?$"
)
_DENIED = re.compile(r"(?<!\w)(?:not|never|no|neither|nor|nobody|none|cannot|nothing)(?!\w)")
_LACKING = re.compile(
    r"(?<!\w)without(?! (?:limit|prejudic|restrict|undue|delay"
    r"|(?:good |any |a |giving |giving a |giving any )?(?:cause|reasons?)))"
)
_VOID = re.compile(
    r"\W*(?:\w+\W+){0,6}?(?:(?:is|are|be) (?:null|void|invalid|ineffective|forbidden|prohibited"
    r"|not (?:permitted|allowed))"
    r"|(?:has|have) no effect|(?:is|are|constitutes?) a (?:material )?breach)(?!\w)"
)
_CUSTOMERS_FREEDOM = re.compile(
    rf"{CUSTOMER}(?:\W+\w+){{0,2}}?\W+(?:may|can|is entitled to|is free to|has the right to)\W+(?:\w+\W+){{0,2}}$"
)
_AND_CUSTOMER = re.compile(rf"\W+(?:and|or|together with|as well as)\W+(?:by\W+)?(?:the\W+)?{CUSTOMER}")
_CUSTOMER_AND = re.compile(rf"{CUSTOMER}\W+(?:and|together with|as well as)\W+(?:by\W+)?(?:the\W+)?$")
_ENDS_WITH_VENDOR = re.compile(rf"{VENDOR}\W*$")
_CUSTOMERS_DOING = re.compile(
    rf"(?<!\w)(?:caused by (?:the )?{CUSTOMER}|{CUSTOMER}(?: (?:itself|alone|has|had|have)){{0,2}} (?:caused|causes)"
    rf"|{CUSTOMER}\W+(?:own|fault|negligence|breach\w*|default|acts?|omissions?|compliance)(?!\w)"
    rf"|(?:that|which)\W+{CUSTOMER}(?: \w+){{0,2}} (?:caused|runs|operates)(?!\w)"
    rf"|(?:that|which)\W+{VENDOR}(?: \w+){{0,2}} (?:cured|remedied|rectified|repaired|corrected)(?!\w))"
)
_SINGLE = re.compile(r"(?<!\w)(?:single|isolated|minor|trivial|slight|one off)\W+(?:\w+\W+){0,2}$")
_LISTED_ONLY = re.compile(
    r"(?<!\w)only\W+(?:to|through|by|with|from|in|the|those|such)\W+(?:\w+\W+){0,6}?"
    r"(?:listed|named|agreed|approved|stated|set out|schedule|annex|appendix|exhibit)(?!\w)"
)
# A freedom inside of what was agreed: "Vendor may move shifts within the agreed hours".
_WITHIN_AGREED = re.compile(
    r"(?<!\w)(?:within|inside) (?:the )?(?:agreed|contracted|same|opening|service|stated)(?!\w)"
)
_CUSTOMER_DOES = re.compile(rf"{CUSTOMER}(?:\W+\w+){{0,3}}?\W+(?P<verb>\w{{4}})\w*(?:\W+\w+){{0,2}}?\W+{VENDOR}")
_NEAR = 90  # characters of a clause before a match in which a negation still governs a "without" in it


def as_opposite(canonical: str, start: int, end: int) -> bool:
    """Return True when a sentence says for good the opposite of a protection that was found in it.

    "Vendor may assign without consent" does. What is denied, declared void, said of Customer's own freedom or doing,
    of a single case, of both parties together, or inside a condition ("if Customer does not dispute it") does not.
    """
    if taken_back(canonical, start) or by_leave(canonical, start) or only_bounds(canonical, start, end):
        return False
    if of_others(canonical, end):
        return False
    before, found = canonical[max(0, start - _NEAR) : start], canonical[start:end]
    return not (
        _CONDITION_BEFORE.search(before)
        or _SINGLE.search(before)
        or _VOID.match(canonical, end)
        or _lacks_nothing(before, found)
        or _both_do_it(before, found, canonical[end:])
        or _CUSTOMERS_DOING.search(canonical, start, end + _NEAR)
        or _is_returned(canonical, found)
        or (_VENDORS_FREEDOM.match(canonical, start) and _is_bounded(canonical, start))
    )


def _is_bounded(canonical: str, start: int) -> bool:
    return bool(_LISTED_ONLY.search(canonical, start) or _WITHIN_AGREED.search(canonical, start))


def _is_returned(canonical: str, found: str) -> bool:
    """Whether the sentence has Vendor do for Customer what it has Customer do for Vendor, so that both are alike."""
    does = _CUSTOMER_DOES.match(found)
    if does is None:
        return False
    back = rf"{VENDOR}(?:\W+\w+){{0,3}}?\W+{re.escape(does['verb'])}\w*(?:\W+\w+){{0,3}}?\W+{CUSTOMER}"
    return re.search(back, canonical) is not None


def _lacks_nothing(before: str, found: str) -> bool:
    """Whether a "without" is denied ("shall not assign without consent"), or names a freedom of the customer."""
    lacking = _LACKING.search(found)
    if lacking is None:
        return False
    clause = before[clause_begins(before, len(before)) :]
    denied = _DENIED.search(clause) or _DENIED.search(found, 0, lacking.start())
    return bool(denied or _CUSTOMERS_FREEDOM.search(clause))


def _both_do_it(before: str, found: str, after: str) -> bool:
    """Whether what ends with the vendor goes on with the customer: "signed by Vendor and Customer"."""
    ending = _ENDS_WITH_VENDOR.search(found)
    if ending is None:
        return False
    ahead = before + found[: ending.start()]
    return bool(_AND_CUSTOMER.match(after) or _CUSTOMER_AND.search(ahead))
