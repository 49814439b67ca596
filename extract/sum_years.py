"""The years of sums: each time, and each word such as "årligt", is given to the sum that it stands with.

A sum without a year of its own has that of its series ("5, 10 og 15 mio. kr. i 2024"), of the sum it is part of
("hvoraf"), of the sums that it is the total of ("5 mio. kr. i 2024 og 10 mio. kr. i 2025, i alt 15 mio. kr."), or of
the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.calendar_time import Time
from extract.deadlines import lead, role
from extract.lexicon import find_phrases, labelled
from extract.money import Sum
from extract.patterns import compiled

# What parts the words around two sums: with it on one side only, what stands between belongs to the other side.
_PARTING = r"[,;:]\s|(?<!\w)(?:og|samt|mens|men)(?!\w)"
_CLAUSE = r"[,;:]\s|(?<!\w)(?:og at|som|der|hvilket|mens)(?!\w)"
_NEW_CLAUSE = r"[;:]\s|,\s(?:og|samt|mens|men|der|hvilket)\s|\sog at\s"
# Between the sums of one series: "5 mio. kr., 10 mio. kr. og op til 15 mio. kr."
_SERIES = (
    r"\s*(?:[-–]|,|,?\s?(?:og|samt|eller|til))?\s*"
    r"(?:hhv\.|henholdsvis|ca\.|op til|yderligere|i alt)?\s*"
)
_PART_ENDS = r"[;:]|(?<!\w)(?:og at|således|hvilket|mens|dertil|derudover|herudover|hertil|desuden)(?!\w)"
_TIMES_JOIN = r"\s*(?:,|og|samt)\s*(?:i|for)?\s*"
_AFTERWARDS = (
    r"\s*(?:årligt\s)?(?:herefter|derefter|fremover|fremadrettet"
    r"|i\s(?:de\s)?(?:efter)?følgende år|i årene (?:der|her)?efter)(?!\w)"
)
# What makes a sum a rate, which "fra 2021" does not make a yearly sum.
_PER = r"(?<!\w)(?:pr\.|per)\s|/"
_NEAR = 6
_LED_BY = ("herefter", "derefter", "herefter ca.", "derefter ca.")
_RESPECTIVELY = r"(?i)\b(?:hhv\.|henholdsvis)"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedSum:
    """A sum and what it was given: years, whether it is a yearly one, the index of the sum that it is part of."""

    sum: Sum
    years: tuple[int, ...] | None = None
    yearly: bool = False
    part_of: int | None = None


def _spans(label: str, text: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _ in find_phrases(labelled("amounts", label), text)]


def _owner(text: str, start: int, end: int, sums: tuple[Sum, ...]) -> int | None:
    """The index of the sum with which the words from `start` to `end` stand; None before the first sum."""
    before = max((index for index, item in enumerate(sums) if item.end <= start), default=None)
    if before is None or before + 1 == len(sums):
        return before
    if text[end : sums[before + 1].start].strip() == ":":
        return before + 1
    parted_before = compiled(_PARTING).search(text, sums[before].end, start)
    parted_after = compiled(_PARTING).search(text, end, sums[before + 1].start)
    return before + 1 if parted_before and not parted_after else before


def _yearly(text: str, sums: tuple[Sum, ...]) -> set[int]:
    """The indexes of the sums that words make yearly: "årligt", "hvert år", "en årlig nedregulering på"."""
    result: set[int] = set()
    for start, end in _spans("yearly", text):
        index = _owner(text, start, end, sums)
        if index is None:
            if not compiled(_CLAUSE).search(text, end, sums[0].start):
                result |= set(_until_clause(text, sums))
        elif sums[index].start >= end or not compiled(_NEW_CLAUSE).search(text, sums[index].end, start):
            result.add(index)
    for _, end in _spans("yearly before", text):
        after = ((index, item.start) for index, item in enumerate(sums) if item.start >= end)
        result |= {index for index, start in after if compiled(_SERIES).fullmatch(text, end, start)}
    return result


def _until_clause(text: str, sums: tuple[Sum, ...]) -> list[int]:
    """The indexes of the sums that stand before the end of the first sum's clause."""
    begin = sums[0].end
    clause = compiled(_CLAUSE)
    return [index for index, item in enumerate(sums) if not clause.search(text, begin, max(item.start, begin))]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A time, and the index of the sum that it stands with: None before the first sum, or where it is no sum's.

    `shared` times are also for sums that have none of their own.
    """

    time: Time
    own: int | None
    shared: bool


def _placed(text: str, sums: tuple[Sum, ...], times: tuple[Time, ...]) -> tuple[_Placed, ...]:
    """The times that can be a sum's: not those of comparison, and deadlines of another clause are no one's."""
    result: list[_Placed] = []
    for time in times:
        kind = role(text, time, sums).kind
        if kind == "comparison":
            continue
        own = _owner(text, time.start, time.end, sums)
        if own is not None and kind == "deadline":
            near = sorted((sums[own].end, time.start)) if sums[own].end <= time.start else (time.end, sums[own].start)
            own = None if compiled(_CLAUSE).search(text, *near) else own
        result.append(_Placed(time, own, kind != "deadline"))
    return tuple(result)


def _recurs(text: str, time: Time, item: Sum) -> bool:
    """Whether a time makes its sum a yearly one: "i 2027 og frem", or right by a sum that is no rate "fra 2024"."""
    if time.open or time.shape not in ("year", "day"):
        return time.open
    found = lead(text, time)
    between = text[item.end : time.start] if item.end <= time.start else text[time.end : item.start]
    if len(between.split()) > _NEAR or compiled(_PARTING).search(between) or compiled(_PER).search(between):
        return False
    return found is not None and found.label == "start"


def _own(text: str, item: Sum, index: int, placed: tuple[_Placed, ...]) -> tuple[Time, ...]:
    """The times of a sum: the first behind it and those joined to that, or else the last before it."""
    mine = [one.time for one in placed if one.own == index]
    behind = [time for time in mine if time.start >= item.end]
    if not behind:
        return tuple(mine[-1:])
    count = 1
    while count < len(behind) and compiled(_TIMES_JOIN).fullmatch(text, behind[count - 1].end, behind[count].start):
        count += 1
    return tuple(behind[:count])


def _parts(text: str, sums: tuple[Sum, ...]) -> tuple[int | None, ...]:
    """For each sum the index of the one before it that it is part of: "heraf", until something else is spoken of."""
    marks = _spans("part", text)
    result: list[int | None] = [None]
    for index in range(1, len(sums)):
        start, end = sums[index - 1].end, sums[index].start
        if any(start <= at < end for at, _ in marks):
            result.append(index - 1 if result[-1] is None else result[-1])
        else:
            result.append(None if compiled(_PART_ENDS).search(text, start, end) else result[-1])
    return tuple(result)


def _runs(text: str, sums: tuple[Sum, ...]) -> list[list[int]]:
    """The series of sums: indexes between which nothing stands but commas and "og"."""
    runs: list[list[int]] = []
    for index, item in enumerate(sums):
        if runs and compiled(_SERIES).fullmatch(text, sums[index - 1].end, item.start):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _pair(
    text: str, run: list[int], dated: list[DatedSum], own: list[tuple[Time, ...]], placed: tuple[_Placed, ...]
) -> None:
    """Gives a series its times: one each where there are as many years as sums, or all the last one's to each."""
    behind = own[run[-1]]
    before = [one.time for one in placed if one.own is None and one.shared and one.time.end <= dated[run[0]].sum.start]
    for time in (*behind[:1], *before[-1:]):
        spelled = time.listed or (time.shape == "range" and compiled(_RESPECTIVELY).search(text))
        if spelled and len(time.years) == len(run) > 1 and not dated[run[0]].sum.edge and len(behind) < 2:
            for index, year in zip(run, time.years, strict=True):
                dated[index] = replace(dated[index], years=(year,))
            return
    for index in reversed(run[:-1]):
        if not own[index]:
            last = dated[index + 1]
            dated[index] = replace(dated[index], years=last.years, yearly=dated[index].yearly or last.yearly)


