"""What is promised in other units than kroner: places, hectares, staff-years, megawatts, tonnes, euros.

A number counts where a unit of `lexicon/quantities.toml` follows it, with at most three adjectives between ("150 nye
særlige pladser"). Sums of kroner and years are no quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extract.dates import reference_spans
from extract.lexicon import find_phrases, load_lexicon
from extract.models import Commitment, Document, Evidence, Quantity, Span
from extract.money import find_sums
from extract.numerals import DIGITS, number_words, plain, read_number
from extract.times import find_times, overlaps
from extract.year_names import name_spans

AS_WRITTEN = "as written"
_WINDOW = 70
_POWERS = {"mia": 9, "milliard": 9, "mio": 6, "mill": 6, "million": 6, "tusind": 3}
_SCALE = r"(?:\s?(?P<scale>(?:mia|mio|mill)(?!\w)\.?|milliard(?:er)?|million(?:er)?|tusinde?))?"
# Adjectives in the plural or the definite form, and "ekstra".
_ADJECTIVES = r"(?:\s(?!(?:inden|samme|alle|hele|disse|denne|mange|fleste)\s)(?:[a-zæøå-]{2,}e|ekstra))*"


@cache
def _number() -> re.Pattern[str]:
    """A number, or the two of a range, at the end of what stands before a unit."""
    number = rf"(?:{DIGITS}|(?!(?:en|et|én|ét)\s){number_words()})"
    high = rf"(?:(?:\s?[-–]\s?|\s(?:til|eller)\s)(?P<high>{number}))?"
    return re.compile(
        rf"(?<![\w.,/§-])(?P<number>{number}){high}{_SCALE}{_ADJECTIVES}\s?(?:[^\W\d_]+-)?$", re.IGNORECASE
    )


def _values(match: re.Match[str]) -> Iterator[Decimal]:
    scale = (match["scale"] or "").lower()
    stem = max((stem for stem in _POWERS if scale.startswith(stem)), key=len, default="")
    for number in (match["number"], match["high"]):
        if number:
            yield plain(read_number(number) * Decimal(10) ** _POWERS.get(stem, 0))


def _candidates(text: str) -> Iterator[tuple[re.Match[str], int, int, str, str]]:
    """The numbers before units: the match, where number and unit begin and end, the unit, and the entry's id."""
    for start, end, entry in find_phrases(load_lexicon("quantities"), text):
        floor = max(0, start - _WINDOW)
        match = _number().search(text[floor:start])
        if match:
            unit = text[start:end].lower() if entry.label == AS_WRITTEN else entry.label
            yield match, floor + match.start(), end, unit, entry.id


def find_quantities(text: str, masked: tuple[Span, ...] = ()) -> tuple[Quantity, ...]:
    """The quantities that `text` names, in order; of a range its lower end, then its upper.

    Offsets of the evidence are those of `text`; those that touch a `masked` stretch are left out.

    >>> [(int(found.value), found.unit) for found in find_quantities("Der etableres 150 nye særlige pladser.")]
    [(150, 'pladser')]
    """
    if not (candidates := list(_candidates(text))):
        return ()
    found: dict[tuple[int, int], tuple[Quantity, ...]] = {}
    taken = (*masked, *_sums(text), *_years(text))
    for match, start, end, unit, rule in candidates:
        inside = any(start < stop and at < end for at, stop in found)
        if not inside and not overlaps(start, end, taken):
            words = text[start:end]
            evidence = Evidence(field="quantities", words=words, start=start, end=end, rule=rule)
            found[start, end] = tuple(
                Quantity(value=value, unit=unit, text=words, evidence=evidence) for value in _values(match)
            )
    return tuple(item for place in sorted(found) for item in found[place])


def _sums(text: str) -> tuple[Span, ...]:
    return tuple(Span(start=item.start, end=item.end) for item in find_sums(text))


def _years(text: str) -> tuple[Span, ...]:
    return tuple(Span(start=time.start, end=time.end) for time in find_times(text, name_spans(text)))


def add_quantities(document: Document, commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:  # noqa: ARG001
    """The commitments with their quantities; references must have been added before."""
    result: list[Commitment] = []
    for commitment in commitments:
        items = find_quantities(commitment.quote, reference_spans(commitment))
        placed = tuple(replace(item, evidence=item.evidence.shifted(commitment.span.start)) for item in items)
        result.append(replace(commitment, quantities=placed))
    return tuple(result)
