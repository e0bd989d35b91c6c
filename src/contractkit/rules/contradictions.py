"""Values of one document that cannot all be true: a fact or a service level told twice and differently.

Precision first: two values conflict only when exactly two are told, each in a sentence that names no exception, no
special case and no other party, and no conversion of units makes them one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from contractkit.evidence import Passage
from contractkit.facts import FoundFact, FoundKpi
from contractkit.findings import Kpi
from contractkit.phrases import CUSTOMER_TOKEN, VENDOR_TOKEN
from contractkit.rules import told_otherwise
from contractkit.rules.context import Context
from contractkit.terms.defect import Defect, named_place
from contractkit.text import Quantity, convert, told

# Facts that a contract states once. A cap, a cure period or a retention may have several by their nature.
_STATED_ONCE = (
    "initial_term", "lock_period", "renewal_term", "renewal_notice", "payment_term", "price_increase_cap",
    "termination_convenience_notice", "exit_assistance", "sub_processor_notice", "breach_notification",
    "service_credit_cap", "data_deletion", "minimum_commitment",
)  # fmt: skip
# What the sentence of a fact must speak of, and must not, before two of its values are set against each other.
_TOPICS = {
    "initial_term": r"term|period|duration|last|agreement|contract|run",
    "lock_period": r"lock|minimum|fixed|firm|commit|bound|terminat",
    "renewal_term": r"renew|extend|extension|prolong|continu",
    "renewal_notice": r"renew|extension|prolong|expir|continu|last day",
    "payment_term": r"pa(?:y|id)|due|settle|debit",
    "price_increase_cap": r"increase|rise|adjust|upward|index",
    "termination_convenience_notice": r"terminat|end|leave|withdraw|cancel",
    "breach_notification": r"breach|incident|violation",
    "data_deletion": r"delet|destr|eras|return",
}
_OTHER_TOPICS = {
    "lock_period": r"price|rate card|non.solicit",
    "renewal_notice": r"cover|insur|licen[cs]e",
    "payment_term": r"right to (?:bill|invoice)|warrant|credit note",
    "initial_term": r"lock|price|secre|confiden",
}
_NEARLY = 0.04  # thirty days and a month, 52 weeks and a year are the same
# A sentence with one of these speaks of a case of its own.
_SPECIAL = re.compile(
    r"(?<!\w)(?:except|unless|other than|save|in (?:the )?(?:case|event)s? of|if|where|whenever|when|instead"
    r"|urgent\w*|emergenc\w*"
    r"|disput\w*|late|overdue|additional|further|thereafter|subsequent\w*|pilot|phase|trial|each order"
    r"|each statement of work"
    r"|interim|final invoice|pass through|expenses?|bonus|peak|increase[sd]?|reduced?|extend(?:s|ed)?|extension"
    r"|one off|set up|setup"
    r"|deposit|refund|subcontract\w*|backups?|back ups?|copies|shorter|longer|notwithstanding|in respect of|ramp\w*"
    r"|hypercare"
    r"|with regard to|this schedule|this annex|this order|for (?:chat|calls?|mails?|e mails?|email|phone|telephone"
    r"|social|returns|refunds)"
    r"|other party|third part(?:y|ies)|early|credits?|critical|severe|business continuity|force majeure|insolven\w*"
    r"|warrant\w*|breach by)(?!\w)"
)
# Words that the plain statement of a fact needs: a renewal happens "unless" somebody gives notice.
_NATURAL = {
    "initial_term": r"unless|thereafter|extended|extension",
    "renewal_term": r"unless|if|thereafter|further|additional|subsequent\w*|extend(?:s|ed)?|extension",
    "renewal_notice": r"unless|if|thereafter|further|additional|extend(?:s|ed)?|extension",
    "breach_notification": r"if|where|whenever|when|in (?:the )?(?:case|event)s? of",
    "price_increase_cap": r"increase[sd]?",
    "exit_assistance": r"if|when|where|further|additional",
    "sub_processor_notice": r"further|additional|subcontract\w*",
}
_OF_CREDITS = re.compile(r"(?<!\w)(?:service )?credits?(?!\w)")
# Beside a level, a sentence on misses, exits, credits or first months tells another threshold.
_OTHER_LEVEL = re.compile(
    r"(?<!\w)(?:terminat\w*|no|never|none|single|latest|longest|maximum|exit|leave|credits?|below|falls?|fails?"
    r"|miss\w*|less than|minimum|critical|ramp\w*|first"
    r"|peak|until|from month"
    r"|average|bonus|stretch|severe|threshold|earn ?back|if|where|when|unless|except|previous|improv\w*|step|plan"
    r"|night|weekend|sundays?"
    r"|saturdays?|holidays?|outside)(?!\w)"
)
_CHANNELS = re.compile(
    r"(?<!\w)(?:chats?|calls?|phone|telephone|voice|e ?mails?|mail|text|whatsapp"
    r"|social|messag\w*|tickets?|complaints?)(?!\w)"
)
_SHARE_OF_CALLS = "service-level-voice"
_FEWEST_WEIGHTS = 3
_NEAR_HUNDRED = (60, 150)  # beyond these the figures are points, or the table is split


def conflicting_values(context: Context) -> Iterator[Defect]:
    """Yield both places where the document gives two values for the same thing."""
    yield from _facts_in_conflict(context)
    yield from _levels_in_conflict(context)
    yield from told_otherwise.laws_in_conflict(context.evidence)
    yield from told_otherwise.prices_in_conflict(context.evidence)


def _facts_in_conflict(context: Context) -> Iterator[Defect]:
    by_name: defaultdict[str, list[FoundFact]] = defaultdict(list)
    for fact in context.facts:
        if fact.told_as in _STATED_ONCE:
            by_name[fact.told_as].append(fact)
    for facts in by_name.values():
        if len(_distinct(facts)) < 2:
            continue
        distinct = _distinct([fact for fact in facts if _plain(fact, context)])
        if len(distinct) != 2 or distinct[0].paragraph == distinct[1].paragraph:
            continue
        first, second = distinct
        if _same_parties(first, second, context):
            for one, other in ((first, second), (second, first)):
                values = [told(fact.quantity.value, fact.quantity.unit) for fact in (one, other)]
                detail = f"{values[0]} here, {values[1]} {named_place(context.evidence.document, other.paragraph)}"
                yield Defect(one.paragraph, one.start, one.end, detail)


def _distinct(facts: Sequence[FoundFact]) -> list[FoundFact]:
    """The first fact of each value, values that a conversion of units makes equal counting once."""
    kept: list[FoundFact] = []
    for fact in facts:
        if not any(_agree(fact.quantity, other.quantity) for other in kept):
            kept.append(fact)
    return kept


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are equal, or cannot be compared. Thirty days and thirty working days are not equal."""
    converted = convert(one, other.unit)
    if converted is None:
        return True
    return abs(converted - other.value) <= _NEARLY * max(converted, other.value)


