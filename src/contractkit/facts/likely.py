"""Facts that phrases do not find, or find doubtfully: the value that reads most like one, by a trained model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import partial

from contractkit.fact_model.model import FactModel, fact_model
from contractkit.facts.fitting import TERMS, Hit, fits, may_fit
from contractkit.facts.sentences import Excuses, Sentences
from contractkit.facts.values import Value
from contractkit.facts.views import View, Views
from contractkit.library.models import FactPattern, Family
from contractkit.phrases import VALUE_MARKERS, Compile

_Best = tuple[float, Hit]


def with_likely(
    families: Iterable[Family], found: Sequence[Hit], sentences: Sentences, left: Sentences, compile_phrase: Compile
) -> list[Hit]:
    """Return what was found, with the likeliest of the values ``left`` for each fact of the report that is not.

    Where a value that no fact took reads much more like a fact than all that phrases found for it, it stands in their
    place. A value is one fact, the one that it reads most like; the term and the lock may be one value.
    """
    model = fact_model()
    told = {hit.pattern.told_as for hit in found}
    hits: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in found:
        hits[hit.pattern.name].append(hit)
    used = {hit.at for hit in found}
    best: list[_Best] = []
    for pattern in (pattern for family in families for pattern in family.facts):
        if pattern.told_as is not None or pattern.name not in model.outputs or pattern.name in told:
            continue
        least = _least(pattern, hits[pattern.name], sentences, model)
        if (
            least is not None
            and (likeliest := _likeliest(pattern, left, used, model, compile_phrase))
            and likeliest[0] > least
        ):
            best.append(likeliest)
    new = list(_one_each(best))
    replaced = {hit.pattern.name for hit in new}
    return [*(hit for hit in found if hit.pattern.name not in replaced), *new]


def settled(hits: Iterable[Hit], sentences: Sentences) -> Iterator[Hit]:
    """Yield the hits; of facts that claim one value only the one that it reads clearly most like.

    "Assistance for 120 days after the end, payable in 15 days of invoice": phrases on payment reach both.
    """
    model = fact_model()
    claims: defaultdict[tuple[int, int], list[Hit]] = defaultdict(list)
    for hit in hits:
        claims[hit.at].append(hit)
    for rivals in claims.values():
        names = {hit.pattern.name for hit in rivals}
        if len(names) == 1 or names <= set(TERMS) or not names <= model.outputs.keys():
            yield from rivals
            continue
        scores = [_score(hit, sentences, model) for hit in rivals]
        least = min(max(scores) - model.margin, model.cut)
        yield from (hit for hit, score in zip(rivals, scores, strict=True) if score > least)


def _least(pattern: FactPattern, hits: Sequence[Hit], sentences: Sentences, model: FactModel) -> float | None:
    """The score above which another value is the fact; None where what phrases found stands."""
    if not hits:
        return model.cut
    if pattern.each:
        return None
    own = model.cut - model.margin
    for hit in hits:
        score = _score(hit, sentences, model)
        if score > model.sure:
            return None
        own = max(own, score)
    return own + model.margin


def _one_each(best: Iterable[_Best]) -> Iterator[Hit]:
    """The likeliest fact of each value."""
    taken: dict[tuple[int, int], str] = {}
    for _, hit in sorted(best, key=lambda item: -item[0]):
        name = taken.setdefault(hit.at, hit.pattern.name)
        if {hit.pattern.name, name} <= {hit.pattern.name, *TERMS}:
            yield hit


def _likeliest(
    pattern: FactPattern, sentences: Sentences, used: Set[tuple[int, int]], model: FactModel, compile_phrase: Compile
) -> _Best | None:
    """The value that reads most like the fact, with its score; None when none is likely."""
    ask = partial(_scored, pattern, model, compile_phrase)
    best: _Best | None = None
    for (passage, view), (value, score) in sentences.readings.answers("likely", pattern, ask):
        if (passage.number, value.start) not in used and (best is None or score > best[0]):
            best = score, Hit(pattern, passage, view, value, by_model=True)
    return best


def _scored(
    pattern: FactPattern, model: FactModel, compile_phrase: Compile, views: Views
) -> Iterator[tuple[View, tuple[Value, float]]]:
    """The values that are more likely the fact than not and that nothing excuses, with their scores."""
    inside = views.with_value(partial(may_fit, pattern))
    if not inside:
        return
    cues, alone, unless = (
        [compile_phrase(source) for source in sources] for sources in (pattern.cues, pattern.alone, pattern.unless)
    )
    excused = Excuses(views, unless)
    for view in views.on_topic(cues, alone, inside):
        for value, at in zip(view.values, view.places, strict=True):
            if not may_fit(pattern, value) or not fits(pattern, view, value, at, view.text):
                continue
            score = model.score(pattern.name, _features(model, view, value))
            if score > model.cut and (text := excused.masked(view)) and fits(pattern, view, value, at, text):
                yield view, (value, score)


def _score(hit: Hit, sentences: Sentences, model: FactModel) -> float:
    view = sentences.in_place(hit.passage, hit.view)
    return model.score(hit.pattern.name, _features(model, view, hit.value))


def _features(model: FactModel, view: View, value: Value) -> set[str]:
    at = view.place_of(value)
    span = at, at + len(VALUE_MARKERS[value.kind])
    return model.features(view.text, view.own, span, value.quantity, view.labels)
