"""What kind of money a sum is, whether it is a level or a change, how exact it is, and in which year's prices.

All by phrases of `lexicon/amounts.toml`: for the kind the nearest one in the clause counts, for the direction the last
one before the sum, for exactness the words right before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.lexicon import Entry, find_phrases, labelled
from extract.money import Sum
from extract.patterns import compiled

KINDS = ("loan", "minimum", "frame", "grant", "saving", "own-financing", "reallocation", "rate")
DIRECTIONS = ("increase", "decrease", "level")
BOUNDS = ("about", "up-to", "at-least")
_CLAUSE_END = r"[;:]\s|,\s(?:og|samt|mens|men|således|der|som|hvilket)\s|\.\s(?=[A-ZÆØÅ])"
# How near the end of a sentence a price level stands that is for all its sums: "(2021-priser)."
_CLOSING = 16
# A phrase with one of these in its gap ("løftet etableres der en pulje på") says nothing of the sum.
_RELATIVE = r"\s(?:der|som|at)\s"
# Words that may stand between a phrase such as "mindst" or "med" and its sum.
_BETWEEN = r"\s*(?:i alt|samlet set|samlet|yderligere|hhv\.|henholdsvis|årligt|ekstra|på|realt)?\s*"
_PRICES = (
    r"(?i)(?<![\d.,])(?P<year>(?:20|19)?\d\d)\s?-?\s?(?:pl|p/l|priser|prisniveau|niveau)(?!\w)"
    r"|(?:pris-?\s?og\slønniveau|pl-niveau|prisniveau)(?:et)?\s(?:i\s)?(?P<late>\d{4})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is told of a sum besides its value and years; `rules` are the lexicon entries that told it."""

    kind: str
    direction: str
    bound: str
    price_level: str | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    entry: Entry


def _cues(labels: tuple[str, ...], text: str) -> tuple[_Cue, ...]:
    return tuple(_Cue(*found) for found in find_phrases(labelled("amounts", *labels), text))


def _clause(text: str, item: Sum) -> tuple[int, int]:
    start = max((match.end() for match in compiled(_CLAUSE_END).finditer(text, 0, item.start)), default=0)
    match = compiled(_CLAUSE_END).search(text, item.end)
    return start, match.start() if match else len(text)


def _kind(text: str, item: Sum, following: int, cues: tuple[_Cue, ...]) -> Entry | None:
    """The entry of the cue nearest to the sum: what follows it counts only up to the next sum, and half as near."""
    start, end = _clause(text, item)
    ranked: list[tuple[int, int, Entry]] = []
    for cue in cues:
        if cue.end <= item.start and cue.start >= start:
            close = cue.entry.label == "minimum" and bool(compiled(_BETWEEN).fullmatch(text, cue.end, item.start))
            ranked.append((-1 if close else item.start - cue.end, cue.start - cue.end, cue.entry))
        elif item.end <= cue.start and cue.end <= min(end, following):
            close = cue.entry.label == "rate" and cue.start - item.end <= 1
            ranked.append((-1 if close else 2 * (cue.start - item.end) + 10, cue.start - cue.end, cue.entry))
    return min(ranked, key=lambda found: found[:2], default=(0, 0, None))[2]


def _direction(text: str, item: Sum, floor: int, cues: tuple[_Cue, ...]) -> Entry | None:
    """The entry of the last cue between `floor` and the sum."""
    begin = _clause(text, item)[0]
    before = [cue for cue in cues if floor <= cue.end <= item.start and cue.start >= begin]
    before = [cue for cue in before if not compiled(_RELATIVE).search(text, cue.start, cue.end)]
    return max(before, key=lambda cue: (cue.end, cue.end - cue.start)).entry if before else None


def _bound(text: str, item: Sum, cues: tuple[_Cue, ...]) -> Entry | None:
    """The entry of the longest cue that stands right before the sum."""
    close = [cue for cue in cues if cue.end <= item.start and compiled(_BETWEEN).fullmatch(text, cue.end, item.start)]
    close = [cue for cue in close if text[cue.start : cue.end].lower() != "fra" or item.edge == "low"]
    return max(close, key=lambda cue: cue.end - cue.start).entry if close else None


def _price_levels(text: str, sums: tuple[Sum, ...]) -> Iterator[str | None]:
    """For each sum the price level between it and the next, or else that before them all or at the text's end."""
    found = [(match.start(), match["year"] or match["late"]) for match in compiled(_PRICES).finditer(text)]
    closing = len(text) - _CLOSING
    ends = [item.start for item in sums[1:]] + [len(text) + 1]
    for item, end in zip(sums, ends, strict=True):
        own = [year for at, year in found if item.end <= at < end]
        own = own or [year for at, year in found[:1] if at < sums[0].start or (len(found) == 1 and at > closing)]
        yield f"{own[0] if len(own[0]) == 4 else '20' + own[0]}-pl" if own else None


def describe(text: str, sums: tuple[Sum, ...]) -> tuple[Description, ...]:
    """The description of each of `sums`, which stand in `text`."""
    kinds, directions, bounds = _cues(KINDS, text), _cues(DIRECTIONS, text), _cues(BOUNDS, text)
    result: list[Description] = []
    levels = list(_price_levels(text, sums))
    inherited: Entry | None = None
    for index, item in enumerate(sums):
        floor = sums[index - 1].end if index else 0
        if index and compiled(_CLAUSE_END).search(text, floor, item.start):
            inherited = None
        following = sums[index + 1].start if index + 1 < len(sums) else len(text)
        kind, bound = _kind(text, item, following, kinds), _bound(text, item, bounds)
        direction = _direction(text, item, floor, directions) or inherited
        inherited = direction
        least = kind is not None and kind.label == "minimum"
        edge = {"low": "at-least", "high": "up-to"}.get(item.edge, "at-least" if least else "exact")
        default = "rate" if item.unit == "percent" else "other"
        result.append(
            Description(
                kind=kind.label if kind and item.unit == "DKK" else default,
                direction=direction.label if direction else "level",
                bound=bound.label if bound and edge == "exact" else edge,
                price_level=levels[index],
                rules=tuple(entry.id for entry in (kind, direction, bound) if entry),
            )
        )
    return tuple(result)
