"""Values in a sentence: durations, percentages, amounts of money, and dates that make a duration.

Text is canonical (see evidence): folded, marks between words made spaces. A value keeps its stretch of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from contractkit import text as t
from contractkit.facts.dates import DATE, MONTH_BEGINNINGS, months_between, parse_date

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
_TENTH_DAYS = {"thirtieth": 30, "fortieth": 40, "forty fifth": 45, "sixtieth": 60, "ninetieth": 90}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_COMPOUND = {f"{ten} {_ORDINALS[one]}": value + one + 1 for ten, value in _TENS.items() for one in range(9)}
_SIMPLE = {word: number for number, word in enumerate(_ORDINALS, 1)} | _TENTH_DAYS
_ORDINAL_VALUES = _COMPOUND | _SIMPLE
_ORDINAL = (
    rf"(?:\d+ ?(?:st|nd|rd|th)|{'|'.join(sorted(_SIMPLE, key=len, reverse=True))}"
    rf"|(?:{'|'.join(_TENS)}) (?:{'|'.join(_ORDINALS[:9])}))"
)
_UNIT = r"(?:year|quarter|month|fortnight|week|day|hour|minute)"
_ADJECTIVE = r"(?:(?:further|additional|full|calendar|contract|contractual|whole|single|extra|more|complete) +)*"
_ONE = (
    r"(?<![\w.,])(?:for|within|in|by|(?<!end )(?<!start )(?<!day )(?<!close )(?<!beginning )of|is|least|than"
    r"|after|before|under|over|lasts?|about|inside|during|giv(?:e|es|ing)"
    r"|gets?|has|have|takes?|allows?)"
    r" +(?:(?:up +to|at +least|about|just|only|up) +)?"
    rf"(?P<one>(?:another|an?) +{_ADJECTIVE}{_UNIT}(?: +and +a +half)?)(?!\w)(?!(?<=quarter) +of +\w)"
)
# "Give us a week from then", "with a month's notice": what follows tells a length of time, and no rate.
_ONE_THEN = (
    rf"(?<![\w.,])(?P<then>(?:another|an?) +{_ADJECTIVE}{_UNIT}"
    r"(?= +(?:s? *(?:(?:prior|advance|written|previous|clear|formal) +)*(?:notice|warning)|later|afterwards|ahead"
    r"|beforehand|in advance|earlier)(?!\w))"
    r"|(?:(?<=us )|(?<=you )|(?<=me )|(?<=them )|(?<=vendor_ )|(?<=customer_ )|(?<=only )|(?<=just ))"
    rf"(?:another|an?) +{_ADJECTIVE}{_UNIT}(?= +(?:after|before|from|following)(?!\w)))"
)
_PAID = (
    r"(?:fees?|charges?|remuneration|invoices?|amounts?|sums?|payments?|volumes?|forecast|rest|remainder"
    r"|bills?|price|turnover|estimates?|plan|planning|rates?|retainer|consideration|paid|pays?|owed|billed"
    r"|invoiced|left|contacts|hours|calls|capacity|seats|headcount|takings|earnings)"
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FRACTION = (
    r"(?:(?<!and a )(?:one )?half(?! +(?:an?|one) +(?:\w+ +)?(?:year|quarter|month))"
    r"|(?:one|a) (?:third|quarter|fifth|sixth|eighth|tenth|twelfth|twentieth)|two thirds|three (?:quarters|fourths)"
    r"|(?:two|three|four) fifths|(?:two|three|four|six|seven|eight|nine) tenths)"
    rf"(?= +(?:of +)?(?:the|annual|yearly|monthly|quarterly|(?:vendor_|customer_)(?:its)?|its|their|all|our|your|any"
    r"|that|this|such|what"
    rf"|every|each|an?|one)(?: +\w+){{0,3}}? +(?:{_PAID}|remaining +(?:months|term|period|time|quarters))(?!\w))"
)
_WHOLE = (
    r"(?:all|the full|the whole|the entire|in full|full|the totality|totality)"
    rf"(?= +(?:of +)?(?:the +)?(?:\w+ +){{0,3}}?{_PAID}(?: +[^ ;]+){{0,12}}? +(?:remain\w*|rest|unexpired"
    rf"|balance|would have|(?:through|until|to) the (?:scheduled |original )?end)(?!\w))"
)
_FRACTIONS = {
    "totality": 100.0,
    "all": 100.0,
    "full": 100.0,
    "whole": 100.0,
    "entire": 100.0,
    "half": 50.0,
    "two thirds": 200 / 3,
    "three quarters": 75.0,
    "third": 100 / 3,
    "quarter": 25.0,
    "two fifths": 40.0,
    "three fifths": 60.0,
    "four fifths": 80.0,
    **{f"{word} tenths": 10.0 * number for number, word in enumerate(_NUMBERS, 1)},
    "three fourths": 75.0,
    "twelfth": 100 / 12,
    "sixth": 100 / 6,
    "eighth": 12.5,
    "fifth": 20.0,
    "tenth": 10.0,
    "twentieth": 5.0,
}
_CYCLE = (
    r"(?:annually|yearly|(?:a|one) (?:year|quarter|month) at a time|year by year|year to year"
    r"|from year to year|(?:on|for) an? (?:annual|yearly) basis|(?:each|every) year"
    r"|annual (?:renewals?|periods?|terms?|extensions?)|monthly|month to month|(?:on|for) a monthly basis"
    r"|(?:each|every) month"
    r"|quarterly|(?:each|every) quarter)(?! +(?:fee|charge|invoic|payment|bill|report|rate|volume|amount|flat"
    r"|remunerat|lump|retainer|instal|sum|average|turnover|net|order|contract)\w*)"
)
# With what a value begins that is no lone "a month": most words are none of these, and each alternative costs a trial.
_FIRST_WORDS = (
    *t.WORDS_OF_NUMBERS, *t.CURRENCY_SIGNS, *_SIMPLE, *_TENS, *MONTH_BEGINNINGS, "rupees", "contract", "calendar",
    "full", "whole", "service", "year", "month", "quarter", "day ", "net ", "half", "the full", "the whole",
    "the entire", "the totality", "in full", "all", "annual", "yearly", "each", "every", "from year", "on a", "for a",
    "an ", "a half", "a third", "a quarter", "a fifth", "a sixth", "a eighth", "a tenth", "a twelfth", "a twentieth",
    *(f"a {unit}" for unit in ("year", "month", "fortnight", "day", "hour", "minute")),
)  # fmt: skip
_BEGINS = rf"(?=\d|{'|'.join(map(re.escape, dict.fromkeys(_FIRST_WORDS)))})"
_VALUE = re.compile(
    rf"(?<!\w)(?:{_BEGINS}(?:"
    rf"(?P<date>{DATE})"
    rf"|(?P<anniversary>{_ORDINAL}(?: +\(?\d+ ?(?:st|nd|rd|th)\)?)? +anniversary)"
    rf"|(?P<nthday>{_ORDINAL}(?: +\(?\d+ ?(?:st|nd|rd|th)\)?)? +(?:calendar |business "
    rf"|working )?day(?= +(?:after|following|from|of|upon|counted|thereafter))"
    rf"|(?:(?<=on the )|(?<=by the )|(?<=than the )|(?<=until the )){_ORDINAL} +(?:business |working )day(?!\w))"
    rf"|(?P<nthmonth>(?:(?<=after the )|(?<=following the )|(?<=until the )|(?<=before the )|(?<=from the )"
    rf"|(?<=end of the )|(?<=expiry of the ))(?!first ){_ORDINAL}(?: +\(?\d+ ?(?:st|nd|rd|th)\)?)?"
    rf" +(?:contract |calendar )?(?:month|year)(?!\w))"
    rf"|(?P<first>(?<=first )(?:contract |calendar |full |whole |service )?(?:year|month|quarter)"
    rf"(?: +and +a +half)?(?!\w))"
    rf"|(?P<counted>(?<!a )(?<!per )(?<!each )(?<!every )(?<!any )(?<!one )(?:contract |calendar "
    rf"|service )?(?P<counted_unit>month|year|quarter) +(?P<count>\d{{1,2}}|one|two|three|four|five|six)(?!\w"
    rf"|%|[.,]\d))"
    rf"|(?P<dayth>(?:(?<=by )|(?<=on )|(?<=than )|(?<=until ))day +\d{{1,3}}(?!\w|%|[.,]\d))"
    rf"|(?P<net>net +(?P<net_days>\d{{1,3}})(?! *(?:{_UNIT}|business|working|calendar|%|[.,]?\d)))"
    rf"|(?P<part>(?:(?:one|a) )?(?:half|quarter|third|tenth) +(?:of +)?(?:one|1|a) *(?:per ?cent(?!age)|%))"
    rf"|(?P<hundredth>{t.NUMBER} +(?:in|out of|of) +(?:a|one|every|each)? *hundred(?!\w))"
    rf"|(?P<percent>{t.NUMBER_WORDS} +per ?cent +(?:{t.FIGURE}) *%|{t.PERCENT})"
    rf"|(?P<fraction>{_FRACTION}|{_WHOLE})"
    rf"|(?P<money>{t.MONEY})"
    rf"|(?P<duration>{t.DURATION})"
    rf"|(?P<cycle>{_CYCLE})"
    rf")(?!\w)"
    rf"|{_ONE}|{_ONE_THEN})"
)
# Most sentences hold no value: this finds the few that may.
_MAY_HOLD = re.compile(
    r"[\d%€£$]|\b(?:\w*(?:year|month|week|day|hour|minute|quarter|fortnight|annual)\w*"
    r"|per ?cent|hundred|half|thirds?|fourths|fifths?|sixth|eighth|tenths?|twentieth|totality"
    r"|all (?:\w+ ){0,4}?(?:fees|charges|invoices)|full (?:\w+ )?(?:fees|charges)|euros?|pounds|dollars|francs"
    r"|rupees?|pesos|thousand|million|anniversary|wds?|bds?|pct)\b"
)
_TOLD_TWICE = re.compile(rf"(?P<words>{t.NUMBER_WORDS})[ (]+(?P<figure>{t.FIGURE})[ )]+(?P<unit>[a-z ]*{_UNIT}s?)$")
# "Customer on three months' notice and Vendor on six": the unit is left out the second time.
_LEFT_OUT = re.compile(
    r"(?:vendor_|customer_|the +other(?: +party| +side)?)(?:its?)?"
    r" +(?:(?:may|can|only|again|leave|go|terminate) +){0,2}(?:on|with|upon|giving|at|after)"
    rf" +(?P<count>{t.NUMBER_WORDS}|\d{{1,3}})(?= *(?:$|[.;]|  |s? *(?:and|but|or|without|each)(?!\w)))"
)
_UNTIL = re.compile(
    r"(?:until|till|through|thru|to|expir\w*(?: +on)?|ends?(?: +on)?|ending(?: +on)?|up +to|end date"
    r"|expiry date|completion date|terminates? +(?:on|automatically on))(?: +(?:the|on|and|including|inclusive))* *$"
)
_BETWEEN_DATES = 4  # "1 May 2026 - 30 April 2027", the dash made a space
_ADVERBS = {"m": t.Quantity(1, "month"), "q": t.Quantity(3, "month"), "y": t.Quantity(12, "month")}


_KINDS = {
    "percent": "percent",
    "part": "percent",
    "hundredth": "percent",
    "fraction": "percent",
    "money": "money",
    "cycle": "cycle",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value, its kind (a key of phrases.VALUE_MARKERS), and its stretch of the canonical text.

    ``defined`` is the defined term that it was taken from, None when it stands in the text itself.
    """

    kind: str
    quantity: t.Quantity
    start: int
    end: int
    defined: str | None = None


