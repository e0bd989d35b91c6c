"""Which "it" and "its" stand for a party, and which one: "The Agency answers. It may pass the work to others."

Precision first: a pronoun is a party's only where one party alone is the subject of what stands before it, the verb
behind it is one of somebody who acts, and no other thing that could act has been named. Everything else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# A party named in the text: start, end, token.
Mention = tuple[int, int, str]

_ADVERB = (
    r"(?:(?:also|then|only|further|furthermore|however|therefore|thereby|itself|alone|always|at any time|in addition"
    r"|hereby"
    r"|thereafter|likewise|\w{3,}ly),? )?"
)
# What things do, in a contract: an "it" that may expire is no party.
_OF_THINGS = (
    r"(?:be|appear|appl(?:y|ies)|arise|begin|bind|cease|come|commence|consist|constitute|contain|continue|cover|end"
    r"|enter|expire"
    r"|extend|fall|form|govern|go|have been|have effect|happen|include|lapse|last|lie|mean|occur|operate|override"
    r"|prevail|refer"
    r"|relate|remain|renew|replace|run|seem|set out|stand|start|state|supersede|survive|take effect|take place"
    r"|terminate|turn)"
)
_OF_PEOPLE = (
    r"(?:entitled|required|obliged|obligated|permitted|allowed|authori[sz]ed|free|liable|responsible|bound|unable|able"
    r"|aware|willing|at liberty|in breach|under (?:no|an|any))"
)
_MODAL = rf"(?:may|shall|must|will|can|should|would|could|cannot|need)(?: not| never| in no event)? {_ADVERB}"
_PRESENT = (
    r"(?:accepts|acknowledges|acquires|acts|agrees|answers|appoints|asks|assigns|becomes aware|believes|bears|charges"
    r"|chooses|collects"
    r"|complies|computes|confirms|considers|controls|corrects|decides|deems|delegates|delivers|desires|determines"
    r"|discovers|does not"
    r"|elects|employs|engages|ensures|fails|finds|gives|grants|handles|has|holds|hires|identifies|incurs|informs"
    r"|intends|invoices"
    r"|issues|keeps|knows|learns|lets|makes|maintains|measures|names|notifies|obtains|offers|owes|owns|pays|performs"
    r"|prefers|proposes|processes|provides|reasonably believes|receives|records|reports|represents|requests|requires"
    r"|retains|sees fit"
    r"|sells|sends|subcontracts|suffers|supplies|takes|tells|thinks|trains|undertakes|uses|waives|warrants|wishes)"
)
_ACTS = (
    rf"{_ADVERB}(?:{_MODAL}(?!{_OF_THINGS}\b)(?!not\b)\w|{_MODAL}be {_OF_PEOPLE}\b"
    rf"|(?:is|was|has been)(?: not)? {_OF_PEOPLE}\b|{_PRESENT}\b)"
)
# What belongs to a party and not to a thing.
_BELONGINGS = (
    r"(?:(?:own|sole|absolute|entire|reasonable|prior|written|other|then|current|standard|internal|commercial"
    r"|confidential|total|aggregate"
    r"|respective|directors|obligations|rights) |(?:and|or) )*"
    r"(?:affiliates?|agents?|approval|assets|attorneys|behalf|board|books|brand|business|charges|choice|clients?"
    r"|commitments?|consent"
    r"|contractors?|convenience|cost|costs|customers?|data|directors?|discretion|dut(?:y|ies)|election|employees?"
    r"|expenses?|failure"
    r"|fees|gross negligence|information|insurance|insurers?|invoices?|judgment|knowledge|legal counsel|liability"
    r"|losses|negligence|notice"
    r"|obligations?|officers?|opinion|option|own|part|performance|personnel|premises|prices|profits?|purposes?|rates?"
    r"|records|request|representatives?"
    r"|responsibilit(?:y|ies)|rights?|security measures|shareholders|staff|subcontractors?|sub-?processors?"
    r"|subsidiaries|successors?"
    r"|suppliers?|systems|trade ?marks?|willful misconduct|wilful misconduct|workers?|works council)"
)
_PRONOUN = re.compile(
    rf"(?<![\w'])(?:(?P<it>[Ii]t)(?= {_ACTS})|(?P<its>[Ii]ts)(?= {_BELONGINGS}(?!\w))"
    r"|(?P<former>[Tt]he former)(?=[ ,.;])|(?P<latter>[Tt]he latter)(?=[ ,.;]))"
)
_MAY_POINT = re.compile(r"(?<!\w)(?:[Ii]ts?|former|latter)(?!\w)")
_NO_PARTY_BEHIND = re.compile(r" (?:case|event|date|period|of|sentence|clause|option|provision|is the case)\b")
# Somebody or something else that could be meant.
_RIVALS = re.compile(
    r"(?<!\w)(?:part(?:y|ies)|third part(?:y|ies)|affiliate|compan(?:y|ies)|person|entity|sub-?contractor"
    r"|sub-?processor|processor"
    r"|controller|supplier|successor|assignee|authority|regulator|court|arbitrator|expert|auditor|insurer|bank"
    r"|carrier|agency|provider"
    r"|manufacturer|team|board|committee|council|platform|system|software|tool|bot|chatbot|assistant|application"
    r"|model|engine"
    r"|customer|client|vendor|contractor|agent|employee|manager|user|shopper|buyer|member|state|government|somebody"
    r"|anybody|"
    r"nobody|who|which)(?!\w)",
    re.IGNORECASE,
)
# What may stand before the subject of a sentence.
_LABEL = r"\W*(?:(?:\d+(?:\.\d+)*|[a-z]|[ivx]{1,4})[.)]?\s+|\([a-z0-9]{1,4}\)\s*)?(?:[A-Z][\w ]{2,40}\.\s+)?"
_JOINING = (
    r"(?:(?:However|Therefore|Further|Furthermore|Moreover|In addition|Accordingly|Also|And|But|In that case"
    r"|In this case|Then|If so"
    r"|For this purpose|To this end|Where|If|When|As long as|Unless|Before|After|In such case),? )?"
)
_ASIDE = (
    r"(?:(?:If|Where|When|Subject to|Upon|On|In|At|For|During|After|Before|Unless|Without|To the extent|From|Once|As"
    r"|By|Within|Every"
    r"|Each|Notwithstanding|Save|Except|Save where|Prior to|Throughout|Until|Under|With)\b[^,;:.]{1,120}, )?"
)
_SUBJECT = re.compile(rf"{_LABEL}{_JOINING}{_ASIDE}(?:[Tt]he |THE )?")
_SUBJECT_AT_ONCE = re.compile(rf"{_LABEL}{_JOINING}(?:[Tt]he |THE )?")
_STARTS = re.compile(rf"{_LABEL}{_JOINING}")
# "Client Data", "Client's shoppers": the name belongs to another noun.
_ATTRIBUTE = re.compile(r"(?:'s?(?!\w)|['’]s?(?!\w)|[- ](?:[A-Z]\w+|data|content|systems?|side)\b)")
# What leads straight from a party's name to its pronoun: "the Agency may, at its discretion", "Client or any of its".
_STRAIGHT = re.compile(
    r"(?:,? (?:may|shall|will|must|can|and|or|nor|any|all|each|one|of|at|in|by|that|if|agrees|acknowledges|warrants"
    r"|represents|confirms"
    r"|covenants|undertakes|determines|believes|decides|considers|knows|discovers|reasonably|elects)|,)*,? "
)
_BEHIND_ANOTHER = re.compile(r"\b(?:and|or)(?: any of| all of)? $")  # "the Administrator and its affiliates"
_JOINED = re.compile(r" (?:and|or|&) ")


class Subject(NamedTuple):
    """Who acted so far: the party's token, or "" for nobody in particular.

    ``same`` when what follows goes on in the same sentence (an item behind its lead-in).
    """

    token: str = ""
    same: bool = False


NOBODY = Subject()


def may_point(text: str) -> bool:
    """Return False when ``text`` holds no word that could stand for a party."""
    return _MAY_POINT.search(text) is not None


def party_pronouns(text: str, mentions: Sequence[Mention], before: Subject) -> tuple[list[Mention], Subject]:
    """Return the pronouns of ``text``, one sentence, that stand for a party, and the subject that it leaves behind.

    ``mentions`` are the names of parties in it, in order; ``before`` is the subject of the sentence before it, or of
    the lead-in that it goes on from.
    """
    current = _subject(text, mentions) or (before.token if before.same else "")
    found: list[Mention] = []
    for match in _PRONOUN.finditer(text):
        if match["former"] or match["latter"]:
            found += _of_two(match, text, mentions)
            continue
        token = current
        beside = _straight_before(text, match.start(), mentions)
        if beside:
            found.append((match.start(), match.end(), beside))
            continue
        if not current and before.token and _STARTS.fullmatch(text, 0, match.start()):
            token = before.token
            if match["it"]:
                current = token
        if token and not _doubtful(text, match, mentions, token):
            found.append((match.start(), match.end(), token))
    return found, Subject(current if current and not _rival_before(len(text), text, mentions, current) else "")


def _subject(text: str, mentions: Sequence[Mention]) -> str:
    """The party that a sentence begins with, alone and by itself; "" for none."""
    starts = {match.end() for match in (_SUBJECT.match(text), _SUBJECT_AT_ONCE.match(text)) if match}
    for start, end, token in mentions:
        if start in starts and not _ATTRIBUTE.match(text, end) and not _JOINED.match(text, end):
            return token
    return ""


def _straight_before(text: str, at: int, mentions: Sequence[Mention]) -> str:
    """The party whose name leads straight to the pronoun at ``at``; "" for none."""
    for _, end, token in reversed(mentions):
        if end < at:
            return token if _STRAIGHT.fullmatch(text, end, at) else ""
    return ""


def _doubtful(text: str, match: re.Match[str], mentions: Sequence[Mention], token: str) -> bool:
    """Whether the other party, or another thing that could act, stands before the pronoun."""
    before = match.start()
    if match["its"] and _BEHIND_ANOTHER.search(text, 0, before):
        return True
    return _rival_before(before, text, mentions, token)


def _inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _rival_before(at: int, text: str, mentions: Sequence[Mention], token: str) -> bool:
    """Whether the other party, or another thing that could act, is named before ``at``."""
    if any(other != token and end <= at and not _ATTRIBUTE.match(text, end) for _, end, other in mentions):
        return True
    spans = [(start, end) for start, end, _ in mentions]
    return any(not _inside(rival.span(), spans) for rival in _RIVALS.finditer(text, 0, at))


def _of_two(match: re.Match[str], text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield "the former" or "the latter" where both parties, and each only once, are named before it."""
    named = [token for _, end, token in mentions if end <= match.start() and not _ATTRIBUTE.match(text, end)]
    if len(named) == 2 and named[0] != named[1] and not _NO_PARTY_BEHIND.match(text, match.end()):
        yield match.start(), match.end(), named[0 if match["former"] else 1]
