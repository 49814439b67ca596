"""Numbers, sums and dates in the words of the pages, as `network-state.js` writes them in the browser."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.calendar_time import MONTHS
from graph.items import ItemLink
from ontology.vocab import short_name
from viz.network_data import NetworkAmount
from viz.words import filled, load_words

_MONTHS = {
    "da": MONTHS,
    "en": tuple("January February March April May June July August September October November December".split()),
}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)", re.ASCII)
_BILLION, _MILLION = Decimal(10**9), Decimal(10**6)


def number(value: Decimal | int, language: str = "da") -> str:
    """A number with at most two decimals, its thousands set apart.

    >>> number(Decimal("351500.25")), number(Decimal("0.8"), "en"), number(-3)
    ('351.500,25', '0.8', '-3')
    """
    shown = f"{Decimal(value):,.2f}".rstrip("0").rstrip(".")
    return shown if language == "en" else shown.translate(str.maketrans(",.", ".,"))


def money(amount: NetworkAmount, language: str = "da") -> str:
    """A sum with its years.

    >>> money(NetworkAmount(value=Decimal(800_000_000), unit="DKK", years=(2027, 2028, 2029), per_year=True))
    '800 mio. kr. om året (2027–2029)'
    """
    size = abs(amount.value)
    if amount.unit == "percent":
        text = filled("percent", language, n=number(amount.value, language))
    elif size >= _BILLION:
        text = filled("billion", language, n=number(amount.value / _BILLION, language))
    elif size >= _MILLION:
        text = filled("million", language, n=number(amount.value / _MILLION, language))
    else:
        text = filled("kroner", language, n=number(amount.value, language))
    span = years(amount.years)
    return text + (f" {load_words(language)['per-year']}" if amount.per_year else "") + (f" ({span})" if span else "")


def link_words(link: ItemLink) -> str:
    """What a commitment points to, in words.

    >>> link_words(ItemLink(kind="agreement", target="oea-kommuner-2025", title="", text="", read=False))
    'henviser til ØA25 (ikke indlæst)'
    """
    says = "tages op igen i" if link.kind == "follow-up" else "henviser til"
    short = short_name(link.target) if link.target else ""
    name = short if short != link.target else ""
    if link.kind in ("agreement", "follow-up"):
        return f"{says} {name or link.title or link.text or short}{'' if link.read else ' (ikke indlæst)'}"
    return f"{says} {link.text or name or short}"


def years(found: tuple[int, ...]) -> str:
    """Years in a row as a span, others one by one.

    >>> years((2027, 2028, 2029)), years((2024, 2027))
    ('2027–2029', '2024, 2027')
    """
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return f"{found[0]}–{found[-1]}"
    return ", ".join(map(str, found))


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
        month = _MONTHS[language][place - 1]
        first = (f"{int(day)}. " if language == "da" else f"{int(day)} ") if day else ""
        text = f"{first}{month} {year}"
    elif 21 <= place <= 24:
        text = filled(f"season-{place}", language, year=year)
    elif 33 <= place <= 36:
        text = filled("quarter", language, n=str(place - 32), year=year)
    elif place in (40, 41):
        text = filled(f"half-{place - 39}", language, year=year)
    return filled("about", language, when=text) if sure == "~" else text
