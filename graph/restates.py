"""What one agreement says again: in its summary, its chapter and its box. No sum counts twice through it.

Two commitments of an agreement say the same when they give the same series of sums for the same years in the same
matter, or when their words are nearly the same and no sum differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.models import Amount
from graph.linking.index import Index
from graph.linking.passages import Passage

_SAME_WORDS = 0.75  # likeness of two commitments that say the same, whatever their sums
_SAME_SERIES = 0.15  # where several sums and their years are the same
_SAME_SUM = 0.3  # where one sum and its years are
_SERIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """A passage that says again what an earlier one of the same agreement said; both by their place in the sequence."""

    again: int
    first: int
    likeness: float
    sums: tuple[Amount, ...]


def find_restatements(passages: Sequence[Passage]) -> tuple[Restatement, ...]:
    """What the passages of one agreement say again, in text order; each is tied to the first that says it."""
    index = Index()
    index.add(passages)
    firsts: dict[int, int] = {}
    found: list[Restatement] = []
    for number, passage in enumerate(passages):
        if passage.commitment is None or passage.commitment.force == "recall":
            continue
        likeness = index.within(number)
        for other in sorted(likeness, key=lambda one: (-len(shared_sums(passage, passages[one])), -likeness[one], one)):
            if _same(passage, passages[other], likeness[other]):
                first = firsts.get(other, other)
                firsts[number] = first
                sums = shared_sums(passage, passages[other])
                found.append(Restatement(again=number, first=first, likeness=likeness[other], sums=sums))
                break
    return tuple(found)


def shared_sums(one: Passage, other: Passage) -> tuple[Amount, ...]:
    """The sums of kroner of the first passage that the second gives too, for the same years."""
    theirs = {(amount.value, amount.years) for amount in other.sums}
    return tuple(amount for amount in one.sums if (amount.value, amount.years) in theirs and amount.value)


def _same(one: Passage, other: Passage, likeness: float) -> bool:
    if other.commitment is None or other.commitment.force == "recall":
        return False
    sums = shared_sums(one, other)
    topical = bool(set(one.topics) & set(other.topics))
    if len(sums) >= _SERIES:
        return likeness >= _SAME_SERIES
    if sums:
        return likeness >= _SAME_SUM and (topical or likeness >= _SAME_WORDS)
    return likeness >= _SAME_WORDS and not one.sums and not other.sums