@lru_cache(maxsize=4096)  # items repeat their lead-in, and lead-ins are read in several rounds
def scan_values(canonical: str, begins: date | None = None) -> tuple[Value, ...]:
    """Return the values of a sentence from left to right; they do not overlap.

    A date that ends something counts as the duration since the date before it in the sentence, or since ``begins``,
    the first day of the contract.
    """
    if not _MAY_HOLD.search(canonical):
        return ()
    return tuple(sorted(_values(canonical, begins), key=lambda value: value.start))


def _values(canonical: str, begins: date | None) -> Iterator[Value]:
    joined = -_BETWEEN_DATES
    unit = ""
    for match in _VALUE.finditer(canonical):
        kind = match.lastgroup or ""
        if kind == "date":
            last = parse_date(match.group())
            value = _until(canonical, match, begins, last, joined) if last else None
            begins, joined = last or begins, match.end()
            if value:
                yield value
        else:
            quantity = _quantity(kind, match)
            unit = quantity.unit if kind == "duration" else unit
            yield Value(_KINDS.get(kind, "duration"), quantity, *match.span(kind))
    if unit:
        yield from _left_out(canonical, unit)


def _left_out(canonical: str, unit: str) -> Iterator[Value]:
    """The numbers that borrow the unit of a duration before them."""
    for match in _LEFT_OUT.finditer(canonical):
        if not _VALUE.match(canonical, match.start("count")):
            yield Value("duration", t.Quantity(t.parse_number(match["count"]), unit), *match.span("count"))


