"""Numbers, sums and dates in the words of the pages, as `network-state.js` writes them in the browser."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from graph.items import ItemLink
from ontology.vocab import short_name
from viz.words import filled, load_words

_DECIMALS, _KRONER_DECIMALS = "#,##0.##", "#,##0.######"
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)", re.ASCII)
_BILLION, _MILLION = Decimal(10**9), Decimal(10**6)


class Sum(Protocol):
    """A sum with its years, as items, records and the network have it."""

    @property
    def value(self) -> Decimal:
        """How much, in its unit."""

    @property
    def unit(self) -> str:
        """ "DKK" or "percent"."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years it is for."""

    @property
    def per_year(self) -> bool:
        """Whether it is so much in each of them."""


def number(value: Decimal | int, language: str = "da") -> str:
    """A number with at most two decimals, its thousands set apart.

    >>> number(Decimal("351500.25")), number(Decimal("0.8"), "en"), number(-3)
    ('351.500,25', '0.8', '-3')
    """
    return _number(Decimal(value), _DECIMALS, language)


@lru_cache(maxsize=10_000)
def _number(value: Decimal, pattern: str, language: str) -> str:
    from babel.numbers import format_decimal  # late: a tenth of a second

    return format_decimal(value, pattern, locale=load_words(language)["locale"].replace("-", "_"))


def worth(value: Decimal, unit: str, language: str = "da") -> str:
    """Kroner, or per cent, as they are said; kroner are never rounded to more than what a table in millions gives.

    >>> worth(Decimal(1_898_400_000), "DKK"), worth(Decimal("2.6"), "percent"), worth(Decimal(-75_000_000), "DKK", "en")
    ('1,8984 mia. kr.', '2,6 pct.', 'DKK -75 m')
    """
    if unit == "percent":
        return filled("percent", language, n=number(value, language))
    if unit != "DKK":
        return f"{number(value, language)} {unit}"
    for size, key in ((_BILLION, "billion"), (_MILLION, "million")):
        if abs(value) >= size:
            return filled(key, language, n=_number(value / size, _KRONER_DECIMALS, language))
    return filled("kroner", language, n=number(value, language))


def money(amount: Sum, language: str = "da") -> str:
    """A sum with its years.

    >>> from viz.network_data import NetworkAmount
    >>> money(NetworkAmount(value=Decimal(800_000_000), unit="DKK", years=(2027, 2028, 2029), per_year=True))
    '800 mio. kr. om året (2027–2029)'
    """
    text, span = worth(amount.value, amount.unit, language), years(amount.years)
    if amount.unit == "percent" and len(amount.years) == 2:  # growth "fra 2026-2027"
        span = "–".join(map(str, amount.years))
    return text + (f" {load_words(language)['per-year']}" if amount.per_year else "") + (f" ({span})" if span else "")


def bounded(bound: str, text: str, language: str = "da") -> str:
    """A sum in words, with those that say that it is a limit or about so much.

    >>> bounded("up-to", "75 mio. kr."), bounded("exact", "75 mio. kr.")
    ('op til 75 mio. kr.', '75 mio. kr.')
    """
    key = f"bound-{bound}"
    return filled(key, language, sum=text) if key in load_words(language) else text


def link_words(link: ItemLink, language: str = "da") -> str:
    """What a commitment points to, in words.

    >>> link_words(ItemLink(kind="agreement", target="oea-kommuner-2025", title="", text="", read=False))
    'henviser til ØA25 (ikke indlæst)'
    """
    target = link_target(link)
    if link.kind in ("agreement", "follow-up") and not link.read:
        target = filled("link-unread", language, what=target)
    return filled("link-back" if link.kind == "follow-up" else "link-refers", language, what=target)


def link_target(link: ItemLink) -> str:
    """What people call the text that a commitment points to."""
    short = short_name(link.target) if link.target else ""
    name = short if short != link.target else ""
    if link.kind in ("agreement", "follow-up"):
        return name or link.title or link.text or short
    return link.text or name or short


def years(found: tuple[int, ...]) -> str:
    """Years, three or more that follow one another put together.

    >>> years((2027, 2028, 2029)), years((2020, 2022, 2023, 2024))
    ('2027–2029', '2020, 2022–2024')
    """
    runs: list[list[int]] = []
    for year in sorted(set(found)):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def excerpt(quote: str, words: str, size: int = 110) -> str:
    """Of a long quote about `size` signs around the words it is shown for (else its beginning), cut between words.

    >>> excerpt("Der afsættes i alt 1,5 mia. kr. til botilbud i kommunerne.", "1,5 mia. kr.", 20)
    '… 1,5 mia. kr. …'
    """
    at = max(quote.find(words), 0)
    begin = max(0, min(at + len(words) // 2 - size // 2, len(quote) - size))
    end = min(len(quote), begin + size)
    begin = quote.find(" ", begin) + 1 if begin and " " in quote[begin:at] else begin
    end = quote.rfind(" ", begin, end) if end < len(quote) and " " in quote[begin:end] else end
    return ("… " if begin else "") + quote[begin:end].strip() + (" …" if end < len(quote) else "")


def when(edtf: str, language: str = "da") -> str:
    """An EDTF date (level 1) in words: days, months, seasons 21-24, quarters 33-36, halves 40-41, "~" for about.

    >>> when("2024-06-30"), when("2024-34"), when("2023-23~"), when("snart")
    ('30. juni 2024', '2. kvartal 2024', 'omkring efteråret 2023', 'snart')
    """
    match = _DATE.fullmatch(edtf)
    if match is None:
        return edtf
    year, part, day, sure = match.groups()
    text = edtf if part else year
    place = int(part or 0)
    if 1 <= place <= 12:
        text = _day(int(year), place, int(day) if day else None, language) or edtf
    elif 21 <= place <= 24:
        text = filled(f"season-{place}", language, year=year)
    elif 33 <= place <= 36:
        text = filled("quarter", language, n=str(place - 32), year=year)
    elif place in (40, 41):
        text = filled(f"half-{place - 39}", language, year=year)
    return filled("about", language, when=text) if sure == "~" else text


def _day(year: int, month: int, day: int | None, language: str) -> str:
    """A day or a month in words; "" for one that no calendar has."""
    from babel.dates import format_date, format_skeleton  # late: a tenth of a second

    locale = load_words(language)["locale"].replace("-", "_")
    try:
        found = date(year, month, day or 1)
    except ValueError:
        return ""
    return format_date(found, "long", locale=locale) if day else format_skeleton("yMMMM", found, locale=locale)
