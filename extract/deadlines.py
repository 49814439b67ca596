"""What a time is to the sentence it stands in: the deadline of what is promised, a budget year, or something else.

The words right before a time decide most ("senest", "frem mod", "for", "ift."); a bare "i 2022" is a deadline where
something is done or brought about in that year, and none where it is the budget year of a sum, a frame or a tax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extract.calendar_time import Time
from extract.edtf import edtf_bounds
from extract.lexicon import Entry, find_phrases, labelled
from extract.models import Deadline, Evidence, Identity, Span
from extract.money import Sum, find_sums
from extract.patterns import compiled
from extract.times import find_times
from extract.year_names import name_spans

RoleKind = Literal["deadline", "year", "comparison"]
_LEADS = ("by", "by end", "start", "in", "none", "comparison", "moved", "moved to")
_LEAD_WINDOW = 90
# Where what is said of a time ends.
_BREAK = r"[,;:()]\s|\s(?:med henblik på|mhp\.|for at|og at|samt at|således at|når|hvis)\s"
# Something is to be done: "skal", "vil", a passive of the present ("opstilles"), which is no genitive ("kommunernes").
_DOING = r"\b(?:skal|vil|bør|\w{3,}[^n\W]es)\b"
# Something is to be reached, by a year this far ahead or further: nearer ones are years of budgets too.
_GOAL = r"\b(?:skal|ambition\w*|mål|målet|målsætning\w*)\b"
_FAR_YEARS = 4
# What is told of a thing beside what is promised: ", som efter planen er færdig ultimo 2021, ...".
_BESIDE = r"\s*(?:som|der)\s"
# A literal of each shape in which a time without digits is named; without it, and without digits, a text names none.
_UNNUMBERED = (
    *("forår", "sommer", "efterår", "vinter", "årsskifte", " år", "kvartal", "halvår"),
    *("primo", "medio", "ultimo", "udgangen", "slutningen", "begyndelsen", "starten", "midten", "løbet af"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a time is for, and the lexicon entry or construction that says so."""

    kind: RoleKind
    rule: str


def _found(text: str, *labels: str) -> Iterator[tuple[int, int, Entry]]:
    return find_phrases(labelled("dates", *labels), text)


def lead(text: str, time: Time) -> Entry | None:
    """The entry whose phrase stands right before `time`, the longest of them; None where there is none."""
    window = text[max(0, time.start - _LEAD_WINDOW) : time.start]
    found = _found(window, *_LEADS)
    ending = ((end - start, entry) for start, end, entry in found if not window[end:].strip())
    return max(ending, key=lambda one: one[0], default=(0, None))[1]


def _region(text: str, time: Time) -> tuple[int, int]:
    """The clause around `time`, as far as its punctuation tells."""
    start = max((match.end() for match in compiled(_BREAK).finditer(text, 0, time.start)), default=0)
    match = compiled(_BREAK).search(text, time.end)
    return start, match.start() if match else len(text)


def _gap(time: Time, start: int, end: int) -> int:
    return max(time.start - end, start - time.end, 0)


def _has_sum(time: Time, sums: tuple[Sum, ...], start: int, end: int) -> bool:
    """Whether `time` is the year of a sum of kroner in its clause: "5 mio. kr. til X i 2022", "i 2022 5 mio. kr."."""
    here = (item for item in sums if item.unit == "DKK" and start <= item.start and item.end <= end)
    return any(item.end <= time.start or item.start - time.end < 12 for item in here)


def _far_goal(text: str, time: Time, signed: date | None) -> bool:
    """Whether a goal is to be reached in the year: "skal dækkes af vedvarende energi i 2030", some years ahead."""
    ahead = signed is not None and bool(time.years) and min(time.years) >= signed.year + _FAR_YEARS
    return ahead and bool(compiled(_GOAL, re.IGNORECASE).search(text, 0, time.start))


