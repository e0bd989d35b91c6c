"""A second value of a fact, told by what refers back to the first: "For unpaid fees the period is forty-five days"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from contractkit.facts.fitting import Hit, fits, is_plausible
from contractkit.facts.sentences import Excuses, Sentences
from contractkit.facts.views import View
from contractkit.library.models import FactPattern
from contractkit.phrases import Phrase

Compile = Callable[[str], Phrase]
_WORD = r"(?: +(?!duration_|percent_|money_|and |or |then )[^ ;.]+)"
# What stands for the thing that the first value measured, close before the second.
_REFERS_BACK = re.compile(
    r"(?<!\w)(?:(?:the|this|that|such|same) +(?:(?:cure|notice|time|payment) +)?(?:period|time(?: +limit)?|notice|deadline|delay"
    r"|limit|cap|amount|ceiling|percentage|figure|interval|rate)"
    r"|(?:it|this|that|these|they) +(?:is|are|shall +be|will +be|becomes?|rises?|falls?|drops?|goes|amounts?))"
    rf"{_WORD}{{0,6}}? +$"
)


def continued(found: Sequence[Hit], sentences: Sentences, compile_phrase: Compile) -> Iterator[Hit]:
    """Yield the values that only continue a fact found before them: in their sentence, or in the one before it.

    That sentence must state one reported fact of their kind and no other.
    """
    used = {(id(hit.view.passage), hit.value.start) for hit in found}
    by_passage: defaultdict[int, list[Hit]] = defaultdict(list)
    for hit in found:
        if hit.pattern.told_as != "":
            by_passage[hit.view.passage.number].append(hit)
    excuses: dict[str, Excuses] = {}
    for view in sentences.views:
        number = view.passage.number
        earlier = by_passage.get(number) or by_passage.get(number - 1)
        if not earlier or earlier[0].view.passage.paragraph != view.passage.paragraph:
            continue
        pattern = _only_pattern(earlier)
        if pattern is None:
            continue
        if pattern.name not in excuses:
            excuses[pattern.name] = Excuses(sentences.plain, [compile_phrase(source) for source in pattern.unless])
        yield from _of_view(pattern, view, excuses[pattern.name], used)


def _only_pattern(hits: Sequence[Hit]) -> FactPattern | None:
    patterns = {hit.pattern.name: hit.pattern for hit in hits}
    return next(iter(patterns.values())) if len(patterns) == 1 else None


def _of_view(pattern: FactPattern, view: View, excuses: Excuses, used: set[tuple[int, int]]) -> Iterator[Hit]:
    text = excuses.masked(view)
    for value, at in zip(view.values, view.places, strict=True) if text else ():
        if (id(view.passage), value.start) in used or value.defined is not None or at < view.own:
            continue
        if _REFERS_BACK.search(view.text, view.own, at) and text and fits(pattern, view, value, at, text):
            if is_plausible(pattern, value):
                yield Hit(pattern, view, value)
