"""The days that an EDTF time covers (EDTF levels 0 and 1, and the sub-year groupings of level 2)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_TIME = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?")
# Sub-year groupings: code -> (first month, how many months). Winter begins in December and ends in the year after.
_GROUPS = {
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),
    37: (1, 4),
    38: (5, 4),
    39: (9, 4),
    40: (1, 6),
    41: (7, 6),
}

Bounds = tuple[date | None, date | None]


def bounds(edtf: str) -> Bounds:
    """The first and the last day that `edtf` covers; None for an end that is open, unknown or cannot be read.

    >>> bounds("2022-23")
    (datetime.date(2022, 9, 1), datetime.date(2022, 11, 30))
    >>> bounds("../2027")[1]
    datetime.date(2027, 12, 31)
    """
    start, slash, end = edtf.strip().partition("/")
    return (_days(start)[0], _days(end if slash else start)[1])


def _days(edtf: str) -> Bounds:
    match = _TIME.fullmatch(edtf)
    if not match:
        return (None, None)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if year == 0:  # EDTF has a year 0, Python's calendar has not
        return (None, None)
    if month is None:
        return _months(year, 1, 12)
    if day is None:
        return _months(year, *_GROUPS[month]) if month in _GROUPS else _months(year, month, 1)
    try:
        return (date(year, month, day), date(year, month, day))
    except ValueError:
        return (None, None)


def _months(year: int, first: int, count: int) -> Bounds:
    if not 1 <= first <= 12:
        return (None, None)
    last = first + count - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    if end_year > date.max.year:
        return (date(year, first, 1), None)
    return (date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]))