def _in_year(text: str, time: Time, sums: tuple[Sum, ...], signed: date | None) -> Role:
    """Whether something is done in the year, or the year is one of a budget: the nearest cue in the clause decides."""
    start, end = _region(text, time)
    if _has_sum(time, sums, start, end):
        return Role(kind="year", rule="deadlines.year-of-sum")
    if _far_goal(text, time, signed):
        return Role(kind="deadline", rule="deadlines.far-goal")
    clause = text[start:end]
    found = _found(clause, "action", "budget")
    cues = [(_gap(time, start + at, start + stop), entry) for at, stop, entry in found]
    if cues:
        nearest = min(cues, key=lambda cue: cue[0])[1]
        return Role(kind="deadline" if nearest.label == "action" else "year", rule=nearest.id)
    if any(item.unit == "DKK" and start <= item.start < end for item in sums):
        return Role(kind="year", rule="deadlines.year-of-sum")
    if compiled(_DOING, re.IGNORECASE).search(clause):
        return Role(kind="deadline", rule="deadlines.something-done")
    return Role(kind="year", rule="deadlines.plain-year")


def _future(time: Time, signed: date | None) -> bool:
    edtf = time.edtf() if time.years else None
    first = edtf_bounds(edtf)[0] if edtf and signed else None
    return bool(first and signed and first > signed)


def _past(text: str, time: Time) -> bool:
    start, end = _region(text, time)
    return any(True for _ in _found(text[start:end], "past"))


def _watched(text: str, time: Time) -> bool:
    start, _ = _region(text, time)
    return any(True for _ in _found(text[start : time.start], "watch"))


def role(text: str, time: Time, sums: tuple[Sum, ...], signed: date | None = None) -> Role:
    """What `time` is for in `text`, of which `sums` are the sums; what lies after the day `signed` is not past."""
    found = lead(text, time)
    label, rule = (found.label, found.id) if found else ("", "deadlines.bare")
    ends = time.edge == "udgangen" or time.shape == "turn"
    if label in ("comparison", "moved"):
        return Role(kind="comparison", rule=rule)
    if label == "moved to" or (label == "by end" and (ends or time.shape == "season")):
        return Role(kind="deadline", rule=rule)
    if label == "by":
        return Role(kind="year" if _watched(text, time) else "deadline", rule=rule)
    if label in ("none", "by end") and time.shape != "later":
        return Role(kind="year", rule=rule)
    if time.shape == "range":
        return Role(kind="year", rule="deadlines.period")
    if not _future(time, signed) and _past(text, time):
        return Role(kind="year", rule="deadlines.past")
    whole_year = time.shape in ("year", "years") or text[time.start : time.end].lower().endswith("år")
    if whole_year and not time.edge:
        return _in_year(text, time, sums, signed)
    if any(item.unit == "DKK" and item.end <= time.start <= item.end + 4 for item in sums):
        return Role(kind="year", rule="deadlines.year-of-sum")
    return Role(kind="deadline", rule=rule)


def signed_on(identity: Identity) -> date | None:
    """The day from which "i efteråret" is counted: that of signing, or the first that the agreement's year allows.

    An economy agreement or finance act for a year is made in the year before it.
    """
    try:
        return date.fromisoformat(identity.date or "")
    except ValueError:
        if identity.year is None:
            return None
        ahead = identity.document.startswith(("oea-", "finanslov"))
        return date(identity.year - 1, 6, 1) if ahead else date(identity.year, 1, 1)


def find_deadline(text: str, identity: Identity | None = None, masked: tuple[Span, ...] = ()) -> Deadline | None:
    """When what `text` promises is to be done or to start, the first such time in it; None where it says none.

    Offsets of the evidence are those of `text`. Times in `masked` stretches and in the names of other texts are passed
    over, and so are times that lie before the agreement was signed.

    >>> find_deadline("KL vil inden udgangen af 1. kvartal 2023 udarbejde en plan.").edtf
    '2023-03-31'
    """
    folded = text.lower()
    if not compiled(r"\d").search(text) and not any(word in folded for word in _UNNUMBERED):
        return None
    times = find_times(text, (*masked, *name_spans(text)))
    if not times:
        return None
    sums, signed = find_sums(text), signed_on(identity) if identity else None
    beside = compiled(_BESIDE)
    for time in sorted(times, key=lambda one: bool(beside.match(text, _region(text, one)[0]))):
        edtf = time.edtf(signed)
        if edtf is None or (signed and (edtf_bounds(edtf)[1] or signed) <= signed):
            continue
        found = role(text, time, sums, signed)
        if found.kind == "deadline":
            words, start, end = text[time.start : time.end], time.start, time.end
            evidence = Evidence(field="deadline", words=words, start=start, end=end, rule=found.rule)
            return Deadline(edtf=edtf, evidence=evidence)
    return None
