"""The calendar years that a commitment names, and its deadline."""

from __future__ import annotations

from dataclasses import replace

from extract.calendar_time import A_MONTH
from extract.deadlines import find_deadline
from extract.models import Commitment, Document, Evidence, Span
from extract.patterns import compiled
from extract.times import find_times, overlaps
from extract.year_names import name_spans

# Words that fix a year without naming it: the one that ends.
_YEAR_END = r"(?i)\b(?:inden|senest)\s(?:\w+\s)?(?:årets\sudgang|udgangen\saf\såret|årsskiftet)\Z"
_FOUR_DIGITS = ("19", "20")
# A misprint, read as no year and kept as evidence: "i 2919", "januar 2204".
_MISPRINT = (
    rf"(?:(?<!\w)(?:i|for|fra|inden|senest|mod|{A_MONTH}))"
    r"\s(?P<year>2[1-9]\d\d|[3-9]\d\d\d)(?=[.,;)]?(?:\s(?!\w+er\b|kr|mio|mia)|$))"
)


def find_years(text: str, masked: tuple[Span, ...] = ()) -> tuple[tuple[int, Evidence], ...]:
    """Every calendar year that `text` names, ranges filled in, each once with its first words; in ascending order.

    Years in `masked` stretches, and in the names of other texts and price levels, are left out.

    >>> [year for year, _ in find_years("Rammen for 2023 udgør 5 mio. kr. (22-pl) og gælder frem til 2025.")]
    [2023, 2025]
    """
    if not any(digits in text for digits in _FOUR_DIGITS):
        return ()
    found: dict[int, Evidence] = {}
    for time in find_times(text, (*masked, *name_spans(text))):
        words = text[time.start : time.end]
        for year in time.years:
            rule = f"times.{time.shape}"
            found.setdefault(year, Evidence(field="years", words=words, start=time.start, end=time.end, rule=rule))
    return tuple(sorted(found.items()))


def find_misprints(text: str, masked: tuple[Span, ...] = ()) -> tuple[Evidence, ...]:
    """What stands where a year would and can be none ("2919"), as evidence of a field that is not set."""
    places = (match.span("year") for match in compiled(_MISPRINT).finditer(text))
    return tuple(
        Evidence(field="years", words=text[start:end], start=start, end=end, rule="dates.misprint")
        for start, end in places
        if not overlaps(start, end, masked)
    )


def reference_spans(commitment: Commitment) -> tuple[Span, ...]:
    """Where the commitment's references stand in its quote."""
    by = -commitment.span.start
    return tuple(Span(start=item.evidence.start, end=item.evidence.end).shifted(by) for item in commitment.references)


def _with_dates(document: Document, commitment: Commitment) -> Commitment:
    masked, by = reference_spans(commitment), commitment.span.start
    years = find_years(commitment.quote, masked)
    deadline = find_deadline(commitment.quote, document.identity, masked)
    misprints = find_misprints(commitment.quote, masked)
    fixed = deadline is not None and compiled(_YEAR_END).search(commitment.quote[: deadline.evidence.end])
    if deadline is not None and fixed and int(deadline.edtf[:4]) not in dict(years):
        years = tuple(sorted((*years, (int(deadline.edtf[:4]), replace(deadline.evidence, field="years")))))
    evidence = (*(item for _, item in years), *misprints)
    return replace(
        commitment,
        years=tuple(year for year, _ in years),
        deadline=deadline and replace(deadline, evidence=deadline.evidence.shifted(by)),
        evidence=(*commitment.evidence, *dict.fromkeys(item.shifted(by) for item in evidence)),
    )


def add_dates(document: Document, commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """The commitments with their years and deadlines; references must have been added before."""
    return tuple(_with_dates(document, commitment) for commitment in commitments)
