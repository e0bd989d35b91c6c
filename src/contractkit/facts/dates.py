"""Dates as contracts write them, and the months between two of them."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTH_BEGINNINGS = tuple(month[:3] for month in _MONTHS)
_MONTH = rf"(?:{'|'.join(_MONTHS)}|(?:{'|'.join(MONTH_BEGINNINGS)}|sept)\.?)"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
DATE = (
    rf"{_DAY} +(?:day +)?(?:of +)?{_MONTH} +(?:in the year +)?{_YEAR}|{_MONTH} +{_DAY} +{_YEAR}"
    rf"|{_YEAR}[ .]\d\d?[ .]\d\d?|\d\d?[ .]\d\d?[ .]{_YEAR}"
)
HAS_YEAR = re.compile(_YEAR)  # a text without one holds no date
_DAYS_A_MONTH = 30.4375
_SLACK = 2  # days: a term from the first to the last day, or to the first day after it


def parse_date(text: str) -> date | None:
    """Return the date that canonical ``text`` writes, or None for a day that no calendar has.

    Figures are day, month, year ("31.12.2028"), unless only month, day, year is possible.
    """
    figures = [int(figure) for figure in re.findall(r"\d+", text)]
    named = re.search(_MONTH, text)
    if named:
        month = next(i for i, name in enumerate(_MONTHS, 1) if named.group().startswith(name[:3]))
        days = [figure for figure in figures if figure <= 31]
        years = [figure for figure in figures if figure > 1900]
        return _date(years[0], month, days[0]) if days and years else None
    if figures[0] > 31:
        return _date(*figures)
    day, month, year = figures
    return _date(year, month, day) if month <= 12 else _date(year, day, month)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_between(first: date, last: date) -> float | None:
    """Return the whole months from ``first`` to ``last``, the last day included or not; None when there are none."""
    for end in (last, *(last + timedelta(days=days) for days in range(1, _SLACK + 1))):
        months = (end.year - first.year) * 12 + end.month - first.month
        if end.day == first.day and months > 0:
            return float(months)
    rounded = round((last - first).days / _DAYS_A_MONTH)
    return float(rounded) if rounded > 0 and abs((last - first).days - rounded * _DAYS_A_MONTH) <= _SLACK else None
