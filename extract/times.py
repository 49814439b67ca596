"""The times that a text names: years, periods, dates, seasons and the rest, found by the forms of `time_forms`.

A time is found here and only described; what it is for (a sum, a deadline) is told by `sum_years` and `deadlines`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from extract.calendar_time import Time
from extract.models import Span
from extract.patterns import KEPT, compiled
from extract.time_forms import forms

_JOIN = r"\s(?:og\s)?(?:frem\s)?til(?:\sog\smed)?\s(?:ultimo\s)?|\st\.o\.m\.\s|\s?[-–]\s?"
_BETWEEN = r"(?i)\bmellem\s$"
# "udskydes fra 2020 til 2025" names two years, no period.
_MOVED = r"(?i)\b(?:udskyd|udsæt|fremryk|rykke|flytte|forlænge|ændre)\w*[^.;,]*\bfra\s$"


def _period(text: str, before: Time, time: Time) -> Time | None:
    """One period of two times with "til" between them; None where they are two."""
    named = before.years and time.years and before.years[-1] <= time.years[0]
    if not named or not compiled(_JOIN).fullmatch(text, before.end, time.start):
        return None
    if compiled(_MOVED).search(text, 0, before.start):
        return None
    years = tuple(range(before.years[0], time.years[-1] + 1))
    return replace(before, end=time.end, shape="range", years=years, open=time.open, edge="", listed=False)


def _joined(text: str, times: list[Time]) -> list[Time]:
    """Two times with "til" between them made into one period, "mellem 2022 og 2025" filled in."""
    result: list[Time] = []
    for time in times:
        period = _period(text, result[-1], time) if result else None
        if period:
            result[-1] = period
        elif time.listed and len(time.years) == 2 and compiled(_BETWEEN).search(text, 0, time.start):
            years = tuple(range(time.years[0], time.years[1] + 1))
            result.append(replace(time, years=years, shape="range", listed=False))
        else:
            result.append(time)
    return result


def overlaps(start: int, end: int, spans: tuple[Span, ...]) -> bool:
    """Whether the stretch from `start` to `end` shares a code point with one of `spans`."""
    return any(span.start < end and start < span.end for span in spans)


@lru_cache(maxsize=KEPT)
def find_times(text: str, masked: tuple[Span, ...] = ()) -> tuple[Time, ...]:
    """The times that `text` names, in order, those that touch a `masked` stretch left out.

    >>> [(time.years, time.edtf()) for time in find_times("i perioden 2023-2025 og senest i tredje kvartal 2026")]
    [((2023, 2024, 2025), '2023'), ((2026,), '2026-35')]
    """
    folded = text.lower()
    found: list[Time] = []
    for form in forms():
        if any(literal in folded for literal in form.literals):
            for match in form.expression.finditer(text):
                taken = any(time.start < match.end() and match.start() < time.end for time in found)
                if not taken and not overlaps(match.start(), match.end(), masked):
                    found.append(form.read(match))
    return tuple(_joined(text, sorted(found, key=lambda time: time.start)))
