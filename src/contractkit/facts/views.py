"""Sentences with their values made markers, for the phrases of facts: "an initial term of duration_"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import and_, or_

from contractkit.facts.fees import sums_of_fees
from contractkit.facts.values import Value
from contractkit.phrase_search import KnownTexts, SearchableTexts, bits_of
from contractkit.phrases import VALUE_MARKERS as MARKERS
from contractkit.phrases import Phrase, with_barriers
from contractkit.text import Quantity


@dataclass(frozen=True, slots=True, eq=False)  # what is found in a view is kept by the view itself
class View:
    """A passage whose values are markers, wherever and however often it stands.

    ``canonical`` is the passage's text, whose own words begin at ``context``. ``places`` give each value's marker's
    offset in ``text``; ``own`` is where the own words begin there. ``labels`` are those that the passage stands under.
    """

    canonical: str
    context: int
    text: str
    values: tuple[Value, ...]
    places: tuple[int, ...]
    own: int
    labels: tuple[str, ...] = ()

    def place_of(self, value: Value) -> int:
        """Return the offset of a value's marker in the text."""
        return self.places[self.values.index(value)]

    def value_at(self, offset: int) -> Value | None:
        """Return the value whose marker begins at ``offset`` of the text."""
        return self.values[self.places.index(offset)] if offset in self.places else None


_MAY_BOUND = re.compile(r"(?<!\w)(?:not?|can t|won t|\w+n t|ll) ")
_ENDS = ("no ", "not ", " t ", "ll ")  # without one of them nothing may
# "not less than 30 days" bounds a value and denies nothing.
_BOUNDS = (
    (re.compile(r"(?<!\w)(?:not|no) +(?:less|fewer|shorter) +than(?!\w)"), "at least"),
    (re.compile(r"(?<!\w)(?:not|no) +(?:later|longer) +than(?!\w)"), "within"),
    (re.compile(r"(?<!\w)can t(?!\w)"), "cannot"),
    (re.compile(r"(?<!\w)won t(?!\w)"), "will not"),
    (re.compile(r"(?<=\w)n t(?!\w)"), " not"),
    (re.compile(r"(?<= )ll(?= )"), "will"),
    (
        re.compile(r"(?<!\w)(?:(?:not|no) +(?:more|greater|higher) +than|not +(?:to +exceed|exceeding))(?!\w)"),
        "at most",
    ),
)


def marked(canonical: str, own: int, values: Iterable[Value]) -> View:
    """Return a passage with its values made markers. A defined value stands behind the term that it is taken from."""
    kept = tuple(sorted(values, key=lambda value: (value.start, value.end)))
    context = tuple(value for value in kept if value.start < own)
    before, places = _marks(canonical[:own], context)
    text, own_places = _marks(canonical[own:], kept[len(context) :], own)
    return View(canonical, own, before + text, kept, (*places, *(len(before) + at for at in own_places)), len(before))


def _marks(canonical: str, values: Iterable[Value], offset: int = 0) -> tuple[str, tuple[int, ...]]:
    """The text with markers for the values, whose offsets count from ``offset``, and where each marker is."""
    parts: list[str] = []
    places: list[int] = []
    position = length = 0
    for value in values:
        start, end = value.start - offset, value.end - offset
        worded = value.defined is not None or value.kind == "cycle"
        before = _bounded(canonical[position:start]) + (f"{canonical[start:end]} " if worded else "")
        parts += [before, MARKERS[value.kind]]
        places.append(length + len(before))
        length += len(before) + len(MARKERS[value.kind])
        position = end
    parts.append(_bounded(canonical[position:]))
    return "".join(parts), tuple(places)


def _bounded(text: str) -> str:
    if not any(end in text for end in _ENDS) or not _MAY_BOUND.search(text):
        return text
    for pattern, instead in _BOUNDS:
        text = pattern.sub(instead, text)
    return text


def with_sums(view: View) -> View:
    """Return the view in which sums of fees are single markers: "liability is limited to fees_"."""
    sums = list(sums_of_fees(view.text, view.values, view.places))
    if not sums:
        return view
    parts: list[str] = []
    values: list[Value] = []
    places: list[int] = []
    position = length = 0
    own = view.own

    def keep(until: int) -> None:
        nonlocal length, own
        if position <= view.own <= until:
            own = length + view.own - position
        for value, at in zip(view.values, view.places, strict=True):
            if position <= at < until:
                values.append(value)
                places.append(length + at - position)
        parts.append(view.text[position:until])
        length += until - position

    for start, end, months in sums:
        keep(start)
        inside = [value for value, at in zip(view.values, view.places, strict=True) if start <= at < end]
        defined = next((value.defined for value in inside if value.defined), None)
        first = min((value.start for value in inside), default=0)
        values.append(Value("fees", Quantity(months, "months_of_fees"), first, first, defined))
        places.append(length)
        parts.append(MARKERS["fees"])
        length += len(MARKERS["fees"])
        position = end
    keep(len(view.text))
    return replace(view, text="".join(parts), values=tuple(values), places=tuple(places), own=own)


