"""Which of a sentence's sums are about a matter, and whether they tell a level or a change.

"... sundheds-it-infrastrukturen med 105,3 mio. kr. i 2023 og sundhed.dk med 115 mio. kr. i 2023": a sum belongs to what
is named before it, unless what follows it says what it is for ("0,2 mia. kr. i 2024 til udvidelse af botilbud").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.patterns import compiled
from extract.topics import topic_spotter
from graph.items import ItemAmount
from graph.matters import Matter

Measure = Literal["level", "change"]
_NEAR = 16  # code points before a sum in which "yderligere" makes it a change
_BREAK = r",|\b(?:og|samt|men)\b"
# What may stand between the sums of one series: "0,5 mia. kr. i 2021, 0,7 mia. kr. i 2022 og ..."
_BETWEEN = r"(?:[\s,.;()]|\d{4}|(?:årligt|og|i|fra|frem|samt|heraf|hhv|på|perioden|stigende|til|pl)(?![^\W\d_])|-)*"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSum:
    """A sum of a sentence that is about the matter asked for, and whether it is a level or a change of one."""

    amount: ItemAmount
    measure: Measure


@dataclass(frozen=True, slots=True)
class _Run:
    """Sums in a row, and where they stand in the sentence, half-open."""

    amounts: tuple[ItemAmount, ...]
    start: int
    end: int


def own_sums(quote: str, amounts: Sequence[ItemAmount], wanted: Matter) -> tuple[OwnSum, ...]:
    """The sums of a sentence that are about the matter; all of them where the sentence does not name it."""
    mine = wanted.places(quote)
    topic = wanted.topic.id if wanted.topic else None
    others = [(one.start, one.end) for one in topic_spotter().find(quote) if one.named and one.concept != topic]
    runs = list(_runs(quote, amounts))
    return tuple(
        OwnSum(amount=amount, measure=_measure(quote, run, amount))
        for run in runs
        if not mine or _belongs(quote, run, mine, others, alone=len(runs) == 1)
        for amount in run.amounts
    )


def _runs(quote: str, amounts: Sequence[ItemAmount]) -> Iterator[_Run]:
    """Yields the sums that stand in a row together; a sum whose words are not found stands at the end."""
    current, start, end = list[ItemAmount](), 0, 0
    for amount in amounts:
        place = quote.find(amount.text, end) if amount.text else -1
        place = place if place >= 0 else len(quote)
        if current and not compiled(_BETWEEN, re.IGNORECASE).fullmatch(quote[end:place]):
            yield _Run(tuple(current), start, end)
            current = []
        start = start if current else place
        current.append(amount)
        end = min(place + len(amount.text), len(quote))
    if current:
        yield _Run(tuple(current), start, end)


def _belongs(
    quote: str, run: _Run, mine: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]], *, alone: bool
) -> bool:
    after = min((start for start, _ in mine if start >= run.end), default=None)
    if after is not None and not compiled(_BREAK, re.IGNORECASE).search(quote[run.end : after]):
        return True
    before = max((end for _, end in mine if end <= run.start), default=-1)
    if before < 0:
        return alone and not any(end <= run.start for _, end in others)
    return all(end <= before or end > run.start or start < before for start, end in others)


def _measure(quote: str, run: _Run, amount: ItemAmount) -> Measure:
    if "yderligere" in quote[max(run.start - _NEAR, 0) : run.start]:
        return "change"
    return "level" if amount.kind == "saving" or amount.direction == "level" else "change"
