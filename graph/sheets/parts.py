"""The tables of what a commitment is made of: sums, quantities, references and evidence, a row each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from graph.sheets.labels import all_named, listed, named, unit
from graph.sheets.places import ABOUT_IT, AGREEMENTS, ID, QUOTE, Places, Record, Row, about_it
from graph.tables import Column, Link, Shown

SUM_COLUMNS = (
    *ABOUT_IT,
    Column(key="sum", heading="Beløb nr.", kind="whole", width=8),
    Column(key="value", heading="Beløb", kind="number", width=18),
    Column(key="unit", heading="Enhed", width=7),
    Column(key="counted", heading="Tælles med", kind="flag", width=8),
    Column(key="kind", heading="Slags", width=15),
    Column(key="direction", heading="Retning", width=11),
    Column(key="bound", heading="Grænse", width=9),
    Column(key="years", heading="År for beløbet", kind="wholes", width=16),
    Column(key="first_year", heading="Fra år", kind="whole", width=7),
    Column(key="last_year", heading="Til år", kind="whole", width=7),
    Column(key="per_year", heading="Årligt", kind="flag", width=7),
    Column(key="price_level", heading="Prisniveau", width=11),
    Column(key="part_of", heading="Heraf af nr.", kind="whole", width=8),
    Column(key="text", heading="Ordene", width=24),
    Column(key="area", heading="Område", width=22),
    Column(key="topics", heading="Emner", kind="texts", width=22),
    Column(key="force", heading="Formulering", width=18),
    QUOTE,
    ID,
)


def sum_rows(record: Record, places: Places) -> Iterator[Row]:
    """A row for each sum of the commitment, in its order; `part_of` counts from 1 as `sum` does."""
    for place, amount in enumerate(record["amounts"], 1):
        whole = amount["part_of"]
        yield (
            *about_it(record, places),
            place,
            _number(amount["value"]),
            unit(amount["unit"]),
            places.counted(record["document"], record["id"], place),
            named("amount-kind", amount["kind"]),
            named("direction", amount["direction"]),
            named("bound", amount["bound"]),
            Shown(data=amount["years"], words=listed(amount["years"])),
            min(amount["years"], default=None),
            max(amount["years"], default=None),
            amount["per_year"],
            amount["price_level"],
            None if whole is None else whole + 1,
            amount["text"],
            named("area", record["areas"][0] if record["areas"] else None),
            all_named("topic", record["topics"]),
            named("force", record["force"]),
            record["quote"],
            record["id"],
        )


QUANTITY_COLUMNS = (
    *ABOUT_IT,
    Column(key="quantity", heading="Mængde nr.", kind="whole", width=8),
    Column(key="value", heading="Antal", kind="number", width=14),
    Column(key="unit", heading="Enhed", width=16),
    Column(key="text", heading="Ordene", width=24),
    QUOTE,
    ID,
)


def quantity_rows(record: Record, places: Places) -> Iterator[Row]:
    """A row for each thing that is promised in another unit than money."""
    for place, one in enumerate(record["quantities"], 1):
        own = (place, _number(one["value"]), one["unit"], one["text"], record["quote"], record["id"])
        yield (*about_it(record, places), *own)


REFERENCE_COLUMNS = (
    *ABOUT_IT,
    Column(key="reference", heading="Henvisning nr.", kind="whole", width=10),
    Column(key="kind", heading="Slags", width=14),
    Column(key="text", heading="Ordene", width=34),
    Column(key="target", heading="Henviser til", width=40),
    Column(key="status", heading="Indlæst", width=13),
    Column(key="reason", heading="Uafgjort fordi", width=24),
    QUOTE,
    ID,
)


def reference_rows(record: Record, places: Places) -> Iterator[Row]:
    """A row for each reference; an agreement that is not in the store is said to be not read."""
    for place, one in enumerate(record["references"], 1):
        target, row = one["target"], places.agreements.get(one["target"] or "")
        shown = Shown(data=target, words=places.titles.get(target, target) if target else None)
        known = one["kind"] == "agreement" and target is not None
        yield (
            *about_it(record, places),
            place,
            named("reference-kind", one["kind"]),
            one["text"],
            Link(value=shown, sheet=AGREEMENTS, row=row) if row else shown,
            named("status", ("read" if target in places.read else "not-read") if known else None),
            one["reason"],
            record["quote"],
            record["id"],
        )


_FIELDS = {
    "act": "handling", "amounts": "beløb", "area": "område", "condition": "forbehold", "deadline": "frist",
    "follow_up": "tages op igen", "force": "formulering", "obliged": "skal handle", "party": "part",
    "quantities": "mængde", "references": "henvisning", "strength": "hvor fast", "topic": "emne", "years": "år",
}  # fmt: skip
EVIDENCE_COLUMNS = (
    *ABOUT_IT,
    Column(key="field", heading="Felt", width=16),
    Column(key="words", heading="Ordene", width=60),
    Column(key="rule", heading="Regel", width=34),
    Column(key="start", heading="Fra tegn", kind="whole", width=9),
    Column(key="end", heading="Til tegn", kind="whole", width=9),
    ID,
)


def evidence_rows(record: Record, places: Places) -> Iterator[Row]:
    """A row for each field of the commitment: the words that it rests on, and the rule that read them."""
    for one in record["evidence"]:
        said = Shown(data=one["field"], words=_FIELDS.get(one["field"], one["field"]))
        own = (said, one["words"], one["rule"], one["start"], one["end"], record["id"])
        yield (*about_it(record, places), *own)


def _number(value: float) -> Decimal:
    return Decimal(str(value))
