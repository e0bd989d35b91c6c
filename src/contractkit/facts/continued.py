"""A second value of a fact, told by what refers back to the first: "For unpaid fees the period is forty-five days"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from contractkit.evidence import Passage
from contractkit.facts.fitting import Hit, fits, is_plausible
from contractkit.facts.sentences import Excuses, Sentences
from contractkit.facts.values import Value
from contractkit.facts.views import View, Views
from contractkit.library.models import FactPattern
from contractkit.phrases import Compile

_WORD = r"(?: +(?!duration_|percent_|money_|and |or |then )[^ ;.]+)"
# What stands for the thing that the first value measured, close before the second.
_REFERS_BACK = re.compile(
    r"(?:(?<!\w)(?:the|this|that|such|same) +(?:(?:cure|notice|payment) +)?"
    r"(?P<noun>period|time(?: +limit)?|notice|deadline|delay|limit|cap|amount|ceiling|percentage|figure|interval|rate)"
    r"|(?:vendor_|customer_|the +other(?: +party| +side)?)(?:its?)? +(?:(?:may|can|only) +){0,2}"
    r"(?:on|with|upon|giving|at|after)"
    r"|(?:^|(?<=  )|(?<=; ))(?:it|this|that|these|they) +(?:is|are|shall +be|will +be|becomes?|rises?|falls?|drops?"
    r"|goes|stops?|ends?))"
    rf"{_WORD}{{0,10}}? +$"
)
_BACK = 2  # sentences: one without a value may stand between


def continued(found: Sequence[Hit], sentences: Sentences, compile_phrase: Compile) -> Iterator[Hit]:
    """Yield the values that only continue a fact found before them: in their sentence, or in the one before it.

    That sentence must state one reported fact of their kind and no other.
    """
    used = {hit.at for hit in found}
    by_passage: defaultdict[int, list[Hit]] = defaultdict(list)
    for hit in found:
        if hit.pattern.told_as != "":
            by_passage[hit.passage.number].append(hit)
    known = sentences.evidence.known
    for passage, view in sentences.readings.all:
        for value, at in zip(view.values, view.places, strict=True):
            if at < view.own or value.defined is not None or (passage.number, value.start) in used:
                continue
            noun = known.once(_noun_back, view, at)
            pattern = None if noun is None else _one_fact(_before(passage, by_passage), view, value, at, noun)
            if pattern is None:
                continue
            unless = [compile_phrase(source) for source in pattern.unless]
            text = Excuses(Views([view], known.texts), unless).masked(view)
            if text and fits(pattern, view, value, at, text):
                yield Hit(pattern, passage, view, value)


def _noun_back(view: View, at: int) -> str | None:
    """The noun that refers back before the value at ``at``, "" for other words that do; None when nothing refers."""
    back = _REFERS_BACK.search(view.text[view.own : at])
    return (back["noun"] or "") if back else None


def _before(passage: Passage, by_passage: Mapping[int, list[Hit]]) -> list[Hit]:
    """What was found in the passage, or else in the nearest of the sentences before it in its paragraph."""
    for earlier in range(passage.number, passage.number - _BACK - 1, -1):
        hits = [hit for hit in by_passage.get(earlier, ()) if hit.passage.paragraph == passage.paragraph]
        if hits:
            return hits
    return []


def _one_fact(hits: Sequence[Hit], view: View, value: Value, at: int, noun: str) -> FactPattern | None:
    """The one fact among ``hits`` that the value can continue; a notice continues a notice."""
    patterns = {hit.pattern.name: hit.pattern for hit in hits}.values()
    able = [
        pattern for pattern in patterns if is_plausible(pattern, value) and fits(pattern, view, value, at, view.text)
    ]
    if noun == "notice":
        able = [pattern for pattern in able if "notice" in pattern.name]
    return able[0] if len(able) == 1 else None
