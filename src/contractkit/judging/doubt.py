"""What is doubtful in a paper that is fair all over weighs as a note.

How likely a finding is right depends on the paper that it stands in. In one-sided drafts a rule's sentence is one of
dozens; in a fair agreement the few sentences in which rules know a wording are mostly the exceptions, ladders and
side remarks that careful people write. A model of one-sided wording says which of them read fair; `docs/checking.md`
tells how both were measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from contractkit.evidence import Place
from contractkit.findings import Certainty
from contractkit.judging.case import Case
from contractkit.judging.raised import Raised, order
from contractkit.library.models import ForbiddenRule
from contractkit.phrases import CUSTOMER, VENDOR
from contractkit.questions import says_it

# Of all sentences, those in which rules know a one-sided wording: up to 5 % in fair agreements that no rule had seen,
# 14 % and more in vendor drafts.
_ONE_SIDED_FROM = 0.08
# Of the families that such a contract needs, those missing or turned round: up to 9 % in fair agreements, 25 % and more
# in the vendor drafts in words so unusual that rules knew next to none.
_LACKS_FROM = 0.12
# A shorter paper says too little about how it is drafted.
_FEWEST_SENTENCES = 100
_NOTED = ("critical", "high", "medium")
# The vocabulary's name for "if Customer asks for it", "only for the excess", "without agreement it stays" and the like.
_EVEN_HANDED = "even handed"
_BOTH_ALIKE = re.compile(
    r"(?<!\w)(?:(?:neither|either|each|both)(?: of the| of)? (?:party|parties|us|them)|the parties)(?!\w)"
)
_ONE_OF_THEM = re.compile(f"{VENDOR}|{CUSTOMER}")
_LOWERED = ("high", "medium")  # what would keep anybody from signing is never silenced


def weighed(raised: Iterable[Raised], case: Case) -> list[Raised]:
    """Return the problems as they weigh in this paper: in a fair one, what is doubtful is a note."""
    items = list(raised)
    if not is_fair_paper(items, case):
        return items
    return sorted((_as_note(item) if _is_doubtful(item, case) else item for item in items), key=order)


def is_fair_paper(raised: Iterable[Raised], case: Case) -> bool:
    """Return whether a paper, long enough to tell, holds next to no wording that rules know, and lacks little."""
    sentences = len(case.context.evidence.passages)
    told = {
        (item.place.paragraph, item.place.start)
        for item in raised
        if item.place and item.severity in _NOTED and item.certainty != "low" and _is_worded(item, case)
    }
    few = sentences >= _FEWEST_SENTENCES and len(told) < _ONE_SIDED_FROM * sentences
    return few and _share_lacking(case) < _LACKS_FROM


def _share_lacking(case: Case) -> float:
    """The share of the families that this kind of contract must or should have that are missing or turned round."""
    needed = [family.id for family in case.library.families.values() if case.need(family) in ("must", "should")]
    lacking = sum(case.context.judgement(family).status in ("missing", "inverted") for family in needed)
    return lacking / len(needed) if needed else 0.0


def _is_worded(item: Raised, case: Case) -> bool:
    return isinstance(case.library.rules.get(item.rule), ForbiddenRule)


def _is_doubtful(item: Raised, case: Case) -> bool:
    if item.rule in case.playbook.severity:
        return False  # somebody has said how much this weighs
    if item.certainty == "low" or (item.kind == "missing" and item.certainty != "high"):
        return True  # of what is missing: something stands there that we could not judge
    if item.place is None or not _is_worded(item, case):
        return False
    return case.context.reads_fair(item.place, in_fair_paper=True) or _is_even_handed(item.place, case)


def _is_even_handed(place: Place, case: Case) -> bool:
    """Whether the sentence is one that both can live with: it binds both alike, or holds a turn of fair drafting."""
    evidence = case.context.evidence
    passages = evidence.passages_at(place.paragraph, place.start, place.end)
    if any(_BOTH_ALIKE.search(item.canonical) and not _ONE_OF_THEM.search(item.canonical) for item in passages):
        return True
    if _EVEN_HANDED not in case.library.vocabulary:
        return False
    source = (f"{{{_EVEN_HANDED}}}",)
    return any(evidence.said(says_it, source, case.library.phrase, passage) for passage in passages)


def _as_note(item: Raised) -> Raised:
    doubtful: Certainty = "low"
    return replace(item, certainty=doubtful, severity="low" if item.severity in _LOWERED else item.severity)
