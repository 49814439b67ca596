"""A time as a text names it, before it is told what it is for, and what it is as EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extract.edtf import edtf_bounds, is_edtf

MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
A_MONTH = "|".join(MONTHS)
"""The alternatives of an expression for the name of a month."""
DAY = re.compile(rf"(?:den\s+|d\.\s*)?(\d{{1,2}})\.\s*({A_MONTH})\s+((?:19|20)\d\d)", re.IGNORECASE)
"""A day as Danes write it: "den 5. juni 2025"."""

Shape = Literal["year", "years", "range", "day", "month", "season", "quarter", "half", "turn", "later"]
_EDGES = {"primo": 1, "begyndelsen": 1, "starten": 1, "medio": 6, "midten": 6, "ultimo": 12, "slutningen": 12}


def edtf_day(written: re.Match[str]) -> str:
    """The day that `DAY` found, as EDTF; it may be none that the calendar has.

    >>> edtf_day(DAY.match("den 5. juni 2025"))
    '2025-06-05'
    """
    return f"{written[3]}-{MONTHS.index(written[2].lower()) + 1:02}-{int(written[1]):02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A stretch of text that names a time.

    `years` are all its calendar years, a range filled in; empty where none is named. `base` is its beginning in EDTF,
    with "YYYY" where the year is for the context to give ("i efteråret"); `edge` is the part of it that is meant
    ("udgangen"). `open` is "og frem" after it; `ahead` is 1 in "næste år"; `listed` tells "2024, 2025 og 2026" from
    "2024-2026".
    """

    start: int
    end: int
    shape: Shape
    years: tuple[int, ...]
    base: str
    edge: str = ""
    open: bool = False
    listed: bool = False
    ahead: int = 0

    def edtf(self, signed: date | None = None) -> str | None:
        """The time as EDTF; a time without a year is the first one that ends no earlier than the day `signed`.

        None where the year is not named and `signed` is None, or there is no such day ("31. februar").
        """
        base = self.base
        if "YYYY" in base:
            if signed is None:
                return None
            base = self.base.replace("YYYY", str(signed.year + self.ahead))
            if is_edtf(base) and (edtf_bounds(base)[1] or signed) < signed:
                base = self.base.replace("YYYY", str(signed.year + 1))
        return _narrow(base, self.edge) if is_edtf(base) else None


def _narrow(base: str, edge: str) -> str:
    """`base` narrowed to its edge: "udgangen" is its last day; "primo" and the like of a year are a month, about."""
    if edge == "udgangen":
        return str(edtf_bounds(base)[1])
    if edge in _EDGES and len(base) == 4:
        return f"{base}-{_EDGES[edge]:02}~"
    if edge in _EDGES and len(base) == 7 and int(base[5:]) <= 12:
        return f"{base}~"
    return base