def _plain(fact: FoundFact, context: Context) -> bool:
    """Whether the sentence of a fact states it for every case."""
    text = _text_of(fact, context)
    if fact.told_as == "service_credit_cap":
        text = _OF_CREDITS.sub("", text)
    topic, others = _TOPICS.get(fact.told_as), _OTHER_TOPICS.get(fact.told_as)
    if (topic and not re.search(topic, text)) or (others and re.search(others, text)):
        return False
    if fact.told_as in _NATURAL:
        text = re.sub(rf"(?<!\w)(?:{_NATURAL[fact.told_as]})(?!\w)", " ", text)
    return not _SPECIAL.search(text)


def _text_of(fact: FoundFact, context: Context) -> str:
    return " ".join(passage.canonical for passage in _passages(fact, context))


def _passages(fact: FoundFact, context: Context) -> list[Passage]:
    return context.evidence.passages_at(fact.paragraph, fact.start, fact.end)


def _same_parties(one: FoundFact, other: FoundFact, context: Context) -> bool:
    """Whether the two sentences may speak of the same party's duty: notices of each party may differ."""
    named = [
        {token for token in (VENDOR_TOKEN, CUSTOMER_TOKEN) if token in _text_of(fact, context)} for fact in (one, other)
    ]
    if one.told_as == "termination_convenience_notice":
        return named[0] == named[1]
    return not (named[0] and named[1] and named[0].isdisjoint(named[1]))


