"""Facts that the document states nowhere in so many words: a value that the cues of one fact fit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Literal

from contractkit.facts.fitting import TERMS, Hit, fits, is_plausible, may_fit
from contractkit.facts.sentences import Excuses, Sentences
from contractkit.facts.values import Value
from contractkit.facts.views import View, Views
from contractkit.library.models import FactPattern, Family
from contractkit.phrases import Compile, Phrase, with_barriers

_NEAR = 25  # words on either side of a value that may say what it is
_SHORT = 12  # words of a sentence that may leave it to its heading what it speaks of
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# "The time limit for this amounts to six years": the sentence before says for what.
_REFERS_BACK = re.compile(
    r"(?<!\w)(?:this|it|they|them|these|those|such|so|period|time|limit|term|amount|ceiling|deadline|letter|floor)(?!\w)"
)


def guessed(
    families: Iterable[Family], found: Sequence[Hit], scope_of: Callable[[str], frozenset[int]], sentences: Sentences,
    compile_phrase: Compile, *, left: Sentences,
) -> Iterator[Hit]:  # fmt: skip
    """For each fact that the document states nowhere: one of the values ``left`` that its cues fit.

    The first in the family's own place, read behind the paragraph before it if need be, or else the only one under a
    heading that fits too; or else the only one that fits ``alone``, provided that no other fact claims it with as many
    words of its own sentence.
    """
    alone: list[Hit] = []
    known = {hit.pattern.name for hit in found}
    used = {hit.at for hit in found}
    far = sentences.widened(used, bare=True, far=True)
    for family in families:
        for pattern in family.facts:
            if pattern.name in known:
                continue
            if pattern.instead in known and pattern.beside in known:
                yield from (
                    Hit(pattern, hit.passage, hit.view, hit.value)
                    for hit in found
                    if hit.pattern.name == pattern.instead
                )
                continue
            fitting = list(_by_cues(pattern, "cues", left, compile_phrase))
            here = _among(fitting, partial(scope_of, family.id)) or _among(
                _by_cues(pattern, "cues", far, compile_phrase), partial(scope_of, family.id)
            )
            elsewhere = [hit for hit in fitting if _under_its_heading(hit, compile_phrase)]
            sure = here or (elsewhere if len(elsewhere) == 1 else [])
            yield from islice(sure, 1)
            only = [] if sure else list(_by_cues(pattern, "alone", left, compile_phrase))
            alone += _clearest(only, compile_phrase)
    yield from _unrivalled(alone, compile_phrase)


def _among(hits: Iterable[Hit], paragraphs: Callable[[], frozenset[int]]) -> list[Hit]:
    return [hit for hit in hits if hit.passage.paragraph in paragraphs()]


def _unrivalled(hits: Sequence[Hit], compile_phrase: Compile) -> Iterator[Hit]:
    """The hits whose own sentence fits more groups of ``alone`` than that of any other fact with the same value.

    All groups but one stand in that sentence itself, unless it refers back to the one before.
    """
    claims: defaultdict[tuple[int, int], list[tuple[tuple[int, int], Hit]]] = defaultdict(list)
    for hit in hits:
        words = [compile_phrase(source).pattern for source in hit.pattern.alone]
        claims[hit.at].append(((_fitting_groups(hit, words), len(words)), hit))
    for rivals in claims.values():
        most = max(own for own, _ in rivals)
        best = [hit for own, hit in rivals if own == most]
        if len(best) == 1 and (most[0] >= most[1] - 1 or _REFERS_BACK.search(best[0].view.text, best[0].view.own)):
            yield best[0]


def _fitting_groups(hit: Hit, groups: Sequence[re.Pattern[str]]) -> int:
    """How many of the groups occur in the hit's own sentence."""
    barred = with_barriers(hit.view.text)
    return sum(group.search(barred, hit.view.own) is not None for group in groups)


def _clearest(hits: Sequence[Hit], compile_phrase: Compile) -> Sequence[Hit]:
    """The only hit; of several the only one whose own sentence fits all groups, or the nearest to the first group."""
    if len(hits) < 2:
        return hits
    if len({hit.passage.number for hit in hits}) > 1:
        words = [compile_phrase(source).pattern for source in hits[0].pattern.alone]
        whole = [hit for hit in hits if _fitting_groups(hit, words) == len(words)]
        return whole if len(whole) == 1 else ()
    topic = compile_phrase(hits[0].pattern.alone[0]).pattern
    text = hits[0].view.text
    said = [match.span() for match in topic.finditer(with_barriers(text), hits[0].view.own)]

    def distance(hit: Hit) -> int:
        at = hit.view.place_of(hit.value)
        between = (text[min(at, end) : max(at, start)] for start, end in said)
        return min((len(gap) for gap in between), default=len(text))

    nearest = sorted(hits, key=distance)
    return nearest[:1] if distance(nearest[0]) < distance(nearest[1]) else ()


def _under_its_heading(hit: Hit, compile_phrase: Compile) -> bool:
    """Whether the sentence itself fits every cue, and its heading or the sentence before it one of them."""
    cues = [compile_phrase(source).pattern for source in hit.pattern.cues]
    text, own = with_barriers(hit.view.text), hit.view.own
    if hit.view.labels and hit.view.context:  # a cell: its row and its header say what it is
        return all(cue.search(text) for cue in cues)
    return all(cue.search(text, own) for cue in cues) and any(cue.search(text, 0, own) for cue in cues)


def _by_cues(
    pattern: FactPattern, which: Literal["cues", "alone"], sentences: Sentences, compile_phrase: Compile
) -> Iterator[Hit]:
    """The values near which, or in what stands before their sentence, every one of the groups occurs."""
    groups = pattern.cues if which == "cues" else pattern.alone
    ask = partial(_fitting, pattern, [compile_phrase(source) for source in groups], compile_phrase)
    for (passage, view), value in sentences.readings.answers(which, pattern, ask) if groups else ():
        yield Hit(pattern, passage, view, value)


def _fitting(
    pattern: FactPattern, phrases: Sequence[Phrase], compile_phrase: Compile, views: Views
) -> Iterator[tuple[View, Value]]:
    able = list(views.holding_all(phrases, views.with_value(partial(may_fit, pattern))))
    excused = Excuses(views, [compile_phrase(source) for source in pattern.unless] if able else ())
    for view, number in able:
        text = excused.masked(view)
        if not text or not all(views.hits_in(phrase, number, text) for phrase in phrases):
            continue
        barred = with_barriers(text)
        cues = [phrase.pattern for phrase in phrases]
        for value, at in zip(view.values, view.places, strict=True):
            if not is_plausible(pattern, value) or not fits(pattern, view, value, at, text):
                continue
            near = with_barriers(_around(text, view.own, at))
            own = any(cue.search(barred, view.own) for cue in cues) or len(text[view.own :].split()) <= _SHORT
            if own and all(cue.search(near) for cue in cues) and not _is_a_day(pattern, view, value):
                yield view, value


def _around(text: str, own: int, at: int) -> str:
    """What stands before the sentence, and the words of the sentence near the value at ``at``."""
    before, after = text[own:at].split(" "), text[at:].split(" ")
    return f"{text[:own]} {' '.join(before[-_NEAR:])}{' '.join(after[:_NEAR])}"


def _is_a_day(pattern: FactPattern, view: View, value: Value) -> bool:
    """Whether a date makes the value: it can end a term, and is no length of notice."""
    if pattern.name in TERMS or value.defined is not None:
        return False
    return _DATED.search(view.canonical, value.start, value.end) is not None