def sum_values(canonical: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return the sums of fees that canonical text states, as values without a place of their own."""
    text, places = _marks(canonical, values)
    return tuple(
        Value("fees", Quantity(months, "months_of_fees"), 0, 0) for _, _, months in sums_of_fees(text, values, places)
    )


class Views:
    """Views by what phrases need: each phrase is tried only where all of its word beginnings occur."""

    def __init__(self, views: Iterable[View], known: KnownTexts) -> None:
        self.views = tuple(views)
        self._texts = SearchableTexts([view.text for view in self.views], known)
        self._numbers = {view: number for number, view in enumerate(self.views)}
        self._labels: dict[str, None] | None = None

    @cached_property
    def _by_value(self) -> list[tuple[Value, int]]:
        """The values that are marked in views' own words, each size once, and the views that hold them, as bits."""
        held: defaultdict[tuple[str, Quantity], list[int]] = defaultdict(list)
        for number, view in enumerate(self.views):
            for value, at in zip(view.values, view.places, strict=True):
                if at >= view.own and view.text.startswith(MARKERS[value.kind], at):
                    held[value.kind, value.quantity].append(number)
        return [(Value(*key, 0, 0), bits_of(numbers, len(self.views))) for key, numbers in held.items()]

    def with_value(self, is_wanted: Callable[[Value], bool]) -> int:
        """Return the views whose own words hold a value of a kind and size that is wanted, as bits."""
        return reduce(or_, (bits for value, bits in self._by_value if is_wanted(value)), 0)

    def holding_all(self, phrases: Iterable[Phrase], inside: int) -> Iterator[tuple[View, int]]:
        """Yield the views in which every one of the phrases may match, of those ``inside``, with their numbers."""
        bits = inside
        for phrase in phrases:
            bits &= self._texts.could_match(phrase)
        return ((view, number) for number, view in enumerate(self.views) if bits >> number & 1)

    def on_topic(self, cues: Iterable[Phrase], groups: Iterable[Phrase], inside: int) -> Iterator[View]:
        """Yield the views, of those ``inside``, that hold words of some cue and of all groups but one.

        A word of a phrase is enough: this only passes over most views.
        """
        some = reduce(or_, map(self._texts.could_match, cues), 0)
        held = [self._texts.could_match(phrase) for phrase in groups]
        all_but_one = [reduce(and_, held[:at] + held[at + 1 :], inside) for at in range(len(held))]
        bits = some & reduce(or_, all_but_one or [inside], 0)
        return (view for number, view in enumerate(self.views) if bits >> number & 1)

    def labelled(self, is_wanted: Callable[[str], bool], inside: int) -> Iterator[View]:
        """Yield the views with a label that is wanted, of those ``inside``; each label is judged once."""
        if self._labels is None:
            self._labels = dict.fromkeys(label for view in self.views for label in view.labels)
        wanted = set(filter(is_wanted, self._labels))
        labelled = enumerate(self.views) if wanted else ()
        return (view for at, view in labelled if inside >> at & 1 and not wanted.isdisjoint(view.labels))

    def finder(self, phrases: Iterable[Phrase]) -> Callable[[View], Iterator[re.Match[str]]]:
        """Return what yields every match of the phrases in one of the views, phrase by phrase.

        It finds nothing in a view that is not among them.
        """
        holding = [(phrase, self._texts.could_match(phrase)) for phrase in phrases]

        def found(view: View) -> Iterator[re.Match[str]]:
            number = self._numbers.get(view)
            if number is None:
                return iter(())
            bit = 1 << number
            return (match for phrase, bits in holding if bits & bit for match in self._texts.hits(phrase, number))

        return found

    def finding(self, phrase: Phrase, inside: int) -> Iterator[tuple[View, int]]:
        """Yield the views in which the phrase matches, of those ``inside``, with their numbers."""
        texts = self._texts
        return ((self.views[number], number) for number in texts.holding(phrase, inside) if texts.hits(phrase, number))

    def hits_in(self, phrase: Phrase, number: int, text: str) -> Sequence[re.Match[str]]:
        """Return every match of the phrase in the view of that number, of which ``text`` is perhaps masked."""
        if text is self.views[number].text:
            return self._texts.hits(phrase, number)
        starts = self._texts.starts(number, phrase)
        return tuple(phrase.hits(with_barriers(text), starts)) if starts is None or starts else ()


def masked(view: View, taken: Collection[Value]) -> str:
    """Return the view's text in which the markers of ``taken``, and of values that equal them, mark nothing.

    It has the same length.
    """
    text = view.text
    for value, at in zip(view.values, view.places, strict=True):
        if value in taken:
            length = len(MARKERS[value.kind])
            text = f"{text[:at]}{'q' * length}{text[at + length :]}"
    return text