def _whole_period(text: str, index: int, dated: list[DatedSum]) -> tuple[int, ...]:
    """The years of all sums before one that is their total, by what it comes to or by "i perioden"; else none."""
    one = dated[index]
    each = [other for other in dated[:index] if other.part_of is None and other.sum.unit == one.sum.unit]
    years = [other.years[0] for other in each if other.years and len(other.years) == 1 and not other.yearly]
    if len(each) < 2 or len(years) < len(each) or len(set(years)) < len(years):
        return ()
    said = any(one.sum.end <= at <= one.sum.end + 1 for at, _ in _spans("whole period", text))
    return tuple(sorted(years)) if said or one.sum.value == sum(other.sum.value for other in each) else ()


def _from_sentence(text: str, one: DatedSum, placed: tuple[_Placed, ...], parts: tuple[int, ...]) -> DatedSum:
    """The sum with the years of the last time before it, else of the first behind it that is no part's, else none."""
    before = [other for other in placed if other.shared and other.time.end <= one.sum.start]
    behind = [other for other in placed if other.shared and other.time.start >= one.sum.end]
    behind = [other for other in behind if other.own not in parts]
    near = next(iter((*before[-1:], *behind[:1])), None)
    if near is None:
        named = {year for other in placed for year in other.time.years}
        only = one.sum.unit == "percent" and len(named) == 1  # a share is to be reached by the year of the deadline
        return replace(one, years=tuple(named) if only else ())
    recurs = near.own is None and _recurs(text, near.time, one.sum)
    return replace(one, years=near.time.years, yearly=one.yearly or recurs)


