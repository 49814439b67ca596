"""Which commitments later agreements can be asked about: promises to return to a matter, and promises to deliver."""

from __future__ import annotations

from typing import Literal

from extract.models import Commitment
from graph.effects import says

PromiseKind = Literal["follow-up", "delivery"]
_BINDING = ("agree", "undertake", "require", "allocate")


def promise_kind(commitment: Commitment, year: int) -> PromiseKind | None:
    """What kind of promise a commitment of an agreement for `year` is; None where it is none.

    A delivery has a deadline, somebody who is to hand something over, or a sum for a year after the agreement's own.
    """
    if commitment.follow_up is not None:
        return "follow-up"
    if commitment.force not in _BINDING or commitment.polarity == "negative":
        return None
    named = bool(commitment.parties or commitment.obliged)
    if commitment.deadline is not None or later_sum_year(commitment, year) is not None:
        return "delivery"
    return "delivery" if named and commitment.force != "allocate" and says("deliver", commitment.quote) else None


def later_sum_year(commitment: Commitment, year: int, *, latest: bool = False) -> int | None:
    """The first year after `year` that a sum of kroner is for, or the last one; None where there is none."""
    later = [one for amount in commitment.amounts if amount.unit == "DKK" for one in amount.years if one > year > 0]
    return (max if latest else min)(later, default=None)


def promised_year(commitment: Commitment, year: int) -> int | None:
    """The year in which it is to be done: of the follow-up, the deadline or the first later sum."""
    if commitment.follow_up is not None:
        return commitment.follow_up.year
    if commitment.deadline is not None and commitment.deadline.edtf[:4].isdecimal():
        return int(commitment.deadline.edtf[:4])
    return later_sum_year(commitment, year)
