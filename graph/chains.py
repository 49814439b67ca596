"""Sums of one matter over the years: like is set beside like, and where two texts give different sums, both are told.

Kroner and per cent, levels and changes, grants, loans and savings are series of their own. A sum that an agreement says
again stands once. Nothing is added up, and no difference is called an error.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import ceil
from statistics import median
from typing import Literal

from extract.patterns import compiled
from graph.items import Item, ItemAmount
from graph.linking.words import content_words
from graph.matters import Matter
from graph.own_sums import Measure, own_sums
from graph.price_levels import level_year
from graph.trace import TracedFigure

Source = Literal["prose", "table"]
_ALIKE = 0.6  # of the words of the shorter of two sentences, those that the other has, if both mean one thing
_COMPARABLE = 2  # a table's figure and a sum in prose may be of one thing where neither is over so many times the other
_SIZES = {"mia": Decimal(10**9), "mio": Decimal(10**6)}
_GROWTH = r"fra {0}\s?(?:-|–|til)\s?{1}(?!\d)"  # "PL-skønnet ... er 1,9 pct. fra 2019-2020": no level of either year
_SHOWN = r"(\d[\d.]*)(?:,(\d+))?\s*(mia|mio)?"
_LABEL_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sum for a year, or for the years from `year` to `until` together; in kroner, or per cent (of growth between).

    `assumed` tells that no year is said and the agreement's own is taken, `level` the year of its prices (that of the
    agreement where none is said). `label` is a table's row, "" for prose; `commitment` None where it is none.
    """

    year: int | None
    until: int | None
    value: Decimal
    unit: str
    words: str
    bound: str
    assumed: bool
    price_level: str | None
    level: int | None
    document: str
    agreement_year: int | None
    quote: str
    section: tuple[str, ...]
    page: int | None
    force: str | None
    number: int | None
    commitment: str | None
    source: Source
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Sums that different texts give for the same year; that they mean the same thing is inferred from the words."""

    year: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Sums of one kind by year, then agreement. `kind` as in `Amount`, or "table" for a row of tables."""

    unit: str
    kind: str
    measure: Measure
    label: str
    entries: tuple[Entry, ...]
    differences: tuple[Difference, ...]


def chains(items: Iterable[Item], figures: Iterable[TracedFigure], wanted: Matter) -> tuple[Series, ...]:
    """The sums about a matter in passages and tables, as series; those with most agreements first."""
    groups: dict[tuple[str, str, Measure, str], list[Entry]] = defaultdict(list)
    for kind, measure, entry in _said(items, wanted):
        groups[entry.unit, kind, measure, ""].append(entry)
    _sort_out_unsaid(groups)
    for figure in figures:
        if len(content_words(figure.label)) <= _LABEL_WORDS:
            groups["DKK", "table", "level", _row(figure.label)].append(_figure(figure))
    tables = [entry for key, entries in groups.items() if key[1] == "table" for entry in entries]
    made = [_series(key, entries, tables) for key, entries in groups.items()]
    return tuple(sorted(made, key=lambda one: (-_agreements(one), one.kind == "table", one.unit, one.kind, one.label)))


