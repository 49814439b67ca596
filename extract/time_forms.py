"""The ways in which Danish texts name times: each an expression and how it is read.

Years, periods, days, months, seasons, quarters, halves, the turn of the year, "senere på året".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from extract.calendar_time import A_MONTH, MONTHS, Shape, Time

_SHORT_MONTHS = tuple(month[:3] for month in MONTHS)
_SEASONS = {"forår": 21, "sommer": 22, "efterår": 23, "vinter": 24}
_ORDINALS = {"1": 1, "2": 2, "3": 3, "4": 4, "første": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4}

# A year: no part of a number, of a price level ("2022-pl") or of a name ("2025-planen"), no count ("2000 boliger").
_YEAR = (
    r"(?<![\w,.§])(?:19|20)\d\d(?![\w½]|[.,]\d)(?!-?\s?(?:pl|p/l|priser|prisniveau)\b|-(?!mål)[^\W\d])"
    r"(?!\s?(?:kr|mio|mia|mill|pct|procent|%|MW|GW|tons?|ha|hektar|km|m2)\b)"
    r"(?:(?<=\bi\s\d{4})|(?<=\bfra\s\d{4})|(?!\s(?:nye|flere|ekstra|boliger|pladser|personer|elever|borgere|årsværk)\b))"
)
_TAIL = r"(?:(?:19|20)\d\d|\d\d)(?![\w½]|[.,]\d|-?\s?(?:pl|p/l|priser)\b)"
_SPAN = rf"{_YEAR}(?:\s?[-–/]\s?{_TAIL}(?!\s?(?:kr|mio|mia|mill|pct|procent|%)))?"
_YEARS = rf"{_SPAN}(?:(?:,\s|,?\s(?:og|samt|eller)\s){_SPAN})*"
_OPEN = (
    r"(?P<open>\s(?:ff\.?(?!\w)|(?:og|samt)\s(?:fremefter|fremadrettet|fremover|fremad|(?:herefter|derefter)(?!\s(?:ca\.\s|op\stil\s)?\d)|varigt"
    r"|frem(?!\w|\s(?:til|mod)\s(?:og\smed\s)?(?:\d|udgangen|ultimo|den\s\d|d\.|år))"
    r"|(?:de\s)?(?:efter)?følgende\sår|årene\s(?:frem|herefter|derefter)|hvert\sår\sderefter)(?!\w)))?"
)
_EDGE = r"(?:(?P<edge>primo|medio|ultimo|(?:begyndelsen|starten|midten|slutningen|udgangen|løbet)\saf)\s(?:det\s)?)?"
_ORDINAL = r"(?:[1-4]\.|første|andet|anden|tredje|fjerde)"
_SEASON = r"(?:tidlig[et]?\s|sen(?:e|t)?\s?)?(?:forår|sommer|efterår|vinter)(?:et|en)?(?:ferien)?(?!\w)"


@dataclass(frozen=True, slots=True)
class Form:
    """A way of naming a time: words one of which must stand in the text, the expression, and how a match is read."""

    literals: tuple[str, ...]
    expression: re.Pattern[str]
    read: Callable[[re.Match[str]], Time]


def _spelled(words: str) -> tuple[int, ...]:
    """The years of "2024, 2025 og 2026", "2021-2023", "2021/22", a range filled in."""
    years: list[int] = []
    for match in re.finditer(r"(\d{4})(?:\s?[-–/]\s?(\d{4}|\d\d))?", words):
        first, last = int(match[1]), int(match[1])
        if match[2]:
            last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
        years += range(first, last + 1) if first <= last < first + 80 else (first, last)
    return tuple(dict.fromkeys(years))


def _time(match: re.Match[str], shape: Shape, years: tuple[int, ...], part: str = "", **more: int) -> Time:
    groups = match.groupdict()
    edge = (groups.get("edge") or "").lower().split(" ")[0]
    base = (f"{years[0]:04}" if years else "YYYY") + part
    listed = shape == "years" and not re.search(r"\d\s?[-–/]\s?\d", match[0])
    start, end, goes_on = match.start(), match.end(), bool(groups.get("open"))
    return Time(
        start=start, end=end, shape=shape, years=years, base=base, edge=edge, open=goes_on, listed=listed, **more
    )


def _read_day(match: re.Match[str]) -> Time:
    month = _SHORT_MONTHS.index(match["month"].lower()[:3]) + 1
    return _time(match, "day", _spelled(match["year"] or ""), f"-{month:02}-{int(match['day']):02}")


def _read_numeric(match: re.Match[str]) -> Time:
    return _time(match, "day", (int(match["year"]),), f"-{int(match['month']):02}-{int(match['day']):02}")


def _read_quarter(match: re.Match[str]) -> Time:
    number = _ORDINALS[(match["number"] or match["short"]).lower().rstrip(".")]
    return _time(match, "quarter", _spelled(match["year"] or match["short_year"] or ""), f"-{32 + number}")


def _read_half(match: re.Match[str]) -> Time:
    number = _ORDINALS[match["number"].lower().rstrip(".")]
    return _time(match, "half", _spelled(match["year"] or ""), f"-{39 + number}")


def _read_season(match: re.Match[str]) -> Time:
    """ "efter sommeren", "efter sommerferien" is the autumn."""
    name = "efterår" if match["after"] else match["season"].lower()
    season = next(code for known, code in _SEASONS.items() if known in name)
    return _time(match, "season", _spelled(match["year"] or ""), f"-{season}")


def _read_turn(match: re.Match[str]) -> Time:
    """ "årsskiftet 2023/24" begins 2024; without years it is the end of the one that the context gives."""
    years = _spelled(match["year"] or "")
    if not years:
        return _time(match, "turn", (), "-12-31")
    return replace(_time(match, "turn", years), base=f"{years[-1]}-01~")


def _read_later(match: re.Match[str]) -> Time:
    words = match[0].lower()
    time = _time(match, "later", (), ahead=int("næste" in words))
    return replace(time, edge="udgangen" if "udgang" in words else "")


def _read_month(match: re.Match[str]) -> Time:
    return _time(match, "month", _spelled(match["year"] or ""), f"-{MONTHS.index(match['month'].lower()) + 1:02}")


def _read_years(match: re.Match[str]) -> Time:
    years = _spelled(match["years"])
    shape: Shape = "year" if len(years) == 1 else "range" if re.fullmatch(_SPAN, match["years"]) else "years"
    return _time(match, shape, years)


@cache
def forms() -> tuple[Form, ...]:
    """The ways of naming a time, the longer before those that they contain."""
    short = "|".join(rf"{month}\." for month in (*_SHORT_MONTHS, "sept"))
    year = rf"(?P<year>{_YEAR})"

    def form(literals: str, pattern: str, read: Callable[[re.Match[str]], Time]) -> Form:
        return Form(tuple(literals.split("|")), re.compile(rf"(?<![\w,])(?:{pattern}){_OPEN}", re.IGNORECASE), read)

    return (
        # 1/1 2027, 01.01.2027
        form(
            "19|20",
            r"(?P<day>[0-3]?\d)\s?[./-]\s?(?P<month>[01]?\d)\s?[./\s-]\s?(?P<year>(?:19|20)\d\d)(?!\w)",
            _read_numeric,
        ),
        form("-", r"(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\w)", _read_numeric),  # 2027-01-01
        # d. 1. januar 2027, den 5. maj
        form(
            "|".join(_SHORT_MONTHS),
            rf"(?:(?:den|d\.)\s)?(?P<day>[0-3]?\d)\.\s?(?P<month>{A_MONTH}|{short})(?:\s{year})?",
            _read_day,
        ),
        # tredje kvartal 2021, 2.-4. kvartal 2021, Q1 2023
        form(
            "kvartal|kvt|q1|q2|q3|q4",
            rf"{_EDGE}(?:(?P<number>{_ORDINAL})(?:\s?[-–/]\s?{_ORDINAL}|\s(?:og|eller|til)\s{_ORDINAL})?\s?(?:kvartal(?:et)?|kvt\.?)"
            rf"(?:(?:\s(?:af|i))?\s{year})?|Q(?P<short>[1-4])\s(?P<short_year>{_YEAR}))",
            _read_quarter,
        ),
        # 2. halvår 2022, anden halvdel af 2023
        form(
            "halvår|halvdel",
            rf"{_EDGE}(?P<number>{_ORDINAL})\s(?:halvår(?:et)?|halvdel(?=\saf\s(?:\d|året)))(?:(?:\s(?:af|i))?\s(?:{year}|året))?",
            _read_half,
        ),
        # i efteråret 2022, det tidlige forår 2023, vinteren 2023/24, efter sommerferien
        form(
            "forår|sommer|efterår|vinter",
            rf"{_EDGE}(?P<after>\befter\s(?=sommer))?(?P<season>{_SEASON})(?:(?:/|\s(?:og|eller)\s){_SEASON})?"
            rf"(?:(?:\s(?:af|i))?\s(?P<year>{_SPAN}))?",
            _read_season,
        ),
        # årsskiftet 2023/24
        form("årsskifte", r"årsskiftet(?:\s(?P<year>20\d\d\s?[/–-]\s?(?:20)?\d\d))?(?!\w)", _read_turn),
        # senere på året, inden årets udgang, i år, næste år
        form(
            " år",
            r"senere\s(?:på\såret|i\sår)|årets\sudgang|udgangen\saf\s(?:året|næste\sår)|løbet\saf\s(?:året|næste\sår)|indeværende\sår"
            r"|(?<=\bi\s)år(?!\w|\s\d)|(?<!\bde\s)næste\sår(?:s\sudgang)?(?!\w)",
            _read_later,
        ),
        # september 2022, maj-juni 2024
        form(
            A_MONTH,
            rf"{_EDGE}(?P<month>{A_MONTH})(?:(?:\s?[-–/]\s?|\s(?:og|eller|til)\s)(?:{A_MONTH}))?(?!\w)(?:\s{year})?",
            _read_month,
        ),
        form("19|20", rf"{_EDGE}(?P<years>{_YEARS})", _read_years),  # 2027, 2025 og 2026, 2027-2030, ultimo 2023
    )
