"""The sums of a term over the years, and in the prices of one year where that is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from graph.chains import Entry, Series, chains
from graph.matters import matter
from graph.price_levels import Converted, Estimate, converted, estimates, spending_of
from graph.store import Snapshot
from graph.trace import TracedYear, trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The sums of a term: `series` as in `graph.chains`, `years` the agreements that speak, are silent, or not read.

    `spoken_of` tells whether any agreement speaks of the term. `estimates` are those that sums are converted by; empty
    where that was not asked for.
    """

    term: str
    topic: str | None
    series: tuple[Series, ...]
    years: tuple[TracedYear, ...]
    price_year: int | None
    spoken_of: bool
    estimates: tuple[Estimate, ...]

    def in_prices(self, entry: Entry) -> Converted | None:
        """A sum in the prices of `price_year`; None where that was not asked for, or it is no sum of kroner."""
        if self.price_year is None or entry.unit != "DKK" or entry.level is None:
            return None
        spending = spending_of(f"{entry.label} {entry.quote}")
        return converted(entry.value, entry.level, self.price_year, spending, self.estimates)


def sums(snapshot: Snapshot, term: str, *, price_year: int | None = None) -> Sums:
    """The sums of a topic or of any words through the agreements that the store holds.

    Raises QueryError where the term holds no word.
    """
    found = trace(snapshot, term)
    return Sums(
        term=term,
        topic=found.topic,
        series=chains(found.items, found.figures, matter(term.strip())),
        years=found.years,
        price_year=price_year,
        spoken_of=bool(found.items or found.figures),
        estimates=estimates(snapshot) if price_year is not None else (),
    )