def _until(canonical: str, match: re.Match[str], begins: date | None, last: date, joined: int) -> Value | None:
    """The duration that a date ends: behind "until" and the like, or close behind another date."""
    ends = match.start() - joined < _BETWEEN_DATES or _UNTIL.search(canonical, 0, match.start())
    months = months_between(begins, last) if begins and ends else None
    return Value("duration", t.Quantity(months, "month"), *match.span()) if months else None


def _quantity(kind: str, match: re.Match[str]) -> t.Quantity:
    """The quantity that one alternative of the grammar writes."""
    text = match[kind]
    if kind == "net":
        return t.Quantity(float(match["net_days"]), "day")
    if kind == "counted":
        return t.parse_duration(f"{match['count']} {match['counted_unit']}")
    return _PARSERS.get(kind, t.parse_duration)(text)


def _fraction(text: str) -> t.Quantity:
    return t.Quantity(next(percent for word, percent in _FRACTIONS.items() if word in text), "%")


def _part_of_one(text: str) -> t.Quantity:
    return t.Quantity(round(_fraction(text).value / 100, 4), "%")


def _of_a_hundred(text: str) -> t.Quantity:
    return t.Quantity(t.parse_number(re.split(r" +(?:in|out|of) ", text)[0]), "%")


def _cycle(text: str) -> t.Quantity:
    return _ADVERBS["m" if "month" in text else "q" if "quarter" in text else "y"]