def _levels_in_conflict(context: Context) -> Iterator[Defect]:
    by_level: defaultdict[tuple[str, str, str], list[FoundKpi]] = defaultdict(list)
    for found in context.kpis:
        if found.kpi.kpi and found.kpi.target is not None:
            by_level[_name_of(found.kpi), found.kpi.unit or "", found.kpi.operator or ""].append(found)
    paragraphs = context.evidence.document.paragraphs
    for levels in by_level.values():
        if len(levels) != 2:
            continue
        first, second = levels
        tabled = [paragraphs[found.paragraph].cell is not None for found in levels]
        if tabled[0] == tabled[1] or _same_level(first.kpi, second.kpi):
            continue
        prose, row = levels[tabled.index(False)], levels[tabled.index(True)]
        if _OTHER_LEVEL.search(_sentence(prose, context)) or _other_channel(prose, row, context):
            continue
        for one, other in ((first, second), (second, first)):
            place = named_place(context.evidence.document, other.paragraph)
            detail = f"{one.kpi.name}: {_level(one.kpi)} here, {_level(other.kpi)} {place}"
            yield Defect(one.paragraph, one.start, one.end, detail)


def _name_of(kpi: Kpi) -> str:
    """The name to compare by: a share of calls that are answered within seconds is one level, however it is called."""
    return _SHARE_OF_CALLS if kpi.within and kpi.kpi in ("answer-rate", _SHARE_OF_CALLS) else kpi.kpi or ""


def _other_channel(prose: FoundKpi, row: FoundKpi, context: Context) -> bool:
    """Whether the sentence speaks of a channel that the row does not name."""
    return not set(_CHANNELS.findall(_sentence(prose, context))) <= set(_CHANNELS.findall(row.row_text.lower()))


def _same_level(one: Kpi, other: Kpi) -> bool:
    """Whether two records agree; a share on one side alone is no contradiction when the target is the same."""
    if one.target != other.target:
        return False
    return one.within == other.within or one.within is None or other.within is None


def _level(kpi: Kpi) -> str:
    target = "" if kpi.target is None else told(kpi.target, kpi.unit)
    return target + (f" within {told(kpi.within.value, kpi.within.unit)}" if kpi.within else "")


def _sentence(found: FoundKpi, context: Context) -> str:
    passages = context.evidence.passages_at(found.paragraph, found.start, found.end)
    return " ".join(passage.canonical for passage in passages)


def weights_off(context: Context) -> Iterator[Defect]:
    """Yield the last of three or more weights of one table that come near 100 per cent and do not add up to it."""
    by_table: defaultdict[int, list[FoundKpi]] = defaultdict(list)
    for found in context.kpis:
        cell = context.evidence.document.paragraphs[found.paragraph].cell
        if cell is not None and found.kpi.weight is not None:
            by_table[cell.table].append(found)
    for levels in by_table.values():
        total = sum(found.kpi.weight or 0 for found in levels)
        if len(levels) >= _FEWEST_WEIGHTS and _NEAR_HUNDRED[0] < total < _NEAR_HUNDRED[1] and round(total, 1) != 100:
            last = levels[-1]
            yield Defect(last.paragraph, last.start, last.end, f"the weights add up to {total:g} %")
