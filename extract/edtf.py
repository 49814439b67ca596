"""Times in the Extended Date/Time Format (EDTF, ISO 8601-2:2019): read, checked, and bounded by two calendar days.

What agreements need is covered: level 0 years, months, days and intervals; level 1 seasons, qualifiers (`?`, `~`,
`%`), digits left open from the right (`202X`) and intervals with an open end (`..`); and of level 2 the sub-year
groupings: quarters (33-36), four-month periods (37-39) and half-years (40-41). Clock times and sets are not.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

OPEN = ".."
# ISO 8601-2, 4.8: first month and length in months of each sub-year grouping; seasons by the meteorological calendar
# of the north, and winter named after the year in which it begins ("vinteren 2023": December 2023 to February 2024).
_GROUPINGS: dict[int, tuple[int, int]] = {
    **{code: (3 * (code - 21) + 3, 3) for code in range(21, 25)},
    **{code: (3 * (code - 25) + 3, 3) for code in range(25, 29)},
    **{code: ((3 * (code - 29) + 8) % 12 + 1, 3) for code in range(29, 33)},
    **{code: (3 * (code - 33) + 1, 3) for code in range(33, 37)},
    **{code: (4 * (code - 37) + 1, 4) for code in range(37, 40)},
    **{code: (6 * (code - 40) + 1, 6) for code in range(40, 42)},
}


class EdtfError(ValueError):
    """A text that is no EDTF time of the forms read here; the message quotes it and says which form was looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One EDTF date: a year, or a part of one. `part` is a month (1-12) or a sub-year grouping (21-41).

    `year` keeps its digits, as "202X" where some are left open; `qualifier` is "", "?", "~" or "%".
    """

    year: str
    part: int | None = None
    day: int | None = None
    qualifier: str = ""

    def __str__(self) -> str:
        tail = "" if self.part is None else f"-{self.part:02}"
        return f"{self.year}{tail}{'' if self.day is None else f'-{self.day:02}'}{self.qualifier}"

    def bounds(self) -> tuple[date, date]:
        """The first and the last day of it; a qualifier does not widen them."""
        low, high = int(self.year.replace("X", "0")), int(self.year.replace("X", "9"))
        if self.part is None:
            return date(low, 1, 1), date(high, 12, 31)
        if self.day is not None:
            return date(low, self.part, self.day), date(low, self.part, self.day)
        first, length = (self.part, 1) if self.part <= 12 else _GROUPINGS[self.part]
        last_year, last = low + (first + length - 2) // 12, (first + length - 2) % 12 + 1
        return date(low, first, 1), date(last_year, last, monthrange(last_year, last)[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From one moment to another; None where the end is open (`..`)."""

    start: Moment | None
    end: Moment | None

    def __str__(self) -> str:
        return "/".join(OPEN if side is None else str(side) for side in (self.start, self.end))

    def bounds(self) -> tuple[date | None, date | None]:
        """The first and the last day; None on a side that is open."""
        return self.start.bounds()[0] if self.start else None, self.end.bounds()[1] if self.end else None


@cache
def _form() -> re.Pattern[str]:
    """Year, year-month or year-grouping, day, each whole time with at most one qualifier at its end."""
    return re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)")


def _moment(text: str, whole: str) -> Moment:
    match = _form().fullmatch(text)
    if not match:
        raise EdtfError(f"{whole!r} is no EDTF time: write 2027, 2027-06, 2027-06-30, 2027-23, 2027-12~, or two with /")
    year, part, day = match[1], int(match[2]) if match[2] else None, int(match[3]) if match[3] else None
    if part is not None:
        if "X" in year or not (1 <= part <= 12 or part in _GROUPINGS):
            raise EdtfError(f"{whole!r}: {match[2]} is no month (01-12) and no season, quarter or half-year (21-41)")
        if day is not None and not (part <= 12 and 1 <= day <= monthrange(int(year), part)[1]):
            raise EdtfError(f"{whole!r}: that day is not in the calendar")
    moment = Moment(year=year, part=part, day=day, qualifier=match[4])
    try:
        moment.bounds()
    except ValueError:
        raise EdtfError(f"{whole!r} lies outside the calendar of the years 1 to 9999") from None
    return moment


def parse_edtf(text: str) -> Moment | Interval:
    """Reads an EDTF time.

    >>> parse_edtf("2022-23").bounds()
    (datetime.date(2022, 9, 1), datetime.date(2022, 11, 30))
    >>> str(parse_edtf("2024-01~"))
    '2024-01~'

    Raises EdtfError where `text` is not of the forms named at the top of this module, or an interval runs backwards.
    """
    sides = text.split("/")
    if len(sides) == 1:
        return _moment(text, text)
    if len(sides) != 2 or sides == [OPEN, OPEN]:
        raise EdtfError(f"{text!r} is no EDTF interval: write two times with one / between, at most one of them ..")
    start, end = (None if side == OPEN else _moment(side, text) for side in sides)
    interval = Interval(start=start, end=end)
    low, high = interval.bounds()
    if low and high and high < low:
        raise EdtfError(f"{text!r} ends before it begins")
    return interval


def is_edtf(text: str) -> bool:
    """Whether `parse_edtf` reads `text`."""
    try:
        parse_edtf(text)
    except EdtfError:
        return False
    return True


def edtf_bounds(text: str) -> tuple[date | None, date | None]:
    """The first and the last day of an EDTF time, None on an open side. Raises EdtfError as `parse_edtf` does."""
    return parse_edtf(text).bounds()


def days_of(text: str | None) -> tuple[date | None, date | None]:
    """The same of what may be no time, or none in EDTF, as in a record made elsewhere: then no day is known.

    >>> days_of("2027-05"), days_of("i maj"), days_of(None)
    ((datetime.date(2027, 5, 1), datetime.date(2027, 5, 31)), (None, None), (None, None))
    """
    try:
        return edtf_bounds(text) if text else (None, None)
    except EdtfError:
        return (None, None)