def _inherit(text: str, dated: list[DatedSum], placed: tuple[_Placed, ...]) -> None:
    """Gives each sum that still has no years those of its whole, of "herefter", or of the sentence."""
    parts = tuple(index for index, one in enumerate(dated) if one.part_of is not None)
    for index, one in enumerate(dated):
        previous = dated[index - 1].years if index else None
        if one.years is not None:
            continue
        if whole_period := _whole_period(text, index, dated):
            dated[index] = replace(one, years=whole_period, yearly=False, part_of=None)
        elif previous and (compiled(_AFTERWARDS).match(text, one.sum.end) or _comes_after(text, one.sum)):
            dated[index] = replace(one, years=(previous[-1] + 1,), yearly=True)
        elif one.part_of is not None:
            whole = dated[one.part_of]
            dated[index] = replace(one, years=whole.years, yearly=one.yearly or whole.yearly)
        else:
            dated[index] = _from_sentence(text, one, placed, parts)


def _comes_after(text: str, item: Sum) -> bool:
    """Whether "herefter" leads to the sum: "30,3 mio. kr. i 2023 og herefter 35 mio. kr. varigt"."""
    return text[: item.start].rstrip().lower().endswith(_LED_BY)


def date_sums(text: str, sums: tuple[Sum, ...], times: tuple[Time, ...]) -> tuple[DatedSum, ...]:
    """The sums with their years and what they are part of; `times` are those that `text` names."""
    placed, yearly, parts = _placed(text, sums, times), _yearly(text, sums), _parts(text, sums)
    own = [_own(text, item, index, placed) for index, item in enumerate(sums)]
    dated = [
        DatedSum(
            sum=item,
            years=tuple(dict.fromkeys(year for time in own[index] for year in time.years)) if own[index] else None,
            yearly=index in yearly or any(_recurs(text, time, item) for time in own[index]),
            part_of=parts[index],
        )
        for index, item in enumerate(sums)
    ]
    for run in _runs(text, sums):
        _pair(text, run, dated, own, placed)
    _inherit(text, dated, placed)
    return tuple(dated)