def _nth_day(text: str) -> t.Quantity:
    return t.Quantity(_ordinal(text), "business_day" if re.search("business|working", text) else "day")


def _anniversary(text: str) -> t.Quantity:
    return t.Quantity(12 * _ordinal(text), "month")


def _nth_month(text: str) -> t.Quantity:
    return t.Quantity(_ordinal(text) * (12 if text.endswith("year") else 1), "month")


def _day_number(text: str) -> t.Quantity:
    return t.Quantity(float(text.rsplit(" ", 1)[-1]), "day")


def _single(text: str) -> t.Quantity:
    if text.endswith("half") and not text.startswith("a"):
        text = f"a {text}"
    return t.parse_duration(text if text.endswith("half") else f"1 {text.rsplit(' ', 1)[-1]}")


def _ordinal(text: str) -> float:
    figure = re.search(r"\d+", text)
    if figure:
        return float(figure.group())
    return float(next(number for word, number in _ORDINAL_VALUES.items() if text.startswith(word)))


_PARSERS: dict[str, Callable[[str], t.Quantity]] = {
    "percent": t.parse_percent, "fraction": _fraction, "part": _part_of_one, "hundredth": _of_a_hundred,
    "money": t.parse_money, "cycle": _cycle, "first": _single, "one": _single, "then": _single, "dayth": _day_number,
    "anniversary": _anniversary, "nthday": _nth_day, "nthmonth": _nth_month,
}  # fmt: skip


def other_reading(text: str) -> t.Quantity | None:
    """Return the duration that the words of canonical ``text`` tell where its figures tell another, else None."""
    match = _TOLD_TWICE.match(text)
    if match is None or t.parse_number_words(match["words"]) == t.parse_figure(match["figure"]):
        return None
    return t.parse_duration(f"{match['words']} {match['unit']}")


def parse_value(text: str) -> t.Quantity:
    """Return the value that folded ``text`` writes: percentage, money, duration or bare number."""
    values = scan_values(text)
    return values[0].quantity if values else t.Quantity(t.parse_number(text), "number")
