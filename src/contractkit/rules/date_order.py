"""Dates that cannot both be right: a period that ends before it begins, a contract that ends before it starts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from contractkit.evidence import Evidence, Passage
from contractkit.facts.dates import DATE, HAS_YEAR, parse_date
from contractkit.phrases import CUSTOMER, VENDOR
from contractkit.rules.context import Context
from contractkit.terms.defect import Defect, defect_at

_SPAN = re.compile(
    rf"(?<!\w)(?:from|between|beginning|begins|starting|starts|commencing|commences|runs|period of)(?: +(?!to\b"
    rf"|until)[a-z]+){{0,6}}? +"
    rf"(?P<first>{DATE}) +(?:(?:inclusive|and|ends?|ending|expir\w+|continu\w+|lasts?|runs?) +){{0,3}}"
    rf"(?:to|until|till|through|and|on|up to)(?: +(?:and|including|the|end|of|midnight"
    rf"|on)){{0,4}} +(?P<last>{DATE})(?!\w)"
)
# A cell or a line that holds a period alone: "1 March 2027 to 28 February 2028".
_BARE_SPAN = re.compile(rf"\W*(?P<first>{DATE}) +(?:to|until|till|through|and)? *(?P<last>{DATE})(?!\w)")
_SOMEBODY = rf"(?:{VENDOR}|{CUSTOMER})"
_CONTRACT = (
    r"(?:agreement|contract|(?:initial|first|contract|fixed|minimum|service|subscription)? ?(?:term|period)"
    r"|statement of work|duration)"
)
_BEGINS = re.compile(
    r"(?<!\w)(?:(?:effective|commencement|start|starting|service commencement|go live) date"
    rf"|{_CONTRACT}(?: +(?!end|expir|until|terminat|not)[a-z]+){{0,4}}? +(?:begins|starts|commences|takes effect"
    rf"|enters into force|runs from"
    r"|is effective|becomes effective|shall (?:begin|start|commence|take effect|come into force)|comes into force)"
    rf"|^\W*(?:\w+\W+){{0,2}}(?:start|commencement|go live)(?= +means)"
    r"|^\W*(?:\d+(?:[. ]\d+)*[. ]+)?(?:start|begin|beginning|begins|starts|commencement|valid from)"
    rf"(?: +of(?: +the)? +{_CONTRACT})?(?= )"
    rf"|(?:{_SOMEBODY}|parties|both|services?|work) (?:start|begin"
    r"|starts|begins|commence))"
    rf"(?: +(?:on|from|is|means|as|of|the|date|day|with|effect)){{0,6}} +(?P<day>{DATE})(?!\w)"
)
_ENDS = re.compile(
    rf"(?<!\w)(?:(?:expiry|expiration|end|termination|completion) date(?: +of(?: +the)? +{_CONTRACT})?"
    rf"|^\W*(?:\d+(?:[. ]\d+)*[. ]+)?(?:end|ends|expiry|valid (?:to|until))(?: +of(?: +the)? +{_CONTRACT})?(?= )"
    r"|^\W*(?:\d+(?:[. ]\d+)*[. ]+)?it (?:ends|expires|terminates|runs out|runs until)(?= )"
    rf"|{_CONTRACT}(?: +(?!begin|start|commenc|not|unless)[a-z]+){{0,6}}? +(?:ends|expires|runs until|lasts until"
    rf"|continues until|runs out"
    r"|terminates|shall (?:end|expire|terminate)|will (?:end|expire|terminate)))"
    rf"(?: +(?:on|at|is|means|as|of|the|end|day|until|midnight|automatically)){{0,6}} +(?P<day>{DATE})(?!\w)"
)
# An earlier contract, a licence or a certificate has dates of its own.
_ANOTHERS = re.compile(
    r"(?<!\w)(?:previous|prior|former|original agreement|existing|predecessor|replaces|superseded|amend\w*|insurance"
    r"|policy|licen[cs]e|lease"
    r"|certificate|warranty|option|trial|pilot|letter of intent|audited|fiscal|financial year|dated)(?!\w)"
)


def dates_out_of_order(context: Context) -> Iterator[Defect]:
    """Yield periods that end before they begin, and ends of the contract that lie before its one start."""
    dated = _dated(context.evidence)
    spans = list(_spans(dated))
    yield from spans
    told = {defect.paragraph for defect in spans}
    starts = {day for day, _, _ in _days(dated, _BEGINS)}
    if len(starts) != 1:
        return
    (start,) = starts
    for day, passage, match in _days(dated, _ENDS):
        if day < start and passage.paragraph not in told:
            yield defect_at(passage, match, f"it ends on {day.isoformat()} and begins on {start.isoformat()}")


def _spans(dated: Sequence[Passage]) -> Iterator[Defect]:
    seen: set[tuple[int, int]] = set()
    for passage in dated:
        alone = _BARE_SPAN.match(passage.canonical, passage.own)
        for match in (*((alone,) if alone else ()), *_SPAN.finditer(passage.canonical)):
            first, last = parse_date(match["first"]), parse_date(match["last"])
            if first and last and last < first and match.start() >= passage.own:
                defect = defect_at(passage, match, f"it begins on {first.isoformat()} and ends on {last.isoformat()}")
                if (defect.paragraph, defect.start) not in seen:
                    seen.add((defect.paragraph, defect.start))
                    yield defect


def _dated(evidence: Evidence) -> list[Passage]:
    """The passages that may hold a date."""
    return [passage for passage in evidence.passages if evidence.known.once(HAS_YEAR.search, passage.canonical)]


def _days(dated: Sequence[Passage], pattern: re.Pattern[str]) -> Iterator[tuple[date, Passage, re.Match[str]]]:
    for passage in dated:
        if _ANOTHERS.search(passage.canonical):
            continue
        for match in pattern.finditer(passage.canonical):
            day = parse_date(match["day"])
            if day and match.end() > passage.own:
                yield day, passage, match
