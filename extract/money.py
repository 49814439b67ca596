"""Sums of money and percentages as they stand in a text: number, unit, sign, range and series; no years yet.

"1.898,4 mio. kr.", "3½ mia.", "kr. 250 mio.", "halvanden milliard kroner", "5, 10 og 15 mio. kr.", "2-3 mia. kr.",
"-4,2 mia. kr.", "25 øre pr. kWh", "37,5 pct.".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from extract.models import AmountUnit
from extract.numerals import DIGITS, number_words, plain, read_number
from extract.patterns import KEPT, compiled

# Powers of ten; the longest stem wins.
_SCALES = {"mia": 9, "milliard": 9, "mio": 6, "mill": 6, "million": 6, "t": 3, "tusind": 3}
_SPOKEN = ("illion", "illiard", "procent", "krone", "halv", "hundrede", "tusind")
_LITERALS = ("kr", "mia", "mio", "mill", "dkk", "pct", "procent", "%", "øre")
# A number that stands as a year in a series ("i 2020 og 5 mio. kr.") is no part of it.
_NO_YEAR = r"(?!(?:19|20)\d\d(?!\d|[.,]\d))"
_SCALE = r"(?:mia|mio|mill|milliard(?:er)?|million(?:er)?)(?!\w)\.?"
_CROWNS = r"(?:danske\s)?(?:kr(?:oner(?:s)?|one)?(?!\w)\.?(?!-)|DKK(?!\w))"
_PERCENT = r"(?:pct(?!\w)\.?(?:-?\s?points?(?!\w))?|procent(?:points?|enheder)?s?(?!\w)|%(?:-?points?)?)"
_UNIT = (
    rf"(?:(?P<scale>{_SCALE}|t\.(?=\s?kr)|t(?=kr)|tusinde?(?=\skr))(?:\s?(?P<money>{_CROWNS}))?"
    rf"|(?P<crowns>{_CROWNS})|(?P<percent>{_PERCENT})|(?P<oere>øre(?!\w)))"
)
_APART = r"(?:\s?[-–]\s?|,\s|,?\s(?:og|eller|samt|til|hhv\.)\s(?:ca\.\s|op\stil\s|yderligere\s)?)"
# After "mio." alone: what makes it money ("3½ mia. i 2024"), where a noun would make it a count ("2 mio. borgere").
_MONEY_GOES_ON = (
    r"\s*(?:$|[.,;:)(]|(?:i|til|fra|på|og|samt|eller|om|for|pr\.|per|årligt|hvert|heraf|hvoraf|ved|over|frem"
    r"|mere|mindre|ekstra|som|der|med|\d)(?!\w))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum as it stands, in kroner or per cent; `edge` is "low" or "high" at the ends of a range ("2-3 mia. kr.")."""

    start: int
    end: int
    value: Decimal
    unit: AmountUnit
    edge: str = ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Numbers in digits before their unit; "kr." or "DKK" before its number; numbers in words."""
    sign = r"(?:(?<![\w)])[-–−](?=\d)|(?<!\w)minus\s)?"
    number = rf"{sign}(?<![\w.,]){DIGITS}"
    rest = rf"{sign}{DIGITS}"
    series = rf"(?:{_NO_YEAR}{number}{_APART}(?:{_NO_YEAR}{rest}{_APART})*)?"
    digits = re.compile(rf"(?P<numbers>{series}(?:(?<![\w.,])|(?<=[-–−])){rest})(?:,-)?\s?{_UNIT}", re.IGNORECASE)
    before = re.compile(
        rf"(?<![\w.])(?:kr\.|DKK)\s?(?P<numbers>{rest})(?:,-)?(?:\s?(?P<scale>{_SCALE}))?(?!\w)", re.IGNORECASE
    )
    words = re.compile(rf"(?<!\w)(?P<numbers>{number_words()})\s{_UNIT}", re.IGNORECASE)
    return digits, before, words


def _scale(match: re.Match[str]) -> tuple[Decimal, AmountUnit]:
    groups = match.groupdict()
    if groups.get("percent"):
        return Decimal(1), "percent"
    if groups.get("oere"):
        return Decimal("0.01"), "DKK"
    word = (groups.get("scale") or "").lower().rstrip(".")
    stem = max((name for name in _SCALES if word.startswith(name)), key=len, default="")
    return Decimal(10) ** _SCALES.get(stem, 0), "DKK"


@cache
def _one_number() -> re.Pattern[str]:
    return re.compile(rf"(?P<sign>(?<!\w)[-–−](?=\d)|(?<!\w)minus\s)?(?P<number>{DIGITS})", re.IGNORECASE)


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int, Decimal]]:
    """The numbers of a series in digits, each with its place and sign; a dash right after a number is a range's."""
    last = -1
    for match in _one_number().finditer(text, start, end):
        value = read_number(match["number"])
        if match["sign"] and match.start() != last:
            yield match.start(), match.end(), -value
        else:
            yield match.start("number"), match.end(), value
        last = match.end()


_RANGE = r"\s?[-–]\s?"
_FROM = r"(?i)\b(?:mellem|fra)\s$"


def _edges(text: str, sums: list[Sum]) -> list[Sum]:
    """Marks the two sums of "2-3 mia. kr." and "mellem 2 og 3 mia. kr." as its ends."""
    if len(sums) != 2:
        return sums
    between = text[sums[0].end : sums[1].start]
    fenced = compiled(_FROM).search(text, 0, sums[0].start) and between.strip() in ("og", "til")
    if not fenced and not compiled(_RANGE).fullmatch(between):
        return sums
    return [replace(sums[0], edge="low"), replace(sums[1], edge="high")]


def _is_money(text: str, match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return bool(groups.get("money") or not groups.get("scale") or compiled(_MONEY_GOES_ON).match(text, match.end()))


def _read(text: str, match: re.Match[str]) -> list[Sum]:
    factor, unit = _scale(match)
    start, end = match.span("numbers")
    if any(char.isdigit() for char in match["numbers"]) or "½" in match["numbers"]:
        places = list(_numbers(text, start, end))
    else:
        places = [(start, end, read_number(match["numbers"]))]
    sums = [Sum(start=at, end=stop, value=plain(value * factor), unit=unit) for at, stop, value in places]
    sums[-1] = replace(sums[-1], end=match.end())
    if len(sums) == 1:
        sums[0] = replace(sums[0], start=min(match.start(), sums[0].start))
    return _edges(text, sums)


@lru_cache(maxsize=KEPT)
def find_sums(text: str) -> tuple[Sum, ...]:
    """The sums that `text` names, in order.

    >>> [(int(found.value), found.unit) for found in find_sums("5, 10 og 15 mio. kr. og 37 pct.")]
    [(5000000, 'DKK'), (10000000, 'DKK'), (15000000, 'DKK'), (37, 'percent')]
    """
    folded = text.lower()
    if not any(literal in folded for literal in _LITERALS):
        return ()
    digits, before, words = _patterns()
    spoken = any(stem in folded for stem in _SPOKEN)
    written = bool(compiled(r"[\d½¼¾]").search(text))
    found: list[Sum] = []
    for pattern in (*((digits, before) if written else ()), *((words,) if spoken else ())):
        for match in pattern.finditer(text):
            free = all(match.end() <= other.start or other.end <= match.start() for other in found)
            if free and _is_money(text, match):
                found += _read(text, match)
    return tuple(sorted(found, key=lambda item: item.start))
