"""The sums and percentages of a commitment: found by `money`, dated by `sum_years`, described by `amount_kinds`."""

from __future__ import annotations

from dataclasses import replace

from extract.amount_kinds import Description, describe
from extract.dates import reference_spans
from extract.models import Amount, Commitment, Document, Evidence, Span
from extract.money import find_sums
from extract.sum_years import DatedSum, date_sums
from extract.times import find_times, overlaps
from extract.year_names import name_spans


def _amount(text: str, one: DatedSum, about: Description) -> Amount:
    start, end = one.sum.start, one.sum.end
    rule = " ".join(("money.sum", *about.rules))
    return Amount(
        value=one.sum.value,
        unit=one.sum.unit,
        years=tuple(sorted(one.years or ())),
        per_year=one.yearly and one.sum.unit == "DKK",
        text=text[start:end],
        evidence=Evidence(field="amounts", words=text[start:end], start=start, end=end, rule=rule),
        kind=about.kind,
        direction=about.direction,
        bound=about.bound,
        price_level=about.price_level,
        part_of=one.part_of,
    )


def find_amounts(text: str, masked: tuple[Span, ...] = ()) -> tuple[Amount, ...]:
    """The sums and percentages of `text`, in order, with their years; offsets of the evidence are those of `text`.

    Sums and years in `masked` stretches are passed over, and so are years in the names of other texts.

    >>> [(int(a.value), a.years, a.per_year) for a in find_amounts("5 mio. kr. i 2024 og 10 mio. kr. i 2025 og frem")]
    [(5000000, (2024,), False), (10000000, (2025,), True)]
    """
    sums = tuple(item for item in find_sums(text) if not overlaps(item.start, item.end, masked))
    if not sums:
        return ()
    dated = date_sums(text, sums, find_times(text, (*masked, *name_spans(text))))
    return tuple(_amount(text, one, about) for one, about in zip(dated, describe(text, sums), strict=True))


def add_amounts(document: Document, commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:  # noqa: ARG001
    """The commitments with their sums; references must have been added before: years in their words are left out."""
    result: list[Commitment] = []
    for commitment in commitments:
        found = find_amounts(commitment.quote, reference_spans(commitment))
        placed = tuple(replace(item, evidence=item.evidence.shifted(commitment.span.start)) for item in found)
        result.append(replace(commitment, amounts=placed))
    return tuple(result)