def sums_by_year(series: Series) -> dict[int, tuple[Entry, ...]]:
    """The sums of each single year, in their order; those for several years together are left out."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in series.entries:
        if entry.year is not None and entry.until is None:
            found[entry.year].append(entry)
    return {year: tuple(entries) for year, entries in found.items()}


def main_sums(series: Series) -> dict[int, Entry]:
    """Of each year the sum that its series is about; a year of several in which none stands out is not in it.

    A frame of 304,8 mia. kr. has sums beside it in the same year, such as 2,4 mia. kr. that it is raised by: the main
    one is of the size (half to double) of the years that have one sum only, of which there must be two.
    """
    years = sums_by_year(series)
    lone = [abs(entries[0].value) for entries in years.values() if len(entries) == 1]
    usual = median(lone) if len(lone) > 1 else None
    found = {}
    for year, entries in years.items():
        like = [one for one in entries if usual is not None and usual <= 2 * abs(one.value) <= 4 * usual]
        fitting = entries if len(entries) == 1 else like
        if len(fitting) == 1:
            found[year] = fitting[0]
    return found


def _agreements(series: Series) -> int:
    return len({entry.document for entry in series.entries})


def _said(items: Iterable[Item], wanted: Matter) -> Iterator[tuple[str, Measure, Entry]]:
    for item in items:
        for own in own_sums(item.quote, item.amounts, wanted):
            for entry in _entries(item, own.amount):
                yield own.amount.kind, own.measure, entry


def _entries(item: Item, amount: ItemAmount) -> Iterator[Entry]:
    """Yields a sum for each of its years; where it is for several together, once for all."""
    years = amount.years or ((item.year,) if item.year else ())
    spans: list[tuple[int | None, int | None]] = [(None, None)]
    if amount.unit == "percent" and len(years) == 2 and _grows(item.quote, *years):
        spans = [(years[0], years[1])]
    elif years and (amount.per_year or len(years) == 1 or amount.unit == "percent"):
        spans = [(year, None) for year in years]
    elif years:
        spans = [(years[0], years[-1])]
    for year, until in spans:
        yield Entry(
            year=year,
            until=until,
            value=amount.value,
            unit=amount.unit,
            words=amount.text,
            bound=amount.bound,
            assumed=not amount.years,
            price_level=amount.price_level,
            level=level_year(amount.price_level) or item.year,
            document=item.document,
            agreement_year=item.year,
            quote=item.quote,
            section=item.section,
            page=item.page,
            force=item.force,
            number=item.number,
            commitment=item.id,
            source="prose",
        )


def _grows(quote: str, first: int, last: int) -> bool:
    return compiled(_GROWTH.format(first, last)).search(quote) is not None


def _figure(figure: TracedFigure) -> Entry:
    year = level_year(figure.price_level) or figure.year
    return Entry(
        year=figure.year,
        until=None,
        value=figure.value,
        unit="DKK",
        words=figure.quote,
        bound="exact",
        assumed=False,
        price_level=figure.price_level or None,
        level=year,
        document=figure.document,
        agreement_year=figure.year,
        quote=figure.quote,
        section=(),
        page=None,
        force=None,
        number=None,
        commitment=None,
        source="table",
        label=figure.label,
    )


def _sort_out_unsaid(groups: dict[tuple[str, str, Measure, str], list[Entry]]) -> None:
    """Puts sums whose kind is not said to the only other kind of their unit and measure, where there is just one."""
    for unit, kind, measure, label in [key for key in groups if key[1] == "other"]:
        others = [key for key in groups if (key[0], key[2]) == (unit, measure) and key[1] not in ("other", "table")]
        if len(others) == 1:
            groups[others[0]] += groups.pop((unit, kind, measure, label))


def _series(key: tuple[str, str, Measure, str], entries: list[Entry], tables: Sequence[Entry]) -> Series:
    unit, kind, measure, label = key
    ordered = tuple(_once(sorted(entries, key=_order)))
    compared = ordered if kind == "table" or measure == "change" else (*ordered, *tables)
    return Series(
        unit=unit,
        kind=kind,
        measure=measure,
        label=label,
        entries=ordered,
        differences=tuple(_differences(compared)),
    )


def _order(entry: Entry) -> tuple[int, int, int, str, Decimal]:
    return (entry.year or 9999, entry.until or 0, entry.agreement_year or 9999, entry.document, entry.value)


def _once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yields what an agreement says again once; a commitment before what only reports one."""
    seen: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        key = (entry.document, entry.year, entry.until, entry.value, entry.label)
        if key not in seen or (seen[key].force in (None, "recall") and entry.force not in (None, "recall")):
            seen[key] = entry
    yield from seen.values()


def _differences(entries: Sequence[Entry]) -> Iterator[Difference]:
    by_year: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.year is not None and entry.until is None and entry.unit == "DKK":
            by_year[entry.year].append(entry)
    for year, found in sorted(by_year.items()):
        differing = [pair for pair in combinations(found, 2) if _same_thing(*pair) and _differ(*pair)]
        if differing:
            both = {entry for pair in differing for entry in pair}
            yield Difference(year=year, entries=tuple(entry for entry in found if entry in both))


def _same_thing(one: Entry, other: Entry) -> bool:
    if one.source != other.source:
        small, large = sorted((abs(one.value), abs(other.value)))
        return one.level == other.level and 0 < large <= _COMPARABLE * small
    if one.source == "table":
        return one.level == other.level and one.document != other.document
    mine, theirs = set(content_words(one.quote)), set(content_words(other.quote))
    least = max(2, ceil(_ALIKE * min(len(mine), len(theirs))))
    prices = one.price_level is None or other.price_level is None or one.level == other.level
    return one.document != other.document and prices and len(mine & theirs) >= least


def _differ(one: Entry, other: Entry) -> bool:
    """Whether two sums differ by more than the rounding of the coarser."""
    return abs(one.value - other.value) > max(_rounding(one), _rounding(other))


def _rounding(entry: Entry) -> Decimal:
    """Half of the last digit that is said, in kroner; none in tables, whose figures are exact to the unit."""
    found = (
        compiled(_SHOWN, re.IGNORECASE).search(entry.words) if entry.source == "prose" and entry.unit == "DKK" else None
    )
    if found is None:
        return Decimal(0)
    return _SIZES.get((found[3] or "").lower(), Decimal(1)) / Decimal(10) ** len(found[2] or "") / 2


def _row(label: str) -> str:
    """The label of a row without its unit and notes."""
    return re.sub(r"\s*[(\d].*$", "", label).strip() or label
