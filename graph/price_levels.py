"""The agreements' own estimates of prices and wages, and sums put into the prices of another year by them.

"Der anvendes et skøn for pris- og lønudviklingen (PL) for kommunerne fra 2023-2024 for de samlede udgifter inkl.
overførsler på 3,9 pct. PL-skønnet for serviceudgifter (ekskl. overførsler) er 4,2 pct. fra 2023-2024 ..."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extract.patterns import compiled
from graph.items import Item, commitment_item
from graph.lookup import Lookup
from graph.store import Snapshot

Spending = Literal["all", "service", "construction"]
_CLAUSE = r"pl-skøn|skøn for (?:den regionale )?pris- og lønudvikling"
_SERVICE, _CONSTRUCTION = r"serviceudgift|serviceramme", r"anlæg"
_LEVEL = r"(?:20)?(\d\d)-pl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How much dearer a year is than the year before, in per cent, for a kind of spending, and where that is said."""

    year: int
    spending: Spending
    percent: Decimal
    document: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A sum in the prices of another year. `missing` are the years whose estimate was not read; then no value."""

    value: Decimal | None
    year: int
    estimates: tuple[Estimate, ...]
    missing: tuple[int, ...]


def estimates(snapshot: Snapshot) -> tuple[Estimate, ...]:
    """The estimates for the municipalities in the agreements that are read, by year and kind of spending."""
    lookup = Lookup(snapshot)
    found: dict[tuple[int, Spending], Estimate] = {}
    topic = snapshot.iris.concept("topic", "pris-og-loenudvikling")
    for iri in lookup.subjects("ag:topic", topic):
        for estimate in _read(commitment_item(lookup, iri)):
            found.setdefault((estimate.year, estimate.spending), estimate)
    return tuple(found[key] for key in sorted(found))


def _read(item: Item) -> Iterator[Estimate]:
    at = 0
    for amount in item.amounts:
        place = item.quote.find(amount.text, at)
        before = item.quote[at:place].lower()
        at = max(place, at) + len(amount.text)
        follows = len(amount.years) == 2 and amount.years[1] == amount.years[0] + 1
        if (
            amount.unit == "percent"
            and follows
            and compiled(_CLAUSE, re.IGNORECASE).search(before)
            and "regional" not in before
        ):
            yield Estimate(
                year=amount.years[1],
                spending=spending_of(before),
                percent=amount.value,
                document=item.document,
                quote=item.quote,
            )


def spending_of(text: str) -> Spending:
    """The kind of spending that a text speaks of.

    >>> spending_of("løft af kommunernes anlægsinvesteringer"), spending_of("Særtilskudspuljen forhøjes")
    ('construction', 'all')
    """
    if compiled(_SERVICE, re.IGNORECASE).search(text):
        return "service"
    return "construction" if compiled(_CONSTRUCTION, re.IGNORECASE).search(text) else "all"


def level_year(price_level: str | None) -> int | None:
    """The year of a price level.

    >>> level_year("26-pl"), level_year("2027-pl"), level_year(None)
    (2026, 2027, None)
    """
    found = compiled(_LEVEL, re.IGNORECASE).search(price_level or "")
    return 2000 + int(found[1]) if found else None


def converted(value: Decimal, level: int, target: int, spending: Spending, known: tuple[Estimate, ...]) -> Converted:
    """A sum in kroner of the prices of `level`, in the prices of `target`."""
    by_year = {one.year: one for one in known if one.spending == spending}
    years = range(min(level, target) + 1, max(level, target) + 1)
    missing = tuple(year for year in years if year not in by_year)
    used = tuple(by_year[year] for year in years if year in by_year)
    if missing:
        return Converted(value=None, year=target, estimates=used, missing=missing)
    for one in used:
        factor = 1 + one.percent / 100
        value = value * factor if target > level else value / factor
    return Converted(value=_rounded(value), year=target, estimates=used, missing=())


def _rounded(value: Decimal) -> Decimal:
    """Four digits: more would say that an estimate is exact."""
    return Decimal(f"{value:.4g}")
